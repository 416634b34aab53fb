"""The navigation at the left: every page with its icon and its word, or icons alone where room is short."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import ButtonInterface, set_role, speak_for_themselves
from lunch_desktop.ui.widgets.badge import badge_size, paint_badge
from lunch_desktop.ui.widgets.base import HoverFade, follow, paint_focus, paint_ground, set_name


@dataclass(frozen=True, slots=True)
class RailItem:
    """A page of the rail."""

    key: str
    text: str
    icon: Icon
    at_end: bool = False


class _RailButton(QAbstractButton):
    """One page: icon, word, badge."""

    def __init__(self, theme: Theme, item: RailItem, rail: "NavigationRail") -> None:
        super().__init__(rail)
        self.theme, self.item, self.badge, self.compact = theme, item, "", False
        self._rail = rail
        self._hover = HoverFade(theme, self)
        speak_for_themselves()
        self.setText(item.text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def accessible(self) -> QAccessibleInterface:
        return ButtonInterface(self, QAccessible.Role.PageTab)

    def sizeHint(self) -> QSize:
        side = self.theme.px(40)
        return QSize(side if self.compact else self.theme.px(160), side)

    def minimumSizeHint(self) -> QSize:
        # In a low window with large letters all pages stay in sight, closer together.
        return QSize(self.theme.px(40), self.theme.px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._rail.move_focus(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        radius = theme.px(theme.metrics.radius_button)
        paint_ground(
            painter,
            theme,
            self.rect(),
            radius,
            hover=self._hover.value,
            pressed=self.isDown(),
            selected=self.isChecked(),
            on_canvas=True,
        )
        if self.hasFocus():
            paint_focus(painter, self.rect(), radius, theme.colour(ColourRole.ACCENT))
        colour = theme.colour(ColourRole.TEXT if self.isChecked() else ColourRole.SECONDARY)
        side = theme.px(20)
        left = (self.width() - side) // 2 if self.compact else theme.px(12)
        tint = theme.colour(ColourRole.ACCENT) if self.isChecked() else colour
        top = (self.height() - side) // 2
        painter.drawPixmap(left, top, theme.icon_pixmap(self.item.icon, tint, 20, self.devicePixelRatioF()))
        room = self._paint_badge(painter)
        if not self.compact:
            painter.setFont(theme.font(TextRole.BODY, Weight.SEMIBOLD if self.isChecked() else Weight.REGULAR))
            painter.setPen(colour)
            place = QRect(left + side + theme.px(12), 0, room - left - side - theme.px(16), self.height())
            text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
            self.setToolTip(self.text() if text != self.text() else "")
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_badge(self, painter: QPainter) -> int:
        """Draws the badge; gives the x where the word must end."""
        theme = self.theme
        if not self.badge:
            return self.width() - theme.px(8)
        small = self.compact
        width, height = badge_size(theme, self.badge, small=small)
        if small:
            rect = QRect(self.width() - width, 0, width, height)
        else:
            rect = QRect(self.width() - width - theme.px(8), (self.height() - height) // 2, width, height)
        paint_badge(painter, theme, rect, self.badge, small=small)
        return rect.x()


class NavigationRail(QWidget):
    """Shows the pages; ``chosen`` carries the key of the page a person chose. Up and Down move, Enter chooses."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._compact = False
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        set_role(self, QAccessible.Role.PageTabList)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._layout = QVBoxLayout(self)
        self._layout.addStretch()
        follow(theme, self._restyle)

    def show_items(self, items: tuple[RailItem, ...]) -> None:
        """Shows these pages, those ``at_end`` at the bottom; keeps the current one."""
        current = self.current
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons.clear()
        while self._layout.count():
            self._layout.takeAt(0)
        for at_end in (False, True):
            for item in items:
                if item.at_end is at_end:
                    self._add(item)
            if not at_end:
                self._layout.addStretch()
        self.set_current(current)
        self.set_compact(self._compact)

    @property
    def current(self) -> str:
        """The key of the page shown."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Marks a page as the one shown; no signal."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def set_badge(self, key: str, text: str, name: str = "") -> None:
        """Shows a count beside a page; ``name`` says in words what is counted ("알림, 안 읽음 3")."""
        button = self._buttons[key]
        button.badge = text
        set_name(button, name or f"{button.text()} {text}".strip())
        button.update()

    @property
    def compact(self) -> bool:
        """Whether it shows icons alone."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Shows icons alone, their words in tooltips."""
        self._compact = compact
        for button in self._buttons.values():
            button.compact = compact
            button.setToolTip(button.text() if compact else "")
        self._restyle()

    def move_focus(self, button: QAbstractButton, step: int) -> None:
        """Moves the focus to a neighbour, round the ends."""
        buttons = list(self._buttons.values())
        position = next(place for place, other in enumerate(buttons) if other is button)
        buttons[(position + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line to the page."""
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self.theme.colour(ColourRole.BORDER))

    def _add(self, item: RailItem) -> None:
        button = _RailButton(self.theme, item, self)
        set_name(button, item.text)
        button.clicked.connect(lambda _checked=False, key=item.key: self.chosen.emit(key))
        self._buttons[item.key] = button
        self._group.addButton(button)
        self._layout.addWidget(button)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self.setFixedWidth(theme.px(metrics.icon_rail if self._compact else metrics.rail))
        side = theme.px(metrics.space_s)
        self._layout.setContentsMargins(side, theme.px(metrics.space_m), side + 1, theme.px(metrics.space_m))
        self._layout.setSpacing(theme.px(metrics.space_xs))
        for button in self._buttons.values():
            button.updateGeometry()
        self.update()
