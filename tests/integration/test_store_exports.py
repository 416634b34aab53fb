"""Noting exports on a real company of either database, and presets on real desktops."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, NOTICES_KEPT, ExportSource
from lunch_desktop.domain.exports.noting import NotedExport
from lunch_desktop.domain.exports.noting_own import LONGEST_UNTOLD, MOST_SUBJECTS, NoteExport, in_parts
from lunch_desktop.domain.exports.presets import MOST_PRESETS, RemovePreset, SavePreset
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import ADMINS, STAFF_NUMBERS, Admin, StaffNumber
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.store.company.edits import Edits
from lunch_desktop.store.company.exports_noted import forget_old_notices, note_export_for
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.lunch import MORNING, Lunch

FILE = NoteExport(
    export_id=an_id("a file"),
    number=1,
    parts=1,
    dataset="attendance",
    day_from=Day("2026-11-01"),
    day_to=Day("2026-11-30"),
    office_id=OFFICE.id,
    department_id=None,
    format="xlsx",
    rows=7,
    made_at=Instant(MORNING - HOUR),
    subjects=[],
)


@pytest.fixture(params=["sqlite", "postgresql"])
def lunch(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Lunch]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else None
    made = Lunch(tmp_path, url=url)
    numbers = [(STAFF_NUMBERS, StaffNumber(one.id, OFFICE.id, f"{place:05d}")) for place, one in enumerate(STAFF[:4])]
    made.company.sync.import_rows([(ADMINS, Admin(STAFF[0].id, OFFICE.id)), *numbers])
    yield made
    made.close()


def told(lunch: Lunch, person: int) -> list[tuple[int, str, int]]:
    query = "SELECT rows, source, made_at FROM export_notices WHERE employee_id = ? ORDER BY id"
    return [(row[0], row[1], row[2]) for row in lunch.ask(query, STAFF[person].id)]


def noted(lunch: Lunch) -> list[dict[str, object]]:
    rows = lunch.ask("SELECT actor, details FROM audit_entries WHERE action = 'exported' ORDER BY id")
    return [{"actor": actor, **json.loads(details)} for actor, details in rows]


def test_an_export_made_offline_is_told_to_those_whose_rows_it_held_and_to_the_log(lunch: Lunch) -> None:
    subjects = {STAFF[0].id: 2, STAFF[1].id: 5, EmployeeId(an_id("nobody")): 3}
    boss = lunch.desktop(0)
    (part,) = in_parts(FILE, subjects)
    boss.do("export.note", part)
    assert [one.notice.rows for one in boss.reads.exports_of_mine(9).latest] == [2], "their own at once"
    with boss.database.reading() as connection:
        held = connection.execute(boss.database.schema.entities[EXPORT_NOTICES.name].select()).all()
    assert [row.employee_id for row in held] == [STAFF[0].id], "and nobody else's, while it waits"
    boss.sync()
    at = FILE.made_at
    assert [told(lunch, person) for person in range(3)] == [[(2, "desktop", at)], [(5, "desktop", at)], []]
    assert noted(lunch) == [
        {
            "actor": STAFF[0].id,
            "export": FILE.export_id,
            "dataset": "attendance",
            "from": "2026-11-01",
            "to": "2026-11-30",
            "office": OFFICE.id,
            "department": None,
            "format": "xlsx",
            "rows": 7,
            "source": "desktop",
            "part": 1,
            "parts": 1,
        }
    ]
    colleague, other = lunch.desktop(1), lunch.desktop(2)
    for desktop, count in ((boss, 1), (colleague, 1), (other, 0)):
        assert desktop.reads.exports_of_mine(9).count == count
        lunch.agrees(desktop)
    (seen,) = colleague.reads.exports_of_mine(9).latest
    assert (seen.made_by, seen.notice.rows, seen.notice.day_to) == (STAFF[0].name, 5, "2026-11-30")


def test_what_is_refused_is_neither_told_nor_noted_and_what_stands_is_not_made_less(lunch: Lunch) -> None:
    (part,) = in_parts(FILE, {STAFF[1].id: 5})
    assert lunch.decide(1, "export.note", part).code == "not_admin"
    for field, value in (("dataset", "누가 먹었나"), ("format", "exe"), ("office_id", "a b"), ("day_to", "2026-10-01")):
        assert lunch.decide(0, "export.note", {**arguments_as_json(part), field: value}).code == "invalid_value"
    assert (told(lunch, 1), noted(lunch)) == ([], [])
    assert lunch.decide(0, "export.note", {**arguments_as_json(part), "made_at": 0}).code is None
    assert lunch.decide(0, "export.note", {**arguments_as_json(part), "subjects": [[STAFF[1].id, 1]]}).code is None
    assert told(lunch, 1) == [(5, "desktop", MORNING - LONGEST_UNTOLD)]
    assert len(noted(lunch)) == 2, "each change that says something of an export is in the log"


def test_a_server_tells_many_at_once_and_nobody_twice(lunch: Lunch) -> None:
    export = NotedExport(an_id("file"), "visits", None, Instant(MORNING), None, None, ExportSource.SCHEDULE)

    def tell(connection: Connection, edits: Edits) -> bool:
        del connection
        return note_export_for(edits, export, {one.id: 1 for one in STAFF[:4]})

    assert lunch.company.sync.administer(tell) is True
    assert lunch.company.sync.administer(tell) is False
    assert [told(lunch, person) for person in range(4)] == [[(1, "schedule", MORNING)]] * 4


def test_notices_go_when_they_are_old_from_desktops_too(lunch: Lunch) -> None:
    for name, at in (("old", MORNING - NOTICES_KEPT - 1), ("young", MORNING - NOTICES_KEPT)):
        export = NotedExport(an_id(name), "visits", None, Instant(at), None, None, ExportSource.SERVER)

        def tell(connection: Connection, edits: Edits, export: NotedExport = export) -> bool:
            del connection
            return note_export_for(edits, export, {one.id: 1 for one in STAFF[:2]})

        lunch.company.sync.administer(tell)
    desktop = lunch.desktop(1)
    assert desktop.reads.exports_of_mine(9).count == 2
    assert [forget_old_notices(lunch.company.sync) for _ in range(2)] == [2, 0]
    desktop.sync()
    (left,) = desktop.reads.exports_of_mine(9).latest
    assert left.notice.made_at == MORNING - NOTICES_KEPT
    lunch.agrees(desktop)


def test_staff_numbers_are_on_the_desktops_of_admins_alone(lunch: Lunch) -> None:
    boss, colleague = lunch.desktop(0), lunch.desktop(1)
    for desktop, count in ((boss, 4), (colleague, 0)):
        with desktop.database.reading() as connection:
            held = desktop.database.schema.entities[STAFF_NUMBERS.name]
            rows = list(connection.execute(held.select()))
        assert len(rows) == count
        assert all(row.number.startswith("0000") for row in rows)
        lunch.agrees(desktop)


def test_presets_are_on_all_desktops_of_their_admin_and_undone(lunch: Lunch) -> None:
    pc, laptop = lunch.desktop(0), lunch.desktop(0, name="laptop")
    pc.do("preset.save", SavePreset(" 월말  정산 ", '{"dataset":"attendance"}'))
    pc.sync()
    laptop.sync()
    assert [(one.name, one.settings) for one in laptop.reads.export_presets()] == [
        ("월말 정산", '{"dataset":"attendance"}')
    ]
    laptop.do("preset.remove", RemovePreset("월말 정산"))
    laptop.sync()
    assert laptop.reads.export_presets() == ()
    wants = [("preset.save", SavePreset(f"{number}", "{}")) for number in range(MOST_PRESETS + 1)]
    assert [one.code for one in lunch.send(0, *wants).results] == [None] * MOST_PRESETS + ["too_many"]
    assert lunch.decide(0, "preset.save", SavePreset("0", "[]")).code == "invalid_value"


def test_an_export_of_many_is_told_in_parts_that_fit_into_a_request() -> None:
    subjects = {EmployeeId(an_id(f"person {number}")): 123 for number in range(2 * MOST_SUBJECTS + 1)}
    parts = list(in_parts(FILE, subjects))
    assert [(one.number, one.parts, len(one.subjects)) for one in parts] == [(1, 3, 1000), (2, 3, 1000), (3, 3, 1)]
    assert {one.employee_id: one.rows for part in parts for one in part.subjects} == subjects
    assert all(len(as_text(arguments_as_json(part)).encode()) < 64 * 1024 for part in parts)
    assert [(one.number, one.parts, one.subjects) for one in in_parts(FILE, {})] == [(1, 1, [])]
