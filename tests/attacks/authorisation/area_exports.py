"""Exports: what is noted of them, and how admins like to make them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from lunch_desktop.domain.exports.entities import (
    EXPORT_NOTICES,
    EXPORT_PRESETS,
    ExportNotice,
    ExportPreset,
    ExportSource,
    notice_id,
    preset_id,
)
from lunch_desktop.domain.exports.noting_own import NoteExport, Subject
from lunch_desktop.domain.exports.presets import RemovePreset, SavePreset
from lunch_desktop.domain.people import STAFF_NUMBERS, Employee, StaffNumber
from lunch_desktop.domain.times import Instant
from tests.attacks.authorisation.callers import Caller
from tests.attacks.authorisation.cast import HOST, HOST_THERE, PEOPLE, WHO, Cast
from tests.attacks.authorisation.cells import ALLOWED
from tests.attacks.authorisation.trying import Try
from tests.support.company import OFFICE, an_id

_AT: Final = Instant(1_795_000_000_000)


def _told(actor: Employee) -> str:
    return ALLOWED if actor == PEOPLE[WHO[Caller.ADMIN]] else "not_admin"


def _exported(*subjects: Employee) -> NoteExport:
    return NoteExport(
        export_id=an_id("a file"),
        number=1,
        parts=1,
        dataset="attendance",
        day_from=None,
        day_to=None,
        office_id=OFFICE.id,
        department_id=None,
        format="csv",
        rows=len(subjects),
        made_at=_AT,
        subjects=[Subject(one.id, 1) for one in subjects],
    )


def _note(cast: Cast, actor: Employee) -> Iterator[Try]:
    del cast
    theirs = frozenset({HOST.id})
    yield Try("of rows of a colleague's", _exported(HOST, actor), _told(actor), theirs)
    yield Try("of rows of somebody's at another office", _exported(HOST_THERE), _told(actor))


def _save(cast: Cast, actor: Employee) -> Iterator[Try]:
    del cast
    yield Try("of one's own", SavePreset("월말", '{"dataset":"attendance"}'), _told(actor))


def _remove(cast: Cast, actor: Employee) -> Iterator[Try]:
    row = ExportPreset(preset_id(actor.id, "월말"), actor.id, "월말", "{}")
    cast.send([(EXPORT_PRESETS, row)])
    host_has_a_preset(cast)
    yield Try("of one's own, by a name that a colleague's has, too", RemovePreset("월말"), _told(actor))


TRIES: Final[Mapping[str, Callable[[Cast, Employee], Iterable[Try]]]] = {
    "export.note": _note,
    "preset.save": _save,
    "preset.remove": _remove,
}


def host_is_numbered(cast: Cast) -> str:
    """The host's staff number; its id."""
    cast.send([(STAFF_NUMBERS, StaffNumber(HOST.id, HOST.office_id, "00412"))])
    return HOST.id


def host_was_exported(cast: Cast) -> str:
    """That an admin's export held rows of the host's; its id."""
    by = PEOPLE[0].id
    known = notice_id(an_id("export"), ExportSource.SERVER, by, HOST.id)
    row = ExportNotice(known, HOST.id, an_id("export"), "attendance", by, _AT, 3, None, None, ExportSource.SERVER.value)
    cast.send([(EXPORT_NOTICES, row)])
    return known


def host_has_a_preset(cast: Cast) -> str:
    """How the host likes to make an export; its id."""
    row = ExportPreset(preset_id(HOST.id, "월말"), HOST.id, "월말", '{"dataset":"attendance"}')
    cast.send([(EXPORT_PRESETS, row)])
    return row.id
