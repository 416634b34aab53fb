"""Lunch proposals as the window shows them."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import EMPLOYEES, Employee
from lunch_desktop.domain.proposals.entities import (
    PROPOSAL_ANSWERS,
    PROPOSALS,
    AnswerState,
    Proposal,
    ProposalState,
)
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class Answered:
    """One who was asked, and what they said."""

    employee: Employee
    state: AnswerState


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal that can still be answered; `mine` is my own answer, None if I made it."""

    proposal: Proposal
    proposer: Employee | None
    restaurant: Restaurant | None
    answers: tuple[Answered, ...]
    mine: AnswerState | None


def open_proposals(
    connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId, now: Instant
) -> tuple[ProposalView, ...]:
    """What can still be answered at `now`: first what waits for my answer, then what I said or made; soonest first.

    Those that I declined are left out, and my own once there is a party.
    """
    table = schema.entities[PROPOSALS.name]
    columns = [table.c[name] for name in PROPOSALS.columns]
    query = select(*columns).where(table.c.expires_at >= now, table.c.state != ProposalState.WITHDRAWN.value)
    found = [
        _view(connection, rows, actor, Proposal(*row))
        for row in connection.execute(query.order_by(table.c.expires_at, table.c.id))
    ]
    shown = [one for one in found if _is_open(one, actor)]
    return tuple(sorted(shown, key=lambda one: one.mine is not AnswerState.ASKED))


def _view(connection: Connection, rows: EntityRows, actor: EmployeeId, proposal: Proposal) -> ProposalView:
    answers = rows[PROPOSAL_ANSWERS.name].where(connection, ("proposal_id",), (proposal.id,))
    ids = sorted({proposal.proposer_id, *(one.employee_id for one in answers)})
    people = {one.id: one for one in rows[EMPLOYEES.name].many(connection, ids)}
    place = proposal.restaurant_id
    said = [Answered(people[one.employee_id], AnswerState(one.state)) for one in answers if one.employee_id in people]
    return ProposalView(
        proposal,
        people.get(proposal.proposer_id),
        rows[RESTAURANTS.name].one(connection, place) if place is not None else None,
        tuple(sorted(said, key=lambda one: one.employee.name)),
        next((AnswerState(one.state) for one in answers if one.employee_id == actor), None),
    )


def _is_open(view: ProposalView, actor: EmployeeId) -> bool:
    if view.proposal.proposer_id == actor:
        return view.proposal.state == ProposalState.OPEN
    return view.mine in (AnswerState.ASKED, AnswerState.REQUESTED)
