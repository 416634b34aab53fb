"""The installer uv: found on the PATH if it is new enough, else installed into .tools/ from a hashed requirement."""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from setup.layout import TOOLS, UV_LOCK, SetupError, script
from setup.processes import run_quietly

_NETWORK_REMEDY = "Check the connection to the package index (a proxy is named by HTTPS_PROXY), then try again."


def parse_version(text: str) -> tuple[int, ...]:
    """The first version in ``text`` ("uv 0.13.9 (x86_64)" gives (0, 13, 9)), or () when there is none."""
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", text)
    return tuple(int(part) for part in found.groups()) if found else ()


def is_new_enough(version: tuple[int, ...], pinned: tuple[int, ...]) -> bool:
    """Whether a uv found on the machine will do: at least the pinned one's minor release."""
    return version != () and version[:2] >= pinned[:2]


def base_python() -> str:
    """The interpreter that environments are made from, also when this runs inside one that will be replaced."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def find_uv() -> Path:
    """A uv that runs, installed first if need be. Raises SetupError if there is no way to get one."""
    pinned = parse_version(UV_LOCK.read_text(encoding="utf-8"))
    on_path = shutil.which("uv")
    if on_path is not None and is_new_enough(_version_of(Path(on_path)), pinned):
        return Path(on_path)
    own = script(TOOLS, "uv")
    if _version_of(own) != pinned:
        _install_uv()
    return own


def uv_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment uv runs in: the system's certificates, no Python of its own, and pip's index if one is set."""
    environment = {**environ, "UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    if "UV_CACHE_DIR" not in environ and not _has_home(environ):
        environment["UV_CACHE_DIR"] = str(TOOLS / "cache")
    # Both would lead uv to another environment than the checkout's.
    environment.pop("VIRTUAL_ENV", None)
    environment.pop("UV_PROJECT_ENVIRONMENT", None)
    if not any(re.fullmatch(r"UV_(\w+_)?INDEX(_URL)?", name) for name in environ):
        index = environ.get("PIP_INDEX_URL") or _pip_index()
        if index:
            environment["UV_DEFAULT_INDEX"] = index
    return environment


def _has_home(environ: Mapping[str, str]) -> bool:
    """Whether uv can keep its cache where it usually does; the account of a service may have no home."""
    return os.name != "posix" or os.access(environ.get("XDG_CACHE_HOME") or environ.get("HOME") or "", os.W_OK)


def _version_of(uv: Path) -> tuple[int, ...]:
    try:
        said = subprocess.run(
            [str(uv), "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError:
        return ()
    return parse_version(said.stdout) if said.returncode == 0 else ()


def _pip_index() -> str:
    """The index that this machine's pip is set to use; "" when there is none, or no pip to ask."""
    for python in (script(TOOLS, "python"), Path(base_python())):
        if not python.exists():
            continue
        command = [str(python), "-m", "pip", "config", "get", "global.index-url"]
        asked = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.strip()
    return ""


def _install_uv() -> None:
    print("Installing uv into .tools/", flush=True)
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(
            "This Python has no ensurepip, so it can't make virtual environments. "
            "On Debian and Ubuntu install python3-venv; elsewhere use another Python."
        )
    run_quietly(
        [base_python(), "-m", "venv", "--clear", TOOLS],
        "Making .tools/",
        "Check that the checkout can be written to and that the disk is not full.",
    )
    # The list of pinned files names no index; pip takes the one it is set up with.
    run_quietly(
        [
            script(TOOLS, "python"),
            *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--only-binary", ":all:", "--require-hashes", "--requirement", UV_LOCK),
        ],
        "Installing uv",
        _NETWORK_REMEDY,
        {name: value for name, value in os.environ.items() if name != "PIP_REQUIRE_VIRTUALENV"},
    )
