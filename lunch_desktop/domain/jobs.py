"""Jobs: what the company does by itself when it is due, such as opening a group's next lunch or closing a vote.

A job is a mutation of the system's. No device can ask for one, as the registry of mutations knows none. It runs in
the name of somebody whom it concerns, and once only: its uuid follows from its kind, what it is about and when it was
due, so that several server processes may all try.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lunch_desktop.domain.ids import ChangeId, EmployeeId, natural_id
from lunch_desktop.domain.mutations import Answer, Root
from lunch_desktop.domain.times import Instant
from lunch_desktop.domain.world import World

A = TypeVar("A")


class NotDue(Exception):
    """A job is not due after all, as something has changed since it was found. It may be again."""


@dataclass(frozen=True, slots=True, eq=False)
class JobKind(Generic[A]):
    """What is done when it is due: `run` on the server's World, with `roots` locked before it reads.

    A Refusal that `run` raises counts as done: the job is not tried again. NotDue does not.
    """

    name: str
    run: Callable[[World, A], Answer]
    roots: Callable[[A], Iterable[Root]]


@dataclass(frozen=True, slots=True)
class Job:
    """One job that is due since `due`. `key` says what it is about, `actor` is in whose name it runs."""

    kind: str
    key: str
    due: Instant
    actor: EmployeeId
    args: Any

    @property
    def uuid(self) -> ChangeId:
        """The same in every process that finds it."""
        return ChangeId(natural_id("job", self.kind, self.key, str(self.due)))


class JobKinds:
    """All kinds by name."""

    def __init__(self, kinds: Iterable[JobKind[Any]]) -> None:
        self._by_name: dict[str, JobKind[Any]] = {}
        for kind in kinds:
            if kind.name in self._by_name:
                raise ValueError(f"{kind.name} is registered twice")
            self._by_name[kind.name] = kind

    def __getitem__(self, name: str) -> JobKind[Any]:
        return self._by_name[name]

    def __iter__(self) -> Iterator[JobKind[Any]]:
        return iter(self._by_name.values())
