"""packaging/compose.yaml as plain data, and the values that its variables stand for.

The part of YAML that the file keeps to: maps and lists by indentation, lists in brackets on one line, plain and quoted
scalars, and folded text. Anything else is refused rather than misread.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
COMPOSE: Final = ROOT / "packaging" / "compose.yaml"
_KEY: Final = re.compile(r"^([\w./-]+):(?: (.*))?$")


def compose(**variables: str) -> dict[str, Any]:
    """The file with its variables filled in. Raises KeyError for one that has to be given and is not."""
    data: dict[str, Any] = parse(COMPOSE.read_text(encoding="utf-8"))
    filled: dict[str, Any] = _filled(data, variables)
    return filled


def parse(text: str) -> Any:
    """What the text says. Raises ValueError for what is not understood."""
    lines = []
    for line in text.splitlines():
        if "\t" in line:
            raise ValueError("a tab")
        if line.strip() and not line.lstrip().startswith("#"):
            lines.append((len(line) - len(line.lstrip()), line.strip()))
    value, rest = _block(lines, 0)
    if rest:
        raise ValueError(f"not understood: {rest[0][1]}")
    return value


Lines = list[tuple[int, str]]


def _block(lines: Lines, indent: int) -> tuple[Any, Lines]:
    if lines[0][1].startswith("- ") or lines[0][1] == "-":
        return _list(lines, indent)
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent:
        match = _KEY.match(lines[0][1])
        if match is None or match[1] in found:
            raise ValueError(f"not understood: {lines[0][1]}")
        key, written, lines = match[1], match[2], lines[1:]
        if written:
            found[key] = _scalar(written)
        else:
            if not lines or lines[0][0] <= indent:
                raise ValueError(f"nothing under {key}")
            found[key], lines = _block(lines, lines[0][0])
    return found, lines


def _list(lines: Lines, indent: int) -> tuple[list[Any], Lines]:
    found = []
    while lines and lines[0][0] == indent and lines[0][1].startswith("-"):
        written, lines = lines[0][1][1:].strip(), lines[1:]
        if written == ">-":
            folded = []
            while lines and lines[0][0] > indent:
                folded.append(lines[0][1])
                lines = lines[1:]
            found.append(" ".join(folded))
        elif _KEY.match(written):
            value, lines = _block([(indent + 2, written), *lines], indent + 2)
            found.append(value)
        else:
            found.append(_scalar(written))
    return found, lines


def _scalar(written: str) -> Any:
    if written[0] in '["':
        return json.loads(written)
    if written == "{}":
        return {}
    if written in ("true", "false"):
        return written == "true"
    if re.fullmatch(r"\d+", written):
        return int(written)
    if written[0] in "{'&*!|>%@`" or " #" in written or ": " in written:
        raise ValueError(f"not understood: {written}")
    return written


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, variables) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, variables) for one in value]
    return _substituted(value, variables) if isinstance(value, str) else value


def _substituted(text: str, variables: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        name, default = match[1], match[2]
        if default is not None and default.startswith("-"):
            return variables.get(name, default[1:])
        return variables[name]

    return re.sub(r"\$\$|\$\{(\w+)(?::([-?][^}]*))?\}", value, text)
