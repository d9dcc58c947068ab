"""The trials. Each takes the binary and whether it is the long run, and returns a Result."""

import dataclasses
import multiprocessing
import signal
import socket
import threading
import time

import wire
from product import Server
from visitor import BOUND, Visitor

TRIALS = []

# What a server may grow by that has been treated badly, in KiB.
FULL = 16 * 1_024

# What a server may take with a full journal, 10,000 messages and 20,000 verifications, in KiB, and
# what it may grow by until then: most of what an idle one has is mapped code.
WHOLE = 40 * 1_024
KEPT = 26 * 1_024


@dataclasses.dataclass
class Result:
    load: str
    breaches: list = dataclasses.field(default_factory=list)
    times: list = dataclasses.field(default_factory=list)
    lost: int = 0
    memory: tuple = (0, 0)
    descriptors: tuple = (0, 0)
    notes: str = ""

    def hold(self, condition, breach):
        if not condition:
            self.breaches.append(breach)

    def take(self, visitor, bound=BOUND):
        self.times += visitor.times
        self.lost += len(visitor.losses)
        self.hold(not visitor.losses, f"lost requests: {visitor.losses[:3]}")
        self.hold(len(visitor.times) >= 20, "the well-behaved client was hardly served")
        slowest = max(visitor.times, default=0)
        self.hold(slowest <= bound, f"a request took {slowest:.3f} s, more than {bound} s")

    def end(self, server, growth=None):
        """Stops the server and takes its figures; memory may grow by `growth` KiB."""
        self.hold(server.descriptors_return(), "descriptors did not return")
        memory, descriptors = server.usage()
        self.memory = (server.began[0], memory)
        self.descriptors = (server.began[1], descriptors)
        if growth is not None:
            grown = memory - server.began[0]
            self.hold(grown <= growth, f"memory grew by {grown} KiB, more than {growth}")
        code = server.stop()
        self.hold(code == 0, f"the server ended with {code}")
        return self


def trial(body):
    TRIALS.append((body.__name__, body))
    return body


def settle(server, result):
    """Lets the server come to rest while the well-behaved client goes on."""
    time.sleep(0.5)
    result.hold(server.descriptors_return(slack=1), "descriptors did not return")


def connections(server, count, **more):
    return [wire.Connection(server.port, **more) for _ in range(count)]


@trial
def slowloris(binary, is_long):
    """Hundreds that send a byte of a request now and then are answered 408 when the head is due."""
    count = 2_000 if is_long else 400
    result = Result(f"{count} heads, a byte each 0.5 s")
    server = Server(binary)
    with Visitor(server.port) as visitor:
        slow = connections(server, count)
        head = wire.creation(1)
        begin = time.monotonic()
        at = 0
        while time.monotonic() - begin < 9:
            for one in slow:
                one.send(head[at:at + 1])
            at += 1
            time.sleep(0.5)
        statuses = [one.read()[0] for one in slow]
        took = time.monotonic() - begin
        for one in slow:
            one.close()
    result.hold(statuses == [408] * count, f"answered {set(statuses)} instead of 408")
    result.hold(9 < took < 14, f"the last was told after {took:.1f} s, not after about 10 s")
    result.notes = f"all told 408 after {took:.1f} s"
    result.take(visitor)
    return result.end(server, growth=KEPT if is_long else FULL)


@trial
def connect_storm(binary, is_long):
    """Connections as fast as they can be opened, all there at one time, are all answered."""
    count = 8_000 if is_long else 2_000
    result = Result(f"{count} connections at once")
    server = Server(binary)
    with Visitor(server.port) as visitor:
        begin = time.monotonic()
        crowd = connections(server, count)
        for one in crowd:
            one.send(wire.request("GET", SESSION_THAT_IS_NOT))
        answered = sum(one.read()[0] == 404 for one in crowd)
        took = time.monotonic() - begin
        for one in crowd:
            one.close()
        settle(server, result)
    result.hold(answered == count, f"{count - answered} of {count} were not answered")
    result.notes = f"{count / took:.0f} a second"
    result.take(visitor)
    return result.end(server, growth=FULL)


SESSION_THAT_IS_NOT = wire.SESSIONS + "00000000-0000-0000-0000-000000000000/"


@trial
def crowd(binary, is_long):
    """Those beyond --max-connections are told 503; who is served stays served."""
    count = 3_000 if is_long else 600
    result = Result(f"{count} against --max-connections 50")
    server = Server(binary, "--max-connections", "50")
    with Visitor(server.port, reconnects=False) as visitor:
        # Whoever of the well-behaved is served first is no part of the crowd.
        time.sleep(0.1)
        held = connections(server, 49)
        for one in held:
            one.send(wire.request("GET", SESSION_THAT_IS_NOT))
        first = [one.read()[0] for one in held]
        told = []
        for _ in range(count):
            one = wire.Connection(server.port)
            one.send(wire.request("GET", SESSION_THAT_IS_NOT))
            told.append(one.read()[0])
            one.close()
        for one in held:
            one.close()
    result.hold(first == [404] * 49, f"the first 49 were answered {set(first)}")
    result.hold(told == [503] * count, f"the crowd was told {set(told)}, not 503")
    result.notes = "all told 503"
    result.take(visitor)
    return result.end(server, growth=FULL)


@trial
def stopped_clients(binary, is_long):
    """Clients that ask for much and read nothing hold bounded memory until they are cut off."""
    count = 200 if is_long else 60
    result = Result(f"{count} ask for 64 documents each and stop")
    server = Server(binary)
    document = wire.request("GET", "/_mock/contracts/plivo-verify")
    with Visitor(server.port) as visitor:
        stopped = connections(server, count, receive_buffer=4_096)
        for one in stopped:
            one.send(document * 64)
        time.sleep(3)
        held = server.usage()[0] - server.began[0]
        if is_long:
            # After 30 s without a byte taken the server gives them up. What the system still takes of
            # its own accord, by probes further and further apart, comes to at most as long again.
            time.sleep(72)
            alive = sum(not is_reset(one) for one in stopped)
            result.hold(alive == 0, f"{alive} stopped clients were not cut off after 75 s")
        for one in stopped:
            one.close()
    result.notes = f"{held / count:.0f} KiB held for each"
    result.hold(held / count < 2_048, f"{held / count:.0f} KiB held for each stopped client")
    result.take(visitor)
    return result.end(server, growth=FULL + 32 * 1_024)


def is_reset(connection):
    try:
        while connection.socket.recv(1 << 20):
            pass
        return True
    except TimeoutError:
        return False
    except OSError:
        return True


@trial
def resets(binary, is_long):
    """Clients that reset in the head, in the body and under an answer harm nobody."""
    count = 20_000 if is_long else 3_000
    result = Result(f"{count} connections reset")
    server = Server(binary)
    with Visitor(server.port) as visitor:
        for number in range(count):
            whole = wire.creation(number)
            one = wire.Connection(server.port)
            one.send((whole[:40], whole[:-5], whole, whole * 4)[number % 4])
            one.reset()
        settle(server, result)
    result.take(visitor)
    return result.end(server, growth=KEPT if is_long else FULL)


@trial
def descriptors(binary, is_long):
    """With 64 descriptors clients are served, wait or are told; afterwards all is as before."""
    count = 1_000 if is_long else 200
    result = Result(f"ulimit -n 64, {count} served then idle, then 100 silent")
    server = Server(binary, descriptors=64)
    with Visitor(server.port) as visitor:
        idle = []
        for _ in range(count):
            one = wire.Connection(server.port)
            one.send(wire.request("GET", SESSION_THAT_IS_NOT))
            result.hold(one.read()[0] == 404, "a client was not served")
            idle.append(one)
        for one in idle:
            one.close()
    # A newcomer waits until somebody has been idle for a second.
    result.take(visitor, bound=BOUND + 1)
    # Those that say nothing can't be told from those about to speak: new ones are told after 2 s.
    silent = connections(server, 100)
    time.sleep(0.2)
    begin = time.monotonic()
    late = wire.Connection(server.port)
    late.send(wire.request("GET", SESSION_THAT_IS_NOT))
    status = late.read()[0]
    took = time.monotonic() - begin
    result.hold(status in (404, 503) and took < 4, f"the late one got {status} after {took:.1f} s")
    result.notes = f"the late one got {status} after {took:.1f} s"
    for one in (*silent, late):
        one.close()
    with Visitor(server.port) as visitor:
        time.sleep(0.5)
    result.take(visitor, bound=BOUND + 1)
    return result.end(server, growth=FULL)


def shoot(port, pipe):
    """Asks one request after the other until the server ends; tells what became of them."""
    answered = partial = unanswered = 0
    connection = wire.Connection(port)
    pipe.send("ready")
    number = 0
    while True:
        number += 1
        try:
            connection.send(wire.creation(number) * 4)
            for _ in range(4):
                connection.read()
                answered += 1
        except wire.Broken:
            partial += bool(connection.buffer)
            unanswered += not connection.buffer
            break
        except OSError:
            partial += bool(connection.buffer)
            unanswered += not connection.buffer
            break
    pipe.send((answered, partial, unanswered))


@trial
def terminate(binary, is_long):
    """SIGTERM under load: every answer that was begun is finished, and the exit code is 0."""
    rounds, clients = (20, 32) if is_long else (3, 16)
    result = Result(f"SIGTERM under {clients} clients, {rounds} times")
    answered = slowest = 0
    for _ in range(rounds):
        server = Server(binary)
        context = multiprocessing.get_context("fork")
        shooters = []
        for _ in range(clients):
            pipe, inner = context.Pipe()
            process = context.Process(target=shoot, args=(server.port, inner), daemon=True)
            process.start()
            pipe.recv()
            shooters.append((pipe, process))
        time.sleep(0.5)
        result.memory = (server.began[0], server.usage()[0])
        result.descriptors = (server.began[1], server.usage()[1])
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        code = server.process.wait(20)
        slowest = max(slowest, time.monotonic() - begin)
        result.hold(code == 0, f"the server ended with {code}")
        for pipe, process in shooters:
            some, partial, _ = pipe.recv()
            process.join()
            answered += some
            result.hold(partial == 0, "an answer was cut off")
    result.hold(slowest < 2, f"it took {slowest:.2f} s to end")
    result.notes = f"{answered} answers, all whole; ended in {slowest * 1000:.0f} ms at most"
    return result


class Target(threading.Thread):
    """Takes callbacks and treats them badly."""

    def __init__(self, answer):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.answer, self.calls, self.taken = answer, 0, []
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        self.start()

    def run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.calls += 1
            self.taken.append(client)
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            client.recv(65_536)
            for piece in self.answer:
                client.sendall(piece)
            if self.answer:
                while len(self.answer) > 1:
                    client.sendall(self.answer[-1])
                client.close()
        except OSError:
            pass

    def stop(self):
        self.listener.close()
        for client in self.taken:
            client.close()


def callback_results(server):
    found = {}
    for line in server.control("metrics").decode().splitlines():
        if line.startswith("verify_mock_callbacks_total{"):
            found[line.split('"')[1]] = int(float(line.rsplit(" ", 1)[1]))
    return found


@trial
def callback_targets(binary, is_long):
    """Targets that refuse, stall, never end, redirect or talk nonsense hold up nobody."""
    count = 200 if is_long else 20
    chunk = b"1000\r\n" + b"x" * 4_096 + b"\r\n"
    closed = socket.create_server(("127.0.0.1", 0))
    refusing = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    closed.close()
    elsewhere = Target([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
    targets = {
        "stall": Target([]),
        "endless body": Target([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk]),
        "endless head": Target([b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n"]),
        "garbage": Target([b"\0\1\2 this is not HTTP\r\n\r\n"]),
        "close": Target([b""]),
        "redirect": Target([b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
                            + elsewhere.url.encode() + b"\r\n\r\n"]),
    }
    urls = {name: one.url for name, one in targets.items()} | {"refuse": refusing}
    result = Result(f"{count} sessions for each of {len(urls)} bad targets")
    server = Server(binary)
    with Visitor(server.port) as visitor:
        connection = wire.Connection(server.port)
        used = 0
        for _ in range(count):
            for url in urls.values():
                used += 1
                connection.send(wire.creation_with_callback(used, url))
                status, body = connection.read()
                result.hold(status == 202, f"no session: {status} {body[:100]!r}")
        # The first tries run now; whoever stalls is given up after 10 s, 64 at a time.
        deadline = time.monotonic() + 15 + count // 64 * 10
        while (ended := callback_results(server))["timed-out"] < count:
            if time.monotonic() > deadline:
                break
            time.sleep(0.2)
        connection.close()
    # Of an answer that never ends the status counts; what begins with garbage is none. Each session
    # has three callbacks; a target that stalls may not have had all of them yet.
    for name, wanted in {"rejected": 3, "refused": 3, "reset": 3, "malformed": 6}.items():
        result.hold(ended[name] == count * wanted,
                    f"{ended[name]} tries are {name}, not {count * wanted}")
    result.hold(ended["timed-out"] >= count, f"only {ended['timed-out']} tries are timed-out")
    result.hold(elsewhere.calls == 0, "a redirect was followed")
    result.notes = ", ".join(f"{number} {name}" for name, number in ended.items() if number)
    for one in (*targets.values(), elsewhere):
        one.stop()
    result.take(visitor)
    return result.end(server, growth=KEPT)


def drain(connection, count, wanted):
    bodies = []
    for _ in range(count):
        status, body = connection.read()
        if status != wanted:
            raise wire.Broken(f"status {status} instead of {wanted}: {body[:100]!r}")
        bodies.append(body)
    return bodies


@trial
def bounds(binary, is_long):
    """Journal, inbox, memory and descriptors stay flat, however many requests there are."""
    total, batch = (1_000_000, 100) if is_long else (100_000, 100)
    result = Result(f"{total} requests")
    server = Server(binary)
    early = None
    sent = number = 0
    begin = time.monotonic()
    with Visitor(server.port) as visitor:
        connection = wire.Connection(server.port)
        unknown = wire.request("GET", "/nothing/here") * 20
        while sent < total:
            connection.send(b"".join(wire.creation(2_000_000 + number + i) for i in range(batch)))
            number += batch
            made = drain(connection, batch, 202)
            connection.send(b"".join(wire.validation(wire.session_of(one)) for one in made))
            drain(connection, batch, 200)
            connection.send(unknown)
            drain(connection, 20, 404)
            bad = wire.Connection(server.port)
            bad.send(b"GET / HTTP/1.1\r\n\r\n")
            drain(bad, 1, 400)
            bad.close()
            sent += batch * 2 + 21
            if early is None and sent >= total * 0.4:
                early = server.usage()[0]
        took = time.monotonic() - begin
        connection.close()
    late = server.usage()[0]
    result.take(visitor)
    journal = server.metric("verify_mock_journal_exchanges")
    size = server.metric("verify_mock_journal_bytes")
    inbox = server.metric("verify_mock_inbox_messages")
    result.hold(0 < journal <= 4_096, f"the journal has {journal} exchanges")
    result.hold(size <= 4 << 20, f"the journal has {size} bytes")
    result.hold(0 < inbox <= 10_000, f"the inbox has {inbox} messages")
    result.hold(late <= WHOLE, f"memory is {late} KiB, more than {WHOLE}")
    # In the short run two fifths are less than 20,000 verifications.
    flat = not is_long or late - early <= 1_024
    result.hold(flat, f"memory went from {early} to {late} KiB")
    result.notes = (f"{sent / took:.0f} a second from one client; journal {journal:.0f}, inbox "
                    f"{inbox:.0f}; {early} KiB after two fifths")
    return result.end(server, growth=KEPT)
