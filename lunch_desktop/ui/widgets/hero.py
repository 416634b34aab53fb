"""The card that answers "what about my lunch today?", equally high in every state."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.avatar import AvatarStack
from lunch_desktop.ui.widgets.base import follow, paint_box, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

_MOST_ACTIONS = 3


@dataclass(frozen=True, slots=True)
class HeroAction:
    """A button of the hero. With an icon and no word it needs a name."""

    key: str
    text: str = ""
    kind: ButtonKind = ButtonKind.SECONDARY
    icon: Icon | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class HeroContent:
    """What the hero says; ``name`` is the whole of it in words. Empty slots take no room, the card keeps its height."""

    name: str
    place: str
    line: str = ""
    time: str = ""
    countdown: str = ""
    pill: PillContent | None = None
    faces: tuple[str, ...] = ()
    seats: str = ""
    free: int = 0
    actions: tuple[HeroAction, ...] = ()


class HeroCard(QWidget):
    """Shows a ``HeroContent``. ``action`` carries the key of the button pressed."""

    action = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone = Tone.NEUTRAL
        self._stacked = False
        self._keys: list[str] = []
        set_role(self, QAccessible.Role.Grouping)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._time = Label(theme, role=TextRole.TIME, weight=Weight.BOLD)
        self._countdown = Label(theme, weight=Weight.SEMIBOLD, colour=ColourRole.SECONDARY)
        self._pill = StatePill(theme, PillContent(""))
        self._faces = AvatarStack(theme, 24)
        self._place = ElidedLabel(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._line = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self._buttons = [Button(theme) for _ in range(_MOST_ACTIONS)]
        for position, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, position=position: self._pressed(position))
            button.hide()
        self._build()
        follow(theme, self._restyle)

    def show_content(self, content: HeroContent) -> None:
        """Shows something else; a button that stays keeps the focus."""
        set_name(self, content.name)
        self._tone = content.pill.tone if content.pill is not None else Tone.NEUTRAL
        self._time.setText(content.time)
        self._countdown.setText(content.countdown)
        self._countdown.setVisible(bool(content.countdown))
        self._clock.setVisible(bool(content.time))
        if content.pill is not None:
            self._pill.show_content(content.pill)
        self._pill.setVisible(content.pill is not None)
        self._faces.show_people(content.faces, content.seats, content.free)
        self._faces.setVisible(bool(content.faces or content.seats))
        self._head.setVisible(content.pill is not None or bool(content.faces or content.seats))
        self._place.setText(content.place)
        self._line.setText(content.line)
        self._line.setVisible(bool(content.line))
        self._show_actions(content.actions)
        self._arrange()
        self.updateGeometry()
        self.update()

    def button(self, key: str) -> Button | None:
        """The button of an action, for menus and focus."""
        return self._buttons[self._keys.index(key)] if key in self._keys else None

    def minimumSizeHint(self) -> QSize:
        """136 px high, one line of buttons more where the card is narrow."""
        metrics = self.theme.metrics
        extra = metrics.control + metrics.space_m if self._stacked else 0
        return QSize(self.theme.px(240), self.theme.px(metrics.hero + extra))

    def sizeHint(self) -> QSize:
        """The same in every state."""
        return QSize(self.theme.px(560), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons below the words where the card is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the card with the bar of its state at the left."""
        painter = QPainter(self)
        radius = self.theme.px(self.theme.metrics.radius_card)
        border = self.theme.colour(ColourRole.BORDER)
        paint_box(painter, self.rect(), radius, self.theme.colour(ColourRole.SURFACE), border)
        colour = self.theme.state(self._tone)[0]
        if self._tone is Tone.NEUTRAL:
            colour = self.theme.colour(ColourRole.CONTROL)
        outline = QPainterPath()
        outline.addRoundedRect(self.rect(), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(outline)
        painter.fillRect(QRect(0, 0, self.theme.px(self.theme.metrics.state_bar), self.height()), colour)

    def _build(self) -> None:
        self._clock, self._head = QWidget(self), QWidget(self)
        clock = QVBoxLayout(self._clock)
        clock.setContentsMargins(0, 0, 0, 0)
        clock.setSpacing(0)
        clock.addStretch()
        clock.addWidget(self._time)
        clock.addWidget(self._countdown)
        clock.addStretch()
        self._head_layout = QHBoxLayout(self._head)
        self._head_layout.setContentsMargins(0, 0, 0, 0)
        self._head_layout.addWidget(self._pill)
        self._head_layout.addWidget(self._faces)
        self._head_layout.addStretch()
        self._words = QVBoxLayout()
        self._words.addStretch()
        self._words.addWidget(self._head)
        self._words.addWidget(self._place)
        self._words.addWidget(self._line)
        self._words.addStretch()
        self._button_row = QHBoxLayout()
        for button in self._buttons:
            self._button_row.addWidget(button)
        self._upper = QHBoxLayout()
        self._upper.addWidget(self._clock)
        self._upper.addLayout(self._words, 1)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(self._upper, 1)
        self._upper.addLayout(self._button_row)

    def _show_actions(self, actions: tuple[HeroAction, ...]) -> None:
        self._keys = [action.key for action in actions[:_MOST_ACTIONS]]
        for button, action in zip(self._buttons, actions, strict=False):
            button.setText(action.text)
            button.set_kind(action.kind)
            button.set_glyph(action.icon)
            set_name(button, action.name or action.text)
            button.setToolTip("" if action.text else action.name)
            button.show()
        for button in self._buttons[len(self._keys) :]:
            button.hide()

    def _pressed(self, position: int) -> None:
        if position < len(self._keys):
            self.action.emit(self._keys[position])

    def _arrange(self) -> None:
        """Decides by the width alone, so that the height is the same in every state."""
        stacked = self.theme.em(self) < 36
        if stacked != self._stacked:
            self._stacked = stacked
            self._upper.removeItem(self._button_row)
            self._outer.removeItem(self._button_row)
            (self._outer if stacked else self._upper).addLayout(self._button_row)
            self._button_row.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.updateGeometry()

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_l)
        self._outer.setContentsMargins(side + theme.px(metrics.state_bar), side, side, side)
        self._outer.setSpacing(theme.px(metrics.space_m))
        self._upper.setSpacing(theme.px(metrics.space_xl))
        self._words.setSpacing(theme.px(metrics.space_xs))
        self._head_layout.setSpacing(theme.px(metrics.space_m))
        self._button_row.setSpacing(theme.px(metrics.space_s))
        self._arrange()
        self.updateGeometry()
        self.update()
