"""The votes of a party as the window shows them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from lunch_desktop.domain.ids import EmployeeId, OptionId
from lunch_desktop.domain.parties.entities import MEMBERSHIPS, SEATED, TAKING_PART
from lunch_desktop.domain.parties.vote_counting import leading, votes_by_option
from lunch_desktop.domain.parties.votes import BALLOTS, VOTE_OPTIONS, VOTES, Vote, VoteOption, VoteState
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.store.rows import EntityRows


@dataclass(frozen=True, slots=True)
class OptionView:
    """Something to choose. `voters` are the names of those who have a seat and chose it, `mine` whether I did."""

    option: VoteOption
    restaurant: Restaurant | None
    voters: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class VoteView:
    """A vote with its options as they are listed.

    `expected` is what would win with the ballots that are held here: the server alone decides. `takes_part` says
    whether I am told who chose what; `counts` whether my own choice does, as I have a seat or have asked for one.
    """

    vote: Vote
    options: tuple[OptionView, ...]
    expected: OptionId | None
    takes_part: bool
    counts: bool

    @property
    def mine(self) -> tuple[OptionId, ...]:
        """What I have chosen."""
        return tuple(one.option.id for one in self.options if one.mine)

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it yet; its deadline may have passed."""
        return self.vote.state == VoteState.OPEN


def votes_of_party(connection: Connection, rows: EntityRows, actor: EmployeeId, party_id: str) -> tuple[VoteView, ...]:
    """The latest vote on the place and on the time, but for those that were taken back."""
    latest: dict[str, Vote] = {}
    for vote in rows[VOTES.name].where(connection, ("party_id",), (party_id,)):
        known = latest.get(vote.subject)
        if known is None or known.opened_at < vote.opened_at:
            latest[vote.subject] = vote
    shown = [one for one in latest.values() if one.state != VoteState.CANCELLED]
    if not shown:
        return ()
    options = rows[VOTE_OPTIONS.name].where(connection, ("party_id",), (party_id,))
    ballots = rows[BALLOTS.name].where(connection, ("party_id",), (party_id,))
    memberships = rows[MEMBERSHIPS.name].where(connection, ("party_id",), (party_id,))
    seated = frozenset(one.employee_id for one in memberships if one.state in SEATED)
    places = {
        one.id: one
        for one in rows[RESTAURANTS.name].many(connection, [one.restaurant_id for one in options if one.restaurant_id])
    }
    names = {
        one.id: one.name for one in rows[EMPLOYEES.name].many(connection, sorted({b.employee_id for b in ballots}))
    }
    views: list[VoteView] = []
    for vote in sorted(shown, key=lambda one: one.subject):
        listed = sorted((one for one in options if one.vote_id == vote.id), key=lambda one: (one.place, one.id))
        cast = [one for one in ballots if one.vote_id == vote.id]
        counts = votes_by_option(cast, seated)
        walks = {key: one.walk_minutes for key, one in places.items()}
        won = leading(listed, counts, vote.tie_break, walks)
        views.append(
            VoteView(
                vote,
                tuple(
                    OptionView(
                        one,
                        places.get(one.restaurant_id),
                        tuple(
                            sorted(
                                names.get(ballot.employee_id, "")
                                for ballot in cast
                                if ballot.option_id == one.id and ballot.employee_id in seated
                            )
                        ),
                        any(ballot.option_id == one.id and ballot.employee_id == actor for ballot in cast),
                    )
                    for one in listed
                ),
                won.id if won is not None else None,
                takes_part=any(one.employee_id == actor and one.state in TAKING_PART for one in memberships),
                counts=actor in seated,
            )
        )
    return tuple(views)
