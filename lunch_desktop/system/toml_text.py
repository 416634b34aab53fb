"""Changing values of a TOML file as a person would in an editor: comments and all other lines stay as they are."""

import json
import tomllib
from collections.abc import Mapping

Value = bool | int | float | str


def with_values(text: str, changes: Mapping[str, Value | None]) -> str:
    """`text` with these names at its top level set; None takes a name away. Raises ValueError where it is no TOML."""
    tomllib.loads(text)
    # Not splitlines: values may hold other signs that it takes for the end of a line.
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    tables = len(lines)
    kept: list[str] = []
    left = {name: value for name, value in changes.items() if value is not None}
    at = 0
    while at < tables:
        if lines[at].lstrip().startswith("["):
            tables = at
            break
        end = _statement_end(lines, at)
        statement = "\n".join(lines[at:end])
        named = set(tomllib.loads(statement))
        if not named & changes.keys():
            kept += lines[at:end]
        else:
            kept += [written(name, left.pop(name)) for name in sorted(named & left.keys())]
        at = end
    while kept and not kept[-1].strip():
        kept.pop()
    kept += [written(name, value) for name, value in left.items()]
    rest = lines[tables:]
    return "\n".join([*kept, *([""] if rest and kept else []), *rest]) + "\n"


def written(name: str, value: Value) -> str:
    """One line. A JSON string is a TOML string too, DEL apart."""
    if isinstance(value, bool):
        return f"{name} = {'true' if value else 'false'}"
    if isinstance(value, int | float):
        return f"{name} = {value!r}"
    return f"{name} = " + json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _statement_end(lines: list[str], start: int) -> int:
    """The line after the statement that begins at `start`: strings and arrays may go over several."""
    for end in range(start + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    raise ValueError("no end of a value")
