"""One choice of a few, all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QRadioButton, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import HoverFade, follow, mix, paint_box, paint_focus
from lunch_desktop.ui.widgets.flow import FlowLayout


class _Segment(QRadioButton):
    """A radio button drawn as a part of the bar: arrows move the choice, screen readers know what it is."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._hover = HoverFade(theme, self)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + self.theme.px(28)
        return QSize(width, self.theme.px(self.theme.metrics.control - 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, radius = self.theme.colour, self.theme.px(6)
        text = colour(ColourRole.TEXT)
        if not self.isEnabled():
            text = colour(ColourRole.DISABLED)
        elif self.isChecked() and self.theme.high_contrast:
            paint_box(painter, self.rect(), radius, colour(ColourRole.ACCENT))
            text = colour(ColourRole.ON_ACCENT)
        elif self.isChecked():
            paint_box(painter, self.rect(), radius, colour(ColourRole.SURFACE), colour(ColourRole.CONTROL))
        else:
            hover = self._hover.value if not self.isDown() else 1.0
            text = mix(colour(ColourRole.SECONDARY), text, hover)
            if self.theme.high_contrast and hover > 0:
                paint_box(painter, self.rect(), radius, None, text, dashed=not self.isDown())
            elif hover > 0:
                ground = colour(ColourRole.BORDER if self.isDown() else ColourRole.PRESSED)
                ground.setAlphaF(hover)
                paint_box(painter, self.rect(), radius, ground)
        if self.hasFocus():
            on_accent = self.isChecked() and self.theme.high_contrast
            ring = colour(ColourRole.ON_ACCENT if on_accent else ColourRole.ACCENT)
            paint_focus(painter, self.rect(), radius, ring, inset=2.0 if on_accent else 0.0)
        painter.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD if self.isChecked() else Weight.REGULAR))
        painter.setPen(text)
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()


class SegmentedControl(QWidget):
    """Exactly one of a few options. ``chosen`` carries the option's key when a person chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[str, str]],
        name: str,
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
    ) -> None:
        """``options`` are pairs of key and word; the first is chosen at the start. One that ``wraps`` starts a new
        line where there is no room.
        """
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        set_role(self, QAccessible.Role.Grouping)
        # What wraps may be higher than one line; of a fixed height it would be held to that of its hint.
        higher = QSizePolicy.Policy.Minimum if wraps else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, higher)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._layout: QLayout = FlowLayout(self) if wraps else QHBoxLayout(self)
        self._segments: dict[str, _Segment] = {}
        for key, text in options:
            segment = _Segment(theme, text, self)
            segment.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            segment.setChecked(not self._segments)
            self._group.addButton(segment)
            self._layout.addWidget(segment)
            self._segments[key] = segment
        follow(theme, self._restyle)

    @property
    def value(self) -> str:
        """The key of the chosen option."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Chooses without a signal; "" takes the choice back, until a person makes one."""
        if key:
            self._segments[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for segment in self._segments.values():
            segment.setChecked(False)
        self._group.setExclusive(True)

    def choose(self, value: str) -> bool:
        """Chooses by key or word as a click does, with the signal; False when it is not offered."""
        for key, segment in self._segments.items():
            if value in (key, segment.text()) and segment.isEnabled():
                segment.click()
                return True
        return False

    def focus_current(self) -> None:
        """Brings the keyboard to the chosen option, else to the first."""
        self._segments[self.value or next(iter(self._segments))].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_text(self, key: str, text: str) -> None:
        """Changes the word of an option."""
        self._segments[key].setText(text)
        self._restyle()

    def set_option_enabled(self, key: str, enabled: bool) -> None:
        """Lets an option be chosen, or not."""
        self._segments[key].setEnabled(enabled)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the trough that the segments lie in."""
        border = self.theme.colour(ColourRole.BORDER)
        fill = self.theme.colour(ColourRole.SUNKEN)
        paint_box(QPainter(self), self.rect(), self.theme.px(8), fill, border)

    def _restyle(self) -> None:
        self._layout.setContentsMargins(2, 2, 2, 2)
        gap = self.theme.px(2)
        if isinstance(self._layout, FlowLayout):
            self._layout.set_spacing(gap)
        else:
            self._layout.setSpacing(gap)
        self.updateGeometry()
        self.update()
