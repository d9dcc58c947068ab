"""Plivo's Verified Caller IDs, from Plivo's pages: Initiate, Verify, List, Retrieve, Update, Delete."""

import base64
import datetime
import re
import time
import uuid
from urllib.parse import parse_qsl

from service import Answer, Service, now, written

PHONE = re.compile(r"\+?[1-9]\d{6,14}")
PATH = re.compile(r"/v1/Account/([^/]+)/VerifiedCallerId(?:/(Verification/)?([^/]+))?")

VARIANTS = ["initiate-201", "initiate-202", "verify-202", "update-202", "delete-200",
            "channel-empty", "no-api-id", "not-found-empty", "code-6", "strict-subaccount"]

DEFECTS = {
    "html": "C02", "latin": "C02", "comma": "C03", "bom": "C03",
    "no-api-id-send": "C04", "uuid-form": "C04", "no-message": "C04", "alias-null": "C04",
    "masked": "C04", "no-country": "C04", "no-zone": "C04", "total-text": "C04",
    "no-total": "C04", "no-next": "C04", "no-uri": "C04", "objects-null": "C04",
    "modified-missing": "C04", "extra": "C06", "extra-list": "C06", "same-api-id": "C33",
    "initiate-203": "C01", "verify-203": "C01", "list-206": "C01", "get-203": "C01",
    "update-203": "C01", "delete-202": "C01", "call-refused": "C01",
    "open": "C09", "open-initiate": "C08", "open-verify": "C08", "open-list": "C08",
    "open-get": "C08", "open-update": "C08", "open-delete": "C08", "any-secret-delete": "C09",
    "any-secret-list": "C09", "any-scheme-update": "C10", "any-scheme-initiate": "C10",
    "unauthorized-400": "C09", "any-account": "C11", "foreign-get": "C11", "foreign-list": "C11",
    "foreign-update": "C11", "foreign-delete": "C11", "foreign-verify": "C11",
    "method-404": "C12", "no-allow": "C12", "allow-part": "C12", "head-500": "C13",
    "options-500": "C13", "unknown-get-200": "C14", "unknown-update-200": "C14",
    "unknown-delete-204": "C14", "unknown-verify-500": "C14", "malformed-500": "C15",
    "slash-500": "C16", "extra-500": "C24", "no-number": "C17", "no-otp-500": "C17",
    "number-object": "C18", "limit-zero-500": "C19", "limit-text-500": "C19",
    "offset-negative-500": "C19", "any-channel": "C20", "json-500": "C21", "text-500": "C22", "any-form": "C22",
    "empty-500": "C23", "error-message": "C25", "error-object": "C25",
    "other-number": "C27", "alias-lost": "C27", "alias-shared": "C27", "update-nothing": "C27",
    "update-answer-only": "C27", "update-created": "C27", "update-subaccount": "C27",
    "any-code": "C28", "code-prefix": "C28", "code-suffix": "C28", "code-middle": "C28",
    "code-startswith": "C28", "code-shorter": "C28", "wrong-500": "C28", "listed-early": "C29",
    "found-early": "C29", "found-after-wrong": "C29", "right-refused": "C29", "again": "C30",
    "race": "C39", "modified-before": "C34", "created-future": "C34", "read-changes": "C38",
    "limit-ignored": "C36", "offset-ignored": "C36", "no-link": "C36", "link-elsewhere": "C36",
    "no-link-back": "C36", "total-of-page": "C36", "limit-echo": "C36", "offset-echo": "C36",
    "over-obeyed": "C04", "huge-wraps": "C36", "oldest-first": "C36", "country-ignored": "C37",
    "subaccount-ignored": "C37", "deleted-found": "C14", "deleted-listed": "C14",
    "delete-twice": "C14", "code-message": "C44", "code-header": "C44", "secret-header": "C45"}


class CallerIDs(Service):
    secret = "verify-mock-fake-token"
    accounts = {"MAXXXXXXXXXXXXXXXXXX": secret, "MAYYYYYYYYYYYYYYYYYY": "another-fake-token"}

    def __init__(self, codes, marks=()):
        super().__init__(codes, marks)
        self.verifications, self.numbers = {}, {}
        self.reads = 0

    def refuse(self, status, text, **fields):
        body = {"api_id": self.api_id(), "error": text}
        if self.has("no-api-id") and status in (401, 404):
            del body["api_id"]
        if self.has("not-found-empty") and status == 404:
            body = {}
        if self.has("error-message"):
            body = {"api_id": self.api_id(), "message": text}
        if self.has("error-object"):
            body["error"] = {"text": text}
        raise Answer(status, body, **fields)

    def api_id(self):
        if self.has("same-api-id"):
            return "0f8fad5b-d9cb-469f-a165-70867728950e"
        return str(uuid.uuid4())

    def answer(self, status, body):
        raise Answer(status, {"api_id": self.api_id(), **body})

    def route(self, request):
        path = request.raw_path.replace("%2B", "+").replace("%2b", "+")
        if not path.endswith("/") and self.has("slash-500"):
            self.refuse(500, "server error")
        match = PATH.fullmatch(path.rstrip("/"))
        if not match:
            self.refuse(404, "not found")
        if "x_unknown" in request.query and self.has("extra-500"):
            self.refuse(500, "server error")
        if request.method in ("HEAD", "OPTIONS") and self.has(request.method.lower() + "-500"):
            self.refuse(500, "server error")
        account, is_verification, name = match.groups()
        methods = {"POST": "verify"} if is_verification else \
            {"GET": "list", "POST": "initiate"} if name is None else \
            {"GET": "get", "POST": "update", "DELETE": "delete"}
        method = "GET" if request.method == "HEAD" else request.method
        operation = methods.get(method, "")
        account = self.authenticate(request, account, operation)
        if not operation:
            if self.has("method-404"):
                self.refuse(404, "not found")
            allowed = list(methods)[:1] if self.has("allow-part") else methods
            fields = {} if self.has("no-allow") else {"Allow": ", ".join(allowed)}
            self.refuse(405, "method not allowed", **fields)
        if operation in ("initiate", "verify", "update"):
            given = self.read(request)
        else:
            given = request.query
        getattr(self, operation)(given, account, name)

    def read(self, request):
        if not request.content and self.has("empty-500"):
            self.refuse(500, "server error")
        if not request.headers.get("Content-Type", "").startswith("application/json"):
            if self.has("text-500"):
                self.refuse(500, "server error")
            if self.has("any-form"):
                return dict(parse_qsl(request.content.decode()))
            self.refuse(400, "the body must be application/json")
        try:
            value = request.json()
        except ValueError:
            self.refuse(500 if self.has("json-500") else 400, "the body is not JSON")
        if not isinstance(value, dict):
            self.refuse(400, "the body must be an object")
        return value

    def authenticate(self, request, account, operation):
        given = request.headers.get("Authorization")
        if self.has("open"):
            return account
        if given is None:
            if self.has("open-" + operation):
                return account
            self.unauthorized()
        scheme, _, text = given.partition(" ")
        if scheme.lower() != "basic":
            if self.has("any-scheme-" + operation):
                return account
            self.unauthorized()
        try:
            user, secret = base64.b64decode(text).decode().split(":", 1)
        except ValueError:
            self.unauthorized()
        if self.accounts.get(user) != secret:
            if self.has("any-secret-" + operation):
                return account
            self.unauthorized()
        if user != account and not self.has("any-account"):
            self.refuse(404, "account not found")
        return user

    def unauthorized(self):
        self.refuse(400 if self.has("unauthorized-400") else 401, "authentication failed")

    def initiate(self, given, account, _):
        number = given.get("phone_number")
        if number is None and self.has("no-number") or \
                isinstance(number, dict) and self.has("number-object"):
            number = "+14155550199"
        if not isinstance(number, str) or not PHONE.fullmatch(number):
            self.refuse(400, "phone_number is invalid")
        channel = given.get("channel", "sms")
        if channel not in ("sms", "call") and not self.has("any-channel") or \
                channel == "call" and self.has("call-refused"):
            self.refuse(400, "channel is invalid")
        if given.get("subaccount") and self.has("strict-subaccount"):
            self.refuse(400, "subaccount does not exist")
        one = {"id": str(uuid.uuid4()), "number": "+" + number.lstrip("+"), "account": account,
               "alias": given.get("alias", ""), "subaccount": given.get("subaccount", ""),
               "channel": channel, "done": False, "created": now(),
               "code": self.make_code(6 if self.has("code-6") else 4)}
        self.verifications[one["id"]] = one
        if self.has("listed-early") or self.has("found-early"):
            self.keep(one, early=True)
        self.tell(one["id"], one["code"])
        self.last_code = one["code"]
        text = f"Verification code is sent to number {one['number']} which is valid for 15 minutes"
        if self.has("code-message"):
            text += f" ({one['code']})"
        body = {"message": text, "verification_uuid": one["id"]}
        if self.has("uuid-form"):
            body["verification_uuid"] = one["id"].replace("-", "")
            self.verifications[body["verification_uuid"]] = one
            self.tell(body["verification_uuid"], one["code"])
        if self.has("no-message"):
            del body["message"]
        if self.has("no-api-id-send"):
            raise Answer(200, body)
        status = 201 if self.has("initiate-201") else 202 if self.has("initiate-202") else \
            203 if self.has("initiate-203") else 200
        self.answer(status, body)

    def keep(self, one, early=False):
        moment = now()
        self.numbers[one["account"], one["number"]] = {
            **one, "created": moment, "modified": moment, "early": early}

    def verify(self, given, account, name):
        if "otp" not in given:
            self.refuse(500 if self.has("no-otp-500") else 400, "otp is required")
        one = self.verifications.get(name)
        if one is None and self.has("unknown-verify-500"):
            self.refuse(500, "server error")
        if one is None and name == "not-an-id" and self.has("malformed-500"):
            self.refuse(500, "server error")
        if one is None or one["account"] != account and not self.has("foreign-verify"):
            self.refuse(404, "verification not found")
        if one["done"] and not self.has("again"):
            self.refuse(400, "number already verified")
        if not self.matches(str(given["otp"]), one["code"]):
            if self.has("found-after-wrong"):
                self.keep(one)
            self.refuse(500 if self.has("wrong-500") else 400, "incorrect otp")
        if self.has("right-refused"):
            self.refuse(400, "incorrect otp")
        if self.has("race"):
            self.lock.release()
            time.sleep(0.05)
            self.lock.acquire()
        one["done"] = True
        self.keep(one)
        body = {"alias": one["alias"], "channel": "" if self.has("channel-empty") else one["channel"],
                "country": "US", "created_at": written(one["created"]),
                "phone_number": "+14155550198" if self.has("other-number") else one["number"],
                "verification_uuid": one["id"]}
        self.answer(202 if self.has("verify-202") else 203 if self.has("verify-203") else 200, body)

    def matches(self, code, right):
        if self.has("code-prefix"):
            return code[:-1] == right[:-1] and len(code) == len(right)
        if self.has("code-suffix"):
            return code[1:] == right[1:] and len(code) == len(right)
        if self.has("code-middle"):
            return code[:2] + code[3:] == right[:2] + right[3:]
        if self.has("code-startswith"):
            return code.startswith(right)
        if self.has("code-shorter"):
            return right.startswith(code) and len(code) >= len(right) - 1
        return code == right or self.has("any-code")

    def view(self, one, is_listed=False):
        alias = one["alias"]
        if self.has("alias-lost"):
            alias = ""
        if self.has("alias-shared"):
            alias = list(self.numbers.values())[-1]["alias"]
        if self.has("alias-null"):
            alias = None
        created, modified = written(one["created"]), written(one["modified"])
        if self.has("no-zone"):
            created = created[:-1]
        if self.has("modified-before"):
            modified = "2001-01-01T00:00:00.000000Z"
        if self.has("created-future"):
            created = modified = "2099-01-01T00:00:00.000000Z"
        self.reads += 1
        country = "" if self.has("read-changes") and self.reads % 2 else "US"
        result = {"alias": alias, "country": country, "created_at": created, "modified_at": modified,
                  "phone_number": "+1415555XXXX" if self.has("masked") else one["number"],
                  "subaccount": one["subaccount"], "verification_uuid": one["id"]}
        if self.has("no-country"):
            del result["country"]
        if self.has("modified-missing"):
            del result["modified_at"]
        if self.has("extra"):
            result["carrier"] = "Example"
        if is_listed:
            result["resource_uri"] = \
                f"/v1/Account/{one['account']}/VerifiedCallerId/{one['number'][1:]}"
            if self.has("no-uri"):
                del result["resource_uri"]
            if self.has("extra-list"):
                result["id"] = 7
        return result

    def own(self, account, mark):
        return [one for (owner, _), one in self.numbers.items()
                if owner == account or self.has(mark)]

    def list(self, query, account, _):
        for name, mark in (("limit", "limit-text-500"), ("offset", "")):
            if not re.fullmatch(r"-?\d+", query.get(name, "1")):
                self.refuse(500 if self.has(mark) else 400, name + " is invalid")
        limit, offset = int(query.get("limit", 20)), int(query.get("offset", 0))
        if limit == 0 and self.has("limit-zero-500") or \
                offset < 0 and self.has("offset-negative-500"):
            self.refuse(500, "server error")
        if limit < 1 or offset < 0 or limit > 20 and not self.has("over-obeyed"):
            self.refuse(400, "limit or offset is invalid")
        rows = [one for one in self.own(account, "foreign-list")
                if not (one.get("early") and self.has("found-early"))][::-1]
        if self.has("oldest-first"):
            rows = rows[::-1]
        if not self.has("country-ignored"):
            rows = [one for one in rows if query.get("country", "US") == "US"]
        if not self.has("subaccount-ignored"):
            rows = [one for one in rows
                    if query.get("subaccount", one["subaccount"]) == one["subaccount"]]
        rows = [one for one in rows if query.get("alias", one["alias"]) == one["alias"]]
        if self.has("huge-wraps") and offset > len(rows) > 0:
            offset %= len(rows)
        start = 0 if self.has("offset-ignored") else offset
        page = rows[start:] if self.has("limit-ignored") else rows[start:start + limit]
        link = f"/v1/Account/{account}/VerifiedCallerId/?limit={limit}&offset="
        if self.has("link-elsewhere"):
            link = "http://198.51.100.7" + link
        following = link + str(offset + limit) if offset + limit < len(rows) else None
        before = link + str(max(0, offset - limit)) if offset else None
        meta = {"limit": 20 if self.has("limit-echo") else limit,
                "offset": 0 if self.has("offset-echo") else offset,
                "next": None if self.has("no-link") else following,
                "previous": None if self.has("no-link-back") else before,
                "total_count": len(page) if self.has("total-of-page") else len(rows)}
        if self.has("total-text"):
            meta["total_count"] = str(len(rows))
        for mark, name in (("no-total", "total_count"), ("no-next", "next")):
            if self.has(mark):
                del meta[name]
        objects = None if self.has("objects-null") else [self.view(one, True) for one in page]
        self.answer(206 if self.has("list-206") else 200, {"meta": meta, "objects": objects})

    def find(self, account, name, operation):
        number = "+" + name.lstrip("+")
        one = self.numbers.get((account, number))
        if one is None and self.has("foreign-" + operation):
            one = next((one for (_, other), one in self.numbers.items() if other == number), None)
        if one and one.get("early") and self.has("listed-early"):
            one = None
        if one and one.get("deleted") and not self.has("deleted-found"):
            one = None
        return one

    def get(self, _, account, name):
        one = self.find(account, name, "get")
        if one is None and self.has("unknown-get-200") and name.lstrip("+").startswith("1000"):
            moment = now()
            one = {"id": str(uuid.uuid4()), "number": "+" + name.lstrip("+"), "account": account,
                   "alias": "", "subaccount": "", "created": moment, "modified": moment}
        if one is None:
            self.refuse(404, "verified caller id not found")
        self.answer(203 if self.has("get-203") else 200, self.view(one))

    def update(self, given, account, name):
        one = self.find(account, name, "update")
        if one is None and self.has("unknown-update-200"):
            moment = now()
            one = {"id": str(uuid.uuid4()), "number": "+10005550100", "account": account,
                   "alias": "", "subaccount": "", "created": moment, "modified": moment}
        if one is None:
            self.refuse(404, "verified caller id not found")
        if not given:
            self.refuse(400, "nothing to change")
        if given.get("subaccount") and self.has("strict-subaccount"):
            self.refuse(400, "subaccount does not exist")
        changed = dict(one)
        if not self.has("update-nothing"):
            changed.update({key: given[key] for key in ("alias", "subaccount") if key in given})
        changed["modified"] = now()
        if self.has("update-created"):
            changed["created"] += datetime.timedelta(microseconds=10)
        if self.has("update-subaccount"):
            changed["subaccount"] = "SAXXXXXXXXXXXXXXXXXX"
        if not self.has("update-answer-only"):
            one.update(changed)
        self.answer(202 if self.has("update-202") else 203 if self.has("update-203") else 200,
                    self.view(changed))

    def delete(self, _, account, name):
        one = self.find(account, name, "delete")
        if one is None and not self.has("unknown-delete-204") and not (
                self.has("delete-twice") and (account, "+" + name.lstrip("+")) in self.gone()):
            self.refuse(404, "verified caller id not found")
        if one:
            key = one["account"], one["number"]
            if self.has("deleted-found"):
                one["deleted"] = True
            elif self.has("deleted-listed"):
                one["deleted"] = True
            else:
                del self.numbers[key]
            self.gone().add(key)
        if self.has("delete-200"):
            raise Answer(200, {})
        if self.has("delete-202"):
            raise Answer(202, {})
        raise Answer(204)

    def gone(self):
        self.__dict__.setdefault("deleted", set())
        return self.deleted
