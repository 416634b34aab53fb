"""How long a signed-in device may go on."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.wire.company_policy import CompanyPolicy

_DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Life:
    """What of a device's history says whether it may go on."""

    created_at: Instant
    last_used_at: Instant
    expires_at: Instant
    revoked_at: Instant | None

    @classmethod
    def of(cls, family: Row[Any]) -> "Life":
        """That of a row of `token_families`."""
        return cls(family.created_at, family.last_used_at, family.expires_at, family.revoked_at)


def ends_at(created_at: Instant, policy: CompanyPolicy) -> Instant:
    """When a device has to sign in again, however much it is used."""
    return Instant(created_at + policy.session_days * _DAY)


def idle_time(policy: CompanyPolicy) -> int:
    """For how many milliseconds a device may go unused: never less than it may stay offline."""
    return max(policy.idle_days, policy.offline_days) * _DAY


def is_good(life: Life, policy: CompanyPolicy, now: Instant) -> bool:
    """Whether it may go on now. A shorter policy counts at once; a longer one for what begins under it."""
    ends = min(life.expires_at, ends_at(life.created_at, policy))
    return life.revoked_at is None and now < ends and now - life.last_used_at <= idle_time(policy)
