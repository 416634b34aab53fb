"""The settings as a page for people who run a server, written from their declaration."""

from enum import Enum
from typing import Final

from lunch_desktop.server.settings import FILE_SUFFIX, SETTINGS, Setting

_HEAD: Final = """\
# The server's settings

Those of the desktop [are below](#the-desktops-settings).

Written from the declaration in `lunch_desktop/server/settings.py` by
`python -m lunch_desktop.server.configuration.description`; a test holds the two together.

A value comes from the command line's option, else the environment variable, else the file that `--config` or
`LUNCH_SERVER_CONFIG` names, else its default. The file is TOML with one line for each setting; `packaging/config/` has
one for each environment. An empty variable counts as not set. A secret has no option, because others see a command
line; where its variable's name ends in `_FILE`, the variable names a file that holds the secret. A name that nobody
knows is refused, in the file and among the variables that begin with `LUNCH_SERVER_`.

`lunch-desktop serve --check` shows the values in force, where each came from, and everything that is wrong with them,
and ends with 0 or 3. A start checks the same and is refused for the same, except that a Redis which does not answer is
only logged then: one process serves without it.

| setting | takes | default | variable, option | meaning |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    return _HEAD + "".join(_row(setting) for setting in SETTINGS.values())


def _row(setting: Setting) -> str:
    ways = [f"`{setting.variable}`"]
    if setting.secret:
        ways.append(f"`{setting.variable}{FILE_SUFFIX}`")
    if setting.option:
        ways.append(f"`{setting.option}`")
    takes = f"{setting.kind.name}: {setting.kind.wanted}".replace("|", "\\|")
    meaning = f"{setting.description} Secret." if setting.secret else setting.description
    return f"| `{setting.name}` | {takes} | {_default(setting)} | {', '.join(ways)} | {meaning} |\n"


def _default(setting: Setting) -> str:
    if setting.default in (None, "", ()):
        return "–"
    value = setting.default.value if isinstance(setting.default, Enum) else setting.kind.shown(setting.default)
    return f"`{value}`"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
