"""The virtual environment .venv/: made, filled from the lock, and left alone while nothing it depends on changed."""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from setup.layout import LOCK, PYPROJECT, ROOT, TOOLS, VENV, SetupError, script
from setup.processes import run_quietly
from setup.system_packages import SystemPackage, ensure_system_packages, venv_packages
from setup.translations import build_translations
from setup.uv_tool import base_python, find_uv, uv_environment

STAMP = VENV / "set-up.json"
"""What the environment was last set up from; written last."""

_LOCK_WAIT_SECONDS = 900.0
_REMEDY = "Check the connection to the package index (a proxy is named by HTTPS_PROXY), then try again."


def fingerprint(lock: Path, pyproject: Path, python: str, checkout: Path) -> dict[str, str]:
    """What the environment is made from: if this is what the stamp says, there is nothing to do."""
    return {
        "checkout": str(checkout),
        "lock": hashlib.sha256(lock.read_bytes()).hexdigest(),
        "pyproject": hashlib.sha256(pyproject.read_bytes()).hexdigest(),
        "python": python,
    }


def read_stamp(path: Path) -> dict[str, str]:
    """The stamp as it was written; empty when there is none or it can't be read."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def needs_new_environment(stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether the environment has to be made anew rather than brought up to date: another Python, or it was moved."""
    return any(stamp.get(key) != wanted[key] for key in ("checkout", "python"))


def prepare(system_packages: Sequence[SystemPackage]) -> list[str]:
    """Makes everything ready and returns what stays to be told: sentences about what could not be installed.

    Raises SetupError when the environment can't be made.
    """
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    trouble = ensure_system_packages([*system_packages, *venv_packages(sys.base_prefix, has_ensurepip=has_ensurepip)])
    try:
        if not _is_current():
            with _only_one_set_up():
                if not _is_current():
                    _set_up()
        build_translations()
    except OSError as error:
        raise SetupError(
            f"Set-up can't write to the checkout ({error.filename or ROOT}: {error.strerror}). "
            "Clone it into a folder of your own, on a disk with 1 GB free."
        ) from error
    return [] if trouble is None else [trouble]


def program_environment() -> dict[str, str]:
    """The environment variables for programs of .venv/: it comes first on the PATH."""
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    environment["PATH"] = os.pathsep.join([str(script(VENV, "python").parent), os.environ.get("PATH", os.defpath)])
    environment.pop("PYTHONHOME", None)
    return environment


def _wanted() -> dict[str, str]:
    return fingerprint(LOCK, PYPROJECT, f"{platform.python_implementation()} {platform.python_version()}", ROOT)


def _is_current() -> bool:
    return os.access(script(VENV, "python"), os.X_OK) and read_stamp(STAMP) == _wanted()


def _set_up() -> None:
    started = time.monotonic()
    wanted = _wanted()
    uv = find_uv()
    environment = uv_environment(os.environ)
    new = needs_new_environment(read_stamp(STAMP), wanted)
    # An interrupted set-up must not look like the finished one before it.
    STAMP.unlink(missing_ok=True)
    python = script(VENV, "python")
    print("Setting up .venv/ (the first time this downloads about 150 MB)", flush=True)
    if new or not python.exists():
        run_quietly(
            [uv, "venv", "--quiet", "--clear", "--no-project", "--python", base_python(), VENV],
            "Making .venv/",
            "Check that the checkout can be written to and that nothing runs from .venv/.",
            environment,
        )
    pip: list[str | Path] = [uv, "pip"]
    target: list[str | Path] = ["--quiet", "--python", python]
    run_quietly(
        [*pip, "sync", *target, "--compile-bytecode", "--require-hashes", LOCK],
        "Installing the packages",
        _REMEDY,
        environment,
    )
    run_quietly(
        [*pip, "install", *target, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        "Installing Lunch Desktop into .venv/",
        "",
        environment,
    )
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    print(f"Set up in {time.monotonic() - started:.1f} s", flush=True)


@contextlib.contextmanager
def _only_one_set_up() -> Iterator[None]:
    """Holds the checkout's set-up to one process at a time; the operating system lets go if that process dies."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "set-up.lock").open("a+b") as file:
        deadline = time.monotonic() + _LOCK_WAIT_SECONDS
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise SetupError("Another set-up of this checkout has not ended for 15 minutes. End it and try again.")
            time.sleep(0.2)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
