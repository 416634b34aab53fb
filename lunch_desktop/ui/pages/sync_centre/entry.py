"""One change in a list of the Sync centre."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.pages.sync_centre.values import BothValues, EntryAction, TwoValues
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

NARROW_BELOW: Final = 480
"""Below this width at 100 %, pill and buttons go under the words."""


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What an entry says. `name` is the whole of it in a sentence; `said` is a refusal that has just come back."""

    key: str
    name: str
    title: str
    detail: str = ""
    glyph: tuple[Icon, ColourRole] | None = None
    pill: PillContent | None = None
    reason: str = ""
    next_step: str = ""
    note: str = ""
    said: str = ""
    values: tuple[TwoValues, ...] = ()
    actions: tuple[EntryAction, ...] = ()
    roomy: bool = False
    """Whether the buttons stand under the words, as where there is something to decide."""
    quiet: bool = False
    """Whether the buttons stand back, as where there is nothing to do."""


class ChangeEntry(QWidget):
    """Shows a change with what can be done about it; `pressed` carries the key of the action."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.last = False
        self._content: EntryContent | None = None
        self._buttons: dict[str, Button] = {}
        secondary = ColourRole.SECONDARY
        self._glyph = IconLabel(theme, Icon.CHECK, secondary, 16)
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._detail = Label(theme, role=TextRole.CAPTION, colour=secondary, wrap=True)
        self._reason = Label(theme, wrap=True)
        self._next = Label(theme, colour=secondary, wrap=True)
        self._values = BothValues(theme)
        self._values.pressed.connect(self.pressed)
        self._table = QWidget()
        self._room = QVBoxLayout(self._table)
        self._room.addWidget(self._values)
        self._said = Label(theme, colour=ColourRole.REFUSED_TEXT, wrap=True)
        self._note = Label(theme, role=TextRole.CAPTION, colour=secondary, wrap=True)
        self._pill = StatePill(theme, PillContent(""))
        self._below, self._beside = QWidget(), QWidget()
        self._flow = FlowLayout(self._below)
        self._side_buttons = QHBoxLayout(self._beside)
        self._build()
        follow(theme, self._restyle)

    def show_content(self, content: EntryContent) -> None:
        """Shows a change; buttons that stay keep the focus. What is shown already costs nothing."""
        if content == self._content:
            return
        self._content = content
        if content.roomy and self._head.indexOf(self._pill) < 0:
            self._head.addWidget(self._pill)
            self._turn()
        set_name(self, content.name)
        self._title.setText(content.title)
        for label, text in (
            (self._detail, content.detail),
            (self._reason, content.reason),
            (self._next, content.next_step),
            (self._said, content.said),
            (self._note, content.note),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._glyph.setVisible(content.glyph is not None)
        if content.glyph is not None:
            self._glyph.set_icon(*content.glyph)
        self._pill.setVisible(content.pill is not None)
        if content.pill is not None:
            self._pill.show_content(content.pill)
        self._values.show_values(content.values)
        self._table.setVisible(bool(content.values))
        self._show_actions(content)

    def button(self, key: str) -> Button | None:
        """The button of an action; None where the entry has none of it."""
        return self._every_button.get(key)

    def focused_action(self) -> str | None:
        """The key of the button that has the focus."""
        return next((key for key, button in self._every_button.items() if button.hasFocus()), None)

    def focus_action(self, key: str | None) -> bool:
        """Gives the focus to the button of `key`, else to the first of its kind; False where there is none."""
        buttons = self._every_button
        kind = (key or "").partition(":")[0]
        alike = (button for one, button in buttons.items() if one.partition(":")[0] == kind)
        target = buttons.get(key or "") or next(alike, None) or next(iter(buttons.values()), None)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def _every_button(self) -> dict[str, Button]:
        """Those of single fields first, as they stand above the others."""
        return {**self._values.buttons, **self._buttons}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the pill under the words where there is no room beside them."""
        super().resizeEvent(event)
        self._turn()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the hairline to the next entry."""
        if not self.last:
            inset = self.theme.px(self.theme.metrics.space_l)
            line = self.rect().adjusted(inset, self.height() - 1, -inset, 0)
            QPainter(self).fillRect(line, self.theme.colour(ColourRole.BORDER))

    def _show_actions(self, content: EntryContent) -> None:
        wanted = {action.key for action in content.actions}
        for key in [key for key in self._buttons if key not in wanted]:
            gone = self._buttons.pop(key)
            gone.hide()
            gone.deleteLater()
        for action in content.actions:
            button = self._buttons.get(action.key) or self._new_button(action.key, content)
            button.setText(action.text)
            button.setToolTip(action.hint)
            set_name(button, action.name)
            button.updateGeometry()
        self._below.setVisible(content.roomy and bool(content.actions))
        self._beside.setVisible(not content.roomy and bool(content.actions))

    def _new_button(self, key: str, content: EntryContent) -> Button:
        is_quiet = content.quiet or (content.roomy and bool(self._buttons))
        kind = ButtonKind.QUIET if is_quiet else ButtonKind.SECONDARY
        button = Button(self.theme, kind=kind, parent=self._below if content.roomy else self._beside)
        button.clicked.connect(lambda: self.pressed.emit(key))
        self._buttons[key] = button
        (self._flow if content.roomy else self._side_buttons).addWidget(button)
        button.show()
        return button

    def _build(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._words = QVBoxLayout()
        self._words.addLayout(self._head)
        for widget in (self._detail, self._reason, self._next, self._table, self._said, self._note, self._below):
            self._words.addWidget(widget)
        self._main = QHBoxLayout()
        self._main.addLayout(self._words, 1)
        self._main.addWidget(self._pill, 0, top)
        self._main.addWidget(self._beside, 0, top)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._glyph, 0, top)
        self._layout.addLayout(self._main, 1)

    def _turn(self) -> None:
        is_narrow = self.width() < self.theme.px(NARROW_BELOW)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        alignment = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignTop
        for layout in (self._head, self._main):
            layout.setDirection(direction)
            for widget in (self._pill, self._beside):
                layout.setAlignment(widget, alignment)
        # Beside a button the pill is as high, so that both share the first line.
        is_beside = not is_narrow and self._main.indexOf(self._pill) >= 0
        self._pill.setFixedHeight(self.theme.px(self.theme.metrics.control if is_beside else self.theme.metrics.pill))

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side, gap = theme.px(metrics.space_l), theme.px(metrics.space_m)
        self._layout.setContentsMargins(side, gap, side, gap)
        self._layout.setSpacing(gap)
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.setSpacing(gap)
        self._head.setSpacing(theme.px(metrics.space_s))
        self._words.setSpacing(theme.px(metrics.space_xs))
        self._side_buttons.setContentsMargins(0, 0, 0, 0)
        self._side_buttons.setSpacing(theme.px(metrics.space_s))
        self._flow.set_spacing(theme.px(metrics.space_s), top=theme.px(metrics.space_s))
        self._room.setContentsMargins(0, theme.px(metrics.space_xs), 0, theme.px(metrics.space_xs))
        self._glyph.setFixedHeight(theme.line(TextRole.BODY))
        self._turn()
        self.update()
