"""The server's half of the sync protocol: push, pull, and word of every commit to whoever listens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lunch_desktop.domain.catalogue import TABLES, TABLES_BY_NAME, mutations
from lunch_desktop.domain.ids import ChangeId, ClientId, EmployeeId
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.visibility import Scope
from lunch_desktop.store.company.commit import Written, write_changes
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.pull import Cursor, Pull
from lunch_desktop.store.company.push import Push
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.source import CompanySource
from lunch_desktop.store.rows import EntityRows
from lunch_desktop.store.world import RowWorld
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.sync import PullRequest, PullResponse, PushRequest, PushResponse, Rows, ScopePatch


class AccountRefused(Exception):
    """The account may not sync now: it was deactivated. Nothing of the request was consumed."""


class EpochChanged(Exception):
    """The desktop knows another history than this database's; it pulls first, and then sends again."""


@dataclass
class Commit:
    """One commit, as it is told to listeners in order of version."""

    version: int
    scopes: frozenset[str]
    affects_rights_of: frozenset[str]
    pushed_by: str | None
    _written: Written
    _encoded: dict[frozenset[str], str] = field(default_factory=dict)

    def delta_for(self, scopes: frozenset[str]) -> str:
        """The commit as a PullResponse in JSON, for an audience that belongs to `scopes`; encoded once for each."""
        audience = scopes & self.scopes
        if audience not in self._encoded:
            self._encoded[audience] = _patch(self._written, audience).model_dump_json(exclude_defaults=True)
        return self._encoded[audience]


class CompanySync:
    """Push and pull over a company's database. Safe to use from several threads."""

    def __init__(self, database: CompanyDatabase, clock: Clock, seals: Seals) -> None:
        self._database = database
        self._clock = clock
        self._seals = seals
        self._registry = mutations()
        schema = database.schema
        self._rows = EntityRows(schema.entities, TABLES, database.engine.dialect.name)
        self._listeners: list[Callable[[Commit], None]] = []

    def watch(self, listener: Callable[[Commit], None]) -> None:
        """Have `listener` called after each commit, in order, in the thread that committed; it must not wait."""
        self._listeners.append(listener)

    def push(self, employee_id: str, request: PushRequest) -> PushResponse:
        """Decide a batch.

        Raises AccountRefused, EpochChanged, ClientForked and SequenceGap; none of them has consumed anything.
        """
        with self._database.turn():
            with self._database.writing() as connection:
                epoch = connection.execute(select(self._database.schema.head.c.epoch)).scalar_one()
                if request.epoch is not None and request.epoch != epoch:
                    raise EpochChanged
                employee = self._rows[EMPLOYEES.name].one(connection, employee_id)
                if employee is None or not employee.active:
                    raise AccountRefused
                batch = Push(
                    connection,
                    self._database.schema,
                    self._rows,
                    self._registry,
                    EmployeeId(employee_id),
                    ClientId(request.client_id),
                    self._clock.now(),
                )
                decided = batch.decide(request.mutations)
            if decided.written is not None:
                self._tell(decided.written, request.client_id)
        return PushResponse(epoch=epoch, last_seq=decided.last_seq, results=decided.results)

    def pull(self, employee_id: str, request: PullRequest) -> PullResponse:
        """The patch since the request's cursor. Raises AccountRefused and ResyncRequired."""
        with self._database.reading() as connection:
            employee = self._rows[EMPLOYEES.name].one(connection, employee_id)
            if employee is None or not employee.active:
                raise AccountRefused
            return self._pull(connection, employee_id, request.client_id).answer(request)

    def scopes(self, employee_id: str) -> frozenset[Scope]:
        """Every scope that the employee belongs to now."""
        with self._database.reading() as connection:
            return self._pull(connection, employee_id, "").scopes()

    def _pull(self, connection: Connection, employee_id: str, client_id: str) -> Pull:
        return Pull(
            connection,
            self._database.schema,
            self._seals,
            EmployeeId(employee_id),
            ClientId(client_id),
            self._clock.now(),
        )

    def head(self) -> int:
        """The version of the last commit."""
        with self._database.reading() as connection:
            return int(connection.execute(select(self._database.schema.head.c.version)).scalar_one())

    def import_rows(self, rows: Iterable[tuple[Table[Any], Any]]) -> None:
        """Write rows as one commit, past the mutations: for a demo company, and for what admins import."""
        now = self._clock.now()
        with self._database.turn():
            with self._database.writing() as connection:
                world = RowWorld(CompanySource(connection, self._rows), decides=True)
                world.begin(EmployeeId(""), now, ChangeId(""))
                taken = list(rows)
                for name in dict.fromkeys(table.name for table, _ in taken):
                    known = TABLES_BY_NAME[name]
                    ids = [row.id for table, row in taken if table.name == name]
                    found = self._rows[name].many(connection, ids)
                    world.preload(known, found, sorted(set(ids) - {row.id for row in found}))
                for table, row in taken:
                    world.put(table, row)
                written = write_changes(connection, self._database.schema, self._rows, world, now)
            self._tell(written, None)

    def _tell(self, written: Written, client: str | None) -> None:
        commit = Commit(
            version=written.version,
            scopes=frozenset(entry.scope for entry in written.entries),
            affects_rights_of=written.regranted,
            pushed_by=client,
            _written=written,
        )
        for listener in self._listeners:
            listener(commit)


def _patch(written: Written, audience: frozenset[str]) -> PullResponse:
    present: dict[str, dict[str, list[str]]] = {}
    gone: dict[str, dict[str, list[str]]] = {}
    wanted: dict[str, dict[str, None]] = {}
    for entry in written.entries:
        if entry.scope not in audience:
            continue
        kept = gone if entry.gone else present
        kept.setdefault(entry.scope, {}).setdefault(entry.table, []).append(entry.row_id)
        if not entry.gone:
            wanted.setdefault(entry.table, {})[entry.row_id] = None
    tables = {}
    for name, ids in wanted.items():
        columns = TABLES_BY_NAME[name].columns
        values = [
            [*(getattr(written.rows[name, row_id], column) for column in columns), written.version] for row_id in ids
        ]
        tables[name] = Rows(columns=[*columns, "version"], values=values)
    return PullResponse(
        epoch=written.epoch,
        cursor=str(Cursor(written.epoch, written.version, written.tag)),
        version=written.version,
        tables=tables,
        scopes=[
            ScopePatch(scope=scope, present=present.get(scope, {}), gone=gone.get(scope, {}))
            for scope in sorted(present.keys() | gone.keys())
        ],
    )
