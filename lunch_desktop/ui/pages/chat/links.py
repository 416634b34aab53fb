"""Addresses in what people write: found carefully, and shown as what they are."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^“”‘’「」『』]+", re.IGNORECASE)
_TRAILING: Final = ".,;:!?…·、。】》)]"
_DIRECTION: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
"""Marks that turn the direction of what is around them: with them one address can look like another."""
_INVISIBLE: Final = dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD, 0x180E))
_FIRST_SYLLABLE: Final = 0xAC00
_LAST_SYLLABLE: Final = 0xD7A3
_MOST_LETTERS: Final = 2_048


@dataclass(frozen=True, slots=True)
class Link:
    """An address that stands between `start` and `end` of a text. `host` is shown where it is opened."""

    start: int
    end: int
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Plain:
    """What is shown of a text, with the addresses in it."""

    text: str
    links: tuple[Link, ...]


def plain_text(text: str) -> Plain:
    """A text without marks that change the direction of others, its addresses with the host as it is looked up.

    Only http and https are addresses, without a name or password before the host, as that is how a host is faked.
    """
    clean = without_marks(text)
    shown, links, behind = "", [], 0
    for found in _ADDRESS.finditer(clean):
        written = _without_trailing(found.group())
        link = _read(written)
        if link is None:
            continue
        url, host, honest = link
        shown += clean[behind : found.start()]
        links.append(Link(len(shown), len(shown) + len(honest), url, host))
        shown += honest
        behind = found.start() + len(written)
    return Plain(shown + clean[behind:], tuple(links))


def without_marks(text: str) -> str:
    """A text whose letters stand where they seem to stand; lines end in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return lines.translate(_DIRECTION)


def _without_trailing(written: str) -> str:
    """Without what belongs to the sentence: a full stop, a bracket that was opened before the address."""
    while written and written[-1] in _TRAILING:
        if written[-1] == ")" and written.count("(") >= written.count(")"):
            break
        written = written[:-1]
    return written


def _read(written: str) -> tuple[str, str, str] | None:
    """What is opened, the host to show, and the address to show; None for what should not be opened by a click."""
    try:
        parts = urlsplit(written)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    fakes = parts.username is not None or written.translate(_INVISIBLE) != written
    if not host or fakes or len(written) > _MOST_LETTERS:
        return None
    looked_up = _looked_up(host)
    if looked_up is None:
        return None
    seen = host if _is_plain_to_read(host) else looked_up
    place = f"[{looked_up}]" if ":" in looked_up else looked_up
    behind = f":{port}" if port is not None else ""
    honest = written if seen == host else _joined(parts, seen + behind)
    return _joined(parts, place + behind), seen, honest


def _joined(parts: SplitResult, place: str) -> str:
    return urlunsplit((parts.scheme.lower(), place, parts.path, parts.query, parts.fragment))


def _looked_up(host: str) -> str | None:
    """The host as the network knows it; None where no host can be called so."""
    if host.isascii():
        return host if re.fullmatch(r"[a-z0-9._:%-]+", host) and not _has_gap(host) else None
    try:
        return unicodedata.normalize("NFKC", host).encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None


def _has_gap(host: str) -> bool:
    return ":" not in host and not all(host.removesuffix(".").split("."))


def _is_plain_to_read(host: str) -> bool:
    """Whether each part of a host is of the plain Latin letters or all Hangul syllables: nothing that looks like
    something else.
    """
    return all(
        part.isascii() or all(_FIRST_SYLLABLE <= ord(letter) <= _LAST_SYLLABLE for letter in part)
        for part in host.split(".")
    )
