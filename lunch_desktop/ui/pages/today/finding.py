"""What the start page reads: my lunch, and the rows that the present filter or search leaves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.matching.folding import fold
from lunch_desktop.domain.matching.matcher import Query, Rank
from lunch_desktop.domain.menus import Menu
from lunch_desktop.domain.parties.entities import REQUEST_LAPSES, MembershipState
from lunch_desktop.domain.times import HOUR, Day, Instant
from lunch_desktop.store.desktop.queries.parties import PartyFilter, PartyView
from lunch_desktop.store.desktop.queries.proposals import ProposalView
from lunch_desktop.store.desktop.queries.today import MOST_ROWS, HeroState, Today
from lunch_desktop.store.desktop.queries.votes import VoteView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.pages.today.cafeteria_row import cafeteria_day

SOON: Final = HOUR
MOST_LOOKED_AT: Final = 300
"""So many coming parties are looked through for a filter; more have never been open at one office in a day."""


class RowFilter(StrEnum):
    """Which of the open parties the rows show."""

    ALL = "all"
    TEAM = "team"
    INVITED = "invited"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; a text is looked for on every coming day."""

    filter: RowFilter = RowFilter.ALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The page, and its rows with how many more there are; `day` is None where rows are of several days.

    `team` is for newcomers, see `Reads.newcomers_team`. `votes` are those that run in my party. `menus` are the
    cafeteria's, of the day `menus_of`.
    """

    today: Today
    rows: tuple[PartyView, ...]
    more: int
    day: Day | None
    team: tuple[str, ...] | None = None
    proposals: tuple[ProposalView, ...] = ()
    votes: tuple[VoteView, ...] = ()
    menus: tuple[Menu, ...] = ()
    menus_of: Day | None = None


def find_today(reads: Reads, now: Instant, wanted: Wanted) -> Found | None:
    """Read the page at `now`; None while the first sync has not brought my own row."""
    found = _find_rows(reads, now, wanted)
    if found is None:
        return None
    party = found.today.party
    votes = reads.votes(party.party.id) if party is not None else ()
    day = cafeteria_day(now, found.today.office.time_zone)
    return replace(
        found,
        proposals=reads.proposals(now),
        votes=tuple(one for one in votes if one.is_open),
        menus=reads.cafeteria(day),
        menus_of=day,
    )


def _find_rows(reads: Reads, now: Instant, wanted: Wanted) -> Found | None:
    today = reads.today(now)
    if today is None:
        return None
    text = wanted.text.strip()
    if wanted.filter is RowFilter.ALL and not text:
        team = reads.newcomers_team() if today.hero is HeroState.NOTHING else None
        return Found(today, today.joinable, today.more, today.day, team)
    tests = [_fits(wanted.filter, today)]
    if text:
        tests.append(_says(reads, today.today, text))
    ids = reads.party_ids(PartyFilter.COMING, today.today)[:MOST_LOOKED_AT]
    open_now = [one for one in reads.parties(ids) if one.joinable and now <= one.party.meets_at - REQUEST_LAPSES]
    rows = [one for one in open_now if (text or one.party.day == today.day) and all(test(one) for test in tests)]
    return Found(today, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS), None if text else today.day)


Test = Callable[[PartyView], bool]


def _says(reads: Reads, day: Day, text: str) -> Test:
    """Whether the title, the meeting place, the restaurant or the host's name holds the text."""
    by_words = set(reads.party_ids(PartyFilter.COMING, day, text))
    query = Query(text)

    def says(view: PartyView) -> bool:
        found = query.match(fold(view.host.name)) if view.host is not None else None
        return view.party.id in by_words or (found is not None and found.rank <= Rank.LIKE)

    return says


def _fits(chosen: RowFilter, today: Today) -> Test:
    tests: dict[RowFilter, Test] = {
        RowFilter.ALL: lambda _view: True,
        RowFilter.TEAM: lambda view: any(
            member.employee.department_id == today.me.department_id for member in view.members
        ),
        RowFilter.INVITED: lambda view: view.my_state == MembershipState.INVITED,
        RowFilter.SOON: lambda view: view.party.meets_at - today.now <= SOON,
    }
    return tests[chosen]
