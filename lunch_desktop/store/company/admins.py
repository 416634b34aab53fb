"""The `admins` rows, by which mutations on both hosts know who is an admin, kept beside the accounts' roles.

The account's role is the truth: it is what routes ask for. The row follows it in the same transaction.
"""

from collections.abc import Collection

from sqlalchemy import Connection, and_, or_, select

from lunch_desktop.domain.people import ADMINS, EMPLOYEES, Admin, Role
from lunch_desktop.domain.world import World
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.schema import CompanySchema


def match_admins(
    connection: Connection, schema: CompanySchema, edits: Edits, employees: Collection[str] | None = None
) -> bool:
    """Give each admin who may sign in their row, and take it from everybody else; False if all was so already.

    Looks at these employees, or at all of them, where a company is older than the rows. The accounts concerned stay
    locked until the transaction ends, so that of two processes the second finds nothing to do. Raises StartOver.
    """
    concerned = _locked(connection, schema, employees)
    if not concerned:
        return False
    admins = _admins(connection, schema, concerned)

    def match(world: World) -> None:
        for employee_id in concerned:
            row, wanted = world.get(ADMINS, employee_id), admins.get(employee_id)
            if wanted is not None:
                world.put(ADMINS, wanted)
            elif row:
                world.delete(ADMINS, employee_id)

    return edits.apply(((EMPLOYEES.name, one) for one in concerned), match)


def _locked(connection: Connection, schema: CompanySchema, employees: Collection[str] | None) -> list[str]:
    """Whose rows may have to change: those named, or every admin by account or by row; accounts locked in one order."""
    accounts, rows = schema.accounts.accounts, schema.entities[ADMINS.name]
    if employees is None:
        which = or_(accounts.c.role == Role.ADMIN.value, accounts.c.employee_id.in_(select(rows.c.id)))
    else:
        which = accounts.c.employee_id.in_(employees)
    query = select(accounts.c.employee_id).where(which).order_by(accounts.c.employee_id).with_for_update()
    return list(connection.execute(query).scalars())


def _admins(connection: Connection, schema: CompanySchema, among: Collection[str]) -> dict[str, Admin]:
    accounts, employees = schema.accounts.accounts, schema.entities[EMPLOYEES.name]
    is_admin = and_(accounts.c.role == Role.ADMIN.value, accounts.c.active, employees.c.active)
    query = (
        select(employees.c.id, employees.c.office_id)
        .join(accounts, accounts.c.employee_id == employees.c.id)
        .where(is_admin, employees.c.id.in_(among))
    )
    return {row.id: Admin(row.id, row.office_id) for row in connection.execute(query)}
