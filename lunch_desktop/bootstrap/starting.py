"""Before anything heavy is imported: is there a first start on this data already, and does it take over?"""

import argparse
import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.system.autostart import MINIMISED, autostart_here
from lunch_desktop.system.first_start import Asked, Start, activation_of, hand_over, meeting_place
from lunch_desktop.system.links import register_links
from lunch_desktop.system.own_start import is_installed, own_command
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem

log = logging.getLogger(__name__)


def this_start(options: argparse.Namespace, environment: Mapping[str, str]) -> Start:
    """What the command line asks for, and where this start meets others on its data.

    The demo's data has a place of its own. Raises Problem where the data folder can't be used.
    """
    folder = open_data_folder(options.data_dir, environment).root
    asked = Asked(options.page, options.link, options.minimised, activation_of(environment))
    if options.command == "demo":
        return Start(meeting_place(folder / "demo", environment), asked)
    return Start(meeting_place(folder, environment), asked, folder)


def handed_over(start: Start) -> bool:
    """Whether another start has taken over what this one was asked for, which then has nothing to do."""
    return hand_over(start.place, start.asked)


def keys_begun_with(start: Start) -> Keys | None:
    """The keys of the data that this start opens; the keyring is asked from now on, beside all that has to be loaded.

    None for the demo company's, whose key is in no keyring.
    """
    if start.folder is None:
        return None
    keys = Keys(DataFolder(start.folder))
    keys.begin()
    return keys


def settle_in(environment: Mapping[str, str], *, autostart: bool) -> None:
    """Tell the system where this program is now: that it opens our links and, where wanted, starts with the computer.

    An installed program only, beside everything else: nobody waits for it, and a system that refuses is logged.
    """
    if is_installed():
        threading.Thread(target=_tell_system, args=(environment, autostart), name="settle-in", daemon=True).start()


def choose_autostart(environment: Mapping[str, str], data_dir: str | None, *, on: bool) -> None:
    """Start with the computer from now on, on the same data, or no longer. Raises Problem."""
    data = ("--data-dir", str(Path(data_dir).absolute())) if data_dir else ()
    entry = autostart_here(environment, own_command(MINIMISED, *data))
    if on:
        entry.enable()
    else:
        entry.disable()


def _tell_system(environment: Mapping[str, str], autostart: bool) -> None:
    register_links(environment)
    try:
        entry = autostart_here(environment)
        if autostart and (entry.is_on() or not entry.is_known()):  # else it was switched off in the system's own list
            entry.enable()
    except Problem as problem:
        log.warning("starting with the computer: %s", problem.facts)
