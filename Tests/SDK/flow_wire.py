"""What other clients send, byte for byte (slashes, empty bodies, nulls, duplicates), over plain HTTP."""

import base64
import http.client
import json
import os

import harness
from harness import D7Account, PlivoAccount, contains, equal, http_call, test

PHONE = "+14155550100"
D7 = "/verify/v1/otp/"


def session(account, **more):
    reply = account.http("POST", "Verify/Session/", {"recipient": PHONE, **more})
    equal(reply.status, 202, f"create with {more}")
    return reply.json["session_uuid"]


def number(account):
    made = account.http("POST", "VerifiedCallerId/", {"phone_number": PHONE}).json
    uuid = made["verification_uuid"]
    reply = account.http("POST", f"VerifiedCallerId/Verification/{uuid}/",
                         {"otp": account.code(PHONE)})
    equal(reply.status, 200)
    return uuid


@test("1: every route with and without the final slash; d7 tolerates one")
def slashes():
    account = PlivoAccount()
    for slash in ("", "/"):
        reply = account.http("POST", "Verify/Session" + slash, {"recipient": PHONE})
        equal(reply.status, 202, f"create{slash}")
        uuid = reply.json["session_uuid"]
        equal(account.http("GET", f"Verify/Session/{uuid}{slash}").status, 200)
        equal(account.http("GET", f"Verify/Session{slash}?limit=1").status, 200)
        reply = account.http("POST", f"Verify/Session/{uuid}{slash}", {"otp": account.code(PHONE)})
        equal(reply.status, 200)
        made = account.http("POST", "VerifiedCallerId" + slash, {"phone_number": PHONE})
        equal(made.status, 200)
        uuid = made.json["verification_uuid"]
        equal(account.http("POST", f"VerifiedCallerId/Verification/{uuid}{slash}",
                           {"otp": account.code(PHONE)}).status, 200)
        for method, body in (("GET", None), ("POST", {"alias": "x"}), ("DELETE", None)):
            reply = account.http(method, f"VerifiedCallerId/+14155550100{slash}", body)
            equal(reply.status, 204 if method == "DELETE" else 200, method)
        equal(account.http("GET", f"VerifiedCallerId{slash}").status, 200)
        d7 = D7Account()
        reply = d7.http("POST", D7 + "send-otp" + slash,
                        {"originator": "a", "recipient": PHONE, "content": "{}"})
        equal(reply.status, 200)
        equal(d7.http("GET", f"/verify/v1/report/{reply.json['otp_id']}{slash}").status, 200)


@test("2: GET with a content type, with a body of two quotes, with length 0; DELETE with bodies")
def bodies():
    account = PlivoAccount()
    uuid = session(account)
    link = http.client.HTTPConnection("127.0.0.1", harness.SERVER.port, timeout=20)
    for body in (None, '""', "", "{}"):
        reply = account.http("GET", f"Verify/Session/{uuid}/", body, connection=link)
        equal(reply.status, 200, f"GET with body {body!r}")
        equal(account.http("GET", "Verify/Session/", body, connection=link).status, 200)
    for body in (None, '""', "{}", {"phone_number": PHONE}, ""):
        number(account)
        reply = account.http("DELETE", "VerifiedCallerId/+14155550100/", body, connection=link)
        equal((reply.status, reply.raw), (204, b""), f"DELETE with body {body!r}")
    link.close()


@test("3: + and %2B in a path are a plus; + in a query is a space; unknown and empty keys are ignored")
def pluses():
    account = PlivoAccount()
    number(account)
    for spelling in ("+14155550100", "%2B14155550100", "%2b14155550100", "14155550100"):
        equal(account.http("GET", f"VerifiedCallerId/{spelling}/").status, 200, spelling)
    uuid = session(account)
    for query in ("recipient=%2B14155550100", "recipient=14155550100",
                  "AppHash=&BrandName=&limit=20", "limit=&offset=&status=", "unknown=1",
                  "session_time__gte=2024-01-01+00%3A00%3A00"):
        reply = account.http("GET", "Verify/Session/?" + query)
        equal(reply.status, 200, query)
        equal([one["session_uuid"] for one in reply.json["sessions"]], [uuid], query)


@test("4: null, empty text and 0 count as not given; repeated and unknown keys are accepted")
def absent():
    account = PlivoAccount()
    nulls = dict.fromkeys(["app_uuid", "locale", "brand_name", "app_hash", "code_length", "dtmf",
                           "fraud_check", "url"])
    session(account, channel="sms", method="POST", **nulls)
    equal(len(account.code(PHONE)), 6)
    uuid = session(account, channel="", code_length=0, dtmf=0, brand_name="", url="")
    reply = account.http("POST", f"Verify/Session/{uuid}/", {
        "session_uuid": uuid, "id": uuid, "otp": account.code(PHONE), "surprise": {"a": [1]}})
    equal(reply.status, 200)
    reply = account.http("POST", "VerifiedCallerId/", {
        "phone_number": PHONE, "alias": "", "channel": "", "country": "", "subaccount": "",
        "account_id": 0, "auth_id": "", "auth_token": ""})
    equal(reply.status, 200)
    d7 = D7Account()
    for body in ({"content": "{}", "data_coding": "", "expiry": 600, "originator": "a",
                  "recipient": PHONE, "template_id": 0},
                 {"originator": "a", "recipient": PHONE, "content": None, "expiry": None,
                  "data_coding": None}):
        reply = d7.http("POST", D7 + "send-otp", body)
        equal((reply.status, reply.json["expiry"]), (200, 600), str(body))


@test("5: the same Authorization twice is accepted, two different ones are not; scheme in any case")
def duplicates():
    account = PlivoAccount()
    path = account.path("Verify/Session/")
    twice = [("Authorization", account.basic)] * 2
    equal(http_call("GET", path, None, twice).status, 200)
    for scheme in ("basic", "BASIC", "bAsIc"):
        field = [("Authorization", scheme + account.basic[5:])]
        equal(http_call("GET", path, None, field).status, 200, scheme)
    other = base64.b64encode(f"{account.credential}:other".encode()).decode()
    mixed = [("Authorization", account.basic), ("Authorization", "Basic " + other)]
    reply = http_call("GET", path, None, mixed)
    if reply.status not in (400, 401):
        raise AssertionError(f"two different credentials: {reply}")
    d7 = D7Account()
    made = d7.http("POST", D7 + "send-otp", {"originator": "a", "recipient": PHONE, "content": "{}"})
    fields = [("Authorization", "Bearer " + d7.credential)] * 3
    equal(http_call("GET", "/verify/v1/report/" + made.json["otp_id"], None, fields).status, 200)
    fields = [("Authorization", "bearer " + d7.credential)]
    equal(http_call("GET", "/verify/v1/report/" + made.json["otp_id"], None, fields).status, 200)


@test("6: any Accept-Encoding gets identity, a length and application/json")
def encodings():
    account = PlivoAccount()
    for coding in ("*", "gzip", "gzip, compress, deflate, br",
                   "gzip;q=1.0,deflate;q=0.6,identity;q=0.3"):
        reply = account.http("GET", "Verify/Session/", headers=[("Accept-Encoding", coding)])
        equal(reply.status, 200)
        equal(reply.headers.get("Content-Encoding"), None)
        equal(int(reply.headers["Content-Length"]), len(reply.raw))
        equal(reply.headers["Content-Type"].split(";")[0], "application/json")
        if coding == "*":
            account.advance("61s")


@test("7 and 12: success statuses: 202, 200, 204 for DELETE, D7 exactly 200")
def statuses():
    account = PlivoAccount()
    number(account)
    reply = account.http("DELETE", "VerifiedCallerId/+14155550100/")
    equal((reply.status, reply.raw), (204, b""))
    equal(reply.headers.get("Content-Length"), None)
    d7 = D7Account()
    equal(d7.http("POST", D7 + "send-otp",
                  {"originator": "a", "recipient": PHONE, "content": "{}"}).status, 200)


@test("8: no 'error' in a success; every error has a text and an api_id")
def envelopes():
    account = PlivoAccount()
    uuid = session(account)
    for reply in (account.http("GET", f"Verify/Session/{uuid}/"),
                  account.http("GET", "Verify/Session/")):
        if "error" in reply.json:
            raise AssertionError(f"a success with an error: {reply}")
    for reply, status in (
            (account.http("POST", f"Verify/Session/{uuid}/", {"otp": "x"}), 400),
            (account.http("GET", "Verify/Session/none/"), 404),
            (account.http("POST", "Verify/Session/", {}), 400),
            (account.http("POST", "Verify/Session/", "{not json"), 400),
            (account.http("PUT", "Verify/Session/", {}), 405),
            (account.http("GET", "Nowhere/"), 404)):
        equal(reply.status, status, str(reply))
        equal(len(reply.json["api_id"]), 36)
        if not isinstance(reply.json["error"], str) or not reply.json["error"]:
            raise AssertionError(str(reply))
        if not reply.headers.get("X-Verify-Mock-Reason"):
            raise AssertionError(f"no reason: {reply}")
    missing = http_call("GET", account.path("Verify/Session/"))
    equal((missing.status, missing.json["error"]),
          (401, "authentication credentials were not provided"))
    equal(len(missing.json["api_id"]), 36)


@test("9: types: RFC 3339 times, integers, charges as text, keys that clients miss")
def types():
    import datetime
    import uuid as uuids

    account = PlivoAccount()
    uuid = session(account)
    one = account.http("GET", f"Verify/Session/{uuid}/").json
    for key in ("created_at", "updated_at"):
        if not one[key].endswith("Z"):
            raise AssertionError(one[key])
        datetime.datetime.fromisoformat(one[key])
    for key in ("locale", "app_uuid", "api_id", "charges", "attempt_details"):
        if key not in one:
            raise AssertionError(f"no key '{key}'")
    equal([type(one["count"]), type(one["charges"]["total_charge"])], [int, str])
    number(account)
    held = account.http("GET", "VerifiedCallerId/14155550100/").json
    for key in ("modified_at", "subaccount", "created_at", "alias", "country"):
        if key not in held:
            raise AssertionError(f"no key '{key}'")
    meta = account.http("GET", "VerifiedCallerId/").json["meta"]
    equal([type(meta[key]) for key in ("limit", "offset", "total_count")], [int] * 3)
    d7 = D7Account()
    made = d7.http("POST", D7 + "send-otp", {"originator": "a", "recipient": PHONE, "content": "{}"})
    uuids.UUID(made.json["otp_id"])


@test("10 and 11: a lasting 5xx and a 429 carry the error's body")
def failures():
    account = PlivoAccount("plivo-caller-id/outage")
    for _ in range(4):
        reply = account.http("POST", "VerifiedCallerId/", {"phone_number": PHONE})
        equal((reply.status, reply.json["error"]), (500, "server error"))
    account = PlivoAccount("plivo-verify/rate-limited")
    reply = account.http("POST", "Verify/Session/", {"recipient": PHONE})
    equal((reply.status, reply.json["error"]), (429, "too many requests"))


@test("13: keys in any case: OTP, Otp, Url, RECIPIENT")
def cases():
    account = PlivoAccount()
    for key in ("otp", "OTP", "Otp"):
        uuid = session(account, Url="http://127.0.0.1:9/x", Method="post")
        reply = account.http("POST", f"Verify/Session/{uuid}/", {key: account.code(PHONE)})
        equal(reply.status, 200, key)
    reply = account.http("POST", "Verify/Session/", {"RECIPIENT": PHONE, "Channel": "SMS"})
    equal(reply.status, 202)


@test("a code as a number, also with its leading zeros lost")
def numeric():
    account = PlivoAccount()
    uuid = session(account, otp="0042")
    reply = account.http("POST", f"Verify/Session/{uuid}/", '{"otp": 42}')
    equal(reply.status, 200, "0042 as 42")
    uuid = session(account, otp="123456")
    equal(account.http("POST", f"Verify/Session/{uuid}/", {"otp": 123456}).status, 200)
    d7 = D7Account()
    d7.control("PUT", "scenario", {"provider": "d7-verify", "scenario": None, "code": "001234"})
    made = d7.http("POST", D7 + "send-otp", {"originator": "a", "recipient": PHONE, "content": "{}"})
    reply = d7.http("POST", D7 + "verify-otp",
                    '{"otp_id": "%s", "otp_code": 1234}' % made.json["otp_id"])
    equal((reply.status, reply.json), (200, {"status": "APPROVED"}))


@test("14: the query's spellings with one underscore, and subAccount as sub_account")
def spellings():
    account = PlivoAccount()
    session(account)
    future = "2199-01-01%2000:00:00"
    for key, count in (("session_time__gte", 0), ("session_time_gte", 0), ("session_time_lt", 1),
                       ("session_time__lt", 1)):
        reply = account.http("GET", f"Verify/Session/?{key}={future}")
        equal((reply.status, len(reply.json.get("sessions", []))), (200, count), key)
    for key in ("subaccount", "sub_account", "subAccount"):
        made = account.http("POST", "VerifiedCallerId/",
                            {"phone_number": PHONE, key: "SAXXXXXXXXXXXXXXXXXX"}).json
        account.http("POST", f"VerifiedCallerId/Verification/{made['verification_uuid']}/",
                     {"otp": account.code(PHONE)})
        held = account.http("GET", "VerifiedCallerId/14155550100/").json
        equal(held["subaccount"], "SAXXXXXXXXXXXXXXXXXX", key)


@test("recipients with and without a plus, as an integer, are one and the same")
def recipients():
    account = PlivoAccount()
    first = session(account)
    for recipient in ("14155550100", 14155550100):
        reply = account.http("POST", "Verify/Session/", {"recipient": recipient})
        equal((reply.status, reply.json["session_uuid"]), (202, first), repr(recipient))
    equal(account.http("GET", f"Verify/Session/{first}/").json["recipient"], "14155550100")


@test("the list: filters by pending as in-progress, refuses a limit of 21, never null")
def listing():
    account = PlivoAccount()
    equal(account.http("GET", "Verify/Session/").json["sessions"], [])
    session(account)
    for status in ("in-progress", "pending", "In-Progress"):
        reply = account.http("GET", "Verify/Session/?status=" + status)
        equal((reply.status, len(reply.json.get("sessions") or [])), (200, 1), status)
    equal(account.http("GET", "Verify/Session/?limit=21").status, 400)
    if "total_count" in account.http("GET", "Verify/Session/").json["meta"]:
        raise AssertionError("sessions have no total_count")


@test("code lengths outside 4 to 8 are refused; voice and call are one channel for caller ids")
def ranges():
    account = PlivoAccount()
    for length, status in ((4, 202), (8, 202), (3, 400), (9, 400), ("6", 202), (0, 202)):
        reply = account.http("POST", "Verify/Session/",
                             {"recipient": f"+1415555{4000 + int(length)}", "code_length": length})
        equal(reply.status, status, f"code_length {length!r}")
    for channel in ("call", "Call", "voice", "sms"):
        reply = account.http("POST", "VerifiedCallerId/",
                             {"phone_number": PHONE, "channel": channel})
        equal(reply.status, 200, channel)
    equal(account.http("POST", "Verify/Session/",
                       {"recipient": PHONE, "channel": "pigeon"}).status, 400)


@test("quirks emit the other documented spellings")
def quirks():
    def with_quirks(*names):
        account = PlivoAccount()
        account.control("PUT", "scenario", {"provider": "plivo-verify", "quirks": list(names)})
        return account

    account = with_quirks("create-201", "validate-session-uuid", "recipient-plus", "list-null")
    equal(account.http("GET", "Verify/Session/").json["sessions"], None)
    reply = account.http("POST", "Verify/Session/", {"recipient": PHONE})
    equal(reply.status, 201)
    uuid = reply.json["session_uuid"]
    equal(account.http("GET", f"Verify/Session/{uuid}/").json["recipient"], PHONE)
    reply = account.http("POST", f"Verify/Session/{uuid}/", {"otp": account.code(PHONE)})
    equal(reply.json["session_uuid"], uuid)
    account = with_quirks("not-found-empty", "status-capitalised")
    equal(account.http("GET", "Verify/Session/none/").json, {})
    uuid = session(account)
    account.advance("11m")
    equal(account.http("GET", f"Verify/Session/{uuid}/").json["status"], "Expired")


@test("a 401 names a challenge only where it is asked for: URLSession on Linux waits for ever on it")
def challenge():
    account = PlivoAccount()
    wrong = base64.b64encode(f"{account.credential}:invalid".encode()).decode()
    path = account.path("Verify/Session/")
    server = harness.Server(os.environ["VERIFY_MOCK"], "--quirk", "unauthorized-challenge")
    try:
        for port, wanted in ((harness.SERVER.port, None), (server.port, 'Basic realm="api"')):
            for fields in ([], [("Authorization", "Basic " + wrong)]):
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                reply = http_call("GET", path, None, fields, connection=link)
                equal((reply.status, reply.headers.get("WWW-Authenticate")), (401, wanted))
                equal(type(reply.json["error"]), str)
                link.close()
    finally:
        equal(server.stop(), 0, "the exit code")


@test("malformed HTTP and JSON: an answer in the provider's shape, and the server lives on")
def malformed():
    account = PlivoAccount()
    for body in ("", "[]", "1", '"x"', '{"recipient": "+14155550100",}', '{"a":1,"a":2}', "\x00",
                 "{" * 2000):
        reply = account.http("POST", "Verify/Session/", body)
        equal(reply.status, 400, repr(body[:20]))
        contains(reply.json["error"], "", "error")
    import socket

    for raw in (b"NONSENSE\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00",
                b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", harness.SERVER.port), timeout=5) as link:
            link.sendall(raw + b"\r\n\r\n")
            answer = link.recv(4096)
            if answer and not answer.startswith(b"HTTP/1.1 4") and not answer.startswith(
                    b"HTTP/1.1 5"):
                raise AssertionError(f"{raw!r}: {answer!r}")
    equal(harness.SERVER.control("GET", "health")["status"], "ready")


@test("the control API: unknown calls, keys and names are told with what is near")
def control():
    account = PlivoAccount()
    for method, path, body, status, hint in (
            ("GET", "inbx", None, 404, "inbox"),
            ("DELETE", "health", None, 405, "openapi.json"),
            ("PUT", "scenario", {"scenario": "plivo-verify/wrong-cod"}, 422, "wrong-code"),
            ("PUT", "scenario", {"scenarioo": "x"}, 400, "scenario"),
            ("POST", "clock", {"advance": "-5m"}, 400, "90s"),
            ("GET", "inbox?recipent=1", None, 400, "recipient"),
            ("GET", "contracts/plivo-verif", None, 404, "plivo-verify")):
        answer = account.control(method, path, body, wanted=(status,))
        contains(json.dumps(answer["error"]), hint, f"{method} {path}")


@test("the control API refuses a foreign Origin and a foreign Host")
def foreign():
    reply = http_call("GET", "/_mock/inbox", None, [("Origin", "https://evil.example")])
    equal(reply.status, 403)
    link = http.client.HTTPConnection("127.0.0.1", harness.SERVER.port, timeout=5)
    link.putrequest("GET", "/_mock/inbox", skip_host=True)
    link.putheader("Host", "rebound.example")
    link.endheaders()
    equal(link.getresponse().status, 403)
    link.close()
    page = http_call("GET", "/")
    equal(page.status, 200)
    contains(page.raw.decode(), "<h1>VerifyMock</h1>")
