"""The plugin in pytest runs of its own: what fails a test, and how."""

import pytest

CALL = """
import base64, json, urllib.error, urllib.request
import pytest

def call(mock, path, body, token=None):
    name, secret = mock.environment["PLIVO_AUTH_ID"], mock.environment["PLIVO_AUTH_TOKEN"]
    pair = base64.b64encode(f"{name}:{token or secret}".encode()).decode()
    request = urllib.request.Request(
        f"{mock.url}/v1/Account/{name}/Verify/{path}", json.dumps(body).encode(),
        {"Authorization": "Basic " + pair, "Content-Type": "application/json"})
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as error:
        return error.code
"""

MISTAKES = [
    ('call(verify_mock, "Sessions/", {"recipient": "+14155550100"})', "unmatched"),
    ('call(verify_mock, "Session/", {"recipent": "+14155550100"})', "broken contract"),
    ('call(verify_mock, "Session/", {"recipient": "+14155550100"}, "invalid-token")', None),
]


@pytest.mark.parametrize("line, fault", MISTAKES)
def test_a_breach_fails_the_test_itself(pytester, line, fault):
    pytester.makepyfile(CALL + f"""
def test_breach(verify_mock):
    {line}

def test_next(verify_mock):
    assert call(verify_mock, "Session/", {{"recipient": "+14155550100"}}) == 202
""")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    if fault is None:
        # A secret that begins with invalid asks for the refusal.
        result.assert_outcomes(passed=2)
        return
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*the mock got unexpected requests:", f"*({fault})*"])


def test_a_breach_is_reported_beside_another_failure(pytester):
    pytester.makepyfile(CALL + """
def test_breach(verify_mock):
    assert call(verify_mock, "Sessions/", {}) == 202
""")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*assert 404 == 202*", "*verify-mock*", "*(unmatched)*"])


def test_a_lenient_test_may_send_anything(pytester):
    pytester.makepyfile(CALL + """
@pytest.mark.verify_mock(lenient=True)
def test_breach(verify_mock):
    call(verify_mock, "Sessions/", {})
""")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_session_has_one_server_and_a_worker_its_own(pytester):
    pytester.makepyfile("""
import pytest

@pytest.mark.parametrize("round", range(6))
def test_url(verify_mock, round):
    with open("urls", "a") as file:
        print(verify_mock.url, verify_mock.environment["PLIVO_AUTH_ID"], file=file)
""")
    pytester.runpytest_subprocess().assert_outcomes(passed=6)
    lines = (pytester.path / "urls").read_text().split("\n")[:-1]
    assert len({line.split()[0] for line in lines}) == 1
    assert len(set(lines)) == 6
    (pytester.path / "urls").unlink()
    pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=6)
    lines = (pytester.path / "urls").read_text().split("\n")[:-1]
    assert len(set(lines)) == 6
    assert len({line.split()[0] for line in lines}) == 2


def test_flags_come_from_the_settings(pytester):
    pytester.makeini("[pytest]\nverify_mock_flags = --code 424242")
    pytester.makepyfile(CALL + """
def test_code(verify_mock):
    call(verify_mock, "Session/", {"recipient": "+14155550100"})
    assert verify_mock.code("+14155550100") == "424242"
""")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_server_that_does_not_start_is_explained(pytester):
    pytester.makeini("[pytest]\nverify_mock_flags = --code=")
    pytester.makepyfile("def test_code(verify_mock): pass")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*verify-mock did not start: verify-mock: *"])


def test_without_the_fixture_no_server_starts(pytester):
    pytester.makeini("[pytest]\nverify_mock_flags = --no-such-flag")
    pytester.makepyfile("def test_nothing(): pass")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
