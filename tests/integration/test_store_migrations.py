"""The schema: what the steps make is what the program expects, a start changes nothing, a newer file stays as it is."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from lunch_desktop.store.company import database as company
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.desktop import database as desktop
from lunch_desktop.store.desktop import soundness
from lunch_desktop.store.desktop.schema import desktop_schema
from lunch_desktop.store.migrate import STEPS
from lunch_desktop.store.schema import entity_tables
from lunch_desktop.system.problems import Problem, ProblemCode

Opens = Callable[[Path], Any]


def _open_company(path: Path) -> company.CompanyDatabase:
    return company.CompanyDatabase.open(f"sqlite:///{path}")


BOTH = pytest.mark.parametrize(
    ("opens", "metadata", "migrations"),
    [
        pytest.param(_open_company, company_schema().metadata, company.MIGRATIONS, id="company"),
        pytest.param(desktop.DesktopDatabase.open, desktop_schema().metadata, soundness.MIGRATIONS, id="desktop"),
    ],
)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


_BY_FTS = ("search", "message_search")
"""Tables that are FTS5's own, or made by it."""


@BOTH
def test_the_steps_make_exactly_the_declared_schema(
    tmp_path: Path, opens: Opens, metadata: Any, migrations: Path
) -> None:
    database = opens(tmp_path / "some.db")
    try:
        with database.engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": True,
                    "compare_server_default": True,
                    "include_object": lambda _, name, kind, *__: not (kind == "table" and name.startswith(_BY_FTS)),
                },
            )
            assert compare_metadata(context, metadata) == []
    finally:
        database.close()


@BOTH
def test_columns_are_nullable_where_the_declaration_says_so(
    tmp_path: Path, opens: Opens, metadata: Any, migrations: Path
) -> None:
    """Alembic does not compare primary keys and order; SQLite's own word does."""
    path = tmp_path / "some.db"
    opens(path).close()
    with closing(sqlite3.connect(path)) as connection:
        for table in metadata.sorted_tables:
            made = {
                row[1]: (bool(row[3]) or bool(row[5]), bool(row[5]))
                for row in connection.execute(f"PRAGMA table_info({table.name})")
            }
            declared = {one.name: (not one.nullable or one.primary_key, one.primary_key) for one in table.columns}
            assert made == declared, table.name


@BOTH
def test_a_second_start_changes_nothing(tmp_path: Path, opens: Opens, metadata: Any, migrations: Path) -> None:
    path = tmp_path / "some.db"
    opens(path).close()
    before = _dump(path)
    opens(path).close()
    assert _dump(path) == before


@BOTH
def test_the_steps_are_one_line_of_numbered_files(
    tmp_path: Path, opens: Opens, metadata: Any, migrations: Path
) -> None:
    names = sorted(file.name for file in (migrations / "versions").glob("*.py"))
    numbers = [match[1] for name in names if (match := STEPS.match(name))]
    assert numbers == [f"{number:04}" for number in range(1, len(names) + 1)]
    steps = list(ScriptDirectory(str(migrations)).walk_revisions())
    assert [step.revision for step in reversed(steps)] == numbers


@BOTH
def test_a_newer_file_is_refused_and_left_byte_for_byte(
    tmp_path: Path, opens: Opens, metadata: Any, migrations: Path
) -> None:
    path = tmp_path / "some.db"
    opens(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("CREATE TABLE of_the_future (id TEXT)")
        connection.commit()
    before = _digest(path)
    with pytest.raises(Problem) as caught:
        opens(path)
    assert (caught.value.code, caught.value.facts) == (ProblemCode.DATABASE_NEWER, {"path": str(path)})
    assert _digest(path) == before
    assert not path.with_name("some.db-wal").exists() or path.with_name("some.db-wal").stat().st_size == 0


@BOTH
def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, opens: Opens, metadata: Any, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "some.db"
    opens(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    before = _dump(path)
    with pytest.raises(Exception, match="already exists"):
        opens(path)
    assert _dump(path) == before


def test_replicas_have_primary_keys_and_nothing_that_a_patch_could_get_stuck_on() -> None:
    for table in entity_tables(desktop_schema().metadata.__class__(), foreign_keys=False).values():
        assert not table.foreign_keys
        assert not any(index.unique for index in table.indexes)
        assert [column.name for column in table.primary_key] == ["id"]
        assert {"version", "extra"} <= set(table.columns.keys())
