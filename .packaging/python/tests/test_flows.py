"""The providers' own SDKs against the fixture."""

import direct7
import plivo
import plivo.exceptions
import plivo.rest.client
import pytest

PHONE = "+14155550100"


@pytest.fixture
def sessions(verify_mock, monkeypatch):
    monkeypatch.setattr(plivo.rest.client, "PLIVO_API_BASE_URI", verify_mock.url + "/v1/Account")
    environment = verify_mock.environment
    client = plivo.RestClient(environment["PLIVO_AUTH_ID"], environment["PLIVO_AUTH_TOKEN"])
    return client.verify_session


@pytest.fixture
def d7(verify_mock):
    client = direct7.Client(api_token=verify_mock.environment["D7_API_TOKEN"])
    client.host(verify_mock.url)
    return client.verify


# Each test uses the same number and expects one message: under xdist and in any order.
@pytest.mark.parametrize("round", range(8))
def test_the_code_that_was_sent_is_accepted(verify_mock, sessions, round):
    made = sessions.create(recipient=PHONE)
    sessions.validate(made.session_uuid, otp=verify_mock.code(PHONE))
    assert sessions.get(made.session_uuid).status == "verified"
    assert [one["operation"] for one in verify_mock.requests()] == [
        "createSession", "validateSession", "getSession"]
    assert len(verify_mock.requests(operation="createSession", recipient=PHONE)) == 1


@pytest.mark.parametrize("round", range(8))
def test_another_provider_has_another_message(verify_mock, d7, round):
    made = d7.send_otp(originator="SignOTP", recipient=PHONE, content="Your code is: {}")
    code = verify_mock.code(PHONE)
    assert d7.verify_otp(made["otp_id"], code) == {"status": "APPROVED"}
    assert len(verify_mock.requests()) == 2


def test_both_providers_in_one_test(verify_mock, sessions, d7):
    sessions.create(recipient=PHONE)
    first = verify_mock.code(PHONE)
    made = d7.send_otp(originator="SignOTP", recipient=PHONE, content="Your code is: {}")
    second = verify_mock.code(PHONE)
    assert first != second
    assert d7.verify_otp(made["otp_id"], second) == {"status": "APPROVED"}


def test_a_code_expires_without_anyone_sleeping(verify_mock, sessions):
    made = sessions.create(recipient=PHONE)
    code = verify_mock.code(PHONE)
    verify_mock.advance("11m")
    with pytest.raises(plivo.exceptions.PlivoRestError):
        sessions.validate(made.session_uuid, otp=code)
    assert sessions.get(made.session_uuid).status == "expired"


def test_a_scenario_is_this_tests_alone(verify_mock, verify_mock_server, sessions):
    verify_mock.scenario("plivo-verify/wrong-code")
    made = sessions.create(recipient=PHONE)
    with pytest.raises(plivo.exceptions.PlivoRestError):
        sessions.validate(made.session_uuid, otp=verify_mock.code(PHONE))
    other = verify_mock_server.new_account().environment["PLIVO_AUTH_ID"]
    for account, is_active in ((verify_mock.environment["PLIVO_AUTH_ID"], True), (other, False)):
        text = str(verify_mock_server.call("GET", "scenario", account=account))
        assert ("wrong-code" in text) == is_active


def test_a_later_message_of_another_account_is_not_taken(verify_mock, verify_mock_server, sessions):
    made = sessions.create(recipient=PHONE)
    other = verify_mock_server.new_account()
    names = other.environment["PLIVO_AUTH_ID"], other.environment["PLIVO_AUTH_TOKEN"]
    plivo.RestClient(*names).verify_session.create(recipient=PHONE)
    assert other.code(PHONE) != verify_mock.code(PHONE)
    sessions.validate(made.session_uuid, otp=verify_mock.code(PHONE))


@pytest.mark.verify_mock("plivo-verify/wrong-code")
def test_a_marker_activates_a_scenario(verify_mock, sessions):
    made = sessions.create(recipient=PHONE)
    with pytest.raises(plivo.exceptions.PlivoRestError):
        sessions.validate(made.session_uuid, otp=verify_mock.code(PHONE))


def test_without_a_message_the_error_lists_the_requests(verify_mock, sessions):
    sessions.create(recipient=PHONE)
    with pytest.raises(AssertionError, match=r"no code for \+14155550101 within 0.1 s(.|\n)*Session/ → 202"):
        verify_mock.code("+14155550101", within=0.1)


def test_the_callers_variables_are_complete(verify_mock):
    assert verify_mock.environment["VERIFY_MOCK_URL"] == verify_mock.url
    assert {"PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN", "D7_API_TOKEN"} <= set(verify_mock.environment)
