"""What the window can do, declared once: shortcuts, menus, the palette and the sheet of keys are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lunch_desktop.ui.theme.icons import Icon


class CommandGroup(StrEnum):
    """Under which heading a command stands."""

    PAGE = "page"
    """Of the page that is shown."""
    LUNCH = "lunch"
    GO = "go"
    WINDOW = "window"


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `title` gives its name in the present language.

    `keys` are sequences in Qt's portable notation ("Ctrl+N"), the first of which is shown; never bare letters, as they
    fail under the Korean input method. `enabled` says whether it can be done now; what can't is not offered either.
    """

    id: str
    group: CommandGroup
    title: Callable[[], str]
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    enabled: Callable[[], bool] = _always
