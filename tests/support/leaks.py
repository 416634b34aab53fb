"""Looks through everything that the suite's programs logged, for what may never stand there.

Tokens and keys are known by their shapes. Passwords, and what people write, have none: looked for is every password,
title, note, text and name that a test or the demo company uses, found in their sources, so that a new test's count too.
"""

import ast
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lunch_desktop.demo.data import people, phrases
from lunch_desktop.system.logs import JsonLines

TESTS: Final = Path(__file__).resolve().parents[1]
_TELLING: Final = 6
"""Characters that tell a text from a word that anything may say."""
RECORDS: Final = "every-record.log"
"""What the process of the tests itself logged; beside it lie the files of its children."""
_SHAPES: Final = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]+"  # an access token
    r"|\bld[a-z]_[\w-]{16,}"  # refresh tokens, codes, and what else the server gives out
    r"|\$argon2\w+\$"
    r"|PRIVATE KEY-----"
    r"|PRAGMA (?:re)?key\b|x'[0-9a-fA-F]{64}"
)
_LOGS: Final = re.compile(r"\.log(\.\d+)?$|errors[\w-]*\.txt$|\.(err|out|stderr|stdout)$")
_SECRET_NAMES: Final = re.compile(r"password|passphrase", re.IGNORECASE)
_WRITTEN_NAMES: Final = re.compile(r"^_?(title|note|text|message|review|comment)s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leak:
    """Where something stands that may not; `what` is its kind, for the thing itself is not to be repeated."""

    file: Path
    line: int
    what: str
    beginning: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} beginning {self.beginning!r}"


def leaks_in(folder: Path, *, most: int = 20) -> list[Leak]:
    """The first leaks in the log files below `folder`."""
    found: list[Leak] = []
    for file in sorted(folder.rglob("*")):
        if _LOGS.search(file.name) and file.is_file() and not file.is_symlink():
            found += _leaks_of(file, most - len(found))
            if len(found) >= most:
                break
    return found


def keep_records(folder: Path) -> Callable[[], None]:
    """Write all that this process logs into a file in `folder`, as a log file has it; what ends that.

    The loggers are watched, for a test may take handlers away.
    """
    original = logging.Logger.handle
    formatter = JsonLines()
    file = (folder / RECORDS).open("a", encoding="utf-8")

    def kept(self: logging.Logger, record: logging.LogRecord) -> None:
        file.write(f"{formatter.format(record)}\n")
        original(self, record)

    def end() -> None:
        logging.Logger.handle = original  # type: ignore[method-assign]
        file.close()

    logging.Logger.handle = kept  # type: ignore[method-assign]
    return end


def _leaks_of(file: Path, most: int) -> Iterator[Leak]:
    content = file.read_bytes().decode("utf-8", "replace")
    passwords, texts = _known()
    for kind, wanted in (("a secret", _SHAPES), ("a password", passwords), ("what somebody wrote", texts)):
        for match in wanted.finditer(content):
            if most <= 0:
                return
            most -= 1
            yield Leak(file, content.count("\n", 0, match.start()) + 1, kind, match[0][:8])


@cache
def _known() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """All passwords, and all texts."""
    passwords, texts = {people().password}, {*_of_the_demo()}
    for source in TESTS.rglob("*.py"):
        for name, value in _named(ast.parse(source.read_text(encoding="utf-8"))):
            if _SECRET_NAMES.search(name):
                passwords.add(value)
            elif _WRITTEN_NAMES.match(name):
                texts.add(value)
    return _any_of(passwords), _any_of(texts)


def _of_the_demo() -> Iterator[str]:
    said = phrases()
    written = [text for one in said.spotlights for text in (one.title, one.note)]
    written += [text for one in (*said.later_today, *said.weekend) for text in (one.title, one.note)]
    written += [one.text for one in said.titles]
    written += [*said.undecided_titles, *said.notes, *said.undecided_notes]
    for one in written:
        yield from (part.strip() for part in re.split(r"\{\w+\}", one) if len(part.strip()) >= _TELLING)
    for person in people().employees:
        yield from (person.name, person.login)


def _named(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every string with the name that it is given, as an argument, a variable or a key."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=str(name), value=ast.Constant(value=str(value))):
                yield name, value
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(value))):
                yield name, value
            case ast.Dict(keys=keys, values=values):
                for key, value_node in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value_node, ast.Constant):
                        yield str(key.value), str(value_node.value)


def _any_of(values: Iterable[str]) -> re.Pattern[str]:
    """Matches each of them, and its form with escapes; words that logs use themselves, and times, are left out."""
    telling = [
        one for one in values if len(one) >= 3 and not re.fullmatch(r"[a-z]+( [a-z]+)?|/.*|[\d:]+|[\x00-\x7f]{,4}", one)
    ]
    spelled = {form for one in telling for form in (one, one.encode("unicode_escape").decode(), ascii(one)[1:-1])}
    return re.compile("|".join(sorted(map(re.escape, spelled), key=len, reverse=True)) or r"(?!)")
