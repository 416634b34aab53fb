"""What is said of a change wherever it is; the messages that carry it are in `wire.sync`."""

from enum import StrEnum
from hashlib import sha256
from typing import Final

LARGEST_BATCH: Final = 500


class Outcome(StrEnum):
    """How a change ended."""

    APPLIED = "applied"
    REFUSED = "refused"
    VOID = "void"


def payload_hash(payload: str) -> str:
    """The identity of a change's content: SHA-256 over the bytes that were first written, in hexadecimal."""
    return sha256(payload.encode()).hexdigest()
