"""Treats the whole product badly and measures what a well-behaved client notices.

run.py BINARY [--long] [NAME…]: every trial starts the release binary, does its worst, and meanwhile
a client in a process of its own creates and validates. No request of that client may be lost or take
longer than the bound, memory and descriptors must come back, and the exit code must be 0. Prints the
figures; exits with 1 on any breach.
"""

import os
import sys
import time

import doors  # noqa: F401: its trials register themselves
import edge_trials  # noqa: F401, which adds its trials to the others
import visitor
import outside  # noqa: F401, registers its trials
import passing  # noqa: F401, registers its trial
import stored  # noqa: F401, registers its trial
from trials import TRIALS


def milliseconds(times, part):
    if not times:
        return "–"
    ordered = sorted(times)
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000:.2f}"


def main(arguments):
    if not arguments or not os.access(arguments[0], os.X_OK):
        print("usage: run.py BINARY [--long] [NAME…]; there are: "
              + ", ".join(name for name, _ in TRIALS), file=sys.stderr)
        return 2
    # Some trials run it in folders of their own.
    binary = os.path.abspath(arguments[0])
    is_long = "--long" in arguments
    names = [one for one in arguments[1:] if one != "--long"]
    unknown = set(names) - {name for name, _ in TRIALS}
    if unknown:
        print(f"there is no trial {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    begin = time.monotonic()
    failures = 0
    print(f"Bound: no request of the well-behaved client is lost, none takes over "
          f"{visitor.BOUND * 1000:.0f} ms.\n")
    print("| trial | load | requests | lost | p50 ms | p99 ms | slowest ms | MiB | descriptors | s |  |")
    print("|---|---|---:|---:|---:|---:|---:|---|---|---:|---|")
    for name, body in TRIALS:
        if names and name not in names:
            continue
        start = time.monotonic()
        result = body(binary, is_long)
        memory = " → ".join(f"{kib / 1024:.1f}" for kib in result.memory)
        descriptors = " → ".join(str(one) for one in result.descriptors)
        times = result.times
        row = [name, result.load, len(times), result.lost, milliseconds(times, 0.5),
               milliseconds(times, 0.99), milliseconds(times, 1), memory, descriptors,
               f"{time.monotonic() - start:.1f}", result.notes or "ok"]
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
        for breach in result.breaches:
            failures += 1
            print(f"BREACH in {name}: {breach}", flush=True)
    print(f"\n{failures} breaches in {time.monotonic() - begin:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
