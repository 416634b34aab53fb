"""What everybody's first pull brings of one person's rows: the table of scopes, held to real answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from lunch_desktop.domain.availability import availability_id, free_window_id
from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import membership_id
from lunch_desktop.domain.parties.votes import BALLOTS
from lunch_desktop.domain.times import day_of
from lunch_desktop.domain.visits import visit_id
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from tests.attacks.authorisation import (
    area_chat,
    area_exports,
    area_groups,
    area_people,
    area_restaurants,
    area_stewards,
)
from tests.attacks.authorisation.area_together import HELD as TOGETHER
from tests.attacks.authorisation.cast import HOST, PEOPLE, Cast
from tests.attacks.authorisation.cells import Seen
from tests.attacks.authorisation.scopes_seats import write_guest, write_guest_name
from tests.attacks.serving import login_of
from tests.support.company import OFFICE, PLACES
from tests.support.lunch import a_party

_IN: Final = "tests/attacks/authorisation/scopes.py"
ONESELF: Final = "oneself"
COLUMNS: Final = {
    ONESELF: 2,
    "asked to the party": 7,
    "same team": 6,
    "admin, same team": 0,
    "same office": 1,
    "another office": 8,
    "admin of another office": 9,
}
"""Who pulls, as seen from the one whose row it is; numbers of PEOPLE."""
_HERE: Final = frozenset({ONESELF, "asked to the party", "same team", "admin, same team", "same office"})
_TEAM: Final = frozenset({ONESELF, "same team", "admin, same team"})
_ASKED: Final = frozenset({ONESELF, "asked to the party"})
_OWN: Final = frozenset({ONESELF})
_SEATED: Final = frozenset({ONESELF, "same team"})
"""Where a colleague of the host's team has a seat beside them."""


@dataclass(frozen=True)
class Held:
    """A kind of row, and who holds it; nobody else is sent anything of it."""

    table: str
    what: str
    by: frozenset[str]


OF_AREAS: Final[tuple[tuple[Held, Callable[[Cast], str]], ...]] = (
    (Held("groups", "a group of the office", _HERE), area_groups.host_meets),
    (Held("groups", "a group for those invited", _ASKED), area_groups.host_meets_few),
    (Held("group_members", "who belongs to it", _ASKED), area_groups.host_belongs),
    (Held("group_exceptions", "one lunch of it that is otherwise", _ASKED), area_groups.host_excepts),
    (Held("reviews", "a review", _HERE), area_restaurants.host_reviews),
    (Held("favourites", "a favourite", _OWN), area_restaurants.host_likes),
    (
        Held("suggestions", "what somebody suggests of a restaurant", _OWN | {"admin, same team"}),
        area_stewards.host_suggests,
    ),
    (Held("admins", "that somebody is an admin", _OWN), area_stewards.host_keeps),
    (
        Held("staff_numbers", "the staff number of one who is an admin", _OWN | {"admin, same team"}),
        area_exports.host_is_numbered,
    ),
    (Held("export_notices", "that an export held somebody's rows", _OWN), area_exports.host_was_exported),
    (Held("export_presets", "how somebody likes to export", _OWN), area_exports.host_has_a_preset),
    (Held("import_parts", "a list that is half there", _OWN), area_stewards.host_imports),
    (Held("menus", "what the cafeteria serves", _HERE), area_stewards.a_menu),
    (Held("guests", "a guest at a party for those invited", _ASKED), write_guest),
    (Held("guest_names", "who the guest is", _OWN), write_guest_name),
    (Held("diets", "what somebody eats", _OWN), area_people.a_diet),
    (Held("party_needs", "what a party is told of that", _SEATED), area_people.what_a_party_is_told),
    (Held("rooms", "how much was said in a chat", _OWN), area_chat.write_room),
    (Held("messages", "what was said there", _OWN), area_chat.write_message),
    (Held("read_markers", "how far it was read", _OWN), area_chat.write_marker),
    *((Held(table.name, what, _OWN if table is BALLOTS else _ASKED), write) for table, what, write in TOGETHER),
)
"""Rows of other areas, each with what writes one of the host's into the database and says its id."""
HELD: Final = (
    Held("offices", "the office", _HERE),
    Held("departments", "a team", _HERE),
    Held("employees", "an employee", _HERE),
    Held("restaurants", "a restaurant", _HERE),
    Held("parties", "a party of the office", _HERE),
    Held("memberships", "who takes part in it", _HERE),
    Held("parties", "a party for those invited", _ASKED),
    Held("memberships", "who is asked to it", _ASKED),
    Held("availabilities", "an answer for a day", _OWN),
    Held("free_windows", "when somebody is free", _TEAM),
    Held("visits", "a visit", _OWN),
    *(held for held, _ in OF_AREAS),
    Held("results", "the word on a change", _OWN),
)
"""The uuid of the change that took a seat stands beside the seat; of its result nobody else reads."""


_NAMED_OTHERWISE: Final = frozenset({"results", "rooms", "admins", "staff_numbers"})
"""Rows whose id is that of something else, too, which may be held: a result's change, a room's party, an employee."""


def walk(cast: Cast, seen: Seen) -> None:
    """Everybody pulls everything, by a device of their own that says it was the host's."""
    for name in sorted(TABLES_BY_NAME.keys() - {one.table for one in HELD}):
        seen.violations.append(f"nobody says who holds {name}: give it a line in HELD, in {_IN}")
    client = str(uuid4())
    opened, result = _open(cast, client)
    ids = (*_rows_of_the_host(cast, opened), *(write(cast) for _, write in OF_AREAS))
    for who, number in COLUMNS.items():
        answer = cast.server.call(
            "POST", "/api/v1/sync/pull", cast.server.token(login_of(number)), json={"client_id": client}
        ).json()
        for table, rows in answer.get("tables", {}).items():
            if rows["columns"] != [*TABLES_BY_NAME[table].columns, "version"]:
                seen.violations.append(f"rows: of {table} {who} is sent {rows['columns']}")
        for one, row_id in zip(HELD, (*ids, result), strict=True):
            is_held = row_id in _ids(answer, one.table)
            seen.add(f"rows: {one.what} ({one.table})", who, _word(who in one.by), _word(is_held))
            if not is_held and one.table not in _NAMED_OTHERWISE and row_id in str(answer):
                seen.violations.append(f"rows: {who} is told of {one.what} ({one.table}), which they don't hold")


def _word(is_held: bool) -> str:
    return "held" if is_held else "not sent"


def _open(cast: Cast, client: str) -> tuple[PartyId, str]:
    """The host opens a party of the office from the device; the party and the change's uuid."""
    opening = arguments_as_json(a_party(now=cast.now, title="모두의 점심"))
    payload = {"name": "party.open", "mutation_version": 1, "args": opening, "base": 0, "created_at": cast.now}
    uuid = str(uuid4())
    change = {"seq": 1, "uuid": uuid, "payload": as_text(payload)}
    token = cast.server.token(login_of(PEOPLE.index(HOST)))
    pushed = cast.server.call("POST", "/api/v1/sync/push", token, json={"client_id": client, "mutations": [change]})
    return PartyId(pushed.json()["results"][0]["answer"]["party_id"]), uuid


def _rows_of_the_host(cast: Cast, opened: PartyId) -> tuple[str, ...]:
    """A row of each line of HELD but the last."""
    day = day_of(cast.server.services.clock.now(), "Asia/Seoul")
    secret = cast.secret
    assert secret is not None
    return (
        OFFICE.id,
        HOST.department_id,
        HOST.id,
        PLACES[0].id,
        opened,
        membership_id(opened, HOST.id),
        secret,
        membership_id(secret, HOST.id),
        availability_id(HOST.id, day),
        free_window_id(HOST.id, day),
        visit_id(secret, HOST.id),
    )


def _ids(answer: dict[str, Any], table: str) -> set[str]:
    if table == "results":
        return {one["uuid"] for one in answer.get("results", ())}
    rows = answer.get("tables", {}).get(table)
    return set() if rows is None else {row[rows["columns"].index("id")] for row in rows["values"]}
