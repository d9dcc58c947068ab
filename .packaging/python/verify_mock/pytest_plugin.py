"""The fixture ``verify_mock``: a server for the session (for each worker under pytest-xdist), an account
for each test. A test whose code made an unexpected request fails."""

from __future__ import annotations

from typing import Generator, Iterator

import pytest

from .account import Account, UnexpectedRequest
from .server import Server

_ACCOUNT = pytest.StashKey[Account]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("verify_mock_flags", "flags of verify-mock serve, such as --scenarios DIR",
                  type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "verify_mock(*scenarios, lenient=False): scenarios that are active from the test's start; "
        "lenient does not fail it for unexpected requests")


@pytest.fixture(scope="session")
def verify_mock_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The session's server."""
    with Server(request.config.getini("verify_mock_flags")) as server:
        yield server


@pytest.fixture
def verify_mock(request: pytest.FixtureRequest, verify_mock_server: Server) -> Account:
    """An account of the session's server that only this test uses."""
    account = verify_mock_server.new_account()
    marker = request.node.get_closest_marker("verify_mock")
    for name in marker.args if marker else ():
        account.scenario(name)
    request.node.stash[_ACCOUNT] = account
    return account


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fails the test itself, where the end of a fixture would be an error beside it."""
    try:
        result = yield
    except BaseException:
        # The test has failed already; the requests may be the reason.
        message = _complaint(item)
        if message:
            item.add_report_section("call", "verify-mock", message)
        raise
    message = _complaint(item)
    if message:
        pytest.fail(message, pytrace=False)
    return result


def _complaint(item: pytest.Item) -> str | None:
    account = item.stash.get(_ACCOUNT, None)
    marker = item.get_closest_marker("verify_mock")
    if account is None or (marker and marker.kwargs.get("lenient")):
        return None
    try:
        account.check()
    except UnexpectedRequest as error:
        return str(error)
    return None
