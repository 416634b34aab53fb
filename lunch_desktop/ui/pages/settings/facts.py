"""What the settings page tells besides settings, and what it may ask of the program."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SignedInAs:
    """The account of this window."""

    name: str
    login: str
    office: str
    server: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`sign_out` asks first where something waits to be sent; `restart` ends the program and starts it anew."""

    account: SignedInAs
    data_folder: Path
    log_folder: Path
    sign_out: Callable[[], object]
    restart: Callable[[], object]
