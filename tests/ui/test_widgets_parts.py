"""The smaller parts: what they do by key and click, what they tell screen readers, how their states differ."""

import os
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.badge import CountBadge, badge_text
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.check_box import CheckBox, RadioButton
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.expander import Expander
from lunch_desktop.ui.widgets.gallery.stage import as_if
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.inputs import ComboBox, LineEdit, SpinBox, TextArea
from lunch_desktop.ui.widgets.key_caps import KeyCaps, keys_of
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry, SplitButton
from lunch_desktop.ui.widgets.progress import Progress
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar
from lunch_desktop.ui.widgets.radio_group import RadioGroup, RadioOption
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.switch import Switch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, qapp: QApplication) -> QWidget:
    LanguageSwitch(qapp).choose(Language.ENGLISH)
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(700, 600)
    window.show()
    window.activateWindow()
    return window


def put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    QApplication.processEvents()


def state_of(widget: QWidget) -> QAccessible.State:
    return QAccessible.queryAccessibleInterface(widget).state()


class TestSwitch:
    @pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
    def test_a_key_turns_it_and_a_screen_reader_knows(self, window: QWidget, theme: Theme, key: Qt.Key) -> None:
        switch = Switch(theme, name="Native toasts")
        put(window, switch)
        switch.setFocus()
        off = switch.grab().toImage()
        QTest.keyClick(switch, key)
        assert switch.isChecked()
        assert state_of(switch).checked
        interface = QAccessible.queryAccessibleInterface(switch)
        assert interface.role() is QAccessible.Role.CheckBox
        assert interface.text(QAccessible.Text.Name) == "Native toasts"
        assert switch.grab().toImage() != off

    def test_its_word_turns_it_too(self, window: QWidget, theme: Theme) -> None:
        switch = Switch(theme, "알림 받기")
        put(window, switch)
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(switch.width() - 3, switch.height() // 2))
        assert switch.isChecked()


class TestRadioGroup:
    def test_down_moves_the_choice_and_the_description_is_said(
        self, window: QWidget, theme: Theme, qtbot: QtBot
    ) -> None:
        options = (RadioOption("equal", "Equally", "To the won"), RadioOption("amount", "By amount"))
        group = RadioGroup(theme, options, "How to split")
        put(window, group)
        first = group.findChildren(RadioButton)[0]
        assert first.accessibleDescription() == "To the won"
        first.setFocus()
        with qtbot.waitSignal(group.chosen) as caught:
            QTest.keyClick(first, Qt.Key.Key_Down)
        assert caught.args == ["amount"]
        assert group.value == "amount"
        with qtbot.assertNotEmitted(group.chosen):
            group.set_value("equal")
        assert group.value == "equal"

    def test_what_is_not_offered_is_passed_over(self, window: QWidget, theme: Theme) -> None:
        group = RadioGroup(theme, [RadioOption(key, key) for key in "abc"])
        put(window, group)
        group.set_option_enabled("b", False)
        first = group.findChildren(RadioButton)[0]
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_Down)
        assert group.value == "c"


class TestExpander:
    def test_keys_and_clicks_fold_it_and_the_state_is_said(self, window: QWidget, theme: Theme, qtbot: QtBot) -> None:
        expander = Expander(theme, "Members", "4/5")
        inside = Button(theme, "Invite")
        expander.body.addWidget(inside)
        put(window, expander)
        header = expander.findChildren(QWidget)[0]
        assert (header.accessibleName(), header.accessibleDescription()) == ("Members, 4/5", "Collapsed")
        header.setFocus()
        with qtbot.waitSignal(expander.toggled) as caught:
            QTest.keyClick(header, Qt.Key.Key_Right)
        assert caught.args == [True]
        assert inside.isVisible()
        assert header.accessibleDescription() == "Expanded"
        inside.setFocus()
        expander.choose(expanded=False)
        assert not inside.isVisible()
        assert QApplication.focusWidget() is header
        QTest.mouseClick(header, Qt.MouseButton.LeftButton)
        assert inside.isVisible()


class TestProgress:
    @pytest.fixture
    def now(self) -> list[float]:
        return [100.0]

    @pytest.fixture
    def progress(self, window: QWidget, theme: Theme, now: list[float]) -> Progress:
        progress = Progress(theme, clock=lambda: now[0])
        put(window, progress)
        return progress

    def test_what_is_quick_is_never_shown(self, progress: Progress, qtbot: QtBot) -> None:
        shown: list[QEvent.Type] = []

        class Watcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Show:
                    shown.append(event.type())
                return super().eventFilter(watched, event)

        watcher = Watcher()
        progress.installEventFilter(watcher)
        progress.start("Writing", 10)
        assert not progress.isVisible()
        progress.finish()
        progress.start("Writing", 10)
        qtbot.waitUntil(progress.isVisible)
        assert len(shown) == 1
        progress.finish()
        assert not progress.is_running

    def test_it_says_how_long_it_takes_once_that_is_no_guess(self, progress: Progress, now: list[float]) -> None:
        progress.start("Writing", 1_000)
        now[0] += 1
        progress.advance(900)
        assert progress.seconds_left() is None
        now[0] += 9
        progress.advance(10)
        assert progress.seconds_left() is None
        progress.advance(250)
        assert progress.seconds_left() == 30
        assert "30 seconds left" in texts(progress)
        now[0] += 990
        progress.advance(500)
        assert "17 minutes left" in texts(progress)
        assert progress.bar.value() == 50

    def test_cancel_is_said_once(self, progress: Progress, qtbot: QtBot) -> None:
        progress.start("Writing", 10)
        progress.show()
        with qtbot.waitSignal(progress.cancelled):
            progress.cancel_button.click()
        assert not progress.cancel_button.isEnabled()
        assert "Stopping…" in texts(progress)
        progress.start("Writing", 10, cancellable=False)
        assert progress.cancel_button.isHidden()

    def test_nothing_moves_out_of_sight_or_against_the_systems_wish(self, window: QWidget, theme: Theme) -> None:
        bar = ThinProgressBar(theme)
        put(window, bar)
        bar.setRange(0, 0)
        assert not bar.is_moving
        theme.set_motion(forced=True)
        bar.setRange(0, 0)
        moving = [bar.is_moving]
        for change in (bar.hide, bar.show, lambda: bar.setRange(0, 100)):
            change()
            moving.append(bar.is_moving)
        assert moving == [True, False, True, False]


def texts(widget: QWidget) -> list[str]:
    return [str(one.property("text")) for one in widget.findChildren(QWidget) if one.property("text")]


class TestMenuButton:
    ENTRIES = (MenuEntry("late", "Late", Icon.CLOCK), MenuEntry(), MenuEntry("leave", "Leave", enabled=False))

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
    def test_it_opens_by_keys_and_tells_what_was_chosen(
        self, window: QWidget, theme: Theme, qtbot: QtBot, key: Qt.Key
    ) -> None:
        button = MenuButton(theme, "More")
        button.show_entries(self.ENTRIES)
        put(window, button)
        button.setFocus()
        QTest.keyClick(button, key)
        menu = button.popup
        assert [(one.text(), one.isEnabled()) for one in menu.actions() if not one.isSeparator()] == [
            ("Late", True),
            ("Leave", False),
        ]
        with qtbot.waitSignal(button.chosen) as caught:
            menu.actions()[0].trigger()
        menu.close()
        assert caught.args == ["late"]

    def test_a_split_button_does_the_first_thing_and_offers_the_rest(
        self, window: QWidget, theme: Theme, qtbot: QtBot
    ) -> None:
        split = SplitButton(theme, "We went", "More")
        split.show_entries(self.ENTRIES)
        put(window, split)
        with qtbot.waitSignal(split.pressed):
            split.button.click()
        assert split.menu_button.accessibleName() == "More"
        split.menu_button.click()
        with qtbot.waitSignal(split.chosen) as caught:
            split.menu_button.popup.actions()[0].trigger()
        split.menu_button.popup.close()
        assert caught.args == ["late"]


class TestButton:
    def test_while_it_is_busy_it_keeps_its_width_and_focus_and_does_nothing(
        self, window: QWidget, theme: Theme, qtbot: QtBot
    ) -> None:
        button = Button(theme, "Send", ButtonKind.PRIMARY)
        put(window, button)
        button.setFocus()
        width, plain = button.sizeHint(), button.grab().toImage()
        button.set_busy(True)
        assert button.accessibleDescription() == "Busy"
        with qtbot.assertNotEmitted(button.clicked):
            QTest.keyClick(button, Qt.Key.Key_Return)
            QTest.keyClick(button, Qt.Key.Key_Space)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert button.hasFocus()
        assert button.sizeHint() == width
        assert button.grab().toImage() != plain
        button.set_busy(False)
        with qtbot.waitSignal(button.clicked):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


class TestWords:
    @pytest.mark.parametrize(
        ("shortcut", "keys"),
        [
            ("Ctrl+K", ("Ctrl", "K")),
            ("Ctrl++", ("Ctrl", "+")),
            ("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")),
            ("F5", ("F5",)),
            ("Alt+Left", ("Alt", "←")),
            ("", ()),
        ],
    )
    def test_a_shortcut_is_its_keys(self, qapp: QApplication, shortcut: str, keys: tuple[str, ...]) -> None:
        LanguageSwitch(qapp).choose(Language.ENGLISH)
        assert keys_of(shortcut) == keys

    def test_key_caps_read_as_they_are_written(self, theme: Theme, qtbot: QtBot) -> None:
        caps = KeyCaps(theme, "Ctrl+K")
        qtbot.addWidget(caps)
        assert QAccessible.queryAccessibleInterface(caps).text(QAccessible.Text.Name) == "Ctrl+K"

    def test_a_badge_shows_what_there_is_to_count(self, window: QWidget, theme: Theme) -> None:
        badge = CountBadge(theme)
        put(window, badge)
        badge.show_count(3, "3 unread")
        assert badge.isVisible()
        assert badge.accessibleName() == "3 unread"
        badge.show_count(0)
        assert not badge.isVisible()
        assert [badge_text(count) for count in (0, 9, 99, 100)] == ["", "9", "99", "99+"]

    def test_an_inline_error_is_there_while_something_is_wrong(
        self, window: QWidget, theme: Theme, qtbot: QtBot
    ) -> None:
        error = InlineError(theme)
        put(window, error)
        assert not error.isVisible()
        error.show_error("The list could not be read.", "Try again")
        assert error.isVisible()
        button = error.findChildren(Button)[0]
        with qtbot.waitSignal(error.pressed):
            button.click()
        error.show_error("")
        assert not error.isVisible()


class _Row(ListRow):
    """A row with a word, on the surface that rows lie on."""

    def paint_content(self, painter: QPainter) -> None:
        self.text_line(painter, self.rect(), "국수")


MAKERS: dict[str, Callable[[Theme], QWidget]] = {
    **{kind.value: partial(Button, text="참여", kind=kind) for kind in ButtonKind},
    "check": lambda theme: CheckBox(theme, "알림"),
    "radio": lambda theme: RadioButton(theme, "알림"),
    "switch": lambda theme: Switch(theme, "알림"),
    "chip": lambda theme: FilterChip(theme, "팀"),
    "row": lambda theme: _Row(theme),
}


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_every_state_looks_different(window: QWidget, theme: Theme, kind: str, contrast: bool) -> None:
    """Also where colours can't tell."""
    theme.set_high_contrast(contrast or None)
    pictures = {}
    for state in ("rest", "hovered", "pressed", "focused", "disabled"):
        card = Card(theme)
        widget = MAKERS[kind](theme)
        card.body.addWidget(widget)
        put(window, card)
        widget.setFixedSize(160, 40)
        if state == "disabled":
            widget.setEnabled(False)
        elif state != "rest":
            as_if(widget, **{state: True})
        pictures[state] = card.grab().toImage()
        card.hide()
    same = [(one, two) for one in pictures for two in pictures if one < two and pictures[one] == pictures[two]]
    assert same == []


@pytest.mark.parametrize("make", [LineEdit, TextArea, SpinBox, ComboBox])
def test_in_high_contrast_inputs_show_focus_and_error_by_their_frame(
    window: QWidget, theme: Theme, make: Callable[[Theme], QWidget]
) -> None:
    theme.set_high_contrast(True)
    other, widget = Button(theme, "Other"), make(theme)
    put(window, other, widget)
    other.setFocus()
    rest = widget.grab().toImage()
    widget.setFocus()
    focused = widget.grab().toImage()
    other.setFocus()
    widget.setProperty("invalid", True)
    wrong = widget.grab().toImage()
    widget.setProperty("invalid", False)
    widget.setEnabled(False)
    assert len({id(one) for one in (rest, focused, wrong)}) == 3
    assert rest != focused
    assert rest != wrong
    assert focused != wrong
    assert widget.grab().toImage() != rest


def test_the_chosen_segment_is_known_without_colours(window: QWidget, theme: Theme) -> None:
    theme.set_high_contrast(True)
    control = SegmentedControl(theme, (("a", "가나"), ("b", "가나")), "Look")
    put(window, control)
    first, second = control.findChildren(QWidget)
    assert first.grab().toImage() != second.grab().toImage()
