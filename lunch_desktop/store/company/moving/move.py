"""Moving a company: every table as it is, with its epoch, its head and its results, then verified, then marked.

A move that was killed at any point is gone on with by the same call. The order of the marks keeps two databases from
being served: the source is marked before anything is copied, the target before its first row; at the end the source is
marked as moved before the target is marked as complete.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table, delete, select
from sqlalchemy.exc import DataError, IntegrityError

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.database import MIGRATIONS, make_folder
from lunch_desktop.store.company.inspecting import parsed, revision_at
from lunch_desktop.store.company.moving.contents import batches, count, set_sequences, sum_of, tables_of, write
from lunch_desktop.store.company.moving.holding import held, is_used_elsewhere
from lunch_desktop.store.company.moving.marks import (
    Mark,
    Progress,
    Side,
    bring_back_head,
    forget_progress,
    put_away_head,
    read_mark,
    read_progress,
    remove_mark,
    write_mark,
    write_progress,
)
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.failures import explained
from lunch_desktop.store.migrate import migrate, revision
from lunch_desktop.system.problems import Problem, ProblemCode


@dataclass(frozen=True, slots=True)
class Step:
    """What is told while a company is moved: a table, how many of its rows are there, and of how many."""

    table: str
    rows: int
    total: int
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved. `already`: an earlier call had finished it."""

    rows: int
    head: int
    already: bool = False


class Move:
    """One company's move from one database to another; `source` and `target` are URLs."""

    def __init__(self, source: str, target: str) -> None:
        """Raises Problem for a URL that is not understood."""
        self._source_url, self._target_url = source, target
        self._source_shown = parsed(source).render_as_string(hide_password=True)
        self._target_shown = parsed(target).render_as_string(hide_password=True)
        self._schema = company_schema()

    def run(self, tell: Callable[[Step], None]) -> Moved:
        """Move, or go on with it. Raises Problem: the company is then whole in the source, or in the target."""
        with self._opened() as (source, target):
            token = self._agreed(source, target)
            if token is None:
                return self._result(target, already=True)
            self._begin(source, target, token)
            with explained(self._source_url), held(source) as origin:
                self._copy(origin, target, tell)
                self._verify(origin, target, tell)
                write_mark(origin, Mark(token, Side.SOURCE, complete=True, other=self._target_shown))
                put_away_head(origin)
            with explained(self._target_url), connections.writing(target) as connection:
                forget_progress(connection)
                write_mark(connection, Mark(token, Side.TARGET, complete=True, other=self._source_shown))
            return self._result(target)

    def give_up(self) -> None:
        """Let the source be served again. Raises Problem where the move is complete, or there is none."""
        with self._opened() as (source, target):
            mark, there = self._marks(source, target)
            if mark is None or mark.side is not Side.SOURCE:
                raise Problem(ProblemCode.MOVE_NOT_BEGUN, database=self._source_shown)
            finished = there is not None and there.token == mark.token and there.complete
            if finished or (mark.complete and mark.other != self._target_shown):
                raise Problem(ProblemCode.COMPANY_MOVED, database=self._source_shown, other=self._target_shown)
            with explained(self._source_url), connections.writing(source) as connection:
                bring_back_head(connection)
                remove_mark(connection)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Engine, Engine]]:
        with ExitStack() as stack:
            if revision_at(self._source_url) is None:
                raise Problem(ProblemCode.MOVE_NOTHING_THERE, database=self._source_shown)
            with explained(self._source_url):
                source = connections.connect(self._source_url, foreign_keys=True)
            stack.callback(source.dispose)
            with explained(self._target_url):
                make_folder(self._target_url)
                target = connections.connect(self._target_url, foreign_keys=True)
            stack.callback(target.dispose)
            yield source, target

    def _marks(self, source: Engine, target: Engine) -> tuple[Mark | None, Mark | None]:
        with explained(self._source_url), connections.reading(source) as connection:
            here = read_mark(connection)
        with explained(self._target_url), connections.reading(target) as connection:
            return here, read_mark(connection)

    def _agreed(self, source: Engine, target: Engine) -> str | None:
        """The token of this move, made or found; None where it is complete. Nothing is written yet."""
        here, there = self._marks(source, target)
        if here is not None and here.side is Side.TARGET and not here.complete:
            raise Problem(ProblemCode.COMPANY_HALF_MOVED, database=self._source_shown, other=here.other)
        token = here.token if here is not None and here.side is Side.SOURCE else None
        if there is not None and there.token == token and there.side is Side.TARGET:
            return None if there.complete else token
        if here is not None and here.side is Side.SOURCE and here.complete:
            raise Problem(ProblemCode.COMPANY_MOVED, database=self._source_shown, other=here.other)
        with explained(self._target_url), connections.reading(target) as connection:
            if there is not None or not self._is_empty(connection):
                raise Problem(ProblemCode.MOVE_TARGET_NOT_EMPTY, database=self._target_shown)
        if is_used_elsewhere(target):
            raise Problem(ProblemCode.MOVE_IN_USE, database=self._target_shown)
        return token or secrets.token_hex(16)

    def _is_empty(self, connection: Connection) -> bool:
        """Whether there is no company: no tables, or what a server makes at its first start and nothing else."""
        if revision(connection, MIGRATIONS) is None:
            return True
        head, commits = self._schema.head, self._schema.commits
        own = (head.name, commits.name)
        if any(count(connection, table) for table in tables_of(self._schema) if table.name not in own):
            return False
        return not connection.execute(select(head.c.version).where(head.c.version > 0)).first()

    def _begin(self, source: Engine, target: Engine, token: str) -> None:
        """Mark both ends; only then is it sure that no server starts on the source any more."""
        with explained(self._source_url):
            with connections.writing(source) as connection:
                mark = read_mark(connection)
                fresh = mark is None or mark.token != token
                if fresh:
                    write_mark(connection, Mark(token, Side.SOURCE, complete=False, other=self._target_shown))
            if is_used_elsewhere(source):
                if fresh:
                    with connections.writing(source) as connection:
                        _put_back(connection, mark)
                raise Problem(ProblemCode.MOVE_IN_USE, database=self._source_shown)
            with connections.writing(source) as connection:
                bring_back_head(connection)
                migrate(connection, MIGRATIONS)
        with explained(self._target_url), connections.writing(target) as connection:
            there = read_mark(connection)
            if there is None:
                migrate(connection, MIGRATIONS)
                for table in (self._schema.head, self._schema.commits):
                    connection.execute(delete(table))
                write_mark(connection, Mark(token, Side.TARGET, complete=False, other=self._source_shown))

    def _copy(self, origin: Connection, target: Engine, tell: Callable[[Step], None]) -> None:
        with explained(self._target_url):
            with connections.reading(target) as connection:
                known = read_progress(connection)
            for table in tables_of(self._schema):
                total = count(origin, table)
                reached = known.get(table.name)
                moved = reached.rows if reached else 0
                for rows, last in batches(origin, table, reached.last if reached else None):
                    moved += len(rows)
                    self._write(target, table, rows, Progress(last, moved))
                    tell(Step(table.name, moved, total))
            with connections.writing(target) as connection:
                set_sequences(connection, tables_of(self._schema))

    def _write(self, target: Engine, table: Table, rows: list[dict[str, object]], reached: Progress) -> None:
        try:
            with connections.writing(target) as connection:
                write(connection, table, rows)
                write_progress(connection, table.name, reached)
        except (DataError, IntegrityError) as error:
            reason = type(error.orig).__name__
            raise Problem(ProblemCode.MOVE_ROW_REFUSED, table=table.name, reason=reason) from error

    def _verify(self, origin: Connection, target: Engine, tell: Callable[[Step], None]) -> None:
        """Count and add up every table on both sides. Raises Problem for the first that differs."""
        with explained(self._target_url), connections.reading(target) as connection:
            for table in tables_of(self._schema):
                ours, theirs = sum_of(origin, table), sum_of(connection, table)
                if ours != theirs:
                    raise Problem(ProblemCode.MOVE_DIFFERS, table=table.name, here=ours.rows, there=theirs.rows)
                tell(Step(table.name, theirs.rows, ours.rows, verified=True))

    def _result(self, target: Engine, *, already: bool = False) -> Moved:
        with explained(self._target_url), connections.reading(target) as connection:
            rows = sum(count(connection, table) for table in tables_of(self._schema))
            head = connection.execute(select(self._schema.head.c.version)).scalar_one()
            return Moved(rows, head, already)


def _put_back(connection: Connection, mark: Mark | None) -> None:
    if mark is None:
        remove_mark(connection)
    else:
        write_mark(connection, mark)
