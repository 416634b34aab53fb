"""What may be done with restaurants, suggestions and the cafeteria's week, told a second time."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tests.support.model.rows import Look, No, Row, Unknown, natural
from tests.support.model.rules_parties import working

WORDS = {"name": 60, "category": 30, "address": 120, "phone": 30, "tags": 180}
NUMBERS = {"walk_minutes": 120, "price": 1_000_000}
BLANK: Row = {**dict.fromkeys([*WORDS, "menu_link", "diet_facts", "hours"], ""), **dict.fromkeys(NUMBERS, 0)}


def admin(look: Look) -> bool | None:
    """Whether the actor is one; None where this desktop can't know."""
    found = look.get("admins", look.actor)
    return None if isinstance(found, Unknown) else found is not None


def only_admins(look: Look) -> None:
    """For what is done with the whole office's."""
    working(look)
    if admin(look) is False:
        raise No("not_admin")


def place(look: Look, args: Row, *, for_admins: bool, suggester: bool = False) -> Row | None:
    """The restaurant that is named; None where this desktop can't know."""
    working(look)
    found = look.get("restaurants", args["restaurant_id"])
    if found is None:
        raise No("not_found")
    if isinstance(found, Unknown):
        return None
    me = look.held("employees", look.actor)
    if me is not None and me["office_id"] != found["office_id"]:
        raise No("not_found")
    own = suggester and found["state"] == "suggested" and found["suggested_by"] == look.actor
    if for_admins and admin(look) is False and not own:
        raise No("not_admin")
    return found


def suggestion(look: Look, args: Row, *, for_admins: bool) -> Row | None:
    """The suggestion that is named; None where this desktop can't know."""
    working(look)
    found = look.get("suggestions", args["suggestion_id"])
    if found is None:
        raise No("not_found")
    if isinstance(found, Unknown):
        return None
    me = look.held("employees", look.actor)
    far = me is not None and me["office_id"] != found["office_id"]
    if found["restaurant_id"] != args["restaurant_id"] or far:
        raise No("not_found")
    if admin(look) is False:
        if found["suggested_by"] != look.actor:
            raise No("not_found")
        if for_admins:
            raise No("not_admin")
    return found


def tidy(name: str, value: Any) -> Any:
    """A field as rows hold it."""
    if name in NUMBERS and isinstance(value, int) and not isinstance(value, bool):
        return value
    if name not in WORDS or not isinstance(value, str):
        raise No("invalid_value")
    line = " ".join(unicodedata.normalize("NFC", value).split())
    if name == "tags":
        words = [" ".join(word.strip().lstrip("#").split()) for word in line.split(",")]
        line = ",".join(dict.fromkeys(word for word in words if word))
    return line


def check(values: Row) -> None:
    """Tidy fields are in range."""
    if values.get("name") == "":
        raise No("name_missing")
    for name, value in values.items():
        if name in WORDS and len(value) > WORDS[name]:
            raise No("text_too_long")
        if name in NUMBERS and not 0 <= value <= NUMBERS[name]:
            raise No("invalid_value")


def tidied(edits: Row) -> dict[str, tuple[Any, Any]]:
    """Edits with tidy new values."""
    return {name: (old, tidy(name, new)) for name, (old, new) in edits.items()}


def merged(look: Look, row: Row, edits: dict[str, tuple[Any, Any]], *, checked: bool = True) -> Row:
    """Write what nobody wrote otherwise; the rest is answered."""
    conflicts = {name: [new, row[name]] for name, (old, new) in edits.items() if row[name] not in (old, new)}
    values = {name: new for name, (old, new) in edits.items() if row[name] == old}
    if checked:
        check(values)
    look.put("restaurants", {**row, **values})
    return {"conflicts": conflicts} if conflicts else {}


def suggest(look: Look, args: Row) -> Row:
    """A new place, usable at once; or corrections that wait for an admin."""
    if args["restaurant_id"] is None:
        working(look)
        there = None
    else:
        there = place(look, args, for_admins=False)
    edits = tidied(args["edits"])
    if not edits:
        raise No("nothing_to_change")
    note = " ".join(args["note"].split())
    if len(note) > 300:
        raise No("text_too_long")
    known, made = (str(uuid5(UUID(look.change), str(n))) for n in range(2))
    me = look.held("employees", look.actor)
    if args["restaurant_id"] is None:
        values = {**BLANK, **{name: new for name, (_, new) in edits.items()}}
        check(values)
        if me is None:
            return {}
        own = admin(look) is True
        there = {
            "id": made,
            "office_id": me["office_id"],
            **values,
            "state": "approved" if own else "suggested",
            "merged_into": None,
            "suggested_by": None if own else look.actor,
        }
        look.put("restaurants", there)
        if not own:
            _put(look, there, known, "", note)
        return {"restaurant_id": made}
    check({name: new for name, (_, new) in edits.items()})
    if there is None:
        return {}
    if there["state"] in ("merged", "closed", "rejected"):
        raise No("no_longer_listed")
    wanted = {name: list(both) for name, both in sorted(edits.items()) if there[name] != both[1]}
    if not wanted:
        raise No("nothing_to_change")
    _put(look, there, known, json.dumps(wanted, ensure_ascii=False), note)
    return {}


def _put(look: Look, there: Row, known: str, edits: str, note: str) -> None:
    row = {
        "id": known,
        "office_id": there["office_id"],
        "restaurant_id": there["id"],
        "suggested_by": look.actor,
        "is_new": not edits,
        "edits": edits,
        "note": note,
        "state": "open",
        "reason": "",
        "made_at": look.now,
    }
    look.put("suggestions", row)


def _new_place(look: Look, found: Row, wanted: str, former: tuple[str, ...] = ("suggested",)) -> None:
    there = look.held("restaurants", found["restaurant_id"])
    if found["is_new"] and there is not None and there["state"] in former:
        look.put("restaurants", {**there, "state": wanted})


def withdraw(look: Look, args: Row) -> Row:
    """What nobody decided yet is taken back by who suggested it."""
    found = suggestion(look, args, for_admins=False)
    if found is None:
        return {}
    if found["suggested_by"] != look.actor:
        raise No("not_found")
    _decide(look, found, "withdrawn")
    _new_place(look, found, "rejected")
    return {}


def _decide(look: Look, found: Row, state: str, reason: str = "") -> None:
    if found["state"] != "open":
        raise No("already_decided")
    look.put("suggestions", {**found, "state": state, "reason": reason})


def approve(look: Look, args: Row) -> Row:
    """A new place is one like others; corrections are made."""
    found = suggestion(look, args, for_admins=True)
    if found is None:
        return {}
    _decide(look, found, "approved")
    _new_place(look, found, "approved")
    there = look.held("restaurants", found["restaurant_id"])
    if found["is_new"] or there is None:
        return {}
    return merged(look, there, {name: (old, new) for name, (old, new) in json.loads(found["edits"]).items()})


def reject(look: Look, args: Row) -> Row:
    """Not taken, with a reason."""
    found = suggestion(look, args, for_admins=True)
    reason = " ".join(args["reason"].split())
    if not reason:
        raise No("reason_missing")
    if len(reason) > 300:
        raise No("text_too_long")
    if found is None:
        return {}
    _decide(look, found, "rejected", reason)
    _new_place(look, found, "rejected")
    return {}


def reconsider(look: Look, args: Row) -> Row:
    """A decision goes back into the queue."""
    found = suggestion(look, args, for_admins=True)
    if found is None:
        return {}
    if found["state"] not in ("approved", "rejected"):
        raise No("already_decided")
    there = look.held("restaurants", found["restaurant_id"])
    if there is not None and found["is_new"] and there["state"] in ("merged", "closed"):
        raise No("no_longer_listed")
    look.put("suggestions", {**found, "state": "open", "reason": ""})
    if there is None:
        return {}
    if found["is_new"]:
        look.put("restaurants", {**there, "state": "suggested"})
        return {}
    if found["state"] == "rejected":
        return {}
    corrected = json.loads(found["edits"]).items()
    back = {name: (new, old) for name, (old, new) in corrected if there[name] == new}
    return merged(look, there, back, checked=False)


def edit(look: Look, args: Row) -> Row:
    """By an admin, or by who suggested it while nobody has approved it."""
    there = place(look, args, for_admins=True, suggester=True)
    edits = tidied(args["edits"])
    if not edits:
        raise No("nothing_to_change")
    return {} if there is None else merged(look, there, edits)


def close(look: Look, args: Row) -> Row:
    """It exists no more, or again."""
    there = place(look, args, for_admins=True)
    if there is None:
        return {}
    if there["state"] in ("merged", "rejected"):
        raise No("no_longer_listed")
    if (there["state"] == "closed") != args["closed"]:
        look.put("restaurants", {**there, "state": "closed" if args["closed"] else "approved"})
    return {}


def merge(look: Look, args: Row) -> Row:
    """Two entries become one."""
    gone = place(look, args, for_admins=True)
    if args["restaurant_id"] == args["into"]:
        raise No("invalid_value")
    if gone is None:
        return {}
    stays = look.get("restaurants", args["into"])
    if stays is None or (isinstance(stays, dict) and stays["office_id"] != gone["office_id"]):
        raise No("not_found")
    if isinstance(stays, Unknown):
        return {}
    if gone["state"] == "merged" or stays["state"] in ("merged", "closed", "rejected"):
        raise No("no_longer_listed")
    look.put("restaurants", {**gone, "state": "merged", "merged_into": stays["id"]})
    filled = {name: gone[name] for name, blank in BLANK.items() if stays[name] == blank}
    if gone["state"] == "approved":
        filled["state"] = "approved"
    look.put("restaurants", {**stays, **filled})
    for review in [one for one in look.all("reviews") if one["restaurant_id"] == gone["id"]]:
        _review(look, review, stays["id"])
    for liked in [one for one in look.all("favourites") if one["restaurant_id"] == gone["id"]]:
        look.drop("favourites", liked["id"])
        known = natural("favourite", liked["employee_id"], stays["id"])
        look.put("favourites", {**liked, "id": known, "restaurant_id": stays["id"]})
    for found in list(look.all("suggestions")):
        if found["restaurant_id"] == gone["id"] and found["state"] == "open":
            look.put("suggestions", {**found, "state": "merged"})
    return {}


def _review(look: Look, review: Row, into: str) -> None:
    known = natural("review", review["employee_id"], into)
    other = look.held("reviews", known)
    look.drop("reviews", review["id"])
    moved = {**review, "id": known, "restaurant_id": into}
    if other is not None:
        older, newer = sorted((moved, other), key=lambda one: (_when(one), one["text"]))
        text = newer["text"]
        if older["text"] not in text:
            text = "\n\n".join(one for one in (text, older["text"]) if one)
        tags = [tag for tag in (newer["tags"] + "," + older["tags"]).split(",") if tag]
        moved = {
            **newer,
            "text": text,
            "tags": ",".join(dict.fromkeys(tags)),
            "written_at": min(moved["written_at"], other["written_at"]),
            "edited_at": max(_when(moved), _when(other)),
        }
    look.put("reviews", moved)


def _when(review: Row) -> int:
    return int(review["edited_at"] or review["written_at"])


def bring_in(look: Look, args: Row) -> Row:
    """A list of restaurants: its parts wait for the last."""
    only_admins(look)
    if not 1 <= args["number"] <= args["parts"] <= 100 or not args["rows"] or not args["import_id"]:
        raise No("invalid_value")
    for row in args["rows"]:
        values = {name: tidy(name, value) for name, value in row.items() if name != "id"}
        if row.get("id") is None and "name" not in values:
            raise No("name_missing")
        check(values)
    me = look.held("employees", look.actor)
    if me is None:
        return {}
    if args["number"] < args["parts"]:
        if args["number"] == 1:
            for left in [one for one in look.all("import_parts") if one["employee_id"] == look.actor]:
                if left["import_id"] != args["import_id"]:
                    look.drop("import_parts", left["id"])
        text = json.dumps(args["rows"], ensure_ascii=False, separators=(",", ":"))
        here = natural("import part", look.actor, args["import_id"], str(args["number"]))
        part = {"id": here, "employee_id": look.actor, "import_id": args["import_id"], "number": args["number"]}
        look.put("import_parts", {**part, "rows": text})
        return {}
    known = [natural("import part", look.actor, args["import_id"], str(n)) for n in range(1, args["parts"])]
    parts = [look.held("import_parts", one) for one in known]
    if not all(parts):
        raise No("parts_missing")
    rows = [row for part in parts if part for row in json.loads(part["rows"])] + args["rows"]
    for row in rows:
        _bring(look, me["office_id"], row)
    for number in known:
        look.drop("import_parts", number)
    return {"count": len(rows)}


def _bring(look: Look, office: str, row: Row) -> None:
    values = {name: tidy(name, value) for name, value in row.items() if name != "id"}
    known = row.get("id") or natural("imported restaurant", office, values["name"], values.get("address", ""))
    there = look.get("restaurants", known)
    far = there is None or (isinstance(there, dict) and there["office_id"] != office)
    if row.get("id") is not None and far:
        raise No("not_found")
    if isinstance(there, dict):
        state = there["state"] if there["state"] in ("approved", "merged") else "approved"
        look.put("restaurants", {**there, **values, "state": state})
    elif row.get("id") is None:
        made = {"id": known, "office_id": office, **BLANK, **values}
        look.put("restaurants", {**made, "state": "approved", "merged_into": None, "suggested_by": None})


def set_menus(look: Look, args: Row) -> Row:
    """What the cafeteria serves on some days."""
    only_admins(look)
    lines = []
    for given in args["lines"]:
        line = dict(zip(("day", "corner", "dishes", "price"), given, strict=True))
        try:
            good = len(line["day"]) == 10 and 2000 <= date.fromisoformat(line["day"]).year < 2100
        except ValueError:
            good = False
        if not good:
            raise No("invalid_value")
        dishes = "\n".join(one for one in (" ".join(dish.split()) for dish in line["dishes"].splitlines()) if one)
        corner = " ".join(line["corner"].split())
        if len(corner) > 40 or len(dishes) > 600:
            raise No("text_too_long")
        if line["price"] is not None and not 0 <= line["price"] <= 1_000_000:
            raise No("invalid_value")
        lines.append({**line, "corner": corner, "dishes": dishes})
    if not lines:
        raise No("nothing_to_change")
    if len(lines) > 200 or len({(one["day"], one["corner"]) for one in lines}) < len(lines):
        raise No("invalid_value")
    me = look.held("employees", look.actor)
    for line in lines if me is not None else ():
        office = me["office_id"] if me is not None else ""
        known = natural("menu", office, line["day"], line["corner"])
        if line["dishes"]:
            look.put("menus", {"id": known, "office_id": office, **line})
        else:
            look.drop("menus", known)
    return {}


def follow(look: Look, args: Row) -> None:
    """Rows that name a merged place name the one that stays."""
    for table, known in args["rows"]:
        row = look.get(table, known)
        stays = _now_called(look, row["restaurant_id"]) if isinstance(row, dict) else None
        if not isinstance(row, dict) or stays in (None, row["restaurant_id"]):
            continue
        same = [
            one
            for one in look.all("vote_options")
            if table == "vote_options" and one["vote_id"] == row["vote_id"] and one["restaurant_id"] == stays
        ]
        if same:
            _chosen_there(look, row, same[0])
        else:
            look.put(table, {**row, "restaurant_id": stays})


def _now_called(look: Look, restaurant: str | None) -> str | None:
    found = look.held("restaurants", restaurant) if restaurant else None
    while found is not None and found["merged_into"] is not None:
        restaurant = found["merged_into"]
        found = look.held("restaurants", restaurant)
    return restaurant


def _chosen_there(look: Look, gone: Row, stays: Row) -> None:
    """Who chose the one has chosen the other."""
    for ballot in [one for one in look.all("ballots") if one["option_id"] == gone["id"]]:
        look.drop("ballots", ballot["id"])
        known = natural("ballot", stays["id"], ballot["employee_id"])
        look.put("ballots", {**ballot, "id": known, "option_id": stays["id"]})
    look.drop("vote_options", gone["id"])


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "restaurant.suggest": suggest,
    "restaurant.withdraw": withdraw,
    "restaurant.approve": approve,
    "restaurant.reject": reject,
    "restaurant.reconsider": reconsider,
    "restaurant.edit": edit,
    "restaurant.close": close,
    "restaurant.merge": merge,
    "restaurant.import": bring_in,
    "menu.set": set_menus,
}
