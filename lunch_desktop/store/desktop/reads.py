"""Every question that the window asks of the file; each is answered from one snapshot."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.menus import Menu
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Employee, Office
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.domain.restaurants.ranking import Ratings
from lunch_desktop.domain.times import Day, Instant
from lunch_desktop.domain.visits import VISITS, visit_id
from lunch_desktop.store.desktop.chat_reads import ChatReads
from lunch_desktop.store.desktop.notices import Notice, Notices
from lunch_desktop.store.desktop.people_reads import PeopleReads
from lunch_desktop.store.desktop.queries.groups import GroupView, read_groups
from lunch_desktop.store.desktop.queries.inbox import (
    ComingSeat,
    InboxEntry,
    OpenRequest,
    coming_seats,
    count_unread,
    latest_id,
    open_requests,
    read_inbox,
    read_news,
)
from lunch_desktop.store.desktop.queries.names import GroupName, NameQueries, PartyName, PersonName, PlaceName, ranked
from lunch_desktop.store.desktop.queries.newcomer import newcomers_team
from lunch_desktop.store.desktop.queries.parties import PartyFilter, PartyQueries, PartyView
from lunch_desktop.store.desktop.queries.restaurants import (
    RestaurantDetail,
    RestaurantQueries,
    RestaurantView,
    ReviewView,
)
from lunch_desktop.store.desktop.queries.stewardship import (
    Importable,
    Stewardship,
    read_importable,
    read_menus,
    read_stewardship,
)
from lunch_desktop.store.desktop.queries.sync_centre import QueueCounts, SyncCentre, read_counts, read_sync_centre
from lunch_desktop.store.desktop.queries.today import Today, read_today
from lunch_desktop.store.desktop.queries.unanswered import Unanswered, unanswered_proposals
from lunch_desktop.store.desktop.together_reads import TogetherReads

MOST_FOUND = 200


class Reads(ChatReads, PeopleReads, TogetherReads):
    """Read as `actor`. Safe to use from several threads, beside writers.

    While the rights to the rows of a restored file are unchecked, the answers are those from before the first sync:
    only the person's own changes and notices are told of.
    """

    def watch_damage(self, listener: Callable[[], object]) -> None:
        """See `DesktopDatabase.watch_damage`."""
        self._database.watch_damage(listener)

    def today(self, now: Instant) -> Today | None:
        """The start page; None while the first sync has not brought my own row."""
        with self._seeing() as connection:
            return None if connection is None else read_today(connection, self._schema, self._rows, self.actor, now)

    def newcomers_team(self) -> tuple[str, ...] | None:
        """Who else is in my team, while I have been in no party; None after that."""
        with self._seeing() as connection:
            return None if connection is None else newcomers_team(connection, self._schema, self.actor)

    def party_ids(self, which: PartyFilter, today: Day, search: str = "") -> list[str]:
        """Ids of all parties of a list, in its order."""
        with self._seeing() as connection:
            return [] if connection is None else self._parties(connection).ids(which, today, search)

    def parties(self, party_ids: Sequence[str]) -> list[PartyView]:
        """Some parties, in the order asked for; those no longer held are left out."""
        with self._seeing() as connection:
            return [] if connection is None else self._parties(connection).views(party_ids)

    def party(self, party_id: str) -> PartyView | None:
        """One party; None if it is not held."""
        with self._seeing() as connection:
            return None if connection is None else self._parties(connection).view(party_id)

    def groups(self, now: Instant) -> list[GroupView]:
        """Groups: those I am asked to, mine, and those I could join."""
        with self._seeing() as connection:
            return [] if connection is None else read_groups(connection, self._schema, self._rows, self.actor, now)

    def went(self, party_id: str) -> bool:
        """Whether I have noted that we went."""
        with self._seeing() as connection:
            return (
                connection is not None
                and self._rows[VISITS.name].one(connection, visit_id(PartyId(party_id), self.actor)) is not None
            )

    def restaurants(self, search: str = "") -> list[Restaurant]:
        """Restaurants whose name or category is found, best first; without a search all: my favourites, where I
        ate lately, then the nearest. At most 200.
        """
        with self._seeing() as connection:
            if connection is None:
                return []
            names = self._names(connection).places()
            places = list(range(min(len(names), MOST_FOUND)))
            if search.strip():
                places = ranked([one.name for one in names], [one.category for one in names], search, MOST_FOUND)
            ids = [names[place].id for place in places]
            found = {one.id: one for one in self._rows[RESTAURANTS.name].many(connection, ids)}
        return [found[row_id] for row_id in ids]

    def stewardship(self) -> Stewardship:
        """What admins look after; nothing where I am none."""
        with self._seeing() as connection:
            if connection is None:
                return Stewardship(False, (), ())
            return read_stewardship(connection, self._schema, self._rows, self.actor)

    def importable(self) -> Importable:
        """What lists that I bring in may be about; nothing where I am no admin."""
        with self._seeing() as connection:
            if connection is None:
                return Importable("", (), ())
            return read_importable(connection, self._schema, self._rows, self.actor)

    def cafeteria(self, day: Day) -> tuple[Menu, ...]:
        """What my office's cafeteria serves on a day."""
        with self._seeing() as connection:
            me = None if connection is None else self._rows[EMPLOYEES.name].one(connection, self.actor)
            if connection is None or me is None:
                return ()
            return read_menus(connection, self._schema, self._rows, me.office_id, day)

    def restaurant(self, restaurant_id: str) -> Restaurant | None:
        """One restaurant."""
        with self._seeing() as connection:
            if connection is None:
                return None
            found: Restaurant | None = self._rows[RESTAURANTS.name].one(connection, restaurant_id)
            return found

    def restaurant_views(self) -> list[RestaurantView]:
        """Every restaurant that can be chosen, with its ratings and what it is to me, in order of name."""
        with self._seeing() as connection:
            return [] if connection is None else self._restaurants(connection).all()

    def ratings(self) -> dict[str, Ratings]:
        """The ratings of each restaurant that has any, by its id."""
        with self._seeing() as connection:
            return {} if connection is None else self._restaurants(connection).ratings()

    def restaurant_detail(self, restaurant_id: str) -> RestaurantDetail | None:
        """One restaurant, or what it was merged into; None if it is not held."""
        with self._seeing() as connection:
            return None if connection is None else self._restaurants(connection).one(restaurant_id)

    def reviews(self, ids: Sequence[str]) -> list[ReviewView]:
        """Some reviews, in the order asked for; those no longer held are left out."""
        with self._seeing() as connection:
            return [] if connection is None else self._restaurants(connection).reviews(ids)

    def colleagues(self, search: str = "") -> list[PersonName]:
        """Active colleagues other than me whose name or department is found, best first; without a search all: those
        I met lately, then by name. At most 200.
        """
        with self._seeing() as connection:
            names = [] if connection is None else self._names(connection).people()
        if not search.strip():
            return names[:MOST_FOUND]
        places = ranked([one.name for one in names], [one.department for one in names], search, MOST_FOUND)
        return [names[place] for place in places]

    def colleague(self, employee_id: str) -> PersonName | None:
        """One colleague who can be invited."""
        return next((one for one in self.names_of_people() if one.id == employee_id), None)

    def names_of_people(self) -> list[PersonName]:
        """All active colleagues, those met lately first."""
        with self._seeing() as connection:
            return [] if connection is None else self._names(connection).people()

    def names_of_places(self) -> list[PlaceName]:
        """All restaurants, those visited lately first."""
        with self._seeing() as connection:
            return [] if connection is None else self._names(connection).places()

    def names_of_groups(self) -> list[GroupName]:
        """All groups that have not ended, by name."""
        with self._seeing() as connection:
            return [] if connection is None else self._names(connection).groups()

    def names_of_coming_parties(self, today: Day) -> list[PartyName]:
        """Parties from today on, soonest first."""
        with self._seeing() as connection:
            return [] if connection is None else self._names(connection).coming(today)

    def names_of_past_parties(self, today: Day, search: str, limit: int) -> list[PartyName]:
        """Parties before today that hold every word of `search`, latest first."""
        with self._seeing() as connection:
            return [] if connection is None else self._names(connection).past(today, search, limit)

    def me(self) -> tuple[Employee, Office] | None:
        """My own row and my office; None before the first sync."""
        with self._seeing() as connection:
            if connection is None:
                return None
            employee = self._rows[EMPLOYEES.name].one(connection, self.actor)
            office = self._rows[OFFICES.name].one(connection, employee.office_id) if employee else None
        return (employee, office) if employee is not None and office is not None else None

    def my_department(self) -> str:
        """The name of my department; "" before the first sync."""
        with self._seeing() as connection:
            if connection is None:
                return ""
            me = self._rows[EMPLOYEES.name].one(connection, self.actor)
            mine = self._rows[DEPARTMENTS.name].one(connection, me.department_id) if me is not None else None
        return mine.name if mine is not None else ""

    def sync_centre(self) -> SyncCentre:
        """The Sync centre's lists."""
        with self._database.reading() as connection:
            return read_sync_centre(connection, self._schema, self._shown(connection))

    def counts(self) -> QueueCounts:
        """What the sync chip tells."""
        with self._database.reading() as connection:
            return read_counts(connection, self._schema)

    def inbox(self) -> list[InboxEntry]:
        """Every entry of the inbox, the latest first."""
        with self._database.reading() as connection:
            return read_inbox(connection, self._schema, self._shown(connection))

    def inbox_news(self, after: int) -> list[InboxEntry]:
        """The unread entries behind the id `after`, in their order."""
        with self._database.reading() as connection:
            return read_news(connection, self._schema, self._shown(connection), after)

    def inbox_counts(self) -> tuple[int, int]:
        """How many entries nobody has read, and the id of the latest of all."""
        with self._database.reading() as connection:
            return count_unread(connection, self._schema), latest_id(connection, self._schema)

    def open_requests(self) -> list[OpenRequest]:
        """My requests for seats that wait for an answer, those that lapse first in front."""
        with self._database.reading() as connection:
            return open_requests(connection, self._schema)

    def unanswered_proposals(self) -> list[Unanswered]:
        """My proposals that expire, or have expired, without an answer; not those that the inbox has told of."""
        with self._database.reading() as connection:
            return unanswered_proposals(connection, self._schema, self.actor)

    def coming_seats(self, now: Instant) -> list[ComingSeat]:
        """My confirmed seats whose meeting is ahead, the next first."""
        with self._seeing() as connection:
            return [] if connection is None else coming_seats(connection, self._schema, self.actor, now)

    def _names(self, connection: Connection) -> NameQueries:
        return NameQueries(connection, self._schema, self.actor)

    def _restaurants(self, connection: Connection) -> RestaurantQueries:
        return RestaurantQueries(connection, self._schema, self._rows, self.actor)

    def _parties(self, connection: Connection) -> PartyQueries:
        return PartyQueries(connection, self._schema, self._rows, self.actor)

    def notices(self) -> tuple[Notice, ...]:
        """What the person is to read about their file and its server, latest first."""
        with self._database.reading() as connection:
            return Notices(connection, self._schema).all()
