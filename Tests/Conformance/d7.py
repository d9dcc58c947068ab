"""D7 Verify, version 1, from D7's pages: Send OTP, Resend OTP, Verify OTP, Get Status."""

import datetime
import re
import string
import time
import uuid

from service import Answer, Service, now

PHONE = re.compile(r"\+?[1-9]\d{6,14}")
ALPHABETS = {"numeric": string.digits, "alpha": string.ascii_uppercase,
             "alphanumeric": string.ascii_uppercase + string.digits}
ENUMS = {"data_coding": ("text", "unicode", "auto"), "channel": ("SMS", "WhatsApp"),
         "otp_type": tuple(ALPHABETS)}
PATHS = {"/verify/v1/otp/send-otp": "send", "/verify/v1/otp/resend-otp": "resend",
         "/verify/v1/resend-otp": "resend", "/verify/v1/otp/verify-otp": "verify",
         "/verify/v1/verify-otp": "verify"}

# Other forms that a page shows: none is to be found.
VARIANTS = ["verdict-200", "again-400", "new-id", "same-code", "keeps-lifetime", "wording-401"]

# What each defect is to be found by.
DEFECTS = {
    "html": "C02", "latin": "C02", "comma": "C03", "bom": "C03",
    "no-id": "C04", "id-form": "C04", "no-status": "C04", "no-expiry": "C04", "expiry-text": "C04",
    "status-unknown": "C04", "status-case": "C05", "verdict-case": "C05", "verdict-unknown": "C04",
    "resend-no-count": "C04", "resend-count-text": "C04", "report-list": "C04", "extra": "C06",
    "send-201": "C01", "resend-202": "C01", "verify-204": "C01", "report-206": "C01",
    "whatsapp-refused": "C01", "alpha-refused": "C01", "unicode-refused": "C01",
    "long-refused": "C01",
    "open": "C09", "open-send": "C08", "open-resend": "C08", "open-verify": "C08",
    "open-report": "C08", "any-token-verify": "C09", "any-token-report": "C09",
    "any-scheme-send": "C10", "any-scheme-report": "C10", "unauthorized-400": "C09",
    "missing-404": "C08", "foreign-report": "C11", "foreign-verify": "C11",
    "foreign-resend": "C11",
    "method-404": "C12", "no-allow": "C12", "allow-other": "C12", "head-500": "C13",
    "options-500": "C13",
    "unknown-open": "C14", "unknown-500": "C14", "unknown-verify-500": "C14",
    "unknown-resend-200": "C14", "malformed-500": "C15", "slash-500": "C16", "extra-500": "C24",
    "no-recipient": "C17", "no-code-500": "C17", "recipient-object": "C18", "length-1": "C19",
    "length-11": "C19", "any-channel": "C20", "any-type": "C20", "any-coding": "C20",
    "json-500": "C21", "text-500": "C22", "empty-500": "C23",
    "401-code": "C25", "400-code": "C25", "400-text": "C25", "404-code": "C25", "404-text": "C25",
    "422-text": "C25", "soon-text": "C25", "error-message": "C25",
    "no-gap": "C26", "length-ignored": "C27", "type-ignored": "C27", "expiry-ignored": "C27",
    "report-early": "C27",
    "any-code": "C28", "code-prefix": "C28", "code-suffix": "C28", "code-middle": "C28",
    "code-startswith": "C28", "code-shorter": "C28", "wrong-403": "C28", "wrong-500": "C28",
    "wrong-approves": "C28", "right-refused": "C29", "report-stuck": "C29", "again": "C30",
    "never-expires": "C31", "race": "C39", "code-header": "C44", "secret-header": "C45",
    "secret-text": "C45"}


class D7(Service):
    secret = "verify-mock-fake-token"
    other = "another-fake-token"

    def __init__(self, codes, marks=()):
        super().__init__(codes, marks)
        self.requests = {}

    def route(self, request):
        path = request.path
        if path.endswith("/") and self.has("slash-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        path = path.rstrip("/")
        match = re.fullmatch(r"/verify/v1/report/([^/]+)", path)
        name = "report" if match else PATHS.get(path)
        if name is None:
            raise Answer(404, {"detail": "Not Found"})
        if "x_unknown" in request.query and self.has("extra-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        if request.method in ("HEAD", "OPTIONS") and self.has(request.method.lower() + "-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        method = "GET" if match else "POST"
        account = self.authenticate(request, name)
        if request.method == "HEAD" and match:
            method = "HEAD"
        if request.method != method:
            if self.has("method-404"):
                raise Answer(404, {"detail": "Not Found"})
            fields = {} if self.has("no-allow") else {
                "Allow": "DELETE" if self.has("allow-other") else method}
            raise Answer(405, {"detail": "Method Not Allowed"}, **fields)
        if match:
            self.report(match.group(1), account)
        getattr(self, name)(self.read(request), account)

    def read(self, request):
        if not request.content and self.has("empty-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        kind = request.headers.get("Content-Type", "")
        if not kind.startswith("application/json"):
            if self.has("text-500"):
                raise Answer(500, {"detail": "Internal Server Error"})
            self.invalid("body")
        try:
            value = request.json()
        except ValueError:
            if self.has("json-500"):
                raise Answer(500, {"detail": "Internal Server Error"}) from None
            self.invalid("body")
        if not isinstance(value, dict):
            self.invalid("body")
        return value

    def invalid(self, field):
        detail = [{"loc": ["body", field], "msg": "field required" + (
            f" by {self.secret}" if self.has("secret-text") else ""), "type": "value_error.missing"}]
        raise Answer(422, {"detail": "field required" if self.has("422-text") else detail})

    def authenticate(self, request, name):
        given = request.headers.get("Authorization")
        scheme, _, token = (given or "").partition(" ")
        if self.has("open"):
            return self.secret
        if given is None:
            if self.has("open-" + name):
                return self.secret
            if self.has("missing-404"):
                raise Answer(404, {"detail": "Not Found"})
            self.unauthorized(token)
        if scheme.lower() != "bearer":
            if self.has("any-scheme-" + name):
                return self.secret
            self.unauthorized(token)
        if token not in (self.secret, self.other):
            if self.has("any-token-" + name):
                return self.secret
            self.unauthorized(token)
        return token

    def unauthorized(self, token):
        code = "TOKEN_WRONG" if self.has("401-code") else \
            "ACCESS_TOKEN_SIGNATURE_VERIFICATION_FAILED"
        text = "Access token signature verification failed"
        if self.has("wording-401"):
            text = "It looks like your requests were not signed with a token that is known here"
        detail = {"code": code, "message": text}
        body = {"message": text} if self.has("error-message") else {"detail": detail}
        raise Answer(400 if self.has("unauthorized-400") else 401, body)

    def send(self, given, account):
        recipient = given.get("recipient")
        if recipient is None:
            if not self.has("no-recipient"):
                self.invalid("recipient")
            recipient = "+14155550100"
        if not isinstance(recipient, str):
            if not self.has("recipient-object"):
                self.invalid("recipient")
            recipient = "+14155550100"
        if not PHONE.fullmatch(recipient):
            self.invalid("recipient")
        for field, words in ENUMS.items():
            lax = {"channel": "any-channel", "otp_type": "any-type", "data_coding": "any-coding"}
            if given.get(field, words[0]) not in words and not self.has(lax[field]):
                self.invalid(field)
        for mark, field, word in (("whatsapp-refused", "channel", "WhatsApp"),
                                  ("alpha-refused", "otp_type", "alpha"),
                                  ("unicode-refused", "data_coding", "unicode"),
                                  ("long-refused", "otp_code_length", 10)):
            if self.has(mark) and given.get(field) == word:
                self.invalid(field)
        length = given.get("otp_code_length", 6)
        least, most = 1 if self.has("length-1") else 2, 11 if self.has("length-11") else 10
        if not isinstance(length, int) or not least <= length <= most:
            self.invalid("otp_code_length")
        expiry = int(given.get("expiry", 600))
        if self.has("length-ignored"):
            length = 6
        alphabet = ALPHABETS.get(given.get("otp_type", "numeric"), string.digits)
        if self.has("type-ignored"):
            alphabet = string.digits
        one = {"id": str(uuid.uuid4()), "status": "OPEN", "resends": 0, "account": account,
               "length": length, "alphabet": alphabet, "expiry": expiry, "sent": time.monotonic(),
               "gap": given.get("retry_delay", 60)}
        self.renew(one)
        self.requests[one["id"]] = one
        self.tell(one["id"], one["code"])
        body = {"otp_id": one["id"], "status": "OPEN", "expiry": expiry}
        if self.has("id-form"):
            body["otp_id"] = one["id"].replace("-", "")
            self.requests[body["otp_id"]] = one
            self.tell(body["otp_id"], one["code"])
        if self.has("expiry-ignored"):
            body["expiry"] = 600
        if self.has("expiry-text"):
            body["expiry"] = str(expiry)
        if self.has("status-case"):
            body["status"] = "Open"
        if self.has("status-unknown"):
            body["status"] = "SENT"
        if self.has("extra"):
            body["request_id"] = one["id"]
        for mark, field in (("no-id", "otp_id"), ("no-status", "status"), ("no-expiry", "expiry")):
            if self.has(mark):
                del body[field]
        raise Answer(201 if self.has("send-201") else 200, body)

    def renew(self, one):
        if "code" not in one or not self.has("same-code"):
            one["code"] = self.make_code(one["length"], one["alphabet"])
        if "ends" not in one or not self.has("keeps-lifetime"):
            one["ends"] = now() + datetime.timedelta(seconds=one["expiry"])
        self.last_code = one["code"]

    def find(self, given, account):
        name = given.get("otp_id")
        if name is None:
            self.invalid("otp_id")
        try:
            uuid.UUID(name)
        except (ValueError, AttributeError, TypeError):
            if self.has("malformed-500"):
                raise Answer(500, {"detail": "Internal Server Error"}) from None
            self.invalid("otp_id")
        return self.requests.get(name)

    def missing(self):
        detail = {"code": "NOT_FOUND" if self.has("404-code") else "MESSAGE_LOG_NOT_EXISTS",
                  "message": "No such id" if self.has("404-text") else
                  "Given message otp id not exists in the system. Please Try Again!"}
        raise Answer(404, {"detail": detail})

    def resend(self, given, account):
        one = self.find(given, account)
        if one is None and self.has("unknown-resend-200"):
            raise Answer(200, {"otp_id": given["otp_id"], "status": "OPEN", "expiry": 600,
                               "resend_count": 1})
        if one is None or one["account"] != account and not self.has("foreign-resend"):
            self.missing()
        if one["status"] != "OPEN" or now() > one["ends"]:
            raise Answer(400, {"detail": "Resend Failed. OTP time limit expired."})
        if time.monotonic() - one["sent"] < one["gap"] and not self.has("no-gap"):
            text = "Frequent resend request, resend request need minimum " \
                f"{one['gap']} seconds delay"
            raise Answer(400, {"detail": "Slow down" if self.has("soon-text") else text})
        one["resends"] += 1
        one["sent"] = time.monotonic()
        self.renew(one)
        if self.has("new-id"):
            one["id"] = str(uuid.uuid4())
            self.requests[one["id"]] = one
        self.tell(one["id"], one["code"])
        count = one["resends"]
        body = {"otp_id": one["id"], "status": "OPEN", "resend_count": count,
                "expiry": int((one["ends"] - now()).total_seconds())}
        if self.has("resend-no-count"):
            del body["resend_count"]
        if self.has("resend-count-text"):
            body["resend_count"] = str(count)
        raise Answer(202 if self.has("resend-202") else 200, body)

    def verify(self, given, account):
        if given.get("otp_code") is None:
            if self.has("no-code-500"):
                raise Answer(500, {"detail": "Internal Server Error"})
            self.invalid("otp_code")
        if not isinstance(given["otp_code"], (str, int)):
            self.invalid("otp_code")
        one = self.find(given, account)
        if one is None and self.has("unknown-verify-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        if one is None or one["account"] != account and not self.has("foreign-verify"):
            self.missing()
        code, right = str(given["otp_code"]), one["code"]
        if one["status"] == "APPROVED":
            if self.has("again"):
                raise Answer(200, {"status": "APPROVED"})
            if self.has("again-400"):
                self.refuse("FAILED")
            raise Answer(200, {"status": "ALREADY_VERIFIED"})
        if now() > one["ends"] and not self.has("never-expires"):
            one["status"] = "EXPIRED"
            self.refuse("EXPIRED")
        if not self.matches(code, right):
            if self.has("wrong-approves"):
                one["status"] = "APPROVED"
            self.refuse("FAILED")
        if self.has("right-refused"):
            self.refuse("FAILED")
        if self.has("race"):
            self.lock.release()
            time.sleep(0.05)
            self.lock.acquire()
        one["status"] = "APPROVED"
        word = "Approved" if self.has("verdict-case") else \
            "OK" if self.has("verdict-unknown") else "APPROVED"
        raise Answer(204 if self.has("verify-204") else 200, {"status": word})

    def matches(self, code, right):
        half = max(1, len(right) // 2)
        if self.has("code-prefix"):
            return code[:-1] == right[:-1] and len(code) == len(right)
        if self.has("code-suffix"):
            return code[1:] == right[1:] and len(code) == len(right)
        if self.has("code-middle"):
            return code[:half] + code[half + 1:] == right[:half] + right[half + 1:]
        if self.has("code-startswith"):
            return code.startswith(right)
        if self.has("code-shorter"):
            return right.startswith(code) and len(code) >= len(right) - 1
        return code == right or self.has("any-code")

    def refuse(self, word):
        if self.has("verdict-200"):
            raise Answer(200, {"status": word})
        detail = {"code": "WRONG_CODE" if self.has("400-code") else "INVALID_OTP_CODE",
                  "message": "Wrong" if self.has("400-text") else
                  "Invalid OTP code or OTP code expired"}
        raise Answer(403 if self.has("wrong-403") else 500 if self.has("wrong-500") else 400,
                     {"detail": detail})

    def report(self, name, account):
        one = self.find({"otp_id": name}, account)
        if one is None and self.has("unknown-open"):
            raise Answer(200, {"status": "OPEN"})
        if one is None and self.has("unknown-500"):
            raise Answer(500, {"detail": "Internal Server Error"})
        if one is None or one["account"] != account and not self.has("foreign-report"):
            self.missing()
        if one["status"] == "OPEN" and now() > one["ends"] and not self.has("never-expires"):
            one["status"] = "EXPIRED"
        word = one["status"]
        if self.has("report-stuck"):
            word = "OPEN"
        if self.has("report-early"):
            word = "APPROVED"
        body = {"status": [word] if self.has("report-list") else word}
        raise Answer(206 if self.has("report-206") else 200, body)
