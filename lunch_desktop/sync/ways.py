"""A way to the server: directly, or through one proxy; and what the person or their IT department chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_SCHEMES: Final = ("http", "https")
_PORTS: Final = {"http": 80, "https": 443}
_KINDS: Final = {"PROXY": "http", "HTTP": "http", "HTTPS": "https"}
"""What a script calls the proxies that we can speak with."""


@dataclass(frozen=True, slots=True)
class Way:
    """`proxy` is the proxy's address, with user and password where they are known; empty: directly."""

    proxy: str = ""

    @property
    def name(self) -> str:
        """The proxy as it may be shown and logged: host and port, without user and password."""
        parts = urlsplit(self.proxy)
        host = parts.hostname or ""
        return f"{f'[{host}]' if ':' in host else host}:{parts.port or _PORTS.get(parts.scheme, 80)}" if host else ""

    @property
    def login(self) -> tuple[str, str] | None:
        """User and password for the proxy."""
        parts = urlsplit(self.proxy)
        return (unquote(parts.username), unquote(parts.password or "")) if parts.username else None

    def as_user(self, user: str, password: str) -> "Way":
        """The same way with a user and a password."""
        parts = urlsplit(self.proxy)
        return Way(f"{parts.scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{self.name}")

    def for_requests(self) -> Mapping[str, str]:
        """The argument `proxies` of requests."""
        return {"http": self.proxy, "https": self.proxy} if self.proxy else {}


DIRECT: Final = Way()


class Kind(StrEnum):
    """Where the proxy comes from."""

    SYSTEM = "system"
    NONE = "none"
    ADDRESS = "address"
    SCRIPT = "pac"


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """`address` is the proxy's, or the script's."""

    kind: Kind = Kind.SYSTEM
    address: str = ""


def proxy_choice(text: str) -> ProxyChoice:
    """What the setting `proxy` says: system, none, the address of a proxy, or pac: and the address of a script.

    Raises ValueError.
    """
    word = text.strip()
    if word in ("", Kind.SYSTEM, Kind.NONE):
        return ProxyChoice(Kind(word or Kind.SYSTEM))
    if word.startswith("pac:"):
        script = word.removeprefix("pac:").strip()
        parts = urlsplit(script)
        if not (parts.hostname if parts.scheme in _SCHEMES else parts.scheme == "file" and parts.path):
            raise ValueError("pac: and an http, https or file address is wanted")
        return ProxyChoice(Kind.SCRIPT, script)
    return ProxyChoice(Kind.ADDRESS, of_address(word).proxy)


def of_address(text: str) -> Way:
    """The way through the proxy at an address, without a scheme an http one. Raises ValueError for another kind."""
    address = text if "://" in text else f"http://{text}"
    parts = urlsplit(address)
    scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    if scheme not in _SCHEMES or not host or any(one.isspace() for one in host):
        raise ValueError("the address of an http or https proxy is wanted")
    user = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    shown = f"[{host}]" if ":" in host else host
    return Way(f"{scheme}://{user}{shown}:{port or _PORTS[scheme]}")


def of_answer(answer: str) -> list[Way]:
    """The ways that a script's answer names, in its order ("PROXY a:80; HTTPS b:443; DIRECT"); an empty one is direct.

    Raises ValueError where it names only what we can't speak with, such as SOCKS.
    """
    ways: list[Way] = []
    named = [one.split() for one in answer.split(";") if one.strip()]
    for words in named:
        kind = words[0].upper()
        if kind == "DIRECT":
            ways.append(DIRECT)
        elif kind in _KINDS and len(words) == 2:
            try:
                ways.append(of_address(f"{_KINDS[kind]}://{words[1]}"))
            except ValueError:
                continue
    if named and not ways:
        raise ValueError(f"it names only {named[0][0][:20]}, which is not supported")
    return list(dict.fromkeys(ways)) or [DIRECT]


def is_this_pc(host: str) -> bool:
    """Whether a name or address is this PC's own; it is never asked for through a proxy."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
