"""Exports that can't be written: the old file is intact, nothing else is left, and people are told what to do."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.exchange.writing import write_export
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode, text
from lunch_desktop.wire.exports import Value
from tests.support.exported import LUNCHES, head_of, lunches

FORMATS = ("csv", "xlsx", "jsonl", "pdf")
_OLD = b"the old file" * 100


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 KiB with an old file on it."""
    where = tmp_path / "disk"
    where.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", where], check=True, timeout=20)
    try:
        (where / "lunch.out").write_bytes(_OLD)
        yield where
    finally:
        subprocess.run(["umount", "--lazy", where], check=True, timeout=20)


def _fails(folder: Path, form: str, rows: list[list[Value]] | None = None) -> Problem:
    some = lunches(900) if rows is None else rows
    target = folder / "lunch.out"
    with pytest.raises(Problem) as caught:
        write_export(target, LUNCHES, head_of(LUNCHES, some, format=form), some)
    for language in Language:
        said = text(caught.value, language)
        assert said.remedy
        assert str(folder) in said.what
    return caught.value


def _is_as_it_was(folder: Path) -> None:
    assert [one.name for one in folder.iterdir()] == ["lunch.out"]
    assert (folder / "lunch.out").read_bytes() == _OLD


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_the_old_file(disk: Path, form: str) -> None:
    assert _fails(disk, form).code is ProblemCode.EXPORT_DISK_FULL
    _is_as_it_was(disk)


def test_a_read_only_disk_is_told(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True, timeout=20)
    assert _fails(disk, "xlsx", lunches(3)).code is ProblemCode.EXPORT_FOLDER_READ_ONLY
    _is_as_it_was(disk)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert _fails(tmp_path / "no", "csv", lunches(3)).code is ProblemCode.EXPORT_FOLDER_GONE


def test_a_folder_that_goes_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    rows = lunches(3_000)

    def unplugged(done: int) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(Problem) as caught:
        write_export(folder / "x", LUNCHES, head_of(LUNCHES, rows, format="xlsx"), rows, progress=unplugged)
    assert caught.value.code is ProblemCode.EXPORT_FOLDER_GONE


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOTCONN, ProblemCode.EXPORT_FOLDER_GONE),
        (errno.EIO, ProblemCode.EXPORT_FOLDER_GONE),
        (errno.EFBIG, ProblemCode.EXPORT_DISK_FULL),
        (errno.EBUSY, ProblemCode.EXPORT_FILE_OPEN),
        (errno.EINVAL, ProblemCode.EXPORT_NOT_WRITTEN),
    ],
)
@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_failing_last_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: ProblemCode, call: str
) -> None:
    (tmp_path / "lunch.out").write_bytes(_OLD)
    pauses: list[float] = []
    monkeypatch.setattr("lunch_desktop.system.files.time.sleep", pauses.append)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pathlib.Path.replace" if call == "replace" else "os.fsync", fail)
    problem = _fails_on_target(tmp_path)
    assert problem.code is code
    assert (sum(pauses) == pytest.approx(2.0)) == (number == errno.EBUSY and call == "replace")
    _is_as_it_was(tmp_path)


def _fails_on_target(folder: Path) -> Problem:
    rows = lunches(3)
    with pytest.raises(Problem) as caught:
        write_export(folder / "lunch.out", LUNCHES, head_of(LUNCHES, rows, format="csv"), rows)
    return caught.value


def test_a_file_that_is_let_go_within_two_seconds_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "lunch.out"
    target.write_bytes(_OLD)
    pauses: list[float] = []
    monkeypatch.setattr("lunch_desktop.system.files.time.sleep", pauses.append)
    replace = Path.replace

    def held_at_first(self: Path, other: Path) -> Path:
        if len(pauses) < 3:
            raise OSError(errno.EBUSY, "held")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held_at_first)
    rows = lunches(3)
    write_export(target, LUNCHES, head_of(LUNCHES, rows, format="jsonl"), rows)
    assert target.read_bytes() != _OLD
    assert list(tmp_path.iterdir()) == [target]
