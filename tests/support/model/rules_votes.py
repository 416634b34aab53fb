"""What may be done with a party's votes, and what comes of it, told a second time."""

from collections.abc import Callable
from uuid import UUID, uuid5

from tests.support.model.rows import Look, No, Row, natural
from tests.support.model.rules_parties import EARLIEST, LATEST, day_of, edit_party, ends, hosted, places, seated


def open_vote(look: Look, args: Row) -> Row:
    """The host lets the others decide."""
    party = hosted(look, args)
    if party is None:
        return {}
    _goes_ahead(party)
    subject, where, when = args["subject"], list(args["restaurants"]), list(args["times"])
    ties = {"place": ("listed", "nearest"), "time": ("listed", "earliest")}
    if subject not in ties or args["tie_break"] not in ties[subject]:
        raise No("invalid_value")
    if (where and when) or len(set(where)) < len(where) or len(set(when)) < len(when):
        raise No("invalid_value")
    if not 2 <= len(where) + len(when) <= 6:
        raise No("options_out_of_range")
    if args["deadline"] <= look.now or args["deadline"] >= party["meets_at"]:
        raise No("deadline_out_of_range")
    for place in where:
        _possible(look, party, subject, args["deadline"], place, None)
    for time in when:
        _possible(look, party, subject, args["deadline"], None, time)
    votes = [one for one in look.all("votes") if one["party_id"] == party["id"] and one["subject"] == subject]
    if any(one["state"] in ("open", "closing") for one in votes):
        raise No("vote_running")
    vote = str(uuid5(UUID(look.change), "0"))
    kept = {"id": vote, "party_id": party["id"], "state": "open", "winner_id": None, "opened_at": look.now}
    look.put("votes", {**kept, **{name: args[name] for name in ("subject", "deadline", "tie_break")}})
    for number, place in enumerate(where, start=1):
        look.put("vote_options", _option(look, vote, party, number, place, None))
    for number, time in enumerate(when, start=1):
        look.put("vote_options", _option(look, vote, party, number, None, time))
    return {"vote_id": vote}


def add_option(look: Look, args: Row) -> Row:
    """A member knows of another place or time."""
    party = seated(look, args)
    vote = _running(look, party, args, late=False)
    if party is None or vote is None:
        return {}
    _possible(look, party, vote["subject"], vote["deadline"], args["restaurant_id"], args["meets_at"])
    there = _options(look, vote)
    new = _option(look, vote["id"], party, 0, args["restaurant_id"], args["meets_at"])
    if new["id"] in {one["id"] for one in there}:
        return {}
    if len(there) >= 10:
        raise No("options_full")
    look.put("vote_options", {**new, "place": max((one["place"] for one in there), default=0) + 1})
    return {}


def cast_vote(look: Look, args: Row) -> Row:
    """A member's choice; only what they changed about it is changed."""
    party = seated(look, args)
    vote = _running(look, party, args, late=False)
    if party is None or vote is None:
        return {}
    for option in _options(look, vote):
        key = natural("ballot", option["id"], look.actor)
        wanted, was = option["id"] in args["chosen"], option["id"] in args["base"]
        if wanted and not was and not look.held("ballots", key):
            mine = {"option_id": option["id"], "party_id": party["id"], "employee_id": look.actor}
            look.put("ballots", {"id": key, "vote_id": vote["id"], **mine})
        elif was and not wanted and look.held("ballots", key):
            look.drop("ballots", key)
    return {}


def close_vote(look: Look, args: Row) -> Row:
    """The host ends it; only the server counts."""
    party = hosted(look, args)
    vote = _running(look, party, args, late=True)
    if party is None or vote is None:
        return {}
    if look.decides:
        count(look, party, vote)
    else:
        look.put("votes", {**vote, "state": "closing"})
    return {}


def cancel_vote(look: Look, args: Row) -> Row:
    """The host decides alone after all."""
    party = hosted(look, args)
    vote = _running(look, party, args, late=True)
    if vote is not None:
        look.put("votes", {**vote, "state": "cancelled"})
    return {}


def close_when_due(look: Look, args: Row) -> None:
    """What the server does by itself: the look's actor is the host, and its time the server's."""
    vote, party = look.held("votes", args["vote_id"]), look.held("parties", args["party_id"])
    if vote is not None and party is not None and vote["state"] == "open" and look.now >= vote["deadline"]:
        count(look, party, vote)


def count(look: Look, party: Row, vote: Row) -> None:
    """Who has a seat counts; the most votes win, and the declared rule decides between equals."""
    heard = {one["employee_id"] for one in places(look, party, "confirmed")}
    options = _options(look, vote)
    votes = {one["id"]: 0 for one in options}
    for ballot in look.all("ballots"):
        if ballot["option_id"] in votes and ballot["employee_id"] in heard:
            votes[ballot["option_id"]] += 1
    best = [one for one in options if votes[one["id"]] and votes[one["id"]] == max(votes.values())]
    if not best or party["state"] == "cancelled" or look.now >= party["meets_at"]:
        look.put("votes", {**vote, "state": "void"})
        return

    won = sorted(best, key=lambda one: (_rank(look, vote, one), one["place"]))[0]
    field = "meets_at" if won["meets_at"] is not None else "restaurant_id"
    state = "closed"
    if party[field] != won[field]:
        try:
            edit_party(look, {"party_id": party["id"], "edits": {field: [party[field], won[field]]}})
        except No:
            state = "void"
    look.put("votes", {**vote, "state": state, "winner_id": won["id"]})


def _rank(look: Look, vote: Row, option: Row) -> int:
    if vote["tie_break"] == "nearest":
        place = look.held("restaurants", option["restaurant_id"])
        return int(place["walk_minutes"]) if place else 10**6
    return int(option["meets_at"]) if vote["tie_break"] == "earliest" else 0


def _option(look: Look, vote: str, party: Row, number: int, where: str | None, when: int | None) -> Row:
    value = str(where if when is None else when)
    of = {"vote_id": vote, "party_id": party["id"], "place": number, "added_by": look.actor}
    return {"id": natural("vote_option", vote, value), **of, "restaurant_id": where, "meets_at": when}


def _options(look: Look, vote: Row) -> list[Row]:
    found = [one for one in look.all("vote_options") if one["vote_id"] == vote["id"]]
    return sorted(found, key=lambda one: (one["place"], one["id"]))


def _running(look: Look, party: Row | None, args: Row, *, late: bool) -> Row | None:
    if party is None:
        return None
    _goes_ahead(party)
    named = look.get("votes", args["vote_id"])
    if named is None or (isinstance(named, dict) and named["party_id"] != party["id"]):
        raise No("not_found")
    if not isinstance(named, dict):
        return None
    if named["state"] != "open" or (look.now > named["deadline"] and not late):
        raise No("vote_over")
    return named


def _possible(look: Look, party: Row, subject: str, deadline: int, where: str | None, when: int | None) -> None:
    if (subject == "place") != (where is not None) or (subject == "time") != (when is not None):
        raise No("invalid_value")
    if where is not None:
        place = look.get("restaurants", where)
        if place is None or (isinstance(place, dict) and place["office_id"] != party["office_id"]):
            raise No("not_found")
    if when is not None:
        if not EARLIEST <= when < LATEST:
            raise No("time_out_of_range")
        if when <= deadline:
            raise No("deadline_out_of_range")
        office = party["office_id"]
        if day_of(look, office, when) != day_of(look, office, ends({**party, "meets_at": when})):
            raise No("time_out_of_range")


def _goes_ahead(party: Row) -> None:
    if party["state"] == "cancelled":
        raise No("cancelled")


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "vote.open": open_vote,
    "vote.add_option": add_option,
    "vote.cast": cast_vote,
    "vote.close": close_vote,
    "vote.cancel": cancel_vote,
}
