"""Exports that the server makes by itself: when, once whoever looks, and what is noted of them."""

import threading
from contextlib import closing
from pathlib import Path
from typing import Any

from lunch_desktop.domain.times import HOUR, Day, Instant, at
from lunch_desktop.server.exports.scheduled import ScheduledExports
from lunch_desktop.server.exports.schedules import schedules_of
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from tests.integration.test_server_exports import lunches
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, SEALS, STAFF, make_company

MONTHLY = {
    "name": "attendance-monthly",
    "dataset": "attendance",
    "rule": "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=6",
    "format": "csv",
    "period": "last_month",
    "office": OFFICE.name,
}


def seoul(day: str, hour: int, minute: int = 0) -> Instant:
    return at(Day(day), hour, minute, OFFICE.time_zone)


def test_the_last_one_missed_is_made_once_by_several_processes_and_noted(tmp_path: Path, company_url: str) -> None:
    clock = ManualClock(seoul("2026-07-15", 12))
    company = make_company(tmp_path, clock, url=company_url)
    company.sync.import_rows(lunches(31))
    schedules, problems = schedules_of([MONTHLY])
    assert problems == []
    folder = tmp_path / "exports"
    with closing(company.database), closing(CompanyDatabase.open(company.url)) as second:
        others = [
            ScheduledExports(database, CompanySync(database, clock, SEALS), clock, schedules, folder)
            for database in (company.database, second)
        ]
        others[0].look()
        assert not folder.exists(), "what lies before a schedule is not made up for"
        clock.advance(seoul("2026-11-03", 9) - clock.now())
        threads = [threading.Thread(target=one.look) for one in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for one in others:
            one.look()
        (file,) = folder.iterdir()
        assert file.name == "attendance-monthly_2026-10-01_2026-10-31.csv"
        assert file.read_text(encoding="utf-8-sig").count(STAFF[1].name) == 31
        entries = Accounts(company.database, clock).audit_entries(limit=1_000)
        (entry,) = [one for one in entries if one.action == "exported"]
        assert (entry.actor, entry.details["schedule"], entry.details["source"], entry.details["rows"]) == (
            "server",
            "attendance-monthly",
            "schedule",
            93,
        )
        with company.database.reading() as connection:
            notices = connection.execute(company.database.schema.entities["export_notices"].select()).all()
        assert {(row.employee_id, row.made_by, row.source) for row in notices} == {
            (one.id, None, "schedule") for one in STAFF[:3]
        }
        assert all(one.late == frozenset() for one in others)


def test_what_can_not_be_made_is_late_and_tried_again(tmp_path: Path, caplog: Any) -> None:
    clock = ManualClock(seoul("2026-10-31", 12))
    company = make_company(tmp_path, clock)
    company.sync.import_rows(lunches(31))
    folder = tmp_path / "exports"
    folder.write_text("in the way")
    with closing(company.database):
        scheduled = ScheduledExports(company.database, company.sync, clock, schedules_of([MONTHLY])[0], folder)
        scheduled.look()
        clock.advance(seoul("2026-11-01", 7) - clock.now())
        scheduled.look()
        assert scheduled.late == {"attendance-monthly"}
        assert "a scheduled export could not be made" in caplog.text
        folder.unlink()
        scheduled.look()
        assert not folder.exists(), "not at once"
        clock.advance(HOUR)
        scheduled.look()
        assert len(list(folder.iterdir())) == 1
        assert scheduled.late == frozenset()


def test_a_schedule_that_can_not_be_is_told_by_its_name_and_field() -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"dataset": "chats"}, "dataset"),
        ({"rule": "FREQ=HOURLY"}, "rule"),
        ({"rule": "FREQ=DAILY;BYHOUR=24"}, "rule"),
        ({"format": "doc"}, "format"),
        ({"language": "fr"}, "language"),
        ({"period": "yesterday"}, "period"),
        ({"time_zone": "Seoul"}, "time_zone"),
        ({"columns": ["party_id"]}, "columns"),
        ({"dataset": "restaurants", "department": "x"}, "period"),
        ({"colour": "red"}, "colour"),
    ]
    for change, field in wrong:
        schedules, problems = schedules_of([{**MONTHLY, **change}])
        assert schedules == []
        assert [(one.facts["schedule"], one.facts["field"]) for one in problems] == [("attendance-monthly", field)]
    assert [one.facts["field"] for one in schedules_of([MONTHLY, MONTHLY])[1]] == ["name"]
    assert [one.facts["schedule"] for one in schedules_of([{}])[1]] == ["#1"]
