"""A program as its authors wrote it for production: it knows nothing of a mock server."""

import json
import os
import urllib.parse
import urllib.request
import uuid

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from vonage import Auth, Vonage
from vonage_http_client.errors import HttpRequestError
from vonage_verify import SmsChannel, VerifyRequest, VoiceChannel


def code(to):
    """The telephone's part: the code that a person would read from the message."""
    query = urllib.parse.urlencode({"wait": "2s", "recipient": "+" + to})
    with urllib.request.urlopen(os.environ["VERIFY_MOCK_URL"] + "/_mock/inbox?" + query) as answer:
        return json.load(answer)["items"][0]["code"]


def wrong(to):
    return "0000" if code(to) != "0000" else "1111"


def refused(status, call):
    try:
        call()
    except HttpRequestError as error:
        assert error.response.status_code == status, error.response.text
        return error.response.json()
    raise AssertionError(f"not refused with {status}")


def flow(auth, to):
    verify = Vonage(auth).verify

    def start(to, **more):
        workflow = [SmsChannel(to=to), VoiceChannel(to=to)]
        return verify.start_verification(
            VerifyRequest(brand="ACME", workflow=workflow, **more)).request_id

    first = start(to)
    assert refused(409, lambda: start(to))["request_id"] == first
    refused(400, lambda: verify.check_code(first, wrong(to)))
    verify.trigger_next_workflow(first)
    assert verify.check_code(first, code(to)).status == "completed"
    refused(404, lambda: verify.check_code(first, "1234"))
    refused(404, lambda: verify.cancel_verification(str(uuid.uuid4())))
    second = start(to, code_length=8)
    assert len(code(to)) == 8
    verify.cancel_verification(second)
    assert verify.check_code(start(to, code="A1B2C3"), "A1B2C3").status == "completed"
    last = start(to)
    for _ in range(3):
        refused(400, lambda: verify.check_code(last, wrong(to)))
    refused(410, lambda: verify.check_code(last, code(to)))


key, secret = os.environ["VONAGE_API_KEY"], os.environ["VONAGE_API_SECRET"]
flow(Auth(api_key=key, api_secret=secret), "447700900001")
print("by Basic")

private = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
flow(Auth(application_id=str(uuid.uuid4()), private_key=private.decode()), "447700900011")
print("by JWT")

stranger = Vonage(Auth(api_key=key, api_secret="invalid-secret")).verify
request = VerifyRequest(brand="ACME", workflow=[SmsChannel(to="447700900021")])
refused(401, lambda: stranger.start_verification(request))
print("refused")
