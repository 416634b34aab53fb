"""The messages of push, pull and live events."""

from hashlib import blake2b
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome

PROTOCOL: Final = 2
"""What the header `Lunch-Protocol` names. 2 brought pages, checksums, receipts and the cursor of a push."""
SCHEMA: Final = 1
"""Which tables and columns a desktop knows; newer ones are sent all the same, and kept unread."""
LARGEST_PAYLOAD: Final = 64 * 1024

Identifier = Field(min_length=36, max_length=36, pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


class Message(BaseModel):
    """Messages are immutable; fields that this version doesn't know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Payload(Message):
    """What a change says; it travels and is kept as the text that the desktop first wrote, and never changes.

    `base` is the version that the author's desktop had pulled when the change was made; `created_at` is the desktop's
    clock (milliseconds, UTC), which is shown and never compared.
    """

    name: str = Field(max_length=100)
    mutation_version: int = Field(ge=1)
    args: dict[str, Any]
    base: int = Field(ge=0)
    created_at: int


class PushedChange(Message):
    """A change in the queue of one device. A `void` stands where its author withdrew an offered one."""

    seq: int = Field(ge=1, lt=2**53)
    uuid: str = Identifier
    payload: str | None = Field(default=None, max_length=LARGEST_PAYLOAD)
    void: bool = False


class Result(Message):
    """The server's word on one change; given once, kept, and given again to whoever asks again."""

    seq: int
    uuid: str
    hash: str
    outcome: Outcome
    code: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)  # a literal would be copied for every result
    answer: dict[str, Any] = Field(default_factory=dict)
    version: int
    place: int = 0
    """Its place among the changes that were decided in one commit."""
    at: int = 0
    """The server's clock when it was decided, in milliseconds since the epoch, UTC."""
    receipt: str | None = None
    """The server's seal over all of this and its author; with it a desktop can prove what had been decided."""


class PushRequest(Message):
    """Changes of one device, in the order in which they were made. `epoch` and `cursor` are None before a first pull.

    By the cursor a server that was restored from a backup finds out, before it decides anything.
    """

    client_id: str = Identifier
    epoch: str | None = Field(default=None, max_length=64)
    cursor: str | None = Field(default=None, max_length=200)
    mutations: list[PushedChange] = Field(max_length=LARGEST_BATCH)


class PushResponse(Message):
    """Results in the order of the request. `last_seq` is the device's last change that the server has decided."""

    epoch: str
    last_seq: int
    results: list[Result]


class PullRequest(Message):
    """`cursor` is what the last patch gave, None at first; `schema` is named so by the protocol.

    `pages`: this desktop takes a long answer in pages; `page` asks for the next one. `repair` names scopes that are to
    be sent whole, because their checksum differed. `verify` asks for the checksum of every scope. `volumes`: this
    desktop takes parts of a long answer as files of this shape.
    """

    client_id: str = Identifier
    cursor: str | None = Field(default=None, max_length=200)
    known_schema: int = Field(default=SCHEMA, alias="schema", ge=1)
    pages: bool = False
    page: str | None = Field(default=None, max_length=600)
    repair: list[str] = Field(default=[], max_length=100)
    verify: bool = False
    volumes: str | None = Field(default=None, max_length=64)

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Rows(Message):
    """Rows of one table; `columns` name the values, and always hold `id` and `version`."""

    columns: list[str]
    values: list[list[Any]]


class ScopePatch(Message):
    """What changed in one scope: ids by table that are now in it, and ids that are no longer.

    `whole`: the scope is sent entirely, so what is not named, here or in the pages before, has left it. `dropped`: the
    right to it was withdrawn.
    """

    scope: str
    whole: bool = False
    dropped: bool = False
    present: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}


class Checksum(Message):
    """What a scope holds at the head that a patch leads to: how many rows, and the sum that `scope_sum` explains."""

    rows: int
    sum: int


class Progress(Message):
    """How far a long answer has got, in rows."""

    done: int
    total: int


class Volume(Message):
    """A part of a long answer as a file, which `GET /api/v1/sync/volumes/{name}` gives to whoever holds its scope.

    `name` is the SHA-256 of the file in hexadecimal, `size` its length, `length` that of the SQLite database which is
    compressed in it (gzip); both in bytes.
    """

    scope: str
    name: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=1)
    length: int = Field(ge=1)


class PullResponse(Message):
    """A patch from the cursor asked with to `cursor`. Rows in several scopes are sent once, in `tables`.

    A page of a long answer has no cursor; `more` asks for the next. The last one has: it carries what changed since the
    first, too, with every result, every scope that ended, and the checksums of the scopes that changed. The entries of
    a page may be in `volume` instead; there are then none beside it.
    """

    epoch: str
    cursor: str | None = None
    version: int
    tables: dict[str, Rows] = {}
    scopes: list[ScopePatch] = []
    results: list[Result] = []
    last_seq: int | None = None
    """None where the patch is a live event, which knows nothing of devices, or a page."""
    more: str | None = None
    volume: Volume | None = None
    progress: Progress | None = None
    checksums: dict[str, Checksum] = {}


class OfferedAgain(Message):
    """A change that this server, before it was restored, had applied, with the proof."""

    payload: str = Field(max_length=LARGEST_PAYLOAD)
    result: Result


class OfferAgainRequest(Message):
    """What a desktop knows to have been applied, for a server that was restored from an older backup.

    Without changes it asks for no more than the server's epoch.
    """

    client_id: str = Identifier
    changes: list[OfferedAgain] = Field(max_length=LARGEST_BATCH)


class OfferAgainResponse(Message):
    """What became of the offer. `epoch` is the server's own.

    `results` are what stands: decided in the backup already, or decided now. What has none is kept until the server has
    gathered for long enough. `unproven` names changes that can't be taken: the receipt is not the server's own, or it
    does not know the employee.
    """

    epoch: str
    taken: int
    unproven: list[str] = []
    results: list[Result] = []


def scope_sum(table: str, row_id: str, version: int) -> int:
    """What one row adds to the checksum of a scope, 0 to 2**63 - 1.

    The sum of a scope is the sum over its rows modulo 2**63: it does not depend on their order, and a row that comes,
    changes or leaves is added and subtracted without looking at the others.
    """
    digest = blake2b(f"{table}\0{row_id}\0{version}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


SUM_MASK: Final = 2**63 - 1
