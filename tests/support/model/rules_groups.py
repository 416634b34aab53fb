"""What may be done with groups, and which lunches they open, told a second time."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from tests.support.model.rows import Look, No, Row, Unknown, natural
from tests.support.model.rules_parties import busy, day_of, place_id, places, promote, seats_taken, working

FIELDS = {
    "name": (str,),
    "description": (str,),
    "tags": (str,),
    "visibility": (str,),
    "rule": (str,),
    "starts_on": (str,),
    "meets": (str,),
    "minutes": (int,),
    "place": (str,),
    "capacity": (int,),
    "restaurant_id": (str, type(None)),
}
AHEAD = 7
SAID = ("title", "meets_at", "minutes", "place", "capacity", "restaurant_id", "visibility")
RULE = re.compile(
    r"FREQ=(DAILY|WEEKLY)(;INTERVAL=[1-9][0-9]?)?(;BYDAY=(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)?"
    r"|FREQ=MONTHLY(;BYDAY=(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))?(;BYMONTHDAY=([1-9]|[12][0-9]|3[01]))?"
)
"""The rules that tests draw; everything else that they draw is none."""


def group_seen(look: Look, args: Row) -> Row | None:
    """The group that is named, if the actor may see it; None where this desktop can't know."""
    working(look)
    group = look.get("groups", args["group_id"])
    if group is None:
        raise No("not_found")
    if isinstance(group, Unknown):
        return None
    me = look.held("employees", look.actor)
    if me is not None and me["office_id"] != group["office_id"]:
        raise No("not_found")
    if group["visibility"] != "office" and group["host_id"] != look.actor:
        mine = standing(look, group, look.actor)
        if mine["state"] not in ("invited", "member") and (mine["known"] or look.decides):
            raise No("not_found")
    return group


def group_hosted(look: Look, args: Row) -> Row | None:
    """The group that is named, if the actor is its host."""
    group = group_seen(look, args)
    if group is not None and group["host_id"] != look.actor:
        raise No("not_host")
    return group


def standing(look: Look, group: Row, person: str) -> Row:
    """How somebody stands to it; `known` is False where there is no row."""
    found = look.held("group_members", natural("group_member", group["id"], person))
    return {**found, "known": True} if found else {"state": "", "joined_by": None, "known": False}


def members(look: Look, group: Row) -> list[Row]:
    """The members in turn."""
    found = [one for one in look.all("group_members") if one["group_id"] == group["id"] and one["state"] == "member"]
    return sorted(found, key=lambda one: (one["turn"], one["id"]))


def stand(look: Look, group: Row, person: str, state: str, joined_by: str | None = None) -> None:
    """Write how somebody stands."""
    turns = [one["turn"] for one in look.all("group_members") if one["group_id"] == group["id"]]
    turn = 1 + max(turns, default=0) if state == "member" else 0
    key = natural("group_member", group["id"], person)
    row = {"id": key, "group_id": group["id"], "employee_id": person, "state": state, "turn": turn}
    look.put("group_members", {**row, "joined_by": joined_by})


def here(look: Look, group: Row, person: str) -> bool:
    """Whether they work at the group's office."""
    found = look.held("employees", person)
    return bool(found and found["active"] and found["office_id"] == group["office_id"])


def zone(look: Look, group: Row) -> ZoneInfo:
    """The wall clock of the group's office."""
    office = look.held("offices", group["office_id"])
    return ZoneInfo(office["time_zone"] if office else "UTC")


def days(group: Row, first: str, last: str) -> list[str]:
    """The days of its rule between two."""
    if not group["rule"]:
        return []
    rule = rrulestr(group["rule"], dtstart=datetime.fromisoformat(group["starts_on"]))
    found = rule.between(datetime.fromisoformat(first), datetime.fromisoformat(last), inc=True)
    return [one.date().isoformat() for one in found]


def later(day: str, number: int) -> str:
    """So many days later."""
    return (date.fromisoformat(day) + timedelta(number)).isoformat()


def instant(look: Look, group: Row, day: str, clock: str) -> int:
    """When the office's clock shows that."""
    wall = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone(look, group))
    return round(wall.timestamp() * 1000)


def said_of(look: Look, group: Row, day: str) -> Row | None:
    """The exception of a day."""
    return look.held("group_exceptions", natural("group_exception", group["id"], day))


def lunch(look: Look, group: Row, day: str, said: Row | None) -> Row:
    """The party of a day."""
    other = said or {"meets": None, "minutes": None, "place": None, "restaurant_id": None, "note": ""}
    return {
        "id": natural("occurrence", group["id"], day),
        "office_id": group["office_id"],
        "host_id": group["host_id"],
        "title": group["name"],
        "restaurant_id": other["restaurant_id"] or group["restaurant_id"],
        "day": day,
        "meets_at": instant(look, group, day, other["meets"] or group["meets"]),
        "minutes": other["minutes"] or group["minutes"],
        "place": group["place"] if other["place"] is None else other["place"],
        "capacity": group["capacity"],
        "note": other["note"],
        "visibility": group["visibility"],
        "state": "open",
        "opened_at": look.now,
        "group_id": group["id"],
        "booked": False,
    }


def opened(look: Look, group: Row) -> Iterator[tuple[str, Row]]:
    """What is opened and still to come."""
    today = day_of(look, group["office_id"], look.now)
    for number in range(AHEAD + 1):
        day = later(today, number)
        party = look.held("parties", natural("occurrence", group["id"], day))
        if party and party["meets_at"] > look.now:
            yield day, party


def check(look: Look, group: Row) -> None:
    """A group that can be."""
    if not group["name"]:
        raise No("title_missing")
    for name, most in (("name", 60), ("description", 500), ("tags", 100), ("place", 60)):
        if len(group[name]) > most:
            raise No("text_too_long")
    if group["visibility"] not in ("office", "invited"):
        raise No("invalid_value")
    if not 2 <= group["capacity"] <= 30:
        raise No("capacity_out_of_range")
    check_clock(group["meets"], group["minutes"])
    try:
        date.fromisoformat(group["starts_on"])
    except ValueError:
        raise No("invalid_value") from None
    if group["rule"] and not RULE.fullmatch(group["rule"]):
        raise No("rule_not_possible")
    known_restaurant(look, group, group["restaurant_id"])


def check_clock(meets: str, minutes: int) -> None:
    """A time of day, and an end on the same day."""
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", meets):
        raise No("invalid_value")
    if not 15 <= minutes <= 240 or int(meets[:2]) * 60 + int(meets[3:]) + minutes >= 24 * 60:
        raise No("time_out_of_range")


def known_restaurant(look: Look, group: Row, wanted: str | None) -> None:
    """One of the office's."""
    place = look.get("restaurants", wanted) if wanted is not None else True
    if place is None or (isinstance(place, dict) and place["office_id"] != group["office_id"]):
        raise No("not_found")


def goes_on(group: Row) -> None:
    """It has not ended."""
    if group["state"] == "ended":
        raise No("group_ended")


def tidy(name: str, value: Any) -> Any:
    """As it is kept."""
    if name == "tags":
        words = (word.strip().lstrip("#").strip() for word in value.split(","))
        return ", ".join(dict.fromkeys(word for word in words if word))
    return value.strip() if isinstance(value, str) else value


def make(look: Look, args: Row) -> Row:
    """Somebody begins a group."""
    working(look)
    me = look.held("employees", look.actor)
    if me is None:
        return {}
    group = {
        "id": str(uuid5(UUID(look.change), "0")),
        "office_id": me["office_id"],
        "host_id": look.actor,
        **{name: args[name] for name in FIELDS},
        **{name: tidy(name, args[name]) for name in ("name", "description", "tags", "place")},
        "state": "active",
        "made_at": look.now,
    }
    check(look, group)
    look.put("groups", group)
    stand(look, group, look.actor, "member", look.change)
    return {"group_id": group["id"]}


def edit(look: Look, args: Row) -> Row:
    """The host changes what nobody else has changed since; lunches opened for that day or later follow."""
    group = group_hosted(look, args)
    if not args["edits"]:
        raise No("nothing_to_change")
    for name, (_, new) in args["edits"].items():
        if name not in FIELDS or type(new) not in FIELDS[name]:
            raise No("invalid_value")
    if group is None:
        return {}
    goes_on(group)
    since = args["from_day"]
    if since is not None and since > later(day_of(look, group["office_id"], look.now), AHEAD):
        raise No("invalid_value")
    edited, conflicts = dict(group), {}
    for name, (old, new) in args["edits"].items():
        wanted = tidy(name, new)
        if group[name] == old:
            edited[name] = wanted
        elif group[name] != wanted:
            conflicts[name] = [wanted, group[name]]
    check(look, edited)
    look.put("groups", edited)
    for day, party in list(opened(look, group)) if look.decides else ():
        if party["state"] == "cancelled" or (since and day < since):
            continue
        said = said_of(look, group, day)
        was, will = lunch(look, group, day, said), lunch(look, edited, day, said)
        if days(edited, day, day):
            move(look, party, was, will)
        elif all(party[name] == was[name] for name in SAID):
            look.put("parties", {**party, "state": "cancelled"})
    return {"conflicts": conflicts} if conflicts else {}


def move(look: Look, party: Row, was: Row, will: Row) -> None:
    """What is still as the group said follows it."""
    edited = {**party, **{name: will[name] for name in (*SAID, "note") if party[name] == was[name]}}
    if edited["meets_at"] <= look.now or busy(look, edited, party["host_id"]):
        edited = {**edited, "meets_at": party["meets_at"], "minutes": party["minutes"]}
    if edited["capacity"] < seats_taken(look, party):
        edited["capacity"] = party["capacity"]
    if edited == party:
        return
    look.put("parties", edited)
    if (edited["meets_at"], edited["minutes"]) != (party["meets_at"], party["minutes"]):
        ask_again(look, edited)
    promote(look, edited)


def ask_again(look: Look, party: Row) -> None:
    """Who sits elsewhere by then is asked anew."""
    for place in places(look, party, "confirmed"):
        if busy(look, party, place["employee_id"]):
            asked = {"state": "invited", "turn": 0, "joined_by": None, "late_minutes": 0, "seated_by": None}
            look.put("memberships", {**place, **asked})


def except_lunch(look: Look, args: Row) -> Row:
    """One lunch is otherwise."""
    group = group_hosted(look, args)
    if len((args["place"] or "").strip()) > 60 or len(args["note"].strip()) > 500:
        raise No("text_too_long")
    if group is None:
        return {}
    said = {
        "id": natural("group_exception", group["id"], args["day"]),
        **{name: args[name] for name in ("group_id", "day", "cancelled", "meets", "minutes", "restaurant_id")},
        "place": None if args["place"] is None else args["place"].strip(),
        "note": args["note"].strip(),
    }
    check_clock(args["meets"] or group["meets"], group["minutes"] if args["minutes"] is None else args["minutes"])
    known_restaurant(look, group, args["restaurant_id"])
    ahead(look, group, args["day"], said)
    say(look, group, args["day"], said)
    return {}


def follow(look: Look, args: Row) -> Row:
    """It is as usual after all."""
    group = group_hosted(look, args)
    if group is None:
        return {}
    if said_of(look, group, args["day"]) is None:
        raise No("nothing_to_change")
    ahead(look, group, args["day"], None)
    say(look, group, args["day"], None)
    return {}


def ahead(look: Look, group: Row, day: str, said: Row | None) -> None:
    """A lunch that there is, and that has not begun."""
    goes_on(group)
    if not days(group, day, day):
        raise No("no_lunch_that_day")
    clock = said["meets"] if said and said["meets"] else group["meets"]
    if instant(look, group, day, clock) <= look.now:
        raise No("in_the_past")


def say(look: Look, group: Row, day: str, said: Row | None) -> None:
    """Keep it; what is opened follows."""
    before = said_of(look, group, day)
    key = natural("group_exception", group["id"], day)
    if said is None:
        look.drop("group_exceptions", key)
    else:
        look.put("group_exceptions", said)
    party = look.held("parties", natural("occurrence", group["id"], day)) if look.decides else None
    if party is None or party["meets_at"] <= look.now:
        return
    if said and said["cancelled"]:
        look.put("parties", {**party, "state": "cancelled"})
        return
    if before and before["cancelled"] and party["state"] == "cancelled" and not busy(look, party, party["host_id"]):
        party = {**party, "state": "open"}
        look.put("parties", party)
        ask_again(look, party)
        promote(look, party)
    if party["state"] != "cancelled":
        move(look, party, lunch(look, group, day, before), lunch(look, group, day, said))


def invite(look: Look, args: Row) -> Row:
    """The host asks somebody to belong."""
    group = group_hosted(look, args)
    if group is None:
        return {}
    goes_on(group)
    asked_for(look, group, args)
    if standing(look, group, args["employee_id"])["state"] in ("invited", "member"):
        raise No("already_a_member")
    stand(look, group, args["employee_id"], "invited")
    return {}


def asked_for(look: Look, group: Row, args: Row) -> None:
    """A colleague who is there."""
    person = look.get("employees", args["employee_id"])
    if person is None:
        raise No("not_found")
    if isinstance(person, dict) and (person["office_id"] != group["office_id"] or not person["active"]):
        raise No("not_found")


def uninvite(look: Look, args: Row) -> Row:
    """The host takes somebody off the list."""
    group = group_hosted(look, args)
    if group is None:
        return {}
    goes_on(group)
    if standing(look, group, args["employee_id"])["state"] not in ("invited", "member"):
        raise No("not_a_member")
    if args["employee_id"] == group["host_id"]:
        raise No("invalid_value")
    stand(look, group, args["employee_id"], "removed")
    ask_no_more(look, group, args["employee_id"])
    return {}


def ask_no_more(look: Look, group: Row, person: str) -> None:
    """Invitations to its lunches are taken back; seats stay."""
    for _, party in list(opened(look, group)) if look.decides else ():
        place = look.held("memberships", place_id(party, person))
        if place and place["state"] in ("invited", "left"):
            look.put("memberships", {**place, "state": "removed"})


def hand_over(look: Look, args: Row) -> Row:
    """Another member hosts from now on."""
    group = group_hosted(look, args)
    if group is None:
        return {}
    goes_on(group)
    asked_for(look, group, args)
    if args["employee_id"] == group["host_id"]:
        raise No("nothing_to_change")
    if standing(look, group, args["employee_id"])["state"] != "member":
        raise No("not_a_member")
    look.put("groups", {**group, "host_id": args["employee_id"]})
    return {}


def turn(state: str) -> Callable[[Look, Row], Row]:
    """Pause it, or go on."""

    def rule(look: Look, args: Row) -> Row:
        group = group_hosted(look, args)
        if group is None:
            return {}
        goes_on(group)
        if group["state"] == state:
            raise No("nothing_to_change")
        look.put("groups", {**group, "state": state})
        return {}

    return rule


def end(look: Look, args: Row) -> Row:
    """The group is over, and with it what was to come."""
    group = group_hosted(look, args)
    if group is None:
        return {}
    goes_on(group)
    look.put("groups", {**group, "state": "ended"})
    for _, party in list(opened(look, group)) if look.decides else ():
        look.put("parties", {**party, "state": "cancelled"})
    return {}


def join(look: Look, args: Row) -> Row:
    """Somebody belongs from now on."""
    group = group_seen(look, args)
    if group is None:
        return {}
    goes_on(group)
    if standing(look, group, look.actor)["state"] == "member":
        raise No("already_a_member")
    stand(look, group, look.actor, "member", look.change)
    for _, party in list(opened(look, group)) if look.decides else ():
        if party["state"] != "cancelled":
            ask(look, party, look.actor)
    return {}


def ask(look: Look, party: Row, person: str) -> None:
    """Ask somebody to a lunch who has not said anything of it."""
    if not here(look, party, person):
        return
    place = look.held("memberships", place_id(party, person))
    if place is None or place["state"] == "removed":
        look.put("memberships", seat(party, person, "invited", 0, None))


def seat(party: Row, person: str, state: str, turn_: int, joined_by: str | None) -> Row:
    """A place at a lunch."""
    return {
        "id": place_id(party, person),
        "party_id": party["id"],
        "employee_id": person,
        "day": party["day"],
        "state": state,
        "turn": turn_,
        "joined_by": joined_by,
        "late_minutes": 0,
        "seated_by": None,
    }


def leave(look: Look, args: Row) -> Row:
    """Somebody goes; the longest-standing member follows a host."""
    group = group_seen(look, args)
    if group is None:
        return {}
    mine = standing(look, group, look.actor)
    belongs = mine["state"] in ("member", "invited") or group["host_id"] == look.actor
    unknown = group["visibility"] != "office" and not mine["known"] and not look.decides
    if not belongs and not unknown:
        raise No("not_a_member")
    goes_on(group)
    if mine["state"] not in ("member", "invited"):
        raise No("not_a_member")
    if mine["joined_by"] != args["joined_by"]:
        raise No("newer_join")
    stand(look, group, look.actor, "left")
    ask_no_more(look, group, look.actor)
    if look.decides and group["host_id"] == look.actor:
        succeed(look, group)
    return {}


def go_away(look: Look, person: str) -> None:
    """Somebody works here no more: they leave every group, and theirs is succeeded."""
    for mine in sorted(look.all("group_members"), key=lambda one: one["id"]):
        group = look.held("groups", mine["group_id"])
        if mine["employee_id"] != person or group is None or group["state"] == "ended":
            continue
        if mine["state"] in ("member", "invited") or group["host_id"] == person:
            stand(look, group, person, "left")
            ask_no_more(look, group, person)
            if group["host_id"] == person:
                succeed(look, group)


def succeed(look: Look, group: Row) -> Row:
    """The next who works there; without one it is over."""
    heirs = [one["employee_id"] for one in members(look, group) if here(look, group, one["employee_id"])]
    after = {**group, "host_id": heirs[0]} if heirs else {**group, "state": "ended"}
    look.put("groups", after)
    return after


def occur(look: Look, group_id: str, day: str) -> None:
    """The server opens the lunch of a day; who is asked, and who hosts."""
    group = look.held("groups", group_id)
    assert group is not None
    party = lunch(look, group, day, said_of(look, group, day))
    if look.held("parties", party["id"]):
        return
    if not here(look, group, group["host_id"]):
        group = succeed(look, group)
        if group["state"] == "ended":
            return
    circle = [group["host_id"], *(one["employee_id"] for one in members(look, group))]
    able = [one for one in circle if here(look, group, one) and not busy(look, party, one)]
    if not able:
        return
    place = look.held("restaurants", party["restaurant_id"]) if party["restaurant_id"] else None
    party = {**party, "host_id": able[0], "restaurant_id": place["id"] if place else None}
    look.put("parties", party)
    look.put("memberships", seat(party, able[0], "confirmed", 1, look.change))
    for one in members(look, group):
        if one["employee_id"] != able[0]:
            ask(look, party, one["employee_id"])


def occur_when_due(look: Look, args: Row) -> None:
    """What the server does by itself, which must be due."""
    known = {(group, day) for group, day, _ in due(look, look.now)}
    assert (args["group_id"], args["day"]) in known, f"{args} was not due"
    occur(look, args["group_id"], args["day"])


def due(look: Look, now: int) -> list[tuple[str, str, int]]:
    """Group, day and instant of every lunch that is due at `now`, ahead and not opened; the earliest due first."""
    found = []
    for group in look.all("groups"):
        if group["state"] != "active":
            continue
        today = day_of(look, group["office_id"], now)
        for day in days(group, today, later(today, AHEAD)):
            said = said_of(look, group, day)
            opens = instant(look, group, later(day, -AHEAD), group["meets"])
            party = lunch(look, group, day, said)
            is_off = bool(said and said["cancelled"]) or look.held("parties", party["id"]) is not None
            if opens <= now < party["meets_at"] and not is_off:
                found.append((group["id"], day, opens))
    return sorted(found, key=lambda one: (one[2], f"{one[0]} {one[1]}"))


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "group.make": make,
    "group.edit": edit,
    "group.except": except_lunch,
    "group.follow": follow,
    "group.invite": invite,
    "group.uninvite": uninvite,
    "group.hand_over": hand_over,
    "group.pause": turn("paused"),
    "group.resume": turn("active"),
    "group.end": end,
    "group.join": join,
    "group.leave": leave,
}
