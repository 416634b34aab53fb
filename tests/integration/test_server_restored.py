"""A server that comes back over HTTP with an older database, as desktops meet it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.times import MINUTE, SECOND, Instant, day_of
from lunch_desktop.store.company.restoring import GATHERING
from lunch_desktop.store.company.words import Word
from lunch_desktop.sync.http import ApiClient, Recovering, ServerEvent, Unauthorised
from lunch_desktop.sync.live import Listening
from lunch_desktop.wire.events import Head
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)
from tests.integration.support_server import LOGINS, RunningServer, running, start_clock
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import a_party, a_seat, ask, outcomes
from tests.support.restoring import copy_of


@dataclass
class OverHttp:
    """The server of the moment, with the token of the moment."""

    api: ApiClient
    token: str

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        return self.api.push(self.token, request)

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        return self.api.pull(self.token, request)

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        return self.api.volume(self.token, volume)

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        return self.api.offer_again(self.token, request)


@dataclass
class Office:
    """A company's folder, in which servers come and go, and the desktops of its people."""

    folder: Path
    clock: ManualClock = field(default_factory=start_clock)
    desktops: list[tuple[Desktop, OverHttp]] = field(default_factory=list)

    @contextmanager
    def server(self) -> Iterator[RunningServer]:
        """The server runs; every desktop finds it, wherever it is now."""
        with running(self.folder / "server", clock=self.clock) as started:
            for _, remote in self.desktops:
                remote.api = ApiClient(started.url)
            yield started
            for _, remote in self.desktops:
                remote.api.close()

    def desktop(self, server: RunningServer, person: int) -> Desktop:
        """A new desktop of somebody who has just signed in."""
        remote = OverHttp(ApiClient(server.url), server.token(LOGINS[person]))
        made = Desktop(self.folder / f"desktop{len(self.desktops)}.db", self.clock, STAFF[person].id, remote)
        self.desktops.append((made, remote))
        made.sync()
        return made

    def put_back(self, backup: Path) -> None:
        """What an operator does while the server is down."""
        path = self.folder / "server" / "company.db"
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.write_bytes(backup.read_bytes())

    def away(self) -> SetAvailability:
        """Something harmless to say."""
        return SetAvailability(day_of(self.clock.now(), OFFICE.time_zone), "away", None, None)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for desktop, _ in made.desktops:
        desktop.close()


def party(office: Office, **named: Any) -> Any:
    return a_party(now=office.clock.now(), **named)


def test_desktops_bring_back_what_the_server_has_lost(office: Office) -> None:
    with office.server() as server:
        host, guest = office.desktop(server, 0), office.desktop(server, 1)
        backup = copy_of(server.folder / "company.db")
        opened = host.do("party.open", party(office)).answer["party_id"]
        host.sync()
        guest.sync()
        joined = guest.do("party.join", a_seat(opened, until=office.clock.now() + 60 * MINUTE))
        guest.sync()
        assert outcomes(guest) == {joined.uuid: ("applied", None)}
    office.put_back(backup)
    with office.server() as server:
        office.clock.advance(MINUTE)
        waits = guest.do("availability.set", office.away())
        guest.sync()
        with pytest.raises(Recovering) as recovering:
            host.remote.pull(host.store.pull_request())
        assert (recovering.value.code, recovering.value.retry_after) == (WireCode.RECOVERING, GATHERING // SECOND)
        assert guest.facts.plan(office.clock.now()).until == Instant(office.clock.now() + GATHERING)
        host.sync()
        head = server.services.sync.head()
        office.clock.advance(GATHERING)
        guest.sync()
        host.sync()
        assert outcomes(guest) == {joined.uuid: ("applied", None), waits.uuid: ("applied", None)}
        query = "SELECT employee_id, state, version FROM memberships WHERE party_id = ?"
        assert {row[:2] for row in ask(server.folder / "company.db", query, opened)} == {
            (STAFF[0].id, "confirmed"),
            (STAFF[1].id, "confirmed"),
        }
        assert {row[2] for row in ask(server.folder / "company.db", query, opened)} == {head + 1}
        assert [one.kind for one in guest.reads.notices()] == ["server_restored"]


def test_a_session_that_the_backup_does_not_know_leads_to_the_sign_in_with_the_queue_kept(office: Office) -> None:
    with office.server() as server:
        backup = copy_of(server.folder / "company.db")
        desktop = office.desktop(server, 1)
        opened = desktop.do("party.open", party(office))
        desktop.sync()
    office.put_back(backup)
    waits = desktop.do("availability.set", office.away())
    with office.server() as server:
        for _ in range(2):
            with pytest.raises(Unauthorised) as refused:
                desktop.step()
            assert refused.value.code == WireCode.SESSION_ENDED
        assert desktop.store.waiting() == 1
        assert outcomes(desktop) == {opened.uuid: ("applied", None)}
        office.desktops[0][1].token = server.token(LOGINS[1])
        desktop.facts.unsent = True
        desktop.sync()
        office.clock.advance(GATHERING)
        desktop.sync()
        assert outcomes(desktop) == {opened.uuid: ("applied", None), waits.uuid: ("applied", None)}
        assert ask(server.folder / "company.db", "SELECT id FROM parties") == [(opened.answer["party_id"],)]


def test_a_stream_says_first_where_it_goes_on_from(office: Office) -> None:
    """A desktop whose history has that very commit listens at once; one of another history pulls before."""
    with office.server() as server:
        desktop = office.desktop(server, 1)
        backup = copy_of(server.folder / "company.db")
        assert not _first(office, desktop).behind
        desktop.do("availability.set", office.away())
        desktop.sync()
        lost = desktop.store.version()
    office.put_back(backup)
    with office.server() as server:
        while server.services.sync.head() < lost:
            server.services.sync.import_rows([])
        assert server.services.sync.head() == lost
        listening = Listening(desktop.store)
        assert _first(office, desktop, listening).behind
        ((epoch,),) = ask(desktop.path, "SELECT json_extract(value, '$') FROM state WHERE name = 'epoch'")
        patch = PullResponse(epoch=epoch, cursor="x", version=lost + 1)
        assert listening.delta(patch, lost).applied is None
        assert desktop.store.version() == lost


def test_a_database_that_is_put_back_under_a_running_server_ends_the_streams(office: Office) -> None:
    with office.server() as server:
        desktop = office.desktop(server, 1)
        hub = server.services.hub
        events = office.desktops[0][1].api.events(office.desktops[0][1].token)
        next(events)
        version = server.services.sync.head()
        hub.commit_made(OfAnotherHistory(version))
        assert _end(events) == WireCode.EPOCH_CHANGED
        assert desktop.store.version() == version


@dataclass
class OfAnotherHistory:
    """A commit at a version that the server has told of already."""

    version: int
    tag: str = "another"
    scopes: frozenset[str] = frozenset()
    affects_rights_of: frozenset[str] = frozenset()
    pushed_by: str | None = None
    everybody: bool = False

    def delta_for(self, scopes: frozenset[str]) -> str:
        """Nobody is to be told of it."""
        raise AssertionError(scopes)

    def word(self) -> Word:
        """Nor is another process."""
        raise AssertionError


def _end(events: Iterator[ServerEvent]) -> str:
    """Why the server ended the stream."""
    while True:
        try:
            next(events)
        except StopIteration as end:
            return str(end.value)


def _first(office: Office, desktop: Desktop, listening: Listening | None = None) -> Any:
    """What the desktop makes of the first event of a new stream."""
    remote = office.desktops[0][1]
    event = next(remote.api.events(remote.token))
    head = Head.model_validate_json(event.data)
    return (listening or Listening(desktop.store)).head(head.version, head.tag)
