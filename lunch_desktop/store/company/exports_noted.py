"""Notices of exports: written by the server in the transaction that notes one, and let go of when they are old."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, select

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, NOTICES_KEPT
from lunch_desktop.domain.exports.noting import NotedExport, note_export
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.world import World
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.company.sync import CompanySync

_AT_ONCE: Final = 500


def note_export_for(edits: Edits, export: NotedExport, subjects: Mapping[EmployeeId, int]) -> bool:
    """Tell the `subjects` of an export, employees with how many of their rows it held; False if nobody is to be told.

    They may be tens of thousands, of any office: they are read and written in bulk, and nobody is locked for it, as a
    notice is written once and never changes. Raises IntegrityError for who is no employee, StartOver.
    """

    def note(world: World) -> None:
        note_export(world, export, subjects)

    notices = [export.notice_of(employee) for employee in subjects]
    return edits.apply((), note, {EXPORT_NOTICES: notices})


def forget_old_notices(sync: CompanySync) -> int:
    """Let notices go that are older than NOTICES_KEPT, from desktops, too; how many there were.

    In commits of a few hundred. Whose they are is locked, so that of several processes one lets each go.
    """
    notices, gone = company_schema().entities[EXPORT_NOTICES.name].c, 0

    def forget_some(connection: Connection, edits: Edits) -> int:
        old = select(notices.id, notices.employee_id).where(notices.made_at < edits.now - NOTICES_KEPT)
        found = {row.id: row.employee_id for row in connection.execute(old.order_by(notices.made_at).limit(_AT_ONCE))}

        def forget(world: World) -> None:
            for known in found:
                world.delete(EXPORT_NOTICES, known)

        edits.apply([(EMPLOYEES.name, one) for one in set(found.values())], forget, {EXPORT_NOTICES: list(found)})
        return len(found)

    while some := sync.administer(forget_some):
        gone += some
    return gone
