"""The session of a desktop: who is signed in where. Its facts are kept in a file; its secrets never are."""

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.system.files import read, remove, write_atomically
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.pins import is_pin, parted, with_pin

if TYPE_CHECKING:
    from lunch_desktop.wire.identity import Profile, Tokens

_DAY: Final = 24 * HOUR
_NUMBERS: Final = frozenset({"signed_in_at", "seen_at", "offline_days", "observed_at", "elapsed"})
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in at which server, as last told by it.

    `seen_at` is when the server last confirmed it; times are this PC's clock, in milliseconds since the epoch, UTC.
    `time_zone` (an IANA name) is the office's.

    `offline_days` count from `seen_at`. A clock that is set back takes nothing off them: `elapsed` is how much of them
    had passed at `observed_at`, when the clock was last looked at, and whatever time is seen to pass after that counts.

    `pin` is of a server that nobody vouches for, and `home` what stands for the server's address in the name of the
    account's folder and its secrets; both are empty for a server that is known by its address.
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
    observed_at: int = 0
    elapsed: int = 0
    pin: str = ""
    home: str = ""

    @property
    def place(self) -> str:
        """The server's address with its pin, to be connected to."""
        return with_pin(self.server, self.pin)

    @property
    def identity(self) -> tuple[str, str]:
        """What tells this account from every other on this PC."""
        return self.home or self.server, self.employee_id

    def observed(self, now: Instant) -> "Session":
        """The session after a look at the clock."""
        return replace(self, observed_at=now, elapsed=self._offline_for(now))

    def check_offline_days(self, now: Instant, *, running: bool = False) -> None:
        """Raises Problem `offline_too_long` where the server has to confirm the session before it may go on.

        Where it is open already (`running`) it is not closed for a network that is away for moments.
        """
        if self._offline_for(now) >= max(self.offline_days * _DAY, HOUR if running else 0):
            raise Problem(ProblemCode.OFFLINE_TOO_LONG, days=self.offline_days)

    def _offline_for(self, now: Instant) -> int:
        """Milliseconds since the server's last word. A leap of the clock is no time that was seen to pass."""
        step = now - self.observed_at
        return max(now - self.seen_at, self.elapsed + (step if 0 < step <= _DAY else 0))

    def confirmed(self, profile: "Profile", offline_days: int, now: Instant) -> "Session":
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
            observed_at=now,
            elapsed=0,
        )


def begun(place: str, tokens: "Tokens", now: Instant, home: str = "") -> Session:
    """The session that a sign-in has started, at the server of a place. Raises ValueError for one with a broken pin."""
    profile = tokens.profile
    server, pin = parted(place)
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
        observed_at=now,
        pin=pin,
        home=home,
    )


class SessionFile:
    """Keeps the last session between starts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Session | None:
        """The last session; None if there is none, or if the file can't be understood."""
        try:
            return session_in(json.loads(read(self._path)))
        except FileNotFoundError:
            return None
        except (LookupError, TypeError, ValueError, OSError) as error:
            _logger.warning("the last session can't be read: %s", type(error).__name__)
            return None

    def write(self, session: Session) -> None:
        """Keep `session`. A disk that is full costs the next start a sign-in, not this one."""
        try:
            write_atomically(self._path, json.dumps(as_json(session), ensure_ascii=False).encode())
        except OSError as error:
            _logger.warning("the session can't be kept: %s", type(error).__name__)

    def forget(self) -> None:
        """Keep none."""
        remove(self._path)


def as_json(session: Session) -> dict[str, Any]:
    """The facts of a session as JSON values."""
    return asdict(session)


def session_in(said: dict[str, Any]) -> Session:
    """The session of these facts. Raises LookupError, TypeError or ValueError where they are none."""
    former: dict[str, Any] = {"observed_at": 0, "elapsed": 0, "pin": "", "home": ""}
    """What earlier versions did not write."""
    values = {one.name: (former | said)[one.name] for one in fields(Session)}
    for name, value in values.items():
        if type(value) is not (int if name in _NUMBERS else str):
            raise TypeError(name)
    if values.get("pin") and not is_pin(values["pin"]):
        raise ValueError("no pin")
    return Session(**{**values, "role": Role(values["role"])})
