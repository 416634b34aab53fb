"""The people, in the columns that their import reads. Logins and roles are in accounts, which only the server has."""

from typing import Final

from lunch_desktop.domain.people import EMPLOYEES, Role
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import WHO, who
from lunch_desktop.store.reports.query import Beside, Distinct, Query, Rows

_ACCOUNTS: Final = "accounts"
_ROLES: Final = {
    Role.EMPLOYEE.value: Words("직원", "Employee"),
    Role.ADMIN.value: Words("관리자", "Admin"),
}
_ACTIVE: Final = Words("재직", "Active")

DATASET: Final = Dataset(
    name="employees",
    words=Words("직원", "Employees"),
    about=Words(
        "직원 명부. 이 파일은 가져오기로 그대로 다시 읽을 수 있어요.",
        "The list of employees. The import reads this file as it is.",
    ),
    columns=(
        *WHO,
        Column("extension", Words("내선", "Extension"), width=8),
        Column("login", Words("이메일", "Login"), width=24),
        Column("role", Words("역할", "Role"), Kind.CODE, width=9, codes=_ROLES),
        Column("active", _ACTIVE, Kind.FLAG, width=7),
    ),
    query=Query(
        base=EMPLOYEES.name,
        columns={
            **who("id"),
            "name": "name",
            "department": "department_id.name",
            "office": "office_id.name",
            "extension": "extension",
            "login": Beside("id", _ACCOUNTS, "login", key="employee_id"),
            "role": Beside("id", _ACCOUNTS, "role", key="employee_id"),
            "active": "active",
        },
        totals={"active": Rows({"active": (True,)}), "departments": Distinct("department_id")},
        office="office_id",
        department="department_id",
        subjects=("id",),
    ),
    order=("number", "name"),
    totals=(Total("active", _ACTIVE), Total("departments", Words("부서", "Departments"))),
    charts=(Chart(Words("부서별 직원", "By department"), by="department"),),
    filters=frozenset({"office", "department"}),
)
