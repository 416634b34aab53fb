"""A patch beside all that waiting changes have read leaves nothing to run again, and any other does run them again.

Whatever came, running everything that waits once more on the confirmed rows must change nothing.
"""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from lunch_desktop.domain.catalogue import TABLES_BY_NAME, mutations
from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.times import HOUR
from lunch_desktop.store.desktop.apply import Apply
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.sync import steps
from tests.support.company import STAFF
from tests.support.desktop import Desktop
from tests.support.intents import ARGUMENTS, Seen
from tests.support.lunch import Lunch, a_party, a_seat

EXAMPLES = int(os.environ.get("LUNCH_PROPERTY_EXAMPLES", "30"))
NAMES = sorted(ARGUMENTS)
DAY = 24 * HOUR
pytestmark = pytest.mark.timeout(300)
Tables = dict[str, Any]


class Undone(Exception):
    """What was tried is not to stay."""


def _rows(connection: Connection, rows: EntityRows, name: str) -> list[Any]:
    table = TABLES_BY_NAME[name]
    shown = select(*(rows[name].sql.c[column] for column in table.columns)).order_by(rows[name].sql.c.id)
    return [table.entity(*row) for row in connection.execute(shown)]


def _seen(connection: Connection, rows: EntityRows, person: int, lunch: Lunch) -> Seen:
    me = STAFF[person].id
    mine = {one.party_id: one for one in _rows(connection, rows, "memberships") if one.employee_id == me}
    ahead = [one for one in _rows(connection, rows, "parties") if one.meets_at > lunch.clock.now()]
    return Seen(me, ahead, mine, lunch.clock.now())


def click(lunch: Lunch, desktop: Desktop, data: Any) -> None:
    """Something is done at the desktop, or refused there."""
    with desktop.database.reading() as connection:
        seen = _seen(connection, desktop.database.rows, 0, lunch)
    name = data.draw(st.sampled_from(NAMES))
    with suppress(Refusal):
        desktop.do(name, ARGUMENTS[name](data.draw, seen))


def elsewhere(lunch: Lunch, desktop: Desktop, data: Any) -> None:
    """A colleague does something, and the desktop hears of it."""
    person = data.draw(st.integers(1, 3))
    with lunch.company.database.reading() as connection:
        seen = _seen(connection, lunch.company.sync._rows, person, lunch)
    name = data.draw(st.sampled_from(NAMES))
    lunch.decide(person, name, ARGUMENTS[name](data.draw, seen))
    steps.pull(desktop.store, desktop.remote, desktop.facts)


def moved(lunch: Lunch, desktop: Desktop, data: Any) -> None:
    """A party of one's own goes to another day, and every seat in it with it, whoever has it."""
    with desktop.database.reading() as connection:
        seen = _seen(connection, desktop.database.rows, 0, lunch)
    own = [one for one in seen.parties if one.host_id == STAFF[0].id]
    party = data.draw(st.sampled_from(own))
    with suppress(Refusal):
        desktop.do("party.edit", EditParty(party.id, {"meets_at": (party.meets_at, party.meets_at + DAY)}))


def joined(lunch: Lunch, desktop: Desktop, data: Any) -> None:
    """A colleague takes a seat, and the desktop hears of it."""
    with lunch.company.database.reading() as connection:
        parties = _seen(connection, lunch.company.sync._rows, 0, lunch).parties
    party = data.draw(st.sampled_from(parties))
    lunch.decide(data.draw(st.integers(1, 3)), "party.join", a_seat(party.id, until=party.meets_at))
    steps.pull(desktop.store, desktop.remote, desktop.facts)


def sent(lunch: Lunch, desktop: Desktop, data: Any) -> None:
    """Some of what waits is decided, and the desktop hears of it."""
    del lunch
    with patch.object(desktop.facts, "most_at_once", data.draw(st.integers(1, 3))):
        steps.push(desktop.store, desktop.remote, desktop.facts)
    steps.pull(desktop.store, desktop.remote, desktop.facts)


DEEDS: tuple[Callable[[Lunch, Desktop, Any], None], ...] = (click, click, elsewhere, elsewhere, moved, joined, sent)


def everything(desktop: Desktop, connection: Connection) -> Tables:
    """What is shown and what is confirmed.

    What is noted of the waiting changes is left out, and a copy of a row that stands as it is confirmed is that row:
    what is not there and taken away, or changed and changed back, is another matter where each change runs alone.
    """
    schema = desktop.database.schema
    found: Tables = {name: _rows(connection, desktop.database.rows, name) for name in schema.entities}
    confirmed = {(name, row.id): asdict(row) for name in schema.entities for row in found[name]}
    for name, row_id, copy in connection.execute(select(schema.pristine)):
        confirmed[name, row_id] = copy and {column: copy[column] for column in TABLES_BY_NAME[name].columns}
    found["confirmed"] = {key: row for key, row in confirmed.items() if row}
    return found


def run_again(desktop: Desktop) -> tuple[Tables, Tables]:
    """Everything as it stands, and as it would be if all that waits ran again on the confirmed rows."""
    database, actor = desktop.database, EmployeeId(desktop.employee_id)
    with suppress(Undone), database.writing() as connection:
        before = everything(desktop, connection)
        apply = Apply(connection, database.schema, database.rows, mutations(), actor, Footprints())
        apply.restore_and_replay()
        after = everything(desktop, connection)
        raise Undone
    return before, after


def test_skipping_shows_what_running_again_would(tmp_path: Path) -> None:
    """And the drawn histories have both in them: patches that skip it, and patches that must not."""
    tally: Counter[str] = Counter()
    touched_by = Footprints.touched_by

    def counted(footprints: Footprints, *patched: Any) -> bool:
        touched = touched_by(footprints, *patched)
        tally[f"{'run' if touched else 'skipped'}, {'known' if footprints.known else 'unknown'}"] += 1
        return touched

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def histories(data: Any) -> None:
        lunch.clock.advance(40 * DAY)  # nothing of the history before lies ahead any more
        for person in range(2):
            lunch.open(person, a_party(now=lunch.clock.now()))
        desktop.sync()
        for deed in data.draw(st.lists(st.sampled_from(DEEDS), max_size=14)):
            deed(lunch, desktop, data)
            before, after = run_again(desktop)
            assert before == after
        desktop.sync()
        lunch.agrees(desktop)

    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    try:
        with patch.object(Footprints, "touched_by", counted):
            histories()
    finally:
        lunch.close()
    assert tally["skipped, known"] > 0, tally
    assert tally["run, known"] > 0, tally
