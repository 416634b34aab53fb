"""What stands in the way of a start: all of it at once, not the first thing met."""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import redis
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from lunch_desktop.server.configuration.certificates import of_certificate
from lunch_desktop.server.configuration.kinds import EVERYBODY
from lunch_desktop.server.configuration.secrets import (
    SHORTEST_PASSWORD,
    SHORTEST_TOKEN,
    is_weak,
    masked,
    password_of,
    with_password,
)
from lunch_desktop.server.configuration.sources import Configuration
from lunch_desktop.server.exports.schedules import schedules_of
from lunch_desktop.server.settings import ServerSettings, database_url
from lunch_desktop.store.company.inspecting import Found, look_at, parsed
from lunch_desktop.store.company.seals import KEY_FILE, Seals
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode

_WIDEST: Final = {4: 8, 6: 32}
"""The shortest prefix of a network that is believed to be of proxies only."""
_ANSWER_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Checked:
    """Settings that are complete, and all that was found: `found` is the database's state where it answers.

    `tolerable` problems do not keep a server from serving: without Redis it goes on by itself.
    """

    settings: ServerSettings
    problems: tuple[Problem, ...]
    tolerable: tuple[Problem, ...]
    found: Found | None


def check(
    configuration: Configuration, folder: DataFolder, *, demo: bool, programs_environment: Mapping[str, str]
) -> Checked:
    """Check everything, and change nothing. `programs_environment` may hold what PostgreSQL's library reads itself."""
    problems = list(configuration.problems)
    settings = configuration.settings
    keys = settings.keys or folder.server / "keys"
    database = ""
    found = None
    try:
        database = complete_database(database_url(folder, settings.database_url), settings.database_password)
        found = look_at(database)
    except Problem as problem:
        problems.append(problem)
    whole = replace(settings, keys=keys, database_url=database, redis_url=_redis(settings))
    problems += _production(whole, demo, programs_environment) if whole.production else ()
    problems += of_certificate(whole)
    problems += _keys(keys)
    problems += _schedules(whole)
    if whole.workers > 1 and sys.platform == "win32":
        problems.append(Problem(ProblemCode.WORKERS_UNSUPPORTED, workers=whole.workers))
    tolerable = tuple(_reached_redis(whole.redis_url)) if whole.redis_url else ()
    return Checked(whole, tuple(problems), tolerable, found)


def _schedules(settings: ServerSettings) -> Iterator[Problem]:
    yield from schedules_of(settings.export_schedules)[1]
    if settings.export_schedules and settings.export_folder is None:
        yield Problem(ProblemCode.EXPORT_FOLDER_MISSING)


def complete_database(url: str, password: str) -> str:
    """The database's URL, with the password of its own setting where the URL holds none. Raises Problem."""
    where = parsed(url)
    if not password or where.password or where.get_backend_name() == "sqlite":
        return url
    return where.set(password=password).render_as_string(hide_password=False)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_plain_beyond(settings: ServerSettings) -> bool:
    """Whether other machines reach the server without TLS and without a proxy that would have it."""
    return settings.certificate is None and not settings.trusted_proxies and not is_loopback(settings.host)


def _redis(settings: ServerSettings) -> str:
    if settings.redis_url and settings.redis_password:
        return with_password(settings.redis_url, settings.redis_password)
    return settings.redis_url


def _production(settings: ServerSettings, demo: bool, environment: Mapping[str, str]) -> Iterator[Problem]:
    if demo:
        yield Problem(ProblemCode.DEMO_IN_PRODUCTION)
    if settings.database_url.startswith("postgresql") and _database_open(settings.database_url, environment):
        yield Problem(ProblemCode.DATABASE_PASSWORD_WEAK)
    if settings.redis_url and _redis_open(settings.redis_url):
        yield Problem(ProblemCode.SECRET_SHORT, name="redis_password", length=SHORTEST_PASSWORD)
    if settings.metrics_token and is_weak(settings.metrics_token, SHORTEST_TOKEN):
        yield Problem(ProblemCode.SECRET_SHORT, name="metrics_token", length=SHORTEST_TOKEN)
    wide = [one for one in settings.trusted_proxies if _is_wide(one)]
    if wide:
        yield Problem(ProblemCode.PROXIES_TOO_WIDE, proxies=", ".join(wide))
    if is_plain_beyond(settings) and not settings.allow_plain_http:
        yield Problem(ProblemCode.PLAIN_HTTP, host=settings.host)


def _database_open(url: str, environment: Mapping[str, str]) -> bool:
    """Whether somebody may guess a way in. A socket of this machine, a password file or a certificate is a way too."""
    try:
        where = parsed(url)
    except Problem:  # told where the database was looked at
        return False
    password = str(where.password or where.query.get("password") or environment.get("PGPASSWORD", ""))
    by_socket = not where.host and str(where.query.get("host", "/")).startswith("/")
    if not password and (by_socket or {"passfile", "sslcert"} & where.query.keys()):
        return False
    return is_weak(password, SHORTEST_PASSWORD, where.username or "", where.database or "", where.host or "")


def _redis_open(url: str) -> bool:
    parts = urlsplit(url)
    if not password_of(url) and (parts.scheme == "unix" or is_loopback(parts.hostname or "")):
        return False
    return is_weak(password_of(url), SHORTEST_PASSWORD, parts.username or "", parts.hostname or "")


def _is_wide(proxy: str) -> bool:
    if proxy == EVERYBODY:
        return True
    network = ip_network(proxy)
    return network.prefixlen < _WIDEST[network.version]


_FORMER_AUDIT_KEYS: Final = "audit-"
"""Begins the names of keys that the audit log was sealed with; their public halves are enough."""


def _keys(folder: Path) -> Iterator[Problem]:
    """What is wrong with the keys that are there; those that are missing are made by the start."""
    try:
        files = sorted(folder.iterdir()) if folder.exists() else []
    except OSError:
        yield Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(folder))
        return
    for file in files:
        if file.name != KEY_FILE and file.suffix != ".pem":
            continue
        try:
            if os.name != "nt" and file.stat().st_mode & 0o077:
                yield Problem(ProblemCode.KEY_FILE_EXPOSED, path=str(file))
            elif file.name == KEY_FILE:
                Seals(file.read_bytes())
            elif file.name.startswith(_FORMER_AUDIT_KEYS) and b"PRIVATE" not in file.read_bytes():
                load_pem_public_key(file.read_bytes())
            else:
                load_pem_private_key(file.read_bytes(), password=None)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
            yield Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(file))


def _reached_redis(url: str) -> Iterator[Problem]:
    try:
        with redis.Redis.from_url(
            url, socket_connect_timeout=_ANSWER_SECONDS, socket_timeout=_ANSWER_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        yield Problem(ProblemCode.REDIS_UNREACHABLE, redis=masked(url), reason=type(error).__name__)
