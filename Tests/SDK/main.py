"""Starts the program and plays every flow; `main.py WORD` plays those whose name has WORD in it."""

import importlib
import logging
import os
import sys

import harness
import plivo.rest.client as rest


def main():
    logging.disable(logging.CRITICAL)  # one SDK logs every refusal that a flow provokes
    harness.SERVER = harness.Server(os.environ["VERIFY_MOCK"])
    # The SDK has no setting for its base URL: request() reads these constants on every call.
    base = harness.SERVER.url + "/v1/Account"
    rest.PLIVO_API_BASE_URI = base
    rest.API_VOICE_BASE_URI = base
    rest.API_VOICE_BASE_URI_FALLBACK_1 = base
    rest.API_VOICE_BASE_URI_FALLBACK_2 = base

    # Imported now, for they take the server's address from the harness; in the order of play.
    for name in ("sessions", "caller_ids", "d7", "callbacks", "tenants", "wire", "control", "run"):
        importlib.import_module("flow_" + name)

    try:
        passed, failed = harness.run_all(sys.argv[1] if len(sys.argv) > 1 else None)
    finally:
        code = harness.SERVER.stop()
    if code != 0:
        failed += 1
        print(f"FAIL  the server ended with {code}, not 0")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
