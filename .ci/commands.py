"""The command line as a process: its output, its messages, its exit codes, its signals.

How arguments are read is tested in Tests/VerifyMockCLITests.

`commands.py PROGRAM --rewrite` writes the golden files under Fixtures/cli anew.
"""

import difflib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PROGRAM = os.path.abspath(sys.argv[1])
failed = passed = 0
folder = tempfile.TemporaryDirectory()
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("VERIFY_MOCK")}


def run(*words, env=None):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=60,
                          cwd=folder.name, env={**CLEAN, **(env or {})})


def check(sentence, is_true, detail=""):
    global failed, passed
    if is_true:
        passed += 1
        print(f"ok    {sentence}")
    else:
        failed += 1
        print(f"FAIL  {sentence}\n{detail}")


def refused(sentence, words, *parts, code=2, env=None):
    """One clear message, nothing on the standard output, no trace."""
    result = run(*words, env=env)
    text = result.stderr
    fine = (result.returncode == code and not result.stdout and 0 < len(text.splitlines()) <= 4
            and all(part in text for part in parts) and "Fatal" not in text
            and not re.search(r"\b0x", text))
    check(sentence, fine, f"      exit {result.returncode}\n      {result.stdout}{text}")


def write(name, text):
    path = os.path.join(folder.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


refused("an unknown scenario, with what is near",
        ["serve", "--port", "0", "--scenario", "plivo-verify/wrong-cod"], "wrong-cod", "wrong-code")
refused("an unknown provider", ["serve", "--port", "0", "--scenario", "plivo-verfy/otp-sent"],
        "plivo-verfy")
refused("an unknown quirk", ["serve", "--port", "0", "--quirk", "create-210"], "create-210")
refused("a folder that is not there", ["serve", "--port", "0", "--scenarios", "nowhere"], "nowhere")
refused("a variable that is wrong", ["serve"], "--port", env={"VERIFY_MOCK_PORT": "x"})
refused("a port file that can't be written",
        ["serve", "--port", "0", "--port-file", "no/such/folder/p"], "no/such/folder/p")
refused("an address that is none", ["serve", "--port", "0", "--host", "999.1.1.1"], "999.1.1.1")
refused("validate of a file that is not there", ["scenarios", "validate", "none.json"], "none.json")
refused("a file of authorities that is not there",
        ["check", "plivo-verify", "--url", "https://127.0.0.1:9", "--cacert", "none.pem"],
        "--cacert", "none.pem")
write("api.yaml", "openapi: 3.0.0\ninfo:\n  title: t\n")
write("api.json", "openapi: 3.0.0\ninfo:\n  title: t\n")
refused("a contract in YAML without an operation",
        ["check", "api.yaml", "--url", "http://127.0.0.1:9", "--plan"], "api.yaml:1:1")
write("tab.yaml", "openapi: 3.0.0\n\tinfo: t\n")
refused("YAML that can't be read, with the place",
        ["check", "tab.yaml", "--url", "http://127.0.0.1:9", "--plan"], "tab.yaml:2:")
write("shop.yaml", "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    get:\n"
      "      operationId: list\n      responses:\n        '200': { description: ok }\n")
result = run("check", "shop.yaml", "--url", "http://127.0.0.1:9", "--plan")
check("a contract in YAML is planned for", result.returncode == 0 and "GET /a" in result.stdout,
      result.stdout + result.stderr)
result = run("contracts", "lint", "shop.yaml")
check("lint reads YAML", result.returncode == 0 and result.stderr == "1 document, 0 findings\n",
      result.stdout + result.stderr)
result = run("check", "plivo-verify", "--url", "http://127.0.0.1:9", "--report", "json=u.json",
             "--report", "junit=u.xml")
unreached = os.path.join(folder.name, "u.json")
check("an endpoint that can't be reached is reported in the files, too",
      result.returncode == 3 and os.path.exists(os.path.join(folder.name, "u.xml"))
      and "127.0.0.1:9" in json.load(open(unreached, encoding="utf-8"))["stopped"], result.stderr)

with socket.socket() as taken:
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    port = str(taken.getsockname()[1])
    refused("a port that is in use", ["serve", "--port", port], port, "in use")

if os.geteuid() != 0:
    unreadable = os.path.join(folder.name, "unreadable")
    os.mkdir(unreadable, 0)
    refused("a folder that can't be read", ["serve", "--port", "0", "--scenarios", unreadable],
            "unreadable")
write("file", "")
refused("a file where a folder should be", ["serve", "--port", "0", "--scenarios", "file"], "file")

broken = write("broken/x.json", '{\n  "scenario": "x",\n  "summary": "y",\n  "steps": [,]\n}\n')
refused("a scenario that is not JSON, at its line and column",
        ["serve", "--port", "0", "--scenarios", "broken"], "x.json:4:13")
refused("the same by validate", ["scenarios", "validate", broken], "x.json:4:13")
misspelt = write("misspelt/x.json", json.dumps({
    "scenario": "x", "summary": "y", "stepz": []}, indent=2))
refused("an unknown key, with what is near",
        ["serve", "--port", "0", "--scenarios", "misspelt"], "x.json:4:3", "stepz", "steps")
unknown = write("unknown/x.json", json.dumps({
    "scenario": "x", "summary": "y", "steps": [{"on": "check", "outcome": "wrong-cod"}]}, indent=2))
refused("an unknown outcome", ["scenarios", "validate", unknown], "wrong-cod", "wrong-code")

refused("the same when serving", ["serve", "--port", "0", "--scenarios", "unknown"],
        "x.json:", "wrong-cod")
stranger = write("stranger/x.json", json.dumps({
    "scenario": "x", "provider": "plivo-verfy", "summary": "y", "steps": []}))
refused("a scenario of an unknown provider", ["scenarios", "validate", stranger],
        "x.json:1:", "plivo-verfy", "plivo-verify")
write("more/tired.json", json.dumps({
    "scenario": "tired", "summary": "Refuses all.",
    "steps": [{"on": "send", "outcome": "server-error", "times": "always"}]}))
result = run("scenarios", "show", "plivo-verify/tired", "--scenarios", "more")
check("a folder adds a scenario for every provider", result.returncode == 0,
      result.stdout + result.stderr)

for words in (["help"], ["--help"], ["help", "serve"], ["serve", "--help"], ["version"],
              ["scenarios"], ["scenarios", "list"], ["contracts"],
              ["scenarios", "show", "plivo-verify/wrong-code"],
              ["scenarios", "show", "d7-verify/otp-sent", "--curl"],
              ["contracts", "show", "d7-verify"]):
    result = run(*words)
    check("works: " + " ".join(words), result.returncode == 0 and result.stdout and not result.stderr,
          result.stdout + result.stderr)

result = run("scenarios", "test")
lines = result.stdout.splitlines()
check("scenarios test is green: " + (lines[-1] if lines else ""),
      result.returncode == 0 and lines and lines[-1].endswith(" 0 failed"), result.stdout[-2000:])

result = run("scenarios", "test", "d7-verify")
lines = result.stdout.splitlines()
check("scenarios test of a provider plays all of its own",
      result.returncode == 0 and all(" d7-verify/" in line for line in lines[:-1])
      and lines[-1].endswith("over 1 provider, " + lines[-1].split(", ", 1)[-1]), result.stdout)

GOLDEN = {
    "help": ["help"], "help-serve": ["help", "serve"], "help-check": ["help", "check"], "help-run": ["help", "run"],
    "help-ca": ["help", "ca"], "help-scenarios": ["help", "scenarios"],
    "help-contracts": ["help", "contracts"], "help-schema": ["help", "schema"],
    "help-completions": ["help", "completions"], "help-man": ["help", "man"],
    "help-version": ["help", "version"],
    "scenarios-list": ["scenarios", "list"], "contracts-list": ["contracts", "list"],
    "scenarios-show": ["scenarios", "show", "plivo-verify/wrong-code"],
    "scenarios-show-curl": ["scenarios", "show", "d7-verify/wrong-code", "--curl"],
    "unknown-flag": ["serve", "--prot", "0"], "unknown-command": ["sevre"],
    "unknown-scenario": ["serve", "--port", "0", "--scenario", "plivo-verify/wrong-cod"],
    "broken-document": ["serve", "--port", "0", "--scenarios", "broken"],
    "misspelt-key": ["scenarios", "validate", "misspelt/x.json"],
    "missing-folder": ["serve", "--port", "0", "--scenarios", "nowhere"],
}
fixtures = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "cli"
for name, words in GOLDEN.items():
    result = run(*words)
    text = (f"$ verify-mock {' '.join(words)}\n{result.stdout}"
            + "".join("! " + line + "\n" for line in result.stderr.splitlines())
            + f"[exit {result.returncode}]\n")
    path = fixtures / (name + ".txt")
    if "--rewrite" in sys.argv:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        continue
    held = path.read_text(encoding="utf-8") if path.exists() else "(there is no such file)"
    difference = "\n".join(difflib.unified_diff(
        held.splitlines(), text.splitlines(), str(path.name), "now", lineterm=""))
    check(f"prints what Fixtures/cli/{name}.txt holds", held == text, difference)

for number in (signal.SIGTERM, signal.SIGINT):
    port_file = os.path.join(folder.name, f"port-{number}")
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", "--port-file", port_file, "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=CLEAN)
    ready = json.loads(server.stdout.readline())
    with open(port_file, encoding="ascii") as file:
        text = file.read()
    check("the port file holds the port and a newline", text == f"{ready['port']}\n", text)
    check("the ready line names event, url, port, pid, seed, fake credentials",
          list(ready) == ["event", "url", "port", "pid", "seed", "environment", "accounts"]
          and ready["pid"] == server.pid and ready["environment"]["VERIFY_MOCK_URL"] == ready["url"]
          and set(ready["accounts"]) == {
              "D7_API_TOKEN", "PLIVO_AUTH_ID", "TWILIO_ACCOUNT_SID", "VONAGE_API_KEY"}
          and set(ready["accounts"]) < set(ready["environment"]), str(ready))
    with urllib.request.urlopen(ready["url"] + "/_mock/openapi.json", timeout=5) as answer:
        document = json.load(answer)
    check("the control API serves its own document",
          document["openapi"].startswith("3.1") and document["paths"])
    start = time.monotonic()
    server.send_signal(number)
    code = server.wait(10)
    check(f"signal {number} ends it with 0 within 2 s", code == 0 and time.monotonic() - start < 2,
          f"      exit {code} after {time.monotonic() - start:.2f} s: {server.stderr.read()}")

for path, code in (("/nothing/here", 1), ("/_mock/health", 0)):
    report = os.path.join(folder.name, f"serve-{code}.xml")
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", "0", "--json", "--report", f"junit={report}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=CLEAN)
    url = json.loads(server.stdout.readline())["url"]
    try:
        urllib.request.urlopen(url + path, timeout=5).close()
    except urllib.error.HTTPError:
        pass
    server.terminate()
    with_code = server.wait(10)
    with open(report, encoding="utf-8") as file:
        text = file.read()
    check(f"serve --report ends with {code} after GET {path}, and its report says why",
          with_code == code and f'failures="{code}"' in text and (path in text) == bool(code),
          f"      exit {with_code}\n{text}")

server = subprocess.Popen(
    [PROGRAM, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    env=CLEAN)
line = server.stdout.readline()
time.sleep(0.2)
server.terminate()
banner = line + server.stdout.read()
server.wait(10)
check("the banner is at most eight lines", 0 < len(banner.splitlines()) <= 8, banner)

server = subprocess.Popen(
    [PROGRAM, "serve", "--port", "0", "--host", "0.0.0.0", "--json"], stdout=subprocess.PIPE,
    stderr=subprocess.PIPE, text=True, env=CLEAN)
server.stdout.readline()
time.sleep(0.2)
server.terminate()
loud = server.communicate(timeout=10)[1]
check("listening elsewhere than on loopback is told loudly, with a token",
      "OPEN TO OTHER MACHINES" in loud and "token" in loud, loud)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
