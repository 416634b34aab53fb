"""What the window asks of colleagues, availability, diets and exports; each question is answered from one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from lunch_desktop.domain.diet_clash import Clash, clash
from lunch_desktop.domain.diets import DIETS, PARTY_NEEDS, Diet, diet_id, party_needs_id
from lunch_desktop.domain.exports.entities import ExportPreset
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, TAKING_PART, membership_id
from lunch_desktop.domain.people import ADMINS, DEPARTMENTS, EMPLOYEES, OFFICES, Department, Office
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.exports import ExportsOfMine, read_exports_of_mine, read_presets
from lunch_desktop.store.desktop.queries.people import Directory, PeopleQueries
from lunch_desktop.store.desktop.seeing import Seeing


@dataclass(frozen=True, slots=True)
class ClashView:
    """What there is to say of a restaurant and those who eat there, with the names of those who want to be named."""

    found: Clash
    names: Mapping[str, str]


class PeopleReads(Seeing):
    """See `PeopleQueries`."""

    def directory(self, now: Instant) -> Directory | None:
        """Everybody at my office, as I may know them; None before the first sync."""
        with self._seeing() as connection:
            if connection is None:
                return None
            return PeopleQueries(connection, self._schema, self._rows, self.actor).directory(now)

    def am_admin(self) -> bool:
        """Whether I am an admin, as far as this desktop knows."""
        with self._seeing() as connection:
            return connection is not None and self._rows[ADMINS.name].one(connection, self.actor) is not None

    def offices_and_departments(self) -> tuple[tuple[Office, ...], tuple[Department, ...]]:
        """Those that this desktop holds, by name."""
        with self._seeing() as connection:
            if connection is None:
                return (), ()
            found = []
            for table in (OFFICES, DEPARTMENTS):
                rows = self._schema.entities[table.name]
                ids = list(connection.execute(select(rows.c.id)).scalars())
                here = self._rows[table.name].many(connection, ids)
                found.append(tuple(sorted(here, key=lambda one: (one.name, one.id))))
        return found[0], found[1]

    def my_diet(self) -> Diet | None:
        """What I said of my diet and allergies; None without an answer."""
        with self._seeing() as connection:
            if connection is None:
                return None
            found: Diet | None = self._rows[DIETS.name].one(connection, diet_id(self.actor))
        return found

    def exports_of_mine(self, most: int) -> ExportsOfMine:
        """The last exports that held rows of mine, the newest first."""
        with self._seeing() as connection:
            if connection is None:
                return ExportsOfMine(0, ())
            return read_exports_of_mine(connection, self._schema, self.actor, most)

    def export_presets(self) -> tuple[ExportPreset, ...]:
        """How I like to make exports, by name."""
        with self._seeing() as connection:
            return () if connection is None else read_presets(connection, self._schema, self.actor)

    def diet_clash(self, restaurant_id: str, party_id: str | None) -> ClashView | None:
        """What there is to say of a restaurant for a party in which I take part, or for one that I open (None).

        None of a party that is not mine, and of a restaurant that is not held.
        """
        with self._seeing() as connection:
            if connection is None:
                return None
            place = self._rows[RESTAURANTS.name].one(connection, restaurant_id)
            needs = None
            if party_id is not None:
                party = PartyId(party_id)
                seat = self._rows[MEMBERSHIPS.name].one(connection, membership_id(party, self.actor))
                if seat is None or seat.state not in TAKING_PART:
                    return None
                needs = self._rows[PARTY_NEEDS.name].one(connection, party_needs_id(party))
            mine = self._rows[DIETS.name].one(connection, diet_id(self.actor))
            if place is None:
                return None
            found = clash(place.diet_facts, needs, mine, self.actor)
            named = self._rows[EMPLOYEES.name].many(connection, [whose for whose, _ in found.named])
        return ClashView(found, {one.id: one.name for one in named})
