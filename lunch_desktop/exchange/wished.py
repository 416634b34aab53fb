"""From what somebody typed, or kept as a preset, to the request for an export."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, get_args

from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.columns import FileLanguage
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.periods import Period, days_of
from lunch_desktop.store.export_names import ExportNames
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportRequest

FORMATS: Final = ("xlsx", "csv", "jsonl", "pdf")
LANGUAGES: Final = get_args(FileLanguage)


def request_of(wish: ExportWish, names: ExportNames, today: Day) -> ExportRequest:
    """What is wished for; what is typed goes before the preset's.

    Raises Problem, which lists what is possible.
    """
    kept = _preset(wish.preset, names) if wish.preset else {}
    dataset = _dataset(wish.dataset or str(kept.get("dataset", "")))
    named = {**_of_preset(kept, today), **_typed(wish, names, today), "dataset": dataset.name}
    named.setdefault("language", wish.spoken if wish.spoken in LANGUAGES else LANGUAGES[0])
    named.setdefault("format", _by_ending(wish))
    _check_columns(dataset, named)
    _check_filters(dataset, named)
    first, last = named.get("day_from"), named.get("day_to")
    if first and last and first > last:
        raise Problem(ProblemCode.EXPORT_PERIOD_BACKWARDS, start=first, end=last)
    try:
        return ExportRequest.model_validate(named)
    except ValueError as error:
        raise Problem(ProblemCode.EXPORT_REFUSED, reason="request") from error


def _typed(wish: ExportWish, names: ExportNames, today: Day) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    if wish.period:
        typed["day_from"], typed["day_to"] = days_of(_period(wish.period), today)
    if wish.day_from or wish.day_to:
        typed["day_from"], typed["day_to"] = (_day(one) if one else None for one in (wish.day_from, wish.day_to))
    if wish.office:
        typed["office_id"] = _id_of(wish.office, names.offices, ProblemCode.EXPORT_OFFICE_UNKNOWN)
    if wish.department:
        typed["department_id"] = _id_of(wish.department, names.departments, ProblemCode.EXPORT_DEPARTMENT_UNKNOWN)
    if wish.columns:
        typed["columns"] = wish.columns
    if wish.order:
        typed["order"] = wish.order
    if wish.language:
        typed["language"] = _one_of(wish.language, LANGUAGES, ProblemCode.EXPORT_LANGUAGE_UNKNOWN)
    if wish.format:
        typed["format"] = _one_of(wish.format, FORMATS, ProblemCode.EXPORT_FORMAT_UNKNOWN)
    return typed


def _preset(name: str, names: ExportNames) -> dict[str, Any]:
    settings = names.presets.get(name)
    if settings is None:
        raise _unknown(ProblemCode.EXPORT_PRESET_UNKNOWN, name, sorted(names.presets))
    kept = json.loads(settings)
    if not isinstance(kept, dict):
        raise _unknown(ProblemCode.EXPORT_PRESET_UNKNOWN, name, sorted(names.presets))
    return kept


def _of_preset(kept: Mapping[str, Any], today: Day) -> dict[str, Any]:
    """A preset's period is relative, but for a custom one, which has its days."""
    named = {name: value for name, value in kept.items() if name in ExportRequest.model_fields and value is not None}
    period = kept.get("period")
    if period in list(Period):
        named["day_from"], named["day_to"] = days_of(Period(period), today)
    return named


def _by_ending(wish: ExportWish) -> str:
    ending = wish.target.suffix.removeprefix(".").casefold()
    return ending if ending in FORMATS else "xlsx"


def _dataset(given: str) -> Dataset:
    """A dataset by its name, or by what it is called in either language."""
    found = DATASETS.get(given) or next(
        (one for one in DATASETS.values() if given.casefold() in (one.words.ko, one.words.en.casefold())), None
    )
    if found is None:
        raise _unknown(ProblemCode.EXPORT_DATASET_UNKNOWN, given or "-", DATASETS)
    return found


def _check_columns(dataset: Dataset, named: Mapping[str, Any]) -> None:
    known = {column.name for column in dataset.columns}
    given = [*named.get("columns", ()), *(one.removeprefix("-") for one in named.get("order", ()))]
    unknown = next((one for one in given if one not in known), None)
    if unknown is not None:
        raise _unknown(ProblemCode.EXPORT_COLUMN_UNKNOWN, unknown or "-", (one.name for one in dataset.columns))


def _check_filters(dataset: Dataset, named: Mapping[str, Any]) -> None:
    asked = {
        "period": named.get("day_from") or named.get("day_to"),
        "office": named.get("office_id"),
        "department": named.get("department_id"),
    }
    if any(value and name not in dataset.filters for name, value in asked.items()):
        possible = ", ".join(sorted(dataset.filters)) or "-"
        raise Problem(ProblemCode.EXPORT_FILTER_UNUSED, dataset=dataset.name, possible=possible)


def _period(given: str) -> Period:
    return Period(_one_of(given.replace("-", "_"), [one.value for one in Period], ProblemCode.EXPORT_PERIOD_UNKNOWN))


def _day(given: str) -> Day:
    try:
        return Day(date.fromisoformat(given).isoformat())
    except ValueError:
        raise Problem(ProblemCode.EXPORT_DAY_UNKNOWN, given=given) from None


def _one_of(given: str, possible: Iterable[str], code: ProblemCode) -> str:
    words = list(possible)
    if given.casefold() not in words:
        raise _unknown(code, given, words)
    return given.casefold()


def _id_of(given: str, names: Mapping[str, str], code: ProblemCode) -> str:
    """The id of what has this id, or alone has this name."""
    if given in names:
        return given
    found = [row_id for row_id, name in names.items() if name.casefold() == given.strip().casefold()]
    if len(found) != 1:
        doubled = [f"{name} ({row_id})" if len(found) > 1 else name for row_id, name in names.items()]
        raise _unknown(code, given, sorted(doubled))
    return found[0]


def _unknown(code: ProblemCode, given: str, possible: Iterable[str]) -> Problem:
    return Problem(code, given=given, possible=", ".join(possible) or "-")
