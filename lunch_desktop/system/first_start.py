"""A second start hands what it was asked for to the first, and ends. Nothing heavy is imported for that.

An export is handed over in the same way, but the first start goes on telling how far it is until the file is there, and
the second one listens; if it goes, the export is given up.

The first start listens at a place that follows from the data folder, the person and the session at this PC: two data
folders have two programs, and nobody is answered in a window that stands on another screen.
"""

import json
import logging
import os
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final, cast

log = logging.getLogger(__name__)

TAKEN: Final = b"taken\n"
"""What the first start answers."""
LARGEST: Final = 64 * 1024
"""Bytes of a message; a link is shorter."""
ANSWER_SECONDS: Final = 5.0
"""A first start that is busy for longer than this does not answer any more; a window is then better than none."""
BEAT_SECONDS: Final = 0.5
"""How often the first start says at least something while it makes a file that another one has asked for."""
SILENT_SECONDS: Final = 30.0
"""A first start that says nothing for so long makes no file any more."""
_LONGEST_PLACE: Final = 100
"""Bytes; the address of a socket holds 104 on macOS, with the zero at its end."""
_ACTIVATION: Final = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""With these a window manager lets the first start come to the front on behalf of the second."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a start was asked for: a page, a link, staying in the tray; `activation` lets a window come to the front."""

    page: str = ""
    link: str = ""
    minimised: bool = False
    activation: Mapping[str, str] = field(default_factory=dict)

    def as_message(self) -> bytes:
        """One line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_message(cls, message: bytes) -> "Asked":
        """What another start sent. Raises ValueError for anything else."""
        match json.loads(message):
            case {"page": str(page), "link": str(link), "minimised": bool(minimised), "activation": dict(said)}:
                activation = {name: str(said[name]) for name in _ACTIVATION if name in said}
                return cls(page, link, minimised, activation)
        raise ValueError("not a start of this program")


@dataclass(frozen=True, slots=True)
class Start:
    """A start of the program: where it meets others on the same data (None: nowhere), and what it was asked for.

    `folder` is the person's own data, where that is what it opens.
    """

    place: str | None
    asked: Asked
    folder: Path | None = None


def activation_of(environment: Mapping[str, str]) -> dict[str, str]:
    """What the system gave this start for coming to the front."""
    return {name: environment[name] for name in _ACTIVATION if environment.get(name)}


def meeting_place(folder: Path, environment: Mapping[str, str], platform: str = sys.platform) -> str | None:
    """Where the first start on a data folder listens, as QLocalServer takes it; None where no safe place is found.

    On Windows a pipe, whose name tells sessions apart; elsewhere a socket in a folder that is the person's alone.
    """
    person = str(os.getuid()) if platform != "win32" else os.environ.get("USERNAME", "")
    session = _windows_session() if platform == "win32" else _screen(environment)
    name = "lunch-desktop-" + sha256("\0".join((str(folder), person, session)).encode()).hexdigest()[:16]
    if platform == "win32":
        return name
    private = _private_folder(environment, len(name))
    return None if private is None else str(private / name)


def hand_over(place: str | None, asked: Asked) -> bool:
    """Whether a first start is there and has taken over what this one was asked for."""
    if place is None:
        return False
    try:
        answer = _exchange_by_pipe(place, asked) if sys.platform == "win32" else _exchange(place, asked)
    except OSError as error:  # nobody is there, or only what a crash has left
        log.debug("no first start: %s", error)
        return False
    return answer == TAKEN


def converse(place: str | None, message: bytes) -> Iterator[Any] | None:
    """Say one line to the first start, and hear its lines of JSON until it ends; None where nobody is there.

    Whoever closes the iterator before its end hangs up. Raises OSError and ValueError where the talk breaks off.
    """
    if place is None:
        return None
    try:
        line = _pipe(place) if sys.platform == "win32" else _socket(place)
    except OSError as error:  # nobody is there, or only what a crash has left
        log.debug("no first start: %s", error)
        return None
    return _told(line, message)


def _told(line: IO[bytes], message: bytes) -> Iterator[Any]:
    with closing(line):
        line.write(message)
        line.flush()
        while said := line.readline():
            yield json.loads(said)


def _socket(place: str) -> IO[bytes]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SILENT_SECONDS)
        line.connect(place)
        return cast(IO[bytes], line.makefile("rwb"))


def _pipe(place: str) -> IO[bytes]:
    return Path(rf"\\.\pipe\{place}").open("r+b", buffering=0)


def _exchange(place: str, asked: Asked) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_SECONDS)
        line.connect(place)
        line.sendall(asked.as_message())
        return line.makefile("rb").readline(len(TAKEN))


def _exchange_by_pipe(place: str, asked: Asked) -> bytes:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # the first start may come to the front
    with _pipe(place) as pipe:
        pipe.write(asked.as_message())
        return pipe.readline(len(TAKEN))


def _screen(environment: Mapping[str, str]) -> str:
    return "\0".join(environment.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY"))


def _windows_session() -> str:
    """The number of the session at this PC: one at its screen, others by remote desktop."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return str(number.value)
    return ""


def _private_folder(environment: Mapping[str, str], name_length: int) -> Path | None:
    """A folder that nobody else can look into or change: the session's own, else one that is made for this."""
    given = environment.get("XDG_RUNTIME_DIR")
    if given and len(os.fsencode(given)) + 1 + name_length <= _LONGEST_PLACE and _is_private(Path(given)):
        return Path(given)
    made = Path(tempfile.gettempdir()) / f"lunch-desktop-{os.getuid()}"
    try:
        made.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        log.warning("no place to meet other starts: %s", error)
        return None
    if not _is_private(made):
        log.warning("%s is not this person's alone: a second start will not be noticed", made)
        return None
    return made


def _is_private(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
