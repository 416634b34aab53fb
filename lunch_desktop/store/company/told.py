"""A commit, as the process that made it tells of it: to its own streams, and to other processes."""

from dataclasses import dataclass, field

from lunch_desktop.domain.catalogue import TABLES_BY_NAME
from lunch_desktop.store.company.commit import Written
from lunch_desktop.store.company.cursors import Cursor
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.words import LARGEST_PATCH, MOST_CONCERNED, Word
from lunch_desktop.wire.sync import PullResponse, Rows, ScopePatch


@dataclass
class Commit:
    """One commit, as it is told to listeners in order of version."""

    epoch: str
    version: int
    tag: str
    scopes: frozenset[str]
    affects_rights_of: frozenset[str]
    pushed_by: str | None
    _written: Written
    _cursor: str
    everybody: bool = False
    """What this process wrote it knows."""
    _encoded: dict[frozenset[str], str] = field(default_factory=dict)

    def delta_for(self, scopes: frozenset[str]) -> str:
        """The commit as a PullResponse in JSON, for an audience that belongs to `scopes`; encoded once for each."""
        audience = scopes & self.scopes
        if audience not in self._encoded:
            patch = _patch(self._written, audience).model_copy(update={"cursor": self._cursor})
            self._encoded[audience] = patch.model_dump_json(exclude_defaults=True)
        return self._encoded[audience]

    def word(self) -> Word:
        """The commit for another process; with its patch where that is small. It takes the time of encoding it."""
        concerned = len(self.scopes) + len(self.affects_rights_of)
        everybody = concerned > MOST_CONCERNED
        patch = None if everybody or len(self._written.entries) > MOST_CONCERNED else self.delta_for(self.scopes)
        return Word(
            self.version,
            self.tag,
            frozenset() if everybody else self.scopes,
            frozenset() if everybody else self.affects_rights_of,
            self.pushed_by,
            patch if patch is not None and len(patch.encode()) <= LARGEST_PATCH else None,
            everybody,
        )


def commit_of(written: Written, seals: Seals, client: str | None) -> Commit:
    """What was written, for a push of the device `client`; None where nobody pushed."""
    return Commit(
        epoch=written.epoch,
        version=written.version,
        tag=written.tag,
        scopes=frozenset(entry.scope for entry in written.entries),
        affects_rights_of=written.regranted,
        pushed_by=client,
        _written=written,
        _cursor=Cursor(written.epoch, written.version, written.tag).sealed(seals),
    )


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
        version=written.version,
        tables=tables,
        scopes=[
            ScopePatch(scope=scope, present=present.get(scope, {}), gone=gone.get(scope, {}))
            for scope in sorted(present.keys() | gone.keys())
        ],
    )
