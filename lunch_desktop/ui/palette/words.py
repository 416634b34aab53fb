"""How the palette speaks."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.store.desktop.queries.names import GroupName, PartyName, PersonName, PlaceName
from lunch_desktop.ui.pages.groups.words import rhythm
from lunch_desktop.ui.palette.finding import Entry, Section
from lunch_desktop.ui.pickers.colleagues import about_colleague
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, day_heading
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate


def heading(section: Section) -> str:
    """What stands over a section."""
    return {
        Section.RECENT: translate("Palette", "Used lately"),
        Section.HERE: translate("Palette", "On this page"),
        Section.PAGES: translate("Palette", "Pages"),
        Section.ACTIONS: translate("Palette", "Actions"),
        Section.SETTINGS: translate("Palette", "Settings"),
        Section.PEOPLE: translate("Palette", "Colleagues"),
        Section.PLACES: translate("Palette", "Restaurants"),
        Section.GROUPS: translate("Palette", "Lunch groups"),
        Section.COMING: translate("Palette", "Coming parties"),
        Section.PAST: translate("Palette", "Past parties"),
    }[section]


def kind(entry: Entry) -> str:
    """What it is, in a word."""
    match entry.subject:
        case PersonName():
            return translate("Palette", "Colleague")
        case PlaceName():
            return translate("Palette", "Restaurant")
        case GroupName():
            return translate("Palette", "Lunch group")
        case PartyName():
            return translate("Palette", "Lunch party")
    return translate("Palette", "Page") if entry.key.startswith("command:page.") else translate("Palette", "Action")


def about(entry: Entry, time_zone: str, now: Instant) -> str:
    """What tells it from others of its name."""
    match entry.subject:
        case PersonName() as person:
            return about_colleague(person)
        case PlaceName() as place:
            walk = fill(translate("Pickers", "%1 min walk"), place.walk_minutes)
            return " · ".join(part for part in (place.category, walk) if part)
        case GroupName() as group:
            return rhythm(group.rule, group.meets)
        case PartyName() as party:
            day = day_heading(day_of(party.meets_at, time_zone), day_of(now, time_zone)) if time_zone else ""
            when = f"{day} {clock(party.meets_at, time_zone)}" if time_zone else ""
            return " · ".join(part for part in (when, party.place) if part)
    return ""


def icon(entry: Entry) -> Icon:
    """What stands before it."""
    match entry.subject:
        case PersonName():
            return Icon.PERSON
        case PlaceName():
            return Icon.STORE
        case GroupName():
            return Icon.GROUPS
        case PartyName():
            return Icon.UTENSILS
        case command:
            return command.icon or Icon.CHEVRON_RIGHT


def first_verb(entry: Entry) -> str:
    """What Enter does with it."""
    match entry.subject:
        case PersonName():
            return translate("Palette", "New party together")
        case PlaceName():
            return translate("Palette", "New party there")
        case GroupName() | PartyName():
            return translate("Palette", "Open")
    return translate("Palette", "Open") if entry.key.startswith("command:page.") else translate("Palette", "Do it")


def second_verb(entry: Entry) -> str:
    """What Ctrl+Enter does with it; "" where there is nothing else to do."""
    match entry.subject:
        case PlaceName():
            return translate("Palette", "Show its parties")
        case PartyName() if entry.section is not Section.PAST:
            return translate("Palette", "Join")
    return ""
