"""Accounts that never meet, simultaneous checks, and tests in parallel."""

import os
import threading

import plivo
import plivo.exceptions as errors
from harness import (D7Account, PlivoAccount, SERVER, equal, http_call, raises, test, together)

PHONE = "+14155550100"


@test("eight simultaneous right codes, 300 rounds: exactly one approval each time")
def race():
    rounds = int(os.environ.get("ROUNDS", "1000"))
    import http.client
    import harness

    account = PlivoAccount()
    links = [http.client.HTTPConnection("127.0.0.1", harness.SERVER.port, timeout=20)
             for _ in range(8)]
    paths = []
    for index in range(rounds):
        if index % 200 == 0:
            account = PlivoAccount()
        recipient = f"+1415555{2000 + index:04d}"
        made = account.http("POST", "Verify/Session/", {"recipient": recipient},
                            connection=links[0]).json
        paths.append((account, made["session_uuid"], account.code(recipient)))
    barrier = threading.Barrier(8)
    results = [[None] * rounds for _ in range(8)]

    def run(worker):
        for index, (account, uuid, code) in enumerate(paths):
            barrier.wait()
            results[worker][index] = account.http(
                "POST", f"Verify/Session/{uuid}/", {"otp": code}, connection=links[worker])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index in range(rounds):
        replies = [results[worker][index] for worker in range(8)]
        statuses = sorted(reply.status for reply in replies)
        if statuses != [200] + [400] * 7:
            raise AssertionError(f"round {index}: {replies}")
        for reply in replies:
            if reply.status == 400:
                equal(reply.json["error"], "session already verified")
    for link in links:
        link.close()


@test("eight threads of the SDK with one right code: one result, seven ValidationErrors")
def race_by_sdk():
    for _ in range(10):
        account = PlivoAccount()
        uuid = account.sessions.create(recipient=PHONE).session_uuid
        code = account.code(PHONE)
        clients = [plivo.RestClient(account.credential, account.token) for _ in range(8)]
        results = together(8, lambda i: clients[i].verify_session.validate(uuid, code))
        kinds = sorted(type(one).__name__ for one in results)
        equal(kinds, ["ResponseObject"] + ["ValidationError"] * 7)


@test("two accounts never see each other's sessions, scenario, clock, inbox or journal")
def apart():
    one, two = PlivoAccount("plivo-verify/wrong-code"), PlivoAccount()
    first = one.sessions.create(recipient=PHONE).session_uuid
    second = two.sessions.create(recipient=PHONE).session_uuid
    if first == second:
        raise AssertionError("the accounts share a session")
    equal(len(one.inbox(PHONE)), 1)
    equal(len(two.inbox(PHONE)), 1)
    raises(errors.ResourceNotFoundError, lambda: two.sessions.get(first))
    raises(errors.ResourceNotFoundError,
           lambda: two.sessions.validate(first, one.code(PHONE)))
    one.advance("11m")
    equal(one.sessions.get(first).status, "expired")
    equal(two.sessions.get(second).status, "in-progress")
    two.sessions.validate(second, two.code(PHONE))
    equal(len(one.sessions.list().sessions), 1)
    equal(one.requests("validateSession"), [])
    equal([entry["account"] for entry in two.requests("validateSession")], [two.credential] * 2)
    one.control("POST", "reset")
    equal(one.inbox(), [])
    equal(len(two.inbox()), 1)


@test("a caller id and a d7 id of one account mean nothing to another")
def apart_elsewhere():
    one, two = PlivoAccount(), PlivoAccount()
    started = one.callers.initiate_verify(phone_number=PHONE)
    raises(errors.ResourceNotFoundError,
           lambda: two.callers.verify_caller_id(started.verification_uuid, one.code(PHONE)))
    one.callers.verify_caller_id(started.verification_uuid, one.code(PHONE))
    raises(errors.ResourceNotFoundError, lambda: two.callers.get_verified_caller_id(PHONE))
    from direct7 import errors as d7_errors

    first, second = D7Account(), D7Account()
    made = first.verify.send_otp("SignOTP", PHONE)
    raises(d7_errors.NotFoundError, lambda: second.verify.get_status(made["otp_id"]))


@test("the credential of one account does not open the path of another")
def mismatch():
    one, two = PlivoAccount(), PlivoAccount()
    reply = http_call("GET", two.path("Verify/Session/"), None, [("Authorization", one.basic)])
    equal(reply.status, 401)


@test("two tests in parallel, each with a scenario in its headers, one account")
def headers():
    account = PlivoAccount()

    def play(index):
        scenario = ("plivo-verify/wrong-code", "plivo-verify/expired")[index % 2]
        recipient = f"+1415555{3000 + index:04d}"
        client = plivo.RestClient(account.credential, account.token)
        client.session.headers["X-Verify-Mock-Scenario"] = scenario
        uuid = client.verify_session.create(recipient=recipient).session_uuid
        code = account.code(recipient)
        seen = []
        for _ in range(3):
            try:
                seen.append(client.verify_session.validate(uuid, code).message)
            except errors.ValidationError as error:
                seen.append(str(error))
        return seen

    for index, seen in enumerate(together(6, play)):
        if isinstance(seen, Exception):
            raise seen
        wanted = (["incorrect otp", "incorrect otp", "session validated successfully."],
                  ["session expired"] * 3)[index % 2]
        equal(seen, wanted, f"test {index}")


@test("the journal proves a call: 200 when met, 409 with near misses when not")
def verify():
    account = PlivoAccount()
    account.sessions.create(recipient=PHONE)
    met = account.control("POST", "verify", {"operation": "createSession", "recipient": PHONE,
                                             "times": 1})
    equal(met["count"], 1)
    unmet = account.control("POST", "verify", {"operation": "validateSession", "recipient": PHONE},
                            wanted=(409,))
    equal((unmet["count"], unmet["nearMisses"][0]["operation"]), (0, "createSession"))


@test("magic recipients reach a scenario without any setting")
def magic():
    account = PlivoAccount()
    expiring = "+15005550023"
    uuid = account.sessions.create(recipient=expiring).session_uuid
    raises(errors.ValidationError,
           lambda: account.sessions.validate(uuid, account.code(expiring)), "expired")
    # The code is asked for again, and that one is in time.
    uuid = account.sessions.create(recipient=expiring).session_uuid
    account.sessions.validate(uuid, account.code(expiring))
    raises(errors.AuthenticationError, lambda: account.sessions.create(recipient="+15005550090"))
    # Numbers that people take for examples are ordinary ones.
    uuid = account.sessions.create(recipient="+14155550123").session_uuid
    account.sessions.validate(uuid, account.code("+14155550123"))
