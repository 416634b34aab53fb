"""The tools that look at the dependencies, in an environment of their own: what they need is not the product's."""

import hashlib
import os
from pathlib import Path

from setup.layout import AUDIT_LOCK, TOOLS, script
from setup.processes import run_quietly
from setup.uv_tool import base_python, find_uv, uv_environment

_ENVIRONMENT = TOOLS / "audit"
_STAMP = _ENVIRONMENT / "made-from"
_REMEDY = "Check the connection to the package index (a proxy is named by HTTPS_PROXY), then try again."


def auditing_tool(name: str) -> Path:
    """The path of pip-audit or cyclonedx-py, installed first if need be. Raises SetupError where it can't be."""
    wanted = hashlib.sha256(AUDIT_LOCK.read_bytes()).hexdigest()
    if not _STAMP.exists() or _STAMP.read_text(encoding="utf-8") != wanted:
        install(_ENVIRONMENT, AUDIT_LOCK, "Installing the tools that look at the dependencies")
        _STAMP.write_text(wanted, encoding="utf-8")
    return script(_ENVIRONMENT, name)


def install(environment: Path, lock: Path, what: str) -> None:
    """Make a virtual environment anew, with exactly what a lock names. Raises SetupError, with `what` failed."""
    uv, variables = find_uv(), uv_environment(os.environ)
    made: list[str | Path] = [uv, "venv", "--quiet", "--clear", "--no-project", "--python", base_python(), environment]
    run_quietly(made, what, "Check that the checkout can be written to.", variables)
    target: list[str | Path] = ["--quiet", "--python", script(environment, "python")]
    run_quietly([uv, "pip", "sync", *target, "--require-hashes", lock], what, _REMEDY, variables)
