"""A program as its authors wrote it for production: it knows nothing of a mock server."""

import json
import os
import urllib.request

import direct7

client = direct7.Client(api_token=os.environ["D7_API_TOKEN"])
made = client.verify.send_otp("SignOTP", "+14155550100", "Your code is: {}", "text", 600)
inbox = os.environ["VERIFY_MOCK_URL"] + "/_mock/inbox?wait=2s&recipient=%2B14155550100"
code = json.load(urllib.request.urlopen(inbox))["items"][0]["code"]
print(client.verify.verify_otp(made["otp_id"], code)["status"])
