"""Writing what a World changed: rows, feed and rights, under one version taken last."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from lunch_desktop.domain.catalogue import TABLES
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.visibility import Grant, grants_of, rescoped_by, scopes_of
from lunch_desktop.domain.world import ABSENT
from lunch_desktop.store.company.cursors import Head
from lunch_desktop.store.company.locks import Locks, StartOver
from lunch_desktop.store.company.schema import EVERY_DAY, CompanySchema
from lunch_desktop.store.company.sums import write_sums
from lunch_desktop.store.company.words import NOBODY, concerned
from lunch_desktop.store.rows import CHUNK, EntityRows, insert_for
from lunch_desktop.store.world import Key, RowChange, RowWorld
from lunch_desktop.wire.sync import Checksum, scope_sum


@dataclass(frozen=True)
class FeedEntry:
    """That a row was written in a scope, or is gone from it."""

    scope: str
    table: str
    row_id: str
    gone: bool
    day: str = EVERY_DAY


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
    head = schema.head
    version, *terms = connection.execute(
        update(head)
        .values(version=head.c.version + 1)
        .returning(head.c.version, head.c.epoch, head.c.floor, head.c.log_floor, head.c.gathering_until)
    ).one()
    if seen is not None and tuple(terms) != seen.terms:
        raise StartOver
    epoch = terms[0]
    tag = secrets.token_hex(4)
    connection.execute(insert(schema.commits), [{"version": version, "tag": tag, "at": now, "concerns": concerns}])
    return Written(epoch, version, tag)


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
    """Write what `world` changed as one commit. The version is taken after all reading is done; see `take_version`.

    `pushed_by`: the device whose changes these are, which has to be told of their results.
    """
    changes = _with_rescoped(world)
    locks.before_write((one.table, row) for one in changes for row in (one.before, one.after) if row is not ABSENT)
    present = _present_scopes(connection, schema, [(one.table.name, one.row_id) for one in changes])
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
    _write_feed(connection, schema, entries, taken.version)
    write_sums(connection, schema, _sums_changed_by(entries, present, taken.version))
    _write_grants(connection, schema, grants, revocations - grants, taken.version)
    return Written(
        taken.epoch,
        taken.version,
        taken.tag,
        tuple(entries),
        {(one.table.name, one.row_id): one.after for one in changes if one.after is not ABSENT},
        regranted,
    )


def _with_rescoped(world: RowWorld) -> list[RowChange]:
    """What changed, and the rows beside it that only move between scopes; those are sent anew, too."""
    changes = world.changes()
    known = {(change.table.name, change.row_id) for change in changes}
    for change in list(changes):
        before = change.before if change.before is not ABSENT else None
        after = change.after if change.after is not ABSENT else None
        for table, row in rescoped_by(world, change.table, before, after):
            if (table.name, row.id) not in known:
                known.add((table.name, row.id))
                changes.append(RowChange(table, row.id, row, row))
    return changes


def _present_scopes(connection: Connection, schema: CompanySchema, keys: Sequence[Key]) -> dict[Key, dict[str, int]]:
    """The scopes in which each row stands by the feed, which is the truth about what desktops hold, and since when."""
    feed = schema.feed
    present: dict[Key, dict[str, int]] = defaultdict(dict)
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        found = connection.execute(
            select(feed.c.table_name, feed.c.row_id, feed.c.scope, feed.c.version).where(
                tuple_(feed.c.table_name, feed.c.row_id).in_(some), feed.c.gone.is_(False)
            )
        )
        for table_name, row_id, scope, version in found:
            present[table_name, row_id][scope] = version
    return present


def _sums_changed_by(
    entries: Iterable[FeedEntry], present: Mapping[Key, Mapping[str, int]], version: int
) -> dict[str, Checksum]:
    """By how much the checksum of each scope changes."""
    changed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in entries:
        key = (entry.table, entry.row_id)
        was = present[key].get(entry.scope)
        by = changed[entry.scope]
        if not entry.gone:
            by[0] += 1
            by[1] += scope_sum(*key, version)
        if was is not None:
            by[0] -= 1
            by[1] -= scope_sum(*key, was)
    return {scope: Checksum(rows=rows, sum=added) for scope, (rows, added) in changed.items()}


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


def _write_feed(connection: Connection, schema: CompanySchema, entries: Iterable[FeedEntry], version: int) -> None:
    parameters = [
        {
            "scope": entry.scope,
            "table_name": entry.table,
            "row_id": entry.row_id,
            "version": version,
            "gone": entry.gone,
            "day": entry.day,
        }
        for entry in entries
    ]
    if parameters:
        statement = insert_for(connection.dialect.name)(schema.feed)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["scope", "table_name", "row_id"],
                set_={name: statement.excluded[name] for name in ("version", "gone", "day")},
            ),
            parameters,
        )


def _write_grants(
    connection: Connection, schema: CompanySchema, grants: set[Grant], revocations: set[Grant], version: int
) -> None:
    table = schema.grants
    if grants:
        statement = insert_for(connection.dialect.name)(table)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["employee_id", "scope"], set_={"granted": version, "revoked": None}
            ),
            [{"employee_id": one.employee_id, "scope": one.scope, "granted": version} for one in grants],
        )
    if revocations:
        connection.execute(
            update(table)
            .where(table.c.employee_id == bindparam("whose"), table.c.scope == bindparam("what"))
            .values(revoked=version),
            [{"whose": one.employee_id, "what": one.scope} for one in revocations],
        )
