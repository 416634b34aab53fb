"""The desktop's settings as a page for people, written from their declaration."""

from typing import Final

from lunch_desktop.system.languages import Language
from lunch_desktop.system.setting_words import words_of
from lunch_desktop.system.settings import SETTINGS, Setting

_HEAD: Final = r"""
# The desktop's settings

Written from the declaration in `lunch_desktop/system/settings.py` by
`python -m lunch_desktop.system.setting_description`; a test holds the two together.

A value comes from the company's policy, else the command line's option, else the environment variable, else
`settings.toml` in the data folder, else its default. The window writes that file (Settings, Ctrl+,), and an editor may:
comments and names that nobody knows stay in it. It is read at the start. A value that is not understood is passed over
and told; a file that is no TOML is set aside as `settings.toml.damaged`, which is told, too.

A company sets values for everybody, where the last column says so; the window shows them locked. On Windows they are in
the registry under `HKLM\Software\Policies\Lunch Desktop`, else `HKCU\Software\Policies\Lunch Desktop` (text, or a DWORD
0 or 1 for a switch), on Linux in `/etc/lunch-desktop/policy.toml`, on macOS in the managed preferences
`lunch-desktop.plist`. Names and values are the same everywhere.

| setting | takes | default | variable, option | meaning | company |
|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    return _HEAD + "".join(_row(setting) for setting in SETTINGS.values())


def _row(setting: Setting) -> str:
    ways = ", ".join(f"`{way}`" for way in (setting.variable, setting.option) if way)
    takes = setting.kind.wanted.replace("|", "\\|")
    meaning = words_of(setting.name, Language.ENGLISH).description
    if setting.restart:
        meaning += " Counts from the next start."
    company = "yes" if setting.lockable else "no"
    return f"| `{setting.name}` | {takes} | {_default(setting)} | {ways} | {meaning} | {company} |\n"


def _default(setting: Setting) -> str:
    stored = setting.kind.stored(setting.default)
    if stored == "":
        return "–"
    return f"`{str(stored).lower() if isinstance(stored, bool) else stored}`"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
