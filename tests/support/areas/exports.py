"""What is noted of exports, and presets."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES, EXPORT_PRESETS, ExportPreset, preset_id
from lunch_desktop.domain.exports.noting_own import NoteExport, Subject
from lunch_desktop.domain.exports.presets import RemovePreset, SavePreset
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.entities import Membership, Party
from lunch_desktop.domain.people import ADMINS, Admin
from lunch_desktop.domain.times import HOUR, Day, Instant
from tests.support.areas.area import Area, Key, Rows
from tests.support.company import OFFICE, STAFF, an_id
from tests.support.seen import Draw, Seen

ADMIN: Final = STAFF[0]
NAMES: Final = ("월말 정산", "지난주 방문")
SETTINGS: Final = ('{"dataset":"attendance"}', '{"dataset":"visits","format":"csv"}')
_DAYS: Final = (None, Day("2026-11-01"), Day("2026-11-30"))


def furnish(draw: st.DrawFn, parties: Sequence[Party], memberships: Sequence[Membership]) -> Rows:
    """An admin with a preset."""
    del parties, memberships
    rows: list[tuple[Any, Any]] = [(ADMINS, Admin(ADMIN.id, OFFICE.id))]
    if draw(st.integers(0, 3)):
        known = preset_id(ADMIN.id, NAMES[0])
        rows.append((EXPORT_PRESETS, ExportPreset(known, ADMIN.id, NAMES[0], SETTINGS[0])))
    return rows


def _note(draw: Draw, seen: Seen) -> NoteExport:
    likely = draw(st.integers(0, 3)) > 0
    whose = [one.id for one in STAFF[:4]] + [EmployeeId(an_id("nobody"))]
    chosen = draw(st.lists(st.sampled_from(whose), max_size=4))
    first, last = (None, _DAYS[2]) if likely else (draw(st.sampled_from(_DAYS)), draw(st.sampled_from(_DAYS)))
    number, parts = (1, 1) if likely else draw(st.sampled_from([(2, 3), (0, 1), (3, 2)]))
    return NoteExport(
        export_id=an_id("an export") if likely else draw(st.sampled_from([an_id("an export"), "", "어떤 것"])),
        number=number,
        parts=parts,
        dataset="attendance" if likely else draw(st.sampled_from(["attendance", "누가 언제"])),
        day_from=first,
        day_to=last,
        office_id=draw(st.sampled_from([None, OFFICE.id])),
        department_id=None,
        format="xlsx" if likely else draw(st.sampled_from(["csv", "exe"])),
        rows=draw(st.sampled_from([0, 12])),
        made_at=Instant(seen.now + draw(st.sampled_from([-HOUR, 0, 48 * HOUR, -10_000 * HOUR]))),
        subjects=[Subject(one, draw(st.sampled_from([1, 7] if likely else [0, 1]))) for one in chosen],
    )


def _save(draw: Draw, seen: Seen) -> SavePreset:
    del seen
    if draw(st.integers(0, 3)):
        return SavePreset(draw(st.sampled_from(NAMES)), draw(st.sampled_from(SETTINGS)))
    name = draw(st.sampled_from([" 월말  정산 ", "", "가" * 61]))
    return SavePreset(name, draw(st.sampled_from([SETTINGS[1], "{", "[]", " " * 8_001])))


def _remove(draw: Draw, seen: Seen) -> RemovePreset:
    del seen
    return RemovePreset(draw(st.sampled_from([NAMES[0], NAMES[0], " 월말  정산 ", NAMES[1], ""])))


def _is_told_to_others(actor: str, key: Key, start: Any, after: Any) -> bool:
    """The notices of others are the server's to write."""
    return key[0] == EXPORT_NOTICES.name and not start and after.employee_id != actor


def _admin(parties: Sequence[Party], more: Rows) -> Iterable[EmployeeId]:
    del parties, more
    return (ADMIN.id,)


AREA: Final = Area(
    arguments={"export.note": _note, "preset.save": _save, "preset.remove": _remove},
    furnish=furnish,
    able=dict.fromkeys(("export.note", "preset.save", "preset.remove"), _admin),
    is_a_decision={"export.note": _is_told_to_others},
)
