"""The chat as a page: the rooms on the left, one of them on the right; in a narrow window one at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from lunch_desktop.store.desktop.queries.chat_views import MessageHit
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.chat.column import RoomsColumn
from lunch_desktop.ui.pages.chat.conversation import Conversation
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.card import Card

translate = QCoreApplication.translate

_BESIDE_EM: Final = 58
"""From this width on the rooms stand beside the one that is open."""
_COLUMN: Final = 280


class ChatPage(Page):
    """Opened for a room's id, which is that of its party or group. `filled`: the rooms are there."""

    key: ClassVar[str] = "chat"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"rooms", "messages", "read_markers", "parties", "memberships", "groups", "group_members", "employees"}
    )

    filled = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._wanted = ""
        """The room that is to be shown; "" while the person looks at the rooms, or has not chosen."""
        self.column = RoomsColumn(context)
        self.conversation = Conversation(context)
        self._left = Card(self.theme, padding=4)
        self._left.body.addWidget(self.column)
        self._right = Card(self.theme, padding=1)
        self._right.body.addWidget(self.conversation)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._left)
        self._layout.addWidget(self._right, 1)
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)

    @property
    def _is_beside(self) -> bool:
        return self.theme.em(self) >= _BESIDE_EM

    def open(self, subject: str | None) -> None:
        """Show the rooms, and the one that is named."""
        self._name_header()
        if subject:
            self.show_room(subject)
        elif self._wanted:
            self.conversation.open(self._wanted)
        self.column.refresh()
        self._arrange()

    def refresh(self) -> None:
        """Read the rooms and the one that is shown anew."""
        self.column.refresh()
        self.conversation.refresh()

    def show_room(self, room_id: str, hit: MessageHit | None = None) -> None:
        """Show a room, at a message that was found."""
        self._wanted = room_id
        target = (hit.message.id, hit.message.number, self.column.search) if hit is not None else None
        self.conversation.open(room_id, target)
        self.column.mark_open(room_id)
        self._mark_drafts()
        self._arrange()

    def show_rooms(self) -> None:
        """Go back to the rooms."""
        self.conversation.leave()
        self._wanted = ""
        self.column.mark_open("")
        self._mark_drafts()
        self._arrange()
        self.column.focus_first()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._name_header()
        self.column.retranslate()
        self.conversation.retranslate()

    def find_text(self, text: str) -> None:
        """Looks for rooms and for what was said in them."""
        self.column.look_for(text)
        self._arrange()

    def focus_first(self) -> None:
        """What was found; else the field of the room that is shown, or the rooms."""
        if self._wanted and not self.column.search:
            self.conversation.focus_first()
        else:
            self.column.focus_first()

    def commands(self) -> Sequence[Command]:
        """Going between the rooms and the one that is open."""
        return (
            Command(
                "chat.rooms",
                CommandGroup.PAGE,
                lambda: translate("Chat", "All rooms"),
                self.show_rooms,
                ("Alt+Up",),
                Icon.CHAT,
                enabled=lambda: bool(self._wanted),
            ),
        )

    def remember(self) -> dict[str, Any]:
        """Which room is open."""
        return {"room": self._wanted}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """See remember."""
        room = kept.get("room")
        self._wanted = room if isinstance(room, str) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._arrange()

    def _connect(self) -> None:
        self.column.room_chosen.connect(self._choose)
        self.column.hit_chosen.connect(self._choose_hit)
        self.column.nothing_pressed.connect(lambda: self.context.shell.navigate("parties"))
        self.column.filled.connect(self.filled)
        self.conversation.back.connect(self.show_rooms)
        self.conversation.left.connect(self._room_closed)

    def _choose(self, room_id: str) -> None:
        self.show_room(room_id)
        self.conversation.focus_first()

    def _choose_hit(self, hit: MessageHit) -> None:
        self.show_room(hit.message.room_id, hit)

    def _room_closed(self) -> None:
        """Nothing of the room stays, not what was found in it either."""
        self.column.mark_open("")
        self.column.refresh()
        self._mark_drafts()

    def _mark_drafts(self) -> None:
        self.column.mark_drafts(self.conversation.rooms_with_drafts)

    def _name_header(self) -> None:
        title = translate("Chat", "Chat")
        self.setAccessibleName(title)
        self.context.shell.set_header(title)

    def _arrange(self) -> None:
        beside, metrics = self._is_beside, self.theme.metrics
        side = self.theme.px(metrics.space_xl if beside else metrics.space_s)
        self._layout.setContentsMargins(side, self.theme.px(metrics.space_l if beside else metrics.space_s), side, side)
        searching = bool(self.column.search)
        self._right.setVisible(beside or (bool(self._wanted) and not searching))
        self._left.setVisible(beside or not self._wanted or searching)
        self.conversation.head.back_button.setVisible(not beside)
        if beside:
            self._left.setFixedWidth(self.theme.px(_COLUMN))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)

    def _restyle(self) -> None:
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_l))
        self._arrange()
