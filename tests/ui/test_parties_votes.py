"""Votes in a party's detail: opened by the host, answered by keyboard, counted by the server, told truthfully."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lunch_desktop.domain.ids import PartyId, VoteId
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.vote_casting import CastVote
from lunch_desktop.domain.parties.vote_opening import OpenVote
from lunch_desktop.domain.parties.votes import option_id
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.parties.vote_card import VoteCard
from lunch_desktop.ui.pages.parties.vote_form import VoteForm
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.sheet import SideSheet
from tests.support.company import PLACES
from tests.ui.test_parties_detail import i_open, shown_with
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]

HERE, THERE = PLACES[:2]


def card(stage: PartiesStage, subject: str = "place") -> VoteCard:
    """The vote that is shown."""
    found = stage.page.detail.voting.cards[subject]
    assert found.isVisible()
    return found


def said(widget: VoteCard) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def boxes(widget: VoteCard) -> list[CheckBox]:
    return [one for one in widget.findChildren(CheckBox) if one.isVisible()]


def a_vote(stage: PartiesStage, host: int) -> tuple[PartyId, VoteId]:
    """A colleague's party, in which I have a seat, with a vote on the place until 11:20."""
    party = stage.opens(host, "어디로 갈까요")
    stage.exchange()
    stage.me.do("party.join", JoinParty(party, or_wait=True, until=o_clock(11, 45)))
    stage.exchange()
    args = OpenVote(party, "place", o_clock(11, 20), "nearest", (HERE.id, THERE.id), ())
    return party, VoteId(stage.does(host, "vote.open", args)["vote_id"])


def test_a_member_votes_by_keyboard_and_sees_who_chose_what(stage: PartiesStage) -> None:
    party, vote = a_vote(stage, 1)
    stage.does(1, "vote.cast", CastVote(party, vote, (option_id(vote, THERE.id),), ()))
    shown_with(stage, party)
    shown = card(stage)
    assert {"Vote on the place", "until 11:20", HERE.name, THERE.name, "0 votes", "1 vote"} <= set(said(shown))
    assert "Choose as many as suit you. In a tie the shortest walk wins." in said(shown)
    assert [one.accessibleName() for one in boxes(shown)] == [f"{HERE.name}, 0 votes", f"{THERE.name}, 1 vote, 이서준"]
    for box in boxes(shown):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        stage.settle()
    assert [one.isChecked() for one in boxes(card(stage))] == [True, True]
    assert {"1 vote", "2 votes"} <= set(said(card(stage)))
    assert stage.me.reads.votes(party)[0].expected == option_id(vote, THERE.id)
    stage.languages.choose(Language.KOREAN)
    stage.settle()
    assert "여러 개를 골라도 돼요. 동점이면 가까운 곳으로 정해요." in said(card(stage))


def test_after_its_deadline_a_vote_is_expected_until_the_server_has_counted(stage: PartiesStage) -> None:
    party, vote = a_vote(stage, 1)
    stage.does(1, "vote.cast", CastVote(party, vote, (option_id(vote, THERE.id),), ()))
    shown_with(stage, party)
    stage.reaches(Reach.UNREACHABLE)
    stage.clock.advance(o_clock(11, 21) - stage.clock.now())
    stage.page.refresh()
    stage.settle()
    expected = f"Expected: {THERE.name}. It is decided once the server has counted."
    assert {"Waiting for the count", expected} <= set(said(card(stage)))
    assert boxes(card(stage)) == []
    (job,) = stage.company.sync.due_jobs()
    stage.company.sync.do_job(job)
    stage.exchange()
    stage.settle()
    assert {"Decided", f"Decided: {THERE.name}"} <= set(said(card(stage)))


def test_the_host_opens_a_vote_and_takes_it_back(stage: PartiesStage) -> None:
    party = i_open(stage)
    shown_with(stage, party)
    stage.page.detail.voting.new.click()
    stage.settle()
    form = stage.page.window().findChild(VoteForm)
    sheet = stage.page.window().findChild(SideSheet)
    assert form is not None
    assert sheet is not None
    assert form.deadline.time().toString("HH:mm") == "11:20"
    voting = stage.page._voting
    voting._button.click()
    stage.settle()
    assert form._place_fields[0].error == "Choose at least two different options."
    for picker, place in zip(form.places, (HERE, THERE), strict=False):
        picker.set_restaurant(place)
    form.deadline.setTime(form.deadline.time().addSecs(3600))
    voting._button.click()
    stage.settle()
    assert "ends after now" in form.deadline_field.error
    form.deadline.setTime(form.deadline.time().addSecs(-3600))
    voting._button.click()
    stage.settle()
    assert stage.shell.toasts[-1] == "A vote runs in “내 파티”"
    assert [one.restaurant for one in stage.me.reads.votes(party)[0].options] == [HERE, THERE]
    card(stage).cancel_wanted.emit(stage.me.reads.votes(party)[0].vote)
    stage.settle()
    assert stage.me.reads.votes(party) == ()
    assert not stage.page.detail.voting.cards["place"].isVisible()
