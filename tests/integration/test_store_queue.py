"""The queue of a desktop: waiting, withdrawing, undoing, trying again, and being told early that it will be refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from lunch_desktop.sync import steps
from lunch_desktop.wire.changes import LARGEST_BATCH, payload_hash
from tests.support.ciphered import held_on_desktop
from tests.support.company import STAFF
from tests.support.desktop import Desktop
from tests.support.lunch import Counted, Lunch, a_party, a_seat, ask, outcomes
from tests.support.network import Fate, LossyRemote

ALONE = SetAvailability(Day("2026-11-19"), "alone", None, None)
AWAY = SetAvailability(Day("2026-11-19"), "away", None, None)


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = Lunch(tmp_path)
    yield made
    made.close()


def _queue(desktop: Desktop) -> list[tuple[int, str, bool, bool]]:
    return [
        (seq, json.loads(payload)["name"], bool(offered), bool(void))
        for seq, payload, offered, void in ask(
            desktop.path, "SELECT seq, payload, offered, void FROM outbox ORDER BY seq"
        )
    ]


def _offer(desktop: Desktop) -> None:
    """A request leaves and its answer never comes: the changes may have reached the server."""
    assert desktop.store.offer() is not None


def test_changes_wait_in_order_with_what_was_first_written(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    version = desktop.store.version()
    party = desktop.do("party.open", a_party()).answer["party_id"]
    lunch.clock.advance(1000)
    desktop.do("party.edit", EditParty(party, {"title": ("국밥 먹어요", "라멘")}))
    rows = ask(desktop.path, "SELECT seq, payload, hash, created_at FROM outbox ORDER BY seq")
    assert [seq for seq, *_ in rows] == [1, 2]
    for _, payload, hashed, created_at in rows:
        said = json.loads(payload)
        assert payload_hash(payload) == hashed
        assert (said["base"], said["created_at"]) == (version, created_at)
    assert json.loads(rows[1][1])["args"]["edits"] == {"title": ["국밥 먹어요", "라멘"]}


def test_offering_is_durable_before_anything_is_sent(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("party.open", a_party())
    seen: list[list[Any]] = []

    class Spy(Counted):
        def push(self, request: Any) -> Any:
            seen.append(ask(desktop.path, "SELECT offered FROM outbox"))
            return super().push(request)

    desktop.remote = Spy(desktop.remote)
    desktop.sync()
    assert seen == [[(1,)]]


def test_a_refusal_on_the_spot_queues_nothing_and_writes_nothing(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    before = held_on_desktop(desktop.path)
    with pytest.raises(Refusal) as caught:
        desktop.do("party.open", a_party(title="  "))
    assert caught.value.code == RefusalCode.TITLE_MISSING
    assert held_on_desktop(desktop.path) == before
    assert ask(desktop.path, "SELECT count(*) FROM outbox, pristine") == [(0,)]


def test_an_unoffered_last_change_just_goes_and_its_seq_with_it(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    before = held_on_desktop(desktop.path)
    desktop.do("availability.set", ALONE)
    opened = desktop.do("party.open", a_party())
    assert desktop.store.discard([opened.uuid]) >= {"parties", "memberships"}
    assert _queue(desktop) == [(1, "availability.set", False, False)]
    desktop.store.discard([one.uuid for one in desktop.reads.sync_centre().waiting])
    assert held_on_desktop(desktop.path) == before
    assert _queue(desktop) == []
    desktop.do("availability.set", ALONE)
    assert _queue(desktop) == [(1, "availability.set", False, False)]
    desktop.sync()
    assert desktop.store.waiting() == 0


def test_an_unoffered_change_in_the_middle_leaves_a_void_in_its_place(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    opened = desktop.do("party.open", a_party())
    desktop.do("availability.set", ALONE)
    desktop.store.discard([opened.uuid])
    assert _queue(desktop) == [(1, "party.open", False, True), (2, "availability.set", False, False)]
    assert ask(desktop.path, "SELECT id FROM parties") == []
    counted = Counted(desktop.remote)
    desktop.remote = counted
    desktop.sync()
    assert counted.pushed[0].mutations[0].payload is None, "what was withdrawn is never sent"
    assert ask(lunch.company.path, "SELECT id FROM parties") == []
    assert outcomes(desktop)[opened.uuid] == ("void", None)
    lunch.agrees(desktop)


def test_an_offered_change_that_never_arrived_is_voided(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    opened = desktop.do("party.open", a_party())
    _offer(desktop)
    desktop.store.discard([opened.uuid])
    assert _queue(desktop) == [(1, "party.open", True, True)]
    (waiting,) = desktop.reads.sync_centre().waiting
    assert (waiting.standing, waiting.undoable) == (ChangeStanding.WITHDRAWING, False)
    assert ask(desktop.path, "SELECT id FROM parties") == []
    desktop.sync()
    assert outcomes(desktop) == {opened.uuid: ("void", None)}
    assert ask(lunch.company.path, "SELECT id FROM parties") == []


def test_an_offered_change_that_had_arrived_stands_and_is_shown_again(lunch: Lunch) -> None:
    desktop = lunch.desktop(0, remote=LossyRemote)
    opened = desktop.do("party.open", a_party())
    assert isinstance(desktop.remote, LossyRemote)
    desktop.remote.fate = Fate.ANSWER_LOST
    with pytest.raises(Exception, match="unreachable"):
        desktop.step()
    desktop.store.discard([opened.uuid])
    assert ask(desktop.path, "SELECT id FROM parties") == []
    desktop.sync()
    assert outcomes(desktop) == {opened.uuid: ("applied", None)}
    lunch.agrees(desktop)
    assert len(ask(desktop.path, "SELECT id FROM parties")) == 1


def test_what_was_built_on_a_withdrawn_change_goes_with_it(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    before = held_on_desktop(desktop.path)
    opened = desktop.do("party.open", a_party())
    party = PartyId(opened.answer["party_id"])
    desktop.do("party.edit", EditParty(party, {"title": ("국밥 먹어요", "라멘")}))
    desktop.do("availability.set", ALONE)
    desktop.do("party.invite", Invite(party, STAFF[1].id))
    desktop.do("party.uninvite", Invite(party, STAFF[1].id))
    desktop.do("party.late", BeLate(party, 5))
    desktop.store.discard([opened.uuid])
    assert _queue(desktop) == [
        (1, "party.open", False, True),
        (2, "party.edit", False, True),
        (3, "availability.set", False, False),
    ]
    after = held_on_desktop(desktop.path)
    assert {name: rows for name, rows in after.items() if name != "availabilities"} == {
        name: rows for name, rows in before.items() if name != "availabilities"
    }
    desktop.sync()
    assert ask(lunch.company.path, "SELECT id FROM parties") == []
    lunch.agrees(desktop)


def test_it_goes_although_the_party_has_come_from_the_server_before_its_result(lunch: Lunch) -> None:
    """As with a live event that was faster: replayed, the opening finds its own party there already."""
    desktop = lunch.desktop(0)
    opened = desktop.do("party.open", a_party())
    steps.push(desktop.store, desktop.remote, desktop.facts)
    request = desktop.store.pull_request()
    early = desktop.remote.pull(request).model_copy(update={"results": []})
    desktop.store.apply(early, request)
    late = desktop.do("party.late", BeLate(opened.answer["party_id"], 5))
    desktop.store.discard([opened.uuid])
    waiting = {one.uuid: one.standing for one in desktop.reads.sync_centre().waiting}
    assert late.uuid not in waiting or waiting[late.uuid] is ChangeStanding.WITHDRAWING
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_what_was_not_built_on_it_stays(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    first = desktop.do("party.open", a_party(60, lasting=30))
    second = desktop.do("party.open", a_party(180, lasting=30))
    desktop.do("party.late", BeLate(second.answer["party_id"], 5))
    desktop.store.discard([first.uuid])
    desktop.sync()
    assert [outcomes(desktop)[one.uuid][0] for one in (first, second)] == ["void", "applied"]
    assert len(ask(lunch.company.path, "SELECT id FROM parties")) == 1


def test_a_change_that_will_be_refused_reads_so_and_has_no_effect(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0)
    desktop.sync()
    wish = desktop.do("party.join", a_seat(party))
    lunch.decide(0, "party.cancel", CancelParty(party))
    steps.pull(desktop.store, desktop.remote, desktop.facts)
    (waiting,) = desktop.reads.sync_centre().waiting
    assert (waiting.standing, waiting.code) == (ChangeStanding.LIKELY_REFUSED, "cancelled")
    assert desktop.reads.counts().attention == 1
    assert ask(desktop.path, "SELECT id FROM memberships WHERE employee_id = ?", STAFF[1].id) == []
    desktop.sync()
    assert outcomes(desktop) == {wish.uuid: ("refused", "cancelled")}


def test_a_change_that_may_pass_again_is_shown_again(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0)
    desktop.sync()
    desktop.do("party.join", a_seat(party))
    for before, after in (("open", "closed"), ("closed", "open")):
        lunch.decide(0, "party.edit", EditParty(party, {"state": (before, after)}))
        steps.pull(desktop.store, desktop.remote, desktop.facts)
        (waiting,) = desktop.reads.sync_centre().waiting
        assert waiting.code == ("closed" if after == "closed" else None)
    desktop.sync()
    assert lunch.standing(party, 1) == "confirmed"


def test_undo_withdraws_what_waits_and_reverses_what_was_decided(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0)
    desktop.sync()
    unsent = desktop.do("party.join", a_seat(party))
    desktop.store.undo(unsent.uuid)
    assert desktop.store.waiting() == 0
    sent = desktop.do("party.join", a_seat(party))
    desktop.sync()
    assert lunch.standing(party, 1) == "confirmed"
    assert desktop.store.undo(sent.uuid) == {"memberships"}
    desktop.sync()
    assert lunch.standing(party, 1) == "left"
    with pytest.raises(Refusal):
        desktop.store.undo(sent.uuid)


def test_undo_of_a_change_on_its_way_sends_its_inverse_after_it(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0)
    desktop.sync()
    asked = desktop.do("party.join", a_seat(party))
    _offer(desktop)
    desktop.store.undo(asked.uuid)
    assert [name for _, name, _, _ in _queue(desktop)] == ["party.join", "party.leave"]
    desktop.sync()
    assert lunch.standing(party, 1) == "left"
    assert {outcome for outcome, _ in outcomes(desktop).values()} == {"applied"}


def test_undo_of_an_edit_with_blanks_around_it_restores_the_former_text(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    party = lunch.open(0)
    desktop.sync()
    edited = desktop.do("party.edit", EditParty(party, {"title": ("국밥 먹어요", "  라멘 ")}))
    desktop.sync()
    assert lunch.party(party).title == "라멘"
    desktop.store.undo(edited.uuid)
    desktop.sync()
    assert lunch.party(party).title == "국밥 먹어요"
    assert desktop.reads.counts().attention == 0


def test_a_final_change_cannot_be_undone_once_it_was_sent(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    party = lunch.open(0)
    desktop.sync()
    called_off = desktop.do("party.cancel", CancelParty(party))
    desktop.sync()
    with pytest.raises(Refusal):
        desktop.store.undo(called_off.uuid)
    assert lunch.party(party).state == "cancelled"


def test_undo_of_something_unknown_is_refused(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    with pytest.raises(Refusal):
        desktop.store.undo(lunch.new_id())
    assert desktop.store.discard([lunch.new_id()]) == frozenset()


def test_a_refused_wish_is_tried_again_as_a_new_change(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0, a_party(capacity=2))
    lunch.decide(2, "party.join", a_seat(party))
    desktop.sync()
    wish = desktop.do("party.join", a_seat(party))
    desktop.sync()
    assert outcomes(desktop) == {wish.uuid: ("refused", "full")}
    lunch.decide(0, "party.edit", EditParty(party, {"capacity": (2, 3)}))
    again = desktop.store.retry(wish.uuid)
    assert again.uuid != wish.uuid
    assert desktop.reads.counts().attention == 0
    desktop.facts.unsent = True
    desktop.sync()
    assert lunch.standing(party, 1) == "confirmed"
    assert outcomes(desktop) == {wish.uuid: ("refused", "full"), again.uuid: ("applied", None)}


def test_only_refused_changes_are_tried_again(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    opened = desktop.do("party.open", a_party())
    for _ in range(2):
        with pytest.raises(Refusal):
            desktop.store.retry(opened.uuid)
        desktop.sync()


def test_a_refusal_stays_until_its_author_has_read_it(lunch: Lunch) -> None:
    desktop = lunch.desktop(1)
    party = lunch.open(0)
    desktop.sync()
    wish = desktop.do("party.join", a_seat(party))
    lunch.decide(0, "party.cancel", CancelParty(party))
    desktop.sync()
    lunch.clock.advance(30 * 24 * 3_600_000)
    desktop.sync()
    assert [one.uuid for one in desktop.reads.sync_centre().attention] == [wish.uuid]
    desktop.store.mark_seen([wish.uuid])
    desktop.sync()
    assert desktop.reads.sync_centre().attention == ()
    assert outcomes(desktop) == {}, "what was read and is older than a fortnight is let go"


def test_a_long_queue_drains_in_batches_before_it_is_pulled(lunch: Lunch) -> None:
    counted: list[Counted] = []

    def count(way: Any) -> Counted:
        counted.append(Counted(way))
        return counted[0]

    desktop = lunch.desktop(0, remote=count)
    for number in range(LARGEST_BATCH + 20):
        day = Day(f"2027-{1 + number // 28 % 12:02}-{1 + number % 28:02}")
        desktop.do("availability.set", SetAvailability(day, "away" if number % 2 else "alone", None, None))
    pulled = counted[0].pulled
    counted[0].pushed.clear()
    desktop.sync()
    assert [len(one.mutations) for one in counted[0].pushed] == [LARGEST_BATCH, 20]
    assert counted[0].pulled <= pulled + 2
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_a_new_identity_counts_the_queue_anew_and_keeps_its_uuids(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    for day in (1, 2):
        desktop.do("availability.set", SetAvailability(Day(f"2027-01-0{day}"), "away", None, None))
        desktop.sync()
    later = [desktop.do("party.open", a_party(60 * n, lasting=30)) for n in (1, 2)]
    built = desktop.do("party.late", BeLate(later[1].answer["party_id"], 5))
    assert [seq for seq, *_ in _queue(desktop)] == [3, 4, 5]
    former = desktop.store.pull_request().client_id
    desktop.store.become_new_client()
    assert desktop.store.pull_request().client_id != former
    rows = ask(desktop.path, "SELECT seq, uuid FROM outbox ORDER BY seq")
    assert rows == [(1, later[0].uuid), (2, later[1].uuid), (3, built.uuid)]
    desktop.store.discard([later[1].uuid])
    assert [seq for seq, *_ in _queue(desktop)] == [1], "what was built on it is still known"
    desktop.facts.decided_up_to = 0
    desktop.sync()
    assert desktop.store.waiting() == 0
    lunch.agrees(desktop)


def test_what_is_shown_is_found_by_its_new_words_at_once(lunch: Lunch) -> None:
    from lunch_desktop.store.desktop.queries.parties import PartyFilter

    desktop = lunch.desktop(0)
    today = Day("2026-11-19")
    opened = desktop.do("party.open", a_party(title="할매국밥 어때요"))
    party = PartyId(opened.answer["party_id"])
    assert desktop.reads.party_ids(PartyFilter.COMING, today, "국밥") == [party]
    edited = desktop.do("party.edit", EditParty(party, {"title": ("할매국밥 어때요", "라멘")}))
    assert desktop.reads.party_ids(PartyFilter.COMING, today, "국밥") == []
    assert desktop.reads.party_ids(PartyFilter.COMING, today, "라멘") == [party]
    desktop.store.undo(edited.uuid)
    assert desktop.reads.party_ids(PartyFilter.COMING, today, "국밥") == [party]
    desktop.store.undo(opened.uuid)
    assert desktop.reads.party_ids(PartyFilter.COMING, today, "국밥") == []


def test_a_file_belongs_to_one_account(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    with pytest.raises(ValueError, match="another account"):
        desktop.store.sign_in_as(STAFF[1].id)
    client = desktop.store.pull_request().client_id
    desktop.store.sign_in_as(STAFF[0].id)
    assert desktop.store.pull_request().client_id == client


def test_an_unknown_mutation_is_a_mistake_of_the_program(lunch: Lunch) -> None:
    with pytest.raises(KeyError):
        lunch.desktop(0).store.perform(Intent("party.conquer", ALONE))
