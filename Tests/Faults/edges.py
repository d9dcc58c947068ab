"""Requests with numbers, durations and times at the edges, made from the contracts.

Every place of a request that takes a value takes the edges in turn: path, query, fields and each
leaf of a body. The contracts name the places, so a new operation is covered without a change here.
"""

import base64
import copy
import json
import pathlib
import random
import urllib.parse

import wire

ROOT = pathlib.Path(__file__).resolve().parents[2]

# As they are written in JSON: some are no numbers of any type that a program has.
NUMBERS = [
    "0", "-0", "1", "-1", "2", "5", "20", "21", "100", "2147483647", "2147483648", "-2147483648",
    "-2147483649", "4294967295", "4294967296", "9007199254740991", "9007199254740992",
    "9007199254740993", "-9007199254740993", "9223372036854775806", "9223372036854775807",
    "9223372036854775808", "-9223372036854775807", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "1e308", "-1e308", "1e999", "-1e999", "1e-999",
    "0.1", "-0.1", "1.0", "1e0", "9.223372036854775807e18", "1e9999999999999999999",
    "9" * 40, "-" + "9" * 400, "0." + "0" * 300 + "1",
]

# What is no number in JSON and may still be read as one from text.
TEXTS = [
    "", " ", "00", "+5", "-", "+", "5 ", " 5", "0x10", "1_000", "1,000", "٣", "²", "NaN", "inf",
    "Infinity", "null", "true", "5\u0000", "９", "1e5", "--1",
]

COUNTS = ["0", "1", "00", "2147483648", "106751", "106752", "9223372036", "9223372037",
          "9223372036854775807", "9223372036854775808", "9" * 40, "-1", "+1", "0.5", "٣", ""]
DURATIONS = [count + unit for count in COUNTS for unit in ("ms", "s", "m", "h", "d", "", "w")]

YEARS = ["0000", "0001", "1582", "1677", "1678", "1700", "1733", "1734", "1969", "1970", "2026",
         "2038", "2261", "2262", "2263", "2554", "9999", "99999", "-001", "٢٠٢٦"]
TIMES = (
    [f"{year}-{rest}" for year in YEARS for rest in (
        "01-01", "12-31T23:59:59.999999999Z", "01-01T00:00:00Z", "01-01T00:00:00+23:59",
        "12-31T23:59:60-23:59", "09-21T00:12:43.145224192Z", "04-11T23:47:16.854775807Z")]
    + ["2026-00-00", "2026-13-01", "2026-02-30", "2024-02-29", "2026-01-01T24:00:00Z",
       "2026-01-01T00:60:00Z", "2026-01-01T00:00:00." + "9" * 40 + "Z", "2026-01-01T00:00",
       "2026-01-01 00:00:00", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+99:99"])

WORDS = NUMBERS + TEXTS + DURATIONS + TIMES

# Whose requests they are; control calls move the clocks of some of them.
ACCOUNTS = [f"MA{number:018d}" for number in range(8)]


def literals(draw):
    """A value as JSON text: a number, or a string that looks like one."""
    return draw.choice(NUMBERS) if draw.random() < 0.5 else json.dumps(draw.choice(WORDS))


def text(document, literal=None):
    """A document as JSON with the literal in place of the mark."""
    out = json.dumps(document)
    return out if literal is None else out.replace('"\\u0001edge"', literal)


# Stands in a document for a value that the libraries of JSON can't keep.
MARK = "\u0001edge"


def leaves(value, path=()):
    """The paths of all values that are no object or list."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, path + (key,))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from leaves(one, path + (index,))
    else:
        yield path


def marked(document, path):
    """A copy with the mark at a path."""
    out = copy.deepcopy(document)
    at = out
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = MARK
    return out


class Contract:
    """An OpenAPI document as the requests that it describes."""

    def __init__(self, path):
        self.document = json.loads(path.read_text(encoding="utf-8"))
        url = self.document["servers"][0]["url"]
        self.base = "" if "_mock" in json.dumps(list(self.document["paths"])) else (
            urllib.parse.urlsplit(url).path.rstrip("/"))
        self.is_control = "/_mock/health" in self.document["paths"]
        self.operations = [
            (method.upper(), template, item, operation)
            for template, item in self.document["paths"].items()
            for method, operation in item.items()
            if method in ("get", "post", "put", "delete", "patch")]

    def resolved(self, value):
        while isinstance(value, dict) and "$ref" in value:
            at = self.document
            for step in value["$ref"].removeprefix("#/").split("/"):
                at = at[step.replace("~1", "/").replace("~0", "~")]
            value = at
        return value

    def properties(self, schema):
        """All properties that a schema or one of its branches names."""
        schema = self.resolved(schema)
        found = dict(schema.get("properties", {})) if isinstance(schema, dict) else {}
        for word in ("allOf", "anyOf", "oneOf"):
            for branch in schema.get(word, []):
                found |= self.properties(branch)
        return found

    def parameters(self, item, operation):
        return [self.resolved(one)
                for one in item.get("parameters", []) + operation.get("parameters", [])]

    def bodies(self, operation):
        """The examples of an operation's body, and one with every property that it may have."""
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if not content:
            return []
        found = [self.resolved(one).get("value") for one in content.get("examples", {}).values()]
        if "example" in content:
            found.append(content["example"])
        whole = dict(found[0]) if found and isinstance(found[0], dict) else {}
        for name, schema in self.properties(content.get("schema", {})).items():
            schema = self.resolved(schema)
            whole.setdefault(name, next(iter(schema.get("examples", schema.get("enum", ["1"])))))
        return found + [whole]


def scenarios():
    """The documents of the scenarios that every provider has."""
    for path in sorted((ROOT / "Scenarios").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if "scenario" in document:
            yield document


class Requests:
    """An endless row of requests, the same ones for the same seed."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        paths = sorted((ROOT / "Scenarios").glob("*/openapi.json"))
        self.providers = [Contract(path) for path in paths]
        self.control = Contract(ROOT / "Fixtures/control/openapi.json")
        self.scenarios = list(scenarios())
        self.names = [path.parent.name for path in paths]

    def next(self):
        """A request, and whether its answer may be held back."""
        kind = self.draw.random()
        if kind < 0.06:
            return self.plain(), False
        if kind < 0.12:
            # An account that sends nothing: a scenario can hold answers back for years.
            return self.scenario(self.draw.choice(ACCOUNTS) + "x"), False
        if kind < 0.40:
            return self.described(self.control)
        return self.described(self.draw.choice(self.providers))

    def authorization(self, contract, account):
        if "bearer" in json.dumps(contract.document["components"].get("securitySchemes", {})):
            return "Bearer " + account + "x" * 40
        return "Basic " + base64.b64encode(f"{account}:a-fake-token".encode()).decode()

    def described(self, contract):
        """An operation with an edge in one place, or in all."""
        draw = self.draw
        method, template, item, operation = draw.choice(contract.operations)
        account = draw.choice(ACCOUNTS)
        parameters = contract.parameters(item, operation)
        bodies = contract.bodies(operation)
        body = draw.choice(bodies) if bodies else None
        places = [("parameter", one) for one in parameters if one["name"] != "auth_id"]
        places += [("body", path) for path in leaves(body)] if body is not None else []
        everywhere = draw.random() < 0.1
        chosen = places if everywhere else draw.sample(places, min(len(places), draw.choice((1, 1, 2))))
        query, extra, literal, holds = [], [], None, False
        path = contract.base + template.replace("{auth_id}", account)
        for kind, place in chosen:
            if kind == "body":
                body = marked(body, place)
                literal = literals(draw)
                continue
            value = draw.choice(WORDS)
            name = place["name"]
            if place["in"] == "path":
                path = path.replace("{" + name + "}", quoted(value))
            elif place["in"] == "query":
                if name == "account" and draw.random() < 0.9:
                    value = account
                holds |= name == "wait"
                query.append(f"{quoted(name)}={quoted(value)}")
            elif value.isascii() and value.isprintable():
                extra.append(f"{name}: {account if 'Account' in name else value}")
        while "{" in path:
            before, _, rest = path.partition("{")
            path = before + "00000000-0000-4000-8000-000000000000" + rest.partition("}")[2]
        if contract.is_control and not any(one.startswith("account=") for one in query) \
                and draw.random() < 0.9:
            query.append(f"account={account}")
        if query:
            path += "?" + "&".join(query)
        data = "" if body is None else text(body, literal)
        return message(method, path, data, self.authorization(contract, account), extra), holds

    def plain(self):
        """What gives the others something to be about."""
        account = self.draw.choice(ACCOUNTS)
        target = f"/v1/Account/{account}/Verify/Session/"
        kind = self.draw.randrange(8)
        if kind == 0:
            return message("POST", "/_mock/reset", "", wire.BASIC, [])
        if kind == 1:
            return message("GET", target, "", wire.basic(account), [])
        return message("POST", target, '{"recipient":"+14155550100"}', wire.basic(account), [])

    def scenario(self, account):
        """A whole scenario with an edge in it for an account."""
        draw = self.draw
        document = dict(draw.choice(self.scenarios), provider=draw.choice(self.names))
        document.pop("walkthrough", None)
        places = [path for path in leaves(document) if path[0] not in ("$schema", "provider")]
        body = text(marked(document, draw.choice(places)), literals(draw))
        return message("PUT", f"/_mock/scenario?account={account}", body, wire.BASIC, [])


def quoted(value):
    return urllib.parse.quote(value, safe="")


def message(method, target, body, authorization, extra):
    data = body.encode()
    lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: {authorization}",
             *extra]
    if data or method in ("POST", "PUT"):
        lines += ["Content-Type: application/json", f"Content-Length: {len(data)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + data


# What parsers get wrong: separators, line ends, controls, digits, and words that change framing.
PIECES = [piece.encode() for piece in (
    "\r\n", "\n", "\r", " ", "\t", ":", ";", ",", "%", "#", "?", "/", "0", "-1", "+5", "0x1",
    "Content-Length: 5\r\n", "Content-Length: 9223372036854775807\r\n",
    "Content-Length: 18446744073709551616\r\n", "Content-Length: -1\r\n",
    "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "Connection: close\r\n",
    "Expect: 100-continue\r\n", " HTTP/1.1\r\n", "0\r\n\r\n", "5\r\nhello\r\n",
    "7fffffffffffffff\r\n", "ffffffffffffffff\r\n", "10000000000000000\r\n", "\0", "\x7f",
    "{", "}", "[", "]", '"', "\\ud800", "\\u0000", "e999", "9" * 40)] + [b"\x80", b"\xff", b"\xf4"]


def mutated(draw, seeds):
    """One of the seeds, changed in one to four places."""
    out = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(out) + 1)
        kind = draw.randrange(6)
        if kind == 0 and place < len(out):
            out[place] = draw.randrange(256)
        elif kind == 1 and place < len(out):
            out[place] ^= 1 << draw.randrange(8)
        elif kind == 2:
            out[place:place] = draw.choice(PIECES)
        elif kind == 3:
            del out[place:place + draw.randrange(12)]
        elif kind == 4:
            at = draw.randrange(len(out) + 1)
            out[at:at] = out[place:place + draw.randrange(40)]
        else:
            out += draw.choice(seeds)
    return bytes(out)
