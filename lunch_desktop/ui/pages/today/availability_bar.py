"""My answer to "are you free for lunch today?"."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lunch_desktop.domain.availability import AvailabilityState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.today import Today
from lunch_desktop.ui.actions.availability import lunch_window
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import window
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.label import ElidedLabel
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

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
    """48 px. `answered` carries the AvailabilityState that was chosen; `window` is the one that "free" stands for."""

    answered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.window_offered: tuple[Instant, Instant] | None = None
        self._today: Today | None = None
        self._narrow = False
        options = tuple((state.value, "") for state in AvailabilityState)
        self._control = _AvailabilityControl(theme, options, "")
        self._control.chosen.connect(self.answered)
        self._hint = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._control)
        self._layout.addWidget(self._hint, 1)
        self._layout.setAlignment(self._control, Qt.AlignmentFlag.AlignLeft)
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

    def retranslate(self) -> None:
        """Say everything anew."""
        self._control.setAccessibleName(translate("Today", "My lunch today"))
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
            self._show_window()

    def _show_window(self) -> None:
        if self._today is not None and self.window_offered is not None:
            words = window(*self.window_offered, self._today.office.time_zone)
            if not self._narrow:
                words = fill(translate("Today", "Free %1"), words)
            self._control.set_text(AvailabilityState.FREE, words)

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
        self.setFixedHeight(self.theme.px(self.theme.metrics.availability))
