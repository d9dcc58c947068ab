"""Raw HTTP/1.1 over sockets, as far as the trials need it."""

import base64
import socket

CODE = "424242"
ACCOUNT = "MAXXXXXXXXXXXXXXXXXX"
SESSIONS = f"/v1/Account/{ACCOUNT}/Verify/Session/"


def basic(account):
    return "Basic " + base64.b64encode(f"{account}:a-fake-token".encode()).decode()


BASIC = basic(ACCOUNT)


def request(method, target, body="", authorization=BASIC):
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: {authorization}"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def creation(number):
    return request("POST", SESSIONS, f'{{"recipient":"+1415{number % 10_000_000:07d}"}}')


def creation_with_callback(number, url):
    """In an account of its own: a callback that is on its way holds its account's clock."""
    account = f"MA{number:018d}"
    return request("POST", f"/v1/Account/{account}/Verify/Session/",
                   f'{{"recipient":"+14155550100","url":"{url}"}}', basic(account))


def validation(session):
    return request("POST", f"{SESSIONS}{session}/", f'{{"otp":"{CODE}"}}')


def session_of(body):
    start = body.index(b'"session_uuid":"') + 16
    return body[start:start + 36].decode()


class Broken(Exception):
    """The connection ended before the answer was whole."""


class Connection:
    """One connection with what was read of it and not yet used."""

    def __init__(self, port, timeout=20.0, receive_buffer=None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, data):
        self.socket.sendall(data)

    def read(self):
        """The next response: its status and its body, framed by its Content-Length."""
        while (end := self.buffer.find(b"\r\n\r\n")) < 0:
            self.more()
        head = self.buffer[:end + 2]
        status = int(head[9:12])
        at = head.lower().find(b"\r\ncontent-length:")
        length = int(head[at + 17:head.index(b"\r", at + 2)]) if at >= 0 else 0
        while len(self.buffer) < end + 4 + length:
            self.more()
        body = self.buffer[end + 4:end + 4 + length]
        self.buffer = self.buffer[end + 4 + length:]
        return status, body

    def more(self):
        data = self.socket.recv(1 << 18)
        if not data:
            raise Broken(f"ended with {len(self.buffer)} bytes of a response")
        self.buffer += data

    def reset(self):
        """Closes with a RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()

    def close(self):
        self.socket.close()
