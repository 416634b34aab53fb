"""What the database's errors mean for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

@contextmanager
def explained(where: str) -> Iterator[None]:
    yield
