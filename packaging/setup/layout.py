"""Where things are in the checkout, and the one error that set-up shows to a person."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PYPROJECT = ROOT / "pyproject.toml"
REQUIREMENTS = ROOT / "packaging" / "requirements"
LOCK = REQUIREMENTS / "dev.txt"
SERVER_LOCK = REQUIREMENTS / "server.txt"
DESKTOP_LOCK = REQUIREMENTS / "desktop.txt"
AUDIT_LOCK = REQUIREMENTS / "audit.txt"
ACCEPTED = REQUIREMENTS / "accepted.toml"
UV_LOCK = REQUIREMENTS / "uv.txt"
TRANSLATIONS = ROOT / "resources" / "translations"


class SetupError(Exception):
    """Something outside the project stands in the way; the text says what happened and what to do about it."""


def script(environment: Path, name: str) -> Path:
    """The path of a program of a virtual environment, on this operating system."""
    if os.name == "nt":
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name
