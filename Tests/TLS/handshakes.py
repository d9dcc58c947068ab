"""Ten thousand handshakes, good and bad ones, at a port of TLS and behind CONNECT: memory stays flat.

handshakes.py BINARY [COUNT]: prints handshakes a second and the growth; exits 1 when the server's
memory or its descriptors have grown, or when somebody was not served.
"""

import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import time

BINARY = os.path.abspath(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
ALLOWED = 4 << 20  # bytes; what a session that stays costs, a hundred times


class Server:
    def __init__(self, state, *flags):
        environment = {**os.environ, "XDG_STATE_HOME": state}
        self.process = subprocess.Popen(
            [BINARY, "serve", "--port", "0", "--json", *flags], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def resident(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def main():
    with tempfile.TemporaryDirectory() as state:
        secure = Server(state, "--tls")
        proxy = Server(state)
        authority = os.path.join(state, "verify-mock", "authority", "certificate.pem")
        trusting = ssl.create_default_context(cafile=authority)
        distrustful = ssl.create_default_context()

        def request(link, host):
            link.sendall(f"GET /_mock/health HTTP/1.1\r\nHost: {host}\r\n"
                         "Connection: close\r\n\r\n".encode())
            head = link.recv(4096)
            if not head.startswith(b"HTTP/1.1 200") and host == "localhost":
                raise SystemExit(f"not served: {head!r}")
            while link.recv(65536):
                pass

        def direct():
            with socket.create_connection(("127.0.0.1", secure.port)) as link:
                with trusting.wrap_socket(link, server_hostname="localhost") as link:
                    request(link, "localhost")

        def tunnel():
            with socket.create_connection(("127.0.0.1", proxy.port)) as link:
                link.sendall(b"CONNECT api.plivo.com:443 HTTP/1.1\r\nHost: api.plivo.com:443\r\n\r\n")
                if b" 200 " not in link.recv(4096):
                    raise SystemExit("the way was refused")
                with trusting.wrap_socket(link, server_hostname="api.plivo.com") as link:
                    request(link, "api.plivo.com")

        def distrust():
            with socket.create_connection(("127.0.0.1", secure.port)) as link:
                try:
                    distrustful.wrap_socket(link, server_hostname="localhost")
                except ssl.SSLError:
                    return
            raise SystemExit("an unknown authority was trusted")

        def half():
            with socket.create_connection(("127.0.0.1", secure.port)) as link:
                link.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")

        def plain():
            with socket.create_connection(("127.0.0.1", secure.port)) as link:
                link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                if b" 400 " not in link.recv(4096):
                    raise SystemExit("plain bytes were not refused")

        kinds = [direct, tunnel, direct, tunnel, direct, distrust, tunnel, half, direct, plain]

        def play(count):
            for number in range(count):
                kinds[number % len(kinds)]()

        # The journal keeps so many requests; it is full before anything is measured.
        link = http.client.HTTPConnection("127.0.0.1", proxy.port)
        for _ in range(5000):
            link.request("GET", "/_mock/health", headers={"Host": "api.plivo.com"})
            link.getresponse().read()
        link.close()
        play(1000)
        time.sleep(0.5)
        before = [(one.resident(), one.descriptors()) for one in (secure, proxy)]
        start = time.monotonic()
        play(COUNT)
        took = time.monotonic() - start
        time.sleep(0.5)
        failed = False
        for name, one, (memory, descriptors) in zip(("tls", "proxy"), (secure, proxy), before):
            growth = one.resident() - memory
            more = one.descriptors() - descriptors
            print(f"{name}: {growth / 1024:.0f} KiB and {more} descriptors more")
            failed |= growth > ALLOWED or more > 0
            one.process.terminate()
            failed |= one.process.wait(10) != 0
        print(f"{COUNT} handshakes, {COUNT / took:.0f} a second with this client")
        return failed


if __name__ == "__main__":
    sys.exit(main())
