"""What every tour does: walk through all pages, use the palette, look at everything in other clothes."""

from collections.abc import Iterable
from typing import Final

from tests.tour.visitor import Visitor

PAGES: Final = ("today", "parties", "inbox", "sync", "settings")
HOSTS_PAGES: Final = ("today", "parties", "inbox", "sync", "hosting", "settings")


def walk(visitor: Visitor, word: str, pages: Iterable[str] = PAGES) -> None:
    """Every page by its key, with a picture "page-word" of each."""
    for number, page in enumerate(pages, start=1):
        visitor.press(f"Ctrl+{number}")
        visitor.picture(f"{page}-{word}")


def through_palette(visitor: Visitor, context: str, english: str) -> None:
    """Do what a command says by typing its name."""
    visitor.press("Ctrl+K")
    visitor.write(visitor.words.say(context, english))
    visitor.press("Enter")


def work_offline(visitor: Visitor) -> None:
    """Leave the network alone."""
    through_palette(visitor, "Commands", "Work offline")
    visitor.status(reach="work_offline")


def work_online(visitor: Visitor) -> None:
    """Come back to it."""
    through_palette(visitor, "Commands", "Work online again")
    visitor.desktop.wait_until(lambda status: status.get("reach") == "online")


def find_party(visitor: Visitor, words: str) -> None:
    """Search the list of parties, and open what is found first."""
    visitor.press("Ctrl+2")
    visitor.press("Ctrl+F")
    visitor.press("Ctrl+A")
    visitor.write(words)
    visitor.press("Enter")
