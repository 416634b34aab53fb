"""Refresh tokens at the real server: rotated on use, forgiving a lost answer, unforgiving to a second holder."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lunch_desktop.domain.times import HOUR, MINUTE, SECOND
from lunch_desktop.store.company.accounts_devices import GRACE
from lunch_desktop.store.company.device_lives import ends_at, idle_time
from lunch_desktop.wire.company_policy import CompanyPolicy
from tests.integration.support_server import RunningServer, instant, running, start_clock
from tests.support.company import STAFF

REFRESH = "/api/v1/auth/refresh"
PROFILE = "/api/v1/users/profile"
IDLE = idle_time(CompanyPolicy())
LIFETIME = ends_at(instant(0), CompanyPolicy())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


def refreshed(server: RunningServer, token: str) -> dict[str, Any]:
    answer = server.call("POST", REFRESH, json={"refresh_token": token})
    assert answer.status_code == 200, answer.text
    tokens: dict[str, Any] = answer.json()
    return tokens


def refusal(server: RunningServer, token: str) -> str:
    answer = server.call("POST", REFRESH, json={"refresh_token": token})
    assert answer.status_code == 401, answer.text
    return str(answer.json()["error"]["code"])


def last_note(server: RunningServer) -> str:
    return server.services.identity.accounts.audit_entries()[-1].action


def test_a_refresh_gives_new_tokens_and_goes_on(server: RunningServer) -> None:
    tokens = server.sign_in()
    seen = {tokens["refresh_token"]}
    for _ in range(5):
        server.clock.advance(9 * MINUTE)
        tokens = refreshed(server, tokens["refresh_token"])
        seen.add(tokens["refresh_token"])
        assert server.call("GET", PROFILE, tokens["access_token"]).status_code == 200
    assert len(seen) == 6


def test_a_lost_answer_is_made_good_within_a_minute(server: RunningServer) -> None:
    first = server.sign_in()["refresh_token"]
    refreshed(server, first)  # the answer is lost
    server.clock.advance(GRACE)
    second = refreshed(server, first)
    assert server.call("GET", PROFILE, second["access_token"]).status_code == 200
    server.clock.advance(9 * MINUTE)
    refreshed(server, second["refresh_token"])


def test_several_lost_answers_in_a_row_are_made_good(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    for _ in range(4):
        refreshed(server, token)
        server.clock.advance(10 * SECOND)
    token = refreshed(server, token)["refresh_token"]
    assert refreshed(server, token)


def test_the_first_answer_stays_good_if_the_retry_was_a_duplicate(server: RunningServer) -> None:
    """The network delivered the request twice; the desktop got the first answer and knows of no second."""
    first = server.sign_in()["refresh_token"]
    kept = refreshed(server, first)["refresh_token"]
    refreshed(server, first)  # the duplicate
    server.clock.advance(9 * MINUTE)
    refreshed(server, kept)


def test_a_spent_token_after_the_minute_ends_the_session(server: RunningServer) -> None:
    first = server.sign_in()["refresh_token"]
    second = refreshed(server, first)
    server.clock.advance(GRACE + 1)
    assert refusal(server, first) == "session_ended"
    assert last_note(server) == "token_reused"
    assert refusal(server, second["refresh_token"]) == "session_ended"
    assert server.call("GET", PROFILE, second["access_token"]).status_code == 401


def test_a_spent_token_ends_the_session_at_once_when_its_successor_was_used(server: RunningServer) -> None:
    first = server.sign_in()["refresh_token"]
    second = refreshed(server, first)["refresh_token"]
    third = refreshed(server, second)["refresh_token"]
    assert refusal(server, first) == "session_ended"
    assert refusal(server, third) == "session_ended"


@pytest.mark.parametrize("thief_goes_first", [True, False])
def test_a_thief_within_the_minute_is_found_out_at_the_next_refresh(
    server: RunningServer, thief_goes_first: bool
) -> None:
    stolen = server.sign_in()["refresh_token"]
    owners = refreshed(server, stolen)["refresh_token"]
    thiefs = refreshed(server, stolen)["refresh_token"]
    one, other = (thiefs, owners) if thief_goes_first else (owners, thiefs)
    following = refreshed(server, one)["refresh_token"]
    assert refusal(server, other) == "session_ended"
    assert refusal(server, following) == "session_ended"


def test_no_spent_token_gives_endless_rivals(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    for _ in range(10):
        refreshed(server, token)
    assert refusal(server, token) == "session_ended"


def test_reuse_on_one_device_leaves_the_others_alone(server: RunningServer) -> None:
    one, other = server.sign_in(device="집 PC")["refresh_token"], server.sign_in()["refresh_token"]
    refreshed(server, one)
    server.clock.advance(GRACE + 1)
    refusal(server, one)
    refreshed(server, other)


def test_an_unknown_token_ends_nobodys_session(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    assert refusal(server, token[:-1] + ("A" if token[-1] != "A" else "B")) == "session_ended"
    refreshed(server, token)


def test_two_refreshes_at_once_leave_one_session_that_goes_on(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: refreshed(server, token), range(6)))
    server.clock.advance(2 * MINUTE)
    refreshed(server, answers[0]["refresh_token"])
    assert refusal(server, answers[1]["refresh_token"]) == "session_ended"


def test_two_servers_that_refresh_one_token_at_once_leave_one_session(tmp_path: Path, postgres_url: str) -> None:
    """As where answers are lost and each try goes elsewhere; a second holder is found out all the same."""
    clock = start_clock()
    with (
        running(tmp_path, url=postgres_url, clock=clock) as one,
        running(tmp_path, url=postgres_url, clock=clock) as two,
    ):
        token = one.sign_in()["refresh_token"]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: refreshed((one, two)[number % 2], token), range(8)))
        for number, answer in enumerate(answers):
            assert (two, one)[number % 2].call("GET", PROFILE, answer["access_token"]).status_code == 200
        clock.advance(2 * MINUTE)
        following = refreshed(two, answers[0]["refresh_token"])
        assert refusal(one, answers[1]["refresh_token"]) == "session_ended"
        assert refusal(two, following["refresh_token"]) == "session_ended"


def test_a_device_that_was_not_used_for_long_signs_in_again(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    server.clock.advance(IDLE)
    token = refreshed(server, token)["refresh_token"]
    server.clock.advance(IDLE + 1)
    assert refusal(server, token) == "session_ended"


def test_no_session_lasts_for_ever(server: RunningServer) -> None:
    token, passed = server.sign_in()["refresh_token"], 0
    while passed + 20 * 24 * HOUR < LIFETIME:
        server.clock.advance(20 * 24 * HOUR)
        passed += 20 * 24 * HOUR
        token = refreshed(server, token)["refresh_token"]
    server.clock.advance(LIFETIME - passed)
    assert refusal(server, token) == "session_ended"


def test_signing_out_ends_the_session_at_once(server: RunningServer) -> None:
    tokens = server.sign_in()
    assert server.call("GET", PROFILE, tokens["access_token"]).status_code == 200
    body = {"refresh_token": tokens["refresh_token"]}
    assert server.call("POST", "/api/v1/auth/sign-out", json=body).status_code == 204
    answer = server.call("GET", PROFILE, tokens["access_token"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session_ended")
    assert refusal(server, tokens["refresh_token"]) == "session_ended"
    assert server.call("POST", "/api/v1/auth/sign-out", json=body).status_code == 204
    assert last_note(server) == "signed_out"


def test_signing_in_again_does_not_go_on_with_the_session_before(server: RunningServer) -> None:
    one, other = server.sign_in(), server.sign_in()
    server.call("POST", "/api/v1/auth/sign-out", json={"refresh_token": one["refresh_token"]})
    assert server.call("GET", PROFILE, other["access_token"]).status_code == 200


def test_a_session_that_another_process_ended_is_closed_within_seconds(server: RunningServer) -> None:
    token = server.token()
    assert server.call("GET", PROFILE, token).status_code == 200
    server.services.identity.devices.revoke_others(STAFF[1].id, actor=None)
    server.clock.advance(5 * SECOND)
    assert server.call("GET", PROFILE, token).status_code == 401


def test_the_database_holds_no_token_and_no_password(server: RunningServer) -> None:
    tokens = server.sign_in()
    later = refreshed(server, tokens["refresh_token"])
    with server.services.database.reading() as connection:
        kept = str(
            [
                connection.execute(select(table)).all()
                for table in server.services.database.schema.metadata.sorted_tables
            ]
        )
    for secret in (tokens["refresh_token"], later["refresh_token"], tokens["access_token"], "국밥 한 그릇"):
        assert secret not in kept
    assert "$argon2id$" in kept


def test_old_spent_tokens_are_forgotten(server: RunningServer) -> None:
    token = server.sign_in()["refresh_token"]
    for _ in range(100):
        server.clock.advance(HOUR)
        token = refreshed(server, token)["refresh_token"]
    server.clock.advance(IDLE - HOUR)
    for _ in range(50):
        token = refreshed(server, token)["refresh_token"]
        server.clock.advance(HOUR)
    with server.services.database.reading() as connection:
        kept = connection.execute(select(server.services.database.schema.accounts.refresh_tokens)).all()
    assert len(kept) < 80
