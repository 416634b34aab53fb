"""What a company's admins decide for every desktop and every session."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

LONGEST_OFFLINE: Final = 90
LONGEST_SESSION: Final = 365

_OfflineDays = Annotated[int, Field(ge=0, le=LONGEST_OFFLINE)]
_SessionDays = Annotated[int, Field(ge=1, le=LONGEST_SESSION)]


class CompanyPolicy(BaseModel):
    """All in days.

    `offline_days`: how long a desktop may open without the server; 0 is never. `idle_days`: how long a device may go
    unused before it has to sign in again, in any case as long as it may stay offline. `session_days`: after how long
    every device has to, however much it is used.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    offline_days: _OfflineDays = 30
    idle_days: _SessionDays = 30
    session_days: _SessionDays = 180


class CompanyPolicyChange(BaseModel):
    """What is to be otherwise; what is left out stays."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offline_days: _OfflineDays | None = None
    idle_days: _SessionDays | None = None
    session_days: _SessionDays | None = None
