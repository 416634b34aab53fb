"""What every tour does: walk through all pages, use the palette, look at everything in other clothes."""

from collections.abc import Iterable
from typing import Final

from tests.tour.visitor import Visitor

PAGES: Final = ("today", "parties", "groups", "restaurants", "people", "chat", "inbox", "sync", "settings")
ACCOUNT_PAGES: Final = {
    "profile": "My profile",
    "devices": "My devices",
    "password": "My password",
    "accounts": "Change the account",
}
HOSTS_PAGES: Final = (
    "today",
    "parties",
    "groups",
    "restaurants",
    "people",
    "chat",
    "inbox",
    "sync",
    "hosting",
    "settings",
)


def walk(visitor: Visitor, word: str, pages: Iterable[str] = PAGES) -> None:
    """Every page by its key, with a picture "page-word" of each. An admin's settings have no number."""
    for number, page in enumerate(pages, start=1):
        visitor.press("Ctrl+," if page == "settings" else f"Ctrl+{number}")
        visitor.picture(f"{page}-{word}")


def walk_account(visitor: Visitor, word: str) -> None:
    """The pages of one's own account, which have no key, with a picture of each."""
    for page, english in ACCOUNT_PAGES.items():
        through_palette(visitor, "Shell", english)
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
