"""What a statement about who may do what is made of; the statements themselves are in `authorisation`."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import OfficeId
from lunch_desktop.domain.people import ADMINS, EMPLOYEES
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import ABSENT, Reader


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A kind of thing that changes name, and how one who acts can stand to it.

    `relation` answers how they do, of several relations that fit the first; None where this desktop can't know. Who is
    in one of `sees` knows that there is such a thing; to all others it is `not_found`, whatever they want of it.
    `title` is what the thing is called, for refusals that say so, None if it has no name or isn't held.
    """

    name: str
    relations: type[StrEnum]
    sees: frozenset[StrEnum]
    relation: Callable[[Reader, Any], StrEnum | None]
    title: Callable[[Reader, Any], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may run a mutation: of `allowed`, whose account is not deactivated.

    `subject` and `allowed` are None for what touches nothing but the actor's own. `others` is what those are told who
    see the subject and may not. What a mutation checks beyond this is about the subject's state and the time, not
    about who asks.
    """

    subject: Subject | None = None
    allowed: frozenset[StrEnum] | None = None
    others: RefusalCode = RefusalCode.NOT_FOUND

    def __post_init__(self) -> None:
        """A rule about something says who; anything else would allow everybody."""
        if (self.subject is None) != (self.allowed is None):
            raise ValueError("a rule needs both a subject and who is allowed, or neither")

    @property
    def refusals(self) -> frozenset[RefusalCode]:
        """All that this rule alone may say."""
        denied = self.subject is not None and self.allowed is not None and self.subject.sees - self.allowed
        return frozenset({RefusalCode.NOT_FOUND, *((self.others,) if denied else ())})

    def of(self, relation: StrEnum) -> RefusalCode | None:
        """What somebody in this relation is told; None if they may."""
        if self.subject is None or self.allowed is None or relation in self.allowed:
            return None
        return self.others if relation in self.subject.sees else RefusalCode.NOT_FOUND

    def __call__(self, world: Reader, args: Any) -> None:
        """Raises Refusal. A desktop that can't know how somebody stands lets the change pass; the server can."""
        employee = world.get(EMPLOYEES, world.actor)
        if employee is ABSENT or (employee and not employee.active):
            raise Refusal(RefusalCode.NOT_FOUND)
        if self.subject is None:
            return
        relation = self.subject.relation(world, args)
        code = None if relation is None else self.of(relation)
        if code is None:
            return
        title = self.subject.title(world, args) if code in TITLED else None
        raise Refusal(code) if title is None else Refusal(code, title=title)


TITLED: Final[Set[RefusalCode]] = frozenset({RefusalCode.NOT_JOINED, RefusalCode.NOT_A_MEMBER})
"""Refusals of rules whose text names the subject."""


def check_named(world: Reader, table: Table[Any], row_id: str, office: OfficeId) -> None:
    """Refuse a change that names what is not of its `office`, just as one that names nothing there is.

    Not so on a desktop which doesn't hold the row. Raises Refusal `not_found`.
    """
    row = world.get(table, row_id)
    if row is ABSENT or (row and row.office_id != office):
        raise Refusal(RefusalCode.NOT_FOUND)


def is_admin(world: Reader) -> bool | None:
    """Whether the actor is an admin; their own desktop holds that, so it is known on both hosts after a first sync."""
    found = world.get(ADMINS, world.actor)
    if found is ABSENT:
        return False
    return True if found else None
