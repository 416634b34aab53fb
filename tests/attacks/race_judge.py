"""Who sits where after a round of the race, by plain SQL on the server's database; whether everybody was told so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.plain import ask


@dataclass
class Round:
    """A round that is over.

    `told` has, by person and change, every answer that the person's device was given; `versions` has the version at
    which each change was decided.
    """

    company: str
    """Its database's URL."""
    party_id: str
    free: int
    told: Mapping[str, Mapping[str, set[str]]]
    versions: Mapping[str, int]
    leaves: bool
    lowers: bool
    confirmed: int = 0
    guests: int = 0
    waitlisted: int = 0
    refused: int = 0
    left: int = 0


def judge_round(seen: Round) -> list[str]:
    """What is wrong with it; counts are written into `seen`."""
    ((capacity, host),) = ask(seen.company, "SELECT capacity, host_id FROM parties WHERE id = ?", seen.party_id)
    query = "SELECT employee_id, state, turn, joined_by FROM memberships WHERE party_id = ? ORDER BY turn"
    members = ask(seen.company, query, seen.party_id)
    ((guests,),) = ask(seen.company, "SELECT count(*) FROM guests WHERE party_id = ?", seen.party_id)
    query = "SELECT employee_id, uuid, outcome, code, answer FROM results"
    decided = {
        (whose, uuid): (outcome, code, json.loads(answer) if isinstance(answer, str) else answer)
        for whose, uuid, outcome, code, answer in ask(seen.company, query)
        if whose in seen.told and uuid in seen.told[whose]
    }
    return [
        *_judge_seats(seen, capacity, host, members, guests),
        *_judge_order(members, seen.versions),
        *_judge_people(seen, {whose: state for whose, state, _, _ in members}, decided),
    ]


def _judge_seats(seen: Round, capacity: int, host: str, members: list[Any], guests: int) -> list[str]:
    by_state = {state: [one for one in members if one[1] == state] for state in ("confirmed", "waitlisted", "left")}
    seen.confirmed, seen.guests = len(by_state["confirmed"]) - 1, guests
    taken = len(by_state["confirmed"]) + guests
    seen.waitlisted, seen.left = len(by_state["waitlisted"]), len(by_state["left"])
    found = []
    if len({one[0] for one in members}) != len(members):
        found.append("somebody is there twice")
    if host not in {one[0] for one in by_state["confirmed"]}:
        found.append("the host has no seat")
    if taken > capacity:
        found.append(f"{taken} seats of {capacity}, {guests} of them guests'")
    if by_state["waitlisted"] and taken < capacity:
        found.append(f"somebody waits beside {capacity - taken} free seats")
    if not seen.leaves and not seen.lowers and seen.confirmed != seen.free:
        found.append(f"{seen.confirmed} of {seen.free} seats were given")
    turns = [turn for _, state, turn, _ in members if state in ("confirmed", "waitlisted")]
    if not seen.leaves and turns != list(range(1, len(turns) + 1)):
        found.append(f"the order has gaps: {turns}")
    return found


def _judge_order(members: list[Any], versions: Mapping[str, int]) -> list[str]:
    """Turns follow the order in which the server decided; seats go to the first turns."""
    standing = [one for one in members if one[1] in ("confirmed", "waitlisted")]
    found = []
    decided = [versions[joined_by] for _, _, _, joined_by in standing if joined_by in versions]
    if decided != sorted(decided) or len(set(decided)) != len(decided):
        found.append(f"turns are not in the order of decisions: {decided}")
    states = [state for _, state, _, _ in standing]
    if states != sorted(states):  # "confirmed" before "waitlisted"
        found.append(f"somebody was passed over: {states}")
    return found


def _judge_people(seen: Round, standing: Mapping[str, str], decided: Mapping[tuple[str, str], Any]) -> list[str]:
    """Everybody was told one thing of each change, the server keeps it, and it fits where they stand."""
    found = []
    for whose, told in seen.told.items():
        codes = []
        for uuid, answers in told.items():
            outcome, code, answer = decided.get((whose, uuid), ("nothing", None, {}))
            kept = {"outcome": outcome, "code": code, "answer": answer}
            if [json.loads(one) for one in answers] != [kept]:
                found.append(f"{whose} was told {answers} of {uuid}, the server keeps {kept}")
            codes.append(code or answer.get("seat", "left"))
        seen.refused += codes.count("full")
        allowed = {
            "confirmed": {"confirmed", "waitlisted"},
            "waitlisted": {"waitlisted"},
            "left": {"left"},
            None: {"full"},
        }[standing.get(whose)]
        if allowed.isdisjoint(codes) or not set(codes) <= {
            *allowed,
            "confirmed",
            "waitlisted",
            "already_joined",
            "full",
        }:
            found.append(f"{whose} reads {codes} and is {standing.get(whose)}")
        if sum(code in ("confirmed", "waitlisted") for code in codes) > 1:
            found.append(f"{whose} was given a seat twice: {codes}")
    return found
