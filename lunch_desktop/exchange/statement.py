"""What every file says of itself: filter, period, who made it and when, how many rows, and how fresh they are.

The lines are made once, so that all formats say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lunch_desktop.domain.times import Instant, local
from lunch_desktop.exchange.columns import FileLanguage, Kind, Words
from lunch_desktop.exchange.shape import Shape
from lunch_desktop.wire.exports import ExportHead

_ALL: Final = Words("전체", "All")
_NEVER: Final = Words("동기화한 적 없음", "Never synced")
_SOURCES: Final = {
    "server": Words("회사 서버", "Company server"),
    "desktop": Words(
        "이 PC에 저장된 자료 (오프라인, 서버와 다를 수 있음)", "What this PC holds (offline; the server may know more)"
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it tells of, and the text, or the number with its kind. `total` marks the dataset's sums."""

    label: str
    value: str | int
    kind: Kind = Kind.TEXT
    total: bool = False


def statement(shape: Shape, head: ExportHead, *, shortened: int = 0) -> tuple[Line, ...]:
    """The lines in the file's language; `shortened` are the texts that did not fit into a cell."""
    return tuple(_lines(shape, head, head.request.language, shortened))


def _lines(shape: Shape, head: ExportHead, language: FileLanguage, shortened: int) -> Iterator[Line]:
    def line(ko: str, en: str, value: str | int, kind: Kind = Kind.TEXT) -> Line:
        return Line(ko if language == "ko" else en, value, kind)

    every = _ALL.in_(language)
    yield line("자료", "Data", shape.words.in_(language))
    yield line("기간", "Period", _period(head, every))
    yield line("사업장", "Office", head.office or every)
    yield line("부서", "Department", head.department or every)
    yield line("만든 사람", "Made by", head.made_by)
    yield line("만든 때", "Made at", _moment(head.made_at, head.time_zone))
    yield line("출처", "Source", _SOURCES[head.source].in_(language))
    fresh = _NEVER.in_(language) if head.as_of is None else _moment(head.as_of, head.time_zone)
    if head.source == "server":
        yield line("자료 기준 시각", "Data as of", fresh)
    else:
        yield line("마지막 동기화", "Last sync", fresh)
    yield line("보내지 않은 변경", "Changes not sent yet", head.waiting, Kind.NUMBER)
    if head.missing:
        names = {column.name: column.words.in_(language) for column in shape.columns}
        yield line("빠진 열", "Columns left out", ", ".join(names.get(name, name) for name in head.missing))
    if shortened:
        yield line("줄인 텍스트", "Texts shortened", shortened, Kind.NUMBER)
    yield line("행 수", "Rows", head.rows, Kind.NUMBER)
    for total in shape.totals:
        if total.name in head.totals:
            yield Line(total.words.in_(language), head.totals[total.name], total.kind, total=True)


def _period(head: ExportHead, every: str) -> str:
    first, last = head.request.day_from, head.request.day_to
    return f"{first or ''} ~ {last or ''}".strip() if first or last else every


def _moment(instant: int, time_zone: str) -> str:
    return f"{local(Instant(instant), time_zone):%Y-%m-%d %H:%M:%S} ({time_zone})"
