"""The kinds of values that the desktop's settings take, from text or from TOML's own types.

A kind says what it takes in signs that need no language (`wanted`), and is what a page chooses its control by.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Any, Final, Protocol, Self
from urllib.parse import urlsplit

Stored = bool | int | str
"""A value as files hold it."""


class Kind(Protocol):
    """`parse` makes the value or raises ValueError; `stored` is its way back."""

    @property
    def wanted(self) -> str:
        """What it takes."""
        ...

    def parse(self, value: object) -> Any:
        """The value, from a file's, a variable's or a policy's."""
        ...

    def stored(self, value: Any) -> Stored:
        """The value as a file holds it."""
        ...


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    wanted: str = "true | false"

    def parse(self, value: object) -> bool:
        """Also 1 and 0, as the Windows registry has them. Raises ValueError."""
        if isinstance(value, bool):
            return value
        word = str(value).strip().casefold() if isinstance(value, int) else _text(value).casefold()
        if word in ("true", "1", "yes", "on"):
            return True
        if word in ("false", "0", "no", "off", ""):
            return False
        raise ValueError("true or false is wanted")

    def stored(self, value: bool) -> Stored:
        """As it is."""
        return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few; `words` has what each is called in files, and the value it stands for."""

    words: Mapping[str, Any]

    @classmethod
    def of(cls, among: type[StrEnum]) -> Self:
        """One of an enumeration."""
        return cls(MappingProxyType({one.value: one for one in among}))

    @property
    def wanted(self) -> str:
        """The words."""
        return " | ".join(self.words)

    def parse(self, value: object) -> Any:
        """The value of a word, or the value itself. Raises ValueError."""
        word = _text(value).casefold() if value is not None else self.stored(value)
        if word not in self.words:
            raise ValueError(f"{value!r} is not among {self.wanted}")
        return self.words[word]

    def stored(self, value: Any) -> str:
        """The word."""
        return next(word for word, meant in self.words.items() if meant == value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`; a control goes by `step`, and writes `unit` behind it."""

    least: int
    most: int
    step: int = 1
    unit: str = ""

    @property
    def wanted(self) -> str:
        """The range."""
        return f"{self.least} … {self.most}"

    def parse(self, value: object) -> int:
        """Also from digits. Raises ValueError."""
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(f"{self.wanted} is wanted")
        return value

    def stored(self, value: int) -> Stored:
        """As it is."""
        return value


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a server, with or without https:// before it; empty for none."""

    wanted: str = "https://lunch.example.com"

    def parse(self, value: object) -> str:
        """Raises ValueError."""
        written = _text(value)
        if written:
            _check_address(written if "://" in written else f"https://{written}", "https", "http")
        return written

    def stored(self, value: str) -> Stored:
        """As it is."""
        return value


@dataclass(frozen=True, slots=True)
class File:
    """The whole path of a file; empty for none. Whether it is there is found when it is needed."""

    wanted: str = "C:\\certificates\\company.pem" if sys.platform == "win32" else "/etc/ssl/company.pem"

    def parse(self, value: object) -> str:
        """Raises ValueError."""
        written = _text(value)
        if written and not (PurePosixPath(written).is_absolute() or PureWindowsPath(written).is_absolute()):
            raise ValueError("a whole path is wanted")
        return written

    def stored(self, value: str) -> Stored:
        """As it is."""
        return value


PAC: Final = "pac:"
"""Begins a proxy that is the address of a script which names proxies."""
SYSTEM: Final = "system"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Proxy:
    """SYSTEM, NONE, the address of a proxy, or PAC and the address of a script."""

    wanted: str = f"{SYSTEM} | {NONE} | http://proxy:3128 | {PAC}http://host/proxy.pac"

    def parse(self, value: object) -> str:
        """Raises ValueError."""
        written = _text(value)
        if written.casefold() in ("", SYSTEM):
            return SYSTEM
        if written.casefold() == NONE:
            return NONE
        if written.casefold().startswith(PAC):
            address = written[len(PAC) :].strip()
            _check_address(address, "https", "http", "file")
            return PAC + address
        address = written if "://" in written else f"http://{written}"
        _check_address(address, "https", "http")
        return address

    def stored(self, value: str) -> Stored:
        """As it is."""
        return value


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day to another, which may be on the next day; both are minutes of the wall clock."""

    start: time
    end: time

    def contain(self, moment: time) -> bool:
        """Whether a time of the day lies between them; the end does not belong to them."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class HoursOrNone:
    """Hours, or None; `usual` is offered to whoever switches them on."""

    usual: Hours
    wanted: str = "off | 22:00-08:00"

    def parse(self, value: object) -> Hours | None:
        """Hours are taken as they are. Raises ValueError."""
        if value is None or isinstance(value, Hours):
            return value
        written = _text(value).casefold()
        if written in ("", "off"):
            return None
        found = re.fullmatch(r"(\d{1,2}):(\d\d)\s*[-–~]\s*(\d{1,2}):(\d\d)", written)
        if found is None:
            raise ValueError(f"{self.wanted} is wanted")
        one, other, three, four = map(int, found.groups())
        hours = Hours(time(one, other), time(three, four))
        if hours.start == hours.end:
            raise ValueError("no time lies between them")
        return hours

    def stored(self, value: Hours | None) -> Stored:
        """As people write it."""
        return "off" if value is None else f"{value.start:%H:%M}-{value.end:%H:%M}"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text is wanted")
    return value.strip()


def _check_address(written: str, *schemes: str) -> None:
    if any(character.isspace() or not character.isprintable() for character in written):
        raise ValueError("an address has no spaces")
    parts = urlsplit(written)
    if parts.scheme not in schemes or not (parts.hostname or parts.scheme == "file") or parts.port == 0:
        raise ValueError("another kind of address")
