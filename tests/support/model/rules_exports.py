"""What is noted of exports, and presets, told a second time."""

import json
from collections.abc import Callable
from datetime import date

from tests.support.model.rows import Look, No, Row, natural
from tests.support.model.rules_stewards import only_admins

_LONGEST_UNTOLD = 90 * 24 * 3_600_000


def note(look: Look, args: Row) -> Row:
    """An admin's own export: the server tells everybody whose rows it held, a desktop its own person."""
    only_admins(look)
    days = [date.fromisoformat(day) for day in (args["day_from"], args["day_to"]) if day is not None]
    if (
        args["format"] not in ("xlsx", "csv", "jsonl", "pdf")
        or not 1 <= args["number"] <= args["parts"] <= 1_000
        or days != sorted(days)
        or len(args["subjects"]) > 1_000
        or any(rows < 1 for _, rows in args["subjects"])
    ):
        raise No("invalid_value")
    me = look.held("employees", look.actor)
    told: dict[str, int] = {}
    for whose, rows in args["subjects"] if me is not None else ():
        them = look.held("employees", whose) if look.decides or whose == look.actor else None
        if them is not None and me is not None and them["office_id"] == me["office_id"]:
            told[whose] = told.get(whose, 0) + rows
    for whose, rows in told.items():
        known = natural("export notice", "desktop", look.actor, args["export_id"], whose)
        if look.held("export_notices", known) is None:
            row = {name: args[name] for name in ("export_id", "dataset", "day_from", "day_to")}
            at = min(max(args["made_at"], look.now - _LONGEST_UNTOLD), look.now)
            row |= {"id": known, "employee_id": whose, "made_by": look.actor, "made_at": at, "rows": rows}
            look.put("export_notices", {**row, "source": "desktop"})
    return {}


def _named(look: Look, args: Row) -> tuple[str, str]:
    name = " ".join(args["name"].split())
    return name, natural("export preset", look.actor, name)


def save(look: Look, args: Row) -> Row:
    """A preset is kept under its name."""
    only_admins(look)
    name, known = _named(look, args)
    if not name:
        raise No("name_missing")
    if len(name) > 60 or len(args["settings"]) > 8_000:
        raise No("text_too_long")
    try:
        said = json.loads(args["settings"])
    except ValueError as error:
        raise No("invalid_value") from error
    if not isinstance(said, dict):
        raise No("invalid_value")
    own = [one for one in look.all("export_presets") if one["employee_id"] == look.actor]
    if look.held("export_presets", known) is None and len(own) >= 50:
        raise No("too_many")
    row = {"id": known, "employee_id": look.actor, "name": name, "settings": args["settings"]}
    look.put("export_presets", row)
    return {}


def remove(look: Look, args: Row) -> Row:
    """A preset goes."""
    only_admins(look)
    _, known = _named(look, args)
    if look.get("export_presets", known) is not None:
        look.drop("export_presets", known)
    return {}


RULES: dict[str, Callable[[Look, Row], Row]] = {"export.note": note, "preset.save": save, "preset.remove": remove}
