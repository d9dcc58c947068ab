"""direct7's own client: every operation, both versions, and what it raises."""

import json
import uuid

from direct7 import errors
from harness import D7Account, contains, equal, raises, test

PHONE = "+14155550100"


def send(account, **more):
    return account.verify.send_otp(
        originator="SignOTP", recipient=PHONE, content="Your code is: {}", **more)


def wrong(code):
    return "000000" if code != "000000" else "111111"


@test("otp-sent: send, status, verify, status")
def otp_sent():
    account = D7Account("d7-verify/otp-sent")
    made = send(account, expiry=600, data_coding="text")
    equal((made["status"], made["expiry"]), ("OPEN", 600))
    uuid.UUID(made["otp_id"])
    equal(account.inbox(PHONE)[0]["account"], account.name)
    code = account.code(PHONE)
    equal(account.inbox(PHONE)[0]["text"], f"Your code is: {code}")
    equal(account.verify.get_status(made["otp_id"]), {"status": "OPEN"})
    equal(account.verify.verify_otp(made["otp_id"], code), {"status": "APPROVED"})
    equal(account.verify.get_status(made["otp_id"]), {"status": "APPROVED"})
    equal(account.verify.verify_otp(made["otp_id"], code), {"status": "ALREADY_VERIFIED"})


@test("wrong-code and expired are a 400 that the client raises as BadRequest")
def refused():
    account = D7Account("d7-verify/wrong-code")
    made = send(account)
    code = account.code(PHONE)
    for _ in range(2):
        raises(errors.BadRequest, lambda: account.verify.verify_otp(made["otp_id"], code),
               "INVALID_OTP_CODE")
    equal(account.verify.verify_otp(made["otp_id"], code), {"status": "APPROVED"})
    account = D7Account()
    made = send(account, expiry=60)
    code = account.code(PHONE)
    account.advance("61s")
    raises(errors.BadRequest, lambda: account.verify.verify_otp(made["otp_id"], code))
    equal(account.verify.get_status(made["otp_id"]), {"status": "EXPIRED"})
    account = D7Account("d7-verify/expired")
    made = send(account)
    raises(errors.BadRequest,
           lambda: account.verify.verify_otp(made["otp_id"], account.code(PHONE)))


@test("already-verified and the verdicts in a 200")
def verdicts():
    account = D7Account("d7-verify/already-verified")
    made = send(account)
    equal(account.verify.verify_otp(made["otp_id"], account.code(PHONE)),
          {"status": "ALREADY_VERIFIED"})
    account = D7Account("d7-verify/verdict-200")
    made = send(account)
    code = account.code(PHONE)
    equal(account.verify.verify_otp(made["otp_id"], wrong(code)), {"status": "FAILED"})
    account.advance("601s")
    equal(account.verify.verify_otp(made["otp_id"], code), {"status": "EXPIRED"})


@test("resend: the gap, the count, a new code, the old one is dead")
def resend():
    account = D7Account()
    made = send(account)
    first = account.code(PHONE)
    raises(errors.BadRequest, lambda: account.verify.resend_otp(made["otp_id"]), "60 seconds")
    account.advance("61s")
    again = account.verify.resend_otp(made["otp_id"])
    equal((again["otp_id"], again["status"], again["resend_count"]), (made["otp_id"], "OPEN", 1))
    second = account.code(PHONE)
    if first != second:
        raises(errors.BadRequest, lambda: account.verify.verify_otp(made["otp_id"], first))
    equal(account.verify.verify_otp(made["otp_id"], second), {"status": "APPROVED"})
    raises(errors.BadRequest, lambda: account.verify.resend_otp(made["otp_id"]), "already verified")
    made = send(account)
    raises(errors.BadRequest, lambda: account.verify.resend_otp(made["otp_id"]), "Frequent")


@test("what the client raises for each status")
def raised():
    account = D7Account()
    unknown = str(uuid.uuid4())
    raises(errors.NotFoundError, lambda: account.verify.get_status(unknown),
           "MESSAGE_LOG_NOT_EXISTS")
    raises(errors.NotFoundError, lambda: account.verify.resend_otp(unknown))
    raises(errors.NotFoundError, lambda: account.verify.verify_otp(unknown, "123456"))
    error = raises(errors.ValidationError, lambda: account.verify.send_otp("SignOTP", None))
    contains(str(error), "recipient")
    raises(errors.ValidationError, lambda: account.verify.verify_otp(None, None))
    bad = D7Account()
    bad.client._api_token = "invalid-token"
    raises(errors.AuthenticationError, lambda: bad.verify.send_otp("SignOTP", PHONE))
    raises(errors.InsufficientCreditError, lambda: send(D7Account("d7-verify/no-credit")))
    raises(errors.ServerError, lambda: send(D7Account("d7-verify/outage")))
    raises(errors.ClientError, lambda: send(D7Account("d7-verify/rate-limited")), "429")


@test("a template, an integer code, and nulls for what is not given")
def spellings():
    account = D7Account()
    made = account.verify.send_otp("SignOTP", PHONE, template_id=5)
    code = account.code(PHONE)
    if not code.startswith("0"):
        equal(account.verify.verify_otp(made["otp_id"], int(code)), {"status": "APPROVED"})
    body = json.loads(account.requests("sendOtp")[0]["request"]["body"])
    equal(body, {"originator": "SignOTP", "recipient": PHONE, "template_id": 5})
    other = D7Account()
    other.verify.send_otp("SignOTP", PHONE)
    equal(other.requests()[0]["violations"], [])


@test("version 2: send by flow, resend, verify, status")
def version_2():
    account = D7Account("d7-verify/version-2")
    made = account.verify.v2.send_otp(PHONE, "flow-1")
    equal(made["status"], "OPEN")
    account.advance("61s")
    equal(account.verify.v2.resend_otp(made["otp_id"])["resend_count"], 1)
    equal(account.verify.v2.verify_otp(made["otp_id"], account.code(PHONE)),
          {"status": "APPROVED"})
    equal(account.verify.v2.get_status(made["otp_id"]), {"status": "APPROVED"})
