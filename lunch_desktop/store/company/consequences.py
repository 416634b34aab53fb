"""Deriving what parties are told of their members' needs, for all changes of a commit at once.

Answers are read without locking whose they are: who changes an answer takes the parties' locks afterwards, and derives
again what was derived without it.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from lunch_desktop.domain.consequences import (
    TELLING,
    diets_changed,
    earliest_day,
    eaters,
    parties_told_otherwise,
    tell_needs,
)
from lunch_desktop.domain.diets import DIETS, PARTY_NEEDS, Diet, diet_id, party_needs_id
from lunch_desktop.domain.ids import ChangeId, EmployeeId, PartyId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.company.locks import Locks
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowChange, RowWorld


def draw_consequences(
    connection: Connection,
    rows: EntityRows,
    world: RowWorld,
    locks: Locks,
    now: Instant,
    changes: Iterable[RowChange],
) -> bool:
    """Write into `world` what follows from its `changes`, once all have run; False where nothing could.

    Raises StartOver.
    """
    return _Consequences(connection, rows, world, locks, now).draw(changes)


class _Consequences:
    def __init__(self, connection: Connection, rows: EntityRows, world: RowWorld, locks: Locks, now: Instant) -> None:
        self._connection = connection
        self._rows = rows
        self._world = world
        self._locks = locks
        self._now = now

    def draw(self, changes: Iterable[RowChange]) -> bool:
        sides = [
            (one.table, None if one.before is ABSENT else one.before, None if one.after is ABSENT else one.after)
            for one in changes
            if one.table.name in TELLING
        ]
        concerned = parties_told_otherwise(sides, self._now)
        for whose in sorted(diets_changed(sides)):
            concerned |= self._parties_of(whose)
        if not concerned:
            return False
        parties = sorted(concerned)
        self._lock_and_find(MEMBERSHIPS, parties)
        present = {party: eaters(self._world, party) for party in parties}
        diets = self._diets({one for some in present.values() for one in some})
        told = self._told(parties)
        concerning = [one for one in parties if one in told or any(whose in diets for whose in present[one])]
        if not concerning:
            return False
        self._lock_and_find(GUESTS, concerning)
        self._parties(concerning)
        self._world.begin(EmployeeId(""), self._now, ChangeId(""))
        for party in concerning:
            tell_needs(self._world, party, diets)
        return True

    def _parties_of(self, whose: EmployeeId) -> set[PartyId]:
        """Those ahead in which the employee eats, and former ones of which something is still told."""
        mine = self._rows[MEMBERSHIPS.name].where(self._connection, ("employee_id",), (whose,))
        from_day = earliest_day(self._now)
        ahead = {one.party_id for one in mine if one.day >= from_day and one.state == MembershipState.CONFIRMED}
        former = [party_needs_id(one.party_id) for one in mine if one.day < from_day]
        return ahead | {one.party_id for one in self._rows[PARTY_NEEDS.name].many(self._connection, former)}

    def _lock_and_find(self, table: Table[Any], parties: Iterable[PartyId]) -> None:
        keys = [(one,) for one in parties if not self._world.knows(table, ("party_id",), (one,))]
        self._locks.before_index(table, ("party_id",), keys)
        found: dict[str, list[Any]] = {key[0]: [] for key in keys}
        for row in self._rows[table.name].where_any(self._connection, ("party_id",), keys):
            found[row.party_id].append(row)
        for party, some in found.items():
            self._world.preload_found(table, ("party_id",), (party,), some)

    def _diets(self, people: Iterable[EmployeeId]) -> dict[EmployeeId, Diet]:
        ids = sorted(diet_id(one) for one in people)
        unknown = [one for one in ids if not self._world.knows(DIETS, ("id",), (one,))]
        found = self._rows[DIETS.name].many(self._connection, unknown)
        self._world.preload(DIETS, found, sorted(set(unknown) - {one.id for one in found}))
        rows = (self._world.get(DIETS, one) for one in ids)
        return {one.employee_id: one for one in rows if one}

    def _told(self, parties: Iterable[PartyId]) -> set[PartyId]:
        """Those of which something is told so far; on whose rows the World knows afterwards."""
        ids = [party_needs_id(one) for one in parties]
        found = self._rows[PARTY_NEEDS.name].many(self._connection, ids)
        self._world.preload(PARTY_NEEDS, found, sorted(set(ids) - {one.id for one in found}))
        return {one.party_id for one in found}

    def _parties(self, parties: list[PartyId]) -> None:
        unknown = [one for one in parties if not self._world.knows(PARTIES, ("id",), (one,))]
        self._world.preload(PARTIES, self._rows[PARTIES.name].many(self._connection, unknown))
