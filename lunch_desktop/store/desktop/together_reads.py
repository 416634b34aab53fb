"""What the window asks of votes and proposals; each question is answered from one snapshot."""

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.proposals import ProposalView, open_proposals
from lunch_desktop.store.desktop.queries.votes import VoteView, votes_of_party
from lunch_desktop.store.desktop.seeing import Seeing


class TogetherReads(Seeing):
    """See the queries, where each answer is described."""

    def votes(self, party_id: str) -> tuple[VoteView, ...]:
        """A party's votes, at most one on the place and one on the time."""
        with self._seeing() as connection:
            return () if connection is None else votes_of_party(connection, self._rows, self.actor, party_id)

    def proposals(self, now: Instant) -> tuple[ProposalView, ...]:
        """What can still be answered."""
        with self._seeing() as connection:
            if connection is None:
                return ()
            return open_proposals(connection, self._schema, self._rows, self.actor, now)
