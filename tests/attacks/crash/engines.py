"""What makes a copy of the files as good as the files themselves: the same engines, and the same home.

What SQLAlchemy has compiled once need not be compiled for every crash.

Making an engine anew and compiling every statement again would be half of the time of a crash. The pools are emptied
between lives; nothing but compiled statements is shared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from lunch_desktop.store import connection as connections
from lunch_desktop.store.desktop import generation


def let_go(engine: Engine) -> None:
    """Forget the engine's connections, which a dead host would have left open."""
    engine.dispose(close=False)


@contextmanager
def reused() -> Iterator[None]:
    """One engine for each kind of file, one home for all copies of a desktop's file."""
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

    with (
        patch.object(connections, "connect", connect),
        patch.object(generation, "home_of", lambda path: path.name),
    ):
        yield
