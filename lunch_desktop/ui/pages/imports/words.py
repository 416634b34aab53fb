"""What a list's lines and faults are called."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.exchange.importer import OTHER_OFFICE, Importer
from lunch_desktop.exchange.listing import TWICE, LineFault, LineState
from lunch_desktop.exchange.tables import TableError, TableFault
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import Tone

translate = QCoreApplication.translate

TONES: Final = {
    LineState.NEW: Tone.CONFIRMED,
    LineState.CHANGED: Tone.REQUESTED,
    LineState.SAME: Tone.NEUTRAL,
    LineState.FAULTY: Tone.REFUSED,
}


def state_word(state: LineState) -> str:
    """What a line would do, in a word."""
    words = {
        LineState.NEW: translate("Imports", "New"),
        LineState.CHANGED: translate("Imports", "Changed"),
        LineState.SAME: translate("Imports", "As it is"),
        LineState.FAULTY: translate("Imports", "Wrong"),
    }
    return words[state]


def field_word(importer: Importer, name: str) -> str:
    """A field's word, as the template has it."""
    return importer.header(name, "ko" if language_in_force() == "ko" else "en")


def fault_words(importer: Importer, fault: LineFault) -> str:
    """What is wrong with a line: the field, why, and what stands there."""
    named = "" if fault.field is None else f"{field_word(importer, fault.field)}: "
    quoted = f" (“{fault.value}”)" if fault.value else ""
    return f"{named}{_why(fault.code, fault.details)}{quoted}"


def _why(code: str, details: Mapping[str, Any]) -> str:
    words = _WHY.get(code)
    return words(details) if words is not None else refusal_text(code, details).what


_WHY: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    TWICE: lambda details: fill(translate("Imports", "Line %1 is about the same."), details["line"]),
    OTHER_OFFICE: lambda details: fill(
        translate("Imports", "It is of another office. Here you bring in what is of %1."), details["office"]
    ),
    "invalid_value": lambda _: translate("Imports", "This can't be read as such a value."),
    "login_taken": lambda _: translate("Imports", "Somebody else has this login."),
    "last_admin": lambda _: translate("Imports", "The company would have no admin any more."),
    "login_missing": lambda _: translate("Imports", "A new employee needs a login."),
    "department_missing": lambda _: translate("Imports", "A department is needed here."),
    "no_office": lambda _: translate("Imports", "There is no office of that name."),
    "number_of_several": lambda _: translate("Imports", "Several employees have this number."),
    "nobody": lambda _: translate("Imports", "Neither a number nor a login: nobody can tell who it is."),
}


def table_words(error: TableError, importer: Importer) -> str:
    """Why a file can't be read at all."""
    needed = ", ".join(field_word(importer, one.name) for one in importer.fields if one.required)
    words = {
        TableFault.EMPTY: translate("Imports", "The file is empty."),
        TableFault.TOO_LARGE: translate("Imports", "The file is too large for such a list."),
        TableFault.NOT_TEXT: translate(
            "Imports", "The file is no text. Save it in Excel as CSV, or choose its encoding."
        ),
        TableFault.FIELD_TOO_LONG: translate("Imports", "A cell is longer than anything in such a list."),
        TableFault.BROKEN_QUOTES: translate("Imports", "Quotes are opened and not closed."),
        TableFault.NO_NAMES: fill(
            translate("Imports", "A column is missing: %1. Compare the first line with the template's."), needed
        ),
        TableFault.COLUMN_TWICE: translate("Imports", "Two columns mean the same. Take one of them away."),
        TableFault.TOO_MANY_LINES: fill(translate("Imports", "The file has more than %1 lines."), f"{importer.most:,}"),
        TableFault.UNREADABLE: translate("Imports", "The file can't be opened."),
    }
    said = words[error.fault]
    where = translate("Imports", "Line %1")
    return said if error.line is None else f"{fill(where, error.line)}: {said}"
