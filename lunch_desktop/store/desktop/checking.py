"""Pulling, and comparing what is held with what the server says there is.

Each answer to a pull names the checksum of every scope that it changed; once a day all of them are compared, and the
rows of this desktop are counted anew. A scope that differs is downloaded again, once a day at most.
"""

import logging
from collections.abc import Set
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop.state import (
    CHECKED_AT,
    CLIENT_ID,
    CURSOR,
    NO_VOLUMES,
    PAGES,
    REPAIR,
    REPAIRED,
    VERSION,
    State,
)
from lunch_desktop.store.volume import shape
from lunch_desktop.wire.sync import PullRequest

log = logging.getLogger(__name__)

CHECKED_EVERY: Final = 24 * HOUR
REPAIRED_AT_MOST_EVERY: Final = 24 * HOUR


def request_of(state: State, now: Instant, *, busy: bool) -> PullRequest:
    """What to pull with, as the file stands. Volumes are only for a file that has never had everything.

    `busy`: a long queue waits for the answer; the check of the day has time until the next.
    """
    facts = state.some(CLIENT_ID, CURSOR, VERSION, PAGES, REPAIR, CHECKED_AT, NO_VOLUMES)
    pages = facts.get(PAGES)
    due = not busy and CURSOR in facts and now - facts.get(CHECKED_AT, 0) >= CHECKED_EVERY
    return PullRequest(
        client_id=facts[CLIENT_ID],
        cursor=facts.get(CURSOR),
        pages=True,
        page=None if pages is None else pages["more"],
        repair=facts.get(REPAIR, []),
        verify=due and pages is None,
        volumes=None if VERSION in facts or NO_VOLUMES in facts else shape(),
    )


def continues(state: State, request: PullRequest) -> bool:
    """Whether the file still stands where `request` was made."""
    facts = state.some(CURSOR, PAGES)
    pages = facts.get(PAGES)
    return facts.get(CURSOR) == request.cursor and (None if pages is None else pages["more"]) == request.page


def note_checked(state: State, request: PullRequest, differing: Set[str], now: Instant) -> bool:
    """Keep what came of the comparison; whether scopes are to be downloaded again."""
    repaired: dict[str, int] = state.get(REPAIRED, {})
    if request.repair:
        repaired |= dict.fromkeys(request.repair, now)
        state.set(REPAIRED, repaired)
        state.set(REPAIR, None)
    if request.verify:
        state.set(CHECKED_AT, now)
    due = sorted(scope for scope in differing if now - repaired.get(scope, 0) >= REPAIRED_AT_MOST_EVERY)
    for scope in sorted(differing):
        log.error("%s differs from the server%s", scope, "" if scope in due else ", although it was downloaded again")
    if due:
        state.set(REPAIR, due)
    return bool(due)
