"""The messages of sign-in, and of who somebody is."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from lunch_desktop.domain.people import Role

LONGEST_LOGIN: Final = 254
"""Characters; the longest e-mail address there is (RFC 5321)."""
LONGEST_PASSWORD: Final = 1024
"""Characters; a bound on hashing, far beyond any passphrase."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SignInRequest(_Message):
    """`login` is the e-mail address in any case; the password is taken exactly as typed.

    `device_token`: of an earlier sign-in at this PC; whatever else it is, is as good as none.
    """

    login: str = Field(min_length=1, max_length=LONGEST_LOGIN)
    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    device_name: str = Field(min_length=1, max_length=100)
    device_token: str | None = Field(default=None, max_length=200, repr=False)


class RefreshRequest(_Message):
    """Also what ends a session."""

    refresh_token: str = Field(min_length=20, max_length=200, repr=False)


class Profile(_Message):
    """Who is signed in. `time_zone` (an IANA name) is the office's; `extension` is the desk telephone, as text."""

    employee_id: str
    login: str
    name: str
    role: Role
    office_id: str
    office_name: str
    time_zone: str
    department_id: str
    department_name: str
    extension: str


class Tokens(_Message):
    """What sign-in and refresh give. `expires_in` is the access token's remaining life in seconds.

    `offline_days`: how long a desktop may open with this session while it can't reach the server. `device_token` comes
    with a sign-in, to be shown at the next one from the same PC.
    """

    access_token: str = Field(repr=False)
    token_type: str = "Bearer"
    expires_in: int
    refresh_token: str = Field(repr=False)
    offline_days: int
    profile: Profile
    device_token: str | None = Field(default=None, repr=False)


class PasswordChange(_Message):
    """Takes the current password too, so that an open desktop is not enough."""

    current: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    new: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)


class PasswordRules(_Message):
    """What a new password has to be, beside hard to guess: how many characters."""

    shortest: int
    longest: int = LONGEST_PASSWORD


class Device(_Message):
    """One signed-in device of an employee; times in milliseconds since the epoch, UTC.

    `network` is the part of the internet from which it was last used; "" where it is nobody's but the employee's own.
    """

    id: str
    name: str
    created_at: int
    last_used_at: int
    current: bool
    network: str = ""


class Devices(_Message):
    """The devices that are signed in now."""

    devices: list[Device]


class DeviceName(_Message):
    """What a device is to be called."""

    name: str = Field(min_length=1, max_length=100, pattern=r"\S")


class DeviceEnding(_Message):
    """Takes the password, so that an open desktop is not enough to sign others out.

    `lost`: the device is in other hands, and what is on it shall not be opened any more.
    """

    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    lost: bool = False


class DevicesEnding(_Message):
    """Ends all other devices, with `everywhere` the asking one too."""

    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    everywhere: bool = False


class EverybodysDevicesEnding(_Message):
    """Ends the devices of all employees but the asking one."""

    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)


class ForeignDeviceEnding(_Message):
    """An admin ends a device of somebody else; see DeviceEnding."""

    lost: bool = False


class DevicesEnded(_Message):
    """How many devices were signed out."""

    ended: int
