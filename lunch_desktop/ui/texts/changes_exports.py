"""What changes about exports do, as the person would name them."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.texts.datasets import dataset_name
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate
Words = (
    tuple[Callable[[ChangeView], str], Callable[[ChangeView, str], str], Callable[[], str]]
    | tuple[Callable[[ChangeView], str], Callable[[ChangeView, str], str]]
)


def _note(change: ChangeView) -> str:
    which = dataset_name(str(change.args.get("dataset", "")))
    return fill(translate("Changes", "Note the export of %1 for those whose rows it holds"), f"“{which}”")


def _noted(change: ChangeView, time_zone: str) -> str:
    del time_zone
    count = len(change.args.get("subjects", ()))
    subjects = translate("Changes", "%n person(s)", None, count)
    number, parts = change.args.get("number", 1), change.args.get("parts", 1)
    part = "" if parts == 1 else fill(translate("Changes", "Part %1 of %2"), number, parts)
    return " · ".join(one for one in (subjects, part) if one)


def _name(change: ChangeView) -> str:
    return f"“{' '.join(str(change.args.get('name', '')).split())}”"


def _save(change: ChangeView) -> str:
    return fill(translate("Changes", "Save the export preset %1"), _name(change))


def _remove(change: ChangeView) -> str:
    return fill(translate("Changes", "Remove the export preset %1"), _name(change))


def _nothing(change: ChangeView, time_zone: str) -> str:
    del change, time_zone
    return ""


EXPORT_WORDS: Final[Mapping[str, Words]] = {
    "export.note": (_note, _noted),
    "preset.save": (_save, _nothing, lambda: translate("Changes", "Back as it was")),
    "preset.remove": (_remove, _nothing, lambda: translate("Changes", "Save it again")),
}
"""For each change, its title, its details, and what taking it back is called."""
