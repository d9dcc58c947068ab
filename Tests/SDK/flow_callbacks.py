"""Status callbacks, received by a real HTTP server and held against the SDK's own signature checks."""

import time

from harness import PlivoAccount, Receiver, contains, equal, test
from plivo.utils import validate_signature
from plivo.utils.signature_v3 import validate_v3_signature

PHONE = "+14155550100"
FIELDS = ["AttemptSequence", "AttemptUUID", "Channel", "ChannelErrorCode", "ChannelStatus",
          "Recipient", "RequestTime", "SessionStatus", "SessionUUID"]


def check_signatures(call, url, token):
    headers = call["headers"]
    for name in ("X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2"):
        nonce = headers["X-Plivo-Signature-V2-Nonce"]
        if not validate_signature(url, nonce, headers[name], token):
            raise AssertionError(f"{name} does not hold")
        if validate_signature(url, nonce, headers[name], "another-token"):
            raise AssertionError(f"{name} holds for any token")
    for name in ("X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3"):
        nonce = headers["X-Plivo-Signature-V3-Nonce"]
        fields = dict(call["fields"]) if call["method"] == "POST" else {}
        uri = url if call["method"] == "POST" else "http://" + headers["Host"] + call["path"]
        if not validate_v3_signature(call["method"], uri, nonce, token, headers[name], fields):
            raise AssertionError(f"{name} does not hold")
        if validate_v3_signature(call["method"], uri, nonce, "another-token", headers[name],
                                 dict(fields)):
            raise AssertionError(f"{name} holds for any token")


def play(method, suffix=""):
    receiver = Receiver()
    try:
        account = PlivoAccount()
        made = account.sessions.create(recipient=PHONE, url=receiver.url + suffix, method=method)
        account.advance("11m")
        equal([(one["fields"]["ChannelStatus"], one["fields"]["SessionStatus"])
               for one in receiver.calls],
              [("queued", "in-progress"), ("sent", "in-progress"), ("delivered", "in-progress"),
               ("delivered", "expired")], "callbacks in order")
        for call in receiver.calls:
            equal(call["method"], method)
            equal(sorted(name for name in call["fields"] if name[0].isupper()), FIELDS)
            equal(call["fields"]["SessionUUID"], made.session_uuid)
            equal(call["fields"]["Recipient"], "14155550100")
            check_signatures(call, receiver.url + suffix, account.token)
            if method == "POST":
                contains(call["headers"]["Content-Type"], "application/x-www-form-urlencoded")
            else:
                equal(call["body"], "")
        logged = account.control("GET", "callbacks")["items"]
        equal([[one["status"] for one in entry["attempts"]] for entry in logged], [[200]] * 4)
        equal([entry["fields"]["ChannelStatus"] for entry in logged],
              ["queued", "sent", "delivered", "delivered"])
    finally:
        receiver.stop()


@test("POST: all nine attributes as a form, in order, signed V2 and V3")
def post():
    play("POST")


@test("GET: all nine attributes in the query, in order, signed V2 and V3")
def get():
    play("GET")


@test("a callback URL with a query keeps it, and the signatures cover it")
def query():
    play("POST", "?x=1&a=2")
    play("GET", "?x=1&a=2")


@test("an answer other than 2xx is tried again after 60, 120 and 240 seconds, then given up")
def retries():
    receiver = Receiver([500, 200, 200, 500, 500, 500])
    try:
        account = PlivoAccount()
        account.sessions.create(recipient=PHONE, url=receiver.url)
        receiver.wait_for(1)
        for step, count in (("59s", 3), ("2s", 4), ("118s", 4), ("3s", 5), ("237s", 5), ("4s", 6)):
            account.advance(step)
            equal(len(receiver.calls), count, f"calls after {step} more")
        statuses = [call["fields"]["ChannelStatus"] for call in receiver.calls]
        equal(statuses, ["queued", "sent", "delivered"] + ["queued"] * 3,
              "the later events come at their own times")
        logged = account.control("GET", "callbacks")["items"]
        equal([one["status"] for one in logged[0]["attempts"]], [500] * 4)
        equal(logged[0]["ended"], True)
    finally:
        receiver.stop()


@test("one failure, then success: two tries of the first callback only")
def retried_once():
    receiver = Receiver([503])
    try:
        account = PlivoAccount()
        account.sessions.create(recipient=PHONE, url=receiver.url)
        account.advance("2m")
        equal([call["fields"]["ChannelStatus"] for call in receiver.calls],
              ["queued", "sent", "delivered", "queued"])
        for call in receiver.calls:
            check_signatures(call, receiver.url, account.token)
    finally:
        receiver.stop()


@test("a receiver that is not there is tried and logged, and delays no response")
def unreachable():
    account = PlivoAccount()
    start = time.monotonic()
    account.sessions.create(recipient=PHONE, url="http://127.0.0.1:9/cb")
    if time.monotonic() - start > 1:
        raise AssertionError("the response waited for the callback")
    account.advance("61s")
    attempts = account.control("GET", "callbacks")["items"][0]["attempts"]
    if len(attempts) < 2 or "error" not in attempts[0]:
        raise AssertionError(f"attempts: {attempts}")


@test("a target elsewhere than on loopback is not called, and the log says so")
def elsewhere():
    account = PlivoAccount()
    account.sessions.create(recipient=PHONE, url="http://192.0.2.1/cb")
    account.advance("1s")
    attempts = account.control("GET", "callbacks")["items"][0]["attempts"]
    contains(attempts[0]["error"], "callbacks-to")


@test("fraud-blocked tells error 452; callback-verified tells the approval")
def special():
    receiver = Receiver()
    try:
        account = PlivoAccount("plivo-verify/fraud-blocked")
        account.sessions.create(recipient=PHONE, url=receiver.url)
        account.advance("5s")
        equal([(call["fields"]["ChannelStatus"], call["fields"]["ChannelErrorCode"])
               for call in receiver.calls], [("queued", ""), ("failed", "452")])
        receiver.calls.clear()
        account = PlivoAccount()
        account.use("plivo-verify/otp-sent", quirks=["callback-verified"])
        made = account.sessions.create(recipient=PHONE, url=receiver.url)
        account.advance("5s")
        account.sessions.validate(made.session_uuid, account.code(PHONE))
        account.advance("1s")
        equal(receiver.calls[-1]["fields"]["SessionStatus"], "verified")
    finally:
        receiver.stop()
