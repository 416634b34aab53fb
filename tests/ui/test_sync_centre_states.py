"""Every state that sync can be in, told in plain words with the action that helps; the real store underneath."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunch_desktop.domain.availability import SetAvailability
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding
from lunch_desktop.store.desktop.set_aside import MOST_FAILURES
from lunch_desktop.store.desktop.state import BACKED_UP_AT, CHECKED_AT, REPAIRED, RIGHTS_UNCHECKED, State
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.widgets.button import Button
from tests.support.company import PLACES
from tests.ui.test_sync_centre import HOST, NOW, Stage, o_clock, pills, stage

__all__ = ["stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def tell(stage: Stage, reach: Reach = Reach.ONLINE, problem: Problem | None = None, **told: object) -> None:
    """The engine's word on how sync stands."""
    counts = stage.mine.reads.counts()
    status = SyncStatus(reach, False, False, counts.waiting, counts.attention, problem, **told)  # type: ignore[arg-type]
    stage.session._take_status(status)
    stage.settle()


def wait_for_lunch(stage: Stage, many: int = 1) -> None:
    """Changes that have not been sent."""
    for number in range(many):
        stage.mine.do("availability.set", SetAvailability(Day(f"2026-11-{24 + number}"), "alone", None, None))


def contested(stage: Stage) -> PartyId:
    """On my laptop I changed four fields of my party; here, not knowing, I change them too."""
    party = stage.open_party(stage.mine, "파스타", hour=13, seats=4)
    stage.everybody_syncs()
    changes = {
        "place": ("1층 로비", "정문 앞", "후문"),
        "meets_at": (o_clock(13), o_clock(13, 30), o_clock(12, 30)),
        "restaurant_id": (None, PLACES[0].id, PLACES[1].id),
        "state": ("open", "closed", "open"),
    }
    theirs = {name: (old, new) for name, (old, new, _) in changes.items()}
    mine = {name: (old, new) for name, (old, _, new) in changes.items() if name != "state"}
    stage.laptop.do("party.edit", EditParty(party, theirs))
    stage.laptop.sync()
    stage.mine.do("party.edit", EditParty(party, mine))
    stage.mine.sync()
    return party


def set_aside(stage: Stage) -> str:
    """A party that the server can't process, with an invitation and a change built on it."""
    new = OpenParty("매운 떡볶이", None, o_clock(12, 30), 60, "1층 로비", 4, "", "office")
    opened = stage.mine.do("party.open", new)
    party = PartyId(str(opened.answer["party_id"]))
    stage.mine.do("party.invite", Invite(party, HOST.id))
    stage.mine.do("party.edit", EditParty(party, {"capacity": (4, 5)}))
    for _ in range(MOST_FAILURES):
        stage.mine.store.count_failure(opened.uuid)
    return opened.uuid


def taken_back_too_late(stage: Stage) -> None:
    """I join, the answer is lost, I take it back, and the server had given me the seat."""
    party = stage.open_party(stage.host)
    stage.everybody_syncs()
    uuid = stage.join(stage.mine, party)
    stage.offer_without_answer()
    stage.mine.store.discard([uuid])
    stage.mine.sync()


def expiring_join(stage: Stage, hour: int = 12) -> PartyId:
    """I asked offline for a seat at the full hour, and now it is ten to."""
    party = stage.open_party(stage.host, hour=hour)
    stage.everybody_syncs()
    stage.join(stage.mine, party, hour=hour)
    stage.clock.set(o_clock(hour - 1, 50))
    return party


def note_facts(stage: Stage, **facts: object) -> None:
    with stage.mine.database.writing() as connection:
        state = State(connection, stage.mine.database.schema)
        for name, value in facts.items():
            state.set(name, value)


class TestConflictsByField:
    def test_each_field_reads_in_the_persons_words(self, stage: Stage) -> None:
        contested(stage)
        stage.show()
        for said in ("정문 앞", "후문", "Mon 23 Nov 13:30", "Mon 23 Nov 12:30", PLACES[0].name, PLACES[1].name):
            assert said in stage.texts
        assert PLACES[0].id not in stage.texts

    def test_one_field_is_settled_by_itself_and_the_rest_stays(self, stage: Stage) -> None:
        party = contested(stage)
        stage.show()
        stage.press("Use mine Edit 파스타 – Meeting point")
        assert "Mine is sent" in pills(stage)
        stage.press("Keep theirs Edit 파스타 – Meeting time")
        assert "Theirs kept" in pills(stage)
        assert [one.standing for one in stage.centre.attention] == [ChangeStanding.CONFLICT]
        stage.press("Use mine Edit 파스타 – Restaurant")
        assert stage.centre.attention == ()
        stage.mine.sync()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert (found.party.place, found.party.restaurant_id) == ("후문", PLACES[1].id)
        assert found.party.meets_at == o_clock(13, 30)

    def test_all_at_once_settles_only_what_is_open(self, stage: Stage) -> None:
        party = contested(stage)
        stage.show()
        stage.press("Keep theirs Edit 파스타 – Meeting point")
        stage.press("Use all mine Edit 파스타")
        assert stage.centre.attention == ()
        stage.mine.sync()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert (found.party.place, found.party.meets_at) == ("정문 앞", o_clock(12, 30))

    def test_if_they_change_it_again_mine_is_a_new_conflict(self, stage: Stage) -> None:
        party = contested(stage)
        stage.show()
        stage.laptop.do("party.edit", EditParty(party, {"place": ("정문 앞", "옥상")}))
        stage.laptop.sync()
        stage.press("Use all mine Edit 파스타")
        stage.mine.sync()
        stage.session.changed.emit(frozenset({"parties"}))
        stage.settle()
        assert "옥상" in stage.texts
        stage.press("Keep theirs Edit 파스타")
        assert stage.centre.attention == ()

    def test_the_focus_stays_in_the_conflict_when_a_field_is_settled(self, stage: Stage) -> None:
        contested(stage)
        stage.show()
        stage.page.activateWindow()
        QApplication.processEvents()
        stage.named("Use mine Edit 파스타 – Meeting point").setFocus()
        stage.press("Use mine Edit 파스타 – Meeting point")
        focused = QApplication.focusWidget()
        assert isinstance(focused, Button)
        assert focused.accessibleName() == "Use mine Edit 파스타 – Meeting time"

    def test_in_a_narrow_page_the_choice_goes_under_the_values(self, stage: Stage) -> None:
        contested(stage)
        stage.page.resize(520, 700)
        stage.show()
        value = next(one for one in stage.page.findChildren(QObject) if getattr(one, "text", str)() == "정문 앞")
        button = stage.named("Keep theirs Edit 파스타 – Meeting point")
        below = button.mapTo(stage.page, button.rect().topLeft()).y()
        assert below > value.mapTo(stage.page, value.rect().bottomLeft()).y()  # type: ignore[attr-defined]


class TestSetAside:
    def test_it_is_told_once_with_what_was_built_on_it(self, stage: Stage) -> None:
        set_aside(stage)
        stage.show()
        assert pills(stage).count("Set aside") == 1
        assert "could not process it five times" in stage.texts
        named = "Set aside with it, because built on it: Invite 이서준 to 매운 떡볶이, Edit 매운 떡볶이."
        assert named in stage.texts
        assert stage.mine.reads.counts().attention == 1

    def test_try_again_sends_all_of_it_anew(self, stage: Stage) -> None:
        set_aside(stage)
        stage.show()
        stage.press("Try again Open 매운 떡볶이")
        assert stage.centre.attention == ()
        assert [one.name for one in stage.centre.waiting if one.name] == ["party.open", "party.invite", "party.edit"]
        stage.mine.sync()
        assert [one.standing for one in stage.centre.recent] == [ChangeStanding.APPLIED] * 3

    def test_let_it_go_asks_and_takes_what_was_built_on_it_along(self, stage: Stage) -> None:
        set_aside(stage)
        stage.show()
        stage.press("Let it go Open 매운 떡볶이")
        dialog = stage.dialog
        assert dialog is not None
        assert "Invite 이서준" in dialog.accessibleDescription()
        dialog.confirm_button.click()
        stage.settle()
        assert stage.centre.attention == ()


class TestTakenBackTooLate:
    def test_it_says_that_it_counts_and_offers_the_way_back(self, stage: Stage) -> None:
        taken_back_too_late(stage)
        stage.show()
        assert "Too late to take back" in pills(stage)
        assert "the server had decided it before. It counts." in stage.texts
        stage.press("Undo Join 국밥 먹어요")
        assert stage.centre.attention == ()
        assert [one.name for one in stage.centre.waiting] == ["party.leave"]

    def test_it_can_be_left_as_it_is(self, stage: Stage) -> None:
        taken_back_too_late(stage)
        stage.show()
        stage.press("Leave it Join 국밥 먹어요")
        assert stage.centre.attention == ()
        assert stage.centre.waiting == ()


class TestExpiry:
    def test_a_waiting_join_says_that_its_deadline_has_passed(self, stage: Stage) -> None:
        expiring_join(stage)
        stage.show()
        assert pills(stage) == ["Deadline passed"]
        assert "The deadline for joining, 11:45, has passed. It will probably be refused." in stage.texts
        stage.press("Undo Join 국밥 먹어요")
        assert stage.centre.waiting == ()

    def test_it_passes_while_the_page_is_looked_at(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.show()
        assert pills(stage) == ["Waiting"]
        assert stage.page._tick.isActive()
        stage.clock.set(o_clock(11, 50))
        stage.page._tick.timeout.emit()
        assert pills(stage) == ["Deadline passed"]
        stage.page.hide()
        assert not stage.page._tick.isActive()

    def test_one_that_may_have_arrived_in_time_says_so(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.offer_without_answer()
        stage.clock.set(o_clock(11, 50))
        stage.show()
        assert "If it reached the server in time, it counts." in stage.texts

    def test_refused_as_expired_it_can_only_be_discarded(self, stage: Stage) -> None:
        expiring_join(stage)
        stage.mine.sync()
        stage.show()
        assert "It is too late to join." in stage.texts
        names = [one.accessibleName() for one in stage.page.findChildren(Button) if one.isVisible()]
        assert not any(name.startswith(("Ask again", "Retry")) for name in names)
        stage.press("Discard Join 국밥 먹어요")
        assert stage.centre.attention == ()

    def test_where_the_party_was_put_off_it_can_be_asked_again(self, stage: Stage) -> None:
        party = expiring_join(stage)
        stage.mine.sync()
        stage.host.do("party.edit", EditParty(party, {"meets_at": (o_clock(12), o_clock(13))}))
        stage.everybody_syncs()
        stage.show()
        stage.press("Ask again Join 국밥 먹어요")
        assert stage.centre.attention == ()
        stage.mine.sync()
        found = stage.mine.reads.party(party)
        assert found is not None
        assert found.my_state is MembershipState.CONFIRMED

    def test_a_join_refused_as_too_old_can_be_asked_again_with_a_new_deadline(self, stage: Stage) -> None:
        party = stage.open_party(stage.host, hour=13)
        stage.everybody_syncs()
        uuid = stage.join(stage.mine, party, hour=12)
        stage.mine.sync()
        with stage.mine.database.writing() as connection:
            history = stage.mine.database.schema.history
            told = history.update().where(history.c.uuid == uuid)
            connection.execute(told.values(outcome="refused", code="too_old", seen=False, inverse=None))
        stage.show()
        assert stage.named("Ask again Join 국밥 먹어요").isEnabled()


class TestLikelyRefused:
    def test_it_says_why_and_that_it_stays_in_the_queue(self, stage: Stage) -> None:
        party = stage.open_party(stage.host)
        stage.everybody_syncs()
        stage.join(stage.mine, party)
        stage.host.do("party.cancel", CancelParty(party))
        stage.host.sync()
        stage.mine.facts.unsent = False
        stage.mine.facts.behind = True
        stage.mine.step()
        stage.show()
        assert "It stays in the queue, because only the server decides." in stage.texts
        stage.press("Withdraw Join 국밥 먹어요")
        assert stage.centre.waiting == ()


class TestConnection:
    def test_a_long_first_sync_shows_how_far_it_is_and_that_one_can_work(self, stage: Stage) -> None:
        stage.show()
        tell(stage, progress=(12_600, 30_000))
        card = stage.page.status_card
        assert "Receiving – 42 %" in stage.texts
        assert "12,600 of 30,000 entries are here. You can work meanwhile" in stage.texts
        assert card.progress.isVisible()
        assert card.progress.value() == 42
        tell(stage)
        assert not card.progress.isVisible()

    def test_a_server_that_was_restored_is_collecting_and_is_asked_again(self, stage: Stage) -> None:
        wait_for_lunch(stage, 2)
        stage.show()
        tell(stage, recovering=True, retry_at=Instant(NOW + 3 * MINUTE))
        assert "The server was restored" in stage.texts
        assert "Your changes are safe." in stage.texts
        assert "2 changes wait here; none of them is lost." in stage.texts
        assert "Next try at 11:05, by itself." in stage.texts
        assert stage.page.status_card.send_button.text() == "Try now"

    @pytest.mark.parametrize(
        ("reach", "problem", "title", "button"),
        [
            (Reach.BLOCKED, Problem(ProblemCode.PROTOCOL_TOO_OLD), "An update is needed", "Try now"),
            (Reach.BLOCKED, Problem(ProblemCode.ACCOUNT_DEACTIVATED), "The account is deactivated", "Try now"),
            (Reach.UNREACHABLE, Problem(ProblemCode.TOO_MANY_ATTEMPTS, minutes=1), "asks for patience", "Try now"),
            (Reach.UNREACHABLE, None, "The server can't be reached", "Try now"),
            (Reach.SIGN_IN_NEEDED, None, "Sign in again", "Sign in"),
            (Reach.ONLINE, Problem(ProblemCode.SERVER_FAULT, server="x"), "The server made a mistake", "Try now"),
        ],
    )
    def test_what_keeps_changes_here_is_told_with_their_number_and_a_way_on(
        self, stage: Stage, reach: Reach, problem: Problem | None, title: str, button: str
    ) -> None:
        wait_for_lunch(stage, 3)
        stage.show()
        tell(stage, reach, problem)
        assert title in stage.texts
        assert "3 changes wait here; none of them is lost." in stage.texts
        card = stage.page.status_card
        shown = [one.text() for one in (card.send_button, card.sign_in_button) if one.isVisible()]
        assert shown == [button]
        for part in (title, "3 changes wait here"):
            assert part in card.accessibleName()

    def test_signing_in_is_asked_for(self, stage: Stage) -> None:
        asked: list[bool] = []
        stage.session.sign_in_wanted.connect(lambda: asked.append(True))
        stage.show()
        tell(stage, Reach.SIGN_IN_NEEDED)
        QTest.keyClick(stage.page.status_card.sign_in_button, Qt.Key.Key_Return)
        assert asked == [True]

    def test_the_card_tells_quietly_of_checks_repairs_and_backups(self, stage: Stage) -> None:
        yesterday = Instant(o_clock(15, 2) - 24 * 60 * MINUTE)
        note_facts(stage, **{CHECKED_AT: yesterday, BACKED_UP_AT: o_clock(9, 10), REPAIRED: {}})
        stage.show()
        assert "Checked with the server yesterday 15:02 · Last backup today 09:10" in stage.texts
        note_facts(stage, **{REPAIRED: {"office:a": yesterday}})
        stage.page.refresh()
        stage.settle()
        assert "1 repair, the last yesterday 15:02" in stage.texts

    def test_a_file_whose_rights_are_unchecked_says_why_there_is_so_little(self, stage: Stage) -> None:
        note_facts(stage, **{RIGHTS_UNCHECKED: True})
        stage.show()
        assert "Only your own changes are shown until the server has confirmed" in stage.texts


NOTICES: list[tuple[str, dict[str, object], str]] = [
    ("rebuilt", {"saved": 3, "path": "/data/damaged.db"}, "A damaged data file was repaired"),
    ("rebuilt_partly", {"saved": 3, "path": "/data/damaged.db"}, "A damaged data file was repaired in part"),
    ("old_copy", {"path": "/data/me.db"}, "This is an older copy of the data file"),
    ("moved", {"path": "/data/me.db"}, "The data file comes from another place"),
    ("backup_failed", {"path": "/data/backups"}, "No backup could be made"),
    ("server_restored", {"offered": 4, "again": 1, "changed": 0, "refused": 0}, "The server was restored"),
    ("server_restored", {"offered": 4, "again": 2, "changed": 0, "refused": 1}, "1 of them could not be kept."),
    ("server_restored", {"offered": 4, "again": 2, "changed": 1, "refused": 0}, "1 of them came out differently."),
    ("unproven", {"count": 2}, "could not take back 2 of your changes"),
    ("much_removed", {"backup": "/data/backups/me.db"}, "Most of the data was removed"),
    ("of_next_year", {"x": 1}, "Something happened to the data on this PC"),
    ("moved", {"another": "fact"}, "Something happened to the data on this PC"),
]


class TestNotices:
    @pytest.mark.parametrize(("kind", "details", "said"), NOTICES)
    @pytest.mark.parametrize("language", Language)
    def test_each_has_words_and_is_read_with_a_button(
        self, stage: Stage, kind: str, details: dict[str, object], said: str, language: Language
    ) -> None:
        stage.mine.store.note(kind, details)
        stage.switch.choose(language)
        stage.show()
        if language is Language.ENGLISH:
            assert said in stage.texts
        assert stage.page.news.isVisible()
        (entry,) = stage.page.news.entries
        button = entry.button("read")
        assert button is not None
        button.click()
        stage.settle()
        assert not stage.page.news.isVisible()
        assert [one.seen for one in stage.mine.reads.notices()] == [True]
        assert stage.page.told.isVisible(), "it can still be read"

    def test_the_folder_that_it_speaks_of_can_be_opened(self, stage: Stage, tmp_path: Path) -> None:
        opened: list[str] = []

        class Opener(QObject):
            @Slot(QUrl)
            def take(self, url: QUrl) -> None:
                opened.append(url.toLocalFile())

        opener = Opener()
        QDesktopServices.setUrlHandler("file", opener, "take")  # type: ignore[arg-type]
        stage.mine.store.note("backup_failed", {"path": str(tmp_path)})
        stage.show()
        stage.press("Open folder No backup could be made")
        QDesktopServices.unsetUrlHandler("file")
        assert opened == [str(tmp_path)]


EVERYTHING: list[Callable[[Stage], object]] = [
    contested,
    set_aside,
    taken_back_too_late,
    lambda stage: expiring_join(stage, 18),
    lambda stage: stage.mine.store.note("backup_failed", {"path": "/nowhere"}),
    lambda stage: wait_for_lunch(stage, 2),
]


@pytest.mark.parametrize("language", Language)
def test_every_state_together_has_names_of_its_own_and_is_reached_by_tab(stage: Stage, language: Language) -> None:
    for happen in EVERYTHING:
        happen(stage)
    stage.switch.choose(language)
    stage.show()
    tell(stage, Reach.UNREACHABLE)
    stage.page.activateWindow()
    QApplication.processEvents()
    wanted = {one for one in stage.page.findChildren(Button) if one.isVisible()}
    names = [one.accessibleName() or one.text() for one in wanted]
    assert len(names) == len(set(names))
    stage.page.focus_first()
    reached = set()
    for _ in range(3 * len(wanted)):
        reached.add(QApplication.focusWidget())
        stage.page.focusNextPrevChild(True)
    assert wanted <= reached
