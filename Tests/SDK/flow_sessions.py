"""Sessions through plivo.RestClient: the five scenarios, every operation, every refusal."""

import time

import plivo.exceptions as errors
from harness import PlivoAccount, SERVER, contains, equal, raises, test

PHONE = "+14155550100"


@test("otp-sent: create, read the code from the inbox, validate, get")
def otp_sent():
    account = PlivoAccount("plivo-verify/otp-sent")
    made = account.sessions.create(recipient=PHONE, channel="sms")
    equal(made.message, "Session initiated")
    equal(len(made.api_id), 36)
    before = account.sessions.get(made.session_uuid)
    equal(before.status, "in-progress")
    equal(before.recipient, "14155550100")
    equal(before.charges["validation_charge"], "0.0000")
    done = account.sessions.validate(made.session_uuid, account.code(PHONE))
    equal(done.message, "session validated successfully.")
    after = account.sessions.get(made.session_uuid)
    equal(after.status, "verified")
    equal(after.charges["validation_charge"], "0.0500")
    equal(after.count, 1)


@test("wrong-code: the first two checks are refused even if right, the next right one is approved")
def wrong_code():
    account = PlivoAccount("plivo-verify/wrong-code")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    for _ in range(2):
        raises(errors.ValidationError,
               lambda: account.sessions.validate(made.session_uuid, code), "incorrect otp")
    wrong = "000000" if code != "000000" else "111111"
    raises(errors.ValidationError, lambda: account.sessions.validate(made.session_uuid, wrong))
    equal(account.sessions.get(made.session_uuid).status, "in-progress")
    account.sessions.validate(made.session_uuid, code)


@test("expired: the check is refused, and the session says so")
def expired():
    account = PlivoAccount("plivo-verify/expired")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    raises(errors.ValidationError,
           lambda: account.sessions.validate(made.session_uuid, code), "expired")
    equal(account.sessions.get(made.session_uuid).status, "expired")


@test("expiry without a scenario: the clock is advanced past ten minutes")
def expiry():
    account = PlivoAccount()
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    account.advance("599s")
    equal(account.sessions.get(made.session_uuid).status, "in-progress")
    account.advance("2s")
    raises(errors.ValidationError,
           lambda: account.sessions.validate(made.session_uuid, code), "session expired")
    equal(account.sessions.get(made.session_uuid).status, "expired")


@test("already-verified: by the scenario, and truthfully by a second right check")
def already_verified():
    account = PlivoAccount("plivo-verify/already-verified")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    raises(errors.ValidationError,
           lambda: account.sessions.validate(made.session_uuid, code), "already verified")
    truthful = PlivoAccount()
    made = truthful.sessions.create(recipient=PHONE)
    code = truthful.code(PHONE)
    truthful.sessions.validate(made.session_uuid, code)
    raises(errors.ValidationError,
           lambda: truthful.sessions.validate(made.session_uuid, code), "already verified")


@test("rate-limited: the SDK loses the 429's body and names its status")
def rate_limited():
    account = PlivoAccount("plivo-verify/rate-limited")
    raises(errors.PlivoRestError, lambda: account.sessions.create(recipient=PHONE), "429")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    raises(errors.PlivoRestError,
           lambda: account.sessions.validate(made.session_uuid, code), "429")
    account.sessions.validate(made.session_uuid, code)


@test("attempts-exhausted, and ten documented validations without a scenario")
def checks_exhausted():
    account = PlivoAccount("plivo-verify/attempts-exhausted")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    for _ in range(2):
        raises(errors.ValidationError, lambda: account.sessions.validate(made.session_uuid, code))
    raises(errors.PlivoRestError, lambda: account.sessions.validate(made.session_uuid, code), "429")
    truthful = PlivoAccount()
    made = truthful.sessions.create(recipient=PHONE)
    code = truthful.code(PHONE)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(10):
        raises(errors.ValidationError, lambda: truthful.sessions.validate(made.session_uuid, wrong))
    raises(errors.PlivoRestError, lambda: truthful.sessions.validate(made.session_uuid, code), "429")


@test("each refusal is the SDK's own exception")
def refusals():
    account = PlivoAccount()
    raises(errors.ValidationError, lambda: account.sessions.create(recipient="abc"), "recipient")
    raises(errors.ValidationError,
           lambda: account.sessions.create(recipient=PHONE, code_length=9), "code_length")
    unknown = "00000000-0000-4000-8000-000000000000"
    raises(errors.ResourceNotFoundError, lambda: account.sessions.get(unknown), "not found")
    raises(errors.ResourceNotFoundError, lambda: account.sessions.validate(unknown, "123456"))
    made = account.sessions.create(recipient=PHONE)
    raises(errors.ValidationError, lambda: account.sessions.validate(made.session_uuid), "otp")
    wrong = PlivoAccount(token="invalid-token")
    raises(errors.AuthenticationError, lambda: wrong.sessions.create(recipient=PHONE))
    raises(errors.AuthenticationError, lambda: wrong.sessions.list())
    raises(errors.GeoPermissionError,
           lambda: PlivoAccount("plivo-verify/geo-blocked").sessions.create(recipient=PHONE))
    raises(errors.AuthenticationError,
           lambda: PlivoAccount("plivo-verify/unauthorized").sessions.create(recipient=PHONE))
    raises(errors.PlivoServerError,
           lambda: PlivoAccount("plivo-verify/outage").sessions.create(recipient=PHONE))


@test("flaky and malformed-response reach the SDK as they would from the wire")
def broken():
    import requests

    account = PlivoAccount("plivo-verify/flaky")
    raises(errors.PlivoServerError, lambda: account.sessions.create(recipient=PHONE))
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    raises(requests.exceptions.ConnectionError,
           lambda: account.sessions.validate(made.session_uuid, code))
    account.sessions.validate(made.session_uuid, code)
    account = PlivoAccount("plivo-verify/malformed-response")
    made = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    equal(account.sessions.validate(made.session_uuid, code), None, "a cut-off body")
    raises(errors.PlivoRestError, lambda: account.sessions.validate(made.session_uuid, code), "502")
    account.sessions.validate(made.session_uuid, code)


@test("slow: answers come late but whole")
def slow():
    import time

    account = PlivoAccount("plivo-verify/slow")
    start = time.monotonic()
    made = account.sessions.create(recipient=PHONE)
    took = time.monotonic() - start
    if not 1.9 < took < 4:
        raise AssertionError(f"a send took {took:.2f} s, not 2")
    account.sessions.validate(made.session_uuid, account.code(PHONE))


@test("a second create before the expiry joins the session with the same code")
def join():
    account = PlivoAccount("plivo-verify/resend")
    first = account.sessions.create(recipient=PHONE)
    code = account.code(PHONE)
    second = account.sessions.create(recipient=PHONE, channel="voice")
    equal(second.session_uuid, first.session_uuid)
    equal([one["code"] for one in account.inbox(PHONE)], [code, code])
    session = account.sessions.get(first.session_uuid)
    equal((session.count, session.channel), (2, "voice"))
    equal([one["channel"] for one in session.attempt_details], ["sms", "voice"])
    account.advance("1m")
    session = account.sessions.get(first.session_uuid)
    equal([one["status"] for one in session.attempt_details], ["delivered", "answer"])


@test("create takes every argument: code length, own code, brand, app, locale")
def arguments():
    account = PlivoAccount()
    app = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    made = account.sessions.create(
        recipient=PHONE, channel="sms", method="POST", url="http://127.0.0.1:9/cb", app_uuid=app,
        locale="en_US", brand_name="Acme", app_hash="abc123", code_length=8, dtmf=4,
        fraud_check="disabled")
    equal(len(account.code(PHONE)), 8)
    equal(account.sessions.get(made.session_uuid).app_uuid, app)
    other = "+14155550107"
    made = account.sessions.create(recipient=other, otp="0042")
    equal(account.code(other), "0042")
    account.sessions.validate(made.session_uuid, "0042")
    contains(account.inbox(PHONE)[0]["text"], "abc123", "the message")
    contains(account.inbox(PHONE)[0]["text"], "your Acme verification code", "the message")


@test("list: filters by status, recipient, country and time; pages newest first")
def listing():
    account = PlivoAccount("plivo-verify/history")
    # Without a filter by time the list has the last 24 hours.
    equal(len(account.sessions.list().sessions), 3)
    begin = time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() - 60 * 86_400))
    whole = account.sessions.list(session_time__gte=begin)
    equal(len(whole.sessions), 5)
    equal((whole.meta["limit"], whole.meta["offset"]), (20, 0))
    equal((whole.meta["next"], whole.meta["previous"]), (None, None))
    page = account.sessions.list(limit=2, offset=2, session_time__gte=begin)
    equal([one.session_uuid for one in page.sessions],
          [one.session_uuid for one in whole.sessions[2:4]])
    contains(page.meta["next"], "limit=2&offset=4", "meta.next")
    contains(page.meta["previous"], "limit=2&offset=0", "meta.previous")
    equal(len(account.sessions.list(status="verified", session_time__gte=begin).sessions), 2)
    equal(len(account.sessions.list(status="expired", session_time__gte=begin).sessions), 2)
    equal(len(account.sessions.list(status="in-progress").sessions), 1)
    equal(len(account.sessions.list(recipient="+14155550104").sessions), 1)
    equal(len(account.sessions.list(country="GB").sessions), 1)
    created = sorted(one.created_at for one in whole.sessions)
    third = created[2].replace("T", " ").rstrip("Z")
    equal(len(account.sessions.list(session_time__gte=third).sessions), 3)
    equal(len(account.sessions.list(session_time__gt=third).sessions), 2)
    equal(len(account.sessions.list(session_time__lt=third).sessions), 2)
    equal(len(account.sessions.list(session_time__lte=third).sessions), 3)
    equal(len(account.sessions.list(session_time=third).sessions), 1)
    equal(len(account.sessions.list(offset=5).sessions), 0)
    # The client lets a subaccount's id pass alone; the account's own name is all of its sessions.
    equal(len(account.sessions.list(subaccount="SAXXXXXXXXXXXXXXXXXX").sessions), 0)
    for own in (account.credential, account.token):
        reply = account.http("GET", f"Verify/Session/?subaccount={own}")
        equal(len(reply.json["sessions"]), 3)
    equal(len(account.sessions.list(alias="some app").sessions), 0)


@test("list: twenty a minute, then 429, then again after a minute")
def list_rate():
    account = PlivoAccount()
    for _ in range(20):
        account.sessions.list()
    raises(errors.PlivoRestError, lambda: account.sessions.list(), "429")
    account.advance("61s")
    account.sessions.list()


@test("undelivered, voice fallback and fraud-blocked show in the attempts")
def deliveries():
    account = PlivoAccount("plivo-verify/undelivered")
    made = account.sessions.create(recipient=PHONE)
    equal(account.inbox(PHONE), [])
    account.advance("10s")
    equal(account.sessions.get(made.session_uuid).attempt_details[0]["status"], "undelivered")
    account = PlivoAccount("plivo-verify/fraud-blocked")
    made = account.sessions.create(recipient=PHONE)
    account.advance("10s")
    session = account.sessions.get(made.session_uuid)
    equal(session.attempt_details[0]["status"], "failed")
    equal(session.charges["total_charge"], "0")


@test("an integer code is taken, and the journal holds no secret")
def journal():
    account = PlivoAccount(token="a-very-secret-token-17")
    made = account.sessions.create(recipient=PHONE)
    account.sessions.validate(made.session_uuid, account.code(PHONE))
    import base64
    import json

    text = json.dumps(account.requests())
    for secret in (account.token, account.basic.split()[1]):
        if secret in text:
            raise AssertionError("the journal shows a credential")
    operations = [one["operation"] for one in account.requests()]
    equal(operations, ["createSession", "validateSession"])
    equal([one["violations"] for one in account.requests()], [[], []])
