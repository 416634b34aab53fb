"""A change that was acknowledged is on disk: the process may be killed the moment after."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.store.desktop.history import History
from tests.support.lunch import Lunch, a_party, a_seat, ask

PROGRAM = """
import json, os, signal, sys
from pathlib import Path
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.system.randomness import ChangeIds
from tests.support.ciphered import KEY
from tests.support.clock import ManualClock
from tests.support.lunch import MORNING, a_party

path, how, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
clock = ManualClock(MORNING)
database = DesktopDatabase.open(path, KEY)
store = LocalStore(database, clock, ChangeIds(clock).next)
for number in range(times):
    done = store.perform(Intent("party.open", a_party(60 * (number + 1), lasting=30)))
    os.write(1, (json.dumps([done.uuid, done.answer["party_id"]]) + "\\n").encode())
    if how == "offer":
        store.offer()
        os.write(1, b"offered\\n")
if how == "exit":
    os._exit(1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def _run(path: Path, how: str, times: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), how, str(times)], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == (1 if how == "exit" else -signal.SIGKILL), done.stderr.decode()
    return done.stdout.decode().splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("how", ["kill", "exit", "offer"])
def test_what_was_acknowledged_before_a_kill_is_there_afterwards(tmp_path: Path, how: str) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.close()
    said = _run(desktop.path, how, 3)
    acknowledged = [json.loads(line) for line in said if line != "offered"]
    assert len(acknowledged) == 3
    desktop.open()
    assert [uuid for (uuid,) in ask(desktop.path, "SELECT uuid FROM outbox ORDER BY seq")] == [
        uuid for uuid, _ in acknowledged
    ]
    assert ask(desktop.path, "SELECT min(offered), max(offered) FROM outbox") == [(how == "offer", how == "offer")]
    for _, party in acknowledged:
        assert desktop.reads.party(party) is not None
    desktop.sync()
    assert {row for (row,) in ask(lunch.company.path, "SELECT id FROM parties")} == {one for _, one in acknowledged}
    lunch.agrees(desktop)
    lunch.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kill_at_any_moment_leaves_whole_changes_only(tmp_path: Path) -> None:
    """Killed from outside while it performs one change after the other: rows and queue always agree."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.close()
    for lines in (1, 3, 6):
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(desktop.path), "kill", "10"], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        child.kill()
        child.communicate()
        desktop.open()
        queued = ask(desktop.path, "SELECT count(*) FROM outbox")[0][0]
        parties = ask(desktop.path, "SELECT count(*) FROM parties")[0][0]
        pristine = ask(desktop.path, "SELECT count(*) FROM pristine WHERE table_name = 'parties'")[0][0]
        assert queued == parties == pristine >= lines
        assert ask(desktop.path, "PRAGMA integrity_check") == [("ok",)]
        desktop.store.discard([one.uuid for one in desktop.reads.sync_centre().waiting])
        assert desktop.store.waiting() == 0
        desktop.close()
    lunch.close()


@pytest.mark.parametrize(("how", "mark"), [("undo", "forget_undo"), ("retry", "mark_seen")])
def test_a_change_that_leads_to_another_is_marked_in_the_same_commit(
    tmp_path: Path, how: str, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a kill in between it could be taken back, or tried again, a second time."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(1)
    party = lunch.open(0, a_party(capacity=2))
    desktop.sync()
    if how == "retry":
        lunch.decide(2, "party.join", a_seat(party))
    joined = desktop.do("party.join", a_seat(party))
    desktop.sync()
    lunch.decide(0, "party.edit", EditParty(party, {"capacity": (2, 3)}))
    desktop.sync()
    before = ask(desktop.path, "SELECT uuid, outcome, seen, inverse FROM history")

    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(History, mark, killed)
    with pytest.raises(SystemExit):
        getattr(desktop.store, how)(joined.uuid)
    assert desktop.store.waiting() == 0
    assert ask(desktop.path, "SELECT uuid, outcome, seen, inverse FROM history") == before
    lunch.close()


def test_every_connection_waits_for_the_disk_before_it_acknowledges(tmp_path: Path) -> None:
    """WAL with synchronous=FULL: what a person was told is kept survives a power cut. On both databases."""
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    for engine, foreign_keys in ((desktop.database.engine, 0), (lunch.company.database.engine, 1)):
        with engine.connect() as connection:
            for pragma, wanted in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("secure_delete", 1),
                ("foreign_keys", foreign_keys),
            ):
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == wanted
    lunch.close()
