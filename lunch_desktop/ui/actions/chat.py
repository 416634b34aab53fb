"""What a person does in the chat, one function an action."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from lunch_desktop.domain.chat.deleting import DeleteMessage
from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.chat.rewording import EditMessage
from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.ids import EmployeeId, MessageId, RoomId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.chat_views import RoomView
from lunch_desktop.ui.session import DesktopSession, OnRefused

OnDone = Callable[[Performed], object]


def say(
    session: DesktopSession,
    room: RoomView,
    text: str,
    mentions: Sequence[EmployeeId],
    on_done: OnDone,
    on_refused: OnRefused,
    *,
    receiver: QObject,
) -> None:
    """Say something in a room."""
    args = SendMessage(room.kind.value, RoomId(room.id), text, list(mentions), session.clock.now())
    session.do(Intent("message.send", args), on_done, on_refused, receiver=receiver)


def reword(
    session: DesktopSession,
    room: RoomView,
    message_id: str,
    texts: tuple[str, str],
    mentions: Sequence[EmployeeId],
    on_done: OnDone,
    on_refused: OnRefused,
    *,
    receiver: QObject,
) -> None:
    """Put a message in other words; `texts` are the one that was seen and the one that is wanted."""
    args = EditMessage(room.kind.value, RoomId(room.id), MessageId(message_id), {"text": texts}, list(mentions))
    session.do(Intent("message.edit", args), on_done, on_refused, receiver=receiver)


def delete(session: DesktopSession, kind: RoomKind, room_id: str, message_id: str, on_refused: OnRefused) -> None:
    """Take a message back for everybody."""
    args = DeleteMessage(kind.value, RoomId(room_id), MessageId(message_id))
    session.do(Intent("message.delete", args), None, on_refused)


def withdraw(session: DesktopSession, change: str) -> None:
    """Take back a message that the server has not got."""
    session.discard([change])


def let_go(session: DesktopSession, change: str) -> None:
    """A message that was refused is not wanted any more."""
    session.mark_seen([change])
