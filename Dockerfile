# The program with part 1's model inside. Build and try it:
#
#   docker build -t workbench .
#   docker run --rm workbench                                              predictions of a sample
#   docker run --rm --read-only -p 8080:8080 workbench serve --bundle /model --host 0.0.0.0
#
# Another model: --build-arg ANALYSIS=analyses/bikeshare.yaml --build-arg MODEL=trees
# --build-arg SAMPLE=analyses/data/bikeshare/hours.csv

FROM swift:6.3-bookworm AS build
RUN apt-get update -q && apt-get install -y -q --no-install-recommends \
      binutils gnuplot-nox graphviz libgnuplot-iostream-dev libsqlite3-dev libssl-dev \
      libstdc++-12-dev make pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN make install PREFIX=/usr DESTDIR=/image
ARG ANALYSIS=analyses/part1.yaml
ARG MODEL=additive
ARG SAMPLE=analyses/data/part1/test.csv
RUN PATH="/image/usr/bin:$PATH"; \
    workbench run "$ANALYSIS" "$MODEL" \
    && workbench bundle "$ANALYSIS" --model "$MODEL" -o /image/model \
    && head -n 11 "$SAMPLE" > /image/model/sample.csv

FROM debian:bookworm-slim
RUN apt-get update -q && apt-get install -y -q --no-install-recommends \
      libboost-iostreams1.74.0 libsqlite3-0 libssl3 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home workbench
COPY --from=build /image/ /
ARG MODEL=additive
ENV MODEL=$MODEL
USER 10001
WORKDIR /model
EXPOSE 8080
STOPSIGNAL SIGTERM
# The server is asked over its own port; bash can do that without another program.
HEALTHCHECK --interval=10s --timeout=2s --start-period=5s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080; printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3; grep -q '200 OK' <&3"]
COPY --chmod=755 <<'ENTRY' /usr/bin/entry
#!/bin/sh
# Without a command, predictions of the sample; else the program with what was given.
test $# -gt 0 || set -- predict /model /model/sample.csv --model "$MODEL"
exec workbench "$@"
ENTRY
ENTRYPOINT ["/usr/bin/entry"]
