"""What admins want of exports: that they are noted, and how they like to make them."""

from lunch_desktop.domain.exports.noting_own import NoteExport, Subject
from lunch_desktop.domain.exports.presets import RemovePreset, SavePreset
from lunch_desktop.domain.times import HOUR, Day, Instant
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.wishing import Numbers, Wish
from tests.support.company import STAFF, an_id
from tests.support.seen import Seen

_NAMES = ("월말 정산", " 지난주  방문 ", "")


def _note(seen: Seen, numbers: Numbers) -> NoteExport:
    a, b, c = numbers
    return NoteExport(
        export_id=an_id(f"export {a % 4}"),
        number=1,
        parts=1 + b % 2,
        dataset="attendance",
        day_from=Day("2026-11-01"),
        day_to=None,
        office_id=None,
        department_id=None,
        format=("xlsx", "csv")[b % 2],
        rows=c,
        made_at=Instant(seen.now - (b % 3 - 1) * HOUR),
        subjects=[Subject(STAFF[(a + one) % STAFF_SIZE].id, 1 + one) for one in range(c % 3)],
    )


def _save(seen: Seen, numbers: Numbers) -> SavePreset:
    del seen
    return SavePreset(_NAMES[numbers[0] % 3], ('{"dataset":"visits"}', "{}", "[]")[numbers[1] % 3])


def _remove(seen: Seen, numbers: Numbers) -> RemovePreset:
    del seen
    return RemovePreset(_NAMES[numbers[0] % 3])


WISHES: dict[str, Wish] = {"export.note": _note, "preset.save": _save, "preset.remove": _remove}
