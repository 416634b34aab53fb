"""An older copy of the file, or one from another place, is noticed when it is opened."""

import json
import shutil
from pathlib import Path

import pytest

from lunch_desktop.store.desktop import generation
from lunch_desktop.store.desktop.generation import beside
from lunch_desktop.store.desktop.state import RIGHTS_UNCHECKED, State
from lunch_desktop.system.problems import ProblemCode
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, a_seat, ask, outcomes


def _kinds(desktop: Desktop) -> list[str]:
    return [one.kind for one in desktop.reads.notices()]


def _is_unchecked(desktop: Desktop) -> bool:
    with desktop.database.reading() as connection:
        return bool(State(connection, desktop.database.schema).get(RIGHTS_UNCHECKED))


def _copy(desktop: Desktop, to: Path) -> Path:
    desktop.close()
    shutil.copyfile(desktop.path, to)
    desktop.open()
    return to


def _put_back(desktop: Desktop, copy: Path) -> None:
    desktop.leave()
    shutil.copyfile(copy, desktop.path)
    desktop.open()


def test_a_file_that_is_opened_and_killed_over_and_over_is_never_taken_for_a_copy(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    client = desktop.store.client_id()
    for close in (desktop.close, desktop.leave, desktop.close, desktop.close, desktop.leave):
        close()
        desktop.open()
    assert _kinds(desktop) == []
    assert desktop.store.client_id() == client
    assert not _is_unchecked(desktop)
    lunch.close()


def test_an_older_copy_is_told_takes_a_new_identity_and_loses_nothing(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    before = desktop.do("party.open", a_party(60, lasting=30)).uuid
    copy = _copy(desktop, tmp_path / "copy.db")
    client = desktop.store.client_id()
    desktop.sync()
    after = desktop.do("party.open", a_party(24 * 60, lasting=30)).uuid
    desktop.sync()
    _put_back(desktop, copy)
    assert desktop.store.client_id() != client
    assert _kinds(desktop) == [ProblemCode.OLD_COPY]
    third = desktop.do("party.open", a_party(48 * 60, lasting=30)).uuid
    assert [one.uuid for one in desktop.reads.sync_centre().waiting] == [before, third]
    desktop.sync()
    lunch.agrees(desktop)
    assert outcomes(desktop) == {before: ("applied", None), third: ("applied", None)}
    assert len(ask(lunch.company.path, "SELECT id FROM parties")) == 3
    assert after not in outcomes(desktop)
    desktop.leave()
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.OLD_COPY]
    assert not _is_unchecked(desktop)
    lunch.close()


def test_a_copy_made_while_it_was_open_is_older_once_it_was_closed(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    with desktop.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(desktop.path, tmp_path / "copy.db")
    _put_back(desktop, tmp_path / "copy.db")
    assert _kinds(desktop) == [ProblemCode.OLD_COPY]
    lunch.close()


def test_rows_that_were_withdrawn_since_are_not_shown_from_an_older_copy(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    party = lunch.open(1, a_party(60, visibility="invited"))
    lunch.decide(1, "party.invite", {"party_id": party, "employee_id": desktop.employee_id})
    desktop.sync()
    joining = desktop.do("party.join", a_seat(party))
    copy = _copy(desktop, tmp_path / "copy.db")
    desktop.store.discard([joining.uuid])
    lunch.decide(1, "party.uninvite", {"party_id": party, "employee_id": desktop.employee_id})
    desktop.sync()
    assert desktop.reads.party(party) is None
    _put_back(desktop, copy)
    assert ask(desktop.path, "SELECT count(*) FROM parties WHERE id = ?", party) == [(1,)]
    reads, now = desktop.reads, lunch.clock.now()
    assert (reads.today(now), reads.party(party), reads.me(), reads.parties([party])) == (None, None, None, [])
    assert (reads.restaurants(), reads.restaurants("국밥"), reads.colleagues(), reads.colleagues("이")) == ([],) * 4
    assert reads.party_ids("open", "2026-11-19") == []  # type: ignore[arg-type]
    (waiting,) = reads.sync_centre().waiting
    assert (waiting.uuid, waiting.party, waiting.employee) == (joining.uuid, None, None)
    assert reads.counts().waiting == 1
    assert [one.kind for one in reads.notices()] == [ProblemCode.OLD_COPY]
    desktop.sync()
    assert reads.today(now) is not None
    assert reads.party(party) is None
    lunch.agrees(desktop)
    lunch.close()


def test_a_file_from_another_place_is_told_with_or_without_its_small_file(tmp_path: Path) -> None:
    for number, along in enumerate((True, False)):
        lunch = Lunch(tmp_path / str(number))
        desktop = lunch.desktop(0)
        desktop.do("party.open", a_party(60, lasting=30))
        client = desktop.store.client_id()
        desktop.leave()
        elsewhere = tmp_path / f"elsewhere-{number}"
        elsewhere.mkdir()
        for file in (desktop.path, beside(desktop.path)):
            if along or file == desktop.path:
                shutil.copyfile(file, elsewhere / file.name)
        clone = Desktop(elsewhere / desktop.path.name, lunch.clock, desktop.employee_id, desktop.remote)
        assert _kinds(clone) == [ProblemCode.MOVED]
        assert clone.store.client_id() != client
        assert clone.reads.me() is None
        desktop.open()
        assert _kinds(desktop) == []
        for one in (desktop, clone, desktop):
            one.sync()
            lunch.agrees(one)
        assert len(ask(lunch.company.path, "SELECT id FROM parties")) == 1
        clone.leave()
        clone.open()
        assert _kinds(clone) == [ProblemCode.MOVED]
        clone.close()
        lunch.close()


def test_another_machine_is_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.leave()
    monkeypatch.setattr(generation, "machine_id", lambda: "another")
    desktop.open()
    assert _kinds(desktop) == [ProblemCode.MOVED]
    lunch.close()


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"number": "x", "home": 3}'])
def test_a_small_file_that_is_missing_or_says_nothing_is_written_anew(tmp_path: Path, content: bytes | None) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.leave()
    beside(desktop.path).unlink()
    if content is not None:
        beside(desktop.path).write_bytes(content)
    desktop.open()
    assert _kinds(desktop) == []
    assert json.loads(beside(desktop.path).read_bytes())["number"] > 1
    lunch.close()


@pytest.mark.parametrize("step", ["enter", "leave"])
def test_an_end_between_the_two_counts_is_no_reason_for_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class Ended(BaseException):
        pass

    def ends(*_: object) -> None:
        raise Ended

    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    if step == "enter":
        desktop.close()
    with monkeypatch.context() as patched:
        patched.setattr(generation, "write_atomically", ends)
        with pytest.raises(Ended):
            desktop.open() if step == "enter" else desktop.leave()
    desktop.open()
    assert _kinds(desktop) == []
    lunch.close()
