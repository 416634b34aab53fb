"""The text that invites to a party in a messenger."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.entities import PartyState, Visibility
from lunch_desktop.store.desktop.queries.parties import PartyView
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
        _seats_left(view),
        translate("Parties", "A table is reserved") if party.booked else "",
        fill(translate("Parties", "Host: %1"), view.host.name) if view.host is not None else "",
        party.note,
        _how(view),
    ]
    return "\n".join(line for line in lines if line)


def _seats_left(view: PartyView) -> str:
    """How many are free; of a full party, that one can wait."""
    if view.party.state == PartyState.CLOSED:
        return translate("Parties", "Seats: closed, ask the host")
    if view.free == 0:
        return fill(translate("Parties", "Seats: all %1 taken, you can wait for one"), view.party.capacity)
    return fill(translate("Parties", "Seats: %1 of %2 free"), view.free, view.party.capacity)


def _how(view: PartyView) -> str:
    """Where to join; never a link, which would tell whoever it is passed on to."""
    if view.party.visibility == Visibility.INVITED:
        return translate("Parties", "To join: Lunch Desktop > Lunch parties; it is there for those who are invited.")
    return translate("Parties", "To join: open Lunch Desktop, choose it under Today or Lunch parties, and press Enter.")
