"""Writing what a World changed: rows, feed and rights, under one version taken last."""

import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, bindparam, insert, update

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.groups.entities import GROUP_MEMBERS
from lunch_desktop.domain.parties.entities import MEMBERSHIPS
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.proposals.entities import PROPOSAL_ANSWERS, PROPOSALS
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.visibility import Grant, grants_of, rescoped_by, scopes_of
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.company.circles import Circles
from lunch_desktop.store.company.consequences import draw_consequences
from lunch_desktop.store.company.cursors import Head
from lunch_desktop.store.company.feed import FeedEntry, present_scopes, sums_changed_by, write_feed
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.schema import EVERY_DAY, CompanySchema
from lunch_desktop.store.company.sums import write_sums
from lunch_desktop.store.company.words import NOBODY, concerned
from lunch_desktop.store.listed import Writing
from lunch_desktop.store.prepared import Prepared, compiled_once
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import Key, RowChange, RowWorld


@dataclass(frozen=True)
class Written:
    """What a commit wrote; `rows` holds the entities that stand afterwards."""

    epoch: str
    version: int
    tag: str
    entries: tuple[FeedEntry, ...] = ()
    rows: dict[Key, Any] = field(default_factory=dict)
    regranted: frozenset[str] = frozenset()
    """Employees whose scopes changed."""


class _Statements:
    def __init__(self, schema: CompanySchema, dialect: Dialect) -> None:
        head, commits, grants = schema.head, schema.commits, schema.grants
        self.next_version = Prepared(
            update(head)
            .values(version=head.c.version + 1)
            .returning(head.c.version, head.c.epoch, head.c.floor, head.c.log_floor, head.c.gathering_until),
            dialect,
        )
        kept = ("version", "tag", "at", "concerns")
        self.add_commit = Prepared(insert(commits).values({name: bindparam(name) for name in kept}), dialect, *kept)
        self.grant = Writing(
            grants,
            ["employee_id", "scope", "granted"],
            dialect,
            key=["employee_id", "scope"],
            updated=["granted"],
            cleared=["revoked"],
        )
        self.revoke = Prepared(
            update(grants)
            .where(grants.c.employee_id == bindparam("whose"), grants.c.scope == bindparam("what"))
            .values(revoked=bindparam("since")),
            dialect,
            "since",
            "whose",
            "what",
        )


_statements = compiled_once(_Statements)


def take_version(
    connection: Connection,
    schema: CompanySchema,
    now: Instant,
    concerns: str | None = NOBODY,
    *,
    seen: Head | None = None,
) -> Written:
    """Take the next version; the lock on `head` is held until commit, so versions become visible in order.

    `concerns`: whom the commit concerns, see `words`. Raises StartOver if the terms of the head are no longer those
    `seen` at the start: somebody pruned, or began or ended to gather.
    """
    statements = _statements(schema, connection.dialect)
    version, *terms = statements.next_version.all(connection)[0]
    if seen is not None and tuple(terms) != seen.terms:
        raise StartOver
    tag = secrets.token_hex(4)
    statements.add_commit.run(connection, version, tag, now, concerns)
    return Written(terms[0], version, tag)


def write_changes(
    connection: Connection,
    schema: CompanySchema,
    rows: EntityRows,
    world: RowWorld,
    now: Instant,
    locks: Locks,
    seen: Head | None = None,
    pushed_by: str | None = None,
) -> Written:
    """Write what `world` changed as one commit, and what follows from it.

    The version is taken after all reading is done; see `take_version`.

    `pushed_by`: the device whose changes these are, which has to be told of their results.
    """
    changes = world.changes()
    if draw_consequences(connection, rows, world, locks, now, changes):
        changes = world.changes()
    circles = Circles(connection, rows, world, locks)
    circles.windows_of_altered(changes)
    changes = _with_rescoped(world, changes)
    circles.of_windows(changes)
    changes += _seats_of_movers(connection, rows, world, changes)
    locks.before_write((one.table, row) for one in changes for row in (one.before, one.after) if row is not ABSENT)
    present = present_scopes(connection, schema, [(one.table.name, one.row_id) for one in changes])
    entries: list[FeedEntry] = []
    grants: set[Grant] = set()
    revocations: set[Grant] = set()
    for change in changes:
        after = change.after if change.after is not ABSENT else None
        scopes = scopes_of(world, change.table, after) if after is not None else frozenset()
        key = (change.table.name, change.row_id)
        day = getattr(after, "day", EVERY_DAY)
        entries += [FeedEntry(scope, *key, gone=False, day=day) for scope in sorted(scopes)]
        entries += [FeedEntry(scope, *key, gone=True) for scope in sorted(present[key].keys() - scopes)]
        was = world.before()
        before = grants_of(was, change.table, change.before) if change.before is not ABSENT else frozenset()
        afterwards = grants_of(world, change.table, after) if after is not None else frozenset()
        grants |= afterwards - before
        revocations |= before - afterwards
    regranted = frozenset(grant.employee_id for grant in grants | revocations)
    concerns = concerned((entry.scope for entry in entries), regranted, pushed_by)
    taken = take_version(connection, schema, now, concerns, seen=seen)
    _write_rows(connection, rows, changes, taken.version)
    write_feed(connection, schema, entries, taken.version)
    write_sums(connection, schema, sums_changed_by(entries, present, taken.version))
    _write_grants(connection, schema, grants, revocations - grants, taken.version)
    return Written(
        taken.epoch,
        taken.version,
        taken.tag,
        tuple(entries),
        {(one.table.name, one.row_id): one.after for one in changes if one.after is not ABSENT},
        regranted,
    )


def _with_rescoped(world: RowWorld, changes: list[RowChange]) -> list[RowChange]:
    """What changed, and the rows beside it that only move between scopes; those are sent anew, too."""
    known = {(change.table.name, change.row_id) for change in changes}
    for change in list(changes):
        before = change.before if change.before is not ABSENT else None
        after = change.after if change.after is not ABSENT else None
        for table, row in rescoped_by(world, change.table, before, after):
            if (table.name, row.id) not in known:
                known.add((table.name, row.id))
                changes.append(RowChange(table, row.id, row, row))
    return changes


def _seats_of_movers(
    connection: Connection, rows: EntityRows, world: RowWorld, changes: Iterable[RowChange]
) -> list[RowChange]:
    """What employees who go to another office were asked to: they leave it with the office, or find it on return."""
    known = {(change.table.name, change.row_id) for change in changes}
    movers = [
        one.row_id
        for one in changes
        if one.table is EMPLOYEES and one.before and one.after and one.before.office_id != one.after.office_id
    ]
    found: list[RowChange] = []
    for mover in movers:
        for table in (MEMBERSHIPS, GROUP_MEMBERS):
            theirs = rows[table.name].where(connection, ("employee_id",), (mover,))
            world.preload(table, theirs)
            found += [RowChange(table, one.id, one, one) for one in theirs if (table.name, one.id) not in known]
        found += _proposals_of(connection, rows, world, mover, known)
    return found


def _proposals_of(
    connection: Connection, rows: EntityRows, world: RowWorld, mover: str, known: set[tuple[str, str]]
) -> list[RowChange]:
    """The proposals that a mover made or was asked to, with everybody's answers to them."""
    answers = rows[PROPOSAL_ANSWERS.name].where(connection, ("employee_id",), (mover,))
    proposals = {one.id: one for one in rows[PROPOSALS.name].where(connection, ("proposer_id",), (mover,))}
    asked = sorted({one.proposal_id for one in answers} - proposals.keys())
    proposals |= {one.id: one for one in rows[PROPOSALS.name].many(connection, asked)}
    world.preload(PROPOSALS, proposals.values())
    found = [RowChange(PROPOSALS, one.id, one, one) for one in proposals.values()]
    for proposal in proposals:
        found += [
            RowChange(PROPOSAL_ANSWERS, one.id, one, one) for one in world.find(PROPOSAL_ANSWERS, proposal_id=proposal)
        ]
    fresh = [one for one in found if (one.table.name, one.row_id) not in known]
    known.update((one.table.name, one.row_id) for one in fresh)
    return fresh


def _write_rows(connection: Connection, rows: EntityRows, changes: Iterable[RowChange], version: int) -> None:
    written: dict[str, list[tuple[Any, int]]] = defaultdict(list)
    deleted: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        if change.after is ABSENT:
            deleted[change.table.name].append(change.row_id)
        else:
            written[change.table.name].append((change.after, version))
    for table in TABLES:  # in order of reference, so that foreign keys find what they point at
        rows[table.name].upsert(connection, written[table.name])
    for table in reversed(TABLES):
        rows[table.name].delete(connection, deleted[table.name])


def _write_grants(
    connection: Connection, schema: CompanySchema, grants: set[Grant], revocations: set[Grant], version: int
) -> None:
    statements = _statements(schema, connection.dialect)
    statements.grant.run(connection, [(one.employee_id, one.scope, version) for one in grants])
    if revocations:
        statements.revoke.many(connection, [(version, one.employee_id, one.scope) for one in revocations])
