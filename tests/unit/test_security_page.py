"""docs/security.md names tests that there are, for each of those whom it keeps out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
ATTACKERS = (
    "A stolen laptop",
    "A curious colleague",
    "A hostile employee with a modified client",
    "A stolen refresh token",
    "A hostile network",
)


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_the_page_names_is_there(file: str, test: str) -> None:
    assert test in names_in(file)


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_every_answer_to_an_attacker_names_what_guards_it(attacker: str) -> None:
    section = PAGE.split(f"## {attacker}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 4
    assert [row for row in rows if "::test_" not in row] == []
