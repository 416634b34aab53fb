"""Founding a company in a database that has none: its office, a first team, and its first admin."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId
from lunch_desktop.domain.people import (
    ADMINS,
    DEPARTMENTS,
    EMPLOYEES,
    OFFICES,
    Admin,
    Department,
    Employee,
    Office,
    Role,
)
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts import Accounts, NewAccount, refused_if_taken
from lunch_desktop.store.company.accounts_audit import OPERATOR, Action
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync


class FoundedAlready(Exception):
    """The database has a company."""


@dataclass(frozen=True, slots=True)
class Founding:
    """A company's beginning. `time_zone` is an IANA name and decides what "today" is; `login` an e-mail address."""

    name: str
    team: str
    time_zone: str
    admin_name: str
    login: str
    password_hash: str


def found_company(database: CompanyDatabase, sync: CompanySync, accounts: Accounts, founding: Founding) -> str:
    """Write the company's first rows and its admin's account, all or nothing; the admin's id.

    Raises FoundedAlready, ValueError for a login that is no address.
    """
    office = Office(OfficeId(str(uuid.uuid4())), founding.name, founding.time_zone)
    team = Department(DepartmentId(str(uuid.uuid4())), office.id, founding.team)
    admin = Employee(EmployeeId(str(uuid.uuid4())), office.id, team.id, founding.admin_name, "", active=True)
    offices = database.schema.entities[OFFICES.name]

    def beside(connection: Connection, now: Instant) -> None:
        if connection.execute(select(func.count()).select_from(offices)).scalar_one() != 1:
            raise FoundedAlready
        accounts.add(connection, NewAccount(admin.id, founding.login, founding.password_hash, Role.ADMIN), now)
        made = {"role": Role.ADMIN.value}
        accounts.audit.append(connection, now, Action.COMPANY_FOUNDED, actor=OPERATOR, subject=admin.id)
        accounts.audit.append(connection, now, Action.ACCOUNT_CREATED, actor=OPERATOR, subject=admin.id, after=made)

    with refused_if_taken():
        row = Admin(admin.id, office.id)
        sync.import_rows([(OFFICES, office), (DEPARTMENTS, team), (EMPLOYEES, admin), (ADMINS, row)], beside)
    return admin.id
