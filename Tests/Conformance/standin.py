"""The session API of one provider, written apart from the mock: standin.py PORT CODES [DEFECT…].

Codes are appended to the file CODES as `session code`. Each DEFECT makes one thing wrong.
"""

import base64
import datetime
import json
import random
import re
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

CODES, DEFECTS = sys.argv[2], set(sys.argv[3:])
PATH = re.compile(r"/v1/Account/([^/]+)/Verify/Session(?:/([^/]+))?")
APP = "11111111-1111-4111-8111-111111111111"
sessions, listings = {}, {}
lock = threading.RLock()


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def written(moment):
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


class Refused(Exception):
    def __init__(self, status, message, **fields):
        super().__init__(message)
        self.status, self.fields = status, fields


def refuse(status, message, **fields):
    raise Refused(status, message, **fields)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "standin", ""

    def log_message(self, *_):
        pass

    def answer(self, status, body, fields=None):
        content = json.dumps({"api_id": str(uuid.uuid4()), **body}).encode()
        if "comma" in DEFECTS:
            content = content[:-1] + b",}"
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if "type" in DEFECTS else "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (fields or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def serve(self):
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            with lock:
                self.route(content)
        except Refused as error:
            self.answer(error.status, {"error": str(error)}, error.fields)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = serve

    def route(self, content):
        url = urlsplit(self.path)
        match = PATH.fullmatch(url.path.rstrip("/"))
        if not match:
            refuse(404, "not found")
        account, name = match.groups()
        self.authenticate(account)
        if self.command not in ("GET", "POST", "HEAD"):
            if "method" in DEFECTS:
                refuse(404, "not found")
            refuse(405, "method not allowed", Allow="GET, POST")
        given = {}
        if self.command == "POST":
            try:
                given = json.loads(content)
            except ValueError:
                refuse(500 if "crash" in DEFECTS else 400, "invalid json")
            if not isinstance(given, dict):
                refuse(400, "invalid json")
        if name is None:
            if self.command == "POST":
                return self.create(given, account)
            return self.list(dict(parse_qsl(url.query)), account)
        session = sessions.get(name)
        if not session or session["account"] != account:
            refuse(404, "session not found")
        if self.command == "POST":
            return self.validate(session, given)
        return self.answer(200, view(session))

    def authenticate(self, account):
        scheme, _, text = self.headers.get("Authorization", "").partition(" ")
        try:
            user, token = base64.b64decode(text).decode().split(":", 1)
        except ValueError:
            user = token = ""
        if scheme != "Basic" or user != account or token.startswith("invalid"):
            if "open" not in DEFECTS:
                refuse(401, "authentication failed")

    def create(self, given, account):
        recipient = given.get("recipient")
        if not isinstance(recipient, str) or not re.fullmatch(r"\+?[2-9]\d{7,14}|\+?1[2-9]\d{9}",
                                                              recipient):
            if "lax" not in DEFECTS:
                refuse(400, "recipient is invalid")
            recipient = "10005550100"
        length = given.get("code_length") or 6
        if not isinstance(length, int) or not 4 <= length <= 8:
            refuse(400, "code_length is invalid")
        for name, words in (("channel", ("sms", "voice")), ("method", ("GET", "POST"))):
            if given.get(name, words[0]) not in words:
                refuse(400, name + " is invalid")
        recipient, app = recipient.lstrip("+"), given.get("app_uuid") or APP
        for session in sessions.values():
            expire(session)
            if (session["recipient"], session["account"], session["app"], session["status"]) == (
                    recipient, account, app, "in-progress"):
                break
        else:
            session = {
                "id": str(uuid.uuid4()), "recipient": recipient, "account": account, "app": app,
                "status": "in-progress", "created": now(), "attempts": [], "tries": 0,
                "code": "".join(random.choice("0123456789") for _ in range(length))}
            sessions[session["id"]] = session
        session["attempts"].append({
            "channel": given.get("channel", "sms"), "attempt_uuid": str(uuid.uuid4()),
            "status": "delivered", "time": written(now())})
        session["brand"] = given.get("brand_name", "")
        session["hash"] = given.get("app_hash", "")
        session["updated"] = now()
        with open(CODES, "a", encoding="utf-8") as file:
            file.write(f"{session['id']} {session['code']}\n")
        body = {"message": "Session initiated", "session_uuid": session["id"]}
        if "echo" in DEFECTS:
            body["message"] += " " + session["code"]
        self.answer(202, body)

    def validate(self, session, given):
        expire(session)
        if "otp" not in given:
            refuse(400, "otp is required")
        if session["status"] == "verified" and "again" not in DEFECTS:
            refuse(400, "session already verified")
        if session["status"] == "expired":
            refuse(400, "session expired")
        session["tries"] += 1
        if session["tries"] > 10 and "tries" not in DEFECTS:
            refuse(429, "too many attempts")
        if given["otp"] != session["code"] and "any" not in DEFECTS:
            refuse(400, "incorrect otp")
        session["status"], session["updated"] = "verified", now()
        self.answer(200, {"message": "session validated successfully."})

    def list(self, query, account):
        moments = listings.setdefault(account, [])
        moments[:] = [moment for moment in moments if time.monotonic() - moment < 60]
        moments.append(time.monotonic())
        if len(moments) > 20 and "rate" not in DEFECTS:
            refuse(429, "too many requests", Retry_After="60")
        try:
            limit, offset = int(query.get("limit", 20)), int(query.get("offset", 0))
        except ValueError:
            refuse(400, "limit is invalid")
        if not 1 <= limit <= 20 or offset < 0:
            refuse(400, "limit is invalid")
        rows = [row for row in sessions.values() if row["account"] == account][::-1]
        for row in rows:
            expire(row)
        if query.get("status") not in (None, "in-progress", "verified", "expired"):
            refuse(400, "status is invalid")
        tests = {
            "status": lambda row, value: row["status"] == value,
            "recipient": lambda row, value: row["recipient"] == value.strip("+ "),
            "app_uuid": lambda row, value: row["app"] == value,
            "brand_name": lambda row, value: row["brand"] == value,
            "app_hash": lambda row, value: row["hash"] == value,
            "country": lambda row, value: value == "US",
            "alias": lambda row, value: value == "default_app",
            "subaccount": lambda row, value: False}
        for name, value in query.items():
            if name in tests and "filter" not in DEFECTS:
                rows = [row for row in rows if tests[name](row, value)]
            if name.startswith("session_time"):
                try:
                    moment = datetime.datetime.fromisoformat(value)
                except ValueError:
                    refuse(400, name + " is invalid")
                moment = moment.replace(tzinfo=datetime.timezone.utc)
                compare = {"": "__eq__", "__gt": "__gt__", "__gte": "__ge__", "__lt": "__lt__",
                           "__lte": "__le__"}[name[len("session_time"):]]
                rows = [row for row in rows if getattr(row["created"], compare)(moment)]
        page = rows[offset:offset + limit] if "offset" not in DEFECTS else rows[:limit]
        link = f"/v1/Account/{account}/Verify/Session/?limit={limit}&offset="
        self.answer(200, {
            "meta": {
                "limit": limit, "offset": offset,
                "next": link + str(offset + limit) if offset + limit < len(rows) else None,
                "previous": link + str(max(0, offset - limit)) if offset else None},
            "sessions": [view(row) for row in page]})


def expire(session):
    age = now() - session["created"]
    if session["status"] == "in-progress" and age > datetime.timedelta(minutes=10):
        session["status"] = "expired"


def view(session):
    expire(session)
    attempts, created = session["attempts"], written(session["created"])
    count = len(attempts)
    return {
        "session_uuid": session["id"], "app_uuid": session["app"], "alias": "default_app",
        "recipient": session["recipient"], "channel": attempts[-1]["channel"],
        "status": session["status"].upper() if "case" in DEFECTS else session["status"],
        "count": str(count) if "text" in DEFECTS else count, "requestor_ip": "192.0.2.8",
        "destination_country_iso2": "US", "destination_network": "Example",
        "attempt_details": attempts,
        "charges": {
            "total_charge": "9.0000" if "sum" in DEFECTS else f"{count / 100:.4f}",
            "validation_charge": "0.0000",
            "attempt_charges": [{
                "attempt_uuid": attempt["attempt_uuid"], "channel": attempt["channel"],
                "charge": "0.0100"} for attempt in attempts]},
        "created_at": created[:10] if "time" in DEFECTS else created,
        "updated_at": written(session["updated"])}


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
