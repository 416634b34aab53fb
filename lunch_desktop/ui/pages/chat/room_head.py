"""The top of a room: what it is, who is in it, and the way to its party or group."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.chat.reading import RoomContent
from lunch_desktop.ui.pages.chat.words import about_room
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, IconButton
from lunch_desktop.ui.widgets.label import ElidedLabel

translate = QCoreApplication.translate


class RoomHead(QWidget):
    """`back` leads to the rooms, where they are not beside this one."""

    back = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context, self.theme = context, context.theme
        self._content: RoomContent | None = None
        self._low = False
        self.back_button = IconButton(self.theme, Icon.CHEVRON_LEFT, "")
        self.back_button.setObjectName("chat-back")
        self.back_button.clicked.connect(self.back)
        self._title = ElidedLabel(self.theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        set_role(self._title, QAccessible.Role.Heading)
        self._about = ElidedLabel(self.theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.open_button = Button(self.theme, "", icon=Icon.UTENSILS)
        self.open_button.clicked.connect(self._open)
        self.mute_button = IconButton(self.theme, Icon.BELL, "")
        self.mute_button.clicked.connect(self._mute)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._about)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.back_button)
        self._layout.addLayout(words, 1)
        self._layout.addWidget(self.open_button)
        self._layout.addWidget(self.mute_button)
        follow(self.theme, self._restyle)

    def show_room(self, content: RoomContent | None) -> None:
        """Shows another room, or none."""
        self._content = content
        self.retranslate()

    def set_low(self, low: bool) -> None:
        """Where there is hardly any room for messages, one line is enough."""
        if low is not self._low:
            self._low = low
            self._about.setVisible(not low)
            self._restyle()

    def retranslate(self) -> None:
        """Says everything anew."""
        content = self._content
        self.back_button.set_name(translate("Chat", "All rooms"))
        self._title.setText(content.room.name if content is not None else "")
        self._about.setText(self._describe(content) if content is not None else "")
        group = content is not None and content.room.kind is RoomKind.GROUP
        self.open_button.setText(translate("Chat", "To the group") if group else translate("Chat", "To the party"))
        self.open_button.set_glyph(Icon.PEOPLE if group else Icon.UTENSILS)
        muted = content is not None and content.room.muted
        self.mute_button.set_glyph(Icon.BELL_OFF if muted else Icon.BELL)
        self.mute_button.set_name(
            translate("Chat", "Muted: tell me of new messages again")
            if muted
            else translate("Chat", "Mute this room on this PC")
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A hairline parts it from the messages."""
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, self.theme.colour(ColourRole.BORDER))

    def _describe(self, content: RoomContent) -> str:
        count = len(content.members)
        people = translate("Chat", "%n member(s)", None, count)
        about = about_room(content.room, content.time_zone, content.read_at)
        return " · ".join(part for part in (people, about) if part)

    def _open(self) -> None:
        if self._content is not None:
            room = self._content.room
            self._context.shell.navigate("groups" if room.kind is RoomKind.GROUP else "parties", room.id)

    def _mute(self) -> None:
        if self._content is not None:
            room = self._content.room
            self._context.session.mute_room(room.id, muted=not room.muted)

    def _restyle(self) -> None:
        side, space = self.theme.px(self.theme.metrics.space_l), self.theme.px(self.theme.metrics.space_s)
        edge = 0 if self._low else space
        self._layout.setContentsMargins(side, edge, side, edge)
        self._layout.setSpacing(space)
        self.update()
