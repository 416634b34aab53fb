"""Recompiles the pinned requirements. They carry hashes and name no index, so that any mirror of PyPI will do."""

import os
import re
import sys
from pathlib import Path

from setup.layout import (
    AUDIT_LOCK,
    DESKTOP_LOCK,
    LOCK,
    PYPROJECT,
    REQUIREMENTS,
    ROOT,
    SERVER_LOCK,
    UV_LOCK,
    SetupError,
)
from setup.processes import run_quietly
from setup.uv_tool import find_uv, uv_environment

_OLDEST_PYTHON = "3.11"
_ADDRESS = re.compile(r"://|^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b|\s@\s")


def lines_naming_an_index(requirements: str) -> list[str]:
    """The lines of a requirements file that say where to download from."""
    return [line for line in requirements.splitlines() if _ADDRESS.search(line)]


def compile_locks(*, upgrade: bool) -> None:
    """Writes packaging/requirements/dev.txt anew from pyproject.toml, and the parts that a server and a desktop take.

    audit.txt pins the tools that look at the others, which have an environment of their own.

    Pins that still fit stay; with ``upgrade`` everything moves to its newest release, uv itself too. Raises SetupError
    when there is no solution, or no network.
    """
    uv = find_uv()
    environment = uv_environment(os.environ)
    common: list[str | Path] = [
        *("--quiet", "--universal", "--python-version", _OLDEST_PYTHON, "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links"),
        *("--custom-compile-command", "python packaging/dev.py lock"),
        *(["--upgrade"] if upgrade else []),
    ]
    pyproject = PYPROJECT.relative_to(ROOT)
    as_pinned: list[str | Path] = ["--constraints", LOCK.relative_to(ROOT)]
    jobs: list[tuple[Path, list[str | Path]]] = [
        (LOCK, [pyproject, "--all-extras", "--group", "dev"]),
        (SERVER_LOCK, [pyproject, "--extra", "server", *as_pinned]),
        (DESKTOP_LOCK, [pyproject, "--all-extras", *as_pinned]),
        (AUDIT_LOCK, [(REQUIREMENTS / "audit.in").relative_to(ROOT)]),
    ]
    if upgrade:
        jobs.append((UV_LOCK, [(REQUIREMENTS / "uv.in").relative_to(ROOT)]))
    for target, what in jobs:
        run_quietly(
            [uv, "pip", "compile", *what, *common, "--output-file", target.relative_to(ROOT)],
            f"Compiling {target.relative_to(ROOT)}",
            "If packages contradict each other, change pyproject.toml; else check the connection.",
            environment,
        )
        named = lines_naming_an_index(target.read_text(encoding="utf-8"))
        if named:
            raise SetupError(f"{target.relative_to(ROOT)} names where to download from; don't commit it: {named[0]}")
        sys.stdout.write(f"Wrote {target.relative_to(ROOT)}\n")
