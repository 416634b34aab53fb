"""What may be done with lunch proposals, and what comes of it, told a second time."""

from collections.abc import Callable
from uuid import UUID, uuid5

from tests.support.model.rows import Look, No, Row, Unknown, natural
from tests.support.model.rules_parties import (
    EARLIEST,
    LATEST,
    MINUTE,
    busy,
    check_fields,
    day_of,
    ends,
    join_party,
    working,
)


def make(look: Look, args: Row) -> Row:
    """Somebody asks colleagues; no seats yet."""
    working(look)
    asked = sorted(set(args["employee_ids"]))
    if not asked or len(asked) > 8:
        raise No("asked_out_of_range")
    if look.actor in asked:
        raise No("invalid_value")
    when = args["meets_at"]
    if not EARLIEST <= when < LATEST:
        raise No("time_out_of_range")
    me = look.held("employees", look.actor)
    if me is None:
        return {}
    proposal = {
        "id": str(uuid5(UUID(look.change), "0")),
        "office_id": me["office_id"],
        "proposer_id": look.actor,
        "day": day_of(look, me["office_id"], when),
        **{name: args[name] for name in ("meets_at", "minutes", "restaurant_id")},
        **{name: args[name].strip() for name in ("place", "text")},
        "made_at": look.now,
        "expires_at": min(look.now + 24 * 60 * MINUTE, when - 15 * MINUTE),
        "state": "open",
        "party_id": None,
    }
    party = _party(look, proposal, len(asked))
    check_fields(party)
    if day_of(look, me["office_id"], ends(party)) != party["day"]:
        raise No("time_out_of_range")
    if when <= look.now:
        raise No("in_the_past")
    if proposal["expires_at"] <= look.now:
        raise No("too_soon")
    if busy(look, party, look.actor):
        raise No("overlaps")
    _there(look, "restaurants", args["restaurant_id"], me["office_id"])
    for person in asked:
        _there(look, "employees", person, me["office_id"])
    look.put("proposals", proposal)
    for person in asked:
        key = natural("proposal_answer", proposal["id"], person)
        answer = {"id": key, "proposal_id": proposal["id"], "employee_id": person, "state": "asked"}
        look.put("proposal_answers", answer)
    return {"proposal_id": proposal["id"]}


def withdraw(look: Look, args: Row) -> Row:
    """Never mind."""
    proposal = _seen(look, args)
    if proposal is None:
        return {}
    if proposal["proposer_id"] != look.actor:
        raise No("not_proposer")
    if proposal["state"] != "open":
        raise No(proposal["state"])
    if look.now > proposal["expires_at"]:
        raise No("proposal_expired")
    look.put("proposals", {**proposal, "state": "withdrawn"})
    return {}


def accept(look: Look, args: Row) -> Row:
    """Yes: the first one makes a party, the others join it."""
    found = _mine(look, args)
    if found is None:
        return {}
    proposal, answer = found
    if answer["state"] in ("accepted", "requested"):
        raise No("answered")
    known = _party(look, proposal, 0)
    there = look.held("parties", known["id"]) if proposal["state"] == "agreed" else None
    if busy(look, there or known, look.actor):
        raise No("overlaps")
    if not look.decides:
        look.put("proposal_answers", {**answer, "state": "requested"})
        return {}
    if there is not None:
        join_party(look, {"party_id": there["id"], "or_wait": False, "until": proposal["expires_at"]})
    else:
        _agree(look, proposal)
    look.put("proposal_answers", {**answer, "state": "accepted"})
    return {"party_id": known["id"]}


def decline(look: Look, args: Row) -> Row:
    """No, or: let me think again."""
    found = _mine(look, args)
    if found is None:
        return {}
    proposal, answer = found
    turn = ("asked", "declined") if args["declined"] else ("declined", "asked")
    if answer["state"] != turn[0]:
        raise No("answered")
    look.put("proposal_answers", {**answer, "state": turn[1]})
    seats = ("invited", "left") if args["declined"] else ("left", "invited")
    party = natural("proposed_party", proposal["id"])
    seat = look.held("memberships", natural("membership", party, look.actor))
    if seat is not None and seat["state"] == seats[0]:
        look.put("memberships", {**seat, "state": seats[1]})
    return {}


def _agree(look: Look, proposal: Row) -> None:
    answers = [one for one in look.all("proposal_answers") if one["proposal_id"] == proposal["id"]]
    party = _party(look, proposal, len(answers))
    proposer = look.held("employees", proposal["proposer_id"])
    here = proposer is not None and proposer["active"] and proposer["office_id"] == proposal["office_id"]
    if not here or busy(look, party, proposal["proposer_id"]):
        raise No("proposer_busy")
    look.put("parties", party)
    others = sorted(one["employee_id"] for one in answers if one["state"] == "asked")
    seats = dict.fromkeys(others, ("invited", 0))
    seats |= {proposal["proposer_id"]: ("confirmed", 1), look.actor: ("confirmed", 2)}
    for person, (state, turn) in seats.items():
        seat = {
            "id": natural("membership", party["id"], person),
            "party_id": party["id"],
            "employee_id": person,
            "day": party["day"],
            "state": state,
            "turn": turn,
            "joined_by": look.change if turn else None,
            "late_minutes": 0,
            "seated_by": None,
        }
        look.put("memberships", seat)
    look.put("proposals", {**proposal, "state": "agreed", "party_id": party["id"]})


def _party(look: Look, proposal: Row, asked: int) -> Row:
    return {
        "id": natural("proposed_party", proposal["id"]),
        "host_id": proposal["proposer_id"],
        "title": proposal["text"],
        **{name: proposal[name] for name in ("office_id", "restaurant_id", "day", "meets_at", "minutes", "place")},
        "capacity": asked + 1,
        "note": "",
        "visibility": "invited",
        "state": "open",
        "opened_at": look.now,
        "group_id": None,
        "booked": False,
    }


def _seen(look: Look, args: Row) -> Row | None:
    working(look)
    proposal = look.get("proposals", args["proposal_id"])
    if proposal is None:
        raise No("not_found")
    if isinstance(proposal, Unknown):
        return None
    me = look.held("employees", look.actor)
    if me is not None and me["office_id"] != proposal["office_id"]:
        raise No("not_found")
    if proposal["proposer_id"] != look.actor and _answer(look, proposal) is None:
        if look.decides:
            raise No("not_found")
        return None
    return proposal


def _mine(look: Look, args: Row) -> tuple[Row, Row] | None:
    proposal = _seen(look, args)
    if proposal is None:
        return None
    answer = _answer(look, proposal)
    if proposal["proposer_id"] == look.actor or answer is None:
        raise No("not_asked")
    if proposal["state"] == "withdrawn":
        raise No("withdrawn")
    if look.now > proposal["expires_at"]:
        raise No("proposal_expired")
    return proposal, answer


def _answer(look: Look, proposal: Row) -> Row | None:
    return look.held("proposal_answers", natural("proposal_answer", proposal["id"], look.actor))


def _there(look: Look, table: str, named: str | None, office: str) -> None:
    if named is None:
        return
    row = look.get(table, named)
    if row is None or (isinstance(row, dict) and (row["office_id"] != office or not row.get("active", True))):
        raise No("not_found")


RULES: dict[str, Callable[[Look, Row], Row]] = {
    "proposal.make": make,
    "proposal.withdraw": withdraw,
    "proposal.accept": accept,
    "proposal.decline": decline,
}
