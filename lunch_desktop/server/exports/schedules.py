"""Which exports the server makes by itself: read from its settings, and when each is due."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final, Literal, cast, get_args
from zoneinfo import available_timezones

from lunch_desktop.domain.groups.recurring import NotPossible, check_rule, days_of, parts_of
from lunch_desktop.domain.times import Day, Instant, at, day_of
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.periods import Period
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportRequest

Format = Literal["xlsx", "csv", "jsonl", "pdf"]
FileLanguage = Literal["ko", "en"]

_BEGINNING: Final = Day("2024-01-01")
"""A Monday, from which every second week and the like are counted."""
_LOOKED_BACK: Final = timedelta(days=400)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_HOUR: Final = re.compile(r"[0-9]|1[0-9]|2[0-3]")
_MINUTE: Final = re.compile(r"[0-9]|[1-5][0-9]")
_RULE: Final = "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=6"
_FIELDS: Final = (
    "name",
    "dataset",
    "rule",
    "format",
    "language",
    "period",
    "office",
    "department",
    "time_zone",
    "columns",
    "order",
)
_NEEDED: Final = ("name", "dataset", "rule")


@dataclass(frozen=True, slots=True)
class Schedule:
    """One export that is made again and again.

    `rule` is an RRULE as groups have them, with BYHOUR and BYMINUTE, on the clocks of `time_zone`; None: those of the
    office, else of the company's first one. `office` and `department` are named by name or id. `period` goes by the day
    on which the export is due; None: everything.
    """

    name: str
    dataset: str
    rule: str
    format: Format = "xlsx"
    language: FileLanguage = "ko"
    period: Period | None = None
    office: str | None = None
    department: str | None = None
    time_zone: str | None = None
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By which it is known what was made. A schedule with another rule begins anew."""
        return f"{self.name}:{sha256(f'{self.rule} {self.time_zone}'.encode()).hexdigest()[:12]}"

    def latest(self, now: Instant, time_zone: str) -> Instant | None:
        """When it was due last, by clocks of that zone; None where that is more than a year ago."""
        rule, hour, minute = _parted(self.rule)
        today = day_of(now, time_zone)
        first = Day((date.fromisoformat(today) - _LOOKED_BACK).isoformat())
        dues = (at(day, hour, minute, time_zone) for day in reversed(days_of(rule, _BEGINNING, first, today)))
        return next((due for due in dues if due <= now), None)


def schedules_of(tables: Iterable[Mapping[str, Any]]) -> tuple[list[Schedule], list[Problem]]:
    """The schedules that the settings name, and what is wrong with the others: for each the first thing."""
    schedules: list[Schedule] = []
    problems: list[Problem] = []
    for number, table in enumerate(tables, 1):
        try:
            schedule = _schedule(table)
            if schedule.name in {known.name for known in schedules}:
                raise _Wrong("name", "each name once")
        except _Wrong as wrong:
            name = str(table.get("name", ""))[:60] or f"#{number}"
            problems.append(
                Problem(ProblemCode.EXPORT_SCHEDULE_INVALID, schedule=name, field=wrong.field, wanted=wrong.wanted)
            )
        else:
            schedules.append(schedule)
    return schedules, problems


class _Wrong(Exception):
    """The value of `field` is not `wanted`."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field = field
        self.wanted = wanted


def _schedule(table: Mapping[str, Any]) -> Schedule:
    for name in _NEEDED:
        if name not in table:
            raise _Wrong(name, _RULE if name == "rule" else "…")
    for name in table:
        if name not in _FIELDS:
            raise _Wrong(name[:60], ", ".join(_FIELDS))
    for name in _FIELDS[:-2]:
        if not isinstance(table.get(name, ""), str):
            raise _Wrong(name, "text")
    if not _NAME.fullmatch(table["name"]):
        raise _Wrong("name", "a-z 0-9 - _")
    made = Schedule(
        name=table["name"],
        dataset=_among(table, "dataset", DATASETS),
        rule=table["rule"],
        format=cast(Format, _among(table, "format", get_args(Format)) if "format" in table else "xlsx"),
        language=cast(FileLanguage, _among(table, "language", get_args(FileLanguage)) if "language" in table else "ko"),
        period=Period(_among(table, "period", tuple(Period))) if "period" in table else None,
        office=table.get("office"),
        department=table.get("department"),
        time_zone=_among(table, "time_zone", available_timezones(), "Asia/Seoul") if "time_zone" in table else None,
        columns=_names(table, "columns"),
        order=_names(table, "order"),
    )
    _check_rule(made.rule)
    _check_against_dataset(made)
    return made


def _among(table: Mapping[str, Any], field: str, possible: Iterable[str], wanted: str = "") -> str:
    possible = tuple(possible)
    if table[field] not in possible:
        raise _Wrong(field, wanted or " | ".join(possible))
    return str(table[field])


def _names(table: Mapping[str, Any], field: str) -> tuple[str, ...]:
    given = table.get(field, [])
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise _Wrong(field, '["…", "…"]')
    return tuple(given)


def _check_rule(rule: str) -> None:
    try:
        days, _, _ = _parted(rule)
        if "COUNT" in parts_of(days):
            raise NotPossible("counted from when?")
        check_rule(days, _BEGINNING)
    except NotPossible:
        raise _Wrong("rule", _RULE) from None


def _parted(rule: str) -> tuple[str, int, int]:
    """The rule of the days, the hour, and the minute. Raises NotPossible."""
    clock = {"BYHOUR": "0", "BYMINUTE": "0"}
    days: list[str] = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name in clock:
            clock[name] = value
        else:
            days.append(part)
    if not _HOUR.fullmatch(clock["BYHOUR"]) or not _MINUTE.fullmatch(clock["BYMINUTE"]):
        raise NotPossible("no time of day")
    return ";".join(days), int(clock["BYHOUR"]), int(clock["BYMINUTE"])


def _check_against_dataset(made: Schedule) -> None:
    dataset = DATASETS[made.dataset]
    used: Mapping[str, object] = {"period": made.period, "office": made.office, "department": made.department}
    for name, value in used.items():
        if value is not None and name not in dataset.filters:
            raise _Wrong(name, f"– ({made.dataset})")
    known = [column.name for column in dataset.columns]
    for field, names in (("columns", made.columns), ("order", [name.removeprefix("-") for name in made.order])):
        if not set(names) <= set(known):
            raise _Wrong(field, ", ".join(known))
        try:
            ExportRequest.model_validate({"dataset": made.dataset, field: getattr(made, field)})
        except ValueError:
            raise _Wrong(field, "each name once") from None
