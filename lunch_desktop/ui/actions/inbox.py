"""What a person does with the inbox."""

from collections.abc import Sequence

from lunch_desktop.store.desktop.inbox import OF_CHANGES, OF_GROUPS, OF_PROPOSALS, OF_TALK, InboxKind
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.session import DesktopSession


def read_entries(session: DesktopSession, ids: Sequence[int]) -> None:
    """I have read these."""
    session.mark_inbox_seen(ids)


def read_all(session: DesktopSession, up_to: int) -> None:
    """I want to read none of the entries up to this one any more."""
    session.mark_all_inbox_seen(up_to)


def leads_to(entry: InboxEntry) -> tuple[str, str | None]:
    """The page, and the subject there, that an entry is about; what takes a decision leads to the Sync centre."""
    if entry.kind in OF_CHANGES or entry.kind == InboxKind.FILE:
        return "sync", None
    if entry.kind in OF_TALK:
        return "chat", entry.subject
    if entry.kind in OF_GROUPS:
        return "groups", entry.subject
    if entry.kind in OF_PROPOSALS:
        return "today", None
    return "parties", entry.subject
