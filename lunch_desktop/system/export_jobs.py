"""What a program and the child process that makes an export for it say to each other, one object of JSON a line.

The parent begins with an ExportJob, which holds secrets: it goes through the pipe alone, never on a command line, into
the environment or a log. After it the parent writes Answers; the end of its input ends the child. The child writes
Reports: how far it is, what it needs, and at last one that ends it (`done`, `problem`, `cancelled` or `crashed`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import SecretStr, field_serializer

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportHead, ExportRequest
from lunch_desktop.wire.sync import Message

NOT_REACHED: Final = frozenset(
    {
        ProblemCode.SERVER_UNREACHABLE,
        ProblemCode.NO_NETWORK,
        ProblemCode.SERVER_NAME_UNKNOWN,
        ProblemCode.SERVER_DATABASE_DOWN,
        ProblemCode.SERVER_RECOVERING,
        ProblemCode.NOT_OUR_SERVER,
        ProblemCode.CAPTIVE_PORTAL,
        ProblemCode.PROXY_UNREACHABLE,
        ProblemCode.PROXY_REFUSED,
        ProblemCode.WORKING_OFFLINE,
    }
)
"""Problems that say no more than that the server is not there: an export can be made of what this desktop holds."""

Source = Literal["server", "desktop"]


class ExportCancelled(Exception):
    """The person gave it up; what was at the target is there still."""


@dataclass(frozen=True, slots=True)
class ExportDone:
    """A file that is there: how many rows it holds, how many bytes it has, and where its rows came from."""

    path: Path
    rows: int
    bytes: int
    source: Source


@dataclass(frozen=True, slots=True)
class Progress:
    """So many rows of so many are written; how many seconds it will still take, where that can be told."""

    rows: int
    of: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whose rows an export that no server has seen is going to hold, and how many of each employee."""

    head: ExportHead
    rows: dict[str, int]


class ServerPlace(Message):
    """How the company server is reached: its place, the ways there as proxies' addresses, whom to trust, a token."""

    place: str
    ways: tuple[SecretStr, ...]
    company_ca: str
    plain_http: bool
    token: SecretStr

    @field_serializer("ways", when_used="json")
    def _ways(self, ways: tuple[SecretStr, ...]) -> list[str]:
        return [way.get_secret_value() for way in ways]

    @field_serializer("token", when_used="json")
    def _token(self, token: SecretStr) -> str:
        return token.get_secret_value()


class DesktopPlace(Message):
    """An account's file on this PC; `key` is in hex, None for a plain file."""

    database: str
    key: SecretStr | None

    @field_serializer("key", when_used="json")
    def _key(self, key: SecretStr | None) -> str | None:
        return None if key is None else key.get_secret_value()


class ExportJob(Message):
    """An export to be made. Exactly one of `server` and `desktop` is there.

    `made_at` is the moment (ms) of a file that is made without the server, whose clock counts otherwise. `waiting`
    counts the changes on this desktop that were not sent. `logs` is a folder.
    """

    request: ExportRequest
    target: str
    made_at: int
    waiting: int
    logs: str
    server: ServerPlace | None = None
    desktop: DesktopPlace | None = None

    def as_line(self) -> bytes:
        """The job with its secrets, for the pipe."""
        return self.model_dump_json().encode() + b"\n"


class Answer(Message):
    """What the parent says after the job: to give up, another token, or that the subjects were noted."""

    cancel: bool = False
    token: SecretStr | None = None
    noted: bool = False

    @field_serializer("token", when_used="json")
    def _token(self, token: SecretStr | None) -> str | None:
        return None if token is None else token.get_secret_value()

    def as_line(self) -> bytes:
        """The answer with its secret, for the pipe."""
        return self.model_dump_json(exclude_defaults=True).encode() + b"\n"


class Report(Message):
    """What the child says. `wants_token`: the server refused the one that it had."""

    progress: Progress | None = None
    wants_token: bool = False
    subjects: Subjects | None = None
    done: ExportDone | None = None
    problem: dict[str, Any] | None = None
    cancelled: bool = False
    crashed: str = ""

    def as_line(self) -> bytes:
        """For the pipe."""
        return self.model_dump_json(exclude_defaults=True).encode() + b"\n"


def as_facts(problem: Problem) -> dict[str, Any]:
    """A problem as values of JSON."""
    return {"code": problem.code.value, "facts": dict(problem.facts)}


def of_facts(said: dict[str, Any]) -> Problem:
    """The problem that was told. Raises LookupError, TypeError or ValueError for what is none."""
    return Problem(ProblemCode(said["code"]), **said["facts"])
