"""Every answer of the control API that the other flows have seen, held against its own document."""

import re

import harness
from harness import equal, test
from jsonschema import Draft202012Validator


def operation(document, method, path):
    plain = "/_mock/" + path.split("?")[0]
    if plain in document["paths"]:
        return document["paths"][plain].get(method.lower())
    for template, item in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), plain):
            return item.get(method.lower())
    return None


def resolve(document, value):
    while "$ref" in value:
        place = document
        for part in value["$ref"][2:].split("/"):
            place = place[part]
        value = place
    return value


@test("every answer of the control API obeys /_mock/openapi.json, and every call was tried")
def answers():
    server = harness.SERVER
    document = server.control("GET", "openapi.json")
    for method, path in (("GET", "health"), ("GET", "clock"), ("GET", "scenario"),
                         ("GET", "verifications"), ("GET", "scenarios"), ("GET", "contracts"),
                         ("GET", "contracts/d7-verify"), ("DELETE", "inbox"),
                         ("DELETE", "requests")):
        server.control(method, path)
    account = harness.PlivoAccount()
    made = account.control("POST", "verifications", {
        "provider": "plivo-verify", "recipient": "+14155550100", "code": "123456"})
    account.sessions.validate(made["id"], "123456")
    seen = set()
    for method, path, status, body in server.answers:
        found = operation(document, method, path)
        if found is None:
            if status in (404, 405):
                continue
            raise AssertionError(f"{method} {path} is not in the document")
        seen.add(found["operationId"])
        response = found["responses"].get(str(status))
        if response is None:
            raise AssertionError(f"{method} {path}: {status} is not in the document")
        schema = resolve(document, response)["content"]["application/json"]["schema"]
        schema = {**schema, "components": document["components"]}
        for error in Draft202012Validator(schema).iter_errors(body):
            place = "/".join(str(part) for part in error.absolute_path)
            raise AssertionError(f"{method} {path} {status} {place}: {error.message[:300]}")
    every = {one["operationId"] for item in document["paths"].values() for one in item.values()}
    equal(sorted(every - seen), [], "calls that were not tried")
