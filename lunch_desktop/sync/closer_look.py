"""Which part is down, where a request only knows that no answer came."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import lunch_desktop
from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.sync.ways import is_this_pc
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem, ProblemCode

_SOMEWHERE: Final = (("192.0.2.1", 9), ("2001:db8::1", 9, 0, 0))
"""Addresses of nobody (RFC 5737, RFC 3849): the system is asked for its route there, and nothing is sent."""
_ABOUT_CERTIFICATES: Final = frozenset({ProblemCode.CERTIFICATE_NOT_TRUSTED})
_UNREACHED: Final = frozenset({ProblemCode.SERVER_UNREACHABLE})


def look_closer(problem: Problem, clock: Clock, newest: Callable[[], Instant] | None = None) -> Problem:
    """The same problem, or what is behind it. It may wait for a name to be looked up.

    `newest` is a time that has passed for certain: when this program was installed.
    """
    if problem.code in _ABOUT_CERTIFICATES:
        return _clock_problem(clock, newest or _installed) or problem
    if problem.code not in _UNREACHED:
        return problem
    server = str(problem.facts["server"])
    host = urlsplit(server).hostname or ""
    if is_this_pc(host):
        return problem
    if not _has_network():
        return Problem(ProblemCode.NO_NETWORK)
    return problem if _is_known(host) else Problem(ProblemCode.SERVER_NAME_UNKNOWN, server=server)


def _has_network() -> bool:
    """Whether this PC sees a way to anywhere else."""
    for target in _SOMEWHERE:
        family = socket.AF_INET6 if ":" in target[0] else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asking:
                asking.connect(target)
                return True
        except OSError:
            continue
    return False


def _is_known(host: str) -> bool:
    try:
        return bool(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):
        return False


def _clock_problem(clock: Clock, newest: Callable[[], Instant]) -> Problem | None:
    now = clock.now()
    if now >= newest() - 24 * HOUR:
        return None
    return Problem(ProblemCode.CLOCK_WRONG, day=datetime.fromtimestamp(now / 1000, UTC).date().isoformat())


def _installed() -> Instant:
    """When the program's files were written."""
    return Instant(int(Path(str(lunch_desktop.__file__)).stat().st_mtime * 1000))
