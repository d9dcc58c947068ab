"""The trial of costs that must not grow with what a server has stored."""

import pathlib
import socket
import time
import urllib.parse

import wire
from product import Server
from trials import Result, drain, trial

# A request may cost so many times as much with ten times as much stored, and so many milliseconds
# more: the memory of a processor knows what was used lately.
FACTOR, SLACK = 1.6, 0.05


def account(number):
    return f"MA{number:018d}"


def fill_verifications(server, count):
    """Half of them settled, all of one account; the recipients repeat."""
    connection = wire.Connection(server.port)
    for start in range(0, count, 100):
        connection.send(b"".join(wire.creation(3_000_000 + (start + i) % 997) for i in range(100)))
        made = drain(connection, 100, 202)[:50]
        connection.send(b"".join(wire.validation(wire.session_of(one)) for one in made))
        drain(connection, 50, 200)
    connection.close()


def fill_accounts(server, count):
    connection = wire.Connection(server.port)
    for start in range(0, count, 100):
        connection.send(b"".join(
            wire.request("POST", f"/v1/Account/{account(start + i)}/Verify/Session/",
                         '{"recipient":"+14155550100"}', wire.basic(account(start + i)))
            for i in range(100)))
        drain(connection, 100, 202)
    connection.close()


def fill_callbacks(server, count):
    """Accounts with a callback that nobody takes, so that it is to be sent again for minutes."""
    closed = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    closed.close()
    connection = wire.Connection(server.port)
    for start in range(0, count, 100):
        connection.send(b"".join(
            wire.creation_with_callback(start + i, url) for i in range(100)))
        drain(connection, 100, 202)
    connection.close()
    # The first tries end at once, those behind them after a stage or two.
    time.sleep(3)


def fill_waits(server, count):
    """Clients that wait for messages to recipients that get none."""
    held = []
    for number in range(count):
        one = wire.Connection(server.port)
        query = urllib.parse.urlencode({"recipient": f"+1212{number:07d}", "wait": "280s"})
        one.send(wire.request("GET", f"/_mock/inbox?{query}"))
        held.append(one)
    server.held = held


CASES = {
    "verifications": (fill_verifications, 1_800),
    "accounts": (fill_accounts, 900),
    "callbacks": (fill_callbacks, 900),
    "waits": (fill_waits, 80),
}


def processor_time(server):
    """Seconds that the server's threads have run. What else the machine does is not in them."""
    spent = 0
    for task in pathlib.Path(f"/proc/{server.process.pid}/task").iterdir():
        try:
            spent += int((task / "schedstat").read_text(encoding="ascii").split()[0])
        except FileNotFoundError:
            # The thread has ended.
            continue
    return spent / 1e9


def costs(server, count=300, rounds=7):
    """Milliseconds of the processor that a request takes, by its kind: those of the quickest round."""
    session = None

    def create(number):
        nonlocal session
        connection.send(wire.creation(4_000_000 + number))
        session = wire.session_of(connection.read()[1])

    def validate(_):
        create(_)
        connection.send(wire.validation(session))
        connection.read()

    def get(_):
        connection.send(wire.request("GET", f"{wire.SESSIONS}{session}/"))
        connection.read()

    def inbox(number):
        connection.send(wire.request(
            "GET", f"/_mock/inbox?limit=1&recipient=%2B1415{4_000_000 + number}"))
        connection.read()

    def health(_):
        connection.send(wire.request("GET", "/_mock/health"))
        connection.read()

    connection = wire.Connection(server.port)
    found = {}
    for ask in (create, validate, get, inbox, health):
        each = []
        for number in range(rounds):
            begin = processor_time(server)
            for i in range(count // rounds):
                ask(number * 50 + i)
            each.append((processor_time(server) - begin) / (count // rounds))
        found[ask.__name__] = min(each) * 1_000
    connection.close()
    return found


@trial
def stored(binary, is_long):
    """What a request costs does not grow with what is stored, waits or is due."""
    result = Result(", ".join(f"{count * 10} {name}" for name, (_, count) in CASES.items()))
    worst = (0, "")
    for name, (fill, count) in CASES.items():
        measured = []
        for size in (count, count * 10):
            server = Server(binary)
            fill(server, size)
            measured.append(costs(server))
            code = server.stop()
            result.hold(code == 0, f"the server ended with {code}")
            for one in getattr(server, "held", []):
                one.close()
        few, many = measured
        for kind in few:
            worst = max(worst, (many[kind] / few[kind], f"{kind} with {count * 10} {name}"))
            result.hold(many[kind] <= few[kind] * FACTOR + SLACK,
                        f"{kind} costs {few[kind]:.3f} ms with {count} {name}, "
                        f"{many[kind]:.3f} ms with {count * 10}")
    result.notes = f"at most {worst[0]:.2f} times as much: {worst[1]}"
    return result
