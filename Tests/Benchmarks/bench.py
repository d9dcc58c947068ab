"""Measures the product against its peers and against itself, and prints Markdown.

Started by `run`, which builds what is measured. Whatever is compared is run in turns (A B A B …), and
what is told is the ratio within a turn: the median, and in brackets the smallest and the largest.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import servers

HERE = pathlib.Path(__file__).resolve().parent


def run_load(load, *arguments):
    out = subprocess.run([load, *map(str, arguments)], capture_output=True, text=True, check=False)
    if out.returncode:
        raise SystemExit(f"load {' '.join(map(str, arguments))}: {out.stderr}{out.stdout}")
    return json.loads(out.stdout)


def spread(values, digits=2):
    ordered = sorted(values)
    return (f"{statistics.median(ordered):.{digits}f} "
            f"({ordered[0]:.{digits}f}–{ordered[-1]:.{digits}f})")


class Bench:
    def __init__(self, options):
        self.options = options
        self.rounds = 2 if options.quick else 7
        self.milliseconds = 500 if options.quick else 2_000
        self.first = 0

    def load(self, server, connections, kind="flow", milliseconds=None):
        """Requests a second and microseconds of processor time a request."""
        self.first += 1_000_000
        before = server.cpu()
        result = run_load(self.options.load, "run", server.port, connections,
                          milliseconds or self.milliseconds, kind, self.first % 10_000_000)
        return {**result, "rate": result["requests"] / result["seconds"],
                "cpu": (server.cpu() - before) / result["requests"] * 1e6}

    def turns(self, them, connections, kind="flow"):
        """For each server the figures of all turns."""
        for server in them:
            self.load(server, connections, kind, 200)
        figures = {server.name: [] for server in them}
        for turn in range(self.rounds):
            # The order turns too: whoever comes first may find a cooler machine.
            for server in them if turn % 2 == 0 else reversed(them):
                figures[server.name].append(self.load(server, connections, kind))
        return figures

    # Against others

    def throughput(self):
        them = [servers.product(self.options.binary), servers.nginx()]
        for path in self.options.peers:
            them.append(servers.peer(path))
        print("## Create and validate, against others\n")
        print("The product checks every request and response against the contract and keeps its "
              "journal; nginx answers with a fixed text; the other two do the same work without "
              "contracts.\n")
        print("| connections | server | the product's rate against it | its requests a second | "
              "CPU µs a request | p50 µs | p99 µs |\n|---:|---|---:|---:|---:|---:|---:|")
        for connections in (16, 64):
            figures = self.turns(them, connections)
            own = figures["VerifyMock"]
            for name, theirs in figures.items():
                ratios = [a["rate"] / b["rate"] for a, b in zip(own, theirs)]
                print(f"| {connections} | {name} | {spread(ratios)} "
                      f"| {median(theirs, 'rate'):.0f} | {median(theirs, 'cpu'):.1f} "
                      f"| {median(theirs, 'p50'):.0f} | {median(theirs, 'p99'):.0f} |", flush=True)
        print("\nMiB in memory afterwards: "
              + ", ".join(f"{one.name} {one.memory():.1f}" for one in them) + ".\n")
        for one in them:
            one.stop()

    def wrk(self):
        """The same with a generator that everybody knows; it can't play a flow, so creation only."""
        script = HERE / "create.lua"
        them = [servers.product(self.options.binary), servers.nginx()]
        rates = {one.name: [] for one in them}
        for turn in range(self.rounds):
            for one in them if turn % 2 == 0 else reversed(them):
                rates[one.name].append(wrk_rate(one.port, 16, self.milliseconds, script))
        ratios = [a / b for a, b in zip(*rates.values())]
        print(f"With wrk, creation only, 16 connections: {spread(ratios)} of nginx "
              f"({statistics.median(rates['VerifyMock']):.0f} against "
              f"{statistics.median(rates['nginx']):.0f} a second).\n", flush=True)
        for one in them:
            one.stop()

    def tls(self):
        help_text = subprocess.run(
            [self.options.binary, "help", "serve"], capture_output=True, text=True).stdout
        if "--tls-cert" not in help_text:
            print("TLS: this build speaks none.\n")
            return
        with tempfile.TemporaryDirectory() as folder:
            key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", certificate,
                 "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
            them = [
                servers.product(self.options.binary, "--tls-cert", certificate, "--tls-key", key),
                servers.nginx(f"ssl_certificate {certificate}; ssl_certificate_key {key};")]
            for what, script in (("requests", HERE / "create.lua"),
                                 ("handshakes", HERE / "close.lua")):
                rates = {one.name: [] for one in them}
                for turn in range(self.rounds):
                    for one in them if turn % 2 == 0 else reversed(them):
                        rates[one.name].append(
                            wrk_rate(one.port, 16, self.milliseconds, script, "https"))
                ratios = [a / b for a, b in zip(*rates.values())]
                print(f"TLS, {what} with the same EC key, 16 connections: {spread(ratios)} of "
                      f"nginx.\n", flush=True)
            for one in them:
                one.stop()

    # Against itself

    def costs(self):
        print("## What a request costs when there is much else\n")
        print("| with | CPU µs a request against none | rate against none |\n|---|---:|---:|")
        idle, live, scenarios = (500, 5_000, 20) if self.options.quick else (5_000, 100_000, 200)
        self.cost(f"{idle:,} idle connections", lambda one: open_idle(one.port, idle))
        self.cost(f"{live:,} live verifications",
                  lambda one: run_load(self.options.load, "fill", one.port, live, 5_000_000))
        with tempfile.TemporaryDirectory() as folder:
            write_scenarios(folder, scenarios)
            self.cost(f"{scenarios} scenarios loaded", None, "--scenarios", folder)
        print()

    def cost(self, name, prepare, *flags):
        plain = servers.product(self.options.binary, name="plain")
        other = servers.product(self.options.binary, *flags, name="other")
        held = prepare(other) if prepare else None
        # Opening them costs a little afterwards, such as buffers that are given back.
        time.sleep(1.5)
        figures = self.turns([plain, other], 16)
        cpu = [b["cpu"] / a["cpu"] for a, b in zip(figures["plain"], figures["other"])]
        rate = [b["rate"] / a["rate"] for a, b in zip(figures["plain"], figures["other"])]
        print(f"| {name} | {spread(cpu)} | {spread(rate)} |", flush=True)
        if isinstance(held, list):
            for one in held:
                one.close()
        plain.stop()
        other.stop()

    def start(self):
        print("## Start, memory and size\n")
        rounds = 5 if self.options.quick else 41
        programs = {"static": self.options.static, "dynamic": self.options.binary}
        commands = {name: (lambda port, path=path: servers.product_command(path, port))
                    for name, path in programs.items() if path}
        for path in self.options.peers:
            name = os.path.basename(path).removesuffix("Peer")
            commands[name] = lambda port, path=path: [path, str(port)]
        times = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                port = servers.free_port()
                times[name].append(
                    run_load(self.options.load, "cold", port, *command(port))["milliseconds"])
        print("| program | cold start to the first answer, ms | idle, MiB | size, MB |")
        print("|---|---:|---:|---:|")
        for name, command in commands.items():
            port = servers.free_port()
            one = servers.Server(name, command(port), port)
            size = os.path.getsize(one.command[0]) / 1e6
            print(f"| {name} | {spread(times[name], 1)} | {one.memory():.1f} | {size:.1f} |",
                  flush=True)
            one.stop()
        print()
        self.memory()

    def memory(self):
        steps = (10_000, 20_000) if self.options.quick else (100_000, 500_000, 1_000_000)
        one = servers.product(self.options.static or self.options.binary)
        told = [f"{one.memory():.1f} idle"]
        done = 0
        for step in steps:
            while done < step:
                done += self.load(one, 16, "flow", 1_000)["requests"]
            told.append(f"{one.memory():.1f} after {done:,} requests")
        print("MiB in memory: " + ", ".join(told) + ".\n", flush=True)
        one.stop()

    def fixture(self):
        if not self.options.fixture:
            return
        rounds = 100 if self.options.quick else 1_000
        medians, tails = [], []
        for _ in range(2 if self.options.quick else 5):
            out = subprocess.run([self.options.fixture, str(rounds)], capture_output=True,
                                 text=True, check=True)
            result = json.loads(out.stdout)
            medians.append(result["p50"] / 1e3)
            tails.append(result["p99"] / 1e3)
        print(f"A fixture's start + one request + stop, {rounds} times: median "
              f"{spread(medians, 3)} ms, p99 {spread(tails, 3)} ms.\n", flush=True)

    def validation(self):
        """A list of sessions against its schema, by the program's own `schema` command."""
        with tempfile.TemporaryDirectory() as folder:
            schema, instance = self.session_list(folder)
            size = os.path.getsize(instance)
            few, many = 1, 200 if self.options.quick else 2_000
            print("## Validation\n\n| output | ms for each list |\n|---|---:|")
            for output in ("flag", "text"):
                times = []
                for _ in range(self.rounds):
                    took = []
                    for count in (few, many):
                        begin = time.perf_counter()
                        subprocess.run(
                            [self.options.binary, "schema", schema, *([instance] * count),
                             "--output", output], check=True, stdout=subprocess.DEVNULL)
                        took.append(time.perf_counter() - begin)
                    times.append((took[1] - took[0]) / (many - few) * 1e3)
                print(f"| {output} | {spread(times, 3)} |", flush=True)
            print(f"\nA list of {size:,} bytes, by `verify-mock schema` with {many:,} instances "
                  "less one instance: reading the file and its JSON is part of it.\n")

    def session_list(self, folder):
        one = servers.product(self.options.binary)
        run_load(self.options.load, "fill", one.port, 20)
        import urllib.request
        account = "MAXXXXXXXXXXXXXXXXXX"
        request = urllib.request.Request(
            f"http://127.0.0.1:{one.port}/v1/Account/{account}/Verify/Session/?limit=20",
            headers={"Authorization": "Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6YS1mYWtlLXRva2Vu"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
        one.stop()
        # Spread out as a person would write it, which makes it the 17 kB that others were timed on.
        instance = os.path.join(folder, "list.json")
        pathlib.Path(instance).write_text(json.dumps(json.loads(body), indent=1))
        out = subprocess.run([self.options.binary, "contracts", "show", "plivo-verify"],
                             capture_output=True, text=True, check=True)
        contract = json.loads(out.stdout)
        operation = next(item["get"] for path, item in contract["paths"].items()
                         if item.get("get", {}).get("operationId") == "listSessions")
        response = operation["responses"]["200"]
        while "$ref" in response:
            place = contract
            for part in response["$ref"][2:].split("/"):
                place = place[part]
            response = place
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema",
                  "components": contract["components"],
                  **response["content"]["application/json"]["schema"]}
        path = os.path.join(folder, "schema.json")
        pathlib.Path(path).write_text(json.dumps(schema))
        return path, instance


def median(figures, key):
    return statistics.median(one[key] for one in figures)


def wrk_rate(port, connections, milliseconds, script, scheme="http"):
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing")
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{max(1, milliseconds // 1000)}s", "-s", str(script),
         f"{scheme}://127.0.0.1:{port}"], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(out)
    return float(next(line.split()[1] for line in out.splitlines() if "Requests/sec" in line))


def open_idle(port, count):
    import resource
    import socket
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    held = []
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", port))
        # It has been served once, as an idle connection of a pool has.
        one.sendall(b"GET /_mock/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        one.recv(4_096)
        held.append(one)
    return held


def write_scenarios(folder, count):
    source = json.loads((HERE.parent.parent / "Scenarios/wrong-code.json").read_text())
    for number in range(count):
        source["scenario"] = f"wrong-code-{number}"
        source.pop("$schema", None)
        path = pathlib.Path(folder) / f"wrong-code-{number}.json"
        path.write_text(json.dumps(source))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--load", required=True)
    parser.add_argument("--static")
    parser.add_argument("--fixture")
    parser.add_argument("--peers", nargs="*", default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    bench = Bench(options)
    parts = {"throughput": bench.throughput, "wrk": bench.wrk, "tls": bench.tls,
             "costs": bench.costs, "start": bench.start, "fixture": bench.fixture,
             "validation": bench.validation}
    unknown = set(options.only) - set(parts)
    if unknown:
        raise SystemExit(f"there is no part {unknown}; there are: {', '.join(parts)}")
    for name, part in parts.items():
        if not options.only or name in options.only:
            part()


if __name__ == "__main__":
    sys.exit(main())
