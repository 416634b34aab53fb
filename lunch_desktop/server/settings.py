"""What a server is started with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final
from urllib.parse import quote, unquote

from lunch_desktop.system.mounts import on_network
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode

DATABASE_VARIABLE: Final = "DATABASE_URL"
DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765
_SQLITE: Final = "sqlite:///"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """All of it. `port` 0 takes a free one. `trusted_proxies` are the addresses whose X-Forwarded-For is believed.

    `announce`: say the address on standard output. `with_parent`: end when standard input does.
    """

    database_url: str
    keys: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    announce: bool = False
    with_parent: bool = False
    production: bool = True
    trusted_proxies: tuple[str, ...] = ()
    certificate: Path | None = None
    certificate_key: Path | None = None


def database_url(folder: DataFolder, environment: Mapping[str, str]) -> str:
    """The database's URL: DATABASE_URL of `environment`, else a file in the data folder's `server`.

    PostgreSQL is spoken with psycopg, however the URL names it. Raises Problem: not understood, a relative path (where
    it led would depend on the start), or a path on the network.
    """
    given = environment.get(DATABASE_VARIABLE, "").strip()
    if not given:
        return sqlite_url(folder.server / "company.db")
    scheme, separator, rest = given.partition("://")
    backend = scheme.partition("+")[0].lower()
    if separator and backend in ("postgresql", "postgres"):
        return f"postgresql+psycopg://{rest}"
    if separator and backend == "sqlite":
        return _checked_sqlite(given)
    raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=scheme[:30] or "?")


def sqlite_url(path: Path) -> str:
    """The URL of an absolute path."""
    return _SQLITE + quote(path.as_posix(), safe="/:")


def _checked_sqlite(url: str) -> str:
    path = unquote(url.partition(":///")[2].partition("?")[0]) if ":///" in url else ""
    absolute = PurePosixPath(path).is_absolute() or bool(re.match(r"^[A-Za-z]:[\\/]", path))
    if not absolute and not PureWindowsPath(path).is_absolute():
        raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=f"'{path}' is not an absolute path")
    if on_network(path):
        raise Problem(ProblemCode.NETWORK_PATH, path=path)
    return _SQLITE + path
