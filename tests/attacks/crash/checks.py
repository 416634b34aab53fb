"""What must hold after a crash: at the next start, and once everything has been exchanged."""

from contextlib import closing
from hashlib import sha256
from pathlib import Path

from lunch_desktop.demo.witness import differences, oversold, visible_on_server
from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.times import day_of
from lunch_desktop.store.ciphering import PLAIN_HEADER
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.footprints import Footprints
from tests.attacks.crash.stage import Stage, plain
from tests.support.ciphered import connect_to, held_on_desktop
from tests.support.oracle import decided_on, held_marks, told_on


def check_after(stage: Stage) -> None:
    """Starts what is not there of them, looks, heals, looks again, and lives on a little."""
    stage.open()
    known = _said(stage)
    _at_the_start(stage)
    stage.sync()
    _in_the_end(stage)
    now = _said(stage)
    changed = {key: (outcome, now.get(key)) for key, outcome in known.items() if now.get(key) != outcome}
    assert not changed, f"what had been decided did not stay so: {changed}"
    _life_goes_on(stage)


def _said(stage: Stage) -> dict[tuple[str, str], str]:
    """What the server has decided, and what the author can read of it."""
    decided = decided_on(stage.company_path, stage.employee_id)
    hosts = {"server": decided, "desktop": told_on(stage.desktop_path)}
    return {(host, uuid): outcome for host, said in hosts.items() for uuid, outcome in said.items()}


def _at_the_start(stage: Stage) -> None:
    assert oversold(stage.company_path) == []
    _the_last_commit_has_its_results(stage.company_path)
    _every_click_is_there(stage)
    _nothing_is_offered_twice(stage)
    _shown_is_the_replay(stage)


def _the_last_commit_has_its_results(company: Path) -> None:
    """Effects and results commit together. Only the company's foundation was nobody's change."""
    ((last,),) = plain(company, "SELECT max(version) FROM feed")
    decided = plain(company, "SELECT 1 FROM results WHERE version = ?", last)
    assert last <= 1 or decided, f"version {last} wrote rows and has no result"


def _every_click_is_there(stage: Stage) -> None:
    """What was kept waits or has been decided, once; nothing else is there but what was being written."""
    waiting = plain(stage.desktop_path, "SELECT uuid FROM outbox WHERE NOT void")
    there = [uuid for (uuid,) in waiting] + list(told_on(stage.desktop_path))
    assert len(there) == len(set(there)), "a change waits and is decided at once"
    kept, withdrawn = set(stage.log.uuids("kept")), set(stage.log.uuids("withdrawn"))
    missing = kept - set(there) - withdrawn - set(stage.log.uuids("withdrawing"))
    assert not missing, f"the author was told that these are kept, and they are gone: {missing}"
    unknown = set(there) - set(stage.log.uuids("tried"))
    assert not unknown, f"nobody made these: {unknown}"
    back = withdrawn & {uuid for (uuid,) in waiting}
    assert not back, f"withdrawn changes wait again: {back}"


def _nothing_is_offered_twice(stage: Stage) -> None:
    """What is being taken back can't be taken back again, and what is tried again no longer asks for attention."""
    queued = "(SELECT json_extract(payload, '$.name', '$.args') FROM outbox WHERE NOT void)"
    once = "SELECT 1 FROM history WHERE uuid = ? AND json_extract({}, '$.name', '$.args') IN " + queued
    for uuid in stage.log.uuids("undoing"):
        assert plain(stage.desktop_path, once.format("inverse"), uuid) == [], f"{uuid} could be taken back twice"
    for uuid in stage.log.uuids("retrying"):
        asks = plain(stage.desktop_path, f"{once.format('payload')} AND NOT seen", uuid)
        assert asks == [], f"{uuid} is being tried again, and still asks for it"


def _shown_is_the_replay(stage: Stage) -> None:
    desktop = stage.desktop
    shown = held_on_desktop(desktop.path)
    with desktop.database.writing() as connection:
        schema, rows = desktop.database.schema, desktop.database.rows
        Apply(connection, schema, rows, mutations(), desktop.employee_id, Footprints()).restore_and_replay()
    assert held_on_desktop(desktop.path) == shown, "what is shown is not the replay of what waits"


def _in_the_end(stage: Stage) -> None:
    desktop, company = stage.desktop_path, stage.company_path
    assert stage.desktop.store.waiting() == 0, "the queue did not drain"
    assert oversold(company) == []
    assert differences(visible_on_server(company, stage.employee_id), held_on_desktop(desktop)) == []
    assert held_marks(desktop) == [], "something is kept of rows that are not held"
    decided, told = decided_on(company, stage.employee_id), told_on(desktop)
    withdrawn = {*stage.log.uuids("withdrawing"), *stage.log.uuids("withdrawn")}
    for uuid in stage.log.uuids("kept"):
        assert uuid in decided or uuid in withdrawn, f"{uuid} vanished"
        ended = (decided.get(uuid), told.get(uuid))
        assert ended[0] == ended[1] or ended == ("void", "set_aside"), (
            f"{uuid} is {ended[0]}, its author reads {ended[1]}"
        )
    unknown = set(decided) - set(stage.log.uuids("tried"))
    assert not unknown, f"nobody made these: {unknown}"
    _each_took_effect_once(company, stage.log.uuids("founded"))
    _nothing_lies_about_plain(stage)


def _nothing_lies_about_plain(stage: Stage) -> None:
    """Neither a file of SQLite's, nor what stands in one: titles of parties, and names of colleagues."""
    said = [
        value for (value,) in plain(stage.company_path, "SELECT title FROM parties UNION SELECT name FROM employees")
    ]
    for path in stage.desktop_path.parent.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not content.startswith(PLAIN_HEADER), f"{path.name} is not encrypted"
        told = [one for one in said if one.encode() in content]
        assert told == [], f"{path.name} says {told}"


def _each_took_effect_once(company: Path, founded: list[str]) -> None:
    """Parties stand for applied openings, one for one; nobody stands in one line twice; versions are all there.

    `founded` are parties that were there before anybody opened one.
    """
    opened = "SELECT answer ->> 'party_id' FROM results WHERE outcome = 'applied' AND answer ->> 'party_id' IS NOT NULL"
    made = [party for (party,) in plain(company, opened)]
    assert sorted(made + founded) == sorted(party for (party,) in plain(company, "SELECT id FROM parties"))
    twice = "SELECT party_id, turn FROM memberships WHERE state = 'waiting' GROUP BY party_id, turn HAVING count(*) > 1"
    assert plain(company, twice) == []
    ((head, commits, last),) = plain(
        company, "SELECT version, (SELECT count(*) FROM commits), (SELECT max(version) FROM commits) FROM head"
    )
    assert head == last == commits - 1, "a version without its commit"
    assert plain(company, f"SELECT version FROM feed WHERE version > {head}") == []


def _life_goes_on(stage: Stage) -> None:
    """The queue still works: its numbers go on where the server's knowledge of them ends."""
    away = SetAvailability(day_of(stage.clock.now(), "Asia/Seoul"), "away", None, None)
    uuid = stage.click("availability.set", away)
    stage.sync()
    assert decided_on(stage.company_path, stage.employee_id).get(uuid) == "applied", "the next change was not taken"
    assert stage.desktop.store.waiting() == 0


def look_at(stage: Stage) -> str:
    """A digest of all that the files say, whatever order their pages have.

    It is taken before the program starts again, so that nothing has been mended. Fails where SQLite finds damage that
    was not there before the crash.
    """
    was_damaged = bool(stage.log.uuids("damaged"))
    content = sha256(stage.log.path.read_bytes() if stage.log.path.exists() else b"")
    for path in sorted(path for folder in stage.folders.values() for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".db":
            content.update(path.read_bytes() if was_damaged else _content(path))
        elif path.suffix not in (".db-wal", ".db-shm"):
            content.update(path.read_bytes())
    return content.hexdigest()


def _content(path: Path) -> bytes:
    with closing(connect_to(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], f"{path.name} is damaged"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
        tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names.fetchall()}
    return repr({name: sorted(rows, key=repr) for name, rows in tables.items()}).encode()
