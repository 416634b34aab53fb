"""What the words of the inbox's entries are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.entities import Party
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_date
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone

translate = QCoreApplication.translate
SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class InboxText:
    """How an entry reads. `plain` and `plain_detail` name nobody, for where others may look on."""

    title: str
    plain: str
    detail: str
    icon: Icon
    tone: Tone = Tone.NEUTRAL
    unnamed: str | None = None
    """The detail without anybody's name, where it holds one."""

    @property
    def plain_detail(self) -> str:
        """What it is about, without anybody's name."""
        return self.detail if self.unnamed is None else self.unnamed

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return SEPARATOR.join(part for part in (self.title, self.detail) if part)


def about(entry: InboxEntry, time_zone: str, *parts: str) -> str:
    """What changed, then the party or proposal: its title, when and where it meets."""
    party = entry.party or entry.proposal
    if party is None:
        return SEPARATOR.join(part for part in parts if part)
    when = f"{short_date(party.meets_at, time_zone)} {clock(party.meets_at, time_zone)}"
    title = party.title if isinstance(party, Party) else party.text
    return SEPARATOR.join(part for part in (*parts, f"“{title}”", when, party.place) if part)


def somebody(entry: InboxEntry) -> str:
    """By name, where the person may see it."""
    return entry.by or translate("Inbox", "A colleague")


def some(entry: InboxEntry, name: str, one: Callable[[], str], several: Callable[[], str]) -> str:
    """The latest by name, the others by their number."""
    count = len(entry.details.get(name, ()))
    if not count:
        return ""
    first = next(iter(reversed(entry.named(name))), translate("Inbox", "A colleague"))
    return fill(one(), first) if count == 1 else fill(several(), first, count - 1)
