"""A desktop's own store: everything that the window and the sync engine ask of the file."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.chat.reading import READ_ROOM, ReadRoom
from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import ChangeId, EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.again import MINE, THEIRS, edit_again, new_names, renamed
from lunch_desktop.store.desktop.apply import LONG_QUEUE, Applied, Apply, LosesMuch
from lunch_desktop.store.desktop.backup import Backups
from lunch_desktop.store.desktop.checking import continues, note_checked, request_of
from lunch_desktop.store.desktop.database import DesktopDatabase
from lunch_desktop.store.desktop.history import SET_ASIDE, History
from lunch_desktop.store.desktop.holdings import Holdings
from lunch_desktop.store.desktop.identity import take_new_identity
from lunch_desktop.store.desktop.inbox import INBOX, Inbox
from lunch_desktop.store.desktop.inbox_news import News
from lunch_desktop.store.desktop.marking import Marking
from lunch_desktop.store.desktop.notices import Notices
from lunch_desktop.store.desktop.outbox import Outbox
from lunch_desktop.store.desktop.overtaking import Overtaking
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.proofs import Proofs
from lunch_desktop.store.desktop.reading import Reading
from lunch_desktop.store.desktop.rebase import LocalRun
from lunch_desktop.store.desktop.replica import Replica
from lunch_desktop.store.desktop.set_aside import SettingAside
from lunch_desktop.store.desktop.soundness import Unsound
from lunch_desktop.store.desktop.state import (
    CLIENT_ID,
    CURSOR,
    EMPLOYEE_ID,
    EPOCH,
    NO_VOLUMES,
    PAGES,
    REPAIR,
    VERSION,
    State,
)
from lunch_desktop.store.desktop.volumes import BadVolume, opened, unpacked
from lunch_desktop.store.world import Key
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.arguments import understand
from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome
from lunch_desktop.wire.sync import OfferAgainResponse, PullRequest, PullResponse, PushRequest, Volume

log = logging.getLogger(__name__)


class LocalStore(Reading):
    """Commits every change here first. Safe to use from several threads; writers take turns."""

    def __init__(self, database: DesktopDatabase, clock: Clock, new_change_id: Callable[[], str]) -> None:
        super().__init__(database, clock)
        self._new_change_id = new_change_id
        self._registry = mutations()
        self._rows = database.rows
        self._employee_id: EmployeeId | None = None
        self._overtaking = Overtaking()
        self.pulls_asked = 0
        """How many pulls this program began; and the number of the last that was answered."""
        self.pulls_answered = 0
        self._pulling: PullRequest | None = None

    def sign_in_as(self, employee_id: EmployeeId) -> None:
        """Bind the file to its account and give it an identity towards the server. Raises ValueError for another."""
        with self._writing() as connection:
            state = State(connection, self._schema)
            known = state.get(EMPLOYEE_ID)
            if known not in (None, employee_id):
                raise ValueError("the file belongs to another account")
            state.set(EMPLOYEE_ID, employee_id)
            if state.get(CLIENT_ID) is None:
                state.set(CLIENT_ID, str(uuid4()))

    def perform(self, intent: Intent) -> Performed:
        """Run a mutation here and queue it for the server, durably, before returning.

        Raises Refusal, with nothing written, where a rule says no on what this desktop holds.
        """
        with self._writing() as connection:
            return self._perform(connection, intent)

    def read_room(self, args: ReadRoom) -> Performed | None:
        """Queue that a room was read up to a message; None where that is known.

        Of what waits to say so, and was never offered, only the newest stays. Raises Refusal.
        """
        with self._writing() as connection:
            marking = Marking(connection, self._schema, self._rows, args.room_id, self._actor(connection))
            if not marking.is_news(args.number):
                return None
            marking.make_way()
            performed = self._perform(connection, Intent(READ_ROOM.name, args))
            told = Inbox(connection, self._schema).mark_room_read(args.room_id, args.number)
            return replace(performed, tables=performed.tables | {INBOX}) if told else performed

    def offer(self, after: int = 0, most: int = LARGEST_BATCH) -> PushRequest | None:
        """The next batch to send behind the `seq` `after`, durably marked as offered; None if nothing waits there."""
        with self._writing() as connection:
            batch = Outbox(connection, self._schema).offer(after, most)
            if not batch:
                return None
            state = State(connection, self._schema)
            return PushRequest(
                client_id=state.get(CLIENT_ID), epoch=state.get(EPOCH), cursor=state.get(CURSOR), mutations=batch
            )

    def pull_request(self) -> PullRequest:
        """What to pull with, one at a time. Once a day every scope is counted here and compared with the server."""
        self.pulls_asked += 1
        now = self._clock.now()
        with self.database.reading() as connection:
            state = State(connection, self._schema)
            busy = Outbox(connection, self._schema).count() > LONG_QUEUE
            request = request_of(state, now, busy=busy)
            holdings = Holdings(connection, self._schema)
            damaged, strays = (holdings.damaged(), holdings.strays()) if request.verify else ([], [])
        if damaged or strays:
            self._mend(damaged, strays)
        self._pulling = request.model_copy(update={"repair": damaged}) if damaged else request
        return self._pulling

    def _mend(self, damaged: list[str], strays: list[Key]) -> None:
        """Have damaged scopes downloaded again, and forget rows that belong to none."""
        log.error("rows of %s are not as they were confirmed, %d belong nowhere", damaged, len(strays))
        with self._writing() as connection:
            State(connection, self._schema).set(REPAIR, damaged or None)
            apply = self._applying(connection)
            apply.forget_strays(strays)

    def apply(self, patch: PullResponse, request: PullRequest) -> Applied:
        """Apply the answer to `request`, a page or the whole.

        Nothing happens if the file has gone on since, other than by live events that the answer knows (`overtaking`).
        A page that consists of a volume is for `apply_volume`.

        An answer that takes most of a scope away is applied only after a backup, and only if its checksums agree.
        Raises Problem where they don't.
        """
        assert patch.volume is None, "its rows are elsewhere"
        self._note_answered(request)
        try:
            return self._apply(patch, request, None)
        except LosesMuch as much:
            log.warning("a patch takes most of %s away", much)
        return self._apply(patch, request, self._back_up())

    def _note_answered(self, request: PullRequest) -> None:
        """An answer to an earlier request says nothing about where the server stands now."""
        if request is self._pulling:
            self.pulls_answered = self.pulls_asked

    def _back_up(self) -> Path:
        """A verified backup, made now. Raises Problem."""
        try:
            return Backups(self.database.path, self.database.key).make(self._clock.now())
        except Unsound as error:
            log.warning("the file fails its check: %s", error)
            raise self.database.found_damaged() from error

    def _apply(self, patch: PullResponse, request: PullRequest, backup: Path | None) -> Applied:
        """`backup` was made because the patch takes much away; then its checksums have to agree."""
        with self._writing() as connection:
            state = State(connection, self._schema)
            if not continues(state, request) and not self._overtaking.may_follow(state, request, patch):
                return Applied(frozenset(), ())
            apply, now = self._applying(connection), self._clock.now()
            if patch.more is not None:
                return apply.page(patch, now)
            applied = apply.patch(patch, now, complete=request.cursor is None, trusted=backup is not None)
            differing = apply.differing(patch.checksums)
            if backup is not None:
                if differing:
                    raise Problem(ProblemCode.SERVER_DATA_DOUBTFUL)
                Notices(connection, self._schema).add("much_removed", {"backup": str(backup)}, now)
            unfinished = note_checked(state, request, differing, now)
            return replace(applied, unfinished=unfinished)

    def apply_volume(self, page: PullResponse, volume: Volume, content: bytes, request: PullRequest) -> Applied:
        """Apply a page that consists of `volume`, whose file has this content. Others may write between its chunks.

        If the file can't be taken, the rest of the answer comes in pages.
        """
        self._note_answered(request)
        touched: frozenset[str] = frozenset()
        try:
            database = unpacked(volume, content)
            with (
                opened(database, self._schema, self.database.engine.dialect) as there,
                self.database.writing_much(self._footprints.commit) as writing,
            ):
                for chunk in there.chunks:
                    with writing() as connection:
                        self._footprints.begin()
                        if not continues(State(connection, self._schema), request):
                            return Applied(frozenset(), ())
                        apply, now = self._applying(connection), self._clock.now()
                        applied = apply.chunk(page, volume, there, chunk, now)
                        touched |= applied.tables
        except BadVolume as error:
            self.go_on_in_pages(str(error))
        return Applied(touched, (), unfinished=True)

    def go_on_in_pages(self, why: str) -> None:
        """Ask for no volumes for the rest of the long answer that is under way."""
        log.warning("a volume could not be taken: %s", why)
        with self._writing() as connection:
            State(connection, self._schema).set(NO_VOLUMES, True)

    def apply_live(self, patch: PullResponse, since: int) -> Applied | None:
        """Apply a live event that continues from version `since`; None if it takes a pull.

        It does where this desktop is not that far, and where the event touches what a long queue builds on, which is
        sent first.
        """
        try:
            with self._writing() as connection:
                state = State(connection, self._schema)
                facts = state.some(CURSOR, EPOCH, VERSION, PAGES)
                version = facts.get(VERSION)
                if CURSOR not in facts or PAGES in facts or facts.get(EPOCH) != patch.epoch:
                    return None
                if version is None or version < since:
                    return None
                if version >= patch.version:
                    return Applied(frozenset(), ())
                apply = self._applying(connection)
                if Outbox(connection, self._schema).count() > LONG_QUEUE and not apply.is_beside(patch):
                    return None
                applied = apply.patch(patch, self._clock.now(), complete=False)
        except LosesMuch:
            return None  # the pull that follows comes with checksums
        self._overtaking.moved(facts[CURSOR], patch.cursor)
        return applied

    def forget_cursor(self) -> None:
        """Start over from nothing at the next pull; the queue stays."""
        with self._writing() as connection:
            state = State(connection, self._schema)
            for name in (CURSOR, EPOCH, NO_VOLUMES, PAGES, REPAIR):
                state.set(name, None)

    def meet_epoch(self, epoch: str) -> None:
        """The server says which epoch it has. Where it has not been met, the server was restored from a backup.

        This desktop then takes a new identity, once: results of what it offers again are told to that.
        """
        with self._writing() as connection:
            if Proofs(connection, self._schema).meet(epoch):
                take_new_identity(connection, self._schema)

    def proofs_answered(self, response: OfferAgainResponse) -> bool:
        """See `Proofs.answered`."""
        with self._writing() as connection:
            return Proofs(connection, self._schema).answered(response, self._clock.now())

    def become_new_client(self) -> None:
        """Take a new identity towards the server, which knows another history of the old one.

        The queue is numbered anew; its uuids stay, so what the server had decided stays decided.
        """
        with self._writing() as connection:
            take_new_identity(connection, self._schema)

    def discard(self, uuids: Sequence[str]) -> frozenset[str]:
        """Withdraw waiting changes, and with each what was built on it; the tables that changed.

        One that the server has never been offered just goes; otherwise a void goes to the server in its place, and if
        the server had decided it before, that result stands and will be shown.
        """
        with self._writing() as connection:
            outbox = Outbox(connection, self._schema)
            found = [change for change in map(outbox.find, uuids) if change is not None]
            seqs = {change.seq for change in found}
            for change in found:
                seqs.update(outbox.dependents(change.seq))
            by_seq = {change.seq: change for change in outbox.all()}
            for seq in sorted(seqs, reverse=True):
                outbox.withdraw(by_seq[seq])
            apply = self._applying(connection)
            touched = apply.restore_and_replay()
        return frozenset(name for name, _ in touched)

    def count_failure(self, uuid: str) -> frozenset[str] | None:
        """Count that a waiting change failed alone while the server was otherwise healthy.

        After one failure too many it is set aside with what was built on it, for the person to do it again or to let
        it go; a void takes its place. Then the tables that changed, otherwise None.
        """
        with self._writing() as connection:
            now = self._clock.now()
            if not SettingAside(connection, self._schema).count(uuid, now):
                return None
            News(connection, self._schema, self._rows, self._actor(connection)).could_not_be_sent(uuid, now)
            touched = self._applying(connection).restore_and_replay()
        return frozenset({INBOX, *(name for name, _ in touched)})

    def undo(self, uuid: str) -> frozenset[str]:
        """Take a change back: withdraw it while it waits, else run its inverse; the tables that changed.

        Raises Refusal where it can't be undone (any more).
        """
        with self.database.reading() as connection:
            waiting = Outbox(connection, self._schema).find(uuid)
            decided = History(connection, self._schema).find(uuid)
        if waiting is not None and waiting.void:
            raise Refusal(RefusalCode.NOT_FOUND)
        if waiting is not None and not waiting.offered:
            return self.discard([uuid])
        inverse = waiting.inverse if waiting is not None else decided.inverse if decided is not None else None
        if inverse is None or (decided is not None and decided.outcome != Outcome.APPLIED):
            raise Refusal(RefusalCode.NOT_FOUND)
        with self._writing() as connection:
            performed = self._perform(connection, self._intent(inverse))
            History(connection, self._schema).forget_undo(uuid)
        return performed.tables

    def retry(self, uuid: str) -> Performed:
        """Do a refused change, or one set aside, again as a new one, and then what was set aside with it.

        Raises Refusal, with nothing done, where the rules say no here to the change itself.
        """
        with self._writing() as connection:
            history = History(connection, self._schema)
            decided = history.find(uuid)
            if decided is None or decided.payload is None or decided.outcome not in (Outcome.REFUSED, SET_ASIDE):
                raise Refusal(RefusalCode.NOT_FOUND)
            performed = self._perform(connection, self._intent(json.loads(decided.payload)))
            names, tables, done = new_names(uuid, performed.uuid), performed.tables, [uuid]
            for follower in history.set_aside_with(uuid):
                try:
                    again = self._perform(connection, self._intent(renamed(json.loads(follower.payload), names)))
                except Refusal as refusal:
                    log.info("what was built on a change was not done again: %s", refusal.code)
                    continue  # it stays set aside, for the person to see
                names |= new_names(follower.uuid, again.uuid)
                tables |= again.tables
                done.append(follower.uuid)
            history.mark_seen(done)
        return replace(performed, tables=tables)

    def settle(self, uuid: str, fields: Sequence[str], *, mine: bool) -> frozenset[str]:
        """Decide about fields of a conflict: keep theirs, or edit again with mine; the tables that changed.

        Raises Refusal, with nothing settled, where the rules say no to mine.
        """
        with self._writing() as connection:
            history = History(connection, self._schema)
            decided = history.find(uuid)
            if decided is None or not set(fields) <= decided.answer.get("conflicts", {}).keys():
                raise Refusal(RefusalCode.NOT_FOUND)
            history.settle(decided, fields, MINE if mine else THEIRS)
            if not mine:
                return frozenset()
            return self._perform(connection, self._intent(edit_again(decided, fields))).tables

    def _perform(self, connection: Connection, intent: Intent) -> Performed:
        """See `perform`; it stands once the caller's transaction has committed."""
        uuid, now = ChangeId(self._new_change_id()), self._clock.now()
        outbox, replica = Outbox(connection, self._schema), Replica(connection, self._schema, self._rows)
        if outbox.is_empty():
            self._footprints.forget()
        run = LocalRun(replica, outbox, self._actor(connection), self._registry, self._footprints)
        mutation, answer, inverse = run.run(uuid, intent, now)
        queued = outbox.append(uuid, intent, mutation.version, now, inverse)
        run.note(queued.seq)
        touched = run.finish()
        return Performed(uuid, answer, frozenset(name for name, _ in touched))

    def _applying(self, connection: Connection) -> Apply:
        """What applies patches, in the caller's transaction."""
        actor = self._actor(connection)
        looked_at = self._looked_at
        return Apply(connection, self._schema, self._rows, self._registry, actor, self._footprints, looked_at=looked_at)

    def _actor(self, connection: Connection) -> EmployeeId:
        """Whose file it is; read once, as it never changes."""
        if self._employee_id is None:
            self._employee_id = EmployeeId(State(connection, self._schema).get(EMPLOYEE_ID))
        return self._employee_id

    def _intent(self, said: Mapping[str, Any]) -> Intent:
        """What a payload or a kept inverse asks for, as a new wish. Raises Refusal `not_understood`."""
        version = said.get("mutation_version", 1)  # the first version of the program kept inverses without one
        _, args = understand(self._registry, said["name"], version, said["args"])
        return Intent(said["name"], args)
