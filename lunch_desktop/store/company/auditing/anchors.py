"""The anchor: the last seal, noted in a file beside the key, where who can write the database can't change it.

A log whose end was cut off, or that was replaced as a whole, does not hold what the anchor names.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.auditing.seals import Seal
from lunch_desktop.system import files

ANCHOR_FILE: Final = "audit-anchor.json"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last `seal` and the `entry` it ends with, its hash, and when it was made."""

    seal: int
    entry: int
    hash: str
    at: Instant


def anchor_at(seal: Seal) -> Anchor:
    """The anchor to be kept after a sealing."""
    return Anchor(seal.number, seal.last, seal.hash, seal.at)


def read_anchor(path: Path) -> Anchor | None:
    """What was noted last; None where there is none. Raises OSError, ValueError for what is no anchor."""
    try:
        content = json.loads(files.read(path))
    except FileNotFoundError:
        return None
    try:
        return Anchor(int(content["seal"]), int(content["entry"]), str(content["hash"]), Instant(int(content["at"])))
    except (KeyError, TypeError) as error:
        raise ValueError("no anchor of an audit log") from error


def keep_anchor(path: Path, anchor: Anchor, *, instead: bool = False) -> None:
    """Note where the log stands, unless another process noted more; `instead` of whatever was noted. Raises OSError."""
    known = None
    with suppress(ValueError):
        known = read_anchor(path)
    if instead or known is None or known.seal < anchor.seal:
        files.write_atomically(path, (json.dumps(asdict(anchor)) + "\n").encode())
