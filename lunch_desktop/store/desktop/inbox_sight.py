"""My lunches as the server has confirmed them: what is compared before and after rows have come."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, Text, bindparam, select

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, Membership, MembershipState, Party
from lunch_desktop.domain.parties.guests import GUESTS, Guest
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class Sight:
    """Parties that I have a membership of, mine by party, and everybody else's by party and employee.

    `guests` has how many come from outside, by party.
    """

    parties: dict[str, Party] = field(default_factory=dict)
    mine: dict[str, Membership] = field(default_factory=dict)
    others: dict[str, dict[str, Membership]] = field(default_factory=dict)
    guests: dict[str, int] = field(default_factory=dict)

    def free_seats(self, party_id: str) -> int:
        """How many seats nobody has."""
        everybody = [*self.others.get(party_id, {}).values(), self.mine[party_id]]
        seated = sum(one.state == MembershipState.CONFIRMED for one in everybody)
        return self.parties[party_id].capacity - seated - self.guests.get(party_id, 0)


class _Statements:
    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        memberships, pristine = schema.entities[MEMBERSHIPS.name], schema.pristine
        shown = [memberships.c[name] for name in MEMBERSHIPS.columns]
        own = (memberships.c.employee_id == bindparam("me"), memberships.c.day >= bindparam("since"))
        self.mine = Prepared(select(*shown).where(*own), dialect, "me", "since")
        of_parties = select(*shown).where(is_one_of(memberships.c.party_id, "parties", dialect))
        self.all = Prepared(of_parties, dialect, "parties")
        guests = schema.entities[GUESTS.name]
        brought = select(*(guests.c[name] for name in GUESTS.columns))
        self.guests = Prepared(brought.where(is_one_of(guests.c.party_id, "parties", dialect)), dialect, "parties")
        this = pristine.c.table_name == bindparam("name", type_=Text())
        kept = select(pristine.c.row_id, pristine.c.copy).where(this, is_one_of(pristine.c.row_id, "ids", dialect))
        self.kept = Prepared(kept, dialect, "name", "ids")


_statements = compiled_once(_Statements)


class Looking:
    """Looks at the confirmed rows beneath what waiting changes have made of them, inside one transaction."""

    def __init__(self, connection: Connection, schema: DesktopSchema, rows: EntityRows, actor: EmployeeId) -> None:
        self._connection = connection
        self._rows = rows
        self._actor = actor
        self._statements = _statements(schema, connection.dialect)

    def look(self, since: Day, *, waiting: bool) -> Sight:
        """My lunches from the day `since` on; `waiting` says whether changes wait, which may have written over rows."""
        found = [Membership(*row) for row in self._statements.mine.all(self._connection, self._actor, since)]
        mine = {one.party_id: one for one in self._confirmed(MEMBERSHIPS.name, found, waiting)}
        ids = sorted(mine)
        if not ids:
            return Sight()
        held = self._rows[PARTIES.name].many(self._connection, ids)
        parties = {party.id: party for party in self._confirmed(PARTIES.name, held, waiting)}
        everybody = [Membership(*row) for row in self._statements.all.all(self._connection, ids)]
        others: dict[str, dict[str, Membership]] = defaultdict(dict)
        for one in self._confirmed(MEMBERSHIPS.name, everybody, waiting):
            if one.employee_id != self._actor:
                others[one.party_id][one.employee_id] = one
        brought = [Guest(*row) for row in self._statements.guests.all(self._connection, ids)]
        coming = Counter(str(one.party_id) for one in self._confirmed(GUESTS.name, brought, waiting))
        return Sight(parties, {str(party): one for party, one in mine.items()}, others, dict(coming))

    def my_parties(self, since: Day) -> set[str]:
        """The parties from the day `since` on that I have a membership of, in whatever state, waiting or confirmed."""
        return {row[1] for row in self._statements.mine.all(self._connection, self._actor, since)}

    def _confirmed(self, name: str, rows: Sequence[Any], waiting: bool) -> list[Any]:
        """The rows as the server has them; those that only this desktop has are left out."""
        if not waiting or not rows:
            return list(rows)
        kept = dict(self._statements.kept.all(self._connection, name, [row.id for row in rows]))
        entity, columns = TABLES_BY_NAME[name].entity, TABLES_BY_NAME[name].columns
        confirmed = []
        for row in rows:
            copy = kept.get(row.id, row)
            if copy is row:
                confirmed.append(row)
            elif copy is not None:
                confirmed.append(entity(*(copy[column] for column in columns)))
        return confirmed
