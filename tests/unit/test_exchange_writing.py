"""Exports as files: read back by second readers, safe from formulas, the same each time, and whole or not there."""

import csv
import json
import os
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lunch_desktop.exchange.columns import Column, Kind, Words
from lunch_desktop.exchange.neutral import neutral, original
from lunch_desktop.exchange.writing import Cancelled, write_export
from lunch_desktop.exchange.writing.pdf_page import load_font, printed
from lunch_desktop.exchange.writing.xlsx_frame import sheet_name
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import Value
from tests.support.exported import LUNCHES, STATES, Sheet, head_of, lunches
from tests.support.hostile_texts import HOSTILE, NAMES

FORMATS = ("csv", "xlsx", "jsonl", "pdf")


def _written(folder: Path, rows: list[list[Value]], shape: Sheet = LUNCHES, **asked: Any) -> Path:
    head = head_of(shape, rows, **asked)
    target = folder / f"out.{head.request.language}.{head.request.format}"
    done = write_export(target, shape, head, iter(rows))
    assert (done.rows, done.bytes, done.path) == (len(rows), target.stat().st_size, target)
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []
    return target


def test_a_csv_is_read_by_python_with_its_statement_at_the_end(tmp_path: Path) -> None:
    rows = lunches(57)
    content = _written(tmp_path, rows, format="csv", waiting=3, source="desktop").read_bytes()
    assert content.startswith("\ufeff사번,".encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    read = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert read[0] == [column.words.ko for column in LUNCHES.columns]
    assert [row[0] for row in read[1:58]] == [row[0] for row in rows]
    assert [int(row[8]) for row in read[1:58]] == [row[8] for row in rows]
    assert {row[6] for row in read[1:58]} == {words.ko for words in STATES.values()}
    assert read[58] == []
    told = {row[1]: row[2] for row in read[59:] if row[0] == "#"}
    assert told["금액 합계"] == str(sum(int(row[8] or 0) for row in rows))
    assert (told["행 수"], told["보내지 않은 변경"]) == ("57", "3")


def test_an_xlsx_has_true_dates_numbers_and_texts_with_their_zeros(tmp_path: Path) -> None:
    rows = lunches(40)
    book = openpyxl.load_workbook(_written(tmp_path, rows, format="xlsx"))
    sheet = book.worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("점심 참석", "A2", "A1:L41")
    first = [cell.value for cell in sheet[2]]
    assert first[0] == "00000"
    assert first[3] == datetime(2026, 6, 1)  # noqa: DTZ001 - a spreadsheet has no zones
    assert first[8] == -2000
    assert (first[9], first[10]) == (time(11), datetime(2026, 11, 1, 9))  # noqa: DTZ001
    assert [cell.number_format for cell in sheet[2]][7:9] == ["#,##0", "#,##0"]
    assert [cell.number_format for cell in sheet[2]][3] == "yyyy-mm-dd"
    assert sheet.max_row == 41
    told = {row[0]: row[1] for row in book.worksheets[-1].iter_rows(values_only=True)}
    assert told["금액 합계"] == sum(int(row[8] or 0) for row in rows)
    assert told["행 수"] == 40


def test_json_lines_hold_codes_and_end_with_a_tail(tmp_path: Path) -> None:
    rows = lunches(20)
    lines = [json.loads(line) for line in _written(tmp_path, rows, format="jsonl").read_text("utf-8").splitlines()]
    assert [list(line.values()) for line in lines[1:-1]] == rows
    assert lines[0]["head"]["rows"] == lines[-1]["tail"]["rows"] == 20


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_pdf_is_searchable_and_numbers_its_pages(tmp_path: Path, language: str) -> None:
    rows = lunches(80)
    target = _written(tmp_path, rows, format="pdf", language=language, source="desktop")
    told = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, timeout=30)
    text = told.stdout.decode()
    total = f"{sum(int(row[8] or 0) for row in rows):,}"
    assert (f"{total}원" if language == "ko" else f"₩{total}") in text
    pages = text.split("\f")[:-1]
    assert all(f"{number}/{len(pages)}" in page.replace(" ", "") for number, page in enumerate(pages, 1))
    table = "".join(pages[2:])
    assert all(table.count(str(row[0])) for row in rows)
    assert table.count(LUNCHES.columns[1].words.in_("ko" if language == "ko" else "en")) >= len(pages) - 2
    assert "김민준" in text


def test_hostile_texts_come_back_from_csv_and_xlsx_and_jsonl_and_are_no_formulas(tmp_path: Path) -> None:
    shape = Sheet(
        "hostile", Words("=검사", "=check"), (Column("a", Words("=1+1", "@SUM(A1)")), Column("b", Words("b", "b")))
    )
    rows: list[list[Value]] = [[text, -1] for text in HOSTILE]
    shape = Sheet(shape.name, shape.words, (shape.columns[0], Column("b", Words("b", "b"), Kind.NUMBER)))
    heads: dict[str, Any] = {"office": NAMES[0], "made_by": "=1+1"}
    with _written(tmp_path, rows, shape, format="csv", **heads).open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    book = openpyxl.load_workbook(_written(tmp_path, rows, shape, format="xlsx", **heads))
    sheet, about = book.worksheets[0], book.worksheets[-1]
    lines = _written(tmp_path, rows, shape, format="jsonl", **heads).read_text("utf-8").split("\n")
    _written(tmp_path, rows, shape, format="pdf", **heads)
    assert read[0][0] == "'=1+1"
    assert sheet["A1"].value == "'=1+1"
    assert sheet.title == "_=검사"
    told = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert told["사업장"] == neutral(NAMES[0])
    assert told["만든 사람"] == "'=1+1"
    shortened = 0
    for place, text in enumerate(HOSTILE):
        plain = (text.isprintable() and text.isascii()) or not any(ord(one) < 32 or ord(one) >= 127 for one in text)
        in_csv, in_xlsx = read[place + 1][0], sheet.cell(place + 2, 1)
        assert in_xlsx.data_type != "f"
        assert in_xlsx.hyperlink is None
        assert sheet.cell(place + 2, 2).value == -1
        shortened += len(neutral(text).encode("utf-16-le", "replace")) > 2 * 32_767
        if plain:
            assert original(in_csv) == text
        if plain and len(text) < 32_767 and "_x" not in text:
            assert original(in_xlsx.value or "") == text
        if not any("\ud800" <= one <= "\udfff" for one in text):
            assert json.loads(lines[place + 1])["a"] == text
    assert told["줄인 텍스트"] == shortened > 0


@pytest.mark.parametrize("name", [*NAMES, "가" * 40, "😀" * 40, "'x'", "[a]:*?/\\"])
def test_names_of_sheets_are_what_excel_takes(name: str) -> None:
    for number in (1, 2, 12):
        made = sheet_name(name, number)
        assert 1 <= len(made.encode("utf-16-le")) <= 62
        assert not set(made) & set("[]:*?/\\")
        assert not made.startswith(("=", "+", "-", "@", "'"))
        assert not made.endswith("'")


_ONCE = """
import sys
from pathlib import Path
from lunch_desktop.exchange.writing import write_export
from tests.support.exported import LUNCHES, head_of, lunches
for form in ("csv", "xlsx", "jsonl", "pdf"):
    rows = lunches(50)
    write_export(Path(sys.argv[1]) / form, LUNCHES, head_of(LUNCHES, rows, format=form), rows)
"""


def test_the_same_rows_make_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    made = []
    for place, (seed, zone, tongue) in enumerate([("1", "Asia/Seoul", "C"), ("2", "America/New_York", "ko_KR.UTF-8")]):
        folder = tmp_path / str(place)
        folder.mkdir()
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": tongue,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run(
            [sys.executable, "-c", _ONCE, folder], check=True, env=environment, timeout=60, umask=0o22 * place
        )
        made.append({one.name: one.read_bytes() for one in folder.iterdir()})
    assert made[0].keys() == set(FORMATS)
    assert made[0] == made[1]


@pytest.mark.parametrize("form", FORMATS)
def test_a_cancel_leaves_the_old_file_and_nothing_else(tmp_path: Path, form: str) -> None:
    rows = lunches(2_500)
    target = tmp_path / "old"
    target.write_bytes(b"old")
    told: list[int] = []
    with pytest.raises(Cancelled):
        write_export(
            target,
            LUNCHES,
            head_of(LUNCHES, rows, format=form),
            rows,
            progress=told.append,
            cancelled=lambda: bool(told),
        )
    assert told == [1_000]
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_rows_that_are_not_those_promised_make_no_file(tmp_path: Path) -> None:
    rows = lunches(5)
    head = head_of(LUNCHES, rows, format="csv")
    for wrong in (rows[:4], [*rows, rows[0]]):
        with pytest.raises(ValueError, match="promises 5"):
            write_export(tmp_path / "x", LUNCHES, head, wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_source_keeps_its_own_words(tmp_path: Path) -> None:
    def broken() -> Any:
        yield lunches(1)[0]
        raise ConnectionResetError("the source")

    with pytest.raises(ConnectionResetError, match="the source"):
        write_export(tmp_path / "x", LUNCHES, head_of(LUNCHES, lunches(2), format="csv"), broken())
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_long_for_a_pdf_is_said_before_it_is_made(tmp_path: Path) -> None:
    head = head_of(LUNCHES, [], format="pdf").model_copy(update={"rows": 50_001})
    with pytest.raises(Problem) as caught:
        write_export(tmp_path / "x", LUNCHES, head, [])
    assert caught.value.code is ProblemCode.EXPORT_TOO_LONG_FOR_PDF


def test_every_hangul_syllable_has_a_shape_in_a_report_and_what_has_none_is_a_box() -> None:
    load_font()
    syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
    assert printed(syllables + "₩·…") == syllables + "₩·…"
    assert printed("밥\U0001f35c\u202e") == "밥□"


def test_rows_that_fill_a_sheet_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lunch_desktop.exchange.writing.xlsx_frame.ROWS_OF_A_SHEET", 20)
    rows = lunches(45)
    book = openpyxl.load_workbook(_written(tmp_path, rows, format="xlsx", language="en"))
    assert book.sheetnames == ["Lunch attendance", "Lunch attendance 2", "Lunch attendance 3", "About this file"]
    read = [row[0] for sheet in book.worksheets[:-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert read == [row[0] for row in rows]
    assert [sheet.auto_filter.ref for sheet in book.worksheets[:-1]] == ["A1:L21", "A1:L21", "A1:L6"]
