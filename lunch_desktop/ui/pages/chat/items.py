"""A message as a row shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import QCoreApplication

from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


class Delivery(StrEnum):
    """How far a message has come."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    REFUSED = "refused"


class MarkKind(Enum):
    """What part of a text is more than letters."""

    LINK = "link"
    MENTION = "mention"
    ME = "me"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Mark:
    """From `start` to `end` of a text; `target` is the address of a link."""

    start: int
    end: int
    kind: MarkKind
    target: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class MessageItem:
    """One message with all that its row says. Texts are in the language in force.

    `written` is the text as it was written, `text` what is shown of it. `day` is a heading above it, or "". `fresh`: it
    is the first that was not read when the room was opened. `first` and `last` tell where it stands among messages that
    one person wrote within minutes. `unread` is how many have not read it. `change` is the waiting or refused change
    that it comes from.
    """

    id: str
    number: int
    author_id: str
    author: str
    mine: bool
    written: str
    text: str
    marks: tuple[Mark, ...]
    time: str
    delivery: Delivery = Delivery.DELIVERED
    reason: str = ""
    change: str = ""
    edited: bool = False
    deleted: bool = False
    unread: int = 0
    day: str = ""
    fresh: bool = False
    first: bool = True
    last: bool = True

    @property
    def name(self) -> str:
        """Author, time, text, state: what a screen reader says."""
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield translate("Chat", "Me") if self.mine else self.author
        yield self.time
        yield translate("Chat", "This message was deleted") if self.deleted else self.text
        if any(mark.kind is MarkKind.ME for mark in self.marks):
            yield translate("Chat", "mentions you")
        if self.edited and not self.deleted:
            yield translate("Chat", "edited")
        if self.delivery is Delivery.WAITING:
            yield translate("Chat", "waiting to be sent")
        elif self.delivery is Delivery.REFUSED:
            yield fill(translate("Chat", "not sent: %1"), self.reason)
        elif self.unread:
            unread = self.unread
            yield translate("Chat", "%n not read", None, unread)


@dataclass(frozen=True, slots=True)
class NotYet:
    """Stands for a message that is being read from the file."""

    number: int

    @property
    def name(self) -> str:
        """What a screen reader says meanwhile."""
        return translate("Chat", "One moment")
