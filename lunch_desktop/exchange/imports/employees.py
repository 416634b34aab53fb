"""Employees, as the dataset of employees is exported. Only the server brings them in, and it judges each line."""

from collections.abc import Mapping
from typing import Any, Final

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.people import Role
from lunch_desktop.exchange.columns import Words
from lunch_desktop.exchange.importer import Importer, Known
from lunch_desktop.exchange.listing import Field, Judged, LineState, ListRead, read_list
from lunch_desktop.exchange.tables import Encoding
from lunch_desktop.wire.employee_import import LONGEST_CELL, MOST_EMPLOYEES, EmployeeLine

_ROLES: Final[Mapping[str, Role]] = {
    "직원": Role.EMPLOYEE,
    "employee": Role.EMPLOYEE,
    "사용자": Role.EMPLOYEE,
    "관리자": Role.ADMIN,
    "admin": Role.ADMIN,
    "administrator": Role.ADMIN,
}
_YES: Final = frozenset(("예", "네", "yes", "y", "true", "1", "o", "재직", "사용", "활성", "active"))
_NO: Final = frozenset(
    ("아니요", "아니오", "no", "n", "false", "0", "x", "퇴직", "퇴사", "미사용", "비활성", "inactive")
)


def _text(cell: str) -> str:
    if len(cell) > LONGEST_CELL:
        raise Refusal(RefusalCode.TEXT_TOO_LONG, most=LONGEST_CELL)
    return cell


def _role(cell: str) -> Role:
    found = _ROLES.get(cell.strip().casefold())
    if found is None:
        raise Refusal(RefusalCode.INVALID_VALUE)
    return found


def _flag(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in _YES | _NO:
        raise Refusal(RefusalCode.INVALID_VALUE)
    return word in _YES


FIELDS: Final = (
    Field("number", ("사번", "Employee number", "staff number", "number", "직원번호", "사원번호"), _text),
    Field("name", ("이름", "Name", "성명", "직원", "employee"), _text),
    Field("department", ("부서", "Department", "팀", "team"), _text),
    Field("office", ("사업장", "Office", "근무지"), _text),
    Field("extension", ("내선", "Extension", "내선번호", "ext"), _text),
    Field("login", ("로그인", "Login", "이메일", "e-mail", "email", "아이디"), _text),
    Field("role", ("역할", "Role", "권한"), _role),
    Field("active", ("재직", "Active", "사용", "활성", "상태"), _flag),
)


def read_employees(content: bytes, known: Known, encoding: Encoding | None = None) -> ListRead:
    """Read a file of employees; whether a line is new or changes anything is the server's to say. Raises TableError."""
    del known
    place = 0

    def judge(values: Mapping[str, Any]) -> Judged:
        del values
        nonlocal place
        place += 1
        return Judged(place, None, LineState.CHANGED)

    return read_list(content, FIELDS, judge, most=MOST_EMPLOYEES, encoding=encoding)


def lines_of(read: ListRead) -> list[EmployeeLine]:
    """What the server is asked with."""
    return [EmployeeLine(line=line.line, **line.values) for line in read.lines]


IMPORTER: Final = Importer(
    name="employees",
    place=1,
    words=Words("직원", "Employees"),
    about=Words(
        "사번으로, 사번이 없으면 로그인으로 찾아요. 파일에 없는 직원은 그대로 둬요. 서버에 연결되어 있어야 해요.",
        "Found by staff number, else by login. Whom the file leaves out stays as is. It needs the server.",
    ),
    fields=FIELDS,
    examples={
        "ko": (
            ("0041", "한지민", "총무팀", "", "4127", "jimin@example.com", "직원", "예"),
            ("0042", "오세훈", "새 부서", "", "", "sehun@example.com", "", ""),
        ),
        "en": (
            ("0041", "Jimin Han", "General Affairs", "", "4127", "jimin@example.com", "employee", "yes"),
            ("0042", "Sehun Oh", "New team", "", "", "sehun@example.com", "", ""),
        ),
    },
    most=MOST_EMPLOYEES,
    read=read_employees,
)
