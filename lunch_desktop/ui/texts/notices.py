"""What a notice of the person's file or server says: a title, what happened, and what the person can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.system.problems import FACTS, Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate
Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What a person reads of a notice. `calm`: it went well, and there is nothing to do."""

    title: str
    what: str
    next_step: str
    calm: bool = False


def notice_text(kind: str, details: Details) -> NoticeText:
    """The words for a notice in the language in force; one of a kind that this version doesn't know stays general."""
    words = _TEXTS.get(kind)
    if words is not None:
        return words(details)
    known = {code.value: code for code in ProblemCode}
    if kind in known and details.keys() == FACTS[known[kind]]:
        said = problem_text(Problem(known[kind], **details), language_in_force())
        return NoticeText(
            said.title,
            said.what,
            said.remedy,
            calm=kind in _WENT_WELL,
        )
    return NoticeText(
        translate("Notices", "Something happened to the data on this PC"),
        translate("Notices", "This version of Lunch Desktop can't tell more about it. Your changes are listed below."),
        translate("Notices", "Check that what you did last is there; if not, tell your administrator."),
    )


def known_notices() -> frozenset[str]:
    """The kinds that have words here; those of problems have theirs in resources/texts."""
    return frozenset(_TEXTS)


def _count(details: Details, name: str) -> int:
    found = details.get(name, 0)
    return found if isinstance(found, int) else 0


def _server_restored(details: Details) -> NoticeText:
    offered, changed, refused = (_count(details, name) for name in ("offered", "changed", "refused"))
    told = translate("Notices", "This PC told it of %n of your change(s) that had been decided since.", None, offered)
    parts = [translate("Notices", "The company server had to go back to a backup."), told]
    if not refused and not changed:
        parts.append(translate("Notices", "All of them count as before."))
        return NoticeText(
            translate("Notices", "The server was restored"),
            " ".join(parts),
            translate("Notices", "There is nothing for you to do."),
            calm=True,
        )
    if changed:
        parts.append(translate("Notices", "%n of them came out differently.", None, changed))
    if refused:
        parts.append(translate("Notices", "%n of them could not be kept.", None, refused))
        next_step = translate("Notices", "Those are listed under “Needs attention”, each with its reason.")
    else:
        next_step = translate("Notices", "Look at your parties: a seat may have become a place in line.")
    return NoticeText(translate("Notices", "The server was restored"), " ".join(parts), next_step)


def _unproven(details: Details) -> NoticeText:
    lost = _count(details, "count")
    what = translate("Notices", "The restored server could not take back %n of your change(s).", None, lost)
    return NoticeText(
        translate("Notices", "Some changes may be lost on the server"),
        what,
        translate("Notices", "Look whether your latest parties and seats are as you left them."),
    )


def _much_removed(details: Details) -> NoticeText:
    backup = details.get("backup") or details.get("path")
    what = translate("Notices", "The server took back most of what this PC held, and its checksums agree with that.")
    if backup:
        kept = fill(translate("Notices", "What was here before was kept in %1."), backup)
        what = f"{what} {kept}"
    return NoticeText(
        translate("Notices", "Most of the data was removed"),
        what,
        translate("Notices", "If you did not expect this, tell your administrator. Your own changes are safe."),
    )


_WENT_WELL: Final = frozenset({"rebuilt"})
_TEXTS: Final[Mapping[str, Callable[[Details], NoticeText]]] = {
    "server_restored": _server_restored,
    "unproven": _unproven,
    "much_removed": _much_removed,
}
