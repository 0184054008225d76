"""Times one queue in SimPy and in Ciw: random arrivals, exponential service, one line, k servers.

    python simulate_queue_peers.py [messages]

The model is 100 messages a second for 240 servers of 10 / 4.5 seconds each: 1000 cameras that send
ten-second segments of one frame a second to instances of 4.5 frames a second. Prints messages a
second of the processor's time, and the mean wait (Erlang C gives 0.0207 seconds).
"""

import random
import sys
import time

import ciw
import simpy

RATE, SERVERS, MEAN = 100.0, 240, 10 / 4.5


def with_simpy(count):
    generator = random.Random(1)
    waits = [0.0, 0]

    def message(environment, servers):
        arrived = environment.now
        with servers.request() as request:
            yield request
            waits[0] += environment.now - arrived
            waits[1] += 1
            yield environment.timeout(generator.expovariate(1 / MEAN))

    def source(environment, servers):
        for _ in range(count):
            yield environment.timeout(generator.expovariate(RATE))
            environment.process(message(environment, servers))

    environment = simpy.Environment()
    environment.process(source(environment, simpy.Resource(environment, SERVERS)))
    environment.run()
    return waits[1], waits[0] / waits[1]


def with_ciw(count):
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(RATE)],
        service_distributions=[ciw.dists.Exponential(1 / MEAN)],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(count / RATE)
    records = simulation.get_all_records()
    return len(records), sum(r.waiting_time for r in records) / len(records)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for name, run in [(f"simpy {simpy.__version__}", with_simpy), (f"ciw {ciw.__version__}", with_ciw)]:
        start = time.process_time()
        done, wait = run(count)
        seconds = time.process_time() - start
        print(f"{name}: {done} messages, {done / seconds:.0f} a second, mean wait {wait:.4f} s")
