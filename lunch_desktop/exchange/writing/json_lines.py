"""JSON Lines: the head as an object, an object a row with codes as they are, and a last object that says it is whole.

Texts are exactly as they are, but for halves of surrogate pairs, which UTF-8 can't hold.
"""

import json
import re
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from lunch_desktop.exchange.shape import Shape, columns_of
from lunch_desktop.exchange.writing.rows import Rows
from lunch_desktop.exchange.writing.texts import REPLACED, Remembered
from lunch_desktop.wire.exports import ExportHead, Value

FORMAT: Final = 1
"""Of the head; a later one that means something else has another number."""
_HALVES: Final = re.compile("[\ud800-\udfff]")


def write_json_lines(file: BinaryIO, shape: Shape, head: ExportHead, rows: Rows) -> None:
    """Write it all. Raises OSError, Cancelled, and what the source of the rows raises."""
    language = head.request.language
    columns = columns_of(shape, head)
    described = [
        {"name": column.name, "label": column.words.in_(language), "kind": column.kind.value} for column in columns
    ]
    file.write(_line({"head": {"format": FORMAT, **head.model_dump(mode="json"), "columns": described}}))
    look_up = [Remembered(_member(column.name), len(columns)).__getitem__ for column in columns]
    for chunk in rows.chunks():
        lines = map(",".join, zip(*map(map, look_up, zip(*chunk, strict=True)), strict=True))
        file.write(("{" + "}\n{".join(lines) + "}\n").encode())
    rows.finish()
    file.write(_line({"tail": {"rows": rows.count, "totals": head.totals}}))


def _member(name: str) -> Callable[[Value], str]:
    key = _json(name)
    return lambda value: f"{key}:{_json(value)}"


def _line(value: dict[str, Any]) -> bytes:
    return (_json(value) + "\n").encode()


def _json(value: object) -> str:
    return _HALVES.sub(REPLACED, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
