"""What is said of rooms."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.store.desktop.queries.chat_views import MessageView, RoomView
from lunch_desktop.ui.pages.chat.links import without_marks
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, day_heading, short_day

translate = QCoreApplication.translate


def about_room(room: RoomView, time_zone: str, now: Instant) -> str:
    """When its party meets, or that it is a group's."""
    if room.cancelled:
        ended = room.kind is RoomKind.GROUP
        return translate("Chat", "The group has ended") if ended else translate("Chat", "The party was cancelled")
    if room.kind is RoomKind.GROUP:
        return translate("Chat", "Lunch group")
    if room.meets_at is None or room.day is None:
        return translate("Chat", "Lunch party")
    return f"{day_heading(room.day, day_of(now, time_zone))} {clock(room.meets_at, time_zone)}"


def last_words(room: RoomView) -> str:
    """The last thing that was said there, in one line, with its author."""
    if room.last is None:
        return translate("Chat", "Nobody has said anything yet")
    return fill(translate("Chat", "%1: %2"), author_of(room.last), one_line(room.last))


def author_of(message: MessageView) -> str:
    """Their name, or that it was me."""
    return translate("Chat", "Me") if message.mine else message.author or "?"


def one_line(message: MessageView) -> str:
    """A message without its line breaks."""
    if message.deleted:
        return translate("Chat", "This message was deleted")
    return " ".join(without_marks(message.text).split())


def when(instant: Instant, time_zone: str, now: Instant) -> str:
    """The time today, the day before that."""
    day = day_of(instant, time_zone)
    return clock(instant, time_zone) if day == day_of(now, time_zone) else short_day(day)
