"""Running other programs: quietly with their output shown on failure, or in place of this one."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from setup.layout import ROOT, SetupError

_SHOWN_LINES = 15


def run_quietly(
    command: Sequence[str | Path], what: str, remedy: str, environment: Mapping[str, str] | None = None
) -> str:
    """Runs ``command`` in the checkout with no input and returns its standard output.

    Raises SetupError, with ``what`` failed, the last lines it wrote and the ``remedy``, if it can't start or fails.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=None if environment is None else dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise SetupError(f"{what} failed: {command[0]} could not be started ({error.strerror}). {remedy}") from error
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-_SHOWN_LINES:]
        raise SetupError("\n  ".join([f"{what} failed (exit code {done.returncode}). {remedy}", *said]))
    return done.stdout


def become(command: Sequence[str | Path], environment: Mapping[str, str]) -> NoReturn:
    """Continues as ``command``: its exit code is ours, and signals reach it.

    Windows has no such call; there the program runs as a child, and Ctrl+C is left to it.
    """
    arguments = [str(part) for part in command]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execve(arguments[0], arguments, dict(environment))
    with subprocess.Popen(arguments, env=dict(environment)) as child:
        while True:
            try:
                sys.exit(child.wait())
            except KeyboardInterrupt:
                continue
