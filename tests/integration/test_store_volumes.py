"""Parts of a first sync come as files: made once, for whoever may see them now, and no other than they should be."""

import gzip
import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import EmployeeId, OfficeId, PartyId, natural_id
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party, membership_id
from lunch_desktop.domain.people import EMPLOYEES, OFFICES, Employee, Office
from lunch_desktop.domain.times import HOUR, Instant, day_of
from lunch_desktop.store.company import making_volumes, pull, volumes
from lunch_desktop.store.company.sync import NoSuchVolume
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.holdings import Holdings
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.wire.sync import PullRequest, Volume
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.desktop import Desktop, make_desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask

DAYS = 40
A_DAY = 24 * HOUR


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty days of lunches take a few volumes, of a few chunks each."""
    monkeypatch.setattr(pull, "PAGE", 10)
    monkeypatch.setattr(volumes, "MOST_CHANGES", 10)
    monkeypatch.setattr(making_volumes, "LARGE", 20)
    monkeypatch.setattr(making_volumes, "VOLUME", 25)
    monkeypatch.setattr(making_volumes, "CHUNK", 7)
    monkeypatch.setattr(making_volumes, "FEWEST", 5)


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    """A company with a past of which volumes were made."""
    lunch = Lunch(tmp_path)
    a_past(lunch)
    lunch.company.sync.keep_volumes()
    yield lunch
    lunch.close()


def a_past(lunch: Lunch) -> None:
    rows: list[tuple[Any, Any]] = []
    for ago in range(DAYS):
        meets_at = Instant(MORNING + 2 * HOUR - ago * A_DAY)
        day, party_id = day_of(meets_at, OFFICE.time_zone), party_of(ago)
        host = STAFF[ago % 3 + 1].id
        what = (f"{ago}일 전 점심", None, day, meets_at, 60, "1층 로비", 4, "", "office", "open", meets_at)
        rows.append((PARTIES, Party(party_id, OFFICE.id, host, *what)))
        seat = Membership(membership_id(party_id, host), party_id, host, day, "confirmed", 1, None, 0)
        rows.append((MEMBERSHIPS, seat))
    lunch.company.sync.import_rows(rows)


def party_of(ago: int) -> PartyId:
    return PartyId(natural_id("party", str(ago)))


class Fetching:
    """A way to the server that counts the volumes that are fetched; `meanwhile` happens before each, `spoil` to it."""

    def __init__(self, way: Any) -> None:
        self._way = way
        self.volumes: list[Volume] = []
        self.rows = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self.spoil: Callable[[Volume, bytes], bytes] = lambda _, content: content

    def __getattr__(self, name: str) -> Any:
        return getattr(self._way, name)

    def pull(self, request: PullRequest) -> Any:
        answer = self._way.pull(request)
        self.rows += sum(len(rows.values) for rows in answer.tables.values())
        return answer

    def volume(self, volume: Volume) -> bytes:
        self.volumes.append(volume)
        self.meanwhile()
        return self.spoil(volume, self._way.volume(volume))


def fresh(lunch: Lunch, person: int = 0, name: str = "new") -> tuple[Desktop, Fetching]:
    """A desktop that has never synced, and its way to the server."""
    made = make_desktop(lunch.company, STAFF[person].id, name=name, remote=Fetching)
    lunch._desktops.append(made)
    assert isinstance(made.remote, Fetching)
    return made, made.remote


def is_whole(lunch: Lunch, desktop: Desktop) -> None:
    """Fail unless the desktop holds what it should, can find it, and counts it as the server does."""
    lunch.agrees(desktop)
    with desktop.database.reading() as connection:
        holdings = Holdings(connection, desktop_schema())
        assert (holdings.damaged(), holdings.strays()) == ([], [])
    for table in ("parties", "restaurants", "employees"):
        found = ask(desktop.path, "SELECT row_id FROM search WHERE kind = ? ORDER BY row_id", table)
        assert found == ask(desktop.path, f"SELECT id FROM {table} ORDER BY id")
    assert ask(desktop.path, "SELECT 1 FROM state WHERE name IN ('pages', 'no_volumes')") == []


def test_a_first_sync_by_volumes_comes_to_what_pages_come_to(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, way = fresh(lunch)
    desktop.sync()
    assert len(way.volumes) >= 3
    assert way.rows < 30, "what is in volumes does not come in pages, too"
    is_whole(lunch, desktop)
    by_pages, plain = fresh(lunch, name="pages")
    monkeypatch.setattr("lunch_desktop.store.desktop.checking.shape", lambda: "another")
    by_pages.sync()
    assert plain.volumes == []
    is_whole(lunch, by_pages)
    for query in (
        "SELECT scope, table_name, row_id, version FROM scope_rows ORDER BY 1, 2, 3",
        "SELECT scope, rows, sum FROM scope_sums ORDER BY 1",
        "SELECT kind, row_id, bigrams FROM search ORDER BY 1, 2",
    ):
        assert ask(desktop.path, query) == ask(by_pages.path, query)


def test_volumes_are_made_once_for_everybody(lunch: Lunch) -> None:
    before = sorted(one.name for one in folder_of(lunch).iterdir())
    for person in range(3):
        desktop, way = fresh(lunch, person)
        desktop.sync()
        assert way.volumes
    lunch.company.sync.keep_volumes()
    assert sorted(one.name for one in folder_of(lunch).iterdir()) == before


def test_what_changed_since_they_were_made_follows(lunch: Lunch) -> None:
    far = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
    moved = lunch.party(party_of(30))
    seat = lunch.membership(party_of(30), 30 % 3 + 1)
    lunch.company.sync.import_rows([(OFFICES, far), (PARTIES, replace(moved, office_id=far.id))])
    lunch.company.sync.import_rows([(MEMBERSHIPS, seat), (PARTIES, replace(lunch.party(party_of(9)), title="고침"))])
    lunch.open(2, a_party(title="새 모임"))
    desktop, way = fresh(lunch)
    desktop.sync()
    assert way.volumes
    assert ask(desktop.path, "SELECT 1 FROM parties WHERE id = ?", moved.id) == []
    is_whole(lunch, desktop)


def test_more_changes_than_a_page_follow_in_pages(lunch: Lunch) -> None:
    for n in range(12):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    desktop, way = fresh(lunch)
    desktop.sync()
    assert way.volumes
    is_whole(lunch, desktop)


def test_changes_between_volumes_are_in_the_end_as_they_are(lunch: Lunch) -> None:
    desktop, way = fresh(lunch)
    turns = iter(range(100))

    def change() -> None:
        turn = next(turns)
        lunch.company.sync.import_rows([(PARTIES, replace(lunch.party(party_of(turn * 9)), title=f"고침 {turn}"))])
        lunch.open(2, a_party(60 + turn * 120, lasting=30, title=f"새 모임 {turn}"))

    way.meanwhile = change
    desktop.sync()
    assert len(way.volumes) >= 3
    is_whole(lunch, desktop)


def test_somebody_new_is_given_the_volumes_that_are_there(lunch: Lunch) -> None:
    newcomer = Employee(EmployeeId(an_id("newcomer")), OFFICE.id, STAFF[0].department_id, "신입", "4199", active=True)
    lunch.company.sync.import_rows([(EMPLOYEES, newcomer)])
    desktop = make_desktop(lunch.company, newcomer.id, remote=Fetching)
    lunch._desktops.append(desktop)
    desktop.sync()
    assert isinstance(desktop.remote, Fetching)
    assert desktop.remote.volumes
    assert desktop.remote.rows < 30, "the office is not sent whole once more"
    is_whole(lunch, desktop)


@pytest.mark.parametrize("after", range(1, 12, 2))
def test_killed_between_chunks_it_goes_on_with_the_next(
    lunch: Lunch, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    desktop, _ = fresh(lunch)
    written: list[tuple[str, int]] = []
    whole = Apply.chunk

    def counted(self: Apply, page: Any, volume: Volume, there: Any, chunk: Any, now: Any) -> Any:
        if len(written) == after:
            raise KeyboardInterrupt
        applied = whole(self, page, volume, there, chunk, now)
        if applied.tables:
            written.append((volume.name, chunk.number))
        return applied

    monkeypatch.setattr(Apply, "chunk", counted)
    with pytest.raises(KeyboardInterrupt):
        desktop.sync()
    desktop.close()
    desktop.open()
    after = -1
    desktop.sync()
    assert len(written) == len(set(written)) > 10
    is_whole(lunch, desktop)


def test_killed_between_chunks_it_can_go_on_in_pages(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, way = fresh(lunch)
    whole = Apply.chunk

    def killed(self: Apply, page: Any, volume: Volume, there: Any, chunk: Any, now: Any) -> Any:
        if chunk.number == 2:
            raise KeyboardInterrupt
        return whole(self, page, volume, there, chunk, now)

    with monkeypatch.context() as context:
        context.setattr(Apply, "chunk", killed)
        with pytest.raises(KeyboardInterrupt):
            desktop.sync()
    for path in folder_of(lunch).iterdir():
        path.unlink()
    desktop.close()
    desktop.open()
    fetched = len(way.volumes)
    desktop.sync()
    assert len(way.volumes) == fetched
    is_whole(lunch, desktop)


def test_a_click_between_volumes_is_kept_and_shown(lunch: Lunch) -> None:
    desktop, way = fresh(lunch)
    day = day_of(MORNING, OFFICE.time_zone)
    clicks = iter(
        [("party.join", a_seat(party_of(0))), ("availability.set", SetAvailability(day, "alone", None, None))]
    )
    desktop.facts.behind = True
    while desktop.reads.today(lunch.clock.now()) is None or not desktop.reads.parties([party_of(0)]):
        desktop.facts.unsent, desktop.facts.behind = False, True
        desktop.step()

    def click() -> None:
        for name, args in clicks:
            desktop.do(name, args)
            return

    way.meanwhile = click
    desktop.facts.unsent = False
    while desktop.store.progress() is not None:
        desktop.facts.unsent, desktop.facts.behind = False, True
        desktop.step()
        if desktop.store.waiting():
            assert ask(desktop.path, "SELECT state FROM memberships WHERE employee_id = ?", STAFF[0].id)
    desktop.sync()
    assert lunch.standing(party_of(0), 0) == "confirmed"
    is_whole(lunch, desktop)


def repacked(volume: Volume, content: bytes, change: str) -> tuple[Volume, bytes]:
    """A volume that is what it says, but not what a volume is."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(gzip.decompress(content))
        database.executescript(change)
        database.commit()
        made = database.serialize()
    packed = gzip.compress(made, mtime=0)
    name = hashlib.sha256(packed).hexdigest()
    return volume.model_copy(update={"name": name, "size": len(packed), "length": len(made)}), packed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content + b"\0",
        lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:],
        lambda content: content[:0],
    ],
)
def test_a_file_that_is_another_is_not_taken(
    lunch: Lunch, spoil: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    desktop, way = fresh(lunch)
    way.spoil = lambda _, content: spoil(content)
    with caplog.at_level(logging.WARNING):
        desktop.sync()
    assert "could not be taken" in caplog.text
    assert len(way.volumes) == 1, "the rest comes in pages"
    is_whole(lunch, desktop)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (id)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON parties BEGIN DELETE FROM parties; END",
        "DROP TABLE memberships",
        "ALTER TABLE parties ADD COLUMN more",
        "DELETE FROM memberships",
        "DELETE FROM chunks",
        "UPDATE chunks SET entries = 'seven'",
    ],
)
def test_a_file_that_is_no_volume_is_not_taken(
    lunch: Lunch, change: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a server sends: the rest comes in pages, and the desktop's own file does not pass for damaged."""
    desktop, way = fresh(lunch)
    apply_volume = type(desktop.store).apply_volume

    def another(self: Any, page: Any, volume: Volume, content: bytes, request: PullRequest) -> Any:
        made, packed = repacked(volume, content, change)
        return apply_volume(self, page, made, packed, request)

    monkeypatch.setattr(type(desktop.store), "apply_volume", another)
    with caplog.at_level(logging.WARNING):
        desktop.sync()
    assert "could not be taken" in caplog.text
    assert len(way.volumes) == 1
    is_whole(lunch, desktop)


def test_a_file_that_is_no_database_is_not_taken(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, _ = fresh(lunch)
    apply_volume = type(desktop.store).apply_volume

    def noise(self: Any, page: Any, volume: Volume, content: bytes, request: PullRequest) -> Any:
        packed = gzip.compress(b"noise" * 4096, mtime=0)
        name = hashlib.sha256(packed).hexdigest()
        said = {"name": name, "size": len(packed), "length": 5 * 4096}
        return apply_volume(self, page, volume.model_copy(update=said), packed, request)

    monkeypatch.setattr(type(desktop.store), "apply_volume", noise)
    desktop.sync()
    is_whole(lunch, desktop)


def test_a_right_that_goes_between_the_answer_and_the_file_leaves_nothing(lunch: Lunch) -> None:
    far = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
    lunch.company.sync.import_rows([(OFFICES, far)])
    desktop, way = fresh(lunch)
    turns = iter(range(100))

    def move_away() -> None:
        if next(turns) == 1:
            lunch.company.sync.import_rows([(EMPLOYEES, replace(STAFF[0], office_id=far.id))])

    way.meanwhile = move_away
    desktop.sync()
    assert ask(desktop.path, "SELECT count(*) FROM restaurants") == [(0,)]
    is_whole(lunch, desktop)


def test_a_file_is_only_for_those_who_hold_its_scope(lunch: Lunch) -> None:
    far = Office(OfficeId(an_id("far office")), "부산 사무실", "Asia/Seoul")
    stranger = replace(STAFF[5], office_id=far.id)
    lunch.company.sync.import_rows([(OFFICES, far), (EMPLOYEES, stranger)])
    desktop, way = fresh(lunch)
    desktop.sync()
    name = way.volumes[0].name
    assert lunch.company.sync.volume(STAFF[1].id, name)
    for person, asked in ((stranger.id, name), (STAFF[1].id, "0" * 64), (STAFF[1].id, "../company.db")):
        with pytest.raises(NoSuchVolume):
            lunch.company.sync.volume(person, asked)


def test_a_restored_server_gives_no_volume_of_before(lunch: Lunch) -> None:
    """Neither one of another epoch, nor one of a version that was another in the lost future."""
    desktop, way = fresh(lunch)
    desktop.sync()
    with lunch.company.database.writing() as connection:
        connection.exec_driver_sql("UPDATE commits SET tag = 'other'")
    other, its_way = fresh(lunch, 1)
    other.sync()
    assert its_way.volumes == []
    is_whole(lunch, other)
    with lunch.company.database.writing() as connection:
        connection.exec_driver_sql("UPDATE head SET epoch = 'another'")
    with pytest.raises(NoSuchVolume):
        lunch.company.sync.volume(STAFF[0].id, way.volumes[0].name)
    lunch.company.sync.keep_volumes()
    third, third_way = fresh(lunch, 2)
    third.sync()
    assert third_way.volumes
    is_whole(lunch, third)


def test_volumes_are_the_servers_own_and_go_when_they_are_replaced(lunch: Lunch) -> None:
    folder = folder_of(lunch)
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    first = names_in(folder)
    lunch.company.sync.import_rows([(PARTIES, replace(lunch.party(party_of(20)), title="고침"))])
    aged(folder, lunch)
    lunch.clock.advance(volumes.OLDEST - 1)
    lunch.company.sync.keep_volumes()
    assert names_in(folder) == first, "a few changes are no reason"
    lunch.clock.advance(1)
    lunch.company.sync.keep_volumes()
    assert names_in(folder) > first
    lunch.clock.advance(volumes.GRACE)
    aged(folder, lunch)
    lunch.clock.advance(volumes.GRACE)
    lunch.company.sync.keep_volumes()
    assert not any("20일 전 점심" in text for text in texts_in(folder))
    assert len(list(folder.glob("*.json"))) == 1
    assert names_in(folder) == {one["volume"]["name"] for one in listed(folder)}


def test_many_changes_are_reason_for_another_set(lunch: Lunch) -> None:
    folder = folder_of(lunch)
    for n in range(12):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    lunch.company.sync.keep_volumes()
    assert len(list(folder.glob("*.json"))) == 1, "not again at once"
    lunch.clock.advance(volumes.SOONEST)
    lunch.company.sync.keep_volumes()
    assert len(list(folder.glob("*.json"))) == 2


def test_two_servers_at_once_make_no_set_twice(lunch: Lunch) -> None:
    folder = folder_of(lunch)
    for path in folder.iterdir():
        path.unlink()
    with volumes.VolumeFolder(folder).turn(lunch.clock.now()) as is_ours:
        assert is_ours
        os.utime(folder / "making", (lunch.clock.now() / 1000, lunch.clock.now() / 1000))
        lunch.company.sync.keep_volumes()
        assert names_in(folder) == set()
    lunch.company.sync.keep_volumes()
    assert names_in(folder)


def test_a_list_that_cannot_be_read_counts_as_none(lunch: Lunch, caplog: pytest.LogCaptureFixture) -> None:
    (listing,) = folder_of(lunch).glob("*.json")
    listing.write_text("{")
    desktop, way = fresh(lunch)
    again = make_desktop(lunch.company, STAFF[1].id)
    lunch._desktops.append(again)
    lunch.company.sync._volumes = volumes.VolumeFolder(folder_of(lunch))
    with caplog.at_level(logging.WARNING):
        desktop.sync()
    assert way.volumes == []
    is_whole(lunch, desktop)
    lunch.company.sync.keep_volumes()
    assert json.loads(listing.read_text())["version"] == lunch.company.sync.head()


def test_a_desktop_that_has_everything_starts_over_in_pages(lunch: Lunch) -> None:
    """Its own rows may be newer than those in volumes."""
    desktop, way = fresh(lunch)
    desktop.sync()
    taken = len(way.volumes)
    desktop.store.forget_cursor()
    desktop.sync()
    assert len(way.volumes) == taken
    is_whole(lunch, desktop)


def folder_of(lunch: Lunch) -> Path:
    return lunch.folder / "volumes"


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if len(path.name) == 64}


def listed(folder: Path) -> list[dict[str, Any]]:
    return [one for path in folder.glob("*.json") for one in json.loads(path.read_text())["volumes"]]


def texts_in(folder: Path) -> list[str]:
    return [gzip.decompress((folder / name).read_bytes()).decode(errors="ignore") for name in names_in(folder)]


def aged(folder: Path, lunch: Lunch) -> None:
    """Let the files be as old as the test's clock says that they are."""
    for path in folder.iterdir():
        os.utime(path, (lunch.clock.now() / 1000, lunch.clock.now() / 1000))
