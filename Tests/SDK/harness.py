"""What every flow shares: the server, accounts of their own, plain checks, raw HTTP, a receiver."""

import base64
import hashlib
import http.client
import http.server
import itertools
import json
import os
import subprocess
import tempfile
import threading
import time
import traceback
import urllib.parse
import urllib.request

TESTS = []


def test(sentence):
    """Registers a function as a test that is called `sentence`."""

    def register(body):
        TESTS.append((sentence, body))
        return body

    return register


def equal(got, wanted, what="value"):
    if got != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, got {got!r}")


def contains(text, part, what="text"):
    if part not in text:
        raise AssertionError(f"{what}: expected {part!r} in {text!r}")


def raises(kind, body, containing=None):
    """The exception of exactly the class `kind` that `body` raises."""
    try:
        result = body()
    except Exception as error:  # noqa: BLE001: the class is compared below
        if type(error) is not kind:
            raise AssertionError(f"expected {kind.__name__}, got {type(error).__name__}: {error}")
        if containing is not None:
            contains(str(error), containing, kind.__name__)
        return error
    raise AssertionError(f"expected {kind.__name__}, but it returned {result!r}")


class Server:
    """The program under test, started on a free port and stopped at the end."""

    def __init__(self, binary, *flags):
        self.folder = tempfile.TemporaryDirectory()
        self.answers = []
        port_file = os.path.join(self.folder.name, "port")
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--port-file", port_file, "--json", *flags],
            stdout=subprocess.PIPE, stderr=open(os.path.join(self.folder.name, "log"), "wb"))
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the server did not start: " + self.log())
        self.ready = json.loads(line)
        with open(port_file, encoding="ascii") as file:
            self.port = int(file.read())
        equal(self.ready["port"], self.port, "the ready line's port")
        self.url = f"http://127.0.0.1:{self.port}"

    def log(self):
        with open(os.path.join(self.folder.name, "log"), encoding="utf-8") as file:
            return file.read()

    def stop(self):
        self.process.terminate()
        code = self.process.wait(10)
        self.folder.cleanup()
        return code

    def control(self, method, path, body=None, account=None, timeout=60, wanted=(200, 201)):
        headers = {"Content-Type": "application/json"}
        if account:
            headers["X-Verify-Mock-Account"] = account
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + "/_mock/" + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                status, raw = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, raw = error.code, error.read()
        if wanted and status not in wanted:
            raise AssertionError(f"{method} /_mock/{path}: {status} {raw.decode()}")
        self.answers.append((method, path, status, json.loads(raw)))
        return json.loads(raw)


SERVER: Server = None
_numbers = itertools.count(1)


class Account:
    """One tenant of the server: its credential, its clock, its inbox."""

    def __init__(self, scenario=None):
        self.number = next(_numbers)
        if scenario:
            self.use(scenario)

    def control(self, method, path, body=None, **more):
        return SERVER.control(method, path, body, account=self.credential, **more)

    def use(self, scenario, **more):
        return self.control("PUT", "scenario", {"scenario": scenario, **more})

    def advance(self, by):
        return self.control("POST", "clock", {"advance": by})

    def inbox(self, recipient=None):
        query = "?recipient=" + urllib.parse.quote(recipient) if recipient else ""
        return self.control("GET", "inbox" + query)["items"]

    def code(self, recipient):
        query = "inbox?wait=2s&recipient=" + urllib.parse.quote(recipient)
        items = self.control("GET", query)["items"]
        if not items:
            raise AssertionError(f"no message for {recipient}")
        return items[0]["code"]

    def requests(self, operation=None):
        query = "?operation=" + operation if operation else ""
        return self.control("GET", "requests" + query)["items"]


class PlivoAccount(Account):
    def __init__(self, scenario=None, token="verify-mock-fake-token"):
        import plivo

        number = next(_numbers)
        self.credential = "MA" + str(number).rjust(18, "X")
        self.token = token
        super().__init__(scenario)
        self.client = plivo.RestClient(self.credential, token)
        self.sessions = self.client.verify_session
        self.callers = self.client.verify_callerids

    @property
    def basic(self):
        return "Basic " + base64.b64encode(f"{self.credential}:{self.token}".encode()).decode()

    def path(self, rest):
        return f"/v1/Account/{self.credential}/{rest}"

    def http(self, method, rest, body=None, headers=(), **more):
        fields = [("Authorization", self.basic), ("Content-Type", "application/json"), *headers]
        return http_call(method, self.path(rest), body, fields, **more)


class D7Account(Account):
    def __init__(self, scenario=None):
        import direct7

        self.credential = f"token-of-test-{next(_numbers)}"
        super().__init__(scenario)
        self.client = direct7.Client(api_token=self.credential)
        self.client.host(SERVER.url)
        self.verify = self.client.verify

    @property
    def name(self):
        return "token-" + hashlib.sha256(self.credential.encode()).hexdigest()[:12]

    def http(self, method, path, body=None, headers=(), **more):
        fields = [("Authorization", "Bearer " + self.credential),
                  ("Content-Type", "application/json"), *headers]
        return http_call(method, path, body, fields, **more)


class Reply:
    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw

    @property
    def json(self):
        return json.loads(self.raw)

    def __repr__(self):
        return f"{self.status} {self.raw!r}"


def http_call(method, target, body=None, headers=(), connection=None):
    """One request with exactly these fields; the target goes out as it stands."""
    link = connection or http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=20)
    data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
    if isinstance(data, str):
        data = data.encode()
    link.putrequest(method, target, skip_accept_encoding=True)
    for name, value in headers:
        link.putheader(name, value)
    if data is not None:
        link.putheader("Content-Length", str(len(data)))
    link.endheaders(data)
    answer = link.getresponse()
    reply = Reply(answer.status, answer.headers, answer.read())
    if connection is None:
        link.close()
    return reply


class Receiver:
    """A real HTTP receiver of callbacks; `answers` are the statuses to come, then 200."""

    def __init__(self, answers=()):
        self.calls = []
        self.answers = list(answers)
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                url = urllib.parse.urlsplit(self.path)
                if self.command == "GET":
                    fields = urllib.parse.parse_qsl(url.query, keep_blank_values=True)
                else:
                    fields = urllib.parse.parse_qsl(body, keep_blank_values=True)
                receiver.calls.append({
                    "method": self.command, "path": self.path, "headers": self.headers,
                    "fields": dict(fields), "body": body, "at": time.monotonic()})
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/cb"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, count, within=5):
        """Waits in real time until there are so many calls."""
        deadline = time.monotonic() + within
        while len(self.calls) < count and time.monotonic() < deadline:
            time.sleep(0.005)
        equal(len(self.calls), count, "calls")

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def together(count, body):
    """Runs `body(i)` in `count` threads that start at the same moment."""
    barrier = threading.Barrier(count)
    results = [None] * count

    def run(index):
        barrier.wait()
        try:
            results[index] = body(index)
        except Exception as error:  # noqa: BLE001: the caller compares it
            results[index] = error

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def run_all(only=None):
    passed = failed = 0
    for sentence, body in TESTS:
        name = f"{body.__module__}: {sentence}"
        if only and only not in name:
            continue
        start = time.monotonic()
        try:
            body()
            passed += 1
            print(f"ok    {name} ({(time.monotonic() - start) * 1000:.0f} ms)", flush=True)
        except Exception as error:  # noqa: BLE001: reported as a failure
            failed += 1
            print(f"FAIL  {name}\n      {type(error).__name__}: {error}", flush=True)
            frame = traceback.extract_tb(error.__traceback__)
            for at in frame[-4:]:
                print(f"      {os.path.basename(at.filename)}:{at.lineno}: {at.line}")
    return passed, failed
