"""Looking at a server's processes from outside: who they are, and which of them serves a connection. For Linux."""

from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that a process started and that run, the oldest first."""
    with suppress(FileNotFoundError, ProcessLookupError):
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(one) for one in found if running_process(int(one))]
    return []


def running_process(pid: int) -> bool:
    """Whether a process is there and not only its exit code."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def server_of(connection: HTTPConnection, pids: list[int]) -> int | None:
    """Which of `pids` holds the other end of a connection over loopback; None while nobody has taken it."""
    _, ours = connection.sock.getsockname()
    _, theirs = connection.sock.getpeername()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        parts = line.split()
        local, remote = (int(end.rpartition(":")[2], 16) for end in parts[1:3])
        if (local, remote) == (theirs, ours):
            return next((pid for pid in pids if _has(pid, parts[9])), None)
    return None


def _has(pid: int, inode: str) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):
                if str(handle.readlink()) == f"socket:[{inode}]":
                    return True
    return False
