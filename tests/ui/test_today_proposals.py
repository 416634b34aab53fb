"""Lunch proposals in the window: made in a sheet, answered on the start page, gone when their time is over."""

from PySide6.QtWidgets import QLabel

from lunch_desktop.domain.proposals.making import MakeProposal
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.proposals.proposing import Proposing, propose
from lunch_desktop.ui.pages.today.page import TodayPage
from lunch_desktop.ui.pages.today.proposals_card import ProposalsCard
from tests.support.company import STAFF
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]


def today(stage: PartiesStage) -> TodayPage:
    """The start page."""
    page = TodayPage(PageContext(stage.session, stage.theme, stage.shell))
    page.resize(1000, 700)
    page.show()
    stage.qtbot.addWidget(page)
    stage.qtbot.waitExposed(page)
    page.open(None)
    stage.settle()
    return page


def said(card: ProposalsCard) -> list[str]:
    return [one.text() for one in card.findChildren(QLabel) if one.isVisible() and one.text()]


def test_a_proposal_is_answered_on_the_start_page_and_expires_by_the_clock(stage: PartiesStage) -> None:
    new = MakeProposal((STAFF[0].id,), o_clock(12), 60, None, "1층 로비", "국수 어때요?")
    for person in (1, 2):
        stage.does(person, "proposal.make", new)
    stage.exchange()
    page = today(stage)
    assert f"{STAFF[1].name}: “국수 어때요?”" in said(page.proposals)
    assert "until 11:45" in said(page.proposals)
    rows = {row._title.text().split(":")[0]: row for row in page.proposals.rows if row.isVisible()}
    assert rows[STAFF[1].name].accept.accessibleName() == f"Accept the proposal of {STAFF[1].name}"
    rows[STAFF[1].name].accept.click()
    stage.settle()
    assert "You said yes; the server has not confirmed it yet." in said(page.proposals)
    stage.exchange()
    assert f"{STAFF[1].name}: “국수 어때요?”" not in said(page.proposals)
    assert stage.me.reads.today(stage.clock.now()).party.party.title == "국수 어때요?"  # type: ignore[union-attr]
    stage.languages.choose(Language.KOREAN)
    stage.settle()
    assert "11:45까지" in said(page.proposals)
    stage.clock.advance(o_clock(11, 46) - stage.clock.now())
    page._tick()
    assert page.proposals.isHidden()


def test_colleagues_are_asked_in_a_sheet_and_the_proposer_sees_who_answered(stage: PartiesStage) -> None:
    stage.exchange()
    page = today(stage)
    propose(PageContext(stage.session, stage.theme, stage.shell), [STAFF[1].id], page)
    stage.settle()
    sheet = page.findChild(Proposing)
    assert sheet is not None
    assert [one.name for one in sheet.people.people] == [STAFF[1].name]
    sheet.text.setText(" ")
    sheet.button.click()
    stage.settle()
    assert sheet.fields["text"].error == "Say a word to them."
    sheet.text.setText("점심 같이 드실래요?")
    sheet.button.click()
    stage.settle()
    assert stage.shell.toasts[-1] == f"Lunch proposed to {STAFF[1].name}"
    assert f"{STAFF[1].name}: no answer yet · until 11:45" in said(page.proposals)
    assert "“점심 같이 드실래요?”" in said(page.proposals)
