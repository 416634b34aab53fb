"""The text that invites to a party in a messenger."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.pages.parties.words import seats
from lunch_desktop.ui.pickers.restaurant_words import about_restaurant
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, long_day

translate = QCoreApplication.translate


def invitation_text(view: PartyView, time_zone: str) -> str:
    """What, when, where, with how many; in the language in force, without anybody's name but the host's."""
    party, restaurant = view.party, view.restaurant
    when = f"{long_day(party.day)} {clock(party.meets_at, time_zone)}"
    lines = [
        fill(translate("Parties", "[Lunch] %1"), party.title),
        fill(translate("Parties", "When: %1"), when),
        fill(translate("Parties", "Meet at: %1"), party.place) if party.place else "",
        fill(translate("Parties", "Restaurant: %1 (%2)"), restaurant.name, about_restaurant(restaurant))
        if restaurant is not None
        else translate("Parties", "Restaurant: to be decided together"),
        fill(translate("Parties", "Seats: %1"), seats(view)),
        fill(translate("Parties", "Host: %1"), view.host.name) if view.host is not None else "",
        party.note,
    ]
    return "\n".join(line for line in lines if line)
