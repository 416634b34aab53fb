"""Identifiers. Both hosts of a mutation must make the same ids, so none of them is random inside a mutation."""

from typing import NewType
from uuid import UUID, uuid5

EmployeeId = NewType("EmployeeId", str)
OfficeId = NewType("OfficeId", str)
DepartmentId = NewType("DepartmentId", str)
RestaurantId = NewType("RestaurantId", str)
PartyId = NewType("PartyId", str)
MembershipId = NewType("MembershipId", str)
ChangeId = NewType("ChangeId", str)
ClientId = NewType("ClientId", str)

_NATURAL_KEYS = UUID("6d1f3f0e-52a0-5c0c-9d6e-3a1b8e5d9c11")
"""Namespace of ids that follow from a natural key; a constant of the product, never to change."""


def derived_id(change: ChangeId, number: int) -> str:
    """The id of the `number`-th row (from 0) that a change makes: UUIDv5 of the change's uuid."""
    return str(uuid5(UUID(change), str(number)))


def natural_id(kind: str, *parts: str) -> str:
    """The id of a row that can exist only once for its `parts`, such as a membership of a party and an employee."""
    return str(uuid5(_NATURAL_KEYS, "\x1f".join((kind, *parts))))


def uuid7(milliseconds: int, randomness: bytes) -> str:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then 74 random bits.

    `randomness` is ten bytes from the caller, because the domain has neither a clock nor chance.
    """
    if len(randomness) != 10:
        raise ValueError("a UUIDv7 takes ten random bytes")
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(randomness)
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0b11 << 62) | 0b10 << 62
    return str(UUID(int=number))
