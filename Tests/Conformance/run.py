"""`check` as its users run it: run.py PROGRAM [JUNIT-SCHEMA] [--all | --sample N] [--seed N].

Against the mock, against endpoints written apart from it with one defect at a time, and where
nothing may be sent at all. Of the defects in `d7.py` and `caller_ids.py` a sample of 20 is tried,
or all. Prints how many requests each run took; exits 1 on any surprise.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

import caller_ids
import d7
from service import serve

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("schema", nargs="?")
parser.add_argument("--all", action="store_true")
parser.add_argument("--sample", type=int, default=20)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--only", help="one stand-in, as NAME or NAME/DEFECT")
WORDS = parser.parse_args()
PROGRAM, SCHEMA = os.path.abspath(WORDS.program), WORDS.schema
HERE = pathlib.Path(__file__).resolve().parent
REPORTS = HERE.parent.parent / "Fixtures" / "reports"
SYSTEMS = ["plivo-verify", "plivo-caller-id", "d7-verify"]
CLEAN = {key: value for key, value in os.environ.items()
         if not key.startswith("VERIFY_MOCK") and not key.lower().endswith("_proxy")}
folder = pathlib.Path(tempfile.mkdtemp())
failed = 0


def expect(sentence, is_true, detail=""):
    global failed
    print(("ok    " if is_true else "FAIL  ") + sentence)
    if not is_true:
        failed += 1
        print(detail)


def check(*words):
    return subprocess.run([PROGRAM, "check", *words], capture_output=True, text=True, timeout=120,
                          cwd=folder, env=CLEAN)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}")


def summary(result):
    lines = [line for line in result.stdout.splitlines() if re.match(r"\S+: \d+ passed", line)]
    return lines[-1] if lines else result.stdout + result.stderr


def faithful():
    port = free_port()
    server = subprocess.Popen([PROGRAM, "serve", "--port", str(port), "--quiet"], env=CLEAN)
    try:
        wait_for(port)
        url = f"http://127.0.0.1:{port}"
        for system in SYSTEMS:
            result = check(system, "--url", url, "--callback-listen", "0")
            expect(f"nothing on the mock: {summary(result)}",
                   result.returncode == 0 and " 0 failed, 0 warned" in result.stdout,
                   result.stdout + result.stderr)
            contract = folder / f"{system}.json"
            shown = subprocess.run([PROGRAM, "contracts", "show", system], capture_output=True,
                                   text=True, check=True, env=CLEAN)
            contract.write_text(shown.stdout, encoding="utf-8")
            words = ["--auth", "MAXXXXXXXXXXXXXXXXXX:token"] if system != "d7-verify" else []
            result = check(contract.name, "--url", url, *words)
            expect(f"nothing by its contract alone: {summary(result)}",
                   result.returncode == 0 and " 0 failed, 0 warned" in result.stdout,
                   result.stdout + result.stderr)
        reports(url)
    finally:
        server.terminate()
        server.wait()


def reports(url):
    kinds = ["console", "junit", "json", "github", "markdown", "html", "har", "sarif"]
    words = [word for kind in kinds for word in ("--report", f"{kind}=report.{kind}")]
    check("plivo-verify", "--url", url, *words)
    expect("every report is written", all((folder / f"report.{kind}").exists() for kind in kinds))
    validate()


def validate():
    try:
        import jsonschema
        import xmlschema
    except ImportError as error:
        print(f"skip  reports are not held against their schemas: {error}")
        return
    document = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    schema = json.loads((REPORTS / "report.schema.json").read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(document))
    expect("the JSON report fits its schema", not errors, str(errors[:1]))
    if SCHEMA is None:
        print("skip  the JUnit report is not held against a schema: none was given")
        return
    public = xmlschema.XMLSchema(SCHEMA)
    for path in (folder / "report.junit", REPORTS / "junit.txt"):
        errors = list(public.iter_errors(str(path)))
        expect(f"{path.name} fits the public schema of JUnit reports", not errors, str(errors[:1]))


DEFECTS = {
    "": set(), "type": {"C02"}, "comma": {"C03"}, "text": {"C04"}, "time": {"C04"}, "case": {"C05"},
    "open": {"C09"}, "method": {"C12"}, "crash": {"C21"}, "rate": {"C26"}, "any": {"C28"},
    "again": {"C30"}, "tries": {"C32"}, "sum": {"C35"}, "offset": {"C36"}, "filter": {"C37"},
    "echo": {"C44"}, "lax": {"C18"}}


def elsewhere():
    for defect, wanted in DEFECTS.items():
        port, codes = free_port(), folder / f"codes-{defect}"
        server = subprocess.Popen([sys.executable, str(HERE / "standin.py"), str(port), str(codes),
                                   *([defect] if defect else [])])
        try:
            wait_for(port)
            line = f"grep \"^$VERIFY_MOCK_VERIFICATION \" '{codes}' | cut -d' ' -f2"
            report = folder / f"standin-{defect}.json"
            result = check("plivo-verify", "--url", f"http://127.0.0.1:{port}", "--otp-from",
                           "command:" + line, "--report", f"json={report}")
            found = {finding["check"] for finding in
                     json.loads(report.read_text(encoding="utf-8"))["findings"]}
            sentence = f"another's endpoint with the defect '{defect}'" if defect else \
                "another's endpoint without a defect"
            expect(f"{sentence}: {', '.join(sorted(found)) or 'nothing'}",
                   found == wanted and result.returncode == (1 if wanted else 0),
                   result.stdout + result.stderr)
        finally:
            server.terminate()
            server.wait()


STAND_INS = {
    "d7-verify": (d7.D7, d7.DEFECTS, d7.VARIANTS, ["--token-other", d7.D7.other]),
    "plivo-caller-id": (
        caller_ids.CallerIDs, caller_ids.DEFECTS, caller_ids.VARIANTS,
        ["--auth-other", "MAYYYYYYYYYYYYYYYYYY:another-fake-token"])}


def play(system, mark):
    """Checks a stand-in; returns the run and the checks of its failures and warnings."""
    kind, _, _, words = STAND_INS[system]
    codes = folder / f"codes-{system}-{mark}"
    codes.write_text("", encoding="utf-8")
    server, port = serve(kind(codes, [mark] if mark else []))
    try:
        line = f"grep \"^$VERIFY_MOCK_VERIFICATION \" '{codes}' | tail -n 1 | cut -d' ' -f2"
        report = folder / f"{system}-{mark}.json"
        report.unlink(missing_ok=True)
        begin = time.monotonic()
        result = check(system, "--url", f"http://127.0.0.1:{port}", "--otp-from",
                       "command:" + line, "--otp-timeout", "2s", "--report", f"json={report}",
                       *words)
        seconds = time.monotonic() - begin
        if not report.exists():
            return result, None, 0, seconds
        document = json.loads(report.read_text(encoding="utf-8"))
        found = {severity: {finding["check"] for finding in document["findings"]
                            if finding["severity"] == severity}
                 for severity in ("failure", "warning", "info")}
        return result, found, document["summary"]["requests"], seconds
    finally:
        server.shutdown()
        server.server_close()


def stand_ins():
    runs = [(system, mark) for system, (_, defects, variants, _) in STAND_INS.items()
            for mark in ["", *variants, *defects]]
    if WORDS.only:
        name, _, mark = WORDS.only.partition("/")
        runs = [run for run in runs if run[0] == name and (not mark or run[1] == mark)]
    elif not WORDS.all:
        defects = [run for run in runs if run[1] in STAND_INS[run[0]][1]]
        sample = random.Random(WORDS.seed).sample(defects, WORDS.sample)
        runs = [run for run in runs if run not in defects or run in sample]
    count = right = 0
    # Most of a run's time is waiting for a lifetime to pass.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        played = pool.map(lambda run: (*run, *play(*run)), runs)
    for system, mark, result, found, requests, seconds in played:
        wanted = STAND_INS[system][1].get(mark)
        sentence = f"{system} {mark or 'clean'}: "
        if found is None:
            expect(sentence + "no report", False, result.stdout + result.stderr)
            continue
        sentence += f"{', '.join(sorted(found['failure'])) or 'nothing'}"
        if found["warning"]:
            sentence += f" (warnings: {', '.join(sorted(found['warning']))})"
        sentence += f"; {requests} requests, {seconds:.1f} s"
        is_right = found["failure"] == ({wanted} if wanted else set())
        if not wanted:
            is_right = is_right and not found["warning"]
        else:
            count += 1
            right += is_right
        expect(sentence, is_right and result.returncode == (1 if wanted else 0)
               and requests <= 300, result.stdout + result.stderr)
    print(f"{right} of {count} defects of the stand-ins were found by their own check alone")


def shop():
    try:
        import shop as store
    except ImportError as error:
        print(f"skip  the FastAPI application: {error}")
        return
    right = 0
    for defect in ["", *store.DEFECTS]:
        port = free_port()
        contract = folder / "shop.json"
        contract.write_text(json.dumps(store.make().openapi()), encoding="utf-8")
        stop = store.serve(defect, port)
        report = folder / f"shop-{defect}.json"
        begin = time.monotonic()
        result = check(contract.name, "--url", f"http://127.0.0.1:{port}", "--token", store.TOKEN,
                       "--report", f"json={report}")
        seconds = time.monotonic() - begin
        stop()
        if not report.exists():
            expect(f"the shop {defect}: no report", False, result.stdout + result.stderr)
            continue
        document = json.loads(report.read_text(encoding="utf-8"))
        found = {finding["check"] for finding in document["findings"]
                 if finding["severity"] == "failure"}
        wanted = store.DEFECTS.get(defect, set())
        is_right = bool(found & wanted) if wanted else not found
        right += bool(wanted) and is_right
        expect(f"the shop {defect or 'clean'}: {', '.join(sorted(found)) or 'nothing'}; "
               f"{document['summary']['requests']} requests, {seconds:.1f} s",
               is_right, result.stdout + result.stderr)
    print(f"{right} of {len(store.DEFECTS)} defects of the shop were found")


def own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") else address


def silent():
    address = own_address()
    if address is None:
        print("skip  this machine has no address but loopback: nothing can be sent elsewhere")
        return
    listener = socket.create_server((address, 0))
    heard = []

    def listen():
        while True:
            try:
                heard.append(listener.accept())
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    url = f"http://{address}:{listener.getsockname()[1]}"
    result = check("plivo-verify", "--url", url, "--plan")
    expect("--plan prints what it would send and sends nothing",
           result.returncode == 0 and "requests" in result.stdout and not heard, result.stderr)
    result = check("plivo-verify", "--url", url)
    expect("without --live nothing is sent to another host: exit 4",
           result.returncode == 4 and "--live" in result.stderr and not heard, result.stderr)
    result = check("plivo-verify", "--url", url, "--live")
    expect("a live host is not asked with invented credentials: exit 2",
           result.returncode == 2 and "--auth" in result.stderr and not heard, result.stderr)
    socket.create_connection(listener.getsockname(), 5).close()
    for _ in range(100):
        if heard:
            break
        time.sleep(0.05)
    expect("the listener would have noticed", len(heard) == 1)
    listener.close()


if WORDS.only == "shop":
    shop()
elif WORDS.only:
    stand_ins()
else:
    faithful()
    elsewhere()
    stand_ins()
    shop()
    silent()
print(f"{failed} failed")
sys.exit(1 if failed else 0)
