"""The kinds of values that settings take, from text or from TOML's own types.

Each says what it takes in signs that need no language, because they stand in messages of every language.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final
from urllib.parse import urlsplit

EVERYBODY: Final = "*"
"""Among proxies: whoever it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`parse` makes the value or raises ValueError, `wanted` shows what it takes, `shown` writes a value for people."""

    name: str
    wanted: str
    parse: Callable[[object], Any]
    shown: Callable[[Any], str] = str


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text is wanted")
    return value.strip()


def _filled(value: object) -> str:
    written = _text(value)
    if not written or any(character.isspace() or not character.isprintable() for character in written):
        raise ValueError("text without spaces is wanted")
    return written


def _secret(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable():
        raise ValueError("printable text is wanted")
    return value


SECRET: Final = Kind("secret", "…", _secret)
"""A password or a token: every printable character counts."""


def text(wanted: str) -> Kind:
    """Any text without spaces."""
    return Kind("text", wanted, _filled)


def whole(least: int, most: int) -> Kind:
    """A whole number from `least` to `most`."""

    def parse(value: object) -> int:
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError("out of range")
        return value

    return Kind("whole number", f"{least} … {most}", parse)


def choice(among: type[StrEnum]) -> Kind:
    """One of the words of `among`."""
    return Kind("choice", " | ".join(among), lambda value: among(_text(value).casefold()))


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = _text(value).casefold()
    if word in ("true", "1", "yes", "on"):
        return True
    if word in ("false", "0", "no", "off"):
        return False
    raise ValueError("true or false is wanted")


SWITCH: Final = Kind("switch", "true | false", _switch, lambda value: "true" if value else "false")


def _path(value: object) -> Path:
    written = _text(value)
    if not PurePosixPath(written).is_absolute() and not PureWindowsPath(written).is_absolute():
        raise ValueError("an absolute path is wanted")
    return Path(written)


PATH: Final = Kind("path", "/an/absolute/path", _path)


def _folder(value: object) -> str:
    written = _text(value)
    if not written:
        raise ValueError("a path is wanted")
    return written


FOLDER: Final = Kind("path", "/a/path", _folder)
"""A path that may be relative to the current folder: it is resolved by whoever opens it."""


def _networks(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list | tuple) else _text(value).split(",")
    return tuple(dict.fromkeys(_network(_text(one)) for part in given for one in _text(part).split(",") if one.strip()))


def _network(written: str) -> str:
    if written == EVERYBODY:
        return written
    network = ip_network(written)
    return written if "/" in written else str(network.network_address)


NETWORKS: Final = Kind("addresses", "10.0.0.5, 10.1.0.0/16", _networks, ", ".join)


def url(*schemes: str, wanted: str, bare: bool = False) -> Kind:
    """An address of one of `schemes`. `bare`: nothing follows the host and port."""

    def parse(value: object) -> str:
        written = _filled(value)
        parts = urlsplit(written)
        if parts.scheme not in schemes or not (parts.hostname or parts.scheme == "unix"):
            raise ValueError("another kind of address")
        if parts.port == 0:
            raise ValueError("no port")
        if bare and (parts.path.strip("/") or parts.query or parts.fragment or parts.username):
            raise ValueError("only a host and a port")
        return written.rstrip("/") if bare else written

    return Kind("address", wanted, parse)


DATABASE: Final = Kind("address", "postgresql://lunch@host/lunch | sqlite:////an/absolute/path", _filled)
"""A database's address; what is wrong with it is told by whoever opens it."""


def _tables(value: object) -> tuple[Mapping[str, Any], ...]:
    given = json.loads(value or "[]") if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(one, dict) for one in given):
        raise ValueError("a list of tables is wanted")
    return tuple(given)


TABLES: Final = Kind(
    "tables",
    '[[export_schedules]] | [{"name": …}, …]',
    _tables,
    lambda tables: ", ".join(str(one.get("name", "?"))[:60] for one in tables),
)
"""Some tables of TOML, or a list of objects of JSON; what is in them is checked by whoever uses them."""
