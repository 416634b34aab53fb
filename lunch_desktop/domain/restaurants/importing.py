"""`restaurant.import`: an admin brings in a list of restaurants, all of it or nothing.

A list may be longer than one change can carry. Its parts wait, seen by nobody else, until the last one comes; that one
writes all of them at once, or is refused with nothing written. So it is on both hosts, also offline.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId, OfficeId, RestaurantId, natural_id
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Foreseen, Mutation, Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant, RestaurantState
from lunch_desktop.domain.restaurants.fields import BLANK, check_fields, tidied
from lunch_desktop.domain.rule import check_named
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import Reader, World

MOST_ROWS: Final = 5_000
MOST_PARTS: Final = 100
LONGEST_PART: Final = 60_000
"""Characters; a change has to fit into a request."""


@dataclass(frozen=True, slots=True)
class ImportPart:
    """A part of a list that waits for the last one; `rows` as the change had them, in JSON."""

    id: str
    employee_id: EmployeeId
    import_id: str
    number: int
    rows: str


IMPORT_PARTS = Table("import_parts", ImportPart, (("employee_id",),), {"employee_id": "employees"})


@dataclass(frozen=True, slots=True)
class ImportPlaces:
    """Part `number` of `parts`, from 1, of the list that the desktop calls `import_id`.

    Each of `rows` maps fields to values, and `id` to the restaurant that it is about; None or no `id` for a new one.
    A field that it doesn't name stays as it is.
    """

    import_id: str
    number: int
    parts: int
    rows: list[dict[str, Any]]


def imported_id(office: OfficeId, name: str, address: str) -> RestaurantId:
    """The id of an imported restaurant: the same list twice, or from two admins, makes each place once."""
    return RestaurantId(natural_id("imported restaurant", office, name, address))


def part_id(employee: EmployeeId, import_id: str, number: int) -> str:
    """One for each part of somebody's list."""
    return natural_id("import part", employee, import_id, str(number))


def import_places(world: World, args: ImportPlaces) -> Answer:
    """Keep the part, or with the last one write all; what the file says stands, whoever wrote otherwise meanwhile."""
    if not (1 <= args.number <= args.parts <= MOST_PARTS and args.rows and args.import_id):
        raise Refusal(RefusalCode.INVALID_VALUE, field="part")
    for row in args.rows:
        _check(row)
    employee = world.get(EMPLOYEES, world.actor)
    if not employee:
        return NOTHING
    if args.number < args.parts:
        _keep(world, args)
        return NOTHING
    parts = [world.get(IMPORT_PARTS, part_id(world.actor, args.import_id, number)) for number in range(1, args.parts)]
    if not all(parts):
        raise Refusal(RefusalCode.PARTS_MISSING)
    rows = [row for part in parts if part for row in json.loads(part.rows)] + args.rows
    if len(rows) > MOST_ROWS:
        raise Refusal(RefusalCode.INVALID_VALUE, field="rows")
    for row in rows:
        _write(world, employee.office_id, row)
    for part in parts:
        if part:
            world.delete(IMPORT_PARTS, part.id)
    return {"count": len(rows)}


def _keep(world: World, args: ImportPlaces) -> None:
    """A list that was begun and never ended goes with the first part of the next."""
    if args.number == 1:
        for left in world.find(IMPORT_PARTS, employee_id=world.actor):
            if left.import_id != args.import_id:
                world.delete(IMPORT_PARTS, left.id)
    rows = json.dumps(args.rows, ensure_ascii=False, separators=(",", ":"))
    if len(rows) > LONGEST_PART:
        raise Refusal(RefusalCode.INVALID_VALUE, field="rows")
    known = part_id(world.actor, args.import_id, args.number)
    world.put(IMPORT_PARTS, ImportPart(known, world.actor, args.import_id, args.number, rows))


def _check(row: Mapping[str, Any]) -> None:
    place = row.get("id")
    if place is not None and not isinstance(place, str):
        raise Refusal(RefusalCode.INVALID_VALUE, field="id")
    values = _values(row)
    if place is None and "name" not in values:
        raise Refusal(RefusalCode.NAME_MISSING)
    check_fields(values)


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tidied(name, value) for name, value in row.items() if name != "id"}


def _write(world: World, office: OfficeId, row: Mapping[str, Any]) -> None:
    values = _values(row)
    known = _id_of(office, row)
    if row.get("id") is not None:
        check_named(world, RESTAURANTS, known, office)
    there = world.get(RESTAURANTS, known)
    if there:
        listed = there.state in (RestaurantState.APPROVED, RestaurantState.MERGED)
        state = there.state if listed else RestaurantState.APPROVED
        world.put(RESTAURANTS, replace(there, **values, state=state))
    elif row.get("id") is None:
        made: dict[str, Any] = {**BLANK, **values}
        world.put(RESTAURANTS, Restaurant(id=known, office_id=office, **made))


def _id_of(office: OfficeId, row: Mapping[str, Any]) -> RestaurantId:
    if row.get("id") is not None:
        return RestaurantId(row["id"])
    values = _values(row)
    return imported_id(office, values["name"], values.get("address", ""))


def _roots(actor: EmployeeId, args: ImportPlaces) -> tuple[Root, ...]:
    del args
    return ((EMPLOYEES.name, actor),)


def _foresees(world: Reader, args: ImportPlaces) -> Iterator[Sequence[Foreseen]]:
    """The last part reads the others, then all restaurants that they are about."""
    employee = world.get(EMPLOYEES, world.actor)
    if not employee or args.number != args.parts or not args.parts <= MOST_PARTS:
        return
    known = [part_id(world.actor, args.import_id, number) for number in range(1, args.parts)]
    yield [(IMPORT_PARTS, ("id",), (one,)) for one in known]
    try:
        for row in args.rows:
            _check(row)
    except Refusal:
        return
    rows = list(args.rows)
    for one in known:
        part = world.get(IMPORT_PARTS, one)
        rows += json.loads(part.rows) if part else []
    yield [(RESTAURANTS, ("id",), (_id_of(employee.office_id, row),)) for row in rows]


IMPORT = Mutation(
    name="restaurant.import",
    version=1,
    arguments=ImportPlaces,
    run=import_places,
    authorise=RULES["restaurant.import"],
    roots=_roots,
    inverse=FINAL,
    refusals=frozenset(
        {
            RefusalCode.NOT_FOUND,
            RefusalCode.NOT_ADMIN,
            RefusalCode.NAME_MISSING,
            RefusalCode.TEXT_TOO_LONG,
            RefusalCode.INVALID_VALUE,
            RefusalCode.PARTS_MISSING,
        }
    ),
    foresees=_foresees,
)
