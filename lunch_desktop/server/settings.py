"""What a server is started with: every setting, declared once.

`docs/settings.md` is written from this declaration; see `server/configuration/` for where values come from.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, Final, get_type_hints
from urllib.parse import quote, unquote

from lunch_desktop.server.configuration import kinds
from lunch_desktop.server.configuration.kinds import Kind
from lunch_desktop.system.mounts import on_network
from lunch_desktop.system.paths import ENVIRONMENT_VARIABLE, DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.weak_passwords import LEAST, LONGEST_SHORTEST, SHORTEST

PREFIX: Final = "LUNCH_SERVER_"
"""Begins the name of every environment variable that is the server's alone."""
FILE_SUFFIX: Final = "_FILE"
"""Ends the name of a variable that names a file with a secret, instead of holding it."""
DATABASE_VARIABLE: Final = "DATABASE_URL"
DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8765
_SQLITE: Final = "sqlite:///"


class Environment(StrEnum):
    """What a server is for. Production refuses weak secrets; elsewhere the API is described to everybody."""

    DEVELOPMENT = "development"
    TESTING = "testing"
    PRODUCTION = "production"


class LogLevel(StrEnum):
    """From which weight on something is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"


class LogTarget(StrEnum):
    """Where the log goes: the data folder's file, standard error, or both."""

    FILE = "file"
    CONSOLE = "console"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `name` is its name in the file; a `secret` has no option, since others see a command line.

    Secrets may also be given as files, by `variable` and FILE_SUFFIX.
    """

    name: str
    kind: Kind
    default: Any
    description: str
    variable: str
    option: str | None
    secret: bool


@dataclass(frozen=True, slots=True)
class Means:
    """What a field of the settings means; `variable` is made from the field's name where it is not given."""

    kind: Kind
    description: str
    variable: str = ""
    option: str | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """All settings in force.

    `announce` and `with_parent` belong to one start: say the address on standard output, end when standard input does.
    """

    environment: Annotated[
        Environment,
        Means(
            kinds.choice(Environment),
            "What the server is for. Production refuses weak secrets and open doors; elsewhere the API is described to "
            "everybody. The demo company makes it development, if nothing else is said.",
            option="--environment",
        ),
    ] = Environment.PRODUCTION
    data_dir: Annotated[
        str | None,
        Means(
            kinds.FOLDER,
            "Where the server keeps its data, its keys and its log; the user's application data by default.",
            variable=ENVIRONMENT_VARIABLE,
            option="--data-dir",
        ),
    ] = None
    host: Annotated[
        str, Means(kinds.text("127.0.0.1 | 0.0.0.0 | ::"), "The address to listen on.", option="--host")
    ] = DEFAULT_HOST
    port: Annotated[
        int, Means(kinds.whole(0, 65_535), "The port to listen on; 0 takes a free one.", option="--port")
    ] = DEFAULT_PORT
    workers: Annotated[
        int, Means(kinds.whole(1, 64), "How many processes serve, on Linux and macOS.", option="--workers")
    ] = 1
    public_address: Annotated[
        str | None,
        Means(
            kinds.url("https", "http", wanted="https://lunch.example.com", bare=True),
            "The address that desktops are given. It is told at the start, and the certificate must be for it.",
            option="--public-address",
        ),
    ] = None
    trusted_proxies: Annotated[
        tuple[str, ...],
        Means(
            kinds.NETWORKS,
            "The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses or networks.",
            option="--trusted-proxies",
        ),
    ] = ()
    certificate: Annotated[
        Path | None,
        Means(
            kinds.PATH,
            "The certificate chain, as PEM, with which the server itself speaks TLS.",
            option="--certificate",
        ),
    ] = None
    certificate_key: Annotated[
        Path | None,
        Means(kinds.PATH, "The certificate's private key, as PEM, without a password.", option="--certificate-key"),
    ] = None
    allow_plain_http: Annotated[
        bool,
        Means(
            kinds.SWITCH,
            "Serve other machines without TLS or a proxy: passwords then cross the network in the clear.",
            option="--allow-plain-http",
        ),
    ] = False
    database_url: Annotated[
        str,
        Means(
            kinds.DATABASE,
            "The company's database; a file in the data folder by default. It may hold a password.",
            variable=DATABASE_VARIABLE,
            secret=True,
        ),
    ] = ""
    database_password: Annotated[
        str,
        Means(
            kinds.SECRET,
            "The database's password, where the address does not hold it.",
            variable="DATABASE_PASSWORD",
            secret=True,
        ),
    ] = ""
    database_pool: Annotated[
        int,
        Means(
            kinds.whole(1, 100),
            "How many connections to the database a process keeps open; under load it opens as many again.",
            option="--database-pool",
        ),
    ] = 8
    redis_url: Annotated[
        str,
        Means(
            kinds.url("redis", "rediss", "unix", wanted="redis://host:6379/0 | rediss://host | unix:///run/redis.sock"),
            "The Redis by which several processes tell each other of commits and count attempts together.",
            variable="REDIS_URL",
            secret=True,
        ),
    ] = ""
    redis_password: Annotated[
        str,
        Means(
            kinds.SECRET,
            "Redis's password, where the address does not hold it.",
            variable="REDIS_PASSWORD",
            secret=True,
        ),
    ] = ""
    keys: Annotated[
        Path | None,
        Means(
            kinds.PATH,
            "The folder of the server's keys, for all of its processes; `server/keys` in the data folder by default.",
            option="--keys",
        ),
    ] = None
    metrics_token: Annotated[
        str,
        Means(
            kinds.SECRET,
            "What a monitoring program elsewhere has to show to read the metrics; without it only this machine may.",
            secret=True,
        ),
    ] = ""
    gathering_seconds: Annotated[
        int,
        Means(
            kinds.whole(10, 86_400),
            "For how long a server that was restored from a backup gathers what desktops know of the time since.",
        ),
    ] = 120
    most_streams: Annotated[int, Means(kinds.whole(1, 200_000), "How many live streams a process holds at most.")] = (
        12_000
    )
    most_streams_per_employee: Annotated[
        int, Means(kinds.whole(1, 1_000), "How many of them belong to one employee at most: one a desktop.")
    ] = 8
    shortest_password: Annotated[
        int,
        Means(
            kinds.whole(LEAST, LONGEST_SHORTEST),
            "How many characters a new password needs; NIST SP 800-63B-4 asks for 15. Those that exist stay good.",
        ),
    ] = SHORTEST
    sign_in_window_minutes: Annotated[
        int, Means(kinds.whole(1, 1_440), "Over which time attempts to sign in are counted.")
    ] = 15
    sign_in_attempts: Annotated[
        int,
        Means(kinds.whole(1, 1_000), "How many failures of one login from one address, or one PC, are allowed then."),
    ] = 5
    sign_in_attempts_per_login: Annotated[
        int,
        Means(
            kinds.whole(1, 100_000),
            "How many of one login from anywhere else; known PCs are counted apart, and not locked out.",
        ),
    ] = 50
    sign_in_attempts_per_address: Annotated[
        int, Means(kinds.whole(1, 100_000), "How many from one address, whatever the login; an office may share one.")
    ] = 50
    audit_days: Annotated[
        int,
        Means(
            kinds.whole(30, 3_650),
            "How long the audit log keeps an entry; what is older goes once a day, in whole sealed batches.",
        ),
    ] = 730
    export_folder: Annotated[
        Path | None,
        Means(
            kinds.PATH,
            "The folder for scheduled exports, which hold personal data: only who may read them should reach it.",
        ),
    ] = None
    export_schedules: Annotated[
        tuple[Mapping[str, Any], ...],
        Means(
            kinds.TABLES,
            'Exports that the server makes by itself, one table each; see docs/exports.md, "On the server".',
        ),
    ] = ()
    log_level: Annotated[
        LogLevel, Means(kinds.choice(LogLevel), "From which weight on something is logged.", option="--log-level")
    ] = LogLevel.INFO
    log_to: Annotated[
        LogTarget,
        Means(kinds.choice(LogTarget), "Where the log goes: a file in the data folder, standard error, or both."),
    ] = LogTarget.FILE
    announce: bool = False
    with_parent: bool = False

    @property
    def production(self) -> bool:
        """Whether the API's description is for signed-in people only, and weak secrets are refused."""
        return self.environment is Environment.PRODUCTION


def _declared() -> Iterator[Setting]:
    hints = get_type_hints(ServerSettings, include_extras=True)
    for one in fields(ServerSettings):
        for means in getattr(hints[one.name], "__metadata__", ()):
            variable = means.variable or PREFIX + one.name.upper()
            yield Setting(one.name, means.kind, one.default, means.description, variable, means.option, means.secret)


SETTINGS: Final = {setting.name: setting for setting in _declared()}
"""Every setting, by name, in the order of their declaration."""


def database_url(folder: DataFolder, given: str) -> str:
    """The database's URL: `given`, or where that is empty, a file in the data folder's `server`.

    PostgreSQL is spoken with psycopg, however the URL names it. Raises Problem: not understood, a relative path (where
    it led would depend on the start), or a path on the network.
    """
    given = given.strip()
    if not given:
        return sqlite_url(folder.server / "company.db")
    scheme, separator, rest = given.partition("://")
    backend = scheme.partition("+")[0].lower()
    if separator and backend in ("postgresql", "postgres"):
        return f"postgresql+psycopg://{rest}"
    if separator and backend == "sqlite":
        return _checked_sqlite(given)
    raise Problem(ProblemCode.DATABASE_URL_INVALID, reason=scheme[:30] if separator else "?")


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
