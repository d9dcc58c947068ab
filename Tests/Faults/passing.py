"""Trials of requests that are passed on to another host: adds them to the others."""

import socket
import threading
import time

from product import Server
from trials import FULL, Result, trial
from visitor import Visitor

PIECE = b"x" * 65_536


class FarHost(threading.Thread):
    """Counts the content of a request, or answers with as much as the path asks for."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.start()

    def run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            with client, client.makefile("rb") as stream:
                path = stream.readline().split()[1].decode()
                fields = fields_of(stream)
                if path == "/take":
                    count = str(content(stream, fields)).encode()
                    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                   % (len(count), count))
                else:
                    _, form, size = path.split("/")
                    give(client, form, int(size))
        except OSError:
            pass

    def stop(self):
        self.listener.close()


def fields_of(stream):
    fields = {}
    while (line := stream.readline().strip()):
        name, value = line.decode().lower().split(":", 1)
        fields[name] = value.strip()
    return fields


def content(stream, fields):
    """How many bytes of content there are."""
    if "content-length" in fields:
        return skip(stream, int(fields["content-length"]))
    total = 0
    while (size := int(stream.readline(), 16)):
        total += skip(stream, size)
        stream.readline()
    stream.readline()
    return total


def skip(stream, count):
    left = count
    while left and (data := stream.read(min(left, 1 << 20))):
        left -= len(data)
    return count - left


def give(client, form, size):
    head = {"fixed": b"Content-Length: %d\r\n" % size,
            "chunked": b"Transfer-Encoding: chunked\r\n", "close": b""}[form]
    client.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")
    for _ in range(size // len(PIECE)):
        client.sendall(b"%x\r\n%s\r\n" % (len(PIECE), PIECE) if form == "chunked" else PIECE)
    if form == "chunked":
        client.sendall(b"0\r\n\r\n")


def take(connection, pause):
    """The status of an answer and the length of its content; in the middle nothing is read."""
    with connection.makefile("rb") as stream:
        status = int(stream.readline()[9:12])
        fields = fields_of(stream)
        time.sleep(pause)
        return status, content(stream, fields)


@trial
def passing(binary, is_long):
    """Contents of any size pass through to another host, and take no memory."""
    size = (2_000 if is_long else 200) << 20
    result = Result(f"{size >> 20} MiB each way, six times")
    server = Server(binary, "--pass", "127.0.0.1")
    far = FarHost()
    peak = [0]
    done = threading.Event()

    def watch():
        while not done.wait(0.02):
            peak[0] = max(peak[0], server.usage()[0])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    moved, begin = 0, time.monotonic()
    with Visitor(server.port) as visitor:
        for form in ("fixed", "chunked"):
            framing = f"Content-Length: {size}" if form == "fixed" else "Transfer-Encoding: chunked"
            with socket.create_connection(("127.0.0.1", server.port), timeout=60) as one:
                one.sendall(f"POST {far.url}/take HTTP/1.1\r\nHost: x\r\n{framing}\r\n"
                            "Expect: 100-continue\r\n\r\n".encode())
                said = one.recv(25)
                result.hold(said.startswith(b"HTTP/1.1 100"), f"no 100 Continue but {said!r}")
                for _ in range(size // len(PIECE)):
                    one.sendall(PIECE if form == "fixed" else
                                b"%x\r\n%s\r\n" % (len(PIECE), PIECE))
                if form == "chunked":
                    one.sendall(b"0\r\n\r\n")
                with one.makefile("rb") as stream:
                    stream.readline()
                    text = stream.read(int(fields_of(stream)["content-length"]))
                result.hold(text == str(size).encode(), f"{text!r} of {size} bytes came, {form}")
                moved += size
        for form, pause in (("fixed", 0), ("chunked", 0), ("close", 0), ("fixed", 3)):
            with socket.create_connection(("127.0.0.1", server.port), timeout=60) as one:
                one.sendall(f"GET {far.url}/{form}/{size} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                status, count = take(one, pause)
                result.hold((status, count) == (200, size),
                            f"{status} and {count} of {size} bytes, {form}")
                moved += size
    took = time.monotonic() - begin
    done.set()
    watcher.join()
    far.stop()
    grown = peak[0] - server.began[0]
    result.hold(grown <= FULL, f"memory grew by {grown} KiB meanwhile, more than {FULL}")
    result.notes = f"{moved / took / 2**20:.0f} MiB a second; at most {grown} KiB more"
    result.take(visitor)
    return result.end(server, growth=FULL)

