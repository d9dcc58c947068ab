"""A well-behaved client in a process of its own: creates and validates, and times every request."""

import multiprocessing
import time

import wire

# No request of a well-behaved client is lost, and none takes longer than this. The product answers
# in a fraction of a millisecond; the bound leaves room for a busy machine.
BOUND = 1.0
PACE = 0.002


def visit(port, stop, pipe, reconnects, first):
    times, losses = [], []
    connection, number, served = None, first, 0
    pipe.send("ready")
    while not stop.is_set():
        number += 1
        try:
            begin = time.perf_counter()
            if connection is None:
                connection = wire.Connection(port)
                served = 0
            connection.send(wire.creation(number))
            status, body = connection.read()
            times.append(time.perf_counter() - begin)
            if status != 202:
                raise wire.Broken(f"status {status} for a creation: {body[:80]!r}")
            begin = time.perf_counter()
            connection.send(wire.validation(wire.session_of(body)))
            status, body = connection.read()
            times.append(time.perf_counter() - begin)
            if status != 200:
                raise wire.Broken(f"status {status} for a validation: {body[:80]!r}")
            served += 2
        except (OSError, wire.Broken, ValueError) as error:
            losses.append(f"{type(error).__name__}: {error}")
            if connection:
                connection.close()
            connection = None
        if connection and reconnects and served >= 20:
            connection.close()
            connection = None
        time.sleep(PACE)
    if connection:
        connection.close()
    pipe.send((times, losses))


class Visitor:
    """`with Visitor(port) as visitor: …`; afterwards `times` in seconds and `losses` in words."""

    def __init__(self, port, reconnects=True, first=1_000_000):
        context = multiprocessing.get_context("fork")
        self.stop = context.Event()
        self.pipe, inner = context.Pipe()
        self.process = context.Process(
            target=visit, args=(port, self.stop, inner, reconnects, first), daemon=True)

    def __enter__(self):
        self.process.start()
        self.pipe.recv()
        return self

    def __exit__(self, kind, *_):
        self.stop.set()
        if not self.pipe.poll(60):
            self.process.kill()
            raise SystemExit("the well-behaved client hangs")
        self.times, self.losses = self.pipe.recv()
        self.process.join()
