"""`swift package verify-mock` in a package that depends on this one: plugin.py PACKAGE."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

COMMAND = ["swift", "package", "--package-path", sys.argv[1], "verify-mock"]


def check(sentence, is_true, detail=""):
    if not is_true:
        sys.exit(f"FAIL  {sentence}\n{detail}")
    print(f"ok    {sentence}", flush=True)


def run(*words):
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True)


result = run("version")
check("the program runs in another package",
      result.returncode == 0 and result.stdout.startswith("verify-mock "), result.stderr)
result = run("scenarios", "show", "no-such-scenario")
check("a failure of the program is one of the package manager",
      result.returncode != 0 and "no-such-scenario" in result.stdout + result.stderr,
      result.stdout + result.stderr)

with tempfile.TemporaryDirectory() as folder:
    port = pathlib.Path(folder) / "port"
    # As from a terminal: the key for an interrupt reaches the group in the foreground.
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--port-file", str(port)], start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not port.exists() and time.monotonic() < deadline and server.poll() is None:
        time.sleep(0.05)
    url = f"http://127.0.0.1:{port.read_text().strip()}/_mock/health"
    with urllib.request.urlopen(url, timeout=10) as answer:
        check("serve answers", json.load(answer)["status"] == "ready")
    os.killpg(server.pid, signal.SIGINT)
    server.wait(30)
    deadline = time.monotonic() + 10
    is_gone = False
    while not is_gone and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            time.sleep(0.05)
        except OSError:
            is_gone = True
    check("Ctrl-C leaves no server behind", is_gone)
