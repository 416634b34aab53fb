"""Whom a newcomer can have lunch with."""

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.store.desktop.schema import DesktopSchema


def newcomers_team(connection: Connection, schema: DesktopSchema, actor: EmployeeId) -> tuple[str, ...] | None:
    """The names of the others in the team; None for whoever has been in a party, or whose own row is not here."""
    memberships, employees = schema.entities[MEMBERSHIPS.name], schema.entities[EMPLOYEES.name]
    been = select(memberships.c.id).where(memberships.c.employee_id == actor).limit(1)
    team = connection.execute(select(employees.c.department_id).where(employees.c.id == actor)).scalar()
    if team is None or connection.execute(been).first() is not None:
        return None
    others = (
        select(employees.c.name)
        .where(employees.c.department_id == team, employees.c.active, employees.c.id != actor)
        .order_by(employees.c.name)
    )
    return tuple(connection.execute(others).scalars())
