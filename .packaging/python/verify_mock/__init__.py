"""Tests of phone verification without a network: a VerifyMock server, and one account for each test.

With pytest the fixture ``verify_mock`` does all of it. Without pytest::

    with verify_mock.Server() as server:
        mock = server.new_account()
"""

from .account import Account, UnexpectedRequest
from .server import Server, VerifyMockError

__all__ = ["Account", "Server", "UnexpectedRequest", "VerifyMockError"]
