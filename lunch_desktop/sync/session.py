"""The session of a desktop: who is signed in where. Its facts are kept in a file; its secrets never are."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.system.files import write_atomically
from lunch_desktop.wire.identity import Profile, Tokens

_DAY: Final = 24 * HOUR
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in at which server, as last told by it.

    `seen_at` is when the server last confirmed it, from which `offline_days` count; both times are this PC's clock, in
    milliseconds since the epoch, UTC. `time_zone` (an IANA name) is the office's.
    """

    server: str
    employee_id: str
    login: str
    name: str
    role: Role
    office_id: str
    office_name: str
    time_zone: str
    signed_in_at: Instant
    seen_at: Instant
    offline_days: int

    @property
    def offline_until(self) -> Instant:
        """Until when the desktop may open without the server."""
        return Instant(self.seen_at + self.offline_days * _DAY)

    def confirmed(self, profile: Profile, offline_days: int, now: Instant) -> "Session":
        """The session after the server confirmed it."""
        return replace(
            self,
            login=profile.login,
            name=profile.name,
            role=profile.role,
            office_id=profile.office_id,
            office_name=profile.office_name,
            time_zone=profile.time_zone,
            seen_at=now,
            offline_days=offline_days,
        )


def begun(server: str, tokens: Tokens, now: Instant) -> Session:
    """The session that a sign-in has started."""
    profile = tokens.profile
    return Session(
        server=server,
        employee_id=profile.employee_id,
        login=profile.login,
        name=profile.name,
        role=profile.role,
        office_id=profile.office_id,
        office_name=profile.office_name,
        time_zone=profile.time_zone,
        signed_in_at=now,
        seen_at=now,
        offline_days=tokens.offline_days,
    )


class SessionFile:
    """Keeps the last session between starts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Session | None:
        """The last session; None if there is none, or if the file can't be understood."""
        try:
            return TypeAdapter(Session).validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValidationError, OSError) as error:
            _logger.warning("the last session can't be read: %s", type(error).__name__)
            return None

    def write(self, session: Session) -> None:
        """Keep `session`. A disk that is full costs the next start a sign-in, not this one."""
        try:
            write_atomically(self._path, TypeAdapter(Session).dump_json(session))
        except OSError as error:
            _logger.warning("the session can't be kept: %s", type(error).__name__)

    def forget(self) -> None:
        """Keep none."""
        self._path.unlink(missing_ok=True)
