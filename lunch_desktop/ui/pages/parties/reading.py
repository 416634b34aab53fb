"""What the page asks of the file, each from the background and in one question."""

from dataclasses import dataclass

from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.times import Day, Instant, day_of
from lunch_desktop.store.desktop.people_reads import ClashView
from lunch_desktop.store.desktop.queries.parties import PartyFilter, PartyView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.store.desktop.queries.votes import VoteView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync.status import Reach
from lunch_desktop.ui.pages.parties.items import window_around
from lunch_desktop.ui.session import DesktopSession


@dataclass(frozen=True, slots=True)
class ListFacts:
    """All ids of a list, and the parties of one window of it. `today` is the office's, `as_of` how fresh it all is."""

    ids: list[str]
    views: list[PartyView]
    time_zone: str
    today: Day
    as_of: Instant | None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One party. `went` is None for who had no seat, and before the meeting; `refused` is a change of mine to it that
    the server refused and that I have not read yet; `as_of` says how fresh all of it is.
    """

    view: PartyView
    time_zone: str
    today: Day
    as_of: Instant | None
    refused: ChangeView | None
    went: bool | None
    votes: tuple[VoteView, ...] = ()
    clash: ClashView | None = None
    """What the restaurant is to the diets of those who take part; None where I don't."""


def read_list(reads: Reads, which: PartyFilter, search: str, now: Instant, around: int) -> ListFacts | None:
    """The list with the window around a row; None before the first sync."""
    me = reads.me()
    if me is None:
        return None
    time_zone = me[1].time_zone
    today = day_of(now, time_zone)
    ids = reads.party_ids(which, today, search)
    start, end = window_around(min(around, max(0, len(ids) - 1)))
    return ListFacts(ids, reads.parties(ids[start:end]), time_zone, today, reads.counts().pulled_at)


def read_party(reads: Reads, party_id: str, now: Instant) -> PartyFacts | None:
    """One party with all that its page shows; None if it is not held."""
    me, view = reads.me(), reads.party(party_id)
    if me is None or view is None:
        return None
    time_zone = me[1].time_zone
    centre = reads.sync_centre()
    about = [
        one for one in centre.attention if one.code is not None and one.party is not None and one.party.id == party_id
    ]
    return PartyFacts(
        view=view,
        time_zone=time_zone,
        today=day_of(now, time_zone),
        as_of=centre.pulled_at,
        refused=about[0] if about else None,
        went=_went(reads, view, now),
        votes=reads.votes(party_id),
        clash=reads.diet_clash(view.restaurant.id, party_id) if view.restaurant is not None else None,
    )


def _went(reads: Reads, view: PartyView, now: Instant) -> bool | None:
    if view.my_state != MembershipState.CONFIRMED or now < view.party.meets_at:
        return None
    return reads.went(view.party.id)


def is_online(session: DesktopSession) -> bool:
    """Whether what is shown is what the server has."""
    return session.status is not None and session.status.reach is Reach.ONLINE
