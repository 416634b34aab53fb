"""Running changes on this desktop's own rows: a new one, or all that wait once more."""

from collections.abc import Sequence
from typing import Any

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.mutations import Answer, Intent, Mutation, Registry, execute
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.footprints import Footprints
from lunch_desktop.store.desktop.outbox import Outbox, Replayed, Waiting
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.world import Key, RowWorld
from lunch_desktop.wire.arguments import arguments_as_json, current_arguments, parse_arguments


class LocalRun:
    """One World of this desktop's rows, on which changes run one after the other; `finish` writes what they did."""

    def __init__(
        self, replica: Replica, outbox: Outbox, actor: EmployeeId, registry: Registry, footprints: Footprints
    ) -> None:
        self._replica = replica
        self._footprints = footprints
        self._outbox = outbox
        self._actor = actor
        self._registry = registry
        self._world = RowWorld(replica, decides=False)

    def run(self, uuid: ChangeId, intent: Intent, now: Instant) -> tuple[Mutation[object], Answer, Any]:
        """Run a new change; its mutation, its answer and what would undo it, as it is kept. Raises Refusal."""
        mutation = self._registry[intent.name]
        self._world.begin(self._actor, now, uuid)
        inverse = mutation.inverse(self._world, intent.args) if callable(mutation.inverse) else None
        try:
            answer = execute(mutation, self._world, intent.args)
        except Refusal:
            self._world.undo()
            raise
        return mutation, answer, None if inverse is None else self._kept(inverse)

    def note(self, seq: int) -> None:
        """Remember which rows the new change wrote, under its place in the queue."""
        self._outbox.note_rows(seq, self._world.written())

    def replay(self, changes: Sequence[Waiting]) -> None:
        """Run waiting changes in order. One that now fails has no effect, stays queued and reads "likely refused".

        One that a newer version of the program queued has no effect either, but what becomes of it only the server
        can say; the rows that it wrote then stay noted, for what was built on them.
        """
        self._outbox.note_replays([self._again(change) for change in changes if not change.void])

    def _again(self, change: Waiting) -> Replayed:
        said = change.says()
        try:
            mutation = self._registry.find(said["name"], said["mutation_version"])
        except Refusal:
            return Replayed(change, None, None)
        self._world.begin(self._actor, change.created_at, ChangeId(change.uuid))
        try:
            values = current_arguments(mutation, said["mutation_version"], said["args"])
            execute(mutation, self._world, parse_arguments(mutation, values))
        except Refusal as refusal:
            self._world.undo()
            return Replayed(change, refusal, [])
        return Replayed(change, None, self._world.written())

    def _kept(self, intent: Intent) -> dict[str, Any]:
        """An intent for later, when this program may be a newer one."""
        version = self._registry[intent.name].version
        return {"name": intent.name, "mutation_version": version, "args": arguments_as_json(intent.args)}

    def finish(self) -> set[Key]:
        """Write what ran; the rows that it touched."""
        self._footprints.note(self._world)
        changes = self._world.changes()
        self._replica.write_local(changes)
        return {(change.table.name, change.row_id) for change in changes}
