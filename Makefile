# What a user or maintainer types. Everything is built once, in release configuration, so that
# `make run` and `make test` share what they compile.

ANALYSIS = analyses/part1.yaml
PREFIX = /usr/local
SWIFT = swift
SWIFT_MINIMUM = 6.3

# Neither `swift build` here nor `swift test` below may ask for testable imports: the two would
# compile everything differently, and each would throw away what the other built.
BUILD = $(SWIFT) build -c release

# What must be there, as package:sort:name. A program is looked for on the path, a header under
# /usr/include and /usr/local/include, a library where the loader looks.
NEEDS = \
  binutils:program:strip \
  ca-certificates:file:/etc/ssl/certs/ca-certificates.crt \
  git:program:git \
  gnuplot-nox:program:gnuplot \
  graphviz:program:dot \
  libcurl4:library:libcurl.so.4 \
  libgnuplot-iostream-dev:header:boost/iostreams/stream.hpp \
  libgnuplot-iostream-dev:header:gnuplot-iostream.h \
  libncurses6:library:libncurses.so.6 \
  libsqlite3-dev:header:sqlite3.h \
  libssl-dev:header:openssl/evp.h \
  libstdc++-12-dev:header:c++ \
  libxml2:library:libxml2.so.2 \
  pkg-config:program:pkg-config \
  zlib1g-dev:header:zlib.h

.PHONY: run build test check setup install clean help

run: build
	@.build/release/workbench run $(ANALYSIS)

build: setup
	@$(BUILD) --product workbench

test: check
	@echo "Building the tests"
	@$(BUILD) --build-tests
	@echo "Running the tests"
	@$(SWIFT) test -c release --skip-build --disable-testable-imports --disable-xctest --quiet

check: setup
	@$(BUILD) --product dev
	@.build/release/dev check

# A program without the Swift run-time beside it, in a folder of its own since nothing of it can be
# shared with the other builds.
install: setup
	@$(BUILD) --product workbench --static-swift-stdlib --scratch-path .build-install
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -s -m 755 .build-install/release/workbench "$(DESTDIR)$(PREFIX)/bin/workbench"
	@echo "Installed: $(DESTDIR)$(PREFIX)/bin/workbench"

clean:
	@rm -rf .build .build-install

help:
	@echo "make run       set up, build, run $(ANALYSIS) and name the report"
	@echo "make test      set up, check the rules of the house and run every test"
	@echo "make build     build the program: .build/release/workbench"
	@echo "make install   put the program into $(PREFIX)/bin (PREFIX=...)"
	@echo "make check     check the rules of the house only"
	@echo "make setup     install what is missing, or say what that is"
	@echo "make clean     remove what was built; results of analyses stay"

setup:
	@version=`$(SWIFT)c --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p'`; \
	missing=; names=; \
	for need in $(NEEDS); do \
	  package=$${need%%:*}; rest=$${need#*:}; sort=$${rest%%:*}; name=$${rest#*:}; \
	  case $$sort in \
	    program) command -v "$$name" >/dev/null 2>&1 && continue ;; \
	    header) test -e "/usr/include/$$name" && continue; \
	      test -e "/usr/local/include/$$name" && continue; \
	      for folder in /usr/include/*-linux-gnu*; do \
	        test -e "$$folder/$$name" && continue 2; done ;; \
	    library) PATH="$$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -qF "$$name " && \
	      continue ;; \
	    file) test -e "$$name" && continue ;; \
	  esac; \
	  echo "missing: $$name ($$package)"; \
	  case " $$missing " in *" $$package "*) ;; *) missing="$$missing $$package" ;; esac; \
	done; \
	if test -n "$$missing"; then \
	  command="apt-get install -y --no-install-recommends$$missing"; \
	  if ! command -v apt-get >/dev/null 2>&1; then \
	    echo "error: install what is missing with your system's package manager"; exit 1; \
	  elif test "`id -u`" = 0; then as=; \
	  elif sudo -n true 2>/dev/null; then as=sudo; \
	  else echo "error: please run: sudo $$command"; exit 1; fi; \
	  echo "Installing:$$missing"; \
	  $$as apt-get update -q && $$as env DEBIAN_FRONTEND=noninteractive $$command -q || exit 1; \
	  version=`$(SWIFT)c --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p'`; \
	fi; \
	oldest=`printf '%s\n' "$(SWIFT_MINIMUM)" "$${version:-0}" | sort -V | head -n 1`; \
	if test "$$oldest" != "$(SWIFT_MINIMUM)"; then \
	  echo "error: Swift $(SWIFT_MINIMUM) or newer is needed, found $${version:-none};" \
	    "see https://www.swift.org/install/linux/"; \
	  exit 1; \
	fi
