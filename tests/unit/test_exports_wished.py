"""What somebody types for an export: understood, or said with what is possible."""

import json

import pytest

from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.wished import request_of
from lunch_desktop.store.export_names import ExportNames
from lunch_desktop.system.export_wishes import USAGE, ExportWish
from lunch_desktop.system.problems import Problem, ProblemCode

TODAY = Day("2026-11-23")
NAMES = ExportNames(
    {"o1": "서울", "o2": "부산"},
    {"d1": "개발팀", "d2": "경영지원팀", "d3": "개발팀"},
    {
        "월말": json.dumps(
            {"dataset": "attendance", "columns": ["day", "name"], "period": "last_month", "format": "pdf"}
        ),
        "모임": json.dumps({"dataset": "attendance", "day_from": "2026-01-01", "period": "custom"}),
    },
)


def a_wish(dataset: str = "attendance", **typed: object) -> ExportWish:
    """To a file in /tmp."""
    return ExportWish(**{"dataset": dataset, "out": "/tmp/a.csv", "spoken": "en", **typed})  # type: ignore[arg-type]


def test_names_periods_and_the_file_s_ending_are_understood() -> None:
    found = request_of(a_wish(office="서울", department="경영지원팀", period="last-month"), NAMES, TODAY)
    assert (found.office_id, found.department_id, found.format, found.language) == ("o1", "d2", "csv", "en")
    assert (found.day_from, found.day_to) == ("2026-10-01", "2026-10-31")


def test_what_is_typed_goes_before_the_preset_whose_period_follows_today() -> None:
    kept = request_of(a_wish("", preset="월말"), NAMES, TODAY)
    assert (kept.columns, kept.day_from, kept.format) == (("day", "name"), "2026-10-01", "pdf")
    typed = request_of(a_wish("", preset="월말", day_from="2026-11-02", format="xlsx"), NAMES, TODAY)
    assert (typed.day_from, typed.day_to, typed.format) == ("2026-11-02", None, "xlsx")
    assert request_of(a_wish("", preset="모임"), NAMES, TODAY).day_from == "2026-01-01"


@pytest.mark.parametrize(
    ("wish", "code", "possible"),
    [
        (a_wish("attendence"), ProblemCode.EXPORT_DATASET_UNKNOWN, "attendance"),
        (a_wish(columns=("day", "host")), ProblemCode.EXPORT_COLUMN_UNKNOWN, "restaurant"),
        (a_wish(order=("-host",)), ProblemCode.EXPORT_COLUMN_UNKNOWN, "restaurant"),
        (a_wish(format="ods"), ProblemCode.EXPORT_FORMAT_UNKNOWN, "xlsx, csv, jsonl, pdf"),
        (a_wish(language="fr"), ProblemCode.EXPORT_LANGUAGE_UNKNOWN, "ko, en"),
        (a_wish(office="대전"), ProblemCode.EXPORT_OFFICE_UNKNOWN, "부산, 서울"),
        (a_wish(department="개발팀"), ProblemCode.EXPORT_DEPARTMENT_UNKNOWN, "개발팀 (d1)"),
        (a_wish(preset="주간"), ProblemCode.EXPORT_PRESET_UNKNOWN, "모임, 월말"),
        (a_wish(period="someday"), ProblemCode.EXPORT_PERIOD_UNKNOWN, "last_month"),
        (a_wish("restaurants", day_from="2026-11-01"), ProblemCode.EXPORT_FILTER_UNUSED, "office"),
    ],
)
def test_what_is_unknown_is_said_with_what_is_possible(wish: ExportWish, code: ProblemCode, possible: str) -> None:
    with pytest.raises(Problem) as raised:
        request_of(wish, NAMES, TODAY)
    assert raised.value.code is code
    assert possible in str(raised.value.facts["possible"])
    assert code in USAGE


def test_a_day_that_is_none_and_a_period_that_runs_backwards_are_refused() -> None:
    for wish, code in (
        (a_wish(day_from="23.11.2026"), ProblemCode.EXPORT_DAY_UNKNOWN),
        (a_wish(day_from="2026-11-23", day_to="2026-11-01"), ProblemCode.EXPORT_PERIOD_BACKWARDS),
    ):
        with pytest.raises(Problem) as raised:
            request_of(wish, NAMES, TODAY)
        assert raised.value.code is code
