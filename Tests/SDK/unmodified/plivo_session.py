"""A program as its authors wrote it for production: it knows nothing of a mock server."""

import json
import os
import sys
import urllib.request

import plivo

client = plivo.RestClient()  # PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN
made = client.verify_session.create(recipient="+14155550100")
# The telephone's part: the code that a person would read from the message.
inbox = os.environ["VERIFY_MOCK_URL"] + "/_mock/inbox?wait=2s&recipient=%2B14155550100"
code = json.load(urllib.request.urlopen(inbox))["items"][0]["code"]
done = client.verify_session.validate(made.session_uuid, code)
print(done.message)
caller = client.verify_callerids.initiate_verify(phone_number="+14155550101", channel="sms",
                                                 alias="front desk")
print(caller.verification_uuid != "")
sys.exit(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
