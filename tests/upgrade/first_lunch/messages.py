"""The messages of push and pull as the version of the first lunch spoke them (protocol 1), word for word."""

from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL: Final = 1
"""What the header `Lunch-Protocol` names."""
SCHEMA: Final = 1
"""Which tables and columns a desktop knows; newer ones are sent all the same, and kept unread."""
LARGEST_BATCH: Final = 500
LARGEST_PAYLOAD: Final = 64 * 1024

Identifier = Field(min_length=36, max_length=36, pattern="^[0-9a-f-]{36}$")


class Message(BaseModel):
    """Messages are immutable; fields that this version doesn't know are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def payload_hash(payload: str) -> str:
    """The identity of a change's content: SHA-256 over the bytes that were first written, in hexadecimal."""
    return sha256(payload.encode()).hexdigest()


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


class Outcome(StrEnum):
    """How a change ended."""

    APPLIED = "applied"
    REFUSED = "refused"
    VOID = "void"


class Result(Message):
    """The server's word on one change; given once, kept, and given again to whoever asks again."""

    seq: int
    uuid: str
    hash: str
    outcome: Outcome
    code: str | None = None
    details: dict[str, Any] = {}
    answer: dict[str, Any] = {}
    version: int


class PushRequest(Message):
    """Changes of one device, in the order in which they were made. `epoch` is None before the first pull."""

    client_id: str = Identifier
    epoch: str | None = Field(default=None, max_length=64)
    mutations: list[PushedChange] = Field(max_length=LARGEST_BATCH)


class PushResponse(Message):
    """Results in the order of the request. `last_seq` is the device's last change that the server has decided."""

    epoch: str
    last_seq: int
    results: list[Result]


class PullRequest(Message):
    """`cursor` is what the last patch gave, None at first; `schema` is named so by the protocol."""

    client_id: str = Identifier
    cursor: str | None = Field(default=None, max_length=200)
    known_schema: int = Field(default=SCHEMA, alias="schema", ge=1)

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Rows(Message):
    """Rows of one table; `columns` name the values, and always hold `id` and `version`."""

    columns: list[str]
    values: list[list[Any]]


class ScopePatch(Message):
    """What changed in one scope: ids by table that are now in it, and ids that are no longer.

    `whole`: the scope is sent entirely, so what is not named has left it. `dropped`: the right to it was withdrawn.
    """

    scope: str
    whole: bool = False
    dropped: bool = False
    present: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}


class PullResponse(Message):
    """A patch from the cursor asked with to `cursor`. Rows in several scopes are sent once, in `tables`."""

    epoch: str
    cursor: str
    version: int
    tables: dict[str, Rows] = {}
    scopes: list[ScopePatch] = []
    results: list[Result] = []
    last_seq: int | None = None
    """None where the patch is a live event, which knows nothing of devices."""
