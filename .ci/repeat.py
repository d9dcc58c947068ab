"""Runs `swift test` many times in a row, as built; stops at the first red run and prints why.

How many of each kind: REPEAT_IDLE (15), REPEAT_BUSY (15, with four busy processes beside it),
REPEAT_SERIAL (5, with --no-parallel), REPEAT_PINNED (5, on one core).
"""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = ["swift", "test", "--skip-build"]
BUSY = [sys.executable, "-c", "while True: pass"]
LIMIT = 1800
KINDS = [
    # Name, variable, usual count, command, busy processes beside it.
    ("idle", "REPEAT_IDLE", 15, COMMAND, 0),
    ("busy", "REPEAT_BUSY", 15, COMMAND, 4),
    ("serial", "REPEAT_SERIAL", 5, COMMAND + ["--no-parallel"], 0),
    ("pinned", "REPEAT_PINNED", 5, ["taskset", "-c", "0"] + COMMAND, 0),
]
# Swift Testing: ✔ Test "a name" with 3 test cases passed after 0.1 seconds.
# XCTest: Test Case 'Suite.test' passed (0.1 seconds)
ENDS = re.compile(r'Test "(.+)"(?: with \d+ test cases)? (?:passed|failed) after ([\d.]+) seconds'
                  r"|Test Case '(.+)' (?:passed|failed) \(([\d.]+) seconds\)")
# A line that explains a failure; what started and what passed may hold the same words.
SAYS_WHY = re.compile(r"^(?![◇✔]|Test \w+ '.*' started).*(✘|↳|error:|[Ff]atal|[Cc]rash|signal|failed)")


@contextlib.contextmanager
def busy(count):
    processes = [subprocess.Popen(BUSY) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def run(command):
    """The exit code of a whole run, what it printed, and how long it took."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               start_new_session=True)
    try:
        out, _ = process.communicate(timeout=LIMIT)
        code = process.returncode
    except subprocess.TimeoutExpired:
        # What it has started hangs, too.
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        code = f"none after {LIMIT} s"
    return code, out.decode("utf-8", "replace"), time.monotonic() - start


def slowest(outputs):
    """The longest time that each test took, the slowest ten first."""
    times = {}
    for output in outputs:
        for match in ENDS.finditer(output):
            name, seconds = match[1] or match[3], float(match[2] or match[4])
            times[name] = max(times.get(name, 0), seconds)
    return len(times), sorted(times.items(), key=lambda pair: -pair[1])[:10]


def main():
    subprocess.run(["swift", "build", "--build-tests"], cwd=ROOT, check=True)
    outputs = {}
    figures = []
    for name, variable, usual, command, neighbours in KINDS:
        count = int(os.environ.get(variable, usual))
        if count and not shutil.which(command[0]):
            print(f"{name}: left out, there is no '{command[0]}' here")
            continue
        seconds = []
        for number in range(1, count + 1):
            with busy(neighbours):
                code, output, duration = run(command)
            if code != 0:
                print(f"{name} {number} of {count}: red, exit code {code}, {duration:.1f} s")
                lines = [line for line in output.splitlines() if SAYS_WHY.search(line)]
                print("\n".join(lines or output.splitlines()[-40:]))
                return 1
            print(f"{name} {number} of {count}: green, {duration:.1f} s", flush=True)
            seconds.append(duration)
            outputs.setdefault(name, []).append(output)
        if seconds:
            figures.append(f"{name}: {count} of {count} green, {min(seconds):.1f} to "
                           f"{max(seconds):.1f} s, {sum(seconds) / count:.1f} s on average")
    print("\n".join(figures))
    # Side by side, a test's time holds the waiting for others.
    kind = "serial" if "serial" in outputs else next(iter(outputs), None)
    if kind:
        count, slow = slowest(outputs[kind])
        print(f"the slowest of {count} tests, in the runs called '{kind}':")
        for name, duration in slow:
            print(f"  {duration:7.3f} s  {name}")
    return 0


sys.exit(main())
