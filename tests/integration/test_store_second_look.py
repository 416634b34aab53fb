"""What the person decides about a change afterwards: conflicts field by field, changes set aside, voids that lose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, PartyId, derived_id
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.store.desktop.set_aside import MOST_FAILURES
from lunch_desktop.store.desktop.state import BACKED_UP_AT, CHECKED_AT, REPAIRED, State
from tests.support.company import STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import Lunch, a_party, outcomes


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desktop(lunch: Lunch) -> Desktop:
    return lunch.desktop(0)


def attention(desktop: Desktop) -> tuple[ChangeView, ...]:
    return desktop.reads.sync_centre().attention


def confirmed(desktop: Desktop, party_id: str) -> Party:
    view = desktop.reads.party(party_id)
    assert view is not None
    return view.party


@pytest.fixture
def contested(lunch: Lunch, desktop: Desktop) -> ChangeView:
    """Three fields that my laptop changed before this desktop did."""
    party = PartyId(desktop.do("party.open", a_party()).answer["party_id"])
    desktop.sync()
    laptop = lunch.desktop(0, "laptop")
    theirs = {"place": ("1층 로비", "정문"), "title": ("국밥 먹어요", "냉면 먹어요"), "capacity": (4, 5)}
    laptop.do("party.edit", EditParty(party, theirs))
    laptop.sync()
    mine = {"place": ("1층 로비", "후문"), "title": ("국밥 먹어요", "만두 먹어요"), "capacity": (4, 6)}
    desktop.do("party.edit", EditParty(party, mine))
    desktop.sync()
    (found,) = attention(desktop)
    assert found.standing is ChangeStanding.CONFLICT
    assert found.settled == {}
    assert found.decided_at == desktop.clock.now()
    return found


class TestConflicts:
    def test_a_conflict_is_read_when_each_of_its_fields_is_settled(
        self, desktop: Desktop, contested: ChangeView
    ) -> None:
        desktop.store.settle(contested.uuid, ["place"], mine=True)
        (found,) = attention(desktop)
        assert found.settled == {"place": "mine"}
        desktop.store.settle(contested.uuid, ["title"], mine=False)
        assert desktop.reads.counts().attention == 1
        desktop.store.settle(contested.uuid, ["capacity"], mine=True)
        assert desktop.reads.counts().attention == 0
        desktop.sync()
        party = confirmed(desktop, contested.args["party_id"])
        assert (party.place, party.title, party.capacity) == ("후문", "냉면 먹어요", 6)
        assert attention(desktop) == ()

    def test_mine_again_conflicts_anew_if_the_others_change_it_once_more(
        self, lunch: Lunch, desktop: Desktop, contested: ChangeView
    ) -> None:
        party = PartyId(contested.args["party_id"])
        laptop = lunch.desktop(0, "tablet")
        laptop.do("party.edit", EditParty(party, {"place": ("정문", "옥상")}))
        laptop.sync()
        desktop.store.settle(contested.uuid, ["place", "title", "capacity"], mine=True)
        desktop.sync()
        (found,) = attention(desktop)
        assert found.uuid != contested.uuid
        assert found.conflicts == {"place": ["후문", "옥상"]}
        assert confirmed(desktop, party).title == "만두 먹어요"

    def test_where_the_rules_refuse_mine_nothing_is_settled(
        self, lunch: Lunch, desktop: Desktop, contested: ChangeView
    ) -> None:
        desktop.do("party.cancel", CancelParty(PartyId(contested.args["party_id"])))
        waiting = desktop.store.waiting()
        with pytest.raises(Refusal, match=RefusalCode.CANCELLED):
            desktop.store.settle(contested.uuid, ["place"], mine=True)
        (found,) = attention(desktop)
        assert found.settled == {}
        assert desktop.store.waiting() == waiting

    def test_only_fields_of_the_conflict_can_be_settled(self, desktop: Desktop, contested: ChangeView) -> None:
        for uuid, field in ((contested.uuid, "note"), ("nobody", "place")):
            with pytest.raises(Refusal, match=RefusalCode.NOT_FOUND):
                desktop.store.settle(uuid, [field], mine=False)


def set_aside(desktop: Desktop, uuid: str) -> None:
    for _ in range(MOST_FAILURES):
        desktop.store.count_failure(uuid)


class TestSetAside:
    def test_it_is_counted_once_with_what_was_built_on_it(self, desktop: Desktop) -> None:
        opened = desktop.do("party.open", a_party())
        desktop.do("party.invite", Invite(PartyId(opened.answer["party_id"]), STAFF[1].id))
        set_aside(desktop, opened.uuid)
        assert len(attention(desktop)) == 2
        assert desktop.reads.counts().attention == 1

    def test_done_again_it_takes_along_what_was_built_on_it(self, lunch: Lunch, desktop: Desktop) -> None:
        opened = desktop.do("party.open", a_party())
        party = PartyId(opened.answer["party_id"])
        desktop.do("party.invite", Invite(party, STAFF[1].id))
        desktop.do("party.edit", EditParty(party, {"place": ("1층 로비", "정문")}))
        set_aside(desktop, opened.uuid)
        again = desktop.store.retry(opened.uuid)
        assert desktop.reads.counts().attention == 0
        desktop.sync()
        made = derived_id(ChangeId(again.uuid), 0)
        assert confirmed(desktop, made).place == "정문"
        assert confirmed(lunch.desktop(1), made).place == "정문", "invited, and so on their desktop"
        assert desktop.reads.party(party) is None
        lunch.agrees(desktop)

    def test_what_the_rules_refuse_of_it_stays_to_be_seen(self, lunch: Lunch, desktop: Desktop) -> None:
        opened = desktop.do("party.open", a_party(20))
        party = PartyId(opened.answer["party_id"])
        desktop.do("party.edit", EditParty(party, {"capacity": (4, 5)}))
        moved = desktop.do("party.edit", EditParty(party, {"meets_at": (a_party(20).meets_at, a_party(5).meets_at)}))
        set_aside(desktop, opened.uuid)
        lunch.clock.advance(10 * 60_000)
        desktop.store.retry(opened.uuid)
        (left,) = attention(desktop)
        assert left.uuid == moved.uuid
        assert desktop.reads.counts().attention == 1
        desktop.sync()
        assert {outcome for outcome, _ in outcomes(desktop).values()} == {"applied", "set_aside"}


class TestTakenBackTooLate:
    def test_what_stands_is_told_and_can_be_undone(self, lunch: Lunch, desktop: Desktop) -> None:
        day = Day("2027-01-04")
        done = desktop.do("availability.set", SetAvailability(day, "away", None, None))
        request = desktop.store.offer()
        assert request is not None
        desktop.remote.push(request)
        desktop.store.discard([done.uuid])
        with pytest.raises(Refusal):
            desktop.store.undo(done.uuid)
        desktop.sync()
        (found,) = attention(desktop)
        assert (found.standing, found.undoable) == (ChangeStanding.STANDS, True)
        assert desktop.reads.counts().attention == 1
        desktop.store.undo(done.uuid)
        desktop.store.mark_seen([done.uuid])
        desktop.sync()
        assert attention(desktop) == ()
        lunch.agrees(desktop)


def test_the_centre_tells_of_checks_repairs_and_backups(desktop: Desktop) -> None:

    with desktop.database.writing() as connection:
        state = State(connection, desktop.database.schema)
        for name, value in ((CHECKED_AT, 5), (BACKED_UP_AT, 7), (REPAIRED, {"office:a": 9, "user:b": 8})):
            state.set(name, value)
    centre = desktop.reads.sync_centre()
    assert (centre.checked_at, centre.backed_up_at, centre.repaired_at) == (5, 7, (8, 9))


def test_notices_that_need_somebody_count_and_others_do_not(desktop: Desktop) -> None:
    desktop.store.note("server_restored", {"offered": 3})
    assert desktop.reads.counts().attention == 0
    desktop.store.note("server_restored", {"offered": 3, "changed": 1})
    assert desktop.reads.counts().attention == 1
    desktop.store.mark_notices_seen([one.id for one in desktop.reads.notices()])
    desktop.store.note("backup_failed", {"path": "/backups"})
    assert desktop.reads.counts().attention == 1
    desktop.store.mark_notices_seen([one.id for one in desktop.reads.notices()])
    assert desktop.reads.counts().attention == 0
