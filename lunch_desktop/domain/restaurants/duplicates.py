"""Entries that may be one place: the same name, the same telephone, or the same address and half of the name."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.restaurants.entities import UNLISTED, Restaurant

_SHORTEST_PHONE: Final = 7
"""Digits; what is shorter is an extension, or a beginning."""
_SHORTEST_HALF: Final = 2


class Likeness(StrEnum):
    """Why two entries look like one; the surest first."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Suspects:
    """Two entries that may be one place."""

    one: Restaurant
    other: Restaurant
    likeness: Likeness


def name_key(name: str) -> str:
    """A name without what people write now so, now so: blanks, punctuation, case, and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    head = plain.partition("(")[0].strip() or plain
    return "".join(letter for letter in head if letter.isalnum())


def phone_key(phone: str) -> str:
    """The digits, with Korea's country code as the 0 that it stands for; "" where there are too few."""
    digits = "".join(letter for letter in unicodedata.normalize("NFKC", phone) if letter in "0123456789")
    if digits.startswith("82"):
        digits = "0" + digits[2:].removeprefix("0")
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def address_key(address: str) -> str:
    """An address without blanks and punctuation."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", address).casefold() if letter.isalnum())


def suspects(restaurants: Iterable[Restaurant]) -> tuple[Suspects, ...]:
    """Each pair of listed entries once, by the surest likeness, in the order of their names."""
    listed = sorted((one for one in restaurants if one.state not in UNLISTED), key=lambda one: (one.name, one.id))
    found: dict[tuple[str, str], Suspects] = {}
    for likeness, groups in (
        (Likeness.NAME, _groups((name_key(one.name), one) for one in listed)),
        (Likeness.PHONE, _groups((phone_key(one.phone), one) for one in listed)),
        (Likeness.ADDRESS, _groups((address_key(one.address), one) for one in listed)),
    ):
        for group in groups:
            for place, one in enumerate(group):
                for other in group[place + 1 :]:
                    if likeness is not Likeness.ADDRESS or _is_half(one, other):
                        found.setdefault((one.id, other.id), Suspects(one, other, likeness))
    return tuple(sorted(found.values(), key=lambda pair: (pair.one.name, pair.other.name, pair.one.id, pair.other.id)))


def like_it(name: str, phone: str, restaurants: Iterable[Restaurant]) -> Restaurant | None:
    """A listed restaurant that somebody who writes this name, or this telephone number, probably means."""
    wanted, number = name_key(name), phone_key(phone)
    listed = [one for one in restaurants if one.state not in UNLISTED]
    by_name = (one for one in listed if wanted and name_key(one.name) == wanted)
    by_phone = (one for one in listed if number and phone_key(one.phone) == number)
    return next(by_name, None) or next(by_phone, None)


def _groups(keyed: Iterable[tuple[str, Restaurant]]) -> Iterator[list[Restaurant]]:
    groups: defaultdict[str, list[Restaurant]] = defaultdict(list)
    for key, one in keyed:
        if key:
            groups[key].append(one)
    return (group for group in groups.values() if 1 < len(group) <= _MOST_ALIKE)


_MOST_ALIKE: Final = 12
"""A building with more places than that is an address that says nothing."""


def _is_half(one: Restaurant, other: Restaurant) -> bool:
    short, long = sorted((name_key(one.name), name_key(other.name)), key=len)
    return len(short) >= _SHORTEST_HALF and (long.startswith(short) or long.endswith(short))
