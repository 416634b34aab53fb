"""What changes of restaurants and of the cafeteria's week do, as the person would name them."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import short_day

translate = QCoreApplication.translate
Title = Callable[[ChangeView], str]
Detail = Callable[[ChangeView, str], str]
Words = tuple[Title, Detail, Callable[[], str]] | tuple[Title, Detail]


def _place(change: ChangeView) -> str:
    name = change.restaurant.name if change.restaurant is not None else change.details.get("title")
    return f"“{name}”" if name else translate("Changes", "a restaurant")


def _suggest(change: ChangeView) -> str:
    if change.args.get("restaurant_id") is None:
        name = change.args.get("edits", {}).get("name", ("", ""))[1]
        return fill(translate("Changes", "Suggest %1"), f"“{name}”")
    return fill(translate("Changes", "Suggest a correction of %1"), _place(change))


def _fields(change: ChangeView, time_zone: str) -> str:
    del time_zone
    edits: Mapping[str, Any] = change.args.get("edits", {})
    if change.args.get("restaurant_id") is None:
        return ""
    return " · ".join(f"{field_label(name)} {old or '–'} → {new or '–'}" for name, (old, new) in edits.items())


def _reason(change: ChangeView, time_zone: str) -> str:
    del time_zone
    return str(change.args.get("reason", ""))


def _nothing(change: ChangeView, time_zone: str) -> str:
    del change, time_zone
    return ""


def _withdraw(change: ChangeView) -> str:
    return fill(translate("Changes", "Withdraw the suggestion of %1"), _place(change))


def _approve(change: ChangeView) -> str:
    return fill(translate("Changes", "Approve what was suggested of %1"), _place(change))


def _reject(change: ChangeView) -> str:
    return fill(translate("Changes", "Reject what was suggested of %1"), _place(change))


def _reconsider(change: ChangeView) -> str:
    return fill(translate("Changes", "Put the suggestion of %1 back into the queue"), _place(change))


def _edit(change: ChangeView) -> str:
    return fill(translate("Changes", "Edit %1"), _place(change))


def _close(change: ChangeView) -> str:
    closes = change.args.get("closed", True)
    text = translate("Changes", "%1 has closed for good") if closes else translate("Changes", "%1 is open again")
    return fill(text, _place(change))


def _merge(change: ChangeView) -> str:
    return fill(translate("Changes", "Merge %1 with another entry"), _place(change))


def _import(change: ChangeView) -> str:
    count = len(change.args.get("rows", ()))
    return translate("Changes", "Import %n restaurant(s)", None, count)


def _imported(change: ChangeView, time_zone: str) -> str:
    del time_zone
    number, parts = change.args.get("number", 1), change.args.get("parts", 1)
    return "" if parts == 1 else fill(translate("Changes", "Part %1 of %2"), number, parts)


def _menus(change: ChangeView) -> str:
    days = sorted({str(line[0]) for line in change.args.get("lines", ())})
    if not days:
        return translate("Changes", "The cafeteria's menu")
    first, last = short_day(Day(days[0])), short_day(Day(days[-1]))
    if first == last:
        return fill(translate("Changes", "The cafeteria's menu of %1"), first)
    return fill(translate("Changes", "The cafeteria's menu from %1 to %2"), first, last)


def _former() -> str:
    return translate("Changes", "Back as it was")


STEWARDS_WORDS: Final[Mapping[str, Words]] = {
    "restaurant.suggest": (_suggest, _fields, lambda: translate("Changes", "Withdraw the suggestion")),
    "restaurant.withdraw": (_withdraw, _nothing),
    "restaurant.approve": (_approve, _nothing, lambda: translate("Changes", "Back into the queue")),
    "restaurant.reject": (_reject, _reason, lambda: translate("Changes", "Back into the queue")),
    "restaurant.reconsider": (_reconsider, _nothing, lambda: translate("Changes", "Decide as before")),
    "restaurant.edit": (_edit, _fields, _former),
    "restaurant.close": (_close, _nothing, _former),
    "restaurant.merge": (_merge, _nothing),
    "restaurant.import": (_import, _imported),
    "menu.set": (_menus, _nothing, _former),
}
