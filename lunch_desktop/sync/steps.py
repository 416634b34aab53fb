"""The two steps of the protocol, each as one exchange with the server."""

from dataclasses import replace
from typing import Final, Protocol

from lunch_desktop.store.desktop.apply import Applied
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.sync.core import SyncFacts
from lunch_desktop.sync.http import ApiError, Recovering, Rejected, ServerFault
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)

MOST_REJECTIONS: Final = 3
"""How often in a row the server may know another history before that is taken for a failure."""
MAY_BE_A_CHANGES_FAULT: Final = (WireCode.INTERNAL_ERROR, WireCode.INVALID_REQUEST, WireCode.TOO_LARGE)
"""What a server may answer to a push because of one change in it. Whatever else it says, no change is to blame."""


class PushFailed(ApiError):
    """A push failed by what may be the fault of a change in it. All of the queue stays; its next part is smaller."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(error.problem, error.code)


class Remote(Protocol):
    """The server, as the steps see it. Raises the errors of `lunch_desktop.sync.http`."""

    def push(self, request: PushRequest) -> PushResponse:
        """Send a batch."""
        ...

    def pull(self, request: PullRequest) -> PullResponse:
        """Ask for what is new."""
        ...

    def volume(self, volume: Volume) -> bytes:
        """Fetch a part of a long answer as a file."""
        ...

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """Prove to a server that was restored from a backup what it had applied."""
        ...


def push(store: LocalStore, remote: Remote, facts: SyncFacts) -> None:
    """Send the next batch of the queue. Its results come with the next pull, together with the rows they caused."""
    facts.unsent = False  # before looking, so that a change queued meanwhile is not overlooked
    try:
        request = store.offer(after=facts.decided_up_to, most=facts.most_at_once)
        if request is None:
            return
        response = _pushed(remote, request, facts)
    except Rejected as rejected:
        _answer_rejection(store, remote, facts, rejected)
        return
    except Recovering:
        facts.unsent = True
        _meet_restored(store, remote, facts)
        raise
    except Exception:
        facts.unsent = True
        raise
    facts.rejections = 0
    facts.decided(response.last_seq)
    facts.behind = True
    if store.waiting(after=response.last_seq) > 0:
        facts.unsent = True


def _pushed(remote: Remote, request: PushRequest, facts: SyncFacts) -> PushResponse:
    """Send the batch. What may be the fault of a change in it is noted, and raised as PushFailed."""
    try:
        return remote.push(request)
    except (ServerFault, Rejected) as error:
        if error.code not in MAY_BE_A_CHANGES_FAULT:
            raise
        sent = request.mutations
        if len(sent) == 1:
            facts.suspect = sent[0].uuid
        else:
            facts.halve(len(sent), sent[-1].seq)
        raise PushFailed(error) from error


def pull(store: LocalStore, remote: Remote, facts: SyncFacts) -> Applied | None:
    """Fetch and apply what is new; None if the server asked to start over.

    If a change has just failed alone, this answer shows that the server is otherwise healthy, and the failure counts.
    """
    facts.behind = False  # before asking, so that news that come meanwhile are not overlooked
    facts.behind_at = None
    suspect, facts.suspect = facts.suspect, None
    try:
        request = store.pull_request()
        response = remote.pull(_thriftily(request, facts))
        if store.has_proofs(response.epoch) and _meet_restored(store, remote, facts):
            facts.behind = True
            return None  # its answer would take away what is only being decided again
        applied = take(store, remote, response, request)
    except Rejected as rejected:
        _answer_rejection(store, remote, facts, rejected)
        return None
    except Recovering:
        facts.behind = True
        _meet_restored(store, remote, facts)
        raise
    except Exception:
        facts.behind = True
        raise
    facts.rejections = 0
    facts.pull_first = False
    facts.progress = store.progress()
    facts.behind = facts.behind or applied.unfinished
    if response.last_seq is not None and response.last_seq < facts.decided_up_to:
        # It was restored to a backup that knows this desktop's cursor, but not what it had decided since.
        facts.begin_anew()
    if store.waiting(after=facts.decided_up_to) > 0:
        facts.unsent = True
    if response.last_seq is not None and store.owed(response.last_seq):
        # A live event or a clone of this desktop was faster than the results: ask for them, by sending again.
        facts.decided_up_to = 0
        facts.unsent = True
    if suspect is not None:
        touched = store.count_failure(suspect)
        if touched is not None:
            facts.decided(facts.decided_up_to)  # the queue goes on without a pause
            return replace(applied, tables=applied.tables | touched)
    return applied


def _thriftily(request: PullRequest, facts: SyncFacts) -> PullRequest:
    """Where data costs money a long answer comes in pages, so that it can stop when the first of it is there."""
    return request.model_copy(update={"volumes": None}) if facts.metered and not facts.download else request


def take(store: LocalStore, remote: Remote, response: PullResponse, request: PullRequest) -> Applied:
    """Apply an answer, with the file that it may name. One that the server has no more is left for pages."""
    if response.volume is None:
        return store.apply(response, request)
    try:
        content = remote.volume(response.volume)
    except Rejected as rejected:
        if rejected.code != WireCode.NOT_FOUND:
            raise
        store.go_on_in_pages("the server has it no more")
        return Applied(frozenset(), (), unfinished=True)
    return store.apply_volume(response, response.volume, content, request)


def _meet_restored(store: LocalStore, remote: Remote, facts: SyncFacts) -> bool:
    """Offer a server that may have been restored what it has lost; whether anything was settled by that.

    Nothing happens where its epoch is known and no receipt of another one is left. What the server only gathers is
    offered until its result has come.
    """
    try:
        epoch = remote.offer_again(store.asks_for_epoch()).epoch
        store.meet_epoch(epoch)
        facts.begin_anew()
        settled = False
        request, last = store.proofs(epoch, None)
        while last is not None:
            response = remote.offer_again(request)
            settled |= store.proofs_answered(response)
            request, last = store.proofs(epoch, last)
    except Rejected as rejected:
        if rejected.code == WireCode.NOT_FOUND:  # a server of the version before this one knows no receipts
            return False
        raise
    return settled


def _answer_rejection(store: LocalStore, remote: Remote, facts: SyncFacts, rejected: Rejected) -> None:
    """The server knows another history than this desktop: meet it there, with the queue kept.

    Where that has not helped several times over, it is done once more all the same, and the rejection is raised, so
    that the caller pauses. A meeting that fails half-way says nothing about whether it would help: it is not counted.
    """
    facts.pull_first = rejected.code in (WireCode.RESYNC_REQUIRED, WireCode.EPOCH_CHANGED)
    if rejected.code in (WireCode.CLIENT_FORKED, WireCode.SEQUENCE_GAP):
        store.become_new_client()
        facts.begin_anew()
    elif facts.pull_first:
        facts.behind = True
        _meet_restored(store, remote, facts)
        if rejected.code == WireCode.RESYNC_REQUIRED:
            store.forget_cursor()
    else:
        raise rejected
    facts.rejections += 1
    if facts.rejections > MOST_REJECTIONS:
        facts.unsent = facts.behind = True
        raise rejected
    if not facts.pull_first and store.waiting() > 0:
        facts.unsent = True  # otherwise what waits is sent after the pull
