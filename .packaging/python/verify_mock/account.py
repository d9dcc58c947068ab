"""What a test does with its account."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server import Server


class UnexpectedRequest(AssertionError):
    """The code under test made a request that only a mistake explains."""


class Account:
    """One account of a server: no other test sees its requests, messages, clock or scenario."""

    def __init__(self, server: Server, environment: dict[str, str], keys: list[str]) -> None:
        self._server = server
        #: The server's base URL, without a final slash.
        self.url: str = server.url
        #: ``VERIFY_MOCK_URL`` and fake credentials under their usual names, for the code under test.
        self.environment: dict[str, str] = environment
        self._keys = keys
        self._names = {name for key in keys for name in (key, _token_name(key))}
        # What no account made since then was made by this test.
        newest = server.call("GET", "requests", query={"limit": 1})["items"]
        self._start: int = newest[-1]["seq"] if newest else 0

    def code(self, recipient: str, *, within: float = 2) -> str:
        """The code of the newest message to a number; waits for it, ``within`` seconds at most."""
        deadline = time.monotonic() + within
        after = 0
        while True:
            left = max(0.0, deadline - time.monotonic())
            # 404 with an empty list when none has come in time.
            items = self._server.call(
                "GET", "inbox", accepted=[404], timeout=within + 30,
                query={"recipient": recipient, "after": after, "wait": f"{int(left * 1000)}ms"},
            )["items"]
            for item in items:
                if item["account"] in self._names:
                    return str(item["code"])
            if time.monotonic() >= deadline:
                raise AssertionError(
                    f"no code for {recipient} within {within} s; this test's requests:\n"
                    + ("\n".join(map(_line, self.requests())) or "  none"))
            # Those of other accounts.
            after = max([after, *(item["seq"] for item in items)])

    def advance(self, by: str) -> None:
        """Moves this account's clock, such as by ``"11m"``: codes expire without anyone sleeping."""
        for key in self._keys:
            self._server.call("POST", "clock", {"advance": by}, account=key)

    def scenario(self, name: str, **settings: Any) -> None:
        """Activates a scenario such as ``"provider/wrong-code"`` for later requests.

        ``settings`` are those of ``PUT /_mock/scenario``: ``code``, ``quirks``, ``magic``.
        """
        for key in self._keys:
            self._server.call("PUT", "scenario", {"scenario": name, **settings}, account=key)

    def requests(self, *, operation: str | None = None, recipient: str | None = None,
                 matched: bool | None = None, violations: bool | None = None) -> list[dict[str, Any]]:
        """This test's requests with their answers, oldest first, as ``GET /_mock/requests`` has them."""
        query = {"operation": operation, "recipient": recipient, "matched": _flag(matched),
                 "violations": _flag(violations), "limit": 10_000}
        found = {item["seq"]: item for key in self._keys
                 for item in self._server.call("GET", "requests", query=query, account=key)["items"]}
        return [found[seq] for seq in sorted(found)]

    def unexpected(self) -> list[dict[str, Any]]:
        """The requests that only a mistake in the code under test explains.

        Requests that matched no operation belong to no account; those since this account was made
        count as its own.
        """
        items = self._server.call(
            "GET", "requests", query={"since": self._start, "limit": 10_000})["items"]
        return [item for item in items
                if "unexpected" in item and item.get("account", None) in {None, *self._names}]

    def check(self) -> None:
        """Raises :class:`UnexpectedRequest` when there are any."""
        items = self.unexpected()
        if items:
            lines = [_line(item) for item in items[:5]]
            if len(items) > 5:
                lines.append(f"  and {len(items) - 5} more requests like these")
            raise UnexpectedRequest("the mock got unexpected requests:\n" + "\n".join(lines))


def _flag(value: bool | None) -> str | None:
    return None if value is None else "true" if value else "false"


def _token_name(token: str) -> str:
    """How the server calls an account whose token is a secret."""
    return "token-" + hashlib.sha256(token.encode()).hexdigest()[:12]


def _line(item: dict[str, Any]) -> str:
    request = item["request"]
    parts = [str(request["method"] or "?"), str(request["target"] or "?"),
             "→", str(item["response"]["status"])]
    if "unexpected" in item:
        parts.append("(" + item["unexpected"] + ")")
    details = [violation["text"] for violation in item["violations"]] or (
        [item["reason"]] if "unexpected" in item and item.get("reason") else [])
    return "  " + " ".join(parts) + "".join("\n    " + text for text in details)
