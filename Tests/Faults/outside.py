"""The trials of what lies beside the wire: logs, output files, documents, files that commands read."""

import json
import os
import select
import signal
import stat
import subprocess
import tempfile
import time

import wire
from product import Server
from trials import Result, trial
from visitor import Visitor

# No command may wait longer than this for a file that it can't use; a FIFO is given 5 s.
SOON = 9


def start(binary, *words, **more):
    """The program with its output in pipes."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([binary, *words], **{**options, **more})


def run(binary, *words, **more):
    """The exit code and the standard error; 'hangs' for a program that does not end by itself."""
    process = start(binary, *words, **more)
    try:
        _, error = process.communicate(timeout=SOON)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "hangs", ""
    return process.returncode, (error or b"").decode(errors="replace")


def ended(process, within=3.0):
    """The exit code after SIGTERM; 'hangs' where it takes too long."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return "hangs"


def ready(process, within=SOON):
    """The port of the ready line; None when it does not come."""
    if not select.select([process.stdout], [], [], within)[0]:
        return None
    line = process.stdout.readline()
    return json.loads(line)["port"] if line else None


@trial
def undrained_log(binary, is_long):
    """A log that nobody reads blocks nobody; what it lost is counted when somebody does."""
    count = 20_000 if is_long else 6_000
    result = Result(f"{count} refused requests, nobody reads the log")
    for drains in (False, True):
        reading, writing = os.pipe()
        server = Server(binary, log=writing)
        os.close(writing)
        with Visitor(server.port) as visitor:
            connection = wire.Connection(server.port)
            refused = wire.request("GET", "/nope") * 50
            answered = 0
            try:
                for _ in range(count // 50):
                    connection.send(refused)
                    for _ in range(50):
                        answered += connection.read()[0] == 404
            except (OSError, wire.Broken):
                pass
            connection.close()
            result.hold(answered == count, f"{count - answered} of {count} were not answered")
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        if drains:
            log = open(reading, "rb")
            lines = log.read().decode().splitlines()
            log.close()
            dropped = sum(int(line.split()[1]) for line in lines if line.startswith("… "))
            logged = sum("/nope" in line for line in lines)
            result.hold(dropped > 0, "no line was dropped, or none was counted")
            result.hold(logged + dropped == count, f"{logged} lines and {dropped} dropped")
            result.notes = f"{logged} lines logged, {dropped} dropped and counted"
        code = server.stop()
        took = time.monotonic() - begin
        result.hold(code == 0 and took < 3, f"SIGTERM: exit {code} after {took:.1f} s")
        if not drains:
            os.close(reading)
        result.take(visitor)
    result.memory, result.descriptors = (server.began[0],) * 2, (server.began[1],) * 2
    return result


@trial
def output_files(binary, is_long):
    """A port file is a new file, a FIFO or a device as it is, and never what a link leads to."""
    result = Result("FIFO, planted link, device, /dev/fd/1, full disk")
    serve = ("serve", "--port", "0", "--quiet", "--port-file")
    with tempfile.TemporaryDirectory() as folder:
        place = lambda name: os.path.join(folder, name)

        os.mkfifo(place("fifo"))
        process = start(binary, *serve, place("fifo"))
        descriptor = os.open(place("fifo"), os.O_RDONLY | os.O_NONBLOCK)
        select.select([descriptor], [], [], SOON)
        time.sleep(0.2)
        text = os.read(descriptor, 100)
        os.close(descriptor)
        result.hold(text.strip().isdigit(), f"the FIFO got {text!r}")
        result.hold(stat.S_ISFIFO(os.lstat(place("fifo")).st_mode), "the FIFO was replaced")
        result.hold(ended(process) == 0, "a server with a FIFO does not end")

        begin = time.monotonic()
        code, error = run(binary, *serve, place("fifo"))
        took = time.monotonic() - begin
        result.hold(code == 2 and 4 < took < 8 and "FIFO" in error,
                    f"a FIFO without a reader: {code} after {took:.1f} s, {error!r}")

        with open(place("victim"), "w", encoding="ascii") as file:
            file.write("precious")
        plant = lambda: os.symlink(place("victim"), place(f"port.{os.getpid()}.tmp"))
        process = start(binary, *serve, place("port"), preexec_fn=plant)
        deadline = time.monotonic() + SOON
        while not os.path.exists(place("port")) and time.monotonic() < deadline:
            time.sleep(0.02)
        with open(place("victim"), encoding="ascii") as file:
            held = file.read()
        result.hold(held == "precious", f"a planted link was followed: {held!r}")
        result.hold(ended(process) == 0, "a server with a port file does not end")

        os.symlink(place("victim"), place("link"))
        process = start(binary, *serve, place("link"))
        deadline = time.monotonic() + SOON
        while os.path.islink(place("link")) and time.monotonic() < deadline:
            time.sleep(0.02)
        with open(place("victim"), encoding="ascii") as file:
            result.hold(file.read() == "precious", "a link in the place of the file was followed")
        result.hold(ended(process) == 0, "a server with a linked port file does not end")

        try:
            # A device of our own: the system's must not be at risk.
            os.mknod(place("full"), 0o666 | stat.S_IFCHR, os.makedev(1, 7))
            code, error = run(binary, *serve, place("full"))
            result.hold(code == 2 and "full" in error, f"a full device: {code}, {error!r}")
            result.hold(stat.S_ISCHR(os.lstat(place("full")).st_mode), "a device was replaced")
        except PermissionError:
            result.notes = "no device: not permitted; "

        # Not by the name /dev/stdout: a program that fails this trial would replace the system's.
        process = start(binary, *serve, "/dev/fd/1")
        line = process.stdout.readline() if select.select([process.stdout], [], [], SOON)[0] else b""
        result.hold(line.strip().isdigit(), f"/dev/fd/1 got {line!r}")
        result.hold(ended(process) == 0, "a server with /dev/fd/1 does not end")

        process = start("bash", "-c", f'exec "$0" {" ".join(serve)} >(cat > "$1")', binary,
                        place("substituted"))
        deadline = time.monotonic() + SOON
        while time.monotonic() < deadline:
            if os.path.exists(place("substituted")) and os.path.getsize(place("substituted")):
                break
            time.sleep(0.02)
        else:
            result.hold(False, "process substitution got nothing")
        result.hold(ended(process) == 0, "a server with process substitution does not end")

    with open("/dev/full", "wb") as full:
        for words in (["scenarios"], ["version"], ["serve", "--port", "0", "--json"]):
            code, error = run(binary, *words, stdout=full)
            result.hold(code == 2 and "No space left" in error,
                        f"{words[0]} to a full device: {code}, {error!r}")
    for ignores in (False, True):
        # As in `| head -1`, with and without a parent that ignores SIGPIPE.
        reading, writing = os.pipe()
        os.close(reading)
        code, error = run(binary, "scenarios", stdout=writing, restore_signals=not ignores)
        os.close(writing)
        result.hold(code in (141, -signal.SIGPIPE) and not error,
                    f"a reader that went away: {code}, {error!r}")
    result.notes += "as they are"
    return result


@trial
def strange_files(binary, is_long):
    """A FIFO, a device or a dangling link where a file should be is named, and nothing waits."""
    result = Result("FIFO, /dev/zero, dangling link, too large")
    with tempfile.TemporaryDirectory() as folder:
        place = lambda name: os.path.join(folder, name)
        documents = place("documents")
        os.mkdir(documents)
        os.mkfifo(os.path.join(documents, "fifo.json"))
        os.symlink("/dev/zero", os.path.join(documents, "zero.json"))
        os.symlink("nowhere", os.path.join(documents, "dangling.json"))
        with open(os.path.join(documents, "large.json"), "wb") as file:
            file.truncate(1 << 30)
        process = start(binary, "serve", "--port", "0", "--json", "--scenarios", documents)
        port = ready(process)
        result.hold(port, "no ready line")
        if port:
            with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
            result.hold(memory < 256 << 10, f"{memory} KiB were used")
            result.memory = (0, memory)
        code = ended(process)
        result.hold(code == 0, f"SIGTERM: {code}")
        error = process.stderr.read().decode()
        for name in ("fifo", "zero", "dangling", "large"):
            result.hold(f"{name}.json: " in error, f"{name}.json is not named: {error!r}")

        with open(place("schema.json"), "w", encoding="ascii") as file:
            file.write("{}")
        os.mkfifo(place("strange.json"))
        for strange in (place("strange.json"), os.path.join(documents, "zero.json"), documents,
                        os.path.join(documents, "large.json")):
            for words in (
                ["schema", strange, place("schema.json")],
                ["schema", place("schema.json"), strange],
                ["scenarios", "validate", strange],
                ["contracts", "lint", strange],
                ["check", strange if strange.endswith(".json") else strange + "/fifo.json",
                 "--url", "http://127.0.0.1:9", "--plan"],
                ["check", "plivo-verify", "--url", "https://127.0.0.1:9", "--cacert", strange],
                ["serve", "--port", "0", "--cacert", strange],
                ["serve", "--port", "0", "--tls-cert", strange, "--tls-key", strange],
                ["check", "plivo-verify", "--url", "http://127.0.0.1:9", "--plan", "--baseline",
                 strange],
            ):
                code, error = run(binary, *words)
                result.hold(code == 2 and error.count("\n") <= 5,
                            f"{' '.join(words)}: {code}, {error!r}")
        os.mkfifo(place("roots.pem"))
        code, error = run(binary, "check", "plivo-verify", "--url", "https://127.0.0.1:9",
                          env={**os.environ, "SSL_CERT_FILE": place("roots.pem")})
        result.hold(code == 3 and "roots.pem" in error, f"SSL_CERT_FILE: {code}, {error!r}")
    result.notes = "all named"
    return result
