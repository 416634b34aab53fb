"""Which news are told by a toast: each kind follows one of the person's settings. The inbox keeps all of it."""

from collections.abc import Mapping
from typing import Final

from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.system.settings import Settings

IN_THE_INBOX_ALONE: Final = frozenset({InboxKind.NEW_HOST, InboxKind.GROUP_NEW_HOST})
"""Worth an entry, but no toast."""
ALWAYS: Final = frozenset({InboxKind.REFUSED, InboxKind.CONFLICT, InboxKind.SET_ASIDE, InboxKind.FILE})
"""About the person's own changes and data: nobody wants to miss these."""
SETTING_OF: Final[Mapping[str, str]] = {
    InboxKind.REMINDER: "tell_reminders",
    InboxKind.INVITED: "tell_invitations",
    InboxKind.GROUP_INVITED: "tell_invitations",
    InboxKind.GROUP_HOST: "tell_lunches",
    InboxKind.PROPOSED: "tell_invitations",
    InboxKind.VOTE_OPENED: "tell_lunches",
    InboxKind.VOTE_DECIDED: "tell_lunches",
    InboxKind.PROPOSAL_AGREED: "tell_lunches",
    InboxKind.PROPOSAL_DECLINED: "tell_lunches",
    InboxKind.PROPOSAL_EXPIRED: "tell_lunches",
    InboxKind.SEATED: "tell_lunches",
    InboxKind.WAITLISTED: "tell_lunches",
    InboxKind.PROMOTED: "tell_lunches",
    InboxKind.SEAT_FREE: "tell_lunches",
    InboxKind.SEATED_BY: "tell_lunches",
    InboxKind.LAPSED: "tell_lunches",
    InboxKind.CANCELLED: "tell_lunches",
    InboxKind.MOVED: "tell_lunches",
    InboxKind.MADE_HOST: "tell_lunches",
    InboxKind.MEMBERS: "tell_members",
    InboxKind.LATE: "tell_members",
    InboxKind.MESSAGES: "tell_messages",
    InboxKind.MENTIONED: "tell_mentions",
}
"""By kind, the name of the setting that says whether it is told."""


def is_wanted(kind: str, settings: Settings) -> bool:
    """Whether the person wants to be told of this kind; of one that this version doesn't know, too."""
    name = SETTING_OF.get(kind)
    return name is None or bool(getattr(settings, name))
