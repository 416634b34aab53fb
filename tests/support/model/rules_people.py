"""What may be said of diets, and what parties are told of them, told a second time."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.support.model.rows import Look, No, Row, Tables, natural
from tests.support.model.rules_parties import working

DIETS = ["vegetarian", "vegan", "halal", "no_pork", "no_beef", "no_seafood", "no_raw_fish", "not_spicy"]
ALLERGIES = ["gluten", "egg", "milk", "peanut", "nut", "soy", "buckwheat", "fish", "shellfish"]


def set_diet(look: Look, args: Row) -> Row:
    """The whole answer, or none."""
    working(look)
    for field, known in (("diets", DIETS), ("allergies", ALLERGIES)):
        if args[field] and not set(args[field].split(",")) <= set(known):
            raise No("invalid_value")
    consents = (args["diets_consent"], args["allergies_consent"])
    if not {*consents} <= {"none", "unnamed", "named"}:
        raise No("invalid_value")
    key = natural("diet", look.actor)
    if not args["diets"] and not args["allergies"] and consents == ("none", "none"):
        look.drop("diets", key)
        return {}
    said = {
        field: ",".join(one for one in known if one in args[field].split(","))
        for field, known in (("diets", DIETS), ("allergies", ALLERGIES))
    }
    consented = {"diets_consent": consents[0], "allergies_consent": consents[1]}
    look.put("diets", {"id": key, "employee_id": look.actor, **said, **consented})
    return {}


def tell_parties(tables: Tables, now: int, changed: str | None) -> None:
    """What is told of needs, once something was decided; `changed` is who has just said otherwise."""
    if not tables["diets"] and not tables["party_needs"]:
        return
    from_day = (datetime.fromtimestamp(now / 1000, UTC).date() - timedelta(days=1)).isoformat()
    answers = {one["employee_id"]: one for one in tables["diets"].values()}
    seats: dict[str, set[str]] = {}
    for one in tables["memberships"].values():
        everybody = seats.setdefault(one["party_id"], set())
        if one["state"] == "confirmed":
            everybody.add(one["employee_id"])
    for party in tables["parties"].values():
        key = natural("party_needs", party["id"])
        if party["day"] < from_day:
            if changed is not None and natural("membership", party["id"], changed) in tables["memberships"]:
                tables["party_needs"].pop(key, None)
            continue
        told = None if party["state"] == "cancelled" else _told(answers, sorted(seats.get(party["id"], ())))
        if told is None:
            tables["party_needs"].pop(key, None)
        else:
            guests = sum(one["party_id"] == party["id"] for one in tables["guests"].values())
            told["unknown"] += guests
            tables["party_needs"][key] = {"id": key, "party_id": party["id"], **told}


def _told(answers: dict[str, Row], eaters: list[str]) -> Row | None:
    counted: Counter[str] = Counter()
    named: dict[str, list[str]] = {}
    dark: set[str] = set()
    for kind in ("diets", "allergies"):
        wish = {one: answers[one][f"{kind}_consent"] if one in answers else "none" for one in eaters}
        hidden = [one for one in eaters if wish[one] != "named"]
        for one in eaters:
            codes = answers[one][kind].split(",") if one in answers and answers[one][kind] else []
            if wish[one] == "none" or (wish[one] == "unnamed" and len(hidden) < 3):
                dark.add(one)
            elif wish[one] == "unnamed":
                counted.update(codes)
            elif codes:
                named.setdefault(one, []).extend(codes)
    if not counted and not named and len(dark) == len(eaters):
        return None
    return {
        "unnamed": ",".join(f"{code}:{counted[code]}" for code in DIETS + ALLERGIES if code in counted),
        "named": ",".join(f"{one}:{'+'.join(named[one])}" for one in sorted(named)),
        "unknown": len(dark),
    }


RULES: dict[str, Callable[[Look, Row], Row]] = {"diet.set": set_diet}
