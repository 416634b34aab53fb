"""What may be done with a day's availability and with visits, told a second time."""

from collections.abc import Callable
from datetime import date

from tests.support.model.rows import Look, No, Row, natural
from tests.support.model.rules_parties import EARLIEST, LATEST, MINUTE, place_id, seated, seen, working


def set_availability(look: Look, args: Row) -> Row:
    """My answer for a day, and what my circle sees of it."""
    working(look)
    day, state = args["day"], args["state"]
    since, until = args["free_from"], args["free_until"]
    try:
        good = len(day) == 10 and 2000 <= date.fromisoformat(day).year < 2100
    except ValueError:
        good = False
    if not good or state not in (None, "free", "alone", "away"):
        raise No("invalid_value")
    if state == "free":
        if since is None or until is None:
            raise No("invalid_value")
        if not EARLIEST <= since < until < LATEST or until - since > 360 * MINUTE:
            raise No("time_out_of_range")
    elif since is not None or until is not None:
        raise No("invalid_value")
    own, shown = natural("availability", look.actor, day), natural("free_window", look.actor, day)
    me = look.held("employees", look.actor)
    window = {"employee_id": look.actor, "day": day, "free_from": since, "free_until": until}
    if state is None:
        look.drop("availabilities", own)
    else:
        look.put("availabilities", {"id": own, **window, "state": state})
    if state == "free" and me is not None:
        look.put("free_windows", {"id": shown, **window, "department_id": me["department_id"]})
    else:
        look.drop("free_windows", shown)
    return {}


def record_visit(look: Look, args: Row) -> Row:
    """We went: for those who had a seat, once the time has come."""
    party = seated(look, args)
    if party is None:
        return {}
    if party["state"] == "cancelled":
        raise No("cancelled")
    mine = look.held("memberships", place_id(party, look.actor))
    if mine is None or mine["state"] != "confirmed":
        raise No("not_joined")
    if look.now < party["meets_at"]:
        raise No("time_out_of_range")
    visit = {
        "id": natural("visit", party["id"], look.actor),
        "employee_id": look.actor,
        "party_id": party["id"],
        "restaurant_id": party["restaurant_id"],
        "day": party["day"],
    }
    look.put("visits", visit)
    return {}


def forget_visit(look: Look, args: Row) -> Row:
    """We did not, after all."""
    seen(look, args)
    known = natural("visit", args["party_id"], look.actor)
    if look.get("visits", known) is None:
        raise No("not_found")
    look.drop("visits", known)
    return {}


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "availability.set": set_availability,
    "visit.record": record_visit,
    "visit.forget": forget_visit,
}
