"""What the stand-ins share: an HTTP server in this process that answers from one object's state.

Written from the providers' documents and from RFC 9110 and 9112, apart from the mock: nothing here
knows the mock's code. A *defect* makes one thing wrong, a *variant* is another documented form.
"""

import datetime
import json
import random
import string
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit


class Answer(Exception):
    """An answer, raised to end the handling of a request."""

    def __init__(self, status, body=None, **fields):
        super().__init__(status)
        self.status, self.body = status, body
        self.fields = {name.replace("_", "-"): value for name, value in fields.items()}


class Request:
    def __init__(self, method, target, headers, content):
        url = urlsplit(target)
        self.method, self.headers, self.content = method, headers, content
        self.raw_path, self.path = url.path, unquote(url.path)
        self.query = dict(parse_qsl(url.query, keep_blank_values=True))

    def json(self):
        return json.loads(self.content)


class Service:
    """The state of one endpoint; subclasses answer in `route`."""

    def __init__(self, codes, marks=()):
        self.marks = set(marks)
        self.codes = codes
        self.lock = threading.RLock()

    def has(self, mark):
        return mark in self.marks

    def tell(self, name, code):
        with open(self.codes, "a", encoding="utf-8") as file:
            file.write(f"{name} {code}\n")

    @staticmethod
    def make_code(length, alphabet=string.digits):
        # Never all alike, so that a changed character is another code.
        return "".join(random.choice(alphabet) for _ in range(length))

    def respond(self, request):
        """Status, fields and content of the answer."""
        with self.lock:
            try:
                self.route(request)
            except Answer as answer:
                return self.written(answer)
        raise AssertionError("a request got no answer")

    def written(self, answer):
        fields = {"Content-Type": "application/json", **answer.fields}
        content = b"" if answer.body is None else json.dumps(answer.body).encode()
        if answer.status == 204:
            return 204, {}, b""
        if self.has("html"):
            fields["Content-Type"] = "text/html"
        if self.has("latin"):
            fields["Content-Type"] = "application/json; charset=iso-8859-1"
        if self.has("comma") and content[-1:] == b"}" and len(content) > 2:
            content = content[:-1] + b",}"
        if self.has("bom"):
            content = b"\xef\xbb\xbf" + content
        if self.has("huge"):
            content += b" " * 1_500_000
        if self.has("secret-header"):
            fields["X-Debug"] = self.secret
        if self.has("code-header") and getattr(self, "last_code", None):
            fields["X-Code"] = self.last_code
        return answer.status, fields, content


def serve(service):
    """Starts a server for a service; returns it and its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "standin", ""

        def log_message(self, *_):
            pass

        def serve(self):
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(self.command, self.path, self.headers, content)
            try:
                status, fields, content = service.respond(request)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError):
                status, fields, content = 500, {"Content-Type": "application/json"}, b'{"detail":"x"}'
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD" and status != 204:
                self.wfile.write(content)
            self.wfile.flush()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = serve

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server, server.server_address[1]


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def written(moment):
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
