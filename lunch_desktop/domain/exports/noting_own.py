"""`export.note`: an admin's desktop tells the server of an export that it made without it, once they meet again.

The server writes the notices of those whose rows the file held, and an entry of the audit log. An export that holds
rows of many comes in parts, each of which stands for itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lunch_desktop.domain.authorisation import RULES
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, ExportSource
from lunch_desktop.domain.exports.noting import NotedExport, note_export
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import FINAL, NOTHING, Answer, Foreseen, ForTheLog, Mutation
from lunch_desktop.domain.parties.roots import actor_only
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.times import HOUR, Day, Instant, is_day
from lunch_desktop.domain.world import Reader, World

MOST_SUBJECTS: Final = 1_000
"""Employees in one part, so that it fits into a request."""
MOST_PARTS: Final = 1_000
MOST_ROWS: Final = 1_000_000_000
LONGEST_UNTOLD: Final = 90 * 24 * HOUR
"""An export is told of as one of these last days, in milliseconds, whatever the desktop's clock says."""
FORMATS: Final = frozenset({"xlsx", "csv", "jsonl", "pdf"})
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,60}")


class Subject(NamedTuple):
    """An employee, and how many of their rows an export held."""

    employee_id: EmployeeId
    rows: int


@dataclass(frozen=True, slots=True)
class NoteExport:
    """Part `number` of `parts`, from 1, of what is to be known of an export.

    The desktop calls it `export_id`; `office_id` and `department_id` are what its rows were filtered by, `rows` is how
    many the whole file has.
    """

    export_id: str
    number: int
    parts: int
    dataset: str
    day_from: Day | None
    day_to: Day | None
    office_id: str | None
    department_id: str | None
    format: str
    rows: int
    made_at: Instant
    subjects: list[Subject]


def in_parts(whole: NoteExport, subjects: Mapping[EmployeeId, int]) -> Iterator[NoteExport]:
    """The changes to queue for an export whose rows are those of `subjects`; at least one."""
    some = [Subject(employee, rows) for employee, rows in sorted(subjects.items())]
    pieces = [some[start : start + MOST_SUBJECTS] for start in range(0, len(some), MOST_SUBJECTS)] or [[]]
    for number, piece in enumerate(pieces, start=1):
        yield NoteExport(
            export_id=whole.export_id,
            number=number,
            parts=len(pieces),
            dataset=whole.dataset,
            day_from=whole.day_from,
            day_to=whole.day_to,
            office_id=whole.office_id,
            department_id=whole.department_id,
            format=whole.format,
            rows=whole.rows,
            made_at=whole.made_at,
            subjects=piece,
        )


def note_own_export(world: World, args: NoteExport) -> Answer:
    """Tell the colleagues of one's office; who is none of them is passed over.

    Nobody else's notice is kept on the desktop that made the file, so there it is the actor's own alone.
    """
    _check(args)
    employee = world.get(EMPLOYEES, world.actor)
    if not employee:
        return NOTHING
    told = dict[EmployeeId, int]()
    for one in args.subjects:
        colleague = world.get(EMPLOYEES, one.employee_id) if world.decides or one.employee_id == world.actor else None
        if colleague and colleague.office_id == employee.office_id:
            told[one.employee_id] = told.get(one.employee_id, 0) + one.rows
    note_export(world, _export(world, args), told)
    return NOTHING


def _export(world: Reader, args: NoteExport) -> NotedExport:
    made_at = Instant(min(max(args.made_at, world.now - LONGEST_UNTOLD), world.now))
    return NotedExport(
        export_id=args.export_id,
        dataset=args.dataset,
        made_by=world.actor,
        made_at=made_at,
        day_from=args.day_from,
        day_to=args.day_to,
        source=ExportSource.DESKTOP,
    )


def _check(args: NoteExport) -> None:
    """What is no code, id or number must not come to the log. Raises Refusal."""
    bounds = [day for day in (args.day_from, args.day_to) if day is not None]
    named = [one for one in (args.export_id, args.office_id, args.department_id) if one is not None]
    for field, is_fine in (
        ("dataset", _CODE.fullmatch(args.dataset)),
        ("format", args.format in FORMATS),
        ("part", 1 <= args.number <= args.parts <= MOST_PARTS),
        ("day", all(is_day(day) for day in bounds) and bounds == sorted(bounds)),
        ("id", all(_ID.fullmatch(one) for one in named)),
        ("rows", 0 <= args.rows <= MOST_ROWS and all(0 < one.rows <= MOST_ROWS for one in args.subjects)),
        ("subjects", len(args.subjects) <= MOST_SUBJECTS),
    ):
        if not is_fine:
            raise Refusal(RefusalCode.INVALID_VALUE, field=field)


def _for_the_log(args: NoteExport) -> ForTheLog:
    return ForTheLog(
        "exported",
        {
            "export": args.export_id,
            "dataset": args.dataset,
            "from": args.day_from,
            "to": args.day_to,
            "office": args.office_id,
            "department": args.department_id,
            "format": args.format,
            "rows": args.rows,
            "source": ExportSource.DESKTOP.value,
            "part": args.number,
            "parts": args.parts,
        },
    )


def _foresees(world: Reader, args: NoteExport) -> Iterator[Sequence[Foreseen]]:
    try:
        _check(args)
    except Refusal:
        return
    whose = sorted({one.employee_id for one in args.subjects})
    yield [(EMPLOYEES, ("id",), (one,)) for one in whose]
    export = _export(world, args)
    yield [(EXPORT_NOTICES, ("id",), (export.notice_of(one),)) for one in whose]


NOTE_EXPORT = Mutation(
    name="export.note",
    version=1,
    arguments=NoteExport,
    run=note_own_export,
    authorise=RULES["export.note"],
    roots=actor_only,
    inverse=FINAL,
    refusals=frozenset({RefusalCode.NOT_FOUND, RefusalCode.NOT_ADMIN, RefusalCode.INVALID_VALUE}),
    foresees=_foresees,
    for_the_log=_for_the_log,
)
