"""The trials with numbers at the edges. Each has a seed, so what it finds comes again."""

import json
import multiprocessing
import pathlib
import random
import re
import socket
import subprocess
import tempfile
import time

import edges
import wire
from product import Server
from trials import FULL, Result, trial

WORKERS = 2
# Pipelined at a time; at most so many answers wait in the server.
BATCH = 64
STATUS = re.compile(rb"HTTP/1\.1 (\d\d\d) ")
# 503 is what a full server answers; the trial does not fill it.
OWN_FAILURES = {500, 502, 503, 504}


def requests_made(seed, count):
    """Requests whose answers come at once, and those that may be held back."""
    source = edges.Requests(seed)
    prompt, held = [], []
    while len(prompt) < count:
        request, holds = source.next()
        (held if holds else prompt).append(request)
    return prompt, held


def exchange(port, batch):
    """Sends all in one piece and returns the statuses; OSError or Broken when the server is gone."""
    connection = wire.Connection(port)
    try:
        connection.send(b"".join(batch))
        return [connection.read()[0] for _ in batch]
    finally:
        connection.close()


def shoot(port, seed, count, pipe):
    """Sends `count` requests; reports the statuses, and the batch at which an answer stayed out."""
    prompt, held = requests_made(seed, min(count, 20_000))
    draw = random.Random(seed)
    statuses, bad, last = {}, None, None
    connection = wire.Connection(port)
    done = 0
    try:
        while done < count:
            last = draw.choices(prompt, k=min(BATCH, count - done))
            connection.send(b"".join(last))
            for request in last:
                status, _ = connection.read()
                statuses[status] = statuses.get(status, 0) + 1
                if status in OWN_FAILURES:
                    bad = bad or (status, request)
                done += 1
            if held and draw.random() < 0.05:
                # Its answer may take minutes: nobody waits for it.
                last = [draw.choice(held)]
                other = wire.Connection(port)
                other.send(last[0])
                other.close()
                done += 1
        last = None
    except (OSError, wire.Broken, ValueError):
        pass
    connection.close()
    pipe.send((statuses, bad, last))


def shoot_mutated(port, seed, count, pipe):
    """As `shoot`, with changed bytes; each has a connection to itself, which it may well break."""
    prompt, _ = requests_made(seed, 2_000)
    draw = random.Random(seed)
    statuses, bad, last = {}, None, None
    try:
        for _ in range(count):
            last = [edges.mutated(draw, prompt)]
            one = socket.create_connection(("127.0.0.1", port), timeout=20)
            answer = b""
            try:
                one.sendall(last[0])
                one.shutdown(socket.SHUT_WR)
                while piece := one.recv(1 << 18):
                    answer += piece
            except ConnectionError:
                # The server may close on what it refuses while the rest is on its way.
                pass
            finally:
                one.close()
            for found in STATUS.findall(answer[:4_096]):
                status = int(found)
                statuses[status] = statuses.get(status, 0) + 1
                if status in OWN_FAILURES:
                    bad = bad or (status, last[0])
        last = None
    except OSError:
        pass
    pipe.send((statuses, bad, last))


def run(result, server, body, count, seed):
    """Runs the workers and takes their figures; true when the server lives."""
    context = multiprocessing.get_context("fork")
    crew = []
    begin = time.monotonic()
    for number in range(WORKERS):
        pipe, inner = context.Pipe()
        process = context.Process(
            target=body, args=(server.port, seed + number, count // WORKERS, inner), daemon=True)
        process.start()
        crew.append((pipe, process))
    statuses = {}
    for pipe, process in crew:
        found, bad, last = pipe.recv()
        process.join()
        for status, number in found.items():
            statuses[status] = statuses.get(status, 0) + number
        result.hold(bad is None, f"a failure of the server's own: {bad}")
        result.hold(last is None, f"no answer to one of {len(last or [])}, the last "
                                  f"{(last or [b''])[-1][:600]!r}")
    took = time.monotonic() - begin
    code = server.process.poll()
    result.hold(code is None, f"the server ended with {code}")
    kinds = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    result.notes = f"{sum(statuses.values()) / took:.0f} a second; {kinds}"
    return code is None


def judge(result, server):
    """Asks for the server's health and stops it."""
    result.hold(b'"ready"' in server.control("health"), "the server is not ready any more")
    return result.end(server)


@trial
def edge_numbers(binary, is_long):
    """Edge numbers, durations and times in every place of every operation and control call."""
    count = 1_000_000 if is_long else 8_000
    result = Result(f"{count} requests with edge values")
    server = Server(binary)
    if run(result, server, shoot, count, seed=14):
        return judge(result, server)
    return result


@trial
def edge_mutants(binary, is_long):
    """The same requests with some of their bytes changed."""
    count = 200_000 if is_long else 2_000
    result = Result(f"{count} mutated requests")
    server = Server(binary)
    if run(result, server, shoot_mutated, count, seed=41):
        return judge(result, server)
    return result


@trial
def edge_scenarios(binary, is_long):
    """Scenarios with an edge value in one place, each put in force and used."""
    count = 20_000 if is_long else 600
    result = Result(f"{count} scenarios with edge values")
    server = Server(binary)
    source = edges.Requests(7)
    accepted = 0
    begin = time.monotonic()
    for number in range(count):
        account = f"MA{number:018d}"
        target = f"/v1/Account/{account}/Verify/Session/"
        batch = [
            source.scenario(account),
            wire.request("POST", target, '{"recipient":"+14155550100"}', wire.basic(account)),
            wire.request("GET", target, authorization=wire.basic(account)),
            edges.message("POST", f"/_mock/clock?account={account}", '{"advance":"1d"}',
                          wire.BASIC, [])]
        connection = wire.Connection(server.port, timeout=0.05)
        try:
            connection.send(batch[0])
            status, _ = connection.read()
            result.hold(status in (200, 400, 422), f"{status} for {batch[0]!r}")
            accepted += status == 200
            if status == 200:
                connection.send(b"".join(batch[1:]))
                for _ in batch[1:]:
                    connection.read()
        except TimeoutError:
            # Some delay the answer by years. A close alone could be a client that only sends no more.
            connection.reset()
        except (OSError, wire.Broken) as error:
            if server.process.poll() is not None:
                result.hold(False, f"the server ended under {batch[0]!r}")
                return result
            # A scripted fault closes the connection.
            del error
        finally:
            connection.close()
    result.notes = f"{count / (time.monotonic() - begin):.0f} a second, {accepted} accepted"
    return judge(result, server)


def ended_well(arguments, folder):
    """Runs the program; its exit code, or None after 20 s."""
    try:
        return subprocess.run(arguments, cwd=folder, stdin=subprocess.DEVNULL, timeout=20,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode
    except subprocess.TimeoutExpired:
        return None


@trial
def edge_documents(binary, is_long):
    """Documents with an edge value in one place are refused or run: the exit code says which."""
    count = 20_000 if is_long else 300
    result = Result(f"{count} documents with edge values")
    draw = random.Random(99)
    files = sorted((edges.ROOT / "Scenarios").glob("*/*.json"))
    begin = time.monotonic()
    codes = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            path = draw.choice(files)
            document = json.loads(path.read_text(encoding="utf-8"))
            place = draw.choice(list(edges.leaves(document)))
            body = edges.text(edges.marked(document, place), edges.literals(draw))
            copy = pathlib.Path(folder, path.parent.name)
            copy.mkdir(exist_ok=True)
            for other in path.parent.glob("*.json"):
                (copy / other.name).write_bytes(other.read_bytes())
            (copy / path.name).write_text(body, encoding="utf-8")
            if path.name == "openapi.json" and draw.random() < 0.5:
                arguments = [binary, "contracts", "lint", str(copy / path.name)]
            else:
                arguments = [binary, "scenarios", "test", path.parent.name, "--scenarios", folder]
            code = ended_well(arguments, folder)
            codes[code] = codes.get(code, 0) + 1
            if code not in (0, 1, 2):
                result.hold(False, f"{arguments[1]} ended with {code} where {path.name} has "
                                   f"{body[max(0, body.find(edges.MARK)):][:80]} at {place}")
                (edges.ROOT / ".build").mkdir(exist_ok=True)
            for other in copy.iterdir():
                other.unlink()
            copy.rmdir()
    result.notes = f"{count / (time.monotonic() - begin):.0f} a second; exit codes {codes}"
    return result


FLAGS = ["--port", "--max-connections", "--seed", "--code", "--limits"]
CHECK_FLAGS = ["--max-paid", "--seed", "--timeout", "--otp-timeout", "--response-time",
               "--callback-listen", "--recipient", "--only"]


@trial
def edge_flags(binary, is_long):
    """Edge values of flags are refused with 2, or used."""
    count = 4_000 if is_long else 150
    result = Result(f"{count} flags with edge values")
    draw = random.Random(3)
    words = [one for one in edges.WORDS if "\0" not in one]
    codes = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            word = draw.choice(words)
            if draw.random() < 0.5:
                # A command that can't be found ends the run at once where the flag is accepted.
                arguments = [binary, "run", f"{draw.choice(FLAGS)}={word}", "--", "./no-command"]
                wanted = (2, 127)
            else:
                arguments = [binary, "check", "plivo-verify", "--url", "http://127.0.0.1:1",
                             "--plan", f"{draw.choice(CHECK_FLAGS)}={word}"]
                wanted = (0, 1, 2, 3, 4)
            code = ended_well(arguments, folder)
            codes[code] = codes.get(code, 0) + 1
            result.hold(code in wanted, f"{arguments[1:]} ended with {code}")
    result.notes = f"exit codes {codes}"
    return result
