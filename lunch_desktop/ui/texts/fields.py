"""What the fields of a change are called, and how their values read."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.entities import PartyState, Visibility
from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.texts.times import clock, short_date

translate = QCoreApplication.translate


def field_label(name: str) -> str:
    """The name of a field as a form shows it; one that this version doesn't know is "A value"."""
    labels = {
        "title": translate("Fields", "Title"),
        "restaurant_id": translate("Fields", "Restaurant"),
        "meets_at": translate("Fields", "Meeting time"),
        "minutes": translate("Fields", "Minutes"),
        "place": translate("Fields", "Meeting point"),
        "capacity": translate("Fields", "Seats"),
        "note": translate("Fields", "Note"),
        "state": translate("Fields", "Open or closed"),
        "visibility": translate("Fields", "Who can see it"),
        "day": translate("Fields", "Date"),
        "free_from": translate("Fields", "Free time"),
        "free_until": translate("Fields", "Free time"),
    }
    return labels.get(name) or translate("Fields", "A value")


def field_value(name: str, value: object, time_zone: str) -> str:
    """A field's value as the person would say it; `time_zone` is the office's. Restaurants are the caller's to name."""
    if value is None or value == "":
        return translate("Fields", "None")
    if name == "meets_at" and isinstance(value, int):
        instant = Instant(value)
        return f"{short_date(instant, time_zone)} {clock(instant, time_zone)}"
    if name == "minutes" and isinstance(value, int):
        return translate("Fields", "%n min", None, value)
    if name == "capacity" and isinstance(value, int):
        return translate("Fields", "%n seat(s)", None, value)
    words = {
        ("state", PartyState.OPEN.value): translate("Fields", "Open"),
        ("state", PartyState.CLOSED.value): translate("Fields", "Closed"),
        ("state", PartyState.CANCELLED.value): translate("Fields", "Cancelled"),
        ("visibility", Visibility.OFFICE.value): translate("Fields", "Everybody at the office"),
        ("visibility", Visibility.INVITED.value): translate("Fields", "Only those invited"),
    }
    return words.get((name, str(value))) or str(value)
