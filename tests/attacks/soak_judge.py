"""What must hold after the soak, by plain SQL and the witness; nothing of the product decides here."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from lunch_desktop.demo.witness import differences, waiting_on_desktop
from lunch_desktop.store.connection import driver_errors
from tests.attacks.soak_desktop import DATABASE, NOTES, known_changes
from tests.support.ciphered import KEY, connect_to, held_on_desktop
from tests.support.oracle import held_marks
from tests.support.plain import ask, is_sqlite, oversold, visible


@dataclass
class Place:
    """A desktop's folder. `overtaken` are clicks that an older copy, put in place of the file, knows nothing of."""

    folder: Path
    employee_id: str
    overtaken: set[str] = field(default_factory=set)

    @property
    def file(self) -> Path:
        """Its database."""
        return self.folder / DATABASE

    def notes(self) -> Iterator[dict[str, object]]:
        """What its person wrote down."""
        path = self.folder / NOTES
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            yield json.loads(line)

    def acknowledged(self) -> dict[str, str]:
        """The names of the clicks that were acknowledged here, by uuid."""
        return {str(note["did"]): str(note["name"]) for note in self.notes() if "did" in note}

    def withdrawn_unoffered(self) -> set[str]:
        """What its person took back before it was offered to the server, or may have."""
        taken: set[str] = set()
        for note in self.notes():
            going = note.get("withdraws")
            if isinstance(going, dict):
                taken |= {uuid for uuid, offered in going.items() if not offered}
        return taken

    def is_replaced_by(self, copy: Path) -> None:
        """An older copy of the file takes its place; what was clicked since can't be known here."""
        self.overtaken |= self.acknowledged().keys() - known_changes(copy)


@dataclass
class Judgement:
    """Violations, and how many clicks were counted, taken back in time, and lost with a file that was put back.

    `refused_before_restore`: a server that was put back to a backup has forgotten what it had refused or voided since,
    which had no effect; its author still reads it. `decided_again` and `refused_again`: what such a server was proven
    to have applied, and what of it could not be applied again, as desktops tell their people.
    """

    violations: list[str] = field(default_factory=list)
    clicks: int = 0
    taken_back: int = 0
    lost_with_copies: int = 0
    refused_before_restore: int = 0
    decided_again: int = 0
    refused_again: int = 0


NO_EFFECT = ("refused", "void")


def unsettled(company: str, places: list[Place]) -> list[str]:
    """What keeps the desktops from agreeing with the server now; `company` is its database's URL."""
    found: list[str] = []
    for place in places:
        try:
            waiting = waiting_on_desktop(place.file, KEY)
            wrong = differences(visible(company, place.employee_id), held_on_desktop(place.file))
        except driver_errors() as error:
            wrong = [f"there is no database yet: {error}"]
        else:
            wrong += [f"{waiting} changes wait"] if waiting else []
        found += [f"{place.folder.name}: {line}" for line in wrong]
    return found


def judge(company: str, places: list[Place], *, restored: bool) -> Judgement:
    """Look at everything once nothing runs any more. `restored`: the server was put back to a backup at least once."""
    made = Judgement()
    for place in places:
        _judge_clicks(company, place, made, restored=restored)
        _judge_history(company, place, made, restored=restored)
        _count_restores(place, made)
        made.violations += [f"{place.folder.name}: keeps {mark}" for mark in held_marks(place.file)]
    made.violations += [f"{title}: {seats} seats of {capacity}" for title, seats, capacity in oversold(company)]
    made.violations += _effects(company)
    return made


def _results(company: str, employee_id: str) -> dict[str, tuple[str, str]]:
    query = "SELECT uuid, outcome, hash FROM results WHERE employee_id = ?"
    return {uuid: (outcome, digest) for uuid, outcome, digest in ask(company, query, employee_id)}


def _judge_clicks(company: str, place: Place, made: Judgement, *, restored: bool) -> None:
    """Each acknowledged click has its result, and its author reads it; or was taken back before it left."""
    decided, withdrawn = _results(company, place.employee_id), place.withdrawn_unoffered()
    with closing(connect_to(place.file)) as own:
        told = dict(own.execute("SELECT uuid, outcome FROM history"))
    for uuid, name in place.acknowledged().items():
        made.clicks += 1
        outcome = decided.get(uuid, (None,))[0]
        if restored and told.get(uuid) in NO_EFFECT and told[uuid] != outcome:
            made.refused_before_restore += 1
        elif outcome is None:
            if uuid in place.overtaken:
                made.lost_with_copies += 1
            elif uuid in withdrawn:
                made.taken_back += 1
            else:
                made.violations.append(f"{place.folder.name}: {name} {uuid} vanished")
        elif told.get(uuid) != outcome and not (uuid in place.overtaken and uuid not in told):
            made.violations.append(
                f"{place.folder.name}: {name} {uuid} ended {outcome}, its author reads {told.get(uuid)}"
            )


def _judge_history(company: str, place: Place, made: Judgement, *, restored: bool) -> None:
    """Whatever a desktop tells of is what the server decided on those very bytes."""
    decided = _results(company, place.employee_id)
    with closing(connect_to(place.file)) as own:
        rows = own.execute("SELECT uuid, outcome, hash FROM history").fetchall()
    for uuid, outcome, digest in rows:
        standing = decided.get(uuid)
        if restored and outcome in NO_EFFECT and (standing is None or standing[0] != outcome):
            continue
        if standing is None or standing[0] != outcome or (outcome != "void" and standing[1] != digest):
            made.violations.append(f"{place.folder.name}: reads {uuid} {outcome}, the server has {standing}")


def _count_restores(place: Place, made: Judgement) -> None:
    with closing(connect_to(place.file)) as own:
        for (details,) in own.execute("SELECT details FROM notices WHERE kind = 'server_restored'"):
            said = json.loads(details)
            made.decided_again += said["again"]
            made.refused_again += said["refused"]


_OPENED = "json_extract(answer, '$.party_id')"
_OPENED_ON_POSTGRES = "(answer ->> 'party_id')"
_BALANCES = {
    "parties without the change that opened them": """
        SELECT id FROM parties WHERE group_id IS NULL
        EXCEPT SELECT json_extract(answer, '$.party_id') FROM results WHERE outcome = 'applied'
    """,
    "opened parties that are not there": """
        SELECT json_extract(answer, '$.party_id') FROM results
        WHERE outcome = 'applied' AND json_extract(answer, '$.party_id') IS NOT NULL EXCEPT SELECT id FROM parties
    """,
    "parties opened twice": """
        SELECT json_extract(answer, '$.party_id') FROM results WHERE json_extract(answer, '$.party_id') IS NOT NULL
            AND json_extract(answer, '$.party_id') NOT IN (SELECT party_id FROM proposals WHERE party_id IS NOT NULL)
        GROUP BY json_extract(answer, '$.party_id') HAVING count(*) > 1
    """,
    "seats without an applied change that took them": """
        SELECT joined_by FROM memberships WHERE joined_by IS NOT NULL
        EXCEPT SELECT uuid FROM results WHERE outcome = 'applied' EXCEPT SELECT uuid FROM jobs WHERE outcome = 'done'
    """,
    "turns given twice": """
        SELECT party_id, turn FROM memberships WHERE turn > 0 GROUP BY party_id, turn HAVING count(*) > 1
    """,
    "people in two places at once": """
        SELECT one.id FROM memberships one JOIN memberships other
            ON other.employee_id = one.employee_id AND other.party_id > one.party_id
        JOIN parties p ON p.id = one.party_id JOIN parties q ON q.id = other.party_id
        WHERE one.state = 'confirmed' AND other.state = 'confirmed'
            AND p.state <> 'cancelled' AND q.state <> 'cancelled'
            AND p.meets_at < q.meets_at + q.minutes * 60000 AND q.meets_at < p.meets_at + p.minutes * 60000
    """,
    "devices ahead of the last version": """
        SELECT version FROM results WHERE version > (SELECT version FROM head)
    """,
}


def _effects(company: str) -> list[str]:
    """Effects without a cause, causes without an effect, and what no order of decisions can lead to."""
    found: list[str] = []
    opened = _OPENED if is_sqlite(company) else _OPENED_ON_POSTGRES
    for name, query in _BALANCES.items():
        found += [f"{name}: {row}" for row in ask(company, query.replace(_OPENED, opened))]
    return found


def damaged(files: list[Path]) -> list[str]:
    """Files that SQLite's own check complains of."""
    found: list[str] = []
    for path in files:
        with closing(connect_to(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
        found += [f"{path}: {line}" for (line,) in said if line != "ok"]
    return found


def complaints(folder: Path) -> list[str]:
    """Errors in the logs under `folder`, and tracebacks on standard error."""
    found: list[str] = []
    for path in sorted(folder.rglob("*.log*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                said = json.loads(line)
            except ValueError:  # a kill in the middle of a line
                continue
            if said["level"] in ("ERROR", "CRITICAL"):
                found.append(f"{path.relative_to(folder)}: {said['message']} {said.get('error', '')[-900:]}")
    for path in sorted(folder.rglob("errors")):
        said = path.read_text(encoding="utf-8")
        if said:
            found.append(f"{path.relative_to(folder)}: {said[-1500:]}")
    return found
