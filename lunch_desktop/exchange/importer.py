"""What a kind of list is that may be brought in: its words, its fields, and what is done with what was read."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lunch_desktop.domain.menus import Menu
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.exchange.columns import FileLanguage, Words
from lunch_desktop.exchange.listing import Field, LineRefused, ListRead
from lunch_desktop.exchange.neutral import neutral
from lunch_desktop.exchange.tables import Encoding

OTHER_OFFICE: Final = "other_office"
"""The code of a fault: the line is of another office than that of whoever brings it in."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the desktop holds of what is there already; `office` is the name of one's own."""

    office: str
    restaurants: Sequence[Restaurant] = ()
    menus: Sequence[Menu] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of list. `place` orders them; `most` is how many lines one file may have.

    `intents` are the changes that bring in what was read, in order, where the desktop can do that by itself; else it is
    None, and the server is asked with `rows` (`wire.employee_import`), which decides line by line. `examples` are the
    template's lines, one cell for each of `fields`.
    """

    name: str
    place: int
    words: Words
    about: Words
    fields: tuple[Field, ...]
    examples: Mapping[FileLanguage, Sequence[Sequence[str]]]
    most: int
    read: Callable[[bytes, Known, Encoding | None], ListRead]
    intents: Callable[[ListRead, str], list[Intent]] | None = None
    values: Mapping[str, Mapping[object, Words]] = field(default_factory=dict)
    """Of fields whose values are codes, the words by which they are shown."""

    @property
    def needs_server(self) -> bool:
        """Whether only the server can bring it in."""
        return self.intents is None

    def header(self, name: str, language: FileLanguage) -> str:
        """A field's word; of a name that is no field, the name."""
        place = 0 if language == "ko" else 1
        return next((one.headers[place] for one in self.fields if one.name == name), name)

    def template(self, language: FileLanguage) -> bytes:
        """An empty file to fill in, with examples; Excel opens it as it is."""
        table = io.StringIO(newline="")
        writer = csv.writer(table)
        writer.writerow(self.header(one.name, language) for one in self.fields)
        writer.writerows([neutral(cell) for cell in line] for line in self.examples[language])
        return table.getvalue().encode("utf-8-sig")


def check_office(values: Mapping[str, Any], known: Known) -> None:
    """Refuse a line of another office; one that names none is of one's own. Raises LineRefused."""
    named = values.get("office")
    if named is not None and known.office and named != known.office:
        raise LineRefused(OTHER_OFFICE, "office", office=known.office)
