"""Moving a company to another database: `lunch-desktop migrate-server`."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from lunch_desktop.server.configuration.checks import complete_database
from lunch_desktop.server.configuration.secrets import masked
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.configuration.words import words_of
from lunch_desktop.server.settings import database_url
from lunch_desktop.store.company.moving.move import Move, Step
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import raise_all


@dataclass(frozen=True, slots=True)
class MoveOptions:
    """What `migrate-server` was asked for. Without `source` it is the database that the settings name."""

    target: str
    source: str | None
    data_dir: str | None
    file: Path | None
    give_up: bool


def move_company(options: MoveOptions, language: Language) -> int:
    """Move, or give up, telling how it goes on standard output.

    An address without a password takes the one of the settings. Raises Problem, Problems.
    """
    configuration = configure({"data_dir": options.data_dir}, os.environ, file=options.file)
    raise_all(configuration.problems)
    settings, words = configuration.settings, words_of(language)
    folder = open_data_folder(settings.data_dir, os.environ)

    def whole(given: str) -> str:
        return complete_database(database_url(folder, given), settings.database_password)

    source = whole(settings.database_url if options.source is None else options.source)
    target = whole(options.target)
    move = Move(source, target)
    if options.give_up:
        move.give_up()
        _say(words["given_up"].format(source=masked(source)))
        return 0

    def tell(step: Step) -> None:
        word = words["verified" if step.verified else "copied"]
        _say(word.format(table=step.table, rows=step.rows, total=step.total))

    moved = move.run(tell)
    _say(words["already" if moved.already else "moved"].format(rows=moved.rows, head=moved.head, target=masked(target)))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
