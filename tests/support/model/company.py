"""What the server must answer, told a second time: results given once, devices numbered, epochs, rows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.model import rules_days, rules_parties
from tests.support.model.rows import Look, No, Row, Tables, empty

RULES = {**rules_parties.RULES, **rules_days.RULES}


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

    def write(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Rows that an admin brings in, as one commit."""
        for table, row in rows:
            self.tables[table][row["id"]] = row
        self.commits += 1

    def push(self, person: str, request: Mapping[str, Any], now: int) -> list[Word]:
        """Decide a batch as it came over the wire. Raises Refused, with nothing taken."""
        changes = request["mutations"]
        self.devices[request["client_id"]] = (person, self.check(person, request))
        for change in changes:
            self._decide(person, change, now)
        self.commits += bool(changes)
        return [self.words[person, change["uuid"]] for change in changes]

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
        self.words[person, change["uuid"]] = word


def _digest(change: Mapping[str, Any]) -> str:
    return hashlib.sha256((change["payload"] or "").encode()).hexdigest()
