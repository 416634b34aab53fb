"""What is told in passing, in the window or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import SECOND, Instant
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.actions.inbox import leads_to
from lunch_desktop.ui.shell.telling import IN_THE_INBOX_ALONE
from lunch_desktop.ui.texts.inbox import inbox_text
from lunch_desktop.ui.texts.notices import notice_text
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate

ASKED_JUST_NOW: Final = 30 * SECOND
"""What is refused within this time of being asked for, the window says where the person looks."""
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Message:
    """A toast: what it says, and the page and subject that it leads to.

    `private` and `private_detail` say it without naming anybody.
    """

    title: str
    detail: str
    private: str
    private_detail: str
    icon: Icon
    page: str
    subject: str | None = None


def is_worth_telling(entry: InboxEntry, now: Instant) -> bool:
    """Whether an entry deserves a toast: what is over, or was said already, waits in the inbox."""
    if entry.party is not None and entry.party.ends_at <= now:
        return False
    if entry.kind == InboxKind.REFUSED:
        return bool(entry.at - entry.details.get("asked_at", 0) > ASKED_JUST_NOW)
    if entry.kind == InboxKind.FILE:
        return not notice_text(str(entry.details.get("kind")), entry.details.get("details", {})).calm
    return entry.kind not in IN_THE_INBOX_ALONE


def message_of(entries: Sequence[InboxEntry], time_zone: str) -> Message:
    """One message of all that has come; several lead to the inbox."""
    texts = [inbox_text(entry, time_zone) for entry in entries]
    if len(entries) == 1:
        page, subject = leads_to(entries[0])
        text = texts[0]
        return Message(text.title, text.detail, text.plain, text.plain_detail, text.icon, page, subject)
    count = len(entries)
    title = translate("Tray", "%n new message(s)", None, count)
    latest = list(reversed(texts))[:_MOST_NAMED]
    named, unnamed = ("\n".join(words) for words in ([t.title for t in latest], [t.plain for t in latest]))
    return Message(title, named, title, unnamed, Icon.BELL, "inbox")
