"""Mutations: what an employee may do, each written once and run on both hosts.

The desktop runs a mutation at once on its own rows, the server runs the same code on the company's. A mutation is
registered with everything that the product owes about it: who may do it, which rows must be locked before it reads,
how it is undone, and every refusal that it can end in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.world import Reader, World

A = TypeVar("A")

Answer = Mapping[str, Any]
"""What a mutation tells its author besides the rows, as JSON values: the seat's state, merge conflicts."""
Root = tuple[str, str]
"""The table's name and the id of an aggregate's root, to be locked before anything of it is read."""

NOTHING: Final[Answer] = MappingProxyType({})

Foreseen = tuple[Table[Any], tuple[str, ...], tuple[Any, ...]]
"""Rows that are going to be read: those of a table whose fields (`id` alone, or a declared index) have the values."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody wants: the name of a mutation and its arguments."""

    name: str
    args: Any


class CannotBeUndone:
    """Stands where an inverse would: the window asks before such a mutation."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "FINAL"


FINAL: Final = CannotBeUndone()

Inverse = Callable[[Reader, A], Intent | None]
"""Given the World as it stands just before the mutation, the intent that would undo it; None: nothing to undo."""


Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Given the JSON arguments of one version, those of the next."""

Foresight = Callable[[Reader, A], Iterator[Sequence[Foreseen]]]
"""Yields what a mutation is going to read, in steps: what was yielded can be looked up without a wait afterwards."""


@dataclass(frozen=True, slots=True)
class ForTheLog:
    """What the audit log says of a change: an action's code, and ids, codes and numbers; no words of anybody's."""

    action: str
    details: Mapping[str, Any]


def foresees_nothing(world: Reader, args: object) -> Iterator[Sequence[Foreseen]]:
    """Nothing but the roots."""
    del world, args
    return iter(())


@dataclass(frozen=True, slots=True, eq=False)
class Mutation(Generic[A]):
    """One registered mutation; `arguments` is a frozen dataclass of JSON values.

    `foresees` is for speed alone: a host that runs many changes reads for all of them at once what each names. What is
    not foreseen is read when it is asked for, and what is foreseen in vain does no harm.

    `for_the_log` says what the audit log is told of a change that the server applied, in the same commit; most changes
    are about lunch and nothing for it.

    `upcasts` has, for each version before this one, what makes its arguments into those of the version after it: a
    change that was queued by an older program is understood for ever.
    """

    name: str
    version: int
    arguments: type[A]
    run: Callable[[World, A], Answer]
    authorise: Callable[[World, A], None]
    roots: Callable[[EmployeeId, A], Iterable[Root]]
    inverse: Inverse[A] | CannotBeUndone
    refusals: frozenset[RefusalCode]
    foresees: Foresight[A] = foresees_nothing
    for_the_log: Callable[[A], ForTheLog] | None = None
    upcasts: Mapping[int, Upcast] = field(default_factory=dict)

    def upcast(self, version: int, values: dict[str, Any]) -> dict[str, Any]:
        """The arguments of `version` (1 to the mutation's own) as this version has them; `values` stay as they are."""
        for step in range(version, self.version):
            values = self.upcasts[step](dict(values))
        return values


class Registry:
    """All mutations by name."""

    def __init__(self) -> None:
        self._by_name: dict[str, Mutation[Any]] = {}

    def add(self, mutation: Mutation[Any]) -> None:
        """Register; a second one of the same name, or a version that nothing upcasts, is a mistake in the program."""
        if mutation.name in self._by_name:
            raise ValueError(f"{mutation.name} is registered twice")
        if mutation.upcasts.keys() != set(range(1, mutation.version)):
            raise ValueError(f"{mutation.name} needs an upcast for each version before {mutation.version}")
        self._by_name[mutation.name] = mutation

    def find(self, name: str, version: int) -> Mutation[Any]:
        """The mutation, for its own version and every older one.

        Raises Refusal `not_understood` where this host doesn't know the name, or only older versions.
        """
        mutation = self._by_name.get(name)
        if mutation is None or not 1 <= version <= mutation.version:
            raise Refusal(RefusalCode.NOT_UNDERSTOOD, name=name)
        return mutation

    def __iter__(self) -> Iterator[Mutation[Any]]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Mutation[Any]:
        return self._by_name[name]


def execute(mutation: Mutation[A], world: World, args: A) -> Answer:
    """Authorise, check and apply. Raises Refusal; the host then takes back whatever was written."""
    mutation.authorise(world, args)
    return mutation.run(world, args)
