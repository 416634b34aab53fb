"""My answer to "are you free for lunch today?"."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from lunch_desktop.domain.availability import Availability, AvailabilityState
from lunch_desktop.domain.times import Instant, at, local
from lunch_desktop.store.desktop.queries.today import Today
from lunch_desktop.ui.actions.availability import lunch_window
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import window
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

USUAL_WINDOWS: Final = (
    ((11, 0), (12, 30)),
    ((11, 30), (13, 0)),
    ((12, 0), (13, 0)),
    ((12, 0), (13, 30)),
    ((12, 30), (14, 0)),
)
"""Hours and minutes at the office that are offered."""
_OTHER: Final = "other"
_AS_BEFORE: Final = "as before"
_NARROW_BELOW_EM = 36
"""The hero stacks its buttons below this width too."""


class _AvailabilityControl(SegmentedControl):
    """Knows "no answer yet", which looks like none chosen."""

    def set_unanswered(self) -> None:
        """Choose nothing."""
        self._group.setExclusive(False)
        for segment in self._segments.values():
            segment.setChecked(False)
        self._group.setExclusive(True)


class AvailabilityBar(QWidget):
    """48 px, or two lines where there is little room. `answered` carries the AvailabilityState that was chosen;
    `window_offered` is what "free" stands for.

    The button beside it offers other times, and what was answered the day before.
    """

    answered = Signal(str)
    other_times = Signal()
    """The person wants to say from when until when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.window_offered: tuple[Instant, Instant] | None = None
        self._today: Today | None = None
        self._narrow = False
        options = tuple((state.value, "") for state in AvailabilityState)
        self._control = _AvailabilityControl(theme, options, "")
        self._control.chosen.connect(self.answered)
        self.more = MenuButton(theme, "", ButtonKind.SECONDARY, Icon.CLOCK)
        self.more.chosen.connect(self._choose)
        self._hint = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addWidget(self._control)
        self._layout.addWidget(self.more)
        self._layout.addWidget(self._hint, 1)
        for widget in (self._control, self.more):
            self._layout.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow(theme, self._restyle)

    def show_today(self, today: Today) -> None:
        """Show my answer; a window of my own stands where the usual one would."""
        self._today = today
        mine = today.availability
        zone = today.office.time_zone
        self.window_offered = lunch_window(today.today, zone)
        if mine is not None and mine.free_from is not None and mine.free_until is not None:
            self.window_offered = (mine.free_from, mine.free_until)
        self._show_window()
        if mine is None:
            self._control.set_unanswered()
        else:
            self._control.set_value(mine.state)
        self._hint.setText(self._consequence())
        self._offer_times(today)

    def offer(self, window_offered: tuple[Instant, Instant]) -> None:
        """Have "free" stand for this window, and say it."""
        self.window_offered = window_offered
        self._show_window()
        self.answered.emit(AvailabilityState.FREE.value)

    def retranslate(self) -> None:
        """Say everything anew."""
        self._control.setAccessibleName(translate("Today", "My lunch today"))
        more = translate("Today", "Other times")
        self.more.setAccessibleName(more)
        self.more.setToolTip(more)
        self._control.set_text(AvailabilityState.FREE, translate("Today", "Free for lunch"))
        self._control.set_text(AvailabilityState.ALONE, translate("Today", "On my own"))
        self._control.set_text(AvailabilityState.AWAY, translate("Today", "Not today"))
        if self._today is not None:
            self.show_today(self._today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words where there is little room."""
        super().resizeEvent(event)
        narrow = self.theme.em(self) < _NARROW_BELOW_EM
        if narrow != self._narrow:
            self._narrow = narrow
            self._hint.setVisible(not narrow)
            self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
            self._restyle()
            self._show_window()

    def _show_window(self) -> None:
        if self._today is not None and self.window_offered is not None:
            words = window(*self.window_offered, self._today.office.time_zone)
            if not self._narrow:
                words = fill(translate("Today", "Free %1"), words)
            self._control.set_text(AvailabilityState.FREE, words)

    def _offer_times(self, today: Today) -> None:
        """The usual windows, others, and as on the day before while nothing has been answered."""
        zone = today.office.time_zone
        entries = [MenuEntry(f"{n}", window(*self._usual(n), zone)) for n in range(len(USUAL_WINDOWS))]
        entries += [MenuEntry(), MenuEntry(_OTHER, translate("Today", "Other times…"), Icon.CLOCK)]
        former = today.former
        if former is not None and today.availability is None:
            words = {
                AvailabilityState.FREE.value: window(*self._as_before(former), zone),
                AvailabilityState.ALONE.value: translate("Today", "On my own"),
                AvailabilityState.AWAY.value: translate("Today", "Not today"),
            }
            as_before = fill(translate("Today", "As last time: %1"), words[former.state])
            entries = [MenuEntry(_AS_BEFORE, as_before, Icon.UNDO), MenuEntry(), *entries]
        self.more.show_entries(entries)

    def _usual(self, number: int) -> tuple[Instant, Instant]:
        today = self._today
        if today is None:
            raise LookupError("no day is shown")
        first, last = (at(today.today, *clock, today.office.time_zone) for clock in USUAL_WINDOWS[number])
        return first, last

    def _as_before(self, former: Availability) -> tuple[Instant, Instant]:
        """The same times by the office's clock, today."""
        today = self._today
        if today is None or former.free_from is None or former.free_until is None:
            return self._usual(0)
        zone = today.office.time_zone
        shown = [local(one, zone) for one in (former.free_from, former.free_until)]
        first, last = (at(today.today, one.hour, one.minute, zone) for one in shown)
        return first, last

    def _choose(self, key: str) -> None:
        former = self._today.former if self._today is not None else None
        if key == _OTHER:
            self.other_times.emit()
        elif key != _AS_BEFORE:
            self.offer(self._usual(int(key)))
        elif former is not None and former.state == AvailabilityState.FREE:
            self.offer(self._as_before(former))
        elif former is not None:
            self.answered.emit(former.state)

    def _consequence(self) -> str:
        """Who sees what of the answer."""
        mine = self._today.availability if self._today is not None else None
        if mine is None:
            return translate("Today", "Tell your circle whether you are free")
        if mine.state == AvailabilityState.FREE:
            return translate("Today", "Your circle sees when you are free")
        return translate("Today", "Nobody sees why you are not free")

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_m))
        second = self.theme.metrics.control + self.theme.metrics.space_m if self._narrow else 0
        self.setFixedHeight(self.theme.px(self.theme.metrics.availability + second))
