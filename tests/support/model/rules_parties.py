"""What may be done with parties, and what comes of it, told a second time."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tests.support.model.rows import Look, No, Row, Unknown, natural

MINUTE = 60_000
SEATED = ("confirmed", "requested")
TAKING_PART = ("confirmed", "requested", "waitlisted")
FIELDS = {
    "title": (str,),
    "restaurant_id": (str, type(None)),
    "meets_at": (int,),
    "minutes": (int,),
    "place": (str,),
    "capacity": (int,),
    "note": (str,),
    "state": (str,),
    "booked": (bool,),
}
NOWHERE = {"turn": 0, "joined_by": None, "late_minutes": 0, "seated_by": None}
"""What a membership says that holds nothing."""
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000


def working(look: Look) -> None:
    """The actor has an account that was not deactivated."""
    me = look.get("employees", look.actor)
    if me is None or (isinstance(me, dict) and not me["active"]):
        raise No("not_found")


def seen(look: Look, args: Row) -> Row | None:
    """The party that is named, if the actor may see it; None where this desktop can't know."""
    working(look)
    party = look.get("parties", args["party_id"])
    if party is None:
        raise No("not_found")
    if isinstance(party, Unknown):
        return None
    me = look.held("employees", look.actor)
    stranger = me is not None and me["office_id"] != party["office_id"]
    asked = party["visibility"] == "office" or party["host_id"] == look.actor
    if not stranger and not asked:
        mine = look.held("memberships", place_id(party, look.actor))
        asked = mine["state"] != "removed" if mine else not look.decides
    if stranger or not asked:
        raise No("not_found")
    return party


def hosted(look: Look, args: Row) -> Row | None:
    """The party that is named, if the actor is its host."""
    party = seen(look, args)
    if party is not None and party["host_id"] != look.actor:
        raise No("not_host")
    return party


def seated(look: Look, args: Row) -> Row | None:
    """The party that is named, if the actor is its host, or takes part in it."""
    party = seen(look, args)
    if party is not None and party["host_id"] != look.actor:
        mine = look.held("memberships", place_id(party, look.actor))
        known = party["visibility"] == "office" or mine or look.decides
        if known and (mine is None or mine["state"] not in TAKING_PART):
            raise No("not_joined")
    return party


def place_id(party: Row, person: str) -> str:
    """The id of the one membership that a person can have of a party."""
    return natural("membership", party["id"], person)


def ends(party: Row) -> int:
    """When lunch is over."""
    return int(party["meets_at"] + party["minutes"] * MINUTE)


def day_of(look: Look, office: str, instant: int) -> str:
    """The office's calendar day."""
    found = look.held("offices", office)
    zone = ZoneInfo(found["time_zone"] if found else "UTC")
    return datetime.fromtimestamp(instant / 1000, UTC).astimezone(zone).date().isoformat()


def places(look: Look, party: Row, state: str | None = None) -> list[Row]:
    """The party's memberships in turn; of one state, or all."""
    found = [one for one in look.all("memberships") if one["party_id"] == party["id"] and state in (None, one["state"])]
    return sorted(found, key=lambda one: (one["turn"], one["id"]))


def busy(look: Look, party: Row, person: str, besides: Row | None = None) -> bool:
    """Whether the person has, or asked for, a seat elsewhere at an overlapping time of that day; not `besides`."""
    for place in look.all("memberships"):
        if place["employee_id"] != person or place["day"] != party["day"] or place["state"] not in SEATED:
            continue
        other = look.held("parties", place["party_id"])
        if other is None or other["id"] == party["id"] or other["state"] == "cancelled":
            continue
        if besides is not None and other["id"] == besides["id"]:
            continue
        if party["meets_at"] < ends(other) and other["meets_at"] < ends(party):
            return True
    return False


def guests(look: Look, party: Row) -> list[Row]:
    """People from outside who come along."""
    return [one for one in look.all("guests") if one["party_id"] == party["id"]]


def seats_taken(look: Look, party: Row) -> int:
    """By colleagues and by guests."""
    outside = [one for one in guests(look, party) if one["state"] == "confirmed"]
    return len(places(look, party, "confirmed")) + len(outside)


def promote(look: Look, party: Row) -> None:
    """Those who wait get the seats that are free, in turn, unless they sit elsewhere or lunch is near."""
    if not look.decides or party["state"] == "cancelled" or look.now > party["meets_at"] - 20 * MINUTE:
        return
    free = party["capacity"] - seats_taken(look, party)
    for place in places(look, party, "waitlisted"):
        if free > 0 and not busy(look, party, place["employee_id"]):
            look.put("memberships", {**place, "state": "confirmed"})
            free -= 1


def check_fields(party: Row) -> None:
    """Texts, size and times in range."""
    if not party["title"]:
        raise No("title_missing")
    if any(len(party[name]) > most for name, most in (("title", 60), ("place", 60), ("note", 500))):
        raise No("text_too_long")
    if not 2 <= party["capacity"] <= 30:
        raise No("capacity_out_of_range")
    if not 15 <= party["minutes"] <= 240 or not EARLIEST <= party["meets_at"] < LATEST:
        raise No("time_out_of_range")


def open_party(look: Look, args: Row) -> Row:
    """Somebody opens a party and has its first seat."""
    working(look)
    if args["visibility"] not in ("office", "invited"):
        raise No("invalid_value")
    if not EARLIEST <= args["meets_at"] < LATEST:
        raise No("time_out_of_range")
    host = look.held("employees", look.actor)
    if host is None:
        return {}
    party = {
        "id": str(uuid5(UUID(look.change), "0")),
        "office_id": host["office_id"],
        "host_id": look.actor,
        **{name: args[name] for name in ("restaurant_id", "meets_at", "minutes", "capacity", "visibility")},
        **{name: args[name].strip() for name in ("title", "place", "note")},
        "day": day_of(look, host["office_id"], args["meets_at"]),
        "state": "open",
        "opened_at": look.now,
        "group_id": None,
        "booked": False,
    }
    check_fields(party)
    _within_a_day(look, party)
    if party["meets_at"] <= look.now:
        raise No("in_the_past")
    _known_restaurant(look, party)
    if busy(look, party, look.actor):
        raise No("overlaps")
    look.put("parties", party)
    look.put("memberships", a_place(party, look.actor, "confirmed", 1, look.change))
    return {"party_id": party["id"]}


def edit_party(look: Look, args: Row) -> Row:
    """The host changes what nobody else has changed since they looked."""
    party = hosted(look, args)
    _check_edits(args["edits"])
    if party is None:
        return {}
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")
    edited, conflicts = dict(party), {}
    for name, (old, new) in args["edits"].items():
        wanted = new.strip() if isinstance(new, str) else new
        if party[name] == old:
            edited[name] = wanted
        elif party[name] != wanted:
            conflicts[name] = [wanted, party[name]]
    moved = edited["meets_at"] != party["meets_at"]
    if not EARLIEST <= edited["meets_at"] < LATEST:
        raise No("time_out_of_range")
    edited["day"] = day_of(look, party["office_id"], edited["meets_at"]) if moved else party["day"]
    if moved and edited["meets_at"] <= look.now:
        raise No("in_the_past")
    check_fields(edited)
    other_time = moved or edited["minutes"] != party["minutes"]
    if other_time:
        _within_a_day(look, edited)
        if busy(look, edited, look.actor):
            raise No("overlaps")
    _known_restaurant(look, edited)
    seats = seats_taken(look, party)
    if edited["capacity"] < party["capacity"] and edited["capacity"] < seats:
        raise No("capacity_below_seats")
    look.put("parties", edited)
    if edited["day"] != party["day"]:
        for place in places(look, party):
            look.put("memberships", {**place, "day": edited["day"]})
    if look.decides and other_time:
        for place in places(look, edited, "confirmed"):
            if busy(look, edited, place["employee_id"]):
                look.put("memberships", {**place, **NOWHERE, "state": "invited"})
                _send_guests_home(look, party, place["employee_id"])
    promote(look, edited)
    return {"conflicts": conflicts} if conflicts else {}


def join_party(look: Look, args: Row) -> Row:
    """A seat while there are any, else a place in line; offline only a wish."""
    party = seen(look, args)
    if party is None:
        return {}
    goes_ahead(party)
    if party["state"] == "closed":
        raise No("closed")
    if look.now > min(args["until"], party["meets_at"] - 15 * MINUTE):
        raise No("expired")
    mine = look.held("memberships", place_id(party, look.actor))
    if mine and mine["state"] in TAKING_PART:
        raise No("already_joined")
    if busy(look, party, look.actor):
        raise No("overlaps")
    state, turn = "requested", 0
    if look.decides:
        turn = 1 + max((one["turn"] for one in places(look, party)), default=0)
        full = seats_taken(look, party) >= party["capacity"]
        if full and not args["or_wait"]:
            raise No("full")
        state = "waitlisted" if full else "confirmed"
    look.put("memberships", a_place(party, look.actor, state, turn, look.change))
    return {"seat": state}


def leave_party(look: Look, args: Row) -> Row:
    """A seat is given up; the next in line gets it, and the party a new host if it was the host's."""
    party = seen(look, args)
    if party is None:
        return {}
    mine = look.held("memberships", place_id(party, look.actor))
    if mine is None or mine["state"] not in (*TAKING_PART, "invited"):
        raise No("not_joined")
    if mine["joined_by"] != args["joined_by"]:
        raise No("newer_join")
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")
    give_up(look, party, mine)
    return {}


def give_up(look: Look, party: Row, place: Row, state: str = "left") -> None:
    """Somebody is not there any more, with all that comes of it."""
    person = place["employee_id"]
    look.put("memberships", {**place, **NOWHERE, "state": state})
    _send_guests_home(look, party, person)
    _take_ballots(look, party, person)
    if look.decides:
        promote(look, party)
        if party["host_id"] == person:
            heirs = places(look, party, "confirmed")
            change = {"host_id": heirs[0]["employee_id"]} if heirs else {"state": "cancelled"}
            look.put("parties", {**party, **change})


def _send_guests_home(look: Look, party: Row, person: str) -> None:
    for guest in guests(look, party):
        if guest["inviter_id"] == person:
            look.drop("guest_names", guest["id"])
            look.drop("guests", guest["id"])


def _take_ballots(look: Look, party: Row, person: str) -> None:
    """Who goes takes along what they chose in votes that still run."""
    for ballot in list(look.all("ballots")):
        vote = look.held("votes", ballot["vote_id"])
        theirs = (ballot["party_id"], ballot["employee_id"]) == (party["id"], person)
        if theirs and vote is not None and vote["state"] in ("open", "closing"):
            look.drop("ballots", ballot["id"])


def go_away(look: Look, person: str) -> None:
    """Somebody is no longer with the company or the office: all that they had ahead is given up."""
    for party in sorted(look.all("parties"), key=lambda one: (one["meets_at"], one["id"])):
        place = look.held("memberships", place_id(party, person))
        if party["state"] == "cancelled" or party["meets_at"] <= look.now or place is None:
            continue
        if place["state"] in TAKING_PART:
            give_up(look, party, place)


def cancel_party(look: Look, args: Row) -> Row:
    """The host calls it off."""
    party = hosted(look, args)
    if party is None:
        return {}
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")
    look.put("parties", {**party, "state": "cancelled"})
    return {}


def invite(look: Look, args: Row) -> Row:
    """The host asks a colleague."""
    party = hosted(look, args)
    if party is None:
        return {}
    goes_ahead(party)
    if look.now > party["meets_at"]:
        raise No("over")
    guest = look.get("employees", args["employee_id"])
    if guest is None:
        raise No("not_found")
    if isinstance(guest, dict) and (guest["office_id"] != party["office_id"] or not guest["active"]):
        raise No("not_found")
    theirs = look.held("memberships", place_id(party, args["employee_id"]))
    if theirs and theirs["state"] in (*TAKING_PART, "invited"):
        raise No("already_joined")
    look.put("memberships", a_place(party, args["employee_id"], "invited", 0, None))
    return {}


def uninvite(look: Look, args: Row) -> Row:
    """The host no longer asks."""
    party = hosted(look, args)
    if party is None:
        return {}
    theirs = look.held("memberships", place_id(party, args["employee_id"]))
    if theirs is None or theirs["state"] == "removed":
        raise No("not_joined")
    if theirs["state"] not in TAKING_PART:
        look.put("memberships", {**theirs, "state": "removed"})
        return {}
    if theirs["seated_by"] is None or theirs["employee_id"] == party["host_id"]:
        raise No("seated")
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")
    give_up(look, party, theirs, "removed")
    return {}


def be_late(look: Look, args: Row) -> Row:
    """A member says how late they will be."""
    party = seated(look, args)
    if args["minutes"] not in (0, 5, 10, 15):
        raise No("invalid_value")
    if party is None:
        return {}
    goes_ahead(party)
    if look.now > ends(party):
        raise No("over")
    mine = look.held("memberships", place_id(party, look.actor))
    if mine is None or mine["state"] not in TAKING_PART:
        raise No("not_joined")
    look.put("memberships", {**mine, "late_minutes": args["minutes"]})
    return {}


def a_place(party: Row, person: str, state: str, turn: int, joined_by: str | None) -> Row:
    """A membership as it is made."""
    return {
        "id": place_id(party, person),
        "party_id": party["id"],
        "employee_id": person,
        "day": party["day"],
        "state": state,
        "turn": turn,
        "joined_by": joined_by,
        "late_minutes": 0,
        "seated_by": None,
    }


def goes_ahead(party: Row) -> None:
    """It was not called off."""
    if party["state"] == "cancelled":
        raise No("cancelled")


def _within_a_day(look: Look, party: Row) -> None:
    if day_of(look, party["office_id"], ends(party)) != party["day"]:
        raise No("time_out_of_range")


def _known_restaurant(look: Look, party: Row) -> None:
    wanted = party["restaurant_id"]
    if wanted is None:
        return
    place = look.get("restaurants", wanted)
    if place is None or (isinstance(place, dict) and place["office_id"] != party["office_id"]):
        raise No("not_found")


def _check_edits(edits: dict[str, Iterable[Any]]) -> None:
    if not edits:
        raise No("nothing_to_change")
    for name, (_, new) in edits.items():
        if name not in FIELDS or type(new) not in FIELDS[name]:
            raise No("invalid_value")
        if name == "state" and new not in ("open", "closed"):
            raise No("invalid_value")


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "party.open": open_party,
    "party.edit": edit_party,
    "party.join": join_party,
    "party.leave": leave_party,
    "party.cancel": cancel_party,
    "party.invite": invite,
    "party.uninvite": uninvite,
    "party.late": be_late,
}
