"""Who gives whom which seat: by hand, to guests, for another seat, from the waitlist; told a second time."""

from collections.abc import Callable
from uuid import UUID, uuid5

from tests.support.model.rows import Look, No, Row
from tests.support.model.rules_parties import (
    MINUTE,
    SEATED,
    TAKING_PART,
    a_place,
    busy,
    ends,
    give_up,
    goes_ahead,
    hosted,
    place_id,
    places,
    promote,
    seated,
    seats_taken,
    seen,
)


def hand_over(look: Look, args: Row) -> Row:
    """The host makes somebody with a seat the host."""
    party = hosted(look, args)
    if party is None:
        return {}
    _goes_on(look, party)
    if args["employee_id"] == party["host_id"]:
        raise No("nothing_to_change")
    theirs = look.held("memberships", place_id(party, args["employee_id"]))
    if theirs is None or theirs["state"] not in SEATED:
        raise No("not_joined")
    look.put("parties", {**party, "host_id": args["employee_id"]})
    return {}


def seat(look: Look, args: Row) -> Row:
    """The host gives a colleague a free seat."""
    party = hosted(look, args)
    if party is None:
        return {}
    _goes_on(look, party)
    person = args["employee_id"]
    colleague = look.get("employees", person)
    if colleague is None:
        raise No("not_found")
    if isinstance(colleague, dict) and (colleague["office_id"] != party["office_id"] or not colleague["active"]):
        raise No("not_found")
    theirs = look.held("memberships", place_id(party, person))
    if theirs and theirs["state"] in TAKING_PART:
        raise No("already_joined")
    if look.decides and busy(look, party, person):
        raise No("seated_elsewhere")
    state, turn = _a_seat(look, party)
    look.put("memberships", {**a_place(party, person, state, turn, look.change), "seated_by": look.actor})
    return {"seat": state}


def add_guest(look: Look, args: Row) -> Row:
    """Somebody with a seat brings somebody."""
    party = seated(look, args)
    name = args["name"].strip()
    if not name:
        raise No("invalid_value")
    if len(name) > 40:
        raise No("text_too_long")
    if party is None:
        return {}
    _goes_on(look, party)
    mine = look.held("memberships", place_id(party, look.actor))
    if mine is None or mine["state"] not in SEATED:
        raise No("not_joined")
    if party["state"] == "closed" and party["host_id"] != look.actor:
        raise No("closed")
    state, _ = _a_seat(look, party)
    guest = str(uuid5(UUID(look.change), "0"))
    look.put("guests", {"id": guest, "party_id": party["id"], "inviter_id": look.actor, "state": state})
    look.put("guest_names", {"id": guest, "party_id": party["id"], "name": name})
    return {"guest_id": guest}


def drop_guest(look: Look, args: Row) -> Row:
    """A guest doesn't come."""
    party = seated(look, args)
    if party is None:
        return {}
    _goes_on(look, party)
    guest = look.get("guests", args["guest_id"])
    if guest is None or (isinstance(guest, dict) and guest["party_id"] != party["id"]):
        raise No("not_found")
    if not isinstance(guest, dict):
        return {}
    if look.actor not in (guest["inviter_id"], party["host_id"]):
        raise No("not_host")
    look.drop("guest_names", guest["id"])
    look.drop("guests", guest["id"])
    promote(look, party)
    return {}


def claim(look: Look, args: Row) -> Row:
    """Somebody who waits takes a free seat."""
    party = seated(look, args)
    if party is None:
        return {}
    goes_ahead(party)
    if look.now > min(args["until"], party["meets_at"]):
        raise No("expired")
    mine = look.held("memberships", place_id(party, look.actor))
    if mine and mine["state"] in SEATED:
        raise No("already_joined")
    if mine is None or mine["state"] != "waitlisted":
        raise No("not_joined")
    if busy(look, party, look.actor):
        raise No("overlaps")
    state, _ = _a_seat(look, party)
    look.put("memberships", {**mine, "state": state, "joined_by": look.change})
    return {"seat": state}


def switch(look: Look, args: Row) -> Row:
    """One seat for another, both or neither."""
    party = seen(look, args)
    if party is None:
        return {}
    goes_ahead(party)
    mine = look.held("memberships", place_id(party, look.actor))
    waits = bool(mine) and mine is not None and mine["state"] == "waitlisted"
    if party["state"] == "closed" and not waits:
        raise No("closed")
    if look.now > min(args["until"], party["meets_at"] - (0 if waits else 15 * MINUTE)):
        raise No("expired")
    if mine and mine["state"] in SEATED:
        raise No("already_joined")
    former = look.held("parties", args["from_id"])
    place = None if former is None else look.held("memberships", place_id(former, look.actor))
    if former is None or place is None or place["state"] not in SEATED or former["state"] == "cancelled":
        former = place = None
    elif place["joined_by"] != args["joined_by"]:
        raise No("newer_join")
    elif look.now > ends(former):
        raise No("over")
    if busy(look, party, look.actor, besides=former):
        raise No("overlaps")
    state, turn = _a_seat(look, party)
    if waits and mine is not None:
        turn = mine["turn"]
    look.put("memberships", a_place(party, look.actor, state, turn, look.change))
    if look.decides and former is not None and place is not None:
        give_up(look, former, place)
    return {"seat": state}


def _a_seat(look: Look, party: Row) -> tuple[str, int]:
    """A free one, behind everybody; where nothing is decided a wish."""
    if not look.decides:
        return "requested", 0
    if seats_taken(look, party) >= party["capacity"]:
        raise No("full")
    return "confirmed", 1 + max((one["turn"] for one in places(look, party)), default=0)


def _goes_on(look: Look, party: Row) -> None:
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "party.hand_over": hand_over,
    "party.seat": seat,
    "party.add_guest": add_guest,
    "party.drop_guest": drop_guest,
    "party.claim": claim,
    "party.switch": switch,
}
