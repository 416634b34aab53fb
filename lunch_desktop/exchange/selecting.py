"""What a request comes to for a dataset and a source: it is checked here, and nothing of it is ever ignored."""

from dataclasses import dataclass

from lunch_desktop.domain.times import is_day
from lunch_desktop.exchange.dataset import FILTERS, Dataset
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.store.reports.query import Selection
from lunch_desktop.store.reports.reading import Tables
from lunch_desktop.store.reports.refusing import ReportFault, ReportRefused
from lunch_desktop.wire.exports import ExportRequest


@dataclass(frozen=True, slots=True)
class Selected:
    """What is read, the names of the office and department that were chosen, and the columns that are not held."""

    selection: Selection
    office: str | None
    department: str | None
    missing: tuple[str, ...]


def dataset_of(request: ExportRequest) -> Dataset:
    """The dataset that is asked for. Raises ReportRefused for what no source could answer."""
    dataset = DATASETS.get(request.dataset)
    if dataset is None:
        raise ReportRefused(ReportFault.UNKNOWN_DATASET, request.dataset)
    known = {column.name for column in dataset.columns}
    for name in (*request.columns, *(one.removeprefix("-") for one in request.order)):
        if name not in known:
            raise ReportRefused(ReportFault.UNKNOWN_COLUMN, name)
    asked = {
        "period": request.day_from or request.day_to,
        "office": request.office_id,
        "department": request.department_id,
    }
    for name in FILTERS:
        if asked[name] is not None and name not in dataset.filters:
            raise ReportRefused(ReportFault.FILTER_NOT_TAKEN, name)
    _check_period(request)
    return dataset


def _check_period(request: ExportRequest) -> None:
    days = [day for day in (request.day_from, request.day_to) if day is not None]
    if not all(is_day(day) for day in days) or days != sorted(days):
        raise ReportRefused(ReportFault.INVALID_PERIOD)


def selected(tables: Tables, dataset: Dataset, request: ExportRequest) -> Selected:
    """What is read of a source. Raises ReportRefused for an office or department that it does not know."""
    office = department = None
    if request.office_id is not None:
        place = tables.offices().get(request.office_id)
        if place is None:
            raise ReportRefused(ReportFault.UNKNOWN_OFFICE, request.office_id)
        office = place.name
    if request.department_id is not None:
        place = tables.departments().get(request.department_id)
        if place is None or request.office_id not in (None, place.office_id):
            raise ReportRefused(ReportFault.UNKNOWN_DEPARTMENT, request.department_id)
        department = place.name
    columns, order = request.columns or dataset.usual, request.order or dataset.order
    missing = tuple(
        dict.fromkeys(
            name
            for name in (*columns, *(one.removeprefix("-") for one in order))
            if not tables.is_held(dataset.query, name)
        )
    )
    return Selected(
        Selection(
            columns=tuple(name for name in columns if name not in missing),
            order=tuple(name for name in order if name.removeprefix("-") not in missing),
            day_from=request.day_from,
            day_to=request.day_to,
            office_id=request.office_id,
            department_id=request.department_id,
        ),
        office,
        department,
        missing,
    )
