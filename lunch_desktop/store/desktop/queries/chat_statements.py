"""The statements behind the questions about chat, each compiled once."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Dialect,
    Select,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from lunch_desktop.domain.chat.entities import MESSAGES
from lunch_desktop.domain.groups.entities import GroupMemberState
from lunch_desktop.domain.parties.entities import TAKING_PART
from lunch_desktop.store.desktop.schema import DesktopSchema
from lunch_desktop.store.prepared import Prepared, compiled_once, is_one_of

MOST_UNREAD: Final = 100
"""So many unread messages of a room are counted."""


class ChatStatements:
    """Compiled for one declaration of tables and one driver."""

    def __init__(self, schema: DesktopSchema, dialect: Dialect) -> None:
        tables = schema.entities
        self._rooms, self._messages, self._markers = tables["rooms"], tables["messages"], tables["read_markers"]
        messages = self._messages
        shown = [messages.c[name] for name in MESSAGES.columns]
        room, number, most = (
            bindparam("room", type_=Text()),
            bindparam("number", type_=BigInteger()),
            bindparam("most", type_=BigInteger()),
        )
        here = select(*shown).where(messages.c.room_id == room)
        older = here.where(messages.c.number < number, messages.c.number > 0).order_by(messages.c.number.desc())
        self.before = Prepared(older.limit(most), dialect, "room", "number", "most")
        newer = here.where(messages.c.number > number).order_by(messages.c.number)
        self.after = Prepared(newer.limit(most), dialect, "room", "number", "most")
        at = select(messages.c.author_id).where(messages.c.room_id == room, messages.c.number == number)
        self.author = Prepared(at, dialect, "room", "number")
        rooms = self._counted()
        self.rooms = Prepared(rooms, dialect, "me")
        self.one_room = Prepared(rooms.where(self._rooms.c.id == room), dialect, "me", "room")
        unread = self._unread()
        self.counts = Prepared(
            select(self._rooms.c.id, unread, self._called())
            .select_from(self._rooms)
            .outerjoin(self._markers, self._is_mine())
            .where(self._rooms.c.last_number > self._read_to()),
            dialect,
            "me",
        )
        first = select(func.min(messages.c.number)).where(
            messages.c.room_id == room,
            messages.c.number > self._marker_of(room),
            messages.c.author_id != bindparam("me"),
            messages.c.deleted.is_(False),
        )
        self.first_unread = Prepared(first, dialect, "me", "room")
        read = select(self._markers.c.employee_id, self._markers.c.number).where(self._markers.c.room_id == room)
        self.read = Prepared(read, dialect, "room")
        self._about_people(schema, dialect)
        self._about_the_queue(schema, dialect, shown)

    def _about_people(self, schema: DesktopSchema, dialect: Dialect) -> None:
        seats, parties = schema.entities["memberships"], schema.entities["parties"]
        members, groups = schema.entities["group_members"], schema.entities["groups"]
        takes_part = or_(*(seats.c.state == state.value for state in sorted(TAKING_PART)))
        party = (parties.c.id, parties.c.title, parties.c.day, parties.c.meets_at, parties.c.state, parties.c.opened_at)
        mine = select(*party).select_from(parties).join(seats, seats.c.party_id == parties.c.id)
        mine = mine.where(seats.c.employee_id == bindparam("me"), takes_part)
        self.my_parties = Prepared(mine, dialect, "me")
        self.these_parties = Prepared(mine.where(is_one_of(parties.c.id, "ids", dialect)), dialect, "me", "ids")
        is_member = members.c.state == GroupMemberState.MEMBER.value
        of_group = select(groups.c.id, groups.c.name, groups.c.state, groups.c.made_at)
        my_groups = of_group.select_from(groups).join(members, members.c.group_id == groups.c.id)
        my_groups = my_groups.where(members.c.employee_id == bindparam("me"), is_member)
        self.my_groups = Prepared(my_groups, dialect, "me")
        self.these_groups = Prepared(my_groups.where(is_one_of(groups.c.id, "ids", dialect)), dialect, "me", "ids")
        seated = select(seats.c.employee_id).where(seats.c.party_id == bindparam("room"), takes_part)
        belonging = select(members.c.employee_id).where(members.c.group_id == bindparam("room"), is_member)
        self.members = _Either(Prepared(seated, dialect, "room"), Prepared(belonging, dialect, "room"))

    def _about_the_queue(self, schema: DesktopSchema, dialect: Dialect, shown: list[Any]) -> None:
        messages, noted, outbox = self._messages, schema.outbox_rows, schema.outbox
        of_messages = noted.c.table_name == literal_column(f"'{MESSAGES.name}'")
        waiting = (
            select(*shown, outbox.c.uuid)
            .select_from(messages)
            .join(noted, and_(of_messages, noted.c.row_id == messages.c.id, noted.c.made))
            .join(outbox, outbox.c.seq == noted.c.seq)
            .where(messages.c.number == literal_column("0"))
            .order_by(noted.c.seq)
        )
        self.waiting = Prepared(waiting, dialect)
        unsent = select(noted.c.row_id).distinct().where(of_messages, is_one_of(noted.c.row_id, "ids", dialect))
        self.unsent = Prepared(unsent, dialect, "ids")

    def _counted(self) -> Select[Any]:
        """Each room with what is unread in it, and its latest message."""
        rooms, messages = self._rooms, self._messages
        shown = [messages.c[name] for name in MESSAGES.columns]
        latest = and_(messages.c.room_id == rooms.c.id, messages.c.number == rooms.c.last_number)
        is_behind = rooms.c.last_number > self._read_to()
        return (
            select(
                rooms.c.id,
                rooms.c.last_number,
                rooms.c.last_at,
                self._read_to(),
                case((is_behind, self._unread()), else_=literal_column("0")),
                case((is_behind, self._called()), else_=literal_column("0")),
                *shown,
            )
            .select_from(rooms)
            .outerjoin(self._markers, self._is_mine())
            .outerjoin(messages, latest)
        )

    def _is_mine(self) -> Any:
        return and_(self._markers.c.room_id == self._rooms.c.id, self._markers.c.employee_id == bindparam("me"))

    def _read_to(self) -> Any:
        return func.coalesce(self._markers.c.number, literal_column("0"))

    def _marker_of(self, room: Any) -> Any:
        mine = select(self._markers.c.number).where(
            self._markers.c.room_id == room, self._markers.c.employee_id == bindparam("me")
        )
        return func.coalesce(mine.scalar_subquery(), literal_column("0"))

    def _unread(self) -> Any:
        """How many are unread; no more are looked at than are told."""
        one = self._messages.alias("unread")
        unread = (
            select(literal_column("1"))
            .select_from(one)
            .where(
                one.c.room_id == self._rooms.c.id,
                one.c.number > self._read_to(),
                one.c.author_id != bindparam("me"),
                one.c.deleted.is_(False),
            )
            .limit(literal_column(str(MOST_UNREAD)))
            .correlate(self._rooms, self._markers)
            .subquery()
        )
        return select(func.count()).select_from(unread).correlate(self._rooms, self._markers).scalar_subquery()

    def _called(self) -> Any:
        """Whether one of the unread calls me."""
        one = self._messages.alias("calling")
        return (
            exists()
            .where(
                one.c.room_id == self._rooms.c.id,
                one.c.number > self._read_to(),
                one.c.mentions != literal_column("''"),
                func.instr(one.c.mentions, bindparam("me")) > literal_column("0"),
                one.c.author_id != bindparam("me"),
            )
            .correlate(self._rooms, self._markers)
        )


class _Either:
    """Two statements of which one finds something: a room's id is a party's or a group's."""

    def __init__(self, *statements: Prepared) -> None:
        self._statements = statements

    def all(self, connection: Any, *values: Any) -> list[tuple[Any, ...]]:
        """Every row of both."""
        return [row for one in self._statements for row in one.all(connection, *values)]


chat_statements = compiled_once(ChatStatements)
