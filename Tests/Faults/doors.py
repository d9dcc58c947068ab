"""Trials of the doors beside the provider's API: memory, callbacks, the proxy, the control token."""

import os
import socket
import subprocess

import wire
from product import Server
from trials import FULL, Result, Target, settle, trial
from visitor import Visitor


@trial
def unfinished_bodies(binary, is_long):
    """Bodies that never end share a bounded memory; who goes beyond it is told 503, others go on."""
    count = 1_000 if is_long else 300
    result = Result(f"{count} bodies of 1 MB that lack their end")
    server = Server(binary)
    head = (f"POST {wire.SESSIONS} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Length: 1048576\r\n\r\n").encode()
    with Visitor(server.port) as visitor:
        held, told = [], 0
        for _ in range(count):
            one = wire.Connection(server.port)
            try:
                one.send(head + b"x" * 1_000_000)
            except OSError:
                pass  # Told while it was sending.
            held.append(one)
        grown = server.usage()[0] - server.began[0]
        for one in held:
            one.socket.settimeout(0.05)
            try:
                told += one.read()[0] == 503
            except OSError:
                pass  # It may still send.
            one.close()
        settle(server, result)
    result.hold(told > count // 2, f"only {told} of {count} were told 503")
    result.hold(grown < 96 * 1_024, f"they held {grown / 1_024:.0f} MiB, more than 64 and a third")
    result.notes = f"{grown / 1_024:.0f} MiB held, {told} told 503"
    result.take(visitor)
    # What was held goes back to the allocator, which keeps some of it.
    return result.end(server, growth=FULL + 64 * 1_024)


@trial
def callbacks_to_itself(binary, is_long):
    """Callbacks to the server's own control API are not sent, however its address is spelt."""
    spellings = ("127.0.0.1", "localhost", "a.localhost", "[::1]", "0x7f.1", "2130706433", "127.1",
                 "0.0.0.0", "[::]", "[::ffff:127.0.0.1]")
    rounds = 50 if is_long else 5
    result = Result(f"{rounds * len(spellings)} sessions in {len(spellings)} spellings")
    allowed = [flag for name in spellings for flag in ("--callbacks-to", name.strip("[]"))]
    server = Server(binary, *allowed)
    with Visitor(server.port) as visitor:
        connection = wire.Connection(server.port)
        for number in range(rounds * len(spellings)):
            host = spellings[number % len(spellings)]
            url = f"http://{host}:{server.port}/_mock/reset"
            connection.send(wire.creation_with_callback(number, url))
            status, body = connection.read()
            result.hold(status == 202, f"no session: {status} {body[:100]!r}")
            account = f"MA{number:018d}"
            found = server.control(f"callbacks?account={account}&wait=10s")
            result.hold(b"is this server itself" in found, f"{host}: {found[:200]!r}")
        connection.close()
        settle(server, result)
    journal = server.metric("verify_mock_journal_exchanges")
    result.hold(journal > rounds * len(spellings), f"a callback reset the journal: {journal}")
    result.take(visitor)
    return result.end(server, growth=FULL)


def other_address():
    """An address of this machine that is not loopback; None when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: this only asks the system for the way.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith("127.") else address


def exchange(address, port, data):
    """All that comes back for some bytes."""
    with socket.create_connection((address, port), timeout=5) as link:
        link.sendall(data)
        link.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while part := link.recv(65_536):
                answer += part
        except OSError:
            pass
        return answer


@trial
def proxy_for_others(binary, is_long):
    """A client on another machine reaches neither the control API nor a local port by the proxy."""
    result = Result("both forms, to the server itself and to a local port")
    names = ["localhost", "127.0.0.1", "0.0.0.0"]
    address = other_address()
    if address:
        names.append(address)
    local = Target([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
    port = int(local.url.split(":")[2].strip("/"))
    server = Server(binary, "--host", "0.0.0.0",
                    *(flag for name in names for flag in ("--pass", name)))
    with Visitor(server.port) as visitor:
        for name in names if address else ():
            for target in (server.port, port):
                inner = b"GET /_mock/inbox HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                absolute = inner.replace(b"/_mock", f"http://{name}:{target}/_mock".encode(), 1)
                tunnel = f"CONNECT {name}:{target} HTTP/1.1\r\nHost: x\r\n\r\n".encode() + inner
                for form in (absolute, tunnel):
                    answer = exchange(address, server.port, form)
                    is_refused = b"HTTP/1.1 403" in answer and b'"items"' not in answer
                    result.hold(is_refused, f"{form[:60]!r}: {answer[:200]!r}")
        settle(server, result)
    result.hold(local.calls == 0, "a local port was reached")
    local.stop()
    for environment, flags in (({}, ["--control-token", ""]),
                               ({"VERIFY_MOCK_CONTROL_TOKEN": ""}, [])):
        done = subprocess.run([binary, "serve", "--port", "0", *flags], capture_output=True,
                              timeout=20, env={**os.environ, **environment})
        result.hold(done.returncode == 2, f"an empty token: exit {done.returncode}, not 2")
    result.notes = f"from {address}" if address else "skipped: no address besides loopback"
    result.take(visitor)
    return result.end(server, growth=FULL)
