"""Counts the instructions that a request takes, and fails when one takes a tenth more than it did.

instructions.py BINARY [--rewrite]: runs the release binary under callgrind, each figure twice with
different numbers of requests; the difference has neither the start nor the preparation in it. Such
counts do not depend on what else the machine does, nor much on which machine it is. The baseline is
instructions.json beside this file; --rewrite writes it anew.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Faults"))
import wire  # noqa: E402

BASELINE = HERE / "instructions.json"
ALLOWED = 1.10
FEW, MANY = 60, 460


def valgrind():
    if not shutil.which("valgrind"):
        print("installing valgrind with apt-get", file=sys.stderr)
        for command in (["apt-get", "update", "-qq"],
                        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", "valgrind"]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return "valgrind"


class Session:
    """One connection; `ask` sends a request and checks what comes back."""

    def __init__(self, port):
        self.connection = wire.Connection(port, timeout=120)

    def ask(self, data, wanted):
        self.connection.send(data)
        status, body = self.connection.read()
        if status != wanted:
            raise SystemExit(f"status {status} instead of {wanted}: {body[:200]!r}")
        return body


def bearer(method, target, body):
    return wire.request(method, target, body, "Bearer a-fake-token-of-the-benchmark")


def create(session, number):
    return wire.session_of(session.ask(wire.creation(number), 202))


def create_and_validate(session, number):
    session.ask(wire.validation(create(session, number)), 200)


def send_otp(session, number):
    body = json.dumps({"originator": "SignOTP", "recipient": f"+1415{number:07d}",
                       "content": "Your code is: {}", "expiry": "600", "data_coding": "text"})
    return json.loads(session.ask(bearer("POST", "/verify/v1/otp/send-otp", body), 200))["otp_id"]


def send_and_verify_otp(session, number):
    body = json.dumps({"otp_id": send_otp(session, number), "otp_code": wire.CODE})
    session.ask(bearer("POST", "/verify/v1/otp/verify-otp", body), 200)


def twenty_sessions(session):
    for number in range(20):
        create(session, 5_000_000 + number)


def list_sessions(session, _):
    session.ask(wire.request("GET", wire.SESSIONS + "?limit=20"), 200)


def refused(session, _):
    session.ask(wire.request("POST", wire.SESSIONS, '{"recipient":"+14155550100","channel":"fax"}'),
                400)


def unmatched(session, _):
    session.ask(wire.request("GET", "/v1/Account/none/Nothing/"), 404)


# What is run, after what preparation, and which other figure is a part of it.
RUNS = {
    "create": (create, None, None),
    "validate": (create_and_validate, None, "create"),
    "list of 20": (list_sessions, twenty_sessions, None),
    "refused by the contract": (refused, None, None),
    "unmatched": (unmatched, None, None),
    "d7 send": (send_otp, None, None),
    "d7 verify": (send_and_verify_otp, None, "d7 send"),
}


def collect(binary, body, prepare, count):
    """The instructions of a whole life of the server with so many requests."""
    with tempfile.TemporaryDirectory() as folder:
        ports = os.path.join(folder, "port")
        process = subprocess.Popen(
            [valgrind(), "--tool=callgrind", f"--callgrind-out-file={folder}/out", binary, "serve",
             "--port", "0", "--port-file", ports, "--quiet", "--limits", "none", "--seed", "1",
             "--code", wire.CODE],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
        try:
            deadline = time.monotonic() + 120
            while not os.path.exists(ports):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("the server did not start: " + process.stderr.read().decode())
                time.sleep(0.02)
            if body:
                with open(ports, encoding="ascii") as file:
                    session = Session(int(file.read()))
                if prepare:
                    prepare(session)
                for number in range(count):
                    body(session, number)
                session.connection.close()
        finally:
            process.terminate()
        text = process.communicate()[1].decode()
        return int(re.search(r"Collected : (\d+)", text).group(1))


def measure(binary):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        start = pool.submit(collect, binary, None, None, 0)
        pairs = {name: [pool.submit(collect, binary, body, prepare, count)
                        for count in (FEW, MANY)] for name, (body, prepare, _) in RUNS.items()}
        raw = {name: (many.result() - few.result()) / (MANY - FEW)
               for name, (few, many) in pairs.items()}
        figures = {name: round(raw[name] - (raw[part] if part else 0))
                   for name, (_, _, part) in RUNS.items()}
        figures["start and stop"] = start.result()
    return figures


def main(arguments):
    arguments = list(arguments)
    rewrites = "--rewrite" in arguments
    if rewrites:
        arguments.remove("--rewrite")
    if len(arguments) != 1 or not os.access(arguments[0], os.X_OK):
        print("usage: instructions.py BINARY [--rewrite]", file=sys.stderr)
        return 2
    valgrind()
    figures = measure(arguments[0])
    known = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    print("| instructions a request | baseline | now | change |\n|---|---:|---:|---:|")
    worse = []
    for name, now in figures.items():
        before = known.get(name)
        change = f"{(now / before - 1) * 100:+.1f} %" if before else "new"
        print(f"| {name} | {before or '–'} | {now} | {change} |")
        if not before or now > before * ALLOWED:
            worse.append(name)
    if rewrites:
        BASELINE.write_text(json.dumps(figures, indent=2) + "\n")
        print(f"\nwritten: {BASELINE.name}")
        return 0
    if worse:
        print(f"\nmore than a tenth above the baseline: {', '.join(worse)}. If that is what it "
              "costs:\npython3 Tests/Benchmarks/instructions.py BINARY --rewrite")
        return 1
    better = [name for name, now in figures.items() if now * ALLOWED < known[name]]
    if better:
        print(f"\nmore than a tenth below the baseline: {', '.join(better)}; --rewrite keeps it so")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
