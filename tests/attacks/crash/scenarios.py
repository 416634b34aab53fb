"""What people do while the program ends: a beginning, which is made once, and an act with the crash in it."""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import ChangeId, PartyId, natural_id
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party, membership_id
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, Day, Instant, day_of
from lunch_desktop.domain.visits import OfVisit
from lunch_desktop.store.company import making_volumes, pull
from lunch_desktop.store.desktop.database import damage_mark
from lunch_desktop.store.desktop.generation import leave
from lunch_desktop.store.desktop.upkeep import Upkeep
from lunch_desktop.store.sqlite_wal import wal_path
from tests.attacks.crash.effects import Host
from tests.attacks.crash.stage import Stage, plain, write_plainly
from tests.support.company import OFFICE, STAFF
from tests.support.damage import overwrite_page, page_of
from tests.support.desktop import Desktop
from tests.support.hub import Stream
from tests.support.lunch import MORNING, a_party, a_seat

Facts = dict[str, str]
FIRST_LUNCH: Final = Path(__file__).parents[2] / "upgrade" / "first_lunch"


@dataclass(frozen=True)
class Scenario:
    """`begin` leaves files and says what `act` has to know. Where it `starts`, `act` starts both hosts itself."""

    name: str
    begin: Callable[[Stage], Facts]
    act: Callable[[Stage, Facts], None]
    starts: bool = False


SCENARIOS: Final[dict[str, Scenario]] = {}


def scenario(
    begin: Callable[[Stage], Facts], *, starts: bool = False
) -> Callable[[Callable[[Stage, Facts], None]], Callable[[Stage, Facts], None]]:
    """Make a function the act of a scenario that is called as it is."""

    def register(act: Callable[[Stage, Facts], None]) -> Callable[[Stage, Facts], None]:
        name = act.__name__.replace("_", "-")
        SCENARIOS[name] = Scenario(name, begin, act, starts)
        return act

    return register


def _company(stage: Stage) -> Facts:
    stage.found()
    return {}


def _synced(stage: Stage) -> Facts:
    """Two colleagues have opened a party each, one of them for two only; the desktop knows both."""
    stage.found()
    stage.open()
    parties = {
        "open": stage.elsewhere(1, "party.open", a_party(180)).answer["party_id"],
        "small": stage.elsewhere(2, "party.open", a_party(300, capacity=2)).answer["party_id"],
    }
    stage.sync()
    return parties


def _clicks(stage: Stage, facts: Facts) -> None:
    """A little of everything, in order."""
    stage.click("party.open", a_party(60, title="오프라인 모임", lasting=30))
    opened = _hosted(stage)
    stage.click("party.join", a_seat(facts["open"], or_wait=True))
    stage.click("party.invite", Invite(opened, STAFF[2].id))
    stage.click("party.edit", EditParty(opened, {"note": ("", "예약했어요")}))
    stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))


def _hosted(stage: Stage) -> PartyId:
    """The author's own party."""
    query = "SELECT id FROM parties WHERE host_id = ?"
    return PartyId(plain(stage.desktop_path, query, stage.employee_id)[0][0])


def _today(stage: Stage) -> Day:
    return day_of(stage.clock.now(), "Asia/Seoul")


@scenario(_company, starts=True)
def first_start_and_sync(stage: Stage, facts: Facts) -> None:
    """Both hosts' first start on this file, and everything comes down."""
    stage.open()
    stage.sync()


@scenario(_synced)
def click_online(stage: Stage, facts: Facts) -> None:
    """A seat is asked for and confirmed at once."""
    stage.click("party.join", a_seat(facts["open"]))
    stage.sync()


@scenario(_synced)
def clicks_offline_then_drain(stage: Stage, facts: Facts) -> None:
    """The queue goes out in one batch."""
    _clicks(stage, facts)
    stage.sync()


def _without_a_key(stage: Stage) -> Facts:
    facts = _synced(stage)
    shutil.rmtree(stage.folders[Host.SERVER] / "keys")
    return facts


@scenario(_without_a_key, starts=True)
def server_makes_its_key(stage: Stage, facts: Facts) -> None:
    """The key of the server's seals is a file; it is there whole, or not yet."""
    stage.open_server()


def _with_a_queue(stage: Stage) -> Facts:
    facts = _synced(stage)
    _clicks(stage, facts)
    return facts


@scenario(_with_a_queue, starts=True)
def start_with_a_queue(stage: Stage, facts: Facts) -> None:
    """What waited since yesterday goes out at the next start."""
    stage.open()
    stage.sync()


@scenario(_synced)
def last_seat_lost(stage: Stage, facts: Facts) -> None:
    """Somebody else is faster: refused, and visible."""
    stage.click("party.join", a_seat(facts["small"]))
    stage.elsewhere(3, "party.join", a_seat(facts["small"]))
    stage.sync()


def _in_the_small_party(stage: Stage) -> Facts:
    facts = _synced(stage)
    uuid = stage.click("party.join", a_seat(facts["small"]))
    stage.sync()
    stage.elsewhere(3, "party.join", a_seat(facts["small"], or_wait=True))
    stage.sync()
    return {**facts, "joined_by": uuid}


@scenario(_in_the_small_party)
def leave_with_promotion(stage: Stage, facts: Facts) -> None:
    """The seat that is given up goes to the next in line, in the same commit."""
    stage.click("party.leave", LeaveParty(PartyId(facts["small"]), ChangeId(facts["joined_by"])))
    stage.sync()


def _hosting(stage: Stage) -> Facts:
    facts = _synced(stage)
    stage.click("party.open", a_party(60, lasting=30))
    stage.sync()
    return {**facts, "own": _hosted(stage)}


@scenario(_hosting)
def edit_with_conflict(stage: Stage, facts: Facts) -> None:
    """The host's other desktop was faster with one of two fields."""
    own = PartyId(facts["own"])
    stage.click("party.edit", EditParty(own, {"title": ("국밥 먹어요", "순대국 먹어요"), "note": ("", "예약했어요")}))
    stage.elsewhere(0, "party.edit", EditParty(own, {"title": ("국밥 먹어요", "칼국수 먹어요")}))
    stage.sync()


def _offered(stage: Stage) -> Facts:
    facts = _synced(stage)
    uuid = stage.click("party.open", a_party(60, lasting=30))
    stage.click("party.join", a_seat(facts["open"]))
    stage.desktop.store.offer()
    return {**facts, "uuid": uuid}


@scenario(_offered)
def discard_of_an_offered_change(stage: Stage, facts: Facts) -> None:
    """It becomes a void; a click after it keeps its place."""
    stage.discard(facts["uuid"])
    stage.click("availability.set", SetAvailability(_today(stage), "away", None, None))
    stage.sync()


def _decided_unknown_to_the_desktop(stage: Stage) -> Facts:
    facts = _offered(stage)
    request = stage.desktop.store.offer()
    assert request is not None
    stage.desktop.remote.push(request)
    return facts


@scenario(_decided_unknown_to_the_desktop)
def discard_of_a_decided_change(stage: Stage, facts: Facts) -> None:
    """The server had it already: its result stands."""
    stage.discard(facts["uuid"])
    stage.sync()


@scenario(_synced)
def discard_before_it_leaves(stage: Stage, facts: Facts) -> None:
    """It just goes, and its number is used again."""
    kept = stage.click("party.join", a_seat(facts["open"]))
    opened = stage.click("party.open", a_party(60, lasting=30))
    stage.discard(opened)
    stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))
    stage.discard(kept)
    stage.sync()


@scenario(_hosting)
def undo_of_a_decided_change(stage: Stage, facts: Facts) -> None:
    """Its inverse is a change of its own."""
    stage.undo(stage.log.uuids("kept")[0])
    stage.sync()


@scenario(_synced)
def click_undone_while_it_waits(stage: Stage, facts: Facts) -> None:
    """Undo of a change that the server may or may not have."""
    uuid = stage.click("party.join", a_seat(facts["open"]))
    stage.desktop.store.offer()
    stage.undo(uuid)
    stage.sync()


@scenario(_synced)
def refused_and_tried_again(stage: Stage, facts: Facts) -> None:
    """Refused, read, and done again when there is room."""
    stage.elsewhere(3, "party.join", a_seat(facts["small"]))
    uuid = stage.click("party.join", a_seat(facts["small"]))
    stage.sync()
    stage.elsewhere(3, "party.leave", LeaveParty(PartyId(facts["small"]), _join_of(stage, facts["small"], 3)))
    stage.sync()
    stage.retry(uuid)
    stage.sync()


def _join_of(stage: Stage, party: str, n: int) -> ChangeId:
    query = "SELECT joined_by FROM memberships WHERE party_id = ? AND employee_id = ?"
    return ChangeId(plain(stage.company_path, query, party, STAFF[n].id)[0][0])


def _restored_from_a_copy(stage: Stage) -> Facts:
    """The desktop's file is older than what the server has of it."""
    facts = _synced(stage)
    stage.click("party.join", a_seat(facts["open"]))
    with stage.rewound():
        stage.click("party.open", a_party(60, lasting=30))
        stage.sync()
    return facts


@scenario(_restored_from_a_copy)
def become_a_new_client(stage: Stage, facts: Facts) -> None:
    """The server knows other changes under these numbers: a new identity, the same uuids."""
    stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))
    stage.sync()


def _cursor_of_another_history(stage: Stage) -> Facts:
    facts = _synced(stage)
    stage.desktop.close()
    cursor = json.loads(plain(stage.desktop_path, "SELECT value FROM state WHERE name = 'cursor'")[0][0])
    epoch, version, *rest = cursor.split(".")
    unknown = json.dumps(".".join([epoch, version, "0" * len(rest[0]), *rest[1:]]))
    write_plainly(stage.desktop_path, "UPDATE state SET value = ? WHERE name = 'cursor'", [unknown])
    stage.open_desktop()
    _clicks(stage, facts)
    return facts


@scenario(_cursor_of_another_history)
def resync_after_an_unknown_cursor(stage: Stage, facts: Facts) -> None:
    """Everything is fetched anew, with the queue kept."""
    stage.sync()


@scenario(_synced)
def live_deltas_applied(stage: Stage, facts: Facts) -> None:
    """Commits of others arrive as they are made, over changes that wait here."""
    stream = Stream(stage.company, stage.desktop)
    server = stage.company
    server.sync.watch(stream.commit_made)
    stage.click("party.join", a_seat(facts["small"]))
    stage.elsewhere(3, "party.join", a_seat(facts["small"]))
    stage.elsewhere(3, "party.invite", Invite(PartyId(facts["small"]), STAFF[1].id))
    stage.elsewhere(1, "party.cancel", CancelParty(PartyId(facts["open"])))
    while stream.waiting:
        stream.deliver()
    stage.sync()


@scenario(_synced)
def scope_gained_and_lost(stage: Stage, facts: Facts) -> None:
    """An invitation to a hidden party comes and goes."""
    hidden = PartyId(stage.elsewhere(1, "party.open", a_party(400, visibility="invited")).answer["party_id"])
    stage.elsewhere(1, "party.invite", Invite(hidden, STAFF[0].id))
    stage.sync()
    stage.click("party.join", a_seat(hidden))
    stage.elsewhere(1, "party.uninvite", Invite(hidden, STAFF[0].id))
    stage.sync()


def _older_copy(stage: Stage) -> Facts:
    """Somebody has put an older copy of the database in its place, behind the program's back."""
    facts = _synced(stage)
    stage.click("party.join", a_seat(facts["open"]))
    with stage.rewound(file_only=True):
        stage.click("party.open", a_party(60, lasting=30))
        stage.sync()
    return facts


@scenario(_older_copy, starts=True)
def older_copy_noticed_at_the_start(stage: Stage, facts: Facts) -> None:
    """The file beside it knows better: a new identity before anything is sent."""
    stage.open()
    stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))
    stage.sync()


def _with_a_past(stage: Stage) -> Facts:
    """Forty days of parties, and one of today that somebody has just opened."""
    stage.found()
    stage.open_server()
    rows: list[tuple[Table[Any], Any]] = []
    for ago in range(1, 41):
        meets_at = Instant(MORNING + 2 * HOUR - ago * 24 * HOUR)
        party_id = PartyId(natural_id("party", str(ago)))
        day, host = day_of(meets_at, OFFICE.time_zone), STAFF[ago % 3 + 1].id
        what = (f"{ago}일 전 점심", None, day, meets_at, 60, "1층 로비", 4, "", "office", "open", meets_at)
        rows.append((PARTIES, Party(party_id, OFFICE.id, host, *what)))
        rows.append(
            (MEMBERSHIPS, Membership(membership_id(party_id, host), party_id, host, day, "confirmed", 1, None, 0))
        )
        stage.log.note("founded", party_id)
    stage.company.sync.import_rows(rows)
    return {"open": stage.elsewhere(1, "party.open", a_party(180)).answer["party_id"]}


@scenario(_with_a_past, starts=True)
def first_sync_in_pages(stage: Stage, facts: Facts) -> None:
    """A click and a commit of somebody else come between two pages; the server may be another by the next one."""
    with patch.object(pull, "PAGE", 25):
        stage.open()
        stage.desktop.facts.unsent = False
        stage.step()
        stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))
        stage.elsewhere(2, "party.join", a_seat(facts["open"]))
        stage.sync()


@scenario(_with_a_past, starts=True)
def first_sync_by_volumes(stage: Stage, facts: Facts) -> None:
    """The server makes volumes, once more for another day; a click and somebody else's commit come between two."""
    with (
        patch.object(pull, "PAGE", 5),
        patch.multiple(making_volumes, LARGE=20, VOLUME=30, CHUNK=8, FEWEST=4),
    ):
        stage.open_server()
        stage.company.sync.keep_volumes()
        stage.open()
        stage.elsewhere(2, "party.join", a_seat(facts["open"]))
        stage.desktop.facts.unsent = False
        for _ in range(3):
            stage.desktop.facts.behind = True
            stage.step()
        stage.click("availability.set", SetAvailability(_today(stage), "alone", None, None))
        stage.sync()


def _damaged_rows(stage: Stage) -> Facts:
    """The desktop has lost a row, and another is not as it was confirmed; a day later they are counted."""
    facts = _synced(stage)
    stage.click("party.join", a_seat(facts["open"]))
    stage.desktop.close()
    write_plainly(stage.desktop_path, "DELETE FROM restaurants WHERE id = (SELECT min(id) FROM restaurants)")
    write_plainly(stage.desktop_path, "UPDATE parties SET version = version - 1 WHERE id = ?", [facts["small"]])
    stage.advance(25 * HOUR)
    stage.open_desktop()
    return facts


@scenario(_damaged_rows)
def scope_downloaded_again(stage: Stage, facts: Facts) -> None:
    """Its checksum differs from the server's."""
    stage.sync()


def _with_poison(stage: Stage) -> Facts:
    facts = _synced(stage)
    poison = stage.click("party.open", a_party(60, title="독", lasting=30))
    stage.log.note("poison", poison)
    stage.click("party.edit", EditParty(_hosted(stage), {"note": ("", "예약했어요")}))
    stage.click("party.join", a_seat(facts["open"]))
    return facts


@scenario(_with_poison)
def poison_set_aside(stage: Stage, facts: Facts) -> None:
    """A change over which the server stumbles goes out of the way, with what was built on it; the rest goes on."""
    stage.sync()


@scenario(_with_a_queue)
def daily_upkeep(stage: Stage, facts: Facts) -> None:
    """The file is read through and backed up, while there is work in it."""
    Upkeep(stage.desktop.database, stage.clock).run()
    stage.click("visit.record", OfVisit(PartyId(facts["open"])))
    stage.advance(25 * HOUR)
    Upkeep(stage.desktop.database, stage.clock).run()


@scenario(_with_a_queue)
def end_of_the_program(stage: Stage, facts: Facts) -> None:
    """It is closed properly, and started again."""
    leave(stage.desktop.database)
    stage.open_desktop()


def _damaged(stage: Stage, *, backed_up: bool) -> Facts:
    """A page of the file is overwritten. What the author was told to be kept is elsewhere in it."""
    facts = _synced(stage)
    if backed_up:
        Upkeep(stage.desktop.database, stage.clock).run()
    _clicks(stage, facts)
    stage.desktop.close()
    overwrite_page(stage.desktop_path, *page_of(stage.desktop_path, "sqlite_autoindex_restaurants_1"), b"\x5a")
    damage_mark(stage.desktop_path).touch()
    stage.log.note("damaged", "restaurants")
    return facts


@scenario(partial(_damaged, backed_up=False), starts=True)
def damaged_file_rebuilt_from_the_server(stage: Stage, facts: Facts) -> None:
    """Set aside at the start; the queue is salvaged, and everything else comes down again."""
    stage.open()
    stage.sync()


@scenario(partial(_damaged, backed_up=True), starts=True)
def damaged_file_rebuilt_from_a_backup(stage: Stage, facts: Facts) -> None:
    """Set aside at the start; the newest backup takes its place, with what was salvaged on it."""
    stage.open()
    stage.sync()


def _plain(stage: Stage, *, damaged: bool = False) -> Facts:
    """What a version left behind that encrypted nothing: a file and its log, a backup, and one that was set aside."""
    with patch.object(Desktop, "key", None):
        facts = _synced(stage)
        Upkeep(stage.desktop.database, stage.clock).run()
        set_aside = stage.desktop_path.parent / "damaged" / "20260101T090000Z"
        set_aside.mkdir(parents=True)
        _clicks(stage, facts)
        files = [stage.desktop_path, wal_path(stage.desktop_path)]
        left = {one: one.read_bytes() for one in files}
        stage.desktop.close()
    for path, content in left.items():
        (set_aside / path.name).write_bytes(content)
        if not damaged:
            path.write_bytes(content)
    if damaged:
        overwrite_page(stage.desktop_path, *page_of(stage.desktop_path, "sqlite_autoindex_restaurants_1"), b"\x5a")
        damage_mark(stage.desktop_path).touch()
        stage.log.note("damaged", "restaurants")
    return facts


@scenario(_plain, starts=True)
def plain_file_encrypted(stage: Stage, facts: Facts) -> None:
    """At the first start with a key everything that lies about is encrypted, and what waited goes out."""
    stage.open()
    stage.sync()


@scenario(partial(_plain, damaged=True), starts=True)
def damaged_plain_file_rebuilt_encrypted(stage: Stage, facts: Facts) -> None:
    """It is set aside, of the older backup an encrypted one is made, and the new file is one from the beginning."""
    stage.open()
    stage.sync()


def _older_server(stage: Stage) -> Facts:
    """The server's database is put back to what it was before the last changes, which had been confirmed."""
    facts = _synced(stage)
    stage.company.database.close()
    kept = stage.folder / "kept.db"
    shutil.copy(stage.company_path, kept)
    stage.open_server()
    stage.click("party.join", a_seat(facts["small"]))
    stage.sync()
    _clicks(stage, facts)
    stage.sync()
    stage.click("availability.set", SetAvailability(_today(stage), "away", None, None))
    stage.close()
    kept.rename(stage.company_path)
    return facts


@scenario(_older_server, starts=True)
def server_restored_from_a_backup(stage: Stage, facts: Facts) -> None:
    """The desktop proves what had been confirmed, and it is confirmed again."""
    stage.open()
    stage.sync()


def _first_lunch(stage: Stage) -> Facts:
    """Files that the first version left behind: a full queue, a void, a refusal, a conflict."""
    facts = json.loads((FIRST_LUNCH / "facts.json").read_text(encoding="utf-8"))
    assert facts["morning"] == MORNING
    assert facts["employee"] == stage.employee_id
    for host, path in ((Host.SERVER, stage.company_path), (Host.DESKTOP, stage.desktop_path)):
        stage.folders[host].mkdir(parents=True)
        path.write_bytes(gzip.decompress((FIRST_LUNCH / f"{path.stem}.db.gz").read_bytes()))
    queued = plain(stage.desktop_path, "SELECT uuid, void FROM outbox UNION ALL SELECT uuid, 0 FROM history")
    known = plain(stage.company_path, "SELECT uuid FROM results WHERE employee_id = ?", stage.employee_id)
    stage.log.note("tried", *dict.fromkeys([*(uuid for uuid, _ in queued), *(uuid for (uuid,) in known)]))
    stage.log.note("kept", *(uuid for uuid, void in queued if not void))
    stage.log.note("withdrawn", *(uuid for uuid, void in queued if void))
    return {}


@scenario(_first_lunch, starts=True)
def upgrade_from_the_first_lunch(stage: Stage, facts: Facts) -> None:
    """Both hosts bring their files up to date at the first start of this version, and what waited goes out."""
    stage.open()
    stage.sync()
