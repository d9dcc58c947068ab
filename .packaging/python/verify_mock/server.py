"""Starts and stops ``verify-mock serve``, and calls its control API."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Iterable, Mapping

from .account import Account


class VerifyMockError(Exception):
    """The server could not be started, or refused a call; the message says why."""


def program() -> str:
    """The program that came with this package, else the one that ``PATH`` has."""
    beside = os.path.join(sysconfig.get_path("scripts"), "verify-mock")
    found = beside if os.access(beside, os.X_OK) else shutil.which("verify-mock")
    if not found:
        raise VerifyMockError(
            f"there is no program verify-mock in {os.path.dirname(beside)} or in PATH; "
            "install the wheel for this platform")
    return found


class Server:
    """A server on a free port of this machine, until :meth:`stop`.

    ``flags`` are those of ``verify-mock serve``; its ``VERIFY_MOCK_*`` variables apply as well.
    """

    def __init__(self, flags: Iterable[str] = ()) -> None:
        self._numbers = itertools.count(1)
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [program(), "serve", *flags, "--port", "0", "--json"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._log)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise VerifyMockError("verify-mock did not start: " + self.log())
        ready = json.loads(line)
        #: The base URL, without a final slash.
        self.url: str = ready["url"]
        #: ``VERIFY_MOCK_URL`` and the fake credentials of every provider.
        self.environment: dict[str, str] = ready["environment"]
        self._account_variables: list[str] = ready["accounts"]

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends the server; a second call does nothing."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._log.close()

    def log(self) -> str:
        """What the server has written to its standard error."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def new_account(self) -> Account:
        """An account with its own state, clock, scenario, journal and inbox."""
        number = next(self._numbers)
        environment = {name: value if name == "VERIFY_MOCK_URL" else _numbered(value, number)
                       for name, value in self.environment.items()}
        keys = [environment[name] for name in self._account_variables]
        return Account(self, environment, keys)

    def call(self, method: str, path: str, body: Any = None, *, account: str | None = None,
             query: Mapping[str, Any] | None = None, timeout: float = 60,
             accepted: Iterable[int] = ()) -> Any:
        """One call of the control API: ``call("GET", "inbox")``.

        A status other than 2xx raises :class:`VerifyMockError`, unless it is in ``accepted``.
        """
        wanted = {name: value for name, value in (query or {}).items() if value is not None}
        url = f"{self.url}/_mock/{path}"
        if wanted:
            url += "?" + urllib.parse.urlencode(wanted)
        headers = {"Content-Type": "application/json"}
        if account is not None:
            headers["X-Verify-Mock-Account"] = account
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data=data, method=method, headers=headers)
        # Proxies are for requests that leave this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=timeout) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            text = error.read()
            if error.code in accepted:
                return json.loads(text)
            raise VerifyMockError(f"{method} /_mock/{path}: {_reason(text)}") from None
        except urllib.error.URLError as error:
            raise VerifyMockError(f"{method} /_mock/{path}: {error.reason}; the server's log:\n"
                                  + self.log()) from None


def _reason(text: bytes) -> str:
    try:
        error = json.loads(text)["error"]
        return ", ".join(error[key] for key in ("what", "where", "hint") if error.get(key))
    except (ValueError, KeyError, TypeError):
        return text.decode(errors="replace")


def _numbered(value: str, number: int) -> str:
    """The same form with a number in it: in the place of trailing letters X, else at the end."""
    room = len(value) - len(value.rstrip("X"))
    return value[:-room] + f"{number:0{room}d}" if room >= 4 else f"{value}-{number}"
