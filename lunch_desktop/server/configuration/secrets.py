"""Secrets: which are too weak for production, and how a value that may hold one is shown."""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

MASK: Final = "***"
SHORTEST_PASSWORD: Final = 12
SHORTEST_TOKEN: Final = 24
"""Characters."""
_FEWEST_DIFFERENT: Final = 5
_GUESSED: Final = frozenset(
    {
        "admin",
        "change",
        "changeit",
        "changeme",
        "company",
        "database",
        "default",
        "demo",
        "example",
        "lunch",
        "password",
    }
    | {"passwort", "postgres", "postgresql", "qwerty", "redis", "root", "secret", "server", "test", "token", "user"}
)
_SECRET_PARAMETERS: Final = ("password", "passwd", "secret", "token", "sslpassword")


def is_weak(secret: str, shortest: int, *names: str) -> bool:
    """Whether somebody may guess it: short, of few characters, or its letters are usual words or `names`."""
    plain = "".join(character for character in secret.casefold() if character.isalpha())
    usual = _GUESSED | {name.casefold() for name in names if name}
    made_of_usual = re.fullmatch("(?:" + "|".join(map(re.escape, sorted(usual))) + ")*", plain) is not None
    return (
        len(secret) < shortest
        or len(set(secret)) < _FEWEST_DIFFERENT
        or secret.casefold() in usual
        or (made_of_usual and bool(plain))
    )


def masked(address: str) -> str:
    """An address without its password, or with nothing of it where it can't be taken apart."""
    try:
        parts = urlsplit(address)
        query = [(name, MASK if name in _SECRET_PARAMETERS else value) for name, value in parse_qsl(parts.query)]
    except ValueError:
        return f"{address.partition('://')[0]}://{MASK}" if "://" in address else MASK
    user, separator, host = parts.netloc.rpartition("@")
    if separator and ":" in user:
        user = f"{user.partition(':')[0]}:{MASK}"
    if not parts.scheme or "@" in parts.path:  # a password with a slash ends up there
        return MASK
    written = f"?{urlencode(query, safe='/*')}" if query else ""
    return f"{parts.scheme}://{user}{separator}{host}{parts.path}{written}"


def password_of(address: str) -> str:
    """The password in an address; empty where there is none, or it can't be taken apart."""
    try:
        parts = urlsplit(address)
        return unquote(parts.password or dict(parse_qsl(parts.query)).get("password", ""))
    except ValueError:
        return ""


def with_password(address: str, password: str) -> str:
    """The address with this password in the place of its own."""
    parts = urlsplit(address)
    user, _, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{name}:{quote(password, safe='')}@{host}"))
