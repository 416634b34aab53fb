"""Noting an export for those whose rows it held; the server does so for its own, and for those made without it."""

from collections.abc import Mapping
from dataclasses import dataclass

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, ExportNotice, ExportSource, notice_id
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.domain.world import World


@dataclass(frozen=True, slots=True)
class NotedExport:
    """An export, as those are told of it whose rows it held. For the fields see ExportNotice."""

    export_id: str
    dataset: str
    made_by: EmployeeId | None
    made_at: Instant
    day_from: Day | None
    day_to: Day | None
    source: ExportSource

    def notice_of(self, employee: EmployeeId) -> str:
        """The id of the employee's notice of it."""
        return notice_id(self.export_id, self.source, self.made_by, employee)


def note_export(world: World, export: NotedExport, subjects: Mapping[EmployeeId, int]) -> int:
    """Write the notices of an export's `subjects`, employees with how many of their rows it held; how many are new.

    The employees exist. What was noted before stays as it is, so that nothing of it can be made less.
    """
    noted = 0
    for employee, rows in subjects.items():
        known = export.notice_of(employee)
        if rows > 0 and not world.get(EXPORT_NOTICES, known):
            world.put(
                EXPORT_NOTICES,
                ExportNotice(
                    id=known,
                    employee_id=employee,
                    export_id=export.export_id,
                    dataset=export.dataset,
                    made_by=export.made_by,
                    made_at=export.made_at,
                    rows=rows,
                    day_from=export.day_from,
                    day_to=export.day_to,
                    source=export.source.value,
                ),
            )
            noted += 1
    return noted
