"""Lists of employees that admins bring in."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from lunch_desktop.server.identity.service import Identity, Session
from lunch_desktop.store.company.employee_lists.bringing_in import Brought, EmployeeLists
from lunch_desktop.wire.employee_import import EmployeeImport, ImportedEmployees, LineOutcome
from lunch_desktop.wire.problems import ProblemError, WireCode

_State = Literal["new", "changed", "same", "faulty"]
_NO_PASSWORD: Final = "body.password: missing"


class EmployeeCare:
    """Looks lists through and brings them in. Safe from every thread."""

    def __init__(self, identity: Identity, lists: EmployeeLists) -> None:
        self._identity = identity
        self._lists = lists

    def look(self, session: Session, wanted: EmployeeImport) -> ImportedEmployees:
        """What the list would do, line by line."""
        return _told(self._lists.look(wanted.lines, actor=session.employee_id))

    def bring_in(
        self, session: Session, wanted: EmployeeImport, address: str
    ) -> tuple[ImportedEmployees, Sequence[str]]:
        """Do what the list says, all or nothing, and the families of the sessions that ended with it.

        It gives roles and logins, so it takes the admin's own password, as for one account. Raises ProblemError:
        wrong_credentials, too_many_attempts, invalid_request.
        """
        if wanted.password is None:
            raise ProblemError(WireCode.INVALID_REQUEST, detail=_NO_PASSWORD)
        self._identity.confirm_password(session, wanted.password, address)
        brought = self._lists.bring_in(wanted.lines, actor=session.employee_id)
        if brought.done:
            for step in brought.plan.steps:
                self._identity.forget_employee(step.after.employee.id)
        return _told(brought), brought.ended


def _told(brought: Brought) -> ImportedEmployees:
    plan = brought.plan
    offices = {one.id: one.name for one in brought.present.offices}
    leaving = [
        step for step in plan.steps if step.before and step.before.employee.active and not step.after.employee.active
    ]
    invited = [
        step for step in plan.steps if (not step.before or not step.before.account) and step.after.employee.active
    ]
    return ImportedEmployees(
        done=brought.done,
        lines=[LineOutcome(line=line, state=state) for line, state in sorted(_states(brought))],
        wrong=list(plan.wrong),
        departments=sorted(f"{offices[one.office_id]}: {one.name}" for one in plan.departments),
        deactivated=len(leaving),
        invitations=len(invited),
    )


def _states(brought: Brought) -> Iterator[tuple[int, _State]]:
    faulty = brought.plan.faulty()
    for line in faulty:
        yield line, "faulty"
    for step in brought.plan.steps:
        if step.line not in faulty:
            yield step.line, "new" if step.before is None else "changed"
    for line in brought.plan.same:
        yield line, "same"
