"""The aggregates that the parties' mutations lock: the party for its seats, the employee for overlapping ones."""

from collections.abc import Iterable
from typing import Protocol

from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.parties.entities import PARTIES
from lunch_desktop.domain.parties.standing import OfParty
from lunch_desktop.domain.people import EMPLOYEES


class OfPartyAndColleague(Protocol):
    """Arguments that name a party and somebody."""

    @property
    def party_id(self) -> PartyId: ...
    @property
    def employee_id(self) -> EmployeeId: ...


def employee_root(employee: EmployeeId) -> Root:
    """Locked by whatever gives an employee a seat, because they can have only one at a time."""
    return (EMPLOYEES.name, employee)


def party_root(actor: EmployeeId, args: OfParty) -> Iterable[Root]:
    """The party alone."""
    del actor
    return ((PARTIES.name, args.party_id),)


def party_and_actor(actor: EmployeeId, args: OfParty) -> Iterable[Root]:
    """The party and the one who acts."""
    return ((PARTIES.name, args.party_id), employee_root(actor))


def party_and_named(actor: EmployeeId, args: OfPartyAndColleague) -> Iterable[Root]:
    """The party and the one who is given a seat in it."""
    del actor
    return ((PARTIES.name, args.party_id), employee_root(args.employee_id))


def actor_only(actor: EmployeeId, args: object) -> Iterable[Root]:
    """The one who acts."""
    del args
    return (employee_root(actor),)
