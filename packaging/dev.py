#!/usr/bin/env python3
"""Sets up the project on a fresh machine and runs it: ``python packaging/dev.py run`` or ``test``.

Standard library only, and in syntax that Python 3.8 can parse, so that an old Python is refused with a sentence
instead of a syntax error. Everything that needs the supported Python lives in packaging/setup/.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def refusal(version: tuple[int, int], is_windows: bool, interpreter_files: list[str], has_venv: bool) -> str | None:
    """Why this interpreter can't set the project up, or None when it can.

    ``version`` is the interpreter's major and minor version, ``interpreter_files`` the names beside the interpreter,
    and ``has_venv`` whether the module venv is there.
    """
    if version < OLDEST_PYTHON:
        return (
            "Lunch Desktop needs Python %d.%d or newer; this is Python %d.%d. "
            "Install a newer Python and start this command with it."
        ) % (OLDEST_PYTHON + version)
    is_embeddable = is_windows and any(name.lower().endswith("._pth") for name in interpreter_files)
    if is_embeddable or (is_windows and not has_venv):
        return (
            "This is the embeddable Python for Windows, which can't make virtual environments. "
            "Install the full Python from python.org or the Microsoft Store and start this command with it."
        )
    return None


def main() -> int:
    """Refuses an unfit interpreter, else hands over to packaging/setup/. Returns the exit code."""
    beside = [path.name for path in Path(sys.executable).parent.iterdir()] if sys.executable else []
    has_venv = importlib.util.find_spec("venv") is not None
    reason = refusal(sys.version_info[:2], os.name == "nt", beside, has_venv)
    if reason is not None:
        sys.stderr.write(reason + "\n")
        return 2
    here = str(Path(__file__).resolve().parent)
    if here not in sys.path:
        sys.path.insert(0, here)
    from setup.commands import main as commands_main

    return commands_main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
