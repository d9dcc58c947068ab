"""A program as its authors wrote it for production: it knows nothing of a mock server."""

import json
import os
import urllib.parse
import urllib.request

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

account = os.environ["TWILIO_ACCOUNT_SID"]
client = Client(account, os.environ["TWILIO_AUTH_TOKEN"])
service = client.verify.v2.services("VA" + "a" * 32)


def code(to):
    """The telephone's part: the code that a person would read from the message."""
    query = urllib.parse.urlencode({"wait": "2s", "recipient": to})
    with urllib.request.urlopen(os.environ["VERIFY_MOCK_URL"] + "/_mock/inbox?" + query) as answer:
        return json.load(answer)["items"][0]["code"]


def wrong(to):
    return "000000" if code(to) != "000000" else "111111"


def refused(status, error, call):
    try:
        call()
    except TwilioRestException as exception:
        assert (exception.status, exception.code) == (status, error), exception
        return
    raise AssertionError(f"not refused with {status}, {error}")


def start(to, channel="sms", **more):
    return service.verifications.create(to=to, channel=channel, **more)


def check(**what):
    return service.verification_checks.create(**what)


first = start("+14155550111")
assert (first.status, first.valid) == ("pending", False)
assert first.account_sid == account and first.date_created and len(first.send_code_attempts) == 1
found = check(to="+14155550111", code=wrong("+14155550111"))
assert (found.status, found.valid) == ("pending", False)
assert service.verifications(first.sid).fetch().status == "pending"
assert service.verifications("+14155550111").fetch().sid == first.sid
again = start("+14155550111", "call")
assert again.sid == first.sid and len(again.send_code_attempts) == 2
other = client.verify.v2.services("VA" + "b" * 32)
refused(404, 20404, lambda: other.verification_checks.create(to="+14155550111", code="123456"))
found = check(verification_sid=first.sid, code=code("+14155550111"))
assert (found.status, found.valid) == ("approved", True)
refused(404, 20404, lambda: service.verifications(first.sid).fetch())
refused(404, 20404, lambda: check(to="+14155550111", code="123456"))
print("checked")

canceled = start("+14155550112", "whatsapp")
assert service.verifications(canceled.sid).update(status="canceled").status == "canceled"
approved = start("+14155550113")
assert service.verifications(approved.sid).update(status="approved").status == "approved"
start("+14155550114", custom_code="847062")
assert check(to="+14155550114", code="847062").valid
print("updated")

for _ in range(5):
    start("+14155550115")
refused(429, 60203, lambda: start("+14155550115"))
for _ in range(5):
    assert not check(to="+14155550115", code=wrong("+14155550115")).valid
refused(429, 60202, lambda: check(to="+14155550115", code=code("+14155550115")))
stranger = Client(account, "invalid-token").verify.v2.services("VA" + "a" * 32)
refused(401, 20003, lambda: stranger.verifications.create(to="+14155550116", channel="sms"))
print("limited")
