"""What a row of the palette shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.palette import words
from lunch_desktop.ui.palette.finding import Entry
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.widgets.stressed import Piece, pieces

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """`name` is the whole row in words, with its place among all; `keys` its shortcut, "" for none."""

    entry: Entry
    name: str
    title: str
    about: str
    icon: Icon
    keys: str

    def pieces(self) -> list[Piece]:
        """The title in pieces, each with whether it is stressed."""
        return pieces(self.title, self.entry.ranges)


def items_of(entries: Sequence[Entry], time_zone: str, now: Instant) -> list[PaletteItem]:
    """The rows of some entries."""
    items = []
    for place, entry in enumerate(entries, start=1):
        about = words.about(entry, time_zone, now)
        keys = entry.subject.keys[0] if isinstance(entry.subject, Command) and entry.subject.keys else ""
        where = fill(translate("Palette", "%1 of %2"), place, len(entries))
        name = ", ".join(part for part in (entry.name, words.kind(entry), about, keys, where) if part)
        items.append(PaletteItem(entry, name, entry.name, about, words.icon(entry), keys))
    return items
