"""Another key for the server's tokens: `lunch-desktop rotate-keys`. A server that runs sees it by itself."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from lunch_desktop.bootstrap.noting import note_operators_deed
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode, raise_all


@dataclass(frozen=True, slots=True)
class RotateOptions:
    """What `rotate-keys` was asked for; `stolen`: the former keys are trusted no more."""

    stolen: bool
    data_dir: str | None
    file: Path | None


def rotate_keys(options: RotateOptions, language: Language) -> int:
    """Make the key, say so, and note it. Raises Problem `keys_not_there` where no server has keys yet, Problems."""
    configuration = configure({"data_dir": options.data_dir}, os.environ, file=options.file)
    raise_all(configuration.problems)
    settings = configuration.settings
    data = open_data_folder(settings.data_dir, os.environ)
    folder = settings.keys or data.server / "keys"
    if not any(folder.glob("*.pem")):
        raise Problem(ProblemCode.KEYS_NOT_THERE, path=str(folder))
    keys = SigningKeys(folder, SystemClock())
    made = keys.replace_stolen() if options.stolen else keys.rotate()
    words = words_of(language)
    said = words["keys_replaced" if options.stolen else "keys_rotated"].format(key=made.kid)
    sys.stdout.write(said + "\n")
    note_operators_deed(settings, data, folder, Action.KEYS_ROTATED, key=made.kid, stolen=options.stolen)
    return 0
