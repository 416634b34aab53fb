"""Syncing through what company networks put in the way: sign-in pages, proxies, what gathers streams, mobile data."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from lunch_desktop.domain.times import MINUTE, SECOND
from lunch_desktop.store.company import pull
from lunch_desktop.sync import core, http
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import ProblemCode
from tests.integration.support_gate import Foreign, Passed
from tests.integration.support_server import RunningServer, running, wait_until
from tests.integration.test_engine import OTHER, EngineDesktop, Office, _quickly, closing, office
from tests.integration.test_store_pages import a_past
from tests.support.proxies import by_another_name, gathering, needs_nginx, needs_tinyproxy, tinyproxy

__all__ = ["_quickly", "office"]

PAGE = "http://wifi.example/login?next=lunch"
PORTALS = [
    Foreign(302, {"Location": PAGE}),
    Foreign(200, {"Content-Type": "text/html"}),
    Foreign(401, {"Content-Type": "text/html", "WWW-Authenticate": "Basic"}),
    Foreign(403, {"Content-Type": "text/html"}),
    Foreign(511, {"Content-Type": "text/html"}),
]


@pytest.mark.parametrize("portal", PORTALS, ids=lambda one: str(one.status))
def test_a_sign_in_page_amid_a_push_costs_nothing(office: Office, portal: Foreign) -> None:
    desktop = office.desktop()
    office.gate.decide = lambda _: portal
    office.gate.cut_streams()
    clicked = [desktop.click() for _ in range(3)]
    desktop.becomes(lambda status: status.reach is Reach.UNREACHABLE and status.portal)
    assert desktop.status.problem is not None
    assert desktop.status.problem.code is ProblemCode.CAPTIVE_PORTAL
    assert desktop.status.portal == (PAGE if portal.status == 302 else office.gate.url)
    assert desktop.status.waiting == 3
    assert desktop.sign_in.session is not None
    office.gate.decide = lambda _: None
    wait_until(lambda: desktop.decided(*clicked))
    desktop.becomes(lambda status: status.reach is Reach.ONLINE and status.live and not status.portal)
    assert [desktop.outcome(one) for one in clicked] == ["applied"] * 3


def test_a_sign_in_page_that_swallows_the_answer_of_a_push_makes_nothing_twice(office: Office) -> None:
    """The push arrives; its answer, and all that follows, is the network's."""
    desktop = office.desktop()
    swallowed: list[Passed] = []

    def decide(passed: Passed) -> Foreign | None:
        if passed.path.endswith("/push") and not swallowed:
            office.server.call(
                "POST",
                passed.path,
                desktop.sign_in.access_token(),
                data=passed.body,
                headers={"Content-Type": "application/json", "Lunch-Protocol": "2"},
            )
            swallowed.append(passed)
        return PORTALS[0] if swallowed else None

    office.gate.decide = decide
    desktop.open_party()
    desktop.becomes(lambda status: status.portal)
    office.gate.decide = lambda _: None
    desktop.engine.network_changed()
    desktop.becomes(lambda status: status.live and status.waiting == 0)
    assert len(office.gate.pushed()) >= 2
    assert desktop.parties() == 1
    assert office.desktop(OTHER).parties() == 1


def test_a_sign_in_page_on_the_stream_alone_leaves_the_exchange_as_it_was(office: Office) -> None:
    desktop = office.desktop()
    office.gate.decide = lambda passed: PORTALS[0] if "/events" in passed.path else None
    streams = office.gate.count("events")
    office.gate.cut_streams()
    wait_until(lambda: office.gate.count("events") > streams + 1)
    clicked = desktop.click()
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    assert desktop.status.reach is Reach.ONLINE
    office.gate.decide = lambda _: None
    desktop.becomes(lambda status: status.live)


def test_a_sign_in_page_at_the_refresh_is_no_end_of_the_session(office: Office) -> None:
    desktop = office.desktop()
    desktop.sign_in._good_until = 0.0
    office.gate.decide = lambda passed: PORTALS[2] if "/auth/" in passed.path else None
    clicked = desktop.click()
    desktop.becomes(lambda status: status.portal)
    assert desktop.status.reach is Reach.UNREACHABLE
    office.gate.decide = lambda _: None
    wait_until(lambda: desktop.outcome(clicked) == "applied")
    assert office.gate.count("auth/sign-in") == 1


def test_another_network_ends_the_wait_for_the_sign_in_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = office.desktop()
    monkeypatch.setattr(core, "FIRST_RETRY", 10 * MINUTE)
    monkeypatch.setattr(core, "LAST_RETRY", 10 * MINUTE)
    office.gate.decide = lambda _: PORTALS[0]
    clicked = desktop.click()
    desktop.becomes(lambda status: status.portal)
    office.gate.decide = lambda _: None
    desktop.engine.network_changed()
    wait_until(lambda: desktop.outcome(clicked) == "applied")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream counts as silent after a fraction of a second, and polls are as quick."""
    monkeypatch.setattr(http, "READ_SECONDS", 0.7)
    monkeypatch.setattr(core, "POLL_WITHOUT_LIVE", 100)


@needs_nginx
@pytest.mark.usefixtures("impatient")
def test_behind_a_proxy_that_gathers_streams_the_server_is_polled(tmp_path: Path) -> None:
    with (
        running(tmp_path / "server") as server,
        gathering(tmp_path / "nginx", server.url) as url,
        closing(EngineDesktop(tmp_path, url)) as desktop,
        closing(EngineDesktop(tmp_path, server.url, OTHER)) as theirs,
    ):
        desktop.start().becomes(lambda status: status.polling and status.met)
        theirs.start().becomes(lambda status: status.met)
        for number in (1, 2):
            theirs.open_party()
            wait_until(lambda n=number: desktop.parties() == n)
        clicked = desktop.click()
        wait_until(lambda: desktop.outcome(clicked) == "applied")
        assert desktop.status.reach is Reach.ONLINE
        assert not desktop.status.live
        facts = desktop.engine._facts
        assert facts.listen_at is not None
        wait = facts.listen_at - desktop.clock.now()
        assert core.FIRST_AFTER_SILENCE / 2 - MINUTE < wait <= core.FIRST_AFTER_SILENCE * 2


@pytest.mark.usefixtures("impatient")
def test_a_stream_that_gets_through_again_ends_the_polling(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = office.desktop()
    monkeypatch.setattr(core, "FIRST_AFTER_SILENCE", 100)
    monkeypatch.setattr(core, "LAST_AFTER_SILENCE", 200)
    office.gate.mute = True
    office.gate.cut_streams()
    desktop.becomes(lambda status: status.polling)
    streams = office.gate.count("events")
    wait_until(lambda: office.gate.count("events") > streams)
    office.gate.mute = False
    office.gate.cut_streams()
    desktop.becomes(lambda status: status.live and not status.polling)


@pytest.mark.usefixtures("impatient")
def test_in_another_network_streams_are_tried_at_once(office: Office) -> None:
    desktop = office.desktop()
    office.gate.mute = True
    office.gate.cut_streams()
    desktop.becomes(lambda status: status.polling)
    office.gate.mute = False
    desktop.engine.network_changed()
    desktop.becomes(lambda status: status.live and not status.polling)


@needs_tinyproxy
def test_a_proxy_that_is_killed_amid_all_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    with running(tmp_path / "server") as server, tinyproxy(tmp_path / "proxy") as proxy:
        url, port = by_another_name(server.url), int(proxy.url.rpartition(":")[2])
        with closing(EngineDesktop(tmp_path, url, proxies=Proxies(proxy.url))) as desktop:
            desktop.start().becomes(lambda status: status.live and status.met)
            assert any("/api/v1/events" in one for one in proxy.asked)
            before = desktop.click()
            proxy.kill()
            after = desktop.click()
            desktop.becomes(lambda status: status.reach is Reach.UNREACHABLE and not status.live)
            assert desktop.status.problem is not None
            assert desktop.status.problem.code is ProblemCode.PROXY_UNREACHABLE
            with tinyproxy(tmp_path / "again", port=port):
                wait_until(lambda: desktop.decided(before, after))
                desktop.becomes(lambda status: status.live)


@needs_tinyproxy
def test_a_proxy_that_wants_a_name_is_told_it_once_and_the_queue_goes_out(tmp_path: Path) -> None:
    with running(tmp_path / "server") as server, tinyproxy(tmp_path / "proxy", login=("minji", "right")) as proxy:
        name = proxy.url.removeprefix("http://")
        proxies = Proxies("none")
        with closing(EngineDesktop(tmp_path, by_another_name(server.url), proxies=proxies)) as desktop:
            proxies.choose(proxy.url)
            clicked = desktop.click()
            desktop.start().becomes(lambda status: status.reach is Reach.UNREACHABLE)
            assert desktop.status.problem is not None
            assert desktop.status.problem.code is ProblemCode.PROXY_SIGN_IN
            desktop.engine.sign_in_at_proxy(name, "minji", "wrong")
            desktop.becomes(lambda status: status.problem and status.problem.code is ProblemCode.PROXY_SIGN_IN_WRONG)
            asked = len(proxy.asked)
            assert desktop.status.retry_at is not None
            assert desktop.status.retry_at - desktop.clock.now() > 14 * MINUTE, "an account might be locked"
            assert len(proxy.asked) == asked
            desktop.engine.sign_in_at_proxy(name, "minji", "right")
            wait_until(lambda: desktop.outcome(clicked) == "applied")
            desktop.becomes(lambda status: status.live)


def test_a_script_that_fails_is_told_while_the_exchange_goes_on(tmp_path: Path) -> None:
    with running(tmp_path / "server") as server:
        (tmp_path / "proxy.pac").write_text("this is no script")
        proxies = Proxies(f"pac:{(tmp_path / 'proxy.pac').as_uri()}")
        with closing(EngineDesktop(tmp_path, by_another_name(server.url), proxies=proxies)) as desktop:
            desktop.start().becomes(lambda status: status.live and status.detour)
            assert desktop.status.detour is not None
            assert desktop.status.detour.code is ProblemCode.PROXY_SCRIPT_FAILED
            (tmp_path / "proxy.pac").write_text("function FindProxyForURL(url, host) { return 'DIRECT'; }")
            desktop.engine.network_changed()
            desktop.becomes(lambda status: status.live and not status.detour)


@pytest.fixture
def long_past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A server whose past takes a dozen pages, of which more than two count as large."""
    monkeypatch.setattr(pull, "PAGE", 10)
    monkeypatch.setattr(core, "FIRST_ROWS", 20)
    monkeypatch.setattr(core, "LARGE", 20)
    with running(tmp_path / "server") as server:
        a_past(cast(Any, SimpleNamespace(company=server.services)))
        yield server


def test_on_mobile_data_the_first_of_a_long_download_comes_and_the_rest_on_request(
    tmp_path: Path, long_past: RunningServer
) -> None:
    with closing(EngineDesktop(tmp_path, long_past.url, metered=True)) as desktop:
        desktop.start().becomes(lambda status: status.held_back)
        held = desktop.parties()
        assert 0 < held < 40
        assert desktop.status.reach is Reach.ONLINE
        clicked = desktop.click()
        wait_until(lambda: desktop.engine._facts.decided_up_to == 1)
        desktop.engine.sync_now()
        assert desktop.status.held_back, "asking to sync is not asking for what is large"
        assert desktop.outcome(clicked) is None
        desktop.engine.download_now()
        desktop.becomes(lambda status: status.met and status.progress is None and not status.held_back)
        assert desktop.parties() == 40
        wait_until(lambda: desktop.outcome(clicked) == "applied")
        desktop.becomes(lambda status: status.live)


@pytest.mark.parametrize("metered", [False, True])
def test_on_mobile_data_no_large_files_are_asked_for(office: Office, tmp_path: Path, metered: bool) -> None:
    (tmp_path / "own").mkdir()
    with closing(EngineDesktop(tmp_path / "own", office.gate.url, OTHER, metered=metered)) as desktop:
        desktop.start().becomes(lambda status: status.met)
        first = next(json.loads(one.body) for one in office.gate.passed if one.path.endswith("/pull"))
        assert first["pages"]
        assert ("volumes" in first) is not metered


def test_a_download_that_was_held_back_goes_on_where_data_is_free(tmp_path: Path, long_past: RunningServer) -> None:
    with closing(EngineDesktop(tmp_path, long_past.url, metered=True)) as desktop:
        desktop.start().becomes(lambda status: status.held_back)
        wait_until(lambda: desktop.engine._facts.plan(desktop.clock.now()).step is core.Step.WAIT)
        asked = desktop.store.pulls_asked
        desktop.engine.set_metered(False)
        desktop.becomes(lambda status: status.live and status.progress is None)
        assert desktop.parties() == 40
        assert desktop.store.pulls_asked > asked
        assert desktop.clock.now() - desktop.session.signed_in_at < 60 * SECOND
