"""What makes a copy of the files as good as the files themselves: the same engines, and the same home.

What SQLAlchemy has compiled once need not be compiled for every crash.

Making an engine anew and compiling every statement again would be half of the time of a crash. The pools are emptied
between lives; nothing but compiled statements and declarations of tables is shared.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from lunch_desktop.store import connection as connections
from lunch_desktop.store.company import database as company_database
from lunch_desktop.store.company import sync as company_sync
from lunch_desktop.store.desktop import database as desktop_database
from lunch_desktop.store.desktop import generation
from lunch_desktop.store.rows import EntityRows


def let_go(engine: Engine) -> None:
    """Forget the engine's connections, which a dead host would have left open."""
    engine.dispose(close=False)


@contextmanager
def reused() -> Iterator[None]:
    """One engine for each kind of file, one declaration of the tables, one home for all copies of a desktop's file."""
    original = connections.connect
    engines: dict[Any, Engine] = {}
    paths: dict[Any, str] = {}

    def connect(url: Any, **named: Any) -> Engine:
        path = make_url(url).database or ""
        key = (Path(path).name, *sorted(named.items()))
        if key not in engines:
            engines[key] = original(url, **named)

            @event.listens_for(engines[key], "do_connect")
            def to_the_current_file(dialect: Any, record: Any, args: list[Any], named: dict[str, Any]) -> None:
                del dialect, record, named
                args[0] = paths[key]

        engines[key].dispose(close=False)
        paths[key] = path
        return engines[key]

    statements: dict[int, EntityRows] = {}

    def rows(entities: Any, *others: Any) -> EntityRows:
        if id(entities) not in statements:
            statements[id(entities)] = EntityRows(entities, *others)
        return statements[id(entities)]

    with ExitStack() as stack:
        stack.enter_context(patch.object(connections, "connect", connect))
        for module, name in ((company_database, "company_schema"), (desktop_database, "desktop_schema")):
            declared: Callable[[], Any] = cache(getattr(module, name))
            stack.enter_context(patch.object(module, name, declared))
        for module in (company_sync, desktop_database):
            stack.enter_context(patch.object(module, "EntityRows", rows))
        stack.enter_context(patch.object(generation, "home_of", lambda path: path.name))
        yield
