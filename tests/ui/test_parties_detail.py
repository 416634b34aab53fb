"""One party: what a person reads of it, and everything that they do with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.parties.members import MemberRow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from tests.support.company import PLACES, STAFF
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]


def shown_with(stage: PartiesStage, party: str) -> None:
    """The page with this party beside the list."""
    stage.exchange()
    stage.show(party)
    stage.settle()


def i_open(stage: PartiesStage, title: str = "내 파티", *, visibility: str = "office") -> PartyId:
    """I host a party that the server knows."""
    stage.exchange()
    new = OpenParty(title, PLACES[0].id, o_clock(12), 60, "1층 로비", 4, "예약했어요", visibility)
    party = PartyId(str(stage.me.do("party.open", new).answer["party_id"]))
    stage.exchange()
    return party


def texts(stage: PartiesStage) -> list[str]:
    """Everything that the party says in words."""
    return [label.text() for label in stage.page.detail.findChildren(QLabel) if label.isVisible() and label.text()]


def members(stage: PartiesStage) -> list[str]:
    """The people as a screen reader says them."""
    return [row.accessibleName() for row in stage.page.detail.findChildren(MemberRow) if row.isVisible()]


def dialog() -> ConfirmDialog:
    """The question that is asked."""
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ConfirmDialog)
    return asked


def test_it_says_when_where_and_who(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    stage.joins(2, party)
    stage.does(2, "party.late", BeLate(party, 10))
    stage.does(1, "party.invite", Invite(party, STAFF[3].id))
    shown_with(stage, party)
    said = texts(stage)
    for fact in (
        "국밥 먹어요",
        "12:00",
        "Monday 23 November",
        "in 1 h 30 min",
        "할매국밥",
        "1층 로비",
        "2/4 · 1 invited",
    ):
        assert fact in said
    assert "국밥 · 4 min walk · ₩9,000 · 02-000-0000" in said
    assert members(stage) == ["이서준, Host, 경영지원팀", "박지우, 개발팀, +10 min", "최예은, 경영지원팀, Invited"]


def test_counts_read_offline_say_how_old_they_are(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    assert "as of 10:30" not in texts(stage)
    stage.clock.set(o_clock(10, 40))
    stage.reaches(Reach.WORK_OFFLINE)
    assert "as of 10:30" in texts(stage)


def test_a_seat_asked_for_offline_is_requested_without_a_countdown(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.reaches(Reach.UNREACHABLE)
    stage.click("Join")
    said = texts(stage)
    assert "Requested" in said
    assert "Not sent yet" in said
    assert "in 1 h 30 min" not in said
    assert "Not confirmed yet; the request expires at 11:45." in said
    assert "To be sure, call 이서준 on ext. 4101." in said
    stage.exchange()
    assert "Confirmed" in texts(stage)
    assert "in 1 h 30 min" in texts(stage)


def test_a_request_can_be_taken_back_before_and_after_it_was_sent(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.click("Join")
    stage.click("Cancel request")
    assert stage.me.store.waiting() == 0
    assert stage.party(party).mine is None
    stage.click("Join")
    stage.me.store.offer()
    stage.click("Cancel request")
    stage.exchange()
    assert stage.party(party).my_state == "left"


def test_leaving_tells_and_can_be_taken_back_after_the_server_knows(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.click("Join")
    stage.exchange()
    stage.click("Leave")
    assert QApplication.activeModalWidget() is None
    assert stage.shell.toasts[-1] == "You left “국밥 먹어요”"
    stage.exchange()
    assert stage.party(party).my_state == "left"
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.exchange()
    assert stage.party(party).my_state == "confirmed"


def test_leaving_asks_first_where_somebody_waits_for_the_seat(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    shown_with(stage, party)
    stage.click("Join")
    stage.exchange()
    stage.joins(2, party)
    stage.exchange()
    stage.click("Leave")
    assert "Waiting for a seat: 1." in dialog().accessibleDescription()
    stage.click("Stay")
    assert stage.party(party).my_state == "confirmed"
    stage.click("Leave")
    stage.click("Leave the party")
    stage.exchange()
    assert stage.party(party).my_state == "left"
    assert [one.membership.state for one in stage.party(party).members] == ["confirmed", "confirmed"]


def test_a_host_who_leaves_reads_who_succeeds(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.joins(3, party)
    stage.joins(2, party)
    shown_with(stage, party)
    stage.click("Leave")
    assert "최예은 has had a seat the longest" in dialog().accessibleDescription()
    stage.click("Leave the party")
    stage.exchange()
    assert stage.party(party).party.host_id == STAFF[3].id


def test_a_host_alone_reads_that_leaving_cancels(stage: PartiesStage) -> None:
    party = i_open(stage)
    shown_with(stage, party)
    stage.click("Leave")
    assert "the party will be cancelled" in dialog().accessibleDescription()
    stage.click("Stay")


def test_cancelling_asks_first_and_esc_keeps_the_party(stage: PartiesStage) -> None:
    party = i_open(stage)
    stage.joins(2, party)
    shown_with(stage, party)
    stage.click("Cancel party")
    assert dialog().accessibleDescription().startswith("Members besides you: 1.")
    assert dialog().cancel_button.hasFocus()
    stage.press(Qt.Key.Key_Escape)
    assert stage.party(party).party.state == "open"
    stage.click("Cancel party")
    stage.click("Cancel the party")
    stage.exchange()
    assert stage.party(party).party.state == "cancelled"
    assert "Cancelled" in texts(stage)
    assert not stage.offers("Edit")


def test_closing_opening_again_and_undo(stage: PartiesStage) -> None:
    party = i_open(stage)
    shown_with(stage, party)
    stage.click("Close")
    assert stage.party(party).party.state == "closed"
    stage.click("Open again")
    assert stage.party(party).party.state == "open"
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.settle()
    assert stage.party(party).party.state == "closed"


def test_lateness_reaches_everyone_and_can_be_taken_back(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    assert not stage.offers("Running late?")
    stage.click("Join")
    stage.exchange()
    stage.click("10 min")
    stage.exchange()
    theirs = stage.other(1).reads.party(party)
    assert theirs is not None
    assert [one.membership.late_minutes for one in theirs.members] == [0, 10]
    stage.click("On time")
    assert stage.party(party).mine.late_minutes == 0  # type: ignore[union-attr]


def test_inviting_and_withdrawing_an_invitation(stage: PartiesStage) -> None:
    party = i_open(stage)
    shown_with(stage, party)
    stage.click("Invite")
    stage.click("Invite")
    assert stage.offers("Choose at least one colleague.")
    stage.write("Colleagues", "서준")
    stage.press(Qt.Key.Key_Return)
    stage.write("Colleagues", "지우")
    stage.press(Qt.Key.Key_Return)
    stage.click("Invite")
    assert stage.shell.toasts[-1] == "Invited: 2"
    assert stage.party(party).invited == 2
    stage.click("Withdraw invitation of 이서준")
    assert stage.party(party).invited == 1
    assert stage.shell.undo is not None
    stage.shell.undo()
    stage.settle()
    assert stage.party(party).invited == 2


def test_declining_an_invitation(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    stage.does(1, "party.invite", Invite(party, STAFF[0].id))
    shown_with(stage, party)
    assert stage.offers("Join")
    stage.click("Decline invitation")
    stage.exchange()
    assert stage.party(party).my_state == "left"


def test_waiting_says_my_place_and_can_be_cancelled(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.joins(2, party)
    stage.joins(3, party)
    shown_with(stage, party)
    stage.click("Wait")
    stage.exchange()
    assert "In line: 2" in texts(stage)
    stage.click("Cancel waiting")
    stage.exchange()
    assert stage.party(party).my_state == "left"


def test_where_i_have_another_seat_a_switch_is_offered_and_the_former_stays_until_it_is_given(
    stage: PartiesStage,
) -> None:
    mine = stage.opens(1, "국밥 먹어요")
    other = stage.opens(2, "초밥 먹어요", o_clock(12, 30), place=2)
    shown_with(stage, mine)
    stage.click("Join")
    stage.exchange()
    stage.page.show_party(other)
    stage.settle()
    assert not stage.offers("Join")
    assert "You have a seat in “국밥 먹어요” at that time." in texts(stage)
    stage.click("Switch to this party")
    assert "Switch requested until 12:15; until it is confirmed you keep your seat in “국밥 먹어요”." in texts(stage)
    held = {one.party.title: one.my_state for one in stage.me.reads.parties([mine, other])}
    assert held == {"국밥 먹어요": "confirmed", "초밥 먹어요": "requested"}
    stage.exchange()
    held = {one.party.title: one.my_state for one in stage.me.reads.parties([mine, other])}
    assert held == {"국밥 먹어요": "left", "초밥 먹어요": "confirmed"}


def test_where_the_last_seat_went_to_somebody_else_i_am_in_line(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    shown_with(stage, party)
    stage.click("Join")
    stage.joins(2, party)
    stage.exchange()
    assert "In line: 1" in texts(stage)


def test_a_refusal_of_the_server_stands_at_the_party_until_it_is_read(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.click("Join")
    stage.does(1, "party.edit", EditParty(party, {"state": ("open", "closed")}))
    stage.exchange()
    assert stage.offers("The party is closed")
    stage.page.refresh()
    stage.settle()
    assert stage.offers("The party is closed")
    stage.click("Dismiss")
    stage.page.refresh()
    stage.settle()
    assert not stage.offers("The party is closed")
    assert stage.me.reads.counts().attention == 0


def test_a_full_party_that_refused_offers_to_wait(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    shown_with(stage, party)
    stage.me.do("party.join", JoinParty(party, or_wait=False, until=o_clock(11, 45)))
    stage.joins(2, party)
    stage.exchange()
    assert stage.offers("No seats are left")
    stage.click("Wait for a seat")
    stage.exchange()
    assert stage.party(party).my_state == "waitlisted"
    assert not stage.offers("No seats are left")


def test_the_invitation_is_copied_in_the_language_in_force(stage: PartiesStage) -> None:
    party = i_open(stage)
    shown_with(stage, party)
    stage.languages.choose(Language.KOREAN)
    stage.settle()
    stage.click("초대글 복사")
    assert QGuiApplication.clipboard().text() == (
        "[점심] 내 파티\n언제: 11월 23일 월요일 12:00\n만나는 곳: 1층 로비\n"
        "식당: 할매국밥 (국밥 · 도보 4분 · 9,000원)\n자리: 4개 중 3개 남음\n방장: 김민지\n예약했어요\n"
        "참여: 점심 데스크톱을 열고 오늘이나 점심 파티에서 골라 Enter를 누르세요."
    )


def test_after_lunch_we_went(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.click("Join")
    stage.exchange()
    stage.clock.set(o_clock(13, 5))
    stage.page.refresh()
    stage.settle()
    stage.click("We went")
    assert stage.shell.toasts[-1] == "Noted in your visits: 할매국밥"
    assert not stage.offers("We went")
    today = stage.me.reads.today(o_clock(13, 5))
    assert today is not None
    assert today.went


def test_a_party_that_is_gone_is_explained(stage: PartiesStage) -> None:
    stage.exchange()
    stage.show("00000000-0000-0000-0000-000000000000")
    stage.settle()
    assert stage.offers("It is no longer there")


def test_in_a_narrow_window_a_party_opens_in_a_sheet_that_esc_closes(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    stage.show(size=(700, 540))
    row = stage.page.listing.list.reveal("국밥 먹어요")
    assert row is not None
    row.setFocus()
    stage.press(Qt.Key.Key_Space)
    assert stage.offers("Lunch party")
    stage.click("Join")
    assert stage.offers("Cancel request")
    stage.press(Qt.Key.Key_Escape)
    assert not stage.offers("Lunch party")
    assert row.hasFocus()


def test_arrows_show_each_party_beside_the_list(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.opens(2, "초밥 먹어요", o_clock(12, 30), place=2)
    stage.exchange()
    stage.show()
    stage.page.focus_first()
    assert "국밥 먹어요" in texts(stage)
    stage.press(Qt.Key.Key_Down)
    assert "초밥 먹어요" in texts(stage)


def test_one_button_is_filled(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)

    def filled() -> list[str]:
        found = stage.page.window().findChildren(Button)
        return [one.text() for one in found if one.isVisible() and one._kind is ButtonKind.PRIMARY]

    assert filled() == ["Join"]
    stage.click("Join")
    assert filled() == ["New party"]


def test_what_others_do_is_seen_at_once(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요")
    shown_with(stage, party)
    stage.joins(2, party)
    mine = stage.other(2).reads.party(party)
    assert mine is not None
    assert mine.mine is not None
    stage.exchange()
    assert "2/4" in texts(stage)
    stage.does(2, "party.leave", LeaveParty(party, mine.mine.joined_by))
    stage.does(1, "party.cancel", CancelParty(party))
    stage.exchange()
    assert "Cancelled" in texts(stage)
