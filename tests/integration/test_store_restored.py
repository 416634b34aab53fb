"""A server restored from an older backup: nothing that was confirmed is lost, and what can't be is shown."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.mutations import execute
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Day
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.push import ClientForked
from lunch_desktop.store.company.restoring import GATHERING, Recovering
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.desktop.proofs import RESTORED, UNPROVEN
from lunch_desktop.sync.core import Step
from lunch_desktop.sync.http import Unreachable
from lunch_desktop.sync.steps import MOST_REJECTIONS
from lunch_desktop.wire.changes import Outcome
from lunch_desktop.wire.sync import OfferAgainRequest, OfferedAgain, PullRequest, PushRequest
from tests.support.company import STAFF
from tests.support.desktop import Desktop
from tests.support.hub import Stream
from tests.support.lunch import MORNING, Counted, Lunch, a_party, a_seat, ask, outcomes
from tests.support.network import Fate, LossyRemote
from tests.support.restoring import back_up, copy_of, put_back, wait_for

AWAY = SetAvailability(Day("2026-11-19"), "away", None, None)


@pytest.fixture
def lunch(tmp_path: Path, company_url: str) -> Iterator[Lunch]:
    made = Lunch(tmp_path, url=company_url)
    yield made
    made.close()


def epoch_of(lunch: Lunch) -> str:
    return str(lunch.ask("SELECT epoch FROM head")[0][0])


def seats(lunch: Lunch, party: str) -> list[str | None]:
    return [lunch.standing(party, person) for person in range(4)]


def notices(desktop: Desktop) -> list[tuple[str, Any]]:
    return [(one.kind, dict(one.details)) for one in desktop.reads.notices() if one.kind in (RESTORED, UNPROVEN)]


def cursor_of(desktop: Desktop) -> str:
    cursor = desktop.store.pull_request().cursor
    assert cursor is not None
    return cursor


class TestSeats:
    def test_who_had_a_seat_has_it_again(self, lunch: Lunch) -> None:
        """Four desktops and few seats: a join, a full party, a waitlist, a leave that promotes, a later join."""
        desktops = [lunch.desktop(person) for person in range(4)]
        backup = back_up(lunch)
        host, second, third, fourth = desktops
        party = host.do("party.open", a_party(capacity=2)).answer["party_id"]
        host.sync()
        for desktop in (second, third, fourth):
            desktop.sync()
        lunch.clock.advance(MINUTE)
        joined = second.do("party.join", a_seat(party))
        second.sync()
        lunch.clock.advance(MINUTE)
        third.do("party.join", a_seat(party, or_wait=True))
        third.sync()
        refused = fourth.do("party.join", a_seat(party))
        fourth.sync()
        lunch.clock.advance(MINUTE)
        second.do("party.leave", LeaveParty(party, joined.uuid))
        second.sync()
        other = fourth.do("party.open", a_party(240)).answer["party_id"]
        fourth.sync()
        before = seats(lunch, party)
        assert before[0] == before[2] == "confirmed"
        assert "confirmed" not in (before[1], before[3])
        told = [outcomes(desktop) for desktop in desktops]
        put_back(lunch, backup)
        wait_for(lunch, *desktops[::-1])
        assert seats(lunch, party) == before
        assert lunch.standing(other, 3) == "confirmed"
        assert [outcomes(desktop) for desktop in desktops] == told
        assert told[3][refused.uuid] == ("refused", "full")
        for desktop in desktops:
            lunch.agrees(desktop)
            assert desktop.reads.counts().attention == (1 if desktop is fourth else 0)
        for desktop, offered in zip(desktops, (1, 2, 1, 1), strict=True):
            ((kind, said),) = notices(desktop)
            assert (kind, said["offered"], said["changed"], said["refused"]) == ("server_restored", offered, 0, 0)

    def test_changes_run_as_of_their_former_time(self, lunch: Lunch) -> None:
        """Fifteen minutes before the meeting nobody can join any more; who had joined before has."""
        host, guest = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        party = host.do("party.open", a_party(30)).answer["party_id"]
        host.sync()
        guest.sync()
        guest.do("party.join", a_seat(party))
        guest.sync()
        lunch.clock.advance(40 * MINUTE)
        put_back(lunch, backup)
        wait_for(lunch, guest, host)
        assert seats(lunch, party)[:2] == ["confirmed", "confirmed"]
        assert lunch.party(party).opened_at == MORNING

    def test_a_seat_that_somebody_took_meanwhile_is_lost_and_its_owner_reads_it(self, lunch: Lunch) -> None:
        """The restored server had served others before anybody brought word of the future that it lost."""
        party = lunch.open(2, a_party(capacity=2))
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        joined = desktop.do("party.join", a_seat(party))
        desktop.sync()
        put_back(lunch, backup)
        assert lunch.decide(1, "party.join", a_seat(party)).outcome == Outcome.APPLIED
        wait_for(lunch, desktop)
        assert outcomes(desktop)[joined.uuid] == ("refused", "full")
        assert [one.uuid for one in desktop.reads.sync_centre().attention] == [joined.uuid]
        assert notices(desktop) == [("server_restored", {"offered": 1, "again": 1, "changed": 0, "refused": 1})]
        lunch.agrees(desktop)

    def test_who_comes_after_the_window_is_decided_on_top_of_what_stands(self, lunch: Lunch) -> None:
        party = lunch.open(2, a_party(capacity=2))
        early, late = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        seat = late.do("party.join", a_seat(party))
        own = late.do("party.open", a_party(240)).answer["party_id"]
        late.sync()
        early.do("availability.set", AWAY)
        early.sync()
        put_back(lunch, backup)
        wait_for(lunch, early)
        assert lunch.decide(3, "party.join", a_seat(party)).outcome == Outcome.APPLIED
        head = lunch.company.sync.head()
        late.sync()
        assert outcomes(late)[seat.uuid] == ("refused", "full")
        assert lunch.standing(own, 1) == "confirmed"
        assert lunch.company.sync.head() == head + 1, "nothing else was decided, and there was no second window"
        assert notices(late) == [("server_restored", {"offered": 2, "again": 2, "changed": 0, "refused": 1})]
        lunch.agrees(late)

    def test_one_that_starts_over_offers_before_it_takes_the_answer(self, lunch: Lunch) -> None:
        """It has no cursor that could tell; the server's epoch does."""
        desktop, other = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        party = desktop.do("party.open", a_party()).answer["party_id"]
        desktop.sync()
        other.do("availability.set", AWAY)
        other.sync()
        desktop.store.forget_cursor()
        put_back(lunch, backup)
        wait_for(lunch, other)
        desktop.sync()
        assert lunch.standing(party, 0) == "confirmed"
        lunch.agrees(desktop)


class TestTheWindow:
    def test_it_is_opened_once_and_everybody_waits_for_it(self, lunch: Lunch) -> None:
        first, second = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        for desktop in (first, second):
            desktop.do("availability.set", AWAY)
            desktop.sync()
        former = epoch_of(lunch)
        put_back(lunch, backup)
        first.sync()
        minted = epoch_of(lunch)
        assert minted != former
        lunch.clock.advance(GATHERING // 2)
        second.sync()
        stranger = PushRequest(client_id=lunch.new_id(), mutations=[lunch.change("availability.set", AWAY)])
        with pytest.raises(Recovering) as recovering:
            lunch.company.sync.push(STAFF[3].id, stranger)
        assert recovering.value.seconds == GATHERING // 2 // SECOND
        with pytest.raises(Recovering):
            lunch.company.sync.pull(STAFF[3].id, PullRequest(client_id=lunch.new_id()))
        assert first.facts.plan(lunch.clock.now()).step is Step.WAIT
        assert epoch_of(lunch) == minted
        lunch.clock.advance(GATHERING // 2 - 1)
        with pytest.raises(Recovering) as recovering:
            lunch.company.sync.push(STAFF[3].id, stranger)
        assert recovering.value.seconds == 1
        lunch.clock.advance(1)
        assert lunch.company.sync.push(STAFF[3].id, stranger).results[0].outcome == Outcome.APPLIED
        assert lunch.ask("SELECT gathering_until FROM head") == [(None,)]
        for desktop in (first, second):
            desktop.sync()
            lunch.agrees(desktop)
        assert epoch_of(lunch) == minted

    def test_a_push_does_not_slip_in_before_the_server_finds_out(self, lunch: Lunch) -> None:
        party = lunch.open(2, a_party(capacity=2))
        seated, other = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        mine = seated.do("party.join", a_seat(party))
        seated.sync()
        other.do("availability.set", AWAY)
        other.sync()
        put_back(lunch, backup)
        late = other.do("party.join", a_seat(party))
        other.step()
        assert lunch.standing(party, 1) is None
        wait_for(lunch, other, seated)
        assert outcomes(seated)[mine.uuid] == ("applied", None)
        assert outcomes(other)[late.uuid] == ("refused", "full")

    def test_the_operator_may_say_so_before_anybody_finds_out(self, lunch: Lunch) -> None:
        party = lunch.open(2, a_party(capacity=2))
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        mine = desktop.do("party.join", a_seat(party))
        desktop.sync()
        put_back(lunch, backup)
        lunch.company.sync.restored()
        stranger = PushRequest(client_id=lunch.new_id(), mutations=[lunch.change("party.join", a_seat(party))])
        with pytest.raises(Recovering):
            lunch.company.sync.push(STAFF[1].id, stranger)
        wait_for(lunch, desktop)
        assert lunch.company.sync.push(STAFF[1].id, stranger).results[0].code == "full"
        assert outcomes(desktop) == {mine.uuid: ("applied", None)}

    def test_a_clock_that_is_set_back_does_not_keep_the_server_shut(self, lunch: Lunch) -> None:
        lunch.company.sync.restored()
        lunch.clock.advance(-24 * HOUR)
        assert lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id())).epoch == epoch_of(lunch)


class TestCursors:
    def test_only_a_sealed_cursor_of_a_lost_future_opens_it(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        known = cursor_of(desktop)
        backup = back_up(lunch)
        desktop.do("availability.set", AWAY)
        desktop.sync()
        lost = cursor_of(desktop)
        put_back(lunch, backup)
        epoch = epoch_of(lunch)
        forged = f"{lost.rpartition('.')[0]}.{'A' * 22}"
        for cursor in (lost.rpartition(".")[0], forged, f"{lost}.x", "1.2", "", f"{epoch}.x.y", f"{epoch}.-1.aa"):
            with pytest.raises(ResyncRequired):
                lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id(), cursor=cursor))
        for cursor in (known, known.rpartition(".")[0]):
            lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id(), cursor=cursor))
        assert epoch_of(lunch) == epoch
        with pytest.raises(Recovering):
            lunch.company.sync.pull(STAFF[0].id, PullRequest(client_id=lunch.new_id(), cursor=lost))
        assert epoch_of(lunch) != epoch

    def test_a_history_that_both_have_is_gone_on_from_whatever_the_epoch(self, lunch: Lunch) -> None:
        """A desktop that was away from before the backup until after the window misses nothing and fetches little."""
        away, other = lunch.desktop(0, remote=Counted), lunch.desktop(1)
        backup = back_up(lunch)
        other.do("party.open", a_party())
        other.sync()
        put_back(lunch, backup)
        wait_for(lunch, other)
        patch = away.remote.pull(away.store.pull_request())
        assert [scope.scope for scope in patch.scopes if scope.whole] == []
        away.sync()
        lunch.agrees(away)

    def test_a_second_restore_is_found_out_too(self, lunch: Lunch) -> None:
        """Also when the older backup is of the first epoch, and the desktop already knows a later one."""
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        first = desktop.do("party.open", a_party()).answer["party_id"]
        desktop.sync()
        put_back(lunch, backup)
        wait_for(lunch, desktop)
        second = desktop.do("party.open", a_party(240)).answer["party_id"]
        desktop.sync()
        epochs = {epoch_of(lunch)}
        lunch.clock.set(MORNING - HOUR)  # the other machine's clock is behind
        desktop.facts.try_now()
        put_back(lunch, backup)
        epochs.add(epoch_of(lunch))
        wait_for(lunch, desktop)
        epochs.add(epoch_of(lunch))
        assert len(epochs) == 3
        assert [lunch.standing(party, 0) for party in (first, second)] == ["confirmed", "confirmed"]
        lunch.agrees(desktop)
        epoch = epoch_of(lunch)
        desktop.sync()
        assert epoch_of(lunch) == epoch


class TestAccidents:
    @pytest.mark.parametrize("fate", [Fate.REQUEST_LOST, Fate.ANSWER_LOST, Fate.TWICE])
    @pytest.mark.parametrize("exchange", range(5))
    def test_requests_and_answers_may_be_lost_or_come_twice(self, lunch: Lunch, fate: Fate, exchange: int) -> None:
        desktop = lunch.desktop(0, remote=LossyRemote)
        backup = back_up(lunch)
        parties = [desktop.do("party.open", a_party(60 * n, lasting=30)).answer["party_id"] for n in (1, 2)]
        desktop.sync()
        put_back(lunch, backup)
        remote = desktop.remote
        assert isinstance(remote, LossyRemote)
        for window in range(2):
            remote.fates = [Fate.ARRIVES] * exchange + [fate]
            for _ in range(3):
                try:
                    desktop.sync()
                except Unreachable:
                    desktop.facts.retry_at = None
            lunch.clock.advance(GATHERING if not window else 0)
        desktop.sync()
        assert [lunch.standing(party, 0) for party in parties] == ["confirmed", "confirmed"]
        assert {outcome for outcome, _ in outcomes(desktop).values()} == {"applied"}
        assert len(lunch.ask("SELECT id FROM parties")) == 2
        assert [kind for kind, _ in notices(desktop)] == ["server_restored"]
        lunch.agrees(desktop)

    def test_a_meeting_that_fails_however_often_is_made_up_for_later(self, lunch: Lunch) -> None:
        """The server's word that it knows another history arrives; the desktop's offer gets lost, again and again."""
        desktop = lunch.desktop(0, remote=LossyRemote)
        backup = back_up(lunch)
        party = desktop.do("party.open", a_party()).answer["party_id"]
        desktop.sync()
        put_back(lunch, backup)
        lunch.company.sync.restored()
        lunch.clock.advance(GATHERING)
        remote = desktop.remote
        assert isinstance(remote, LossyRemote)
        for _ in range(2 * MOST_REJECTIONS):
            remote.fates = [Fate.ARRIVES, Fate.REQUEST_LOST]
            with pytest.raises(Unreachable):
                desktop.sync()
        desktop.sync()
        assert lunch.standing(party, 0) == "confirmed"
        lunch.agrees(desktop)

    def test_a_crash_between_offering_and_the_pull(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        opened = desktop.do("party.open", a_party())
        desktop.sync()
        put_back(lunch, backup)
        desktop.sync()
        identity = desktop.store.client_id()
        desktop.close()
        desktop.open()
        desktop.sync()
        assert desktop.store.client_id() == identity, "the results are told to it"
        desktop.close()
        lunch.clock.advance(GATHERING)
        desktop.open()
        desktop.sync()
        assert outcomes(desktop) == {opened.uuid: ("applied", None)}
        assert [kind for kind, _ in notices(desktop)] == ["server_restored"]
        lunch.agrees(desktop)

    def test_a_crash_of_the_server_before_all_that_was_gathered_is_decided(
        self, lunch: Lunch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lunch_desktop.store.company.restoring.LARGEST_BATCH", 1)
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        parties = [desktop.do("party.open", a_party(60 * n, lasting=30)).answer["party_id"] for n in (1, 2, 3)]
        desktop.sync()
        put_back(lunch, backup)
        desktop.sync()
        lunch.clock.advance(GATHERING)
        told: list[int] = []

        def crash(commit: Any) -> None:
            told.append(commit.version)
            raise KeyboardInterrupt

        lunch.company.sync.watch(crash)
        with pytest.raises(KeyboardInterrupt):
            desktop.sync()
        assert len(lunch.ask("SELECT uuid FROM gathered")) == 2
        put_back(lunch, back_up(lunch, "as it was.db"))
        desktop.sync()
        desktop.sync()
        assert [lunch.standing(party, 0) for party in parties] == ["confirmed"] * 3
        assert lunch.ask("SELECT uuid FROM gathered") == []
        lunch.agrees(desktop)

    def test_clones_offer_the_same_and_both_are_told(self, lunch: Lunch) -> None:
        original = lunch.desktop(0)
        party = lunch.open(2, a_party(capacity=2))
        backup = back_up(lunch)
        original.sync()
        seat = original.do("party.join", a_seat(party))
        away = original.do("availability.set", AWAY)
        original.sync()
        clone = lunch.desktop(0, "clone")
        clone.close()
        shutil.copy(copy_of(original.path, "copy.db"), clone.path)
        clone.open()
        put_back(lunch, backup)
        assert lunch.decide(1, "party.join", a_seat(party)).outcome == Outcome.APPLIED
        wait_for(lunch, original, clone)
        for desktop in (original, clone):
            assert outcomes(desktop) == {seat.uuid: ("refused", "full"), away.uuid: ("applied", None)}
            assert [one.uuid for one in desktop.reads.sync_centre().attention] == [seat.uuid]
            assert notices(desktop) == [("server_restored", {"offered": 2, "again": 2, "changed": 0, "refused": 1})]
            lunch.agrees(desktop)

    def test_what_was_refused_is_decided_anew_for_a_clone_that_still_waits(self, lunch: Lunch) -> None:
        """Nothing proves a refusal. The desktop that was told of it keeps it; the clone is told what stands now."""
        original = lunch.desktop(0)
        party = lunch.open(2, a_party(capacity=2))
        original.sync()
        backup = back_up(lunch)
        assert lunch.decide(1, "party.join", a_seat(party)).outcome == Outcome.APPLIED
        seat = original.do("party.join", a_seat(party))
        clone = lunch.desktop(0, "clone")
        clone.close()
        shutil.copy(copy_of(original.path, "copy.db"), clone.path)
        clone.open()
        original.sync()
        put_back(lunch, backup)
        wait_for(lunch, original, clone)
        assert outcomes(original) == {seat.uuid: ("refused", "full")}
        assert outcomes(clone) == {seat.uuid: ("applied", None)}
        assert lunch.standing(party, 0) == "confirmed"
        for desktop in (original, clone):
            lunch.agrees(desktop)

    def test_what_waited_is_sent_and_decided_once_after_the_window(self, lunch: Lunch) -> None:
        """Also a change that had been decided although its author was never told."""
        desktop = lunch.desktop(0)
        desktop.do("availability.set", AWAY)
        desktop.sync()
        backup = back_up(lunch)
        first = desktop.do("party.open", a_party(60, lasting=30))
        desktop.sync()
        second = desktop.do("party.open", a_party(120, lasting=30))
        desktop.step()  # it is pushed; its result does not come
        third = desktop.do("party.open", a_party(240, lasting=30))
        put_back(lunch, backup)
        wait_for(lunch, desktop)
        for made in (first, second, third):
            assert outcomes(desktop)[made.uuid] == ("applied", None)
            assert lunch.standing(made.answer["party_id"], 0) == "confirmed"
        assert desktop.store.waiting() == 0
        assert len(lunch.ask("SELECT id FROM parties")) == 3
        lunch.agrees(desktop)

    @pytest.mark.expects_error_log
    def test_a_change_that_breaks_the_server_does_not_keep_it_shut(
        self, lunch: Lunch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        poisoned, sound = lunch.desktop(0), lunch.desktop(1)
        backup = back_up(lunch)
        bad = poisoned.do("availability.set", AWAY)
        poisoned.sync()
        good = sound.do("party.open", a_party())
        sound.sync()
        put_back(lunch, backup)
        for desktop in (poisoned, sound):
            desktop.sync()
        real = execute

        def failing(mutation: Any, world: Any, args: Any) -> Any:
            if mutation.name == "availability.set":
                raise KeyError("a mistake of ours")
            return real(mutation, world, args)

        monkeypatch.setattr("lunch_desktop.store.company.deciding.execute", failing)
        lunch.clock.advance(GATHERING)
        for desktop in (poisoned, sound):
            desktop.sync()
        assert outcomes(sound) == {good.uuid: ("applied", None)}
        assert outcomes(poisoned) == {bad.uuid: ("refused", "invalid_value")}


class TestProof:
    def offered(self, desktop: Desktop, **changed: Any) -> OfferedAgain:
        request, _ = desktop.store.proofs("another epoch", None)
        (one,) = request.changes
        payload = changed.pop("payload", one.payload)
        return OfferedAgain(payload=payload, result=one.result.model_copy(update=changed))

    def test_nothing_counts_that_the_server_did_not_decide_for_this_person(self, lunch: Lunch) -> None:
        party = lunch.open(2, a_party(capacity=2))
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        desktop.do("party.join", a_seat(party))
        desktop.sync()
        other = lunch.change("party.join", a_seat(lunch.open(3))).payload
        put_back(lunch, backup)
        forged = [
            self.offered(desktop, version=1),
            self.offered(desktop, place=7),
            self.offered(desktop, at=MORNING - HOUR),
            self.offered(desktop, uuid=lunch.new_id()),
            self.offered(desktop, receipt=None),
            self.offered(desktop, receipt="A" * 22),
            self.offered(desktop, payload=other),
            self.offered(desktop, outcome=Outcome.REFUSED),
        ]
        for one in forged:
            request = OfferAgainRequest(client_id=lunch.new_id(), changes=[one])
            answer = lunch.company.sync.offer_again(STAFF[0].id, request)
            assert (answer.taken, answer.unproven, answer.results) == (0, [one.result.uuid], [])
        mine = OfferAgainRequest(client_id=lunch.new_id(), changes=[self.offered(desktop)])
        assert lunch.company.sync.offer_again(STAFF[1].id, mine).taken == 0
        assert lunch.standing(party, 0) is None
        assert lunch.company.sync.offer_again(STAFF[0].id, mine).taken == 1
        assert lunch.standing(party, 0) == "confirmed"

    def test_a_server_that_lost_its_key_takes_nothing_and_the_person_is_told(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        opened = desktop.do("party.open", a_party())
        desktop.sync()
        put_back(lunch, backup, Seals(b"another key, because the old is lost"))
        wait_for(lunch, desktop)
        assert outcomes(desktop) == {opened.uuid: ("applied", None)}
        assert lunch.standing(opened.answer["party_id"], 0) is None
        lunch.company.sync.restored()
        wait_for(lunch, desktop)
        assert outcomes(desktop) == {opened.uuid: ("applied", None)}, "it stays as it is"
        assert notices(desktop) == [("unproven", {"count": 1})]
        lunch.agrees(desktop)

    def test_a_person_whom_the_backup_does_not_know(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        opened = desktop.do("party.open", a_party())
        desktop.sync()
        request, _ = desktop.store.proofs("another epoch", None)
        answer = lunch.company.sync.offer_again(STAFF[6].id, request)
        assert (answer.taken, answer.unproven) == (0, [opened.uuid])

    def test_receipts_are_given_with_both_answers_and_stay_the_same(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0, remote=Counted)
        desktop.do("party.open", a_party())
        request = desktop.store.offer()
        assert request is not None
        (pushed,) = desktop.remote.push(request).results
        lunch.clock.advance(MINUTE)
        (again,) = desktop.remote.push(request).results
        desktop.sync()
        kept = "SELECT version, place, server_at, receipt, epoch FROM history"
        assert ask(desktop.path, kept) == [(pushed.version, pushed.place, MORNING, pushed.receipt, epoch_of(lunch))]
        assert pushed == again

    def test_they_are_kept_for_fourteen_days(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        desktop.do("availability.set", AWAY)
        desktop.sync()
        for days, kept in ((14, 1), (1, 0)):
            lunch.clock.advance(days * 24 * HOUR)
            desktop.sync()
            assert len(ask(desktop.path, "SELECT uuid FROM history WHERE receipt IS NOT NULL")) == kept


class TestLive:
    def test_a_new_future_is_not_applied_on_top_of_the_lost_one(self, lunch: Lunch) -> None:
        """The restored server's versions overtake the desktop's before its first pull: no delta may be believed."""
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        lost = lunch.open(2, a_party(60, lasting=30))
        desktop.sync()
        stream = Stream(lunch.company, desktop)
        put_back(lunch, backup)
        stream.open()
        lunch.company.sync.watch(stream.commit_made)
        lunch.decide(3, "availability.set", AWAY)  # now at the desktop's version, in another history
        for number in range(3):
            lunch.open(3, a_party(120 + 60 * number, lasting=30))
        while stream.waiting:
            stream.deliver()
        assert ask(desktop.path, "SELECT id FROM parties") == [(lost,)]
        assert desktop.facts.behind
        desktop.sync()
        assert desktop.facts.plan(lunch.clock.now()).step is Step.WAIT
        with pytest.raises(Recovering):
            lunch.company.sync.pull(STAFF[1].id, PullRequest(client_id=lunch.new_id()))
        lunch.clock.advance(GATHERING)
        desktop.sync()
        lunch.agrees(desktop)

    def test_a_head_below_the_desktops_own_makes_it_look(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        desktop.do("availability.set", AWAY)
        desktop.sync()
        put_back(lunch, backup)
        desktop.facts.behind = False
        Stream(lunch.company, desktop).deliver()
        assert desktop.facts.behind

    def test_an_answer_from_before_the_restore_proves_nothing_after_it(self, lunch: Lunch) -> None:
        """It comes after the stream was opened and another pull was begun, and takes the desktop to the lost future."""
        desktop = lunch.desktop(0)
        backup = back_up(lunch)
        lost = lunch.open(2, a_party(60, lasting=30))
        request = desktop.store.pull_request()
        late = desktop.remote.pull(request)
        put_back(lunch, backup)
        stream = Stream(lunch.company, desktop)
        lunch.company.sync.watch(stream.commit_made)
        desktop.store.pull_request()  # its answer is lost
        desktop.store.apply(late, request)
        for number in range(3):
            lunch.open(3, a_party(120 + 60 * number, lasting=30))
        while stream.waiting:
            stream.deliver()
        assert ask(desktop.path, "SELECT id FROM parties") == [(lost,)]
        assert desktop.facts.behind
        desktop.sync()
        lunch.clock.advance(GATHERING)
        desktop.sync()
        lunch.agrees(desktop)

    def test_after_a_pull_deltas_count_again(self, lunch: Lunch) -> None:
        desktop = lunch.desktop(0)
        lunch.open(2, a_party(60, lasting=30))
        stream = Stream(lunch.company, desktop)
        lunch.company.sync.watch(stream.commit_made)
        asked = []
        for minutes in (120, 240):
            stream.deliver()
            asked.append(desktop.facts.behind)
            desktop.sync()
            lunch.open(2, a_party(minutes, lasting=30))
        stream.deliver()
        asked.append(desktop.facts.behind)
        assert asked == [True, False, False]
        lunch.agrees(desktop)


def test_a_forked_client_is_still_told_from_a_restored_server(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    desktop.do("availability.set", AWAY)
    desktop.sync()
    used = PushRequest(
        client_id=desktop.store.client_id(),
        cursor=cursor_of(desktop),
        mutations=[lunch.change("availability.set", AWAY)],
    )
    with pytest.raises(ClientForked):
        lunch.company.sync.push(STAFF[0].id, used)


def test_a_result_that_is_told_again_changes_nothing(lunch: Lunch) -> None:
    desktop = lunch.desktop(0)
    party = lunch.open(2, a_party(capacity=2))
    desktop.sync()
    lunch.decide(1, "party.join", a_seat(party))
    refused = desktop.do("party.join", a_seat(party))
    desktop.sync()
    desktop.store.mark_seen([refused.uuid])
    before = ask(desktop.path, "SELECT * FROM history")
    desktop.store.forget_cursor()
    desktop.sync()
    assert ask(desktop.path, "SELECT * FROM history") == before


def test_what_was_decided_and_never_told_is_sent_again_although_nobody_finds_out(lunch: Lunch) -> None:
    """The cursor is in the backup, so that nothing shows the restore but the server's last word on the queue."""
    desktop = lunch.desktop(0)
    backup = back_up(lunch)
    opened = desktop.do("party.open", a_party())
    desktop.step()
    assert desktop.facts.decided_up_to == 1
    put_back(lunch, backup)
    desktop.facts.behind = True
    while desktop.facts.plan(lunch.clock.now()).step is not Step.WAIT:
        desktop.step()
    assert desktop.store.waiting() == 0
    assert outcomes(desktop) == {opened.uuid: ("applied", None)}
    lunch.agrees(desktop)
