"""The messages by which an admin reads the audit log."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict

MOST_ENTRIES: Final = 200
"""In one page."""


class AuditEntry(BaseModel):
    """One entry: ids and codes. `number` is null while it waits for its seal, a few seconds; `at` is in ms."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int | None
    at: int
    actor: str | None
    action: str
    subject: str | None
    device: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    details: dict[str, Any]


class AuditPage(BaseModel):
    """Entries, the newest first. `below` asks for the next page; null where there is none."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    entries: list[AuditEntry]
    below: int | None
