"""What may be done with reviews and favourites, told a second time."""

import unicodedata
from collections.abc import Callable
from typing import Any

from tests.support.model.rows import Look, No, Row, Unknown, natural
from tests.support.model.rules_parties import working

NONE_YET = {"rating": 0, "text": "", "tags": ""}


def near(look: Look, args: Row) -> Row | None:
    """The restaurant that is meant, of one's own office; None where this desktop can't know."""
    working(look)
    place = look.get("restaurants", args["restaurant_id"])
    me = look.held("employees", look.actor)
    if place is None or (isinstance(place, dict) and me and me["office_id"] != place["office_id"]):
        raise No("not_found")
    while isinstance(place, dict) and place["merged_into"] is not None:
        other = look.held("restaurants", place["merged_into"])
        if other is None:
            break
        place = other
    return None if isinstance(place, Unknown) else place


def tidy(name: str, value: Any) -> Any:
    """What was typed, without what nobody means."""
    if not isinstance(value, str):
        return value
    if name != "tags":
        return value.strip()
    tags: list[str] = []
    for word in unicodedata.normalize("NFC", value).split(","):
        tag = " ".join(word.strip().lstrip("#").split())
        if tag and tag not in tags:
            tags.append(tag)
    return ",".join(tags)


def check(edits: dict[str, tuple[Any, Any]]) -> None:
    """Each value is one that a review can have."""
    if not edits:
        raise No("nothing_to_change")
    for name, (_, new) in edits.items():
        if name not in NONE_YET or not isinstance(new, type(NONE_YET[name])) or isinstance(new, bool):
            raise No("invalid_value")
    if "rating" in edits and edits["rating"][1] not in (1, 2, 3, 4, 5):
        raise No("rating_missing")
    if "text" in edits and len(edits["text"][1]) > 1000:
        raise No("text_too_long")
    if "tags" in edits and edits["tags"][1]:
        words = edits["tags"][1].split(",")
        if len(words) > 8:
            raise No("too_many")
        if max(map(len, words)) > 20:
            raise No("text_too_long")


def write(look: Look, args: Row) -> Row:
    """One review for each person and restaurant; what was typed elsewhere meanwhile stays beside it."""
    place = near(look, args)
    edits = {name: (old, tidy(name, new)) for name, (old, new) in args["edits"].items()}
    check(edits)
    if place is None:
        return {}
    key = natural("review", look.actor, place["id"])
    there = look.held("reviews", key)
    if there is None:
        values = {**NONE_YET, **{name: new for name, (_, new) in edits.items()}}
        if values["rating"] == 0:
            if look.get("reviews", key) is None:
                raise No("not_found")
            return {}
        whose = {"id": key, "restaurant_id": place["id"], "employee_id": look.actor}
        look.put("reviews", {**whose, **values, "written_at": look.now, "edited_at": None})
        return {}
    row, conflicts = dict(there), {}
    for name, (old, new) in edits.items():
        if there[name] == old:
            row[name] = new
        elif there[name] != new:
            conflicts[name] = [new, there[name]]
    if row != there:
        look.put("reviews", {**row, "edited_at": look.now})
    return {"conflicts": conflicts} if conflicts else {}


def delete(look: Look, args: Row) -> Row:
    """Only as it was seen."""
    place = near(look, args)
    if place is None:
        return {}
    key = natural("review", look.actor, place["id"])
    if look.get("reviews", key) is None:
        raise No("not_found")
    there = look.held("reviews", key)
    if there is not None and any(there[name] != args[name] for name in NONE_YET):
        raise No("changed_since")
    look.drop("reviews", key)
    return {}


def favourite(look: Look, args: Row) -> Row:
    """On or off."""
    place = near(look, args)
    if place is None:
        return {}
    key = natural("favourite", look.actor, place["id"])
    if args["on"]:
        look.put("favourites", {"id": key, "restaurant_id": place["id"], "employee_id": look.actor})
    else:
        look.drop("favourites", key)
    return {}


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "review.write": write,
    "review.delete": delete,
    "favourite.set": favourite,
}
