"""What the first screen can lead to, as the rest of the program offers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunch_desktop.sync.session import Session
    from lunch_desktop.ui.pages.hosting.host import Host
    from lunch_desktop.wire.accounts import ResetInfo
    from lunch_desktop.wire.invitations import (
        InvitationInfo,
        InvitationLink,
        InvitationMade,
        InvitationRequest,
        OpenInvitations,
    )


@dataclass(frozen=True, slots=True)
class Ways:
    """Everything here waits, raises Problem, and is run on a worker thread.

    `join` takes link, name, login and password. `look_around` prepares the demo company and gives the Services of its
    window; without it, or without a `host`, there is no such way in. `reset` takes the link of a reset and the new
    password, `withdraw` the digest of an invitation.
    """

    look_at: "Callable[[InvitationLink], InvitationInfo]"
    join: "Callable[[InvitationLink, str, str, str], Session]"
    invite: "Callable[[InvitationRequest], InvitationMade]"
    host: "Host | None" = None
    look_around: Callable[[], Any] | None = None
    look_at_reset: "Callable[[InvitationLink], ResetInfo] | None" = None
    reset: "Callable[[InvitationLink, str], Session] | None" = None
    open_invitations: "Callable[[], OpenInvitations] | None" = None
    withdraw: Callable[[str], None] | None = None
