"""Exports that the server makes, noted in the audit log and for those whose rows they hold, by one commit."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.exports.entities import ExportSource
from lunch_desktop.domain.exports.noting import NotedExport
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.store.company.accounts_audit import SERVER, Action, AuditLog
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.exports_noted import note_export_for
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.wire.exports import ExportHead


def note_made(
    sync: CompanySync,
    audit: AuditLog,
    export_id: str,
    head: ExportHead,
    subjects: Mapping[str, int],
    *,
    made_by: str | None,
    actor: str = SERVER,
    **details: Any,
) -> None:
    """Note an export of the admin `made_by`, or of the server's own schedule; all of it or nothing.

    `actor` is who else has made it, the server or the operator. `subjects` are employees by id with how many of its
    rows are theirs; `details` are codes for the audit log.
    """
    request = head.request
    noted = NotedExport(
        export_id=export_id,
        dataset=request.dataset,
        made_by=None if made_by is None else EmployeeId(made_by),
        made_at=Instant(head.made_at),
        day_from=None if request.day_from is None else Day(request.day_from),
        day_to=None if request.day_to is None else Day(request.day_to),
        source=ExportSource.SCHEDULE if made_by is None else ExportSource.SERVER,
    )

    def note(connection: Connection, edits: Edits) -> None:
        audit.append(
            connection,
            edits.now,
            Action.EXPORTED,
            actor=made_by or actor,
            subject=export_id,
            **said_of(head),
            subjects=len(subjects),
            source=noted.source.value,
            **details,
        )
        note_export_for(edits, noted, {EmployeeId(employee): rows for employee, rows in subjects.items()})

    sync.administer(note)


def said_of(head: ExportHead) -> dict[str, Any]:
    """What the audit log is told of an export: ids, codes and numbers."""
    request = head.request
    said = {
        "dataset": request.dataset,
        "format": request.format,
        "day_from": request.day_from,
        "day_to": request.day_to,
        "office": request.office_id,
        "department": request.department_id,
        "rows": head.rows,
    }
    return {name: value for name, value in said.items() if value is not None}
