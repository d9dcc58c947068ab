"""Three replicas behind nginx, as the article "Many replicas" configures them: run.py PROGRAM.

The configuration is the article's, word for word but for its ports. Needs nginx and the Python SDKs.
"""

import base64
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import direct7
import direct7.errors
import plivo
import plivo.exceptions
import plivo.rest.client

PROGRAM = sys.argv[1]
ROUNDS = int(os.environ.get("ROUNDS", "1000"))
ARTICLE = (pathlib.Path(__file__).resolve().parent.parent.parent
           / "Sources/VerifyMock/Documentation.docc/ManyReplicas.md")
PHONE = "+14155550100"
CLOCK = os.sysconf("SC_CLK_TCK")


def check(sentence, is_true, detail=""):
    if not is_true:
        raise SystemExit(f"FAIL  {sentence}\n      {detail}")
    print(f"ok    {sentence}", flush=True)


class Replica:
    def __init__(self):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--json", "--quiet"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    def metric(self, name):
        """The sum of a counter over its labels."""
        with urllib.request.urlopen(self.url + "/_mock/metrics") as answer:
            return sum(float(line.rsplit(" ", 1)[1]) for line in answer.read().decode().splitlines()
                       if re.match(name + r"[{ ]", line))

    def seconds(self):
        """The processor's time that it has used."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK

    def memory(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss_Anon:\s+(\d+)", text, re.M).group(1)) * 1024


class Balancer:
    """nginx with the article's configuration, in a folder of its own."""

    def __init__(self, folder, replicas):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        text = re.search(r"```nginx\n(.*?)```", ARTICLE.read_text(encoding="utf-8"), re.S).group(1)
        ports = {str(8401 + index): str(one.port) for index, one in enumerate(replicas)}
        ports["8374"] = str(self.port)
        text = re.sub(r":(\d{4});", lambda match: f":{ports[match[1]]};", text)
        configuration = folder / "nginx.conf"
        configuration.write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
            f"worker_processes 1; {'user root;' if os.geteuid() == 0 else ''}\n"
            "events { worker_connections 1024; }\n"
            "http { access_log off; "
            + "".join(f"{name}_temp_path {folder}/{name};"
                      for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + "\n" + text + "}\n")
        self.process = subprocess.Popen(
            [shutil.which("nginx") or "/usr/sbin/nginx", "-p", folder, "-c", configuration])
        self.url = f"http://127.0.0.1:{self.port}"
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("nginx does not listen: " + (folder / "errors").read_text())


class Account:
    """One credential, whose requests and control calls go through the balancer."""

    def __init__(self, balancer, number, is_bearer=False):
        self.balancer, self.number = balancer, number
        if is_bearer:
            self.name = f"token-of-job-{number}"
            self.field = "Bearer " + self.name
        else:
            self.name = f"MA{number:018d}"
            self.field = "Basic " + base64.b64encode(f"{self.name}:secret".encode()).decode()

    def call(self, method, path, body=None, link=None, url=None):
        """Status and answer; through the balancer unless an address of a replica is given."""
        fields = {"Authorization": self.field, "Content-Type": "application/json",
                  "X-Verify-Mock-Account": self.name}
        if not path.startswith("/_mock"):
            del fields["X-Verify-Mock-Account"]
        data = None if body is None else json.dumps(body)
        host = (url or self.balancer.url).removeprefix("http://")
        connection = link or http.client.HTTPConnection(host, timeout=30)
        connection.request(method, path, data, fields)
        answer = connection.getresponse()
        text = answer.read()
        if link is None:
            connection.close()
        return answer.status, json.loads(text) if text else None

    def sessions(self, rest=""):
        return f"/v1/Account/{self.name}/Verify/Session/{rest}"

    def code(self, recipient=PHONE):
        status, body = self.call("GET", "/_mock/inbox?wait=2s&recipient=%2B" + recipient[1:])
        assert status == 200, (status, body)
        return body["items"][0]["code"]

    def client(self):
        return plivo.RestClient(self.name, "secret").verify_session


def flows(balancer):
    """Five flows with the providers' own clients, each with its account."""
    plivo.rest.client.PLIVO_API_BASE_URI = balancer.url + "/v1/Account"

    def d7(account):
        client = direct7.Client(api_token=account.name)
        client.host(balancer.url)
        return client.verify

    account = Account(balancer, 1)
    made = account.client().create(recipient=PHONE)
    account.client().validate(made.session_uuid, otp=account.code())
    check("flow 1: the code that was sent is accepted",
          account.client().get(made.session_uuid).status == "verified")

    account = Account(balancer, 2)
    status, _ = account.call("PUT", "/_mock/scenario", {"scenario": "plivo-verify/wrong-code"})
    made = account.client().create(recipient=PHONE)
    try:
        account.client().validate(made.session_uuid, otp=account.code())
        refused = False
    except plivo.exceptions.PlivoRestError:
        refused = True
    check("flow 2: a scenario of one account, by the control API through the balancer", refused)

    account = Account(balancer, 3)
    made = account.client().create(recipient=PHONE)
    status, _ = account.call("POST", "/_mock/clock", {"advance": "11m"})
    check("flow 3: a clock of one account, by the control API through the balancer",
          status == 200 and account.client().get(made.session_uuid).status == "expired")

    account = Account(balancer, 4, is_bearer=True)
    made = d7(account).send_otp(originator="SignOTP", recipient=PHONE, content="Your code is: {}")
    check("flow 4: another provider, with a bearer token",
          d7(account).verify_otp(made["otp_id"], account.code()) == {"status": "APPROVED"})

    account = Account(balancer, 5)
    for number in range(3):
        account.client().create(recipient=f"+1415555010{number}")
    check("flow 5: a list has the account's sessions and no others",
          len(account.client().list().sessions) == 3)


def race(balancer, replicas):
    """Eight simultaneous right codes a round: exactly one is accepted."""
    links = [http.client.HTTPConnection("127.0.0.1", balancer.port, timeout=30) for _ in range(8)]
    rounds = []
    for index in range(ROUNDS):
        account = Account(balancer, 1000 + index // 10)
        recipient = f"+1415555{2000 + index:04d}"
        _, made = account.call("POST", account.sessions(), {"recipient": recipient}, links[0])
        rounds.append((account, account.sessions(made["session_uuid"] + "/"), account.code(recipient)))
    barrier = threading.Barrier(8)
    results = [[0] * ROUNDS for _ in links]

    def run(worker):
        for index, (account, path, code) in enumerate(rounds):
            barrier.wait()
            results[worker][index], _ = account.call("POST", path, {"otp": code}, links[worker])

    before = sum(one.seconds() for one in replicas)
    threads = [threading.Thread(target=run, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cost = (sum(one.seconds() for one in replicas) - before) / (8 * ROUNDS)
    accepted = [sum(result[index] == 200 for result in results) for index in range(ROUNDS)]
    check(f"{ROUNDS} rounds of eight simultaneous right codes: one is accepted in each",
          accepted == [1] * ROUNDS, str([n for n in accepted if n != 1][:10]))
    print(f"      a request costs {cost * 1e6:.0f} µs of a replica's processor", flush=True)


def apart(balancer, replicas):
    accounts = [Account(balancer, 5000 + number) for number in range(60)]
    for account in accounts:
        status, account.made = account.call("POST", account.sessions(), {"recipient": PHONE})
        assert status == 202, status
    for account in accounts:
        account.homes = [one for one in replicas if account.call(
            "GET", f"/_mock/verifications?account={account.name}", url=one.url)[1]["items"]]
    check("each account is on one replica", all(len(one.homes) == 1 for one in accounts))
    shares = [sum(one.homes == [replica] for one in accounts) for replica in replicas]
    check(f"every replica has accounts: {shares}", min(shares) > 0)
    for replica in replicas:
        with urllib.request.urlopen(replica.url + "/_mock/health") as answer:
            assert json.load(answer)["status"] == "ready"
    return accounts


def death(accounts, replicas):
    dead = replicas[0]
    dead.process.send_signal(signal.SIGKILL)
    dead.process.wait()
    lost = [one for one in accounts if one.homes == [dead]]
    kept = [one for one in accounts if one.homes != [dead]]

    def look(account):
        return account.call("GET", account.sessions(account.made["session_uuid"] + "/"))[0]

    check(f"a replica is killed: its {len(lost)} accounts have lost their sessions, with a 404",
          [look(one) for one in lost] == [404] * len(lost))
    check(f"the {len(kept)} accounts of the others go on",
          [look(one) for one in kept] == [200] * len(kept))
    check("the accounts of the dead one send and verify again",
          all(verifies(one) for one in lost))
    # It comes back empty, on its port.
    return dead


def verifies(account):
    _, made = account.call("POST", account.sessions(), {"recipient": PHONE})
    path = account.sessions(made["session_uuid"] + "/")
    return account.call("POST", path, {"otp": account.code()})[0] == 200


def memory():
    """What an account and a live verification take, in a process that does nothing else."""
    replica = Replica()
    direct = type("Direct", (), {"url": replica.url})
    link = http.client.HTTPConnection("127.0.0.1", replica.port, timeout=30)

    def send(account, number):
        status, _ = account.call("POST", account.sessions(),
                                 {"recipient": f"+1{2000000000 + number}"}, link)
        assert status == 202, status

    one = Account(direct, 1)
    # The journal is full and every table is warm.
    for number in range(5000):
        send(one, number)
    start = replica.memory()
    for number in range(5000):
        send(Account(direct, 100 + number), number)
    accounts = replica.memory()
    for number in range(5000, 10_000):
        send(one, number)
    verifications = replica.memory()
    print(f"      an account with a verification takes {(accounts - start) / 5000 / 1024:.1f} KiB, "
          f"a further verification {(verifications - accounts) / 5000 / 1024:.1f} KiB", flush=True)
    replica.process.terminate()
    replica.process.wait(10)


def main():
    if not (shutil.which("nginx") or os.path.exists("/usr/sbin/nginx")):
        print("skip  replicas: this machine has no nginx")
        return
    with tempfile.TemporaryDirectory() as folder:
        replicas = [Replica() for _ in range(3)]
        balancer = Balancer(pathlib.Path(folder), replicas)
        try:
            flows(balancer)
            race(balancer, replicas)
            accounts = apart(balancer, replicas)
            death(accounts, replicas)
        finally:
            balancer.process.terminate()
            balancer.process.wait(10)
            for one in replicas:
                if one.process.poll() is None:
                    one.process.terminate()
                    one.process.wait(10)
    memory()


if __name__ == "__main__":
    main()
