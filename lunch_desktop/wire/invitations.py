"""The messages of invitations, and the link that carries one from a person to another."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final
from urllib.parse import parse_qs, quote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from lunch_desktop.domain.times import Instant
from lunch_desktop.wire.identity import LONGEST_LOGIN, LONGEST_PASSWORD
from lunch_desktop.wire.pins import is_pin, with_pin

LINK_SCHEME: Final = "lunch-desktop"
MOST_USES: Final = 50
MOST_DAYS: Final = 30
USUAL_DAYS: Final = 7
LONGEST_NAME: Final = 60
"""Characters of a person's or a company's name."""
_BEGINS: Final = re.compile(rf"{LINK_SCHEME}://(join|reset)\?", re.IGNORECASE | re.ASCII)
_LONGEST_TEXT: Final = 20_000
_MOST_PARTS: Final = 20
_VERSION: Final = "1"
_LAST_MOMENT: Final = 253_402_300_799_999
"""The end of the year 9999: what says more is no time."""


def plain_name(name: str) -> str:
    """A name as it is kept: composed, one space between words. Raises ValueError for what can't be one."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain or len(plain) > LONGEST_NAME or any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in plain):
        raise ValueError("a name is wanted")
    return plain


Name = Annotated[str, AfterValidator(plain_name)]


def digest_of(code: str) -> str:
    """What the server keeps of a code, and what it is asked by: who reads addresses in a log learns no code."""
    return hashlib.sha256(code.encode()).hexdigest()


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class InvitationRequest(_Message):
    """An invitation to be made. `login` is the only address it is good for, `department_id` the newcomers' team.

    Without a department they come to the inviter's, whose circle they start in.
    """

    login: str | None = Field(default=None, min_length=3, max_length=LONGEST_LOGIN)
    department_id: str | None = None
    uses: int = Field(default=1, ge=1, le=MOST_USES)
    days: int = Field(default=USUAL_DAYS, ge=1, le=MOST_DAYS)


class InvitationMade(_Message):
    """A new invitation. The code is said here once; the server keeps only its digest."""

    code: str = Field(repr=False)
    office_name: str
    expires_at: int
    uses: int


class OpenInvitation(_Message):
    """One that somebody could accept now, for admins; times in milliseconds since the epoch, UTC.

    It is named by its code's digest, by which nobody can come. `login` is the only address it is good for, if any.
    """

    digest: str
    department_id: str
    department_name: str
    login: str | None
    uses: int
    used: int
    created_at: int
    created_by: str
    maker_name: str
    expires_at: int


class OpenInvitations(_Message):
    """The newest first."""

    invitations: list[OpenInvitation]


class InvitationInfo(_Message):
    """What whoever has an invitation may know before they accept it. Times in milliseconds since the epoch, UTC.

    `shortest_password`: how many characters it needs; servers that don't say it ask for 8.
    """

    office_name: str
    expires_at: int
    shortest_password: int = 8


class AcceptRequest(_Message):
    """Become an employee. What is wrong with the name is said by the name alone."""

    code: str = Field(min_length=20, max_length=200, repr=False)
    name: Name
    login: str = Field(min_length=1, max_length=LONGEST_LOGIN)
    password: str = Field(min_length=1, max_length=LONGEST_PASSWORD, repr=False)
    device_name: str = Field(min_length=1, max_length=100)


class BrokenLink(ValueError):
    """There is a link in a text, but not all of it."""


class LinkPurpose(StrEnum):
    """What a link leads to."""

    JOIN = "join"
    RESET = "reset"
    """To a new password for an account that exists; its code is a reset's."""


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """What a link says: where the server is, the code, and for people, whose invitation it is and until when.

    `pin` is of a server that nobody vouches for, such as a team's own; else it is empty.
    """

    server: str
    code: str
    company: str
    until: Instant
    pin: str = ""
    purpose: LinkPurpose = LinkPurpose.JOIN

    def __repr__(self) -> str:
        return f"InvitationLink(server={self.server!r})"

    @property
    def place(self) -> str:
        """The server's address with its pin, to be connected to."""
        return with_pin(self.server, self.pin)

    def text(self) -> str:
        """The link; its last part shows that it is whole. What a later version adds is passed over by this one."""
        parts = {
            "server": self.server,
            "code": self.code,
            "until": str(self.until),
            "company": self.company,
            **({"pin": self.pin} if self.pin else {}),
            "v": _VERSION,
        }
        begins = f"{LINK_SCHEME}://{self.purpose}?"
        return begins + "&".join(f"{name}={quote(value, safe=':/[]')}" for name, value in parts.items())


def link_in(text: str) -> InvitationLink | None:
    """The link in a pasted text, anywhere in it; None where there is none. Raises BrokenLink.

    Mail programs break long lines, and a field of one line makes spaces of that: what follows the link's beginning is
    tried without them, too.
    """
    begins = _BEGINS.search(text[:_LONGEST_TEXT])
    if begins is None:
        return None
    rest = text[begins.start() : begins.start() + _LONGEST_TEXT]
    first = re.split(r"[\s<>\"'“”‘’]", rest, maxsplit=1)[0]
    for candidate in (first, "".join(rest.split())):
        found = _parsed(candidate)
        if found is not None:
            return found
    raise BrokenLink("the link is not whole")


def _parsed(link: str) -> InvitationLink | None:
    begins = _BEGINS.match(link)
    if begins is None:
        return None
    try:
        parts = parse_qs(link[begins.end() :], max_num_fields=_MOST_PARTS)
    except ValueError:
        return None
    said = {name: values[0] for name, values in parts.items()}
    until = re.match(r"\d{1,15}$", said.get("until", ""))
    code, server = said.get("code", ""), said.get("server", "")
    if "v" not in said or not until or not re.fullmatch(r"[\w-]{20,200}", code, re.ASCII) or not _is_web(server):
        return None
    pin = said.get("pin", "")
    if "pin" in said and not (is_pin(pin) and urlsplit(server).scheme == "https"):
        return None  # with a pin that can't be held to, the server would be anybody
    try:
        company = plain_name(said.get("company", ""))
    except ValueError:
        return None
    until_when = Instant(min(int(until[0]), _LAST_MOMENT))
    return InvitationLink(server, code, company, until_when, pin, LinkPurpose(begins[1].lower()))


def _is_web(server: str) -> bool:
    try:
        parts = urlsplit(server)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        return False
