"""Exports as LibreOffice reads them: the same cells, and nothing of them reckoned with."""

import csv
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from lunch_desktop.exchange.columns import Column, Kind, Words
from lunch_desktop.exchange.neutral import neutral
from lunch_desktop.exchange.writing import write_export
from lunch_desktop.wire.exports import Value
from tests.support.exported import LUNCHES, STATES, Sheet, head_of, lunches
from tests.support.hostile_texts import HOSTILE

_ROWS: Final = lunches(60)
_HOSTILE: Final = [text for text in HOSTILE if len(text) <= 32_767]
_COLUMN: Final = Column("a", Words("=1+1", "@SUM(A1)"))
_SHAPE: Final = Sheet("hostile", Words("=검사", "+check"), (_COLUMN, Column("n", Words("-n", "n"), Kind.WON)))
_EVALUATING: Final = "CSV:44,34,76,1,,0,false,true,true,false,false,-1,true"
"""How a table comes in: commas, UTF-8, numbers and days found out, and, against all caution, formulas reckoned with."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of both kinds, each opened by LibreOffice and stored as a spreadsheet of its own."""
    folder = tmp_path_factory.mktemp("opened")
    hostile: list[list[Value]] = [[text, -place] for place, text in enumerate(_HOSTILE)]
    files = []
    for name, shape, rows in (("plain", LUNCHES, _ROWS), ("hostile", _SHAPE, hostile)):
        for form in ("csv", "xlsx"):
            target = folder / f"{name}-{form}.{form}"
            head = head_of(shape, rows, format=form, office="=1+1", made_by="@SUM(A1)", language="en")
            write_export(target, shape, head, rows)
            files.append(target)
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    books = [file for file in files if file.suffix == ".xlsx"]
    tables = [file for file in files if file.suffix == ".csv"]
    for arguments, some in (
        (["--convert-to", "fods", f"--infilter={_EVALUATING}"], tables),
        (["--convert-to", "fods"], books),
        (["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"], books),
    ):
        done = subprocess.run(
            [*office, *arguments, "--outdir", folder, *some], check=True, capture_output=True, timeout=100
        )
        assert b"convert" in done.stdout, done.stderr
    return folder


def _fods(folder: Path, name: str) -> str:
    return (folder / f"{name}.fods").read_text("utf-8")


@pytest.mark.slow
def test_libreoffice_evaluates_nothing_and_makes_no_links(opened: Path) -> None:
    for name in ("plain-csv", "hostile-csv", "plain-xlsx", "hostile-xlsx"):
        document = _fods(opened, name)
        assert "table:formula" not in document, name
        assert "table:dde" not in document
        body = document[document.index("<office:body") :]
        assert "<text:a " not in body
        assert "xlink:href" not in body
    for name in ("plain-csv", "hostile-csv"):
        assert 'office:value="-' in _fods(opened, name), "true negative numbers stay numbers"


@pytest.mark.slow
def test_a_workbook_has_the_same_cells_in_libreoffice(opened: Path) -> None:
    (exported,) = [one for one in opened.iterdir() if one.name.startswith("plain-xlsx-Lunch")]
    with exported.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read[0] == [column.words.en for column in LUNCHES.columns]
    assert len(read) == len(_ROWS) + 1
    for row, seen in zip(_ROWS, read[1:], strict=True):
        wanted = ["" if value is None else str(value) for value in row]
        wanted[6] = STATES[str(row[6])].en
        hour, minute = map(int, str(row[9]).split(":"))
        wanted[9] = f"{(hour - 1) % 12 + 1:02d}:{minute:02d}:00 {'PM' if hour >= 12 else 'AM'}"
        wanted[10] = str(row[10]).replace("T", " ")
        wanted[11] = "yes" if row[11] else "no"
        assert seen == wanted


@pytest.mark.slow
def test_hostile_cells_of_a_workbook_are_their_texts_in_libreoffice(opened: Path) -> None:
    (exported,) = [one for one in opened.iterdir() if re.match(r"hostile-xlsx-_\+check", one.name)]
    with exported.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    for place, text in enumerate(_HOSTILE):
        seen, number = read[place + 1]
        assert number == str(-place) or place == 0
        if text.isprintable() and "_x" not in text and text.isascii():
            assert seen == neutral(text)
