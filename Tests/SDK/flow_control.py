"""Every answer of the control API that the other flows have seen, held against its own document."""

import re
import urllib.request

import harness
from harness import equal, test
from jsonschema import Draft202012Validator
from prometheus_client.parser import text_string_to_metric_families


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


@test("the metrics read as Prometheus reads them, and count what was done")
def metrics():
    server = harness.SERVER
    account = harness.PlivoAccount()

    def read():
        with urllib.request.urlopen(server.url + "/_mock/metrics", timeout=10) as answer:
            kind, text = answer.headers["Content-Type"], answer.read().decode()
        equal(kind, "text/plain; version=0.0.4; charset=utf-8")
        server.answers.append(("GET", "metrics", 200, text))
        samples = {}
        for family in text_string_to_metric_families(text):
            if not family.documentation or family.type == "unknown":
                raise AssertionError(f"{family.name} has no help or type")
            for sample in family.samples:
                key = (sample.name, *sorted(sample.labels.items()))
                if key in samples:
                    raise AssertionError(f"{key} is there twice")
                samples[key] = sample.value
        return samples

    before = read()
    account.http("POST", "Verify/Session/", {"recipient": "+14155550100"})
    account.http("POST", "Verify/Session/", {})
    account.http("POST", "Verify/Nothing/", {})
    harness.http_call("BREW", "/", None)
    after = read()

    def grown(name, **labels):
        key = (name, *sorted(labels.items()))
        return after.get(key, 0) - before.get(key, 0)

    one = {"provider": "plivo-verify", "operation": "createSession"}
    equal(grown("verify_mock_requests_total", **one, outcome="sent"), 1)
    equal(grown("verify_mock_requests_total", **one, outcome="invalid-request/missing"), 1)
    equal(grown("verify_mock_request_duration_seconds_count", **one), 2)
    equal(grown("verify_mock_request_duration_seconds_bucket", **one, le="+Inf"), 2)
    equal(grown("verify_mock_unmatched_requests_total"), 1, "unmatched")
    equal(grown("verify_mock_contract_breaches_total", side="request"), 1)
    equal(grown("verify_mock_contract_breaches_total", side="response"), 0)
    equal(grown("verify_mock_verifications", provider="plivo-verify"), 1)
    # In bytes and not in pages or KiB; a sanitizer takes some hundred MiB.
    if not 1 << 20 < after[("process_resident_memory_bytes",)] < 1 << 32:
        raise AssertionError(f"resident memory: {after[('process_resident_memory_bytes',)]}")


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
        schema = resolve(document, response)["content"]
        schema = next(iter(schema.values()))["schema"]
        schema = {**schema, "components": document["components"]}
        for error in Draft202012Validator(schema).iter_errors(body):
            place = "/".join(str(part) for part in error.absolute_path)
            raise AssertionError(f"{method} {path} {status} {place}: {error.message[:300]}")
    every = {one["operationId"] for item in document["paths"].values() for one in item.values()}
    equal(sorted(every - seen), [], "calls that were not tried")
