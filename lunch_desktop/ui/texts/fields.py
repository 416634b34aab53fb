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
        "description": translate("Fields", "Description"),
        "rule": translate("Fields", "How often"),
        "starts_on": translate("Fields", "First day"),
        "meets": translate("Fields", "Meeting time"),
        "from_day": translate("Fields", "Date"),
        "employee_id": translate("Fields", "Colleague"),
        "restaurant_id": translate("Fields", "Restaurant"),
        "meets_at": translate("Fields", "Meeting time"),
        "minutes": translate("Fields", "Minutes"),
        "place": translate("Fields", "Meeting point"),
        "capacity": translate("Fields", "Seats"),
        "note": translate("Fields", "Note"),
        "state": translate("Fields", "Open or closed"),
        "visibility": translate("Fields", "Who can see it"),
        "booked": translate("Fields", "Table reserved"),
        "name": translate("Fields", "Name"),
        "day": translate("Fields", "Date"),
        "subject": translate("Fields", "What is voted on"),
        "tie_break": translate("Fields", "In a tie"),
        "options": translate("Fields", "Options"),
        "employee_ids": translate("Fields", "Colleagues"),
        "free_from": translate("Fields", "Free time"),
        "free_until": translate("Fields", "Free time"),
        "rating": translate("Fields", "Rating"),
        "text": translate("Fields", "Text"),
        "tags": translate("Fields", "Tags"),
        "tag": translate("Fields", "A tag"),
        "mentions": translate("Fields", "Mentions"),
        "category": translate("Fields", "Category"),
        "address": translate("Fields", "Address"),
        "walk_minutes": translate("Fields", "Walk"),
        "price": translate("Fields", "Price"),
        "phone": translate("Fields", "Phone"),
        "menu_link": translate("Fields", "Menu on the web"),
        "diet_facts": translate("Fields", "Diet and allergies"),
        "hours": translate("Fields", "Opening hours"),
        "reason": translate("Fields", "Reason"),
        "corner": translate("Fields", "Corner"),
        "dishes": translate("Fields", "Dishes"),
        "presets": translate("Fields", "Export presets"),
    }
    return labels.get(name) or translate("Fields", "A value")


def field_value(name: str, value: object, time_zone: str) -> str:
    """A field's value as the person would say it; `time_zone` is the office's. Restaurants are the caller's to name."""
    if value is None or value == "":
        return translate("Fields", "None")
    if isinstance(value, bool):
        return translate("Fields", "Yes") if value else translate("Fields", "No")
    if name == "meets_at" and isinstance(value, int):
        instant = Instant(value)
        return f"{short_date(instant, time_zone)} {clock(instant, time_zone)}"
    if name == "minutes" and isinstance(value, int):
        return translate("Fields", "%n min", None, value)
    if name == "capacity" and isinstance(value, int):
        return translate("Fields", "%n seat(s)", None, value)
    if name == "rating" and isinstance(value, int):
        return "★" * value if value else translate("Fields", "None")
    if name == "tags":
        return ", ".join(str(value).split(","))
    words = {
        ("state", PartyState.OPEN.value): translate("Fields", "Open"),
        ("state", PartyState.CLOSED.value): translate("Fields", "Closed"),
        ("state", PartyState.CANCELLED.value): translate("Fields", "Cancelled"),
        ("visibility", Visibility.OFFICE.value): translate("Fields", "Everybody at the office"),
        ("visibility", Visibility.INVITED.value): translate("Fields", "Only those invited"),
    }
    return words.get((name, str(value))) or str(value)
