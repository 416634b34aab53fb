"""A new party whose place its members decide: the vote opens with it, every no stands at its field, drafts are kept."""

from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from lunch_desktop.domain.parties.votes import TieBreak
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.parties.form import PartyForm
from lunch_desktop.ui.pages.parties.vote_choice import VoteChoice
from tests.support.company import PLACES
from tests.ui.test_parties_form import begin, form, is_open, mine
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]

HERE, THERE = PLACES[:2]


def by_vote(shown: PartyForm) -> VoteChoice:
    assert shown.by_vote is not None
    return shown.by_vote


def test_the_place_is_put_to_the_vote_with_the_party_offline_and_undone_with_it(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.reaches(Reach.UNREACHABLE)
    shown.restaurant.set_restaurant(HERE)
    shown.restaurant.changed.emit()
    assert shown.title.text() == f"Lunch at {HERE.name}"
    by_vote(shown).switch.setFocus()
    stage.press(Qt.Key.Key_Return)
    vote = by_vote(shown).form
    assert shown.title.text() == "Let’s have lunch"
    assert shown.fields["restaurant_id"].isHidden()
    assert vote.places[0].restaurant == HERE
    assert vote.places[1].hasFocus()
    shown.time.setTime(QTime(13, 0))
    assert vote.deadline.time() == QTime(12, 20)

    stage.click("Let’s go")
    assert vote._place_fields[0].error == "Choose at least two different options."
    vote.places[1].set_restaurant(THERE)
    vote.deadline.setTime(QTime(13, 30))
    stage.click("Let’s go")
    assert "ends after now" in vote.deadline_field.error
    assert mine(stage) == []
    vote.deadline.setTime(QTime(12, 10))
    vote.tie.choose("nearest")
    stage.click("Let’s go")
    (party,) = (view.party for view in mine(stage))
    (found,) = stage.me.reads.votes(party.id)
    assert party.restaurant_id is None
    assert [one.restaurant for one in found.options] == [HERE, THERE]
    assert (found.vote.deadline, found.vote.tie_break) == (o_clock(12, 10), TieBreak.NEAREST)
    assert stage.shell.toasts == ["“Let’s have lunch” is open"]
    assert stage.me.store.waiting() == 2
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.settle()
    assert mine(stage) == []
    assert stage.me.store.waiting() == 0


def test_a_vote_that_was_begun_is_a_part_of_the_draft(stage: PartiesStage) -> None:
    shown = begin(stage)
    stage.languages.choose(Language.KOREAN)
    by_vote(shown).switch.click()
    vote = by_vote(shown).form
    vote.places[0].set_restaurant(THERE)
    vote.places[1].set_restaurant(None, "우주식당")
    vote.deadline.setTime(QTime(11, 5))
    stage.press(Qt.Key.Key_Escape)
    assert not is_open(stage)
    stage.page.open("new")
    stage.settle()
    again = by_vote(form(stage))
    assert [one.text() for one in again.form.places[:2]] == [THERE.name, "우주식당"]
    stage.click("같이 가요")
    assert "우주식당" in again.form._place_fields[1].error
    assert again.form.places[1].hasFocus()
    stage.click("새로 시작")
    assert not by_vote(form(stage)).is_wanted
    assert again.form.deadline.time() == QTime(11, 20)


def test_where_the_vote_is_refused_the_party_stands_and_the_vote_can_be_put_right(stage: PartiesStage) -> None:
    shown = begin(stage)
    by_vote(shown).switch.click()
    vote = by_vote(shown).form
    vote.places[0].set_restaurant(HERE)
    vote.places[1].set_restaurant(THERE)
    QTest.mouseClick(stage.find("Let’s go"), Qt.MouseButton.LeftButton)
    stage.clock.set(o_clock(11, 21))  # the deadline passes while the party is being opened
    stage.settle()
    (party,) = (view.party for view in mine(stage))
    assert stage.me.reads.votes(party.id) == ()
    assert "ends after now" in vote.deadline_field.error
    assert vote.deadline.hasFocus()
    assert stage.offers("“Let’s have lunch” is open, its vote is not yet")
    assert not shown.title.isEnabled()
    vote.deadline.setTime(QTime(11, 40))
    stage.click("Open the vote")
    assert not is_open(stage)
    assert len(stage.me.reads.votes(party.id)) == 1
    assert len(mine(stage)) == 1
    stage.page.open("new")
    stage.settle()
    assert form(stage).title.isEnabled()
    assert not by_vote(form(stage)).is_wanted
