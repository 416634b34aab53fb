"""What a server's process tells the one that started it: one line of JSON."""

import json
import sys
from typing import Any

from lunch_desktop.system.problems import Problem, ProblemCode


def say(line: dict[str, object]) -> None:
    """Tell the process that started this one, on standard output."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say_problem(problem: Problem) -> None:
    """Tell it why there will be no server; it raises the same problem."""
    sys.stdout.write(problem_line(problem))
    sys.stdout.flush()


def problem_line(problem: Problem) -> str:
    """A problem as a line."""
    told = {"problem": {"code": problem.code.value, "facts": dict(problem.facts)}}
    return json.dumps(told, ensure_ascii=False) + "\n"


def from_line(line: bytes, otherwise: str) -> Problem:
    """The problem in such a line; where there is none, that a server did not start, for the reason `otherwise`."""
    try:
        told: Any = json.loads(line)["problem"]
        return Problem(ProblemCode(told["code"]), **told["facts"])
    except (ValueError, KeyError, TypeError):
        return Problem(ProblemCode.CHILD_SERVER_FAILED, reason=otherwise)
