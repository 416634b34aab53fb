"""What is exported and brought in again is the same: in the same company nothing changes, in an empty one the next
export is the same bytes, whatever people are called, in UTF-8 and in CP949."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import delete, select

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.menus import MENUS, Menu, menu_id
from lunch_desktop.domain.people import ADMINS, STAFF_NUMBERS, Admin, Role, StaffNumber
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.restaurants.fields import BLANK, check_fields, tidied
from lunch_desktop.domain.restaurants.importing import imported_id
from lunch_desktop.domain.table import Row, Table
from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.importer import Known
from lunch_desktop.exchange.imports import importers
from lunch_desktop.exchange.imports.employees import lines_of
from lunch_desktop.exchange.listing import LineState, header_key
from lunch_desktop.exchange.sources import CompanyReports
from lunch_desktop.exchange.writing.export import write_export
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_devices import Devices
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.employee_lists.bringing_in import EmployeeLists
from lunch_desktop.store.company.founding import Founding, found_company
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.wire.employee_import import EmployeeLine
from lunch_desktop.wire.exports import ExportRequest
from lunch_desktop.wire.invitations import plain_name
from tests.integration.support_server import ADMIN, make_services
from tests.support.clock import ManualClock
from tests.support.colleagues import Colleagues
from tests.support.company import DEPARTMENTS_HERE, OFFICE, SEALS, STAFF, Company, make_company
from tests.support.hostile_texts import NAMES
from tests.support.lunch import MORNING

R = TypeVar("R", bound=Row)
LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])


def fits_cp949(text: str) -> bool:
    try:
        return text.encode("cp949").decode("cp949") == text
    except UnicodeEncodeError:
        return False


def is_text(text: str) -> bool:
    """Whether a file can say it: control characters, halves of letters and what is no letter become U+FFFD there."""
    return not any(unicodedata.category(one) in ("Cc", "Cs") or ord(one) & 0xFFFE == 0xFFFE for one in text)


def is_tidy(text: str) -> bool:
    """Whether a restaurant can be called so, and a file can say it."""
    try:
        check_fields({"name": text})
        return tidied("name", text) == text and is_text(text)
    except Refusal:
        return False


def is_name(text: str) -> bool:
    try:
        return plain_name(text) == text and is_text(text)
    except ValueError:
        return False


def exported(company: Any, folder: Path, name: str, language: Any) -> bytes:
    """The file, all columns, at a fixed time."""
    columns = tuple(one.name for one in DATASETS[name].columns)
    request = ExportRequest(dataset=name, columns=columns, language=language, format="csv")
    target = folder / f"{name}.csv"
    with CompanyReports(company.database, ManualClock(MORNING), "admin").open(request) as (head, rows):
        write_export(target, DATASETS[name], head, (list(row) for row in rows))
    return target.read_bytes()


def in_encodings(content: bytes) -> Iterator[bytes]:
    """As it was written, and as Excel in Korea saves it, where it can."""
    yield content
    text = content.decode("utf-8-sig")
    if fits_cp949(text):
        yield text.encode("cp949")


def known_of(company: Company) -> Known:
    def held(table: Table[R]) -> list[R]:
        sql = company.database.schema.entities[table.name]
        with company.database.reading() as connection:
            found = connection.execute(select(*(sql.c[one] for one in table.columns)))
            return [table.entity(*row) for row in found]

    return Known(OFFICE.name, held(RESTAURANTS), held(MENUS))


def emptied(folder: Path, url: str | None = None) -> Company:
    company = make_company(folder, ManualClock(MORNING), url=url)
    with company.database.writing() as connection:
        connection.execute(delete(company.database.schema.entities[RESTAURANTS.name]))
    company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id))])
    return company


def filled(folder: Path, names: Sequence[str]) -> Company:
    """A company whose restaurants, corners and dishes are called so."""
    company = emptied(folder)
    rows: list[tuple[Any, Any]] = []
    for number, name in enumerate(names):
        address = f"햇살로 {number}"
        values = {**BLANK, "name": name, "address": address, "walk_minutes": number % 60, "price": 1_000 * number}
        restaurant = Restaurant(id=imported_id(OFFICE.id, name, address), office_id=OFFICE.id, **values)
        day, corner = Day(f"2026-11-{1 + number % 28:02}"), " ".join(name.split())[:40]
        menu = Menu(menu_id(OFFICE.id, day, corner), OFFICE.id, day, corner, f"{name}\n미역국", number or None)
        rows += [(RESTAURANTS, restaurant), (MENUS, menu)]
    company.sync.import_rows(rows)
    return company


@LANGUAGES
@pytest.mark.parametrize("name", ["restaurants", "menus"])
@pytest.mark.parametrize("only", [is_tidy, lambda text: is_tidy(text) and fits_cp949(text)], ids=["all", "cp949"])
def test_what_desktops_bring_in_comes_back_as_it_was(tmp_path: Path, name: str, language: str, only: Any) -> None:
    company = filled(tmp_path / "a", [one for one in NAMES if only(one)])
    fresh = emptied(tmp_path / "b")
    with closing(company.database), closing(fresh.database):
        content = exported(company, tmp_path, name, language)
        importer = importers()[name]
        encodings = list(in_encodings(content))
        assert len(encodings) == 2 or only is is_tidy
        for written in encodings:
            again = importer.read(written, known_of(company), None)
            assert (again.faults, again.ignored) == ((), ())
            assert {line.state for line in again.lines} == {LineState.SAME}
        read = importer.read(encodings[-1], known_of(fresh), None)
        assert {line.state for line in read.lines} == {LineState.NEW}
        assert importer.intents is not None
        people = Colleagues(fresh)
        for intent in importer.intents(read, "00000000-0000-4000-8000-000000000001"):
            people.do(STAFF[0].id, intent.name, intent.args)
        assert exported(fresh, tmp_path, name, language) == content


@LANGUAGES
@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_employees_come_back_as_they_were(
    tmp_path: Path, language: str, where: str, request: pytest.FixtureRequest
) -> None:
    clock = ManualClock(MORNING)
    services = make_services(tmp_path / "a", clock)
    names = [one for one in NAMES if is_name(one)]
    extra = [
        EmployeeLine(
            line=number,
            number=f"'={number:05}" if number % 7 == 0 else f"{number:05}",
            name=name,
            department=names[number % 5],
            extension=f"+{number}" if number % 3 else None,
            login=f"=hostile{number}@example.com",
            role=Role.ADMIN if number % 11 == 0 else Role.EMPLOYEE,
            active=number % 4 != 0,
        )
        for number, name in enumerate(names, start=2)
    ]
    numbers = [StaffNumber(one.id, OFFICE.id, f"S{place:03}") for place, one in enumerate(STAFF)]
    services.sync.import_rows((STAFF_NUMBERS, one) for one in numbers)
    assert services.employees._lists.bring_in(extra, actor=STAFF[0].id).done
    url = request.getfixturevalue("postgres_url") if where == "postgresql" else f"sqlite:///{tmp_path / 'b.db'}"
    fresh = CompanyDatabase.open(url)
    sync = CompanySync(fresh, clock, SEALS)
    accounts = Accounts(fresh, clock)
    team = next(one.name for one in DEPARTMENTS_HERE if one.id == STAFF[0].department_id)
    founder = found_company(
        fresh, sync, accounts, Founding(OFFICE.name, team, OFFICE.time_zone, "창업자", ADMIN, "hash")
    )
    lists = EmployeeLists(fresh, sync, accounts, Devices(fresh, clock))
    with closing(services.database), closing(fresh):
        content = exported(services, tmp_path, "employees", language)
        for written in in_encodings(content):
            read = importers()["employees"].read(written, Known(""), None)
            assert (read.faults, read.ignored) == ((), ())
            again = services.employees._lists.look(lines_of(read), actor=STAFF[0].id)
            assert (again.plan.steps, again.plan.wrong, len(again.plan.same)) == ([], [], len(read.lines))
        assert lists.bring_in(lines_of(read), actor=founder).plan.wrong == []
        made = type("Made", (), {"database": fresh})
        assert exported(made, tmp_path, "employees", language) == content


def test_every_column_of_a_dataset_that_is_brought_in_is_known_by_its_words() -> None:
    for name, importer in importers().items():
        known = {header_key(header): field.name for field in importer.fields for header in field.headers}
        for column in DATASETS[name].columns:
            assert {known.get(header_key(word)) for word in (column.words.ko, column.words.en)} == {column.name}
