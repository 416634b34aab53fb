"""What an admin has chosen, and the request that follows from it; presets keep the same."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Final

from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.periods import Period, days_of
from lunch_desktop.wire.exports import ExportRequest

CUSTOM: Final = "custom"
"""The period from one day to another; without either, all the time there is."""
PERIOD, OFFICE, DEPARTMENT = "period", "office", "department"
"""What a dataset can be filtered by."""
_NAMED: Final = frozenset(one.value for one in Period)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`period` is one that goes by where today stands, or CUSTOM; `day_from` and `day_to` count for CUSTOM alone.

    Empty `columns` and `order` are the dataset's own.
    """

    dataset: str
    period: str = Period.THIS_MONTH.value
    day_from: str | None = None
    day_to: str | None = None
    office_id: str | None = None
    department_id: str | None = None
    columns: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    language: str = "ko"
    format: str = "xlsx"

    @property
    def is_all_time(self) -> bool:
        """Whether no period is chosen."""
        return self.period == CUSTOM and self.day_from is None and self.day_to is None

    def days(self, today: Day) -> tuple[str | None, str | None]:
        """The first and the last day, as of today."""
        if self.period in _NAMED:
            return days_of(Period(self.period), today)
        return self.day_from, self.day_to

    def request(self, filters: frozenset[str], today: Day) -> ExportRequest:
        """What to ask for; what the dataset can't be filtered by is left out."""
        first, last = self.days(today) if PERIOD in filters else (None, None)
        return ExportRequest.model_validate(
            {
                "dataset": self.dataset,
                "day_from": first,
                "day_to": last,
                "office_id": self.office_id if OFFICE in filters else None,
                "department_id": self.department_id if DEPARTMENT in filters else None,
                "columns": self.columns,
                "order": self.order,
                "language": self.language,
                "format": self.format,
            }
        )

    def wider(self, today: Day) -> "Wanted":
        """The same over a longer period: its month, its year, then all the time there is."""
        if self.period in (Period.THIS_WEEK.value, Period.LAST_WEEK.value):
            return replace(self, period=Period.THIS_MONTH.value)
        if self.period in (Period.THIS_MONTH.value, Period.LAST_MONTH.value):
            return replace(self, period=Period.THIS_YEAR.value)
        del today
        return replace(self, period=CUSTOM, day_from=None, day_to=None)

    def settings(self) -> str:
        """As a preset keeps it: the fields of an ExportRequest and the period, as JSON."""
        kept = asdict(self)
        if self.period in _NAMED:
            kept["day_from"] = kept["day_to"] = None
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def of_settings(settings: str) -> Wanted:
    """What was kept. Raises ValueError for what is none, or names what no request can."""
    found = json.loads(settings)
    if not isinstance(found, dict):
        raise ValueError("no settings")
    period = found.get("period", CUSTOM)
    if period not in _NAMED and period != CUSTOM:
        raise ValueError("no such period")
    request = ExportRequest.model_validate({key: value for key, value in found.items() if key != "period"})
    return Wanted(period=str(period), **request.model_dump())
