"""What the server must answer, told a second time: results given once, devices numbered, epochs, rows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.model import (
    rules_chat,
    rules_days,
    rules_exports,
    rules_groups,
    rules_parties,
    rules_people,
    rules_proposals,
    rules_restaurants,
    rules_seats,
    rules_stewards,
    rules_votes,
)
from tests.support.model.rows import Look, No, Row, Tables, empty, natural

RULES = {
    **rules_parties.RULES,
    **rules_seats.RULES,
    **rules_days.RULES,
    **rules_restaurants.RULES,
    **rules_people.RULES,
    **rules_chat.RULES,
    **rules_votes.RULES,
    **rules_proposals.RULES,
    **rules_groups.RULES,
    **rules_stewards.RULES,
    **rules_exports.RULES,
}

JOBS = {
    "vote.close": rules_votes.close_when_due,
    "group.occur": rules_groups.occur_when_due,
    "restaurant.follow": rules_stewards.follow,
}
"""What the company does by itself."""


@dataclass(frozen=True)
class Word:
    """The company's word on one change."""

    outcome: str
    code: str | None = None
    answer: Row = field(default_factory=dict)
    hash: str = ""


class Refused(Exception):
    """The batch is not taken at all, with the code of the protocol."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def run(look: Look, payload: str, uuid: str, actor: str, now: int) -> Word:
    """Run one change; what it wrote is kept, or thrown away where a rule says no."""
    look.actor, look.now, look.change = actor, now, uuid
    said = json.loads(payload)
    digest = hashlib.sha256(payload.encode()).hexdigest()
    rule = RULES.get(said["name"])
    if rule is None or said["mutation_version"] != 1:
        return Word("refused", "not_understood", {}, digest)
    try:
        answer = rule(look, said["args"])
    except No as no:
        look.forget()
        return Word("refused", no.code, {}, digest)
    look.keep()
    return Word("applied", None, answer, digest)


@dataclass
class Company:
    """The rows that must stand and everything that was decided. `epoch` is told to it; the rest it works out."""

    epoch: str
    tables: Tables = field(default_factory=empty)
    words: dict[tuple[str, str], Word] = field(default_factory=dict)
    devices: dict[str, tuple[str, int]] = field(default_factory=dict)
    commits: int = 0
    jobs: set[str] = field(default_factory=set)
    """The uuids of what the server did by itself."""

    def write(self, rows: Iterable[tuple[str, Row]], now: int = 0) -> None:
        """Rows that an admin brings in, as one commit; whoever is no longer there gives up what they had ahead."""
        away = []
        for table, row in rows:
            former = self.tables[table].get(row["id"])
            self.tables[table][row["id"]] = row
            if table == "employees" and former is not None and former["active"]:
                away += [row["id"]] * (not row["active"] or row["office_id"] != former["office_id"])
        for person in away:
            look = Look(self.tables, decides=True)
            look.now = now
            rules_parties.go_away(look, person)
            rules_groups.go_away(look, person)
            look.keep()
        self.commits += 1

    def push(self, person: str, request: Mapping[str, Any], now: int) -> list[Word]:
        """Decide a batch as it came over the wire. Raises Refused, with nothing taken."""
        changes = request["mutations"]
        self.devices[request["client_id"]] = (person, self.check(person, request))
        for change in changes:
            self._decide(person, change, now)
        self.commits += bool(changes)
        return [self.words[person, change["uuid"]] for change in changes]

    def do(self, kind: str, args: Row, uuid: str, actor: str, now: int) -> None:
        """What was due is done, in somebody's name."""
        assert uuid not in self.jobs, f"{kind} was done twice: {args}"
        self.jobs.add(uuid)
        look = Look(self.tables, decides=True)
        look.actor, look.now, look.change = actor, now, uuid
        JOBS[kind](look, args)
        look.keep()

    def left_to_do(self, now: int) -> set[tuple[str, str]]:
        """The lunches that are due and not opened, each by group and day."""
        due = rules_groups.due(Look(self.tables, decides=True), now)
        return {
            (group, day)
            for group, day, opens in due
            if natural("job", "group.occur", f"{group} {day}", str(opens)) not in self.jobs
        }

    def check(self, person: str, request: Mapping[str, Any]) -> int:
        """The number that the device has reached with this batch. Raises Refused where it must not be taken."""
        changes = request["mutations"]
        self._admit(person, request)
        owner, last = self.devices.get(request["client_id"], (person, 0))
        if owner != person or len({one["uuid"] for one in changes}) != len(changes):
            raise Refused("client_forked")
        reached = last
        for change in changes:
            word = self.words.get((person, change["uuid"]))
            if word is None and change["seq"] <= last:
                raise Refused("client_forked")
            if word and word.outcome != "void" and not change["void"] and word.hash != _digest(change):
                raise Refused("client_forked")
            if change["seq"] > reached + 1:
                raise Refused("sequence_gap")
            reached = max(reached, change["seq"])
        return reached

    def _admit(self, person: str, request: Mapping[str, Any]) -> None:
        if request["epoch"] not in (None, self.epoch):
            raise Refused("epoch_changed")
        if not self.tables["employees"][person]["active"]:
            raise Refused("account_deactivated")

    def _decide(self, person: str, change: Mapping[str, Any], now: int) -> None:
        if (person, change["uuid"]) in self.words:
            return
        if change["void"]:
            word = Word("void")
        else:
            word = run(Look(self.tables, decides=True), change["payload"], change["uuid"], person, now)
            if word.outcome == "applied":
                said_otherwise = json.loads(change["payload"])["name"] == "diet.set"
                rules_people.tell_parties(self.tables, now, person if said_otherwise else None)
        self.words[person, change["uuid"]] = word


def _digest(change: Mapping[str, Any]) -> str:
    return hashlib.sha256((change["payload"] or "").encode()).hexdigest()
