"""Prepared statements do as SQLAlchemy's own do."""

from pathlib import Path

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Column, Engine, MetaData, Table, Text, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError

from lunch_desktop.store import connection as connections
from lunch_desktop.store.prepared import Prepared, is_one_of

METADATA = MetaData()
THINGS = Table(
    "things",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("details", JSON(none_as_null=True)),
    Column("gone", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = connections.connect(connections.sqlite_url(tmp_path / "things.db"), foreign_keys=False)
    with connections.writing(made) as connection:
        METADATA.create_all(connection)
    return made


def insertion(engine: Engine) -> Prepared:
    return Prepared(insert(THINGS), engine.dialect, "id", "details", "gone", "version")


def test_values_are_converted_as_sqlalchemy_does(engine: Engine) -> None:
    rows = [("a", {"x": [1, "김치"]}, True, 1), ("b", None, False, 2)]
    with connections.writing(engine) as connection:
        insertion(engine).many(connection, rows)
        usual = [tuple(row) for row in connection.execute(select(THINGS).order_by(THINGS.c.id))]
        assert usual == rows
        assert Prepared(select(THINGS).order_by(THINGS.c.id), engine.dialect).all(connection) == rows


def test_parameters_are_given_in_the_order_of_their_names(engine: Engine) -> None:
    change = update(THINGS).where(THINGS.c.id == bindparam("which")).values(version=bindparam("now"), gone=True)
    prepared = Prepared(change, engine.dialect, "which", "now")
    one = Prepared(select(THINGS.c.version, THINGS.c.gone).where(THINGS.c.id == bindparam("i")), engine.dialect, "i")
    with connections.writing(engine) as connection:
        insertion(engine).many(connection, [("a", None, False, 1), ("b", None, False, 1)])
        assert prepared.run(connection, "b", 9) == 1
        assert one.one(connection, "b") == (9, True)
        assert one.one(connection, "a") == (1, False)
        assert one.one(connection, "c") is None


def test_a_list_is_one_parameter(engine: Engine) -> None:
    query = select(THINGS.c.id).where(is_one_of(THINGS.c.id, "ids", engine.dialect)).order_by(THINGS.c.id)
    prepared = Prepared(query, engine.dialect, "ids")
    with connections.writing(engine) as connection:
        insertion(engine).many(connection, [(f"{number:05}", None, False, 1) for number in range(12_000)])
        wanted = [f"{number:05}" for number in range(0, 12_000, 3)]
        assert prepared.all(connection, wanted) == [(one,) for one in wanted]
        assert prepared.all(connection, []) == []


def test_it_belongs_to_the_transaction_of_its_connection(engine: Engine) -> None:
    def fail() -> None:
        with connections.writing(engine) as connection:
            insertion(engine).many(connection, [("a", None, False, 1)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with connections.reading(engine) as connection:
        assert Prepared(select(THINGS.c.id), engine.dialect).all(connection) == []


def test_errors_are_sqlalchemys_and_do_not_repeat_what_was_written(engine: Engine) -> None:
    with pytest.raises(IntegrityError) as caught, connections.writing(engine) as connection:
        insertion(engine).many(connection, [("a", {"secret": "allergy"}, False, 1)] * 2)
    assert "allergy" not in str(caught.value)


def test_what_a_change_returns_is_converted_too(engine: Engine) -> None:
    change = update(THINGS).where(THINGS.c.id == bindparam("which")).values(gone=True)
    prepared = Prepared(change.returning(THINGS.c.details, THINGS.c.gone), engine.dialect, "which")
    with connections.writing(engine) as connection:
        insertion(engine).many(connection, [("a", {"n": 1}, False, 1)])
        assert prepared.one(connection, "a") == ({"n": 1}, True)


def test_names_that_are_not_the_statements_are_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="parameters"):
        Prepared(insert(THINGS), engine.dialect, "id", "version", "colour")
