"""What is loaded once the first page is there, so that the first time of anything else is as quick as the second."""

from importlib import import_module
from typing import Final

MODULES: Final = (
    "lunch_desktop.ui.pages.parties.page",
    "lunch_desktop.ui.pages.parties.detail_sheet",
    "lunch_desktop.ui.palette.palette",
    "lunch_desktop.ui.palette.shortcuts",
    "lunch_desktop.ui.pages.inbox.page",
    "lunch_desktop.ui.pages.sync_centre.page",
    "lunch_desktop.ui.pages.settings.page",
    "lunch_desktop.ui.pages.exports.page",
)
"""In the order in which they are likely to be wanted."""


def load() -> None:
    """Load them. On a thread of its own: who needs one meanwhile waits for that one alone."""
    for module in MODULES:
        import_module(module)
