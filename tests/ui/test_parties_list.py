"""The list of parties: by day, searchable, and as quick with ten thousand as with ten."""

import time
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, Party, membership_id
from lunch_desktop.domain.times import HOUR, Day, Instant, day_of
from lunch_desktop.store.desktop.queries.parties import PartyFilter
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.parties.items import WINDOW, starts_of_days
from lunch_desktop.ui.pages.parties.row import PartyListRow
from tests.support.company import OFFICE, PLACES, STAFF
from tests.ui.test_parties_stage import PartiesStage, o_clock, pytestmark, stage

__all__ = ["pytestmark", "stage"]

TOMORROW = "2026-11-24"


def titles(stage: PartiesStage) -> list[str]:
    """The titles of the rows in sight, from above."""
    rows = [row for row in stage.page.listing.list.findChildren(PartyListRow) if row.isVisible() and row.index >= 0]
    return [row.content.title for row in sorted(rows, key=lambda row: row.index)]


def headings(stage: PartiesStage) -> list[str]:
    """The headings, from above."""
    return [text for _, text in sorted(stage.page.listing.list.headings().items())]


def many(count: int) -> list[tuple[object, object]]:
    """Parties three an hour of the day from tomorrow on, each with its host."""
    rows: list[tuple[object, object]] = []
    for number in range(count):
        meets = Instant(o_clock(0, 0, TOMORROW) + number // 3 * HOUR)
        party = Party(
            id=str(uuid4()),  # type: ignore[arg-type]
            office_id=OFFICE.id,
            host_id=STAFF[1].id,
            title=f"파티 {number}",
            restaurant_id=PLACES[0].id,
            day=day_of(meets, OFFICE.time_zone),
            meets_at=meets,
            minutes=60,
            place="1층 로비",
            capacity=4,
            note="",
            visibility="office",
            state="open",
            opened_at=o_clock(9),
        )
        rows.append((PARTIES, party))
        rows.append(
            (
                MEMBERSHIPS,
                Membership(
                    membership_id(party.id, STAFF[1].id), party.id, STAFF[1].id, party.day, "confirmed", 1, None, 0
                ),
            )
        )
    return rows


def test_parties_stand_by_day_under_headings(stage: PartiesStage) -> None:
    stage.opens(1, "내일 국밥", o_clock(12, 0, TOMORROW))
    stage.opens(1, "오늘 국밥")
    stage.opens(1, "목요일 국밥", o_clock(12, 0, "2026-11-26"))
    stage.exchange()
    stage.show()
    assert titles(stage) == ["오늘 국밥", "내일 국밥", "목요일 국밥"]
    assert headings(stage) == ["Today, Mon 23 Nov", "Tomorrow, Tue 24 Nov", "Thursday 26 November"]


def test_a_row_reads_as_a_sentence_that_begins_with_the_title(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    stage.show()
    row = stage.page.listing.list.reveal("국밥 먹어요")
    assert row is not None
    said = "국밥 먹어요, 12:00, 할매국밥 · 1층 로비, 경영지원팀, 1 of 4 seats taken, Enter: Join"
    assert row.accessibleName() == said


def test_mine_shows_what_i_take_part_in_and_past_the_days_before(stage: PartiesStage) -> None:
    stage.opens(1, "남의 국밥")
    mine = stage.opens(2, "내 국밥", o_clock(12, 30))
    stage.exchange()
    stage.show()
    stage.page.show_party(mine)
    stage.settle()
    stage.click("Join")
    stage.exchange()
    stage.click("Mine")
    assert titles(stage) == ["내 국밥"]
    stage.clock.set(o_clock(9, 0, TOMORROW))
    stage.click("Past")
    assert titles(stage) == ["내 국밥", "남의 국밥"]
    stage.click("Coming")
    assert stage.offers("No parties yet")


def test_korean_words_of_two_syllables_are_found(stage: PartiesStage) -> None:
    stage.opens(1, "얼큰한 김치찌개")
    stage.opens(2, "초밥 먹어요")
    stage.exchange()
    stage.show()
    stage.page.find_text("찌개")
    stage.settle()
    assert titles(stage) == ["얼큰한 김치찌개"]
    stage.page.find_text("우동")
    stage.settle()
    assert stage.offers("Nothing found for “우동”")
    stage.page.find_text("")
    stage.settle()
    assert len(titles(stage)) == 2


def test_enter_on_a_row_asks_for_a_seat_and_the_row_says_so(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    stage.show()
    stage.page.focus_first()
    stage.press(Qt.Key.Key_Return)
    row = stage.page.listing.list.reveal("국밥 먹어요")
    assert isinstance(row, PartyListRow)
    assert row.content.pill is not None
    assert row.content.pill.text == "Requested"
    assert "Not sent yet" in row.content.place
    stage.exchange()
    assert row.content.pill.text == "Confirmed"
    assert "Not sent yet" not in row.content.place


def test_a_full_party_offers_to_wait(stage: PartiesStage) -> None:
    party = stage.opens(1, "국밥 먹어요", seats=2)
    stage.joins(2, party)
    stage.exchange()
    stage.show()
    stage.click("Wait 국밥 먹어요")
    stage.exchange()
    row = stage.page.listing.list.reveal("국밥 먹어요")
    assert isinstance(row, PartyListRow)
    assert row.content.pill is not None
    assert row.content.pill.text == "In line: 1"


def test_a_party_that_can_no_longer_be_joined_has_no_button(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요", o_clock(12))
    stage.exchange()
    stage.show()
    assert stage.offers("Join 국밥 먹어요")
    stage.clock.set(o_clock(11, 46))
    stage.page._time_passed()
    assert not stage.offers("Join 국밥 먹어요")


def test_out_of_reach_the_count_says_how_old_it_is(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    stage.show()
    assert stage.offers("1 in all")
    stage.reaches(Reach.UNREACHABLE)
    assert stage.offers("1 in all · as of 10:30")


def test_ten_thousand_parties_open_at_once_and_every_one_can_be_reached(stage: PartiesStage) -> None:
    stage.company.sync.import_rows(many(10_000))  # type: ignore[arg-type]
    stage.exchange()
    stage.show()
    listing = stage.page.listing
    assert listing.list.count == 10_000
    assert listing.list.widget_count() < 40
    assert len(listing._views) <= 2 * WINDOW
    started = time.perf_counter()
    listing.refresh()
    stage.settle()
    assert time.perf_counter() - started < 1.0
    listing.list.focus_row(0)
    stage.press(Qt.Key.Key_End)
    assert titles(stage)[-1] == "파티 9999"
    assert listing.list.headings()[min(listing.list.headings())] == "Tomorrow, Tue 24 Nov"
    assert len(listing._views) <= 4 * WINDOW
    focused = QApplication.focusWidget()
    assert isinstance(focused, PartyListRow)
    assert focused.content.title == "파티 9999"


def test_headings_that_become_known_above_do_not_move_what_is_in_sight(stage: PartiesStage) -> None:
    stage.company.sync.import_rows(many(3_000))  # type: ignore[arg-type]
    stage.exchange()
    stage.show()
    shown = stage.page.listing.list
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum() // 2)
    stage.settle()
    first = shown.first_visible
    shown.show_headings({**shown.headings(), 40: "Known now"})
    assert shown.first_visible == first


def test_days_start_where_another_day_begins_among_those_that_are_known() -> None:
    days = {"a": Day("2026-11-23"), "b": Day("2026-11-23"), "c": Day("2026-11-24"), "e": Day("2026-11-25")}
    assert starts_of_days(["a", "b", "c", "d", "e"], days) == {0: Day("2026-11-23"), 2: Day("2026-11-24")}


def test_the_list_speaks_another_language_at_once(stage: PartiesStage) -> None:
    stage.opens(1, "국밥 먹어요")
    stage.exchange()
    stage.show()
    stage.languages.choose(Language.KOREAN)
    stage.settle()
    assert stage.offers("참여 국밥 먹어요")
    assert headings(stage) == ["오늘, 11월 23일 (월)"]


def test_filters_have_names(stage: PartiesStage) -> None:
    stage.exchange()
    stage.show()
    stage.page.listing.show_filter(PartyFilter.MINE)
    stage.settle()
    assert stage.page.listing.filter.value == "mine"
    assert stage.offers("No lunch planned yet")


def test_past_days_are_said_to_be_coming_while_the_first_sync_goes_on(stage: PartiesStage) -> None:
    stage.exchange()
    listing = stage.page.listing
    listing._choose_filter(PartyFilter.PAST.value)
    stage.settle()
    assert listing._empty._title.text() == "No past parties"
    stage.session._take_status(SyncStatus(Reach.ONLINE, False, True, 0, 0, None, progress=(4_200, 10_000)))
    stage.settle()
    assert listing._empty._title.text() == "Parties are on their way"
    assert listing._empty._sentence.text() == "Older days are still coming – 42 %. You can work meanwhile."
    stage.reaches(Reach.ONLINE)
    assert listing._empty._title.text() == "No past parties"
