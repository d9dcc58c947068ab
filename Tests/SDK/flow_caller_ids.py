"""Verified caller ids through plivo.RestClient: every operation and what the SDK raises."""

import plivo.exceptions as errors
from harness import PlivoAccount, contains, equal, raises, test

PHONE = "+14155550100"


@test("initiate, verify, list, get, update, delete")
def life():
    account = PlivoAccount("plivo-caller-id/otp-sent")
    started = account.callers.initiate_verify(
        phone_number=PHONE, alias="Front desk", channel="sms")
    contains(started.message, "+14155550100")
    contains(started.message, "valid for 15 minutes")
    code = account.code(PHONE)
    equal(len(code), 4)
    wrong = "0000" if code != "0000" else "1111"
    raises(errors.ValidationError,
           lambda: account.callers.verify_caller_id(started.verification_uuid, wrong), "incorrect")
    done = account.callers.verify_caller_id(started.verification_uuid, code)
    equal((done.alias, done.channel, done.country, done.phone_number),
          ("Front desk", "sms", "US", PHONE))
    raises(errors.ValidationError,
           lambda: account.callers.verify_caller_id(started.verification_uuid, code))
    listed = account.callers.list_verified_caller_id(limit=5)
    equal(listed.meta["total_count"], 1)
    equal(listed.objects[0]["resource_uri"],
          f"/v1/Account/{account.credential}/VerifiedCallerId/14155550100")
    for spelling in (PHONE, "14155550100", "%2B14155550100"):
        one = account.callers.get_verified_caller_id(spelling)
        equal((one.phone_number, one.alias, one.subaccount), (PHONE, "Front desk", ""))
        equal(one.verification_uuid, started.verification_uuid)
    updated = account.callers.update_verified_caller_id(PHONE, alias="Night desk")
    equal(updated.alias, "Night desk")
    equal(account.callers.delete_verified_caller_id(PHONE), None)
    raises(errors.ResourceNotFoundError, lambda: account.callers.get_verified_caller_id(PHONE))
    raises(errors.ResourceNotFoundError, lambda: account.callers.update_verified_caller_id(PHONE))


@test("list filters and pages")
def listing():
    account = PlivoAccount("plivo-caller-id/known-numbers")
    equal(account.callers.list_verified_caller_id().meta["total_count"], 3)
    equal([one["phone_number"] for one in
           account.callers.list_verified_caller_id(country="GB").objects], ["+442079460102"])
    equal([one["alias"] for one in
           account.callers.list_verified_caller_id(alias="Front desk").objects], ["Front desk"])
    page = account.callers.list_verified_caller_id(limit=1, offset=1)
    equal((page.meta["limit"], page.meta["offset"], len(page.objects)), (1, 1, 1))
    contains(page.meta["next"], "offset=2")


@test("the code is spoken for channel call and expires after fifteen minutes")
def call_and_expiry():
    account = PlivoAccount()
    started = account.callers.initiate_verify(phone_number="14155550100", channel="call")
    equal(account.inbox(PHONE)[0]["channel"], "call")
    code = account.code(PHONE)
    account.advance("899s")
    wrong = "0000" if code != "0000" else "1111"
    raises(errors.ValidationError,
           lambda: account.callers.verify_caller_id(started.verification_uuid, wrong), "incorrect")
    account.advance("2s")
    raises(errors.ValidationError,
           lambda: account.callers.verify_caller_id(started.verification_uuid, code), "expired")


@test("the shared scenarios hold for caller ids too")
def scenarios():
    def start(scenario):
        account = PlivoAccount("plivo-caller-id/" + scenario)
        started = account.callers.initiate_verify(phone_number=PHONE)
        return account, started.verification_uuid, account.code(PHONE)

    account, uuid, code = start("wrong-code")
    for _ in range(2):
        raises(errors.ValidationError, lambda: account.callers.verify_caller_id(uuid, code))
    account.callers.verify_caller_id(uuid, code)
    account, uuid, code = start("expired")
    raises(errors.ValidationError, lambda: account.callers.verify_caller_id(uuid, code), "expired")
    account, uuid, code = start("already-verified")
    raises(errors.ValidationError,
           lambda: account.callers.verify_caller_id(uuid, code), "already verified")
    account = PlivoAccount("plivo-caller-id/rate-limited")
    raises(errors.PlivoRestError,
           lambda: account.callers.initiate_verify(phone_number=PHONE), "429")
    raises(errors.AuthenticationError,
           lambda: PlivoAccount("plivo-caller-id/unauthorized").callers.initiate_verify(
               phone_number=PHONE))


@test("refusals: nothing given, a bad number, an unknown verification")
def refusals():
    account = PlivoAccount()
    raises(errors.ValidationError, lambda: account.callers.initiate_verify(), "phone_number")
    raises(errors.ValidationError, lambda: account.callers.initiate_verify(phone_number="abc"))
    raises(errors.ResourceNotFoundError,
           lambda: account.callers.verify_caller_id("00000000-0000-4000-8000-000000000000", "1234"))


@test("a lasting 5xx is hit three times by the SDK's own fallback; a single one is hidden")
def fallback():
    account = PlivoAccount("plivo-caller-id/outage")
    raises(errors.PlivoServerError,
           lambda: account.callers.initiate_verify(phone_number=PHONE))
    equal(len(account.requests("initiateVerification")), 3)
    account = PlivoAccount("plivo-caller-id/flaky")
    account.callers.initiate_verify(phone_number=PHONE)
    equal([one["response"]["status"] for one in account.requests("initiateVerification")],
          [500, 200])


@test("delete-200 and initiate-201 are quirks that can be switched on")
def quirks():
    account = PlivoAccount()
    account.control("PUT", "scenario", {
        "provider": "plivo-caller-id", "quirks": ["delete-200", "initiate-201"]})
    started = account.callers.initiate_verify(phone_number=PHONE)
    account.callers.verify_caller_id(started.verification_uuid, account.code(PHONE))
    account.callers.delete_verified_caller_id(PHONE)
    statuses = [one["response"]["status"] for one in account.requests()]
    equal(statuses, [201, 200, 200])
