"""Every dataset in every format, of a company whose names are hostile: read back by other programs, none reckons."""

import csv
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

import openpyxl
import pytest

from lunch_desktop.demo.company import build_company
from lunch_desktop.domain.times import Instant
from lunch_desktop.exchange.datasets import DATASETS
from lunch_desktop.exchange.neutral import original
from lunch_desktop.exchange.sources import CompanyReports
from lunch_desktop.exchange.writing import write_export
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.wire.exports import ExportHead, ExportRequest
from tests.support.clock import ManualClock
from tests.support.company import SEALS
from tests.support.hostile_texts import HOSTILE

FORMATS: Final = ("csv", "xlsx", "jsonl", "pdf")
TEXTS: Final = {
    "offices": ("name",),
    "departments": ("name",),
    "employees": ("name", "extension"),
    "staff_numbers": ("number",),
    "restaurants": ("name", "category", "address", "phone", "tags", "menu_link", "diet_facts", "hours"),
    "reviews": ("text", "tags"),
    "menus": ("dishes",),
}
"""What people type and an export holds."""
_EVALUATING: Final = "CSV:44,34,76,1,,0,false,true,true,false,false,-1,false,true"
_NOW: Final = Instant(1_795_000_000_000)
STORABLE: Final = [
    text for text in HOSTILE if "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)
]
"""A database holds no NUL and no half of a letter; the writers' own tests have them."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[Path, ExportHead]]:
    """A file of each dataset and format, with its head."""
    folder = tmp_path_factory.mktemp("exports")
    database = CompanyDatabase.open(f"sqlite:///{folder / 'company.db'}")
    CompanySync(database, ManualClock(_NOW), SEALS).import_rows(list(_hostile_rows()))
    reports = CompanyReports(database, ManualClock(_NOW), "=1+1")
    made: dict[tuple[str, str], tuple[Path, ExportHead]] = {}
    for name, dataset in DATASETS.items():
        for form in FORMATS:
            target = folder / f"{name}-{form}.{form}"
            request = ExportRequest(dataset=name, format=form, language="en")
            with reports.open(request) as (head, rows):
                done = write_export(target, dataset, head, rows)
            assert done.rows == head.rows
            made[name, form] = target, head
    database.close()
    return made


def _hostile_rows() -> Iterator[tuple[Any, Any]]:
    texts = cycle(STORABLE)
    for table, row in build_company(1, _NOW).rows():
        if table.name == "menus" and any(part in row.dishes for part in ("\r",)):
            continue
        yield table, replace(row, **{name: next(texts) for name in TEXTS.get(table.name, ())})


def _told(rows: list[list[str]]) -> dict[str, str]:
    """The statement at the end of a table, by its labels."""
    return {row[1]: row[2] for row in rows if len(row) == 3 and row[0] == "#"}


@pytest.mark.parametrize("name", list(DATASETS))
def test_count_and_totals_are_the_same_in_every_format(
    name: str, files: dict[tuple[str, str], tuple[Path, ExportHead]]
) -> None:
    dataset = DATASETS[name]
    table, head = files[name, "csv"]
    with table.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    end = next(place for place, row in enumerate(lines) if not row)
    assert (end - 1, len(lines[0])) == (head.rows, len(head.request.columns))
    told = _told(lines[end:])
    book = openpyxl.load_workbook(files[name, "xlsx"][0])
    sheet, about = book.worksheets[0], {row[0]: row[1] for row in book.worksheets[-1].iter_rows(values_only=True)}
    assert sheet.max_row == head.rows + 1
    objects = [json.loads(line) for line in files[name, "jsonl"][0].read_text("utf-8").split("\n") if line]
    assert len(objects) == head.rows + 2
    pages = _pages(files[name, "pdf"][0])
    for total in dataset.totals:
        label, value = total.words.en, head.totals[total.name]
        assert int(told[label]) == value, label
        assert int(str(about[label]).replace(",", "")) == value, label
        assert objects[0]["head"]["totals"][total.name] == value
        assert f"{value:,}" in pages or str(value) in pages, label
    for place, column in enumerate(head.request.columns):
        of_json = [row[column] for row in objects[1:-1]]
        if dataset.column(column).kind.value in ("text", "code"):
            words = {code: said.en for code, said in dataset.column(column).codes.items()}
            of_csv = [original(row[place]) for row in lines[1:end]]
            plain = [(one, read) for one, read in zip(of_json, of_csv, strict=True) if str(one).isprintable()]
            wanted = [normalize("NFC", words.get(one, one or "")) for one, _ in plain]
            assert wanted == [read for _, read in plain], column
        elif dataset.column(column).kind.value in ("number", "won"):
            of_book = [sheet.cell(row, place + 1).value for row in range(2, head.rows + 2)]
            assert of_book == of_json, column


def _pages(file: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_libreoffice_reckons_with_none_of_them(
    files: dict[tuple[str, str], tuple[Path, ExportHead]], tmp_path: Path
) -> None:
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fods"]
    for form, more in (("csv", [f"--infilter={_EVALUATING}"]), ("xlsx", [])):
        some = [path for (_, one), (path, _) in files.items() if one == form]
        subprocess.run([*office, *more, "--outdir", tmp_path, *some], check=True, capture_output=True, timeout=200)
    documents = {
        path.stem: (tmp_path / f"{path.stem}.fods").read_text("utf-8")
        for (_, form), (path, _) in files.items()
        if form in ("csv", "xlsx")
    }
    assert len(documents) == 2 * len(DATASETS)
    for name, document in documents.items():
        body = document[document.index("<office:body") :]
        assert "table:formula" not in body, name
        assert "table:dde" not in body, name
        assert "xlink:href" not in body, name
