"""What the demo company is made of, read from `resources/demo`: people, restaurants, what they write."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from lunch_desktop.system.resources import resource_path


class When(StrEnum):
    """Days on which a title makes sense; without one it always does."""

    RAIN = "rain"
    MONDAY = "monday"
    FRIDAY = "friday"
    SUMMER = "summer"
    WINTER = "winter"
    PAYDAY = "payday"


class SpotlightKind(StrEnum):
    """The parties that the next lunch always has, so that every state can be seen."""

    NEARLY_FULL = "nearly_full"
    FULL = "full"
    INVITED = "invited"
    PRIVATE = "private"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented employee; `sociable` runs from 1 to 5, `staff_number` has leading zeros."""

    name: str
    login: str
    department: str
    extension: str
    staff_number: str
    sociable: int
    admin: bool


@dataclass(frozen=True, slots=True)
class People:
    """The company: `domain` is that of the logins, `password` opens every account."""

    company: str
    domain: str
    password: str
    departments: tuple[str, ...]
    employees: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A party's title, with placeholders, and the days that it is for."""

    text: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Eatery:
    """An invented restaurant and what people call a lunch there."""

    name: str
    category: str
    address: str
    walk_minutes: int
    price: int
    titles: tuple[Title, ...]
    tags: str
    hours: str
    diet_facts: str


@dataclass(frozen=True, slots=True)
class Spotlight:
    """A party told on purpose; `restaurant` is a name."""

    kind: SpotlightKind
    title: str
    restaurant: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Outing:
    """A party outside lunch time, for the hours `from_hour` to `to_hour` (exclusive)."""

    title: str
    restaurant: str
    note: str
    from_hour: int
    to_hour: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """What people write when they open a party."""

    places: tuple[str, ...]
    meet_there: str
    titles: tuple[Title, ...]
    undecided_titles: tuple[str, ...]
    notes: tuple[str, ...]
    notes_by_category: Mapping[str, tuple[str, ...]]
    undecided_notes: tuple[str, ...]
    spotlights: tuple[Spotlight, ...]
    later_today: tuple[Outing, ...]
    weekend: tuple[Outing, ...]


@dataclass(frozen=True, slots=True)
class Opinions:
    """What people say of restaurants: content, so so, discontent; some of it fits one category alone."""

    good: tuple[str, ...]
    fair: tuple[str, ...]
    poor: tuple[str, ...]
    tags: tuple[str, ...]
    by_category: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Talk:
    """What people say in chats: before lunch (with "{place}", else `somewhere`), on the way, afterwards, in groups."""

    somewhere: str
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    late: tuple[str, ...]
    waits: tuple[str, ...]
    thanks: tuple[str, ...]
    welcomes: tuple[str, ...]
    group_asks: tuple[str, ...]
    group_answers: tuple[str, ...]


_BRACKET: Final = " ["


@cache
def people() -> People:
    """`people.toml`."""
    raw = _read("people.toml")
    return People(
        company=raw["company"],
        domain=raw["domain"],
        password=raw["password"],
        departments=tuple(department["name"] for department in raw["departments"]),
        employees=tuple(
            Person(
                name=one["name"],
                login=one["login"],
                department=department["name"],
                extension=one["extension"],
                staff_number=one["staff_number"],
                sociable=one["sociable"],
                admin=one.get("admin", False),
            )
            for department in raw["departments"]
            for one in department["employees"]
        ),
    )


@cache
def eateries() -> tuple[Eatery, ...]:
    """`restaurants.toml`, with full addresses."""
    raw = _read("restaurants.toml")
    return tuple(
        Eatery(
            name=one["name"],
            category=one["category"],
            address=f"{raw['district']} {one['address']}",
            walk_minutes=one["walk_minutes"],
            price=one["price"],
            titles=_titles(one["titles"]),
            tags=one["tags"],
            hours=one["hours"],
            diet_facts=one["diet_facts"],
        )
        for one in raw["restaurants"]
    )


@cache
def phrases() -> Phrases:
    """`parties.toml`."""
    raw = _read("parties.toml")
    return Phrases(
        places=tuple(raw["places"]),
        meet_there=raw["meet_there"],
        titles=_titles(raw["titles"]),
        undecided_titles=tuple(raw["undecided_titles"]),
        notes=tuple(raw["notes"]),
        notes_by_category={category: tuple(notes) for category, notes in raw["notes_by_category"].items()},
        undecided_notes=tuple(raw["undecided_notes"]),
        spotlights=tuple(
            Spotlight(SpotlightKind(one["kind"]), one["title"], one.get("restaurant"), one["note"])
            for one in raw["spotlights"]
        ),
        later_today=_outings(raw["later_today"]),
        weekend=_outings(raw["weekend"]),
    )


@cache
def opinions() -> Opinions:
    """`reviews.toml`."""
    raw = _read("reviews.toml")
    return Opinions(
        good=tuple(raw["good"]),
        fair=tuple(raw["fair"]),
        poor=tuple(raw["poor"]),
        tags=tuple(raw["tags"]),
        by_category={category: tuple(texts) for category, texts in raw["by_category"].items()},
    )


@cache
def talk() -> Talk:
    """`chats.toml`."""
    raw = _read("chats.toml")
    return Talk(somewhere=raw.pop("somewhere"), **{name: tuple(texts) for name, texts in raw.items()})


def _read(name: str) -> dict[str, Any]:
    with resource_path("demo", name).open("rb") as file:
        return tomllib.load(file)


def _titles(written: Iterable[str]) -> tuple[Title, ...]:
    parted = (one.removesuffix("]").partition(_BRACKET) for one in written)
    return tuple(Title(text, When(when) if when else None) for text, _, when in parted)


def _outings(raw: Iterable[Mapping[str, Any]]) -> tuple[Outing, ...]:
    return tuple(Outing(one["title"], one["restaurant"], one["note"], one["from"], one["to"]) for one in raw)
