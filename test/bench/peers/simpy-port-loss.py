"""Port-loss in SimPy. Prints one line of JSON, as every program of this benchmark does.

    simpy-port-loss.py STYLE --clients N --addresses A --seconds S --seed K

STYLE "processes" gives every connection a process of its own, as the manual does; "callbacks" hangs functions on
timeouts, which is as fast as SimPy gets.
"""

import argparse
import json
import random
import time

import simpy

BACKENDS = 10
PORTS = 28232
MEAN_LIFETIME_SEC = 600
HOLD_SEC = 60


class PortLoss:
    def __init__(self, env, addresses):
        self.env = env
        self.addresses = addresses
        self.free = [list(range(PORTS)) for _ in range(addresses * BACKENDS)]
        self.turn = 0
        self.events = self.arrivals = self.blocked = self.concurrent = self.held = 0
        self.by_backend = [0] * BACKENDS
        self.samples = []

    def arrive(self):
        """The new connection, or None when no port is free."""
        self.events += 1
        self.arrivals += 1
        backend = int(random.random() * BACKENDS)
        free = self.free[self.turn * BACKENDS + backend]
        connection = None
        if free:
            at = int(random.random() * len(free))
            port = free[at]
            last = free.pop()
            if at < len(free):
                free[at] = last
            self.concurrent += 1
            self.by_backend[backend] += 1
            connection = (self.turn, backend, port)
        else:
            self.blocked += 1
        self.turn = (self.turn + 1) % self.addresses
        return connection

    def close(self, connection):
        self.events += 1
        self.concurrent -= 1
        self.by_backend[connection[1]] -= 1
        self.held += 1

    def end_hold(self, connection):
        self.events += 1
        self.held -= 1
        address, backend, port = connection
        self.free[address * BACKENDS + backend].append(port)

    def sampler(self):
        while True:
            self.samples.append((self.concurrent, self.held, self.blocked, *self.by_backend))
            yield self.env.timeout(1)


def connection_process(env, model, connection):
    yield env.timeout(random.expovariate(1 / MEAN_LIFETIME_SEC))
    model.close(connection)
    yield env.timeout(HOLD_SEC)
    model.end_hold(connection)


def arrivals_process(env, model, rate):
    while True:
        yield env.timeout(random.expovariate(rate))
        connection = model.arrive()
        if connection is not None:
            env.process(connection_process(env, model, connection))


def with_callbacks(env, model, rate):
    def arrive(_):
        connection = model.arrive()
        if connection is not None:
            timeout = env.timeout(random.expovariate(1 / MEAN_LIFETIME_SEC), connection)
            timeout.callbacks.append(close)
        env.timeout(random.expovariate(rate)).callbacks.append(arrive)

    def close(event):
        model.close(event.value)
        env.timeout(HOLD_SEC, event.value).callbacks.append(end_hold)

    def end_hold(event):
        model.end_hold(event.value)

    env.timeout(random.expovariate(rate)).callbacks.append(arrive)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("style", choices=["processes", "callbacks"])
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--addresses", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    started = time.process_time()
    env = simpy.Environment()
    model = PortLoss(env, options.addresses)
    rate = options.clients / MEAN_LIFETIME_SEC
    if options.style == "processes":
        env.process(arrivals_process(env, model, rate))
    else:
        with_callbacks(env, model, rate)
    env.process(model.sampler())
    env.run(until=options.seconds)
    cpu_sec = time.process_time() - started
    samples = len(model.samples)
    print(
        json.dumps(
            {
                "events": model.events,
                "arrivals": model.arrivals,
                "blocked": model.blocked,
                "meanConcurrent": sum(sample[0] for sample in model.samples) / samples,
                "meanHeld": sum(sample[1] for sample in model.samples) / samples,
                "cpuSec": cpu_sec,
            }
        )
    )


main()
