"""The messages by which admins care for accounts, and by which somebody sets their password anew."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from lunch_desktop.domain.people import Role
from lunch_desktop.wire.identity import LONGEST_LOGIN, LONGEST_PASSWORD

USUAL_RESET_HOURS: Final = 24
MOST_RESET_HOURS: Final = 72


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class AccountInfo(_Message):
    """An account as admins see it; times in milliseconds since the epoch, UTC.

    `employed`: the employee is active. Who signs in is `active`, too.
    """

    employee_id: str
    login: str
    name: str
    role: Role
    active: bool
    employed: bool
    has_password: bool
    created_at: int
    password_changed_at: int | None


class AccountsPage(_Message):
    """Some of the accounts; `next` is what to ask for the following ones with, null after the last."""

    accounts: list[AccountInfo]
    next: str | None = None


class AccountChangeRequest(_Message):
    """What shall be otherwise; what is not named stays. `password` is that of the asking admin."""

    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    role: Role | None = None
    login: str | None = Field(default=None, min_length=3, max_length=LONGEST_LOGIN)
    active: bool | None = None


class ResetRequest(_Message):
    """A reset to be made, good for so many hours. `password` is that of the asking admin, not of whose it resets."""

    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    hours: int = Field(default=USUAL_RESET_HOURS, ge=1, le=MOST_RESET_HOURS)


class ResetMade(_Message):
    """A new reset. The code is said here once; the server keeps only its digest."""

    code: str = Field(repr=False)
    login: str
    name: str
    office_name: str
    expires_at: int


class ResetInfo(_Message):
    """What whoever has a reset may know before they use it: whose it is, and what a password has to be."""

    login: str
    name: str
    office_name: str
    expires_at: int
    shortest_password: int


class ResetUse(_Message):
    """Set a password anew, and sign in."""

    code: str = Field(min_length=20, max_length=200, repr=False)
    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    device_name: str = Field(min_length=1, max_length=100)
