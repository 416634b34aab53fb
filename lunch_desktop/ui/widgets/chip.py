"""Chips: a filter that is on or off, and the one that tells how sync stands."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.accessible import ButtonInterface, speak_for_themselves
from lunch_desktop.ui.widgets.base import HoverFade, announce, follow, mix, paint_box, paint_focus, set_name


class _Chip(QPushButton):
    """A round-ended button with an icon and a word; subclasses say in which colours."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._hover = HoverFade(theme, self)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def glyph(self) -> Icon | None:
        """The icon before the word."""
        return None

    def look(self, hover: float) -> tuple[QColor, QColor, QColor]:
        """Text, fill and border."""
        raise NotImplementedError

    def ground(self, hover: float) -> tuple[QColor, QColor, QColor]:
        """Text, fill and border, pressed or not."""
        text, fill, border = self.look(hover)
        if self.isDown() and not self.theme.high_contrast:
            fill = mix(fill, self.theme.colour(ColourRole.CONTROL), 0.15)
        return text, fill, border

    def sizeHint(self) -> QSize:
        """Icon, word and padding; 32 px high."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + self.theme.px(24)
        if self.glyph() is not None:
            width += self.theme.px(16 + 6)
        return QSize(width, self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the chip."""
        painter = QPainter(self)
        text, fill, border = self.ground(self._hover.value)
        radius, width, dashed = self.height() / 2, 1.0, False
        if self.theme.high_contrast:
            width = 3.0 if self.isDown() else 2.0 if self._hover.value > 0 else 1.0
            dashed = not self.isEnabled()
        paint_box(painter, self.rect(), radius, fill, border, width=width, dashed=dashed)
        if self.hasFocus():
            paint_focus(painter, self.rect(), radius, self.theme.colour(ColourRole.ACCENT))
        left, icon = self.theme.px(12), self.glyph()
        if icon is not None:
            side = self.theme.px(16)
            pixmap = self.theme.icon_pixmap(icon, text, 16, self.devicePixelRatioF())
            painter.drawPixmap(left - self.theme.px(2), (self.height() - side) // 2, pixmap)
            left += side + self.theme.px(4)
        painter.setFont(self.font())
        painter.setPen(text)
        place = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD, tabular=True))
        self.updateGeometry()
        self.update()


class FilterChip(_Chip):
    """A filter; ``toggled`` says when it goes on or off. On, it has a check mark besides its colour."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setCheckable(True)
        speak_for_themselves()
        self.toggled.connect(self._restyle)
        follow(theme, self._restyle)

    def accessible(self) -> QAccessibleInterface:
        """One of several in a group where only one can be on, else a switch of its own."""
        group: QButtonGroup | None = self.group()
        one_of_several = group is not None and group.exclusive()
        return ButtonInterface(self, QAccessible.Role.RadioButton if one_of_several else QAccessible.Role.CheckBox)

    def glyph(self) -> Icon | None:
        """A check mark while the filter is on."""
        return Icon.CHECK if self.isChecked() else None

    def look(self, hover: float) -> tuple[QColor, QColor, QColor]:
        """Outlined when off, selected when on."""
        colour = self.theme.colour
        if not self.isEnabled():
            return colour(ColourRole.DISABLED), colour(ColourRole.SUNKEN), colour(ColourRole.BORDER)
        if self.isChecked():
            fill = mix(colour(ColourRole.SELECTED), colour(ColourRole.ACCENT), hover * 0.12)
            return colour(ColourRole.TEXT), fill, colour(ColourRole.ACCENT)
        fill = mix(colour(ColourRole.SURFACE), colour(ColourRole.PRESSED), hover)
        return colour(ColourRole.SECONDARY), fill, colour(ColourRole.CONTROL)


class SyncState(Enum):
    """What the sync chip can say."""

    UP_TO_DATE = "up_to_date"
    OFFLINE = "offline"
    SENDING = "sending"
    NEEDS_ATTENTION = "needs_attention"


_SYNC_LOOK = {
    SyncState.UP_TO_DATE: (Icon.SYNCED, Tone.NEUTRAL),
    SyncState.OFFLINE: (Icon.OFFLINE, Tone.REQUESTED),
    SyncState.SENDING: (Icon.SENDING, Tone.NEUTRAL),
    SyncState.NEEDS_ATTENTION: (Icon.WARNING, Tone.REFUSED),
}


class SyncChip(_Chip):
    """How sync stands, always visible; a click opens the sync centre."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self._state = SyncState.UP_TO_DATE
        follow(theme, self._restyle)

    @property
    def state(self) -> SyncState:
        """What the chip says now."""
        return self._state

    def show_state(self, state: SyncState, text: str, name: str = "") -> None:
        """Shows a state with its words; ``name`` is what a screen reader says where the words are too short."""
        worse = state is not self._state and state is not SyncState.UP_TO_DATE
        self._state = state
        self.setText(text)
        set_name(self, name or text)
        if worse:
            announce(self, name or text)
        self._restyle()

    def glyph(self) -> Icon | None:
        """The icon of the state."""
        return _SYNC_LOOK[self._state][0]

    def look(self, hover: float) -> tuple[QColor, QColor, QColor]:
        """The colours of the state."""
        tone = _SYNC_LOOK[self._state][1]
        text, fill = self.theme.state(tone)
        border = self.theme.colour(ColourRole.BORDER)
        if tone is Tone.NEUTRAL:
            fill = self.theme.colour(ColourRole.SURFACE)
        elif not self.theme.high_contrast:
            border = fill
        return text, mix(fill, self.theme.colour(ColourRole.PRESSED), hover * 0.6), border
