"""The steps of ``dev.py test``: each runs, however the others end, and the failures are told together at the end."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup.layout import ROOT, VENV, script

_CHECKED = ("lunch_desktop", "packaging", "tests")


@dataclass(frozen=True)
class Step:
    """One check: the command, run in the checkout, ends with 0 when all is well."""

    name: str
    command: tuple[str | Path, ...]
    environment: tuple[tuple[str, str], ...] = ()


def steps(*, fast: bool, workers: int, pytest_arguments: Sequence[str]) -> list[Step]:
    """The steps in their order, pytest last: its closing line then stands near the end of the output.

    ``fast`` leaves out the tests marked slow. ``workers`` is the number of test processes; below 2 the tests run in
    pytest's own, and so they do when ``pytest_arguments`` settle the matter.
    """
    checked = [name for name in _CHECKED if next((ROOT / name).rglob("*.py"), None) is not None]
    pytest: list[str | Path] = [script(VENV, "python"), "-P", "-m", "pytest"]
    if fast:
        pytest += ["-m", "not slow"]
    if workers > 1 and not any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in pytest_arguments):
        pytest += ["-n", str(workers), "--dist", "loadgroup"]
    # Asking an advisory service takes its time, and is no use more than once a day or so.
    audit = [] if fast else [Step("pip-audit", (sys.executable, ROOT / "packaging" / "dev.py", "audit"))]
    return [
        Step("ruff check", (script(VENV, "ruff"), "check", "--no-fix", ".")),
        Step("ruff format", (script(VENV, "ruff"), "format", "--check", ".")),
        Step("mypy", (script(VENV, "mypy"), *checked)),
        Step("import-linter", (script(VENV, "lint-imports"), "--no-logo", "--no-cache")),
        *audit,
        Step("pytest", (*pytest, *pytest_arguments), (("QT_QPA_PLATFORM", "offscreen"),)),
    ]


def run_steps(chosen: Sequence[Step], environment: Mapping[str, str], notes: Sequence[str]) -> int:
    """Runs the steps one after the other and returns 0, or 1 when any failed. ``notes`` are repeated at the end."""
    results: list[tuple[Step, int, float]] = []
    for step in chosen:
        print(f"--- {step.name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(
            [str(part) for part in step.command],
            cwd=ROOT,
            env={**environment, **dict(step.environment)},
            # A person may want pytest's --pdb; nobody else is asked for anything.
            stdin=None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL,
            check=False,
        ).returncode
        results.append((step, code, time.monotonic() - started))
    print(summary([(step.name, code, seconds) for step, code, seconds in results], notes), flush=True)
    return 1 if any(code != 0 for _, code, _ in results) else 0


def summary(results: Sequence[tuple[str, int, float]], notes: Sequence[str]) -> str:
    """The last words: a line a step (its name, exit code and seconds), the notes, and what failed."""
    lines = ["---"]
    lines += [f"{name:<14} {'ok' if code == 0 else 'FAILED':<7}{seconds:6.1f} s" for name, code, seconds in results]
    lines += [f"Note: {note}" for note in notes]
    failed = [name for name, code, _ in results if code != 0]
    total = sum(seconds for _, _, seconds in results)
    lines.append(f"{'Failed: ' + ', '.join(failed) if failed else 'All steps passed'} ({total:.1f} s)")
    return "\n".join(lines)
