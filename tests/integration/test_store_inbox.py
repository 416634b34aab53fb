"""The inbox tells what others did that concerns the person: once, never what they did themselves, nothing revoked."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.bringing import AddGuest, DropGuest
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.claiming import ClaimSeat
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Visibility
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.seating import SeatColleague
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from lunch_desktop.store.desktop.inbox import KEPT, MOST_KEPT, Inbox, InboxKind
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.store.desktop.state import RIGHTS_UNCHECKED, State
from lunch_desktop.store.desktop.upkeep import Upkeep
from tests.support.ciphered import connect_to
from tests.support.company import STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import MORNING, Lunch, a_party, a_seat, ask

ME = 0
K = InboxKind


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    """Ten in the morning."""
    made = Lunch(tmp_path)
    yield made
    made.close()


def kinds(desktop: Desktop) -> list[str]:
    """What the inbox tells, the latest first."""
    return [entry.kind for entry in desktop.reads.inbox()]


def only(desktop: Desktop, kind: InboxKind) -> InboxEntry:
    """The one entry that there is."""
    (entry,) = desktop.reads.inbox()
    assert entry.kind == kind
    return entry


def joined(lunch: Lunch, person: int, party: PartyId) -> None:
    """A colleague has a seat or a place in line."""
    assert lunch.decide(person, "party.join", a_seat(party, or_wait=True)).code is None


def leaves(lunch: Lunch, person: int, party: PartyId) -> None:
    """A colleague gives the seat up, or declines."""
    standing = lunch.membership(party, person)
    assert standing is not None
    assert lunch.decide(person, "party.leave", LeaveParty(party, standing.joined_by)).code is None


def edits(lunch: Lunch, person: int, party: PartyId, **fields: tuple[Any, Any]) -> None:
    """The host edits: [before, after] by field."""
    assert lunch.decide(person, "party.edit", EditParty(party, fields)).code is None


def test_a_reminder_comes_once_for_each_time_and_only_for_a_seat_that_is_confirmed(lunch: Lunch) -> None:
    """Without the server, too: nothing is exchanged after the first lines."""
    party, other = lunch.open(1, a_party(60)), lunch.open(2, a_party(180))
    joined(lunch, ME, party)
    me = lunch.desktop(ME)
    me.do("party.join", a_seat(other))  # asked for, and nobody has said yes
    actor = STAFF[ME].id
    lunch.clock.set(Instant(MORNING + 49 * MINUTE))
    assert not me.store.note_reminders(actor)
    lunch.clock.set(Instant(MORNING + 50 * MINUTE))
    assert me.store.note_reminders(actor)
    assert not me.store.note_reminders(actor)
    assert only(me, K.REMINDER).subject == party
    lunch.clock.set(Instant(MORNING + 171 * MINUTE))
    assert not me.store.note_reminders(actor)


def test_who_moves_a_party_reminds_of_it_anew(lunch: Lunch) -> None:
    party = lunch.open(1, a_party(60))
    joined(lunch, ME, party)
    me = lunch.desktop(ME)
    lunch.clock.set(Instant(MORNING + 50 * MINUTE))
    assert me.store.note_reminders(STAFF[ME].id)
    before = Instant(MORNING + 60 * MINUTE)
    edits(lunch, 1, party, meets_at=(before, Instant(before + HOUR)))
    me.sync()
    assert not me.store.note_reminders(STAFF[ME].id)
    lunch.clock.set(Instant(MORNING + 110 * MINUTE))
    assert me.store.note_reminders(STAFF[ME].id)
    told = [one.details["meets_at"] for one in me.reads.inbox() if one.kind == K.REMINDER]
    assert told == [before + HOUR], "the unread one of the former time is withdrawn"


def test_a_first_sync_tells_nothing(lunch: Lunch) -> None:
    party = lunch.open(1)
    lunch.decide(1, "party.invite", Invite(party, STAFF[ME].id))
    assert kinds(lunch.desktop(ME)) == []


def test_an_invitation_is_told_with_who_asks_and_goes_when_it_is_withdrawn(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1, a_party(visibility="invited"))
    lunch.decide(1, "party.invite", Invite(party, STAFF[ME].id))
    me.sync()
    entry = only(me, K.INVITED)
    assert (entry.party.title if entry.party else "", entry.by, entry.seen) == ("국밥 먹어요", STAFF[1].name, False)
    assert me.reads.inbox_counts() == (1, entry.id)
    lunch.decide(1, "party.uninvite", Invite(party, STAFF[ME].id))
    me.sync()
    assert kinds(me) == []
    assert ask(me.path, "SELECT count(*) FROM inbox WHERE details LIKE '%' || ? || '%'", STAFF[1].id) == [(0,)]


def test_what_i_did_myself_is_no_news_here_or_at_my_other_desktop(lunch: Lunch) -> None:
    here, there = lunch.desktop(ME), lunch.desktop(ME, "laptop")
    mine = PartyId(str(here.do("party.open", a_party(title="내 파티")).answer["party_id"]))
    other = lunch.open(1, a_party(240))
    here.sync()
    here.do("party.join", a_seat(other))
    here.do("party.edit", EditParty(mine, {"place": ("1층 로비", "후문")}))
    here.sync()
    there.sync()
    membership = here.reads.party(other)
    assert membership is not None
    assert membership.mine is not None
    here.do("party.leave", LeaveParty(other, membership.mine.joined_by))
    here.do("party.cancel", CancelParty(mine))
    here.sync()
    there.sync()
    assert (kinds(here), kinds(there)) == ([], [])


def test_members_who_come_and_go_are_one_entry_of_the_party(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = PartyId(str(me.do("party.open", a_party()).answer["party_id"]))
    me.sync()
    joined(lunch, 1, party)
    me.sync()
    first = only(me, K.MEMBERS).id
    joined(lunch, 2, party)
    joined(lunch, 3, party)
    me.sync()
    entry = only(me, K.MEMBERS)
    assert entry.named("joined") == [STAFF[1].name, STAFF[2].name, STAFF[3].name]
    assert entry.id > first, "it is on top, and told anew"
    leaves(lunch, 2, party)
    me.sync()
    entry = only(me, K.MEMBERS)
    assert (entry.named("joined"), entry.named("left")) == ([STAFF[1].name, STAFF[3].name], [])
    me.store.mark_inbox_seen([entry.id])
    leaves(lunch, 3, party)
    me.sync()
    latest, former = me.reads.inbox()
    assert (latest.named("left"), latest.named("joined")) == ([STAFF[3].name], [])
    assert former.named("joined") == [STAFF[1].name, STAFF[3].name], "what was read stays as it was read"


def test_a_colleague_who_declines_is_told_of(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = PartyId(str(me.do("party.open", a_party()).answer["party_id"]))
    me.do("party.invite", Invite(party, STAFF[1].id))
    me.sync()
    leaves(lunch, 1, party)
    me.sync()
    assert only(me, K.MEMBERS).named("declined") == [STAFF[1].name]


def test_a_party_of_mine_that_moves_is_told_of_from_where_i_knew_it(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1)
    joined(lunch, ME, party)
    me.sync()
    old = lunch.party(party).meets_at
    edits(lunch, 1, party, meets_at=(old, old + 10 * MINUTE))
    me.sync()
    edits(lunch, 1, party, meets_at=(old + 10 * MINUTE, old + 20 * MINUTE), place=("1층 로비", "후문"))
    me.sync()
    entry = only(me, K.MOVED)
    assert entry.details == {"meets_at": [old, old + 20 * MINUTE], "place": ["1층 로비", "후문"]}
    edits(lunch, 1, party, meets_at=(old + 20 * MINUTE, old), place=("후문", "1층 로비"), note=("", "서둘러요"))
    me.sync()
    assert kinds(me) == [], "it is as I knew it"


def test_a_party_of_mine_that_is_cancelled_is_told_of_once(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party, strangers = lunch.open(1), lunch.open(2)
    joined(lunch, ME, party)
    me.sync()
    for host, one in ((1, party), (2, strangers)):
        lunch.decide(host, "party.cancel", CancelParty(one))
    me.sync()
    me.sync()
    assert only(me, K.CANCELLED).subject == party


def test_the_host_who_leaves_hands_over_and_all_are_told(lunch: Lunch) -> None:
    me, colleague = lunch.desktop(ME), lunch.desktop(2)
    party = lunch.open(1)
    joined(lunch, ME, party)
    joined(lunch, 2, party)
    me.sync()
    colleague.sync()
    leaves(lunch, 1, party)
    me.sync()
    colleague.sync()
    assert only(me, K.MADE_HOST).by == STAFF[1].name
    assert only(colleague, K.NEW_HOST).by == STAFF[ME].name


def test_lateness_is_told_to_those_who_come_the_latest_word_alone(lunch: Lunch) -> None:
    me, stranger = lunch.desktop(ME), lunch.desktop(3)
    party = lunch.open(1)
    joined(lunch, ME, party)
    me.sync()
    for minutes in (5, 10):
        lunch.decide(1, "party.late", BeLate(party, minutes))
        me.sync()
    assert (only(me, K.LATE).by, only(me, K.LATE).details["minutes"]) == (STAFF[1].name, 10)
    lunch.decide(1, "party.late", BeLate(party, 0))
    me.sync()
    stranger.sync()
    assert (kinds(me), kinds(stranger)) == ([], [])


def test_a_seat_that_i_asked_for_long_ago_is_told_of_and_one_asked_for_just_now_is_not(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    first, full = lunch.open(1), lunch.open(2, a_party(240, capacity=2))
    joined(lunch, 3, full)
    me.sync()
    me.do("party.join", a_seat(first))
    me.do("party.join", a_seat(full, or_wait=True))
    lunch.clock.advance(MINUTE)
    me.sync()
    assert {entry.kind: entry.subject for entry in me.reads.inbox()} == {K.SEATED: first, K.WAITLISTED: full}
    another = lunch.open(1, a_party(360))
    me.sync()
    me.do("party.join", a_seat(another))
    me.sync()
    assert len(me.reads.inbox()) == 2
    leaves(lunch, 3, full)
    me.sync()
    assert kinds(me)[0] == K.PROMOTED


def test_a_refusal_says_why_until_it_is_read_in_either_place(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1, a_party(capacity=2))
    me.sync()
    change = me.do("party.join", a_seat(party)).uuid
    joined(lunch, 2, party)
    me.sync()
    entry = only(me, K.REFUSED)
    assert (entry.change.name if entry.change else "", entry.details["code"]) == ("party.join", "full")
    assert me.reads.counts().attention == 1
    me.store.mark_inbox_seen([entry.id])
    assert me.reads.counts().attention == 1, "reading it in passing decides nothing"
    me.store.mark_seen([change])
    assert [one.seen for one in me.reads.inbox()] == [True]


def test_a_request_that_was_not_confirmed_in_time_is_told_of_without_the_server_and_once(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1)
    me.sync()
    uuid = me.do("party.join", a_seat(party, until=MORNING + 105 * MINUTE)).uuid
    (request,) = me.reads.open_requests()
    assert (request.party_id, request.change) == (party, uuid)
    assert not me.store.note_lapsed()
    lunch.clock.set(request.lapses_at + 1)
    assert me.store.note_lapsed()
    assert not me.store.note_lapsed()
    assert only(me, K.LAPSED).subject == party
    me.sync()
    entry = only(me, K.REFUSED)
    assert entry.details["code"] == "expired", "the server says the same, and that is no second piece of news"


def test_what_is_compared_is_what_the_server_had_said_beneath_my_waiting_changes(lunch: Lunch) -> None:
    """I call it off here, and it waits; at the server somebody joins meanwhile, which the cancelled row would hide."""
    me = lunch.desktop(ME)
    party = PartyId(str(me.do("party.open", a_party()).answer["party_id"]))
    me.sync()
    me.do("party.invite", Invite(party, STAFF[3].id))
    me.do("party.cancel", CancelParty(party))
    joined(lunch, 1, party)
    me.facts.behind = True
    me.facts.unsent = False
    me.step()
    assert only(me, K.MEMBERS).named("joined") == [STAFF[1].name]
    me.sync()
    assert only(me, K.MEMBERS).named("joined") == [STAFF[1].name]


def test_nothing_is_told_that_was_not_applied(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry and the rows stand in one transaction."""
    me = lunch.desktop(ME)
    party = lunch.open(1)
    lunch.decide(1, "party.invite", Invite(party, STAFF[ME].id))
    add = Inbox.add

    def breaks(self: Inbox, *args: Any, **named: Any) -> None:
        add(self, *args, **named)
        raise RuntimeError("the power fails")

    with monkeypatch.context() as broken:
        broken.setattr(Inbox, "add", breaks)
        with pytest.raises(RuntimeError):
            me.sync()
    assert (kinds(me), me.reads.party(party)) == ([], None)
    me.sync()
    assert kinds(me) == [K.INVITED]


def test_a_party_that_i_may_no_longer_see_leaves_the_inbox_and_its_name_leaves_refusals(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1, a_party(title="비밀 모임"))
    joined(lunch, ME, party)
    me.sync()
    edits(lunch, 1, party, place=("1층 로비", "후문"))
    me.sync()
    me.do("party.late", BeLate(party, 5))
    lunch.decide(1, "party.cancel", CancelParty(party))
    me.sync()
    assert sorted(kinds(me)) == [K.CANCELLED, K.MOVED, K.REFUSED]
    standing = lunch.membership(party, ME)
    assert standing is not None
    hidden = replace(lunch.party(party), visibility=Visibility.INVITED)
    lunch.company.sync.import_rows([(PARTIES, hidden), (MEMBERSHIPS, replace(standing, state="removed"))])
    me.sync()
    assert me.reads.party(party) is None
    entry = only(me, K.REFUSED)
    assert (entry.subject, entry.party, entry.details["details"]) == (None, None, {})
    assert ask(me.path, "SELECT count(*) FROM inbox WHERE details LIKE '%비밀%'") == [(0,)]


def test_the_inbox_outlives_a_new_download_of_everything(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1)
    lunch.decide(1, "party.invite", Invite(party, STAFF[ME].id))
    me.sync()
    before = me.reads.inbox()
    me.store.forget_cursor()
    me.facts.pulled_at = None
    joined(lunch, 2, party)
    me.sync()
    assert me.reads.inbox() == before, "and the download tells nothing a second time"


def test_notices_of_the_file_are_in_the_inbox_too(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    me.store.note("backup_failed", {"path": "/backups"})
    me.store.note("backup_failed", {"path": "/backups"})
    entry = only(me, K.FILE)
    assert (entry.details["kind"], entry.details["details"]) == ("backup_failed", {"path": "/backups"})
    (notice,) = me.reads.notices()
    me.store.mark_notices_seen([notice.id])
    assert [one.seen for one in me.reads.inbox()] == [True]


def test_all_is_read_up_to_what_was_shown(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    me.store.note("rebuilt", {"saved": 1, "path": "/a"})
    unread, latest = me.reads.inbox_counts()
    assert unread == 1
    me.store.note("moved", {"path": "/b"})
    me.store.mark_all_inbox_seen(latest)
    assert [one.seen for one in me.reads.inbox()] == [False, True]
    assert [one.details["kind"] for one in me.reads.inbox_news(latest)] == ["moved"]


def test_old_entries_go_and_never_more_are_kept_than_anybody_reads(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    with me.database.writing() as connection:
        inbox = Inbox(connection, me.database.schema)
        for _ in range(MOST_KEPT + 3):
            inbox.add(K.FILE, MORNING, {"kind": "rebuilt", "details": {}})
    Upkeep(me.database, lunch.clock).run()
    assert len(me.reads.inbox()) == MOST_KEPT
    lunch.clock.set(MORNING + KEPT + HOUR)
    me.store.note("moved", {"path": "/b"})
    Upkeep(me.database, lunch.clock).run()
    assert [one.details["kind"] for one in me.reads.inbox()] == ["moved"]
    newest = me.reads.inbox()[0].id
    me.store.mark_all_inbox_seen(newest)
    with me.database.writing() as connection:
        Inbox(connection, me.database.schema).prune(Instant(lunch.clock.now() + 2 * KEPT))
    me.store.note("moved", {"path": "/c"})
    assert me.reads.inbox()[0].id > newest, "an id is never given twice"


def test_nobody_is_named_while_rights_are_unchecked(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    party = lunch.open(1)
    lunch.decide(1, "party.invite", Invite(party, STAFF[ME].id))
    me.sync()
    with me.database.writing() as connection:
        State(connection, me.database.schema).set(RIGHTS_UNCHECKED, True)
    entry = only(me, K.INVITED)
    assert (entry.party, entry.by) == (None, None)


_LATER_TABLES = (
    "inbox admins suggestions import_parts menus groups group_members group_exceptions guests guest_names votes"
    " vote_options ballots proposals proposal_answers reviews favourites diets party_needs rooms messages read_markers"
    " messages_to_index message_search staff_numbers export_notices export_presets"
)
_LATER_COLUMNS = {
    "parties": "group_id booked",
    "memberships": "seated_by",
    "restaurants": "tags menu_link diet_facts hours state merged_into suggested_by",
}
_LATER_INDEXES = "ix_parties_in_order ix_visits_party_id ix_visits_employee_id ix_free_windows_employee_id"
_BACK_TO_0004 = "".join(
    [
        *(f"DROP TABLE IF EXISTS {name};" for name in _LATER_TABLES.split()),
        *(f"DROP INDEX IF EXISTS {name};" for name in _LATER_INDEXES.split()),
        *(f"ALTER TABLE {of} DROP COLUMN {one};" for of, some in _LATER_COLUMNS.items() for one in some.split()),
        "UPDATE alembic_version SET version_num = '0004';",
    ]
)
"""What every step since the fourth made is taken back."""


def test_notices_that_nobody_had_read_when_the_program_was_updated_are_the_first_entries(lunch: Lunch) -> None:
    me = lunch.desktop(ME)
    me.store.note("backup_failed", {"path": "/백업"})
    me.store.note("moved", {"path": "/b"})
    me.store.mark_notices_seen([me.reads.notices()[0].id])
    me.leave()
    with closing(connect_to(me.path)) as connection, connection:
        connection.executescript(_BACK_TO_0004)
    me.open()
    entry = only(me, K.FILE)
    assert (entry.details["kind"], entry.details["details"]) == ("backup_failed", {"path": "/백업"})
    me.store.mark_notices_seen([entry.details["notice"]])
    assert me.reads.inbox_counts()[0] == 0


def test_who_is_seated_by_hand_reads_it_until_the_seat_is_freed(lunch: Lunch) -> None:
    me, party = lunch.desktop(ME), lunch.open(1)
    me.sync()
    assert lunch.decide(1, "party.seat", SeatColleague(party, STAFF[ME].id)).code is None
    me.sync()
    assert only(me, K.SEATED_BY).details == {"by": STAFF[1].id}
    assert lunch.decide(1, "party.uninvite", Invite(party, STAFF[ME].id)).code is None
    me.sync()
    assert kinds(me) == []


def test_close_to_the_meeting_who_waits_reads_that_a_seat_is_free_until_somebody_has_it(lunch: Lunch) -> None:
    me, party = lunch.desktop(ME), lunch.open(1, a_party(capacity=2))
    for person in (2, ME, 3):
        joined(lunch, person, party)
    me.sync()
    lunch.clock.set(Instant(MORNING + 105 * MINUTE))
    leaves(lunch, 2, party)
    me.sync()
    only(me, K.SEAT_FREE)
    assert lunch.decide(3, "party.claim", ClaimSeat(party, Instant(MORNING + 2 * HOUR))).code is None
    me.sync()
    assert kinds(me) == []


def test_a_guest_who_does_not_come_frees_a_seat_too(lunch: Lunch) -> None:
    me, party = lunch.desktop(ME), lunch.open(1, a_party(capacity=2))
    added = lunch.decide(1, "party.add_guest", AddGuest(party, "박 과장님"))
    joined(lunch, ME, party)
    me.sync()
    lunch.clock.set(Instant(MORNING + 105 * MINUTE))
    assert lunch.decide(1, "party.drop_guest", DropGuest(party, added.answer["guest_id"])).code is None
    me.sync()
    only(me, K.SEAT_FREE)
    me.do("party.claim", ClaimSeat(party, Instant(MORNING + 2 * HOUR)))
    me.sync()
    assert K.PROMOTED not in kinds(me), "the seat was taken, not given"
