"""docs/domain.md names every change, every job, and the limits that people meet."""

import pytest

from lunch_desktop.domain import consequences
from lunch_desktop.domain.catalogue import JOBS, mutations
from lunch_desktop.domain.chat import entities as chat
from lunch_desktop.domain.circle import EATEN_WITH_LASTS
from lunch_desktop.domain.exports.entities import NOTICES_KEPT
from lunch_desktop.domain.exports.noting_own import MOST_SUBJECTS
from lunch_desktop.domain.exports.presets import MOST_PRESETS
from lunch_desktop.domain.groups.lunches import DAYS_AHEAD
from lunch_desktop.domain.parties import entities as parties
from lunch_desktop.domain.parties import votes
from lunch_desktop.domain.proposals import entities as proposals
from lunch_desktop.domain.restaurants.importing import MOST_ROWS
from lunch_desktop.domain.restaurants.ranking import PRIOR_WEIGHT
from lunch_desktop.domain.times import HOUR, MINUTE
from setup.layout import ROOT

PAGE = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(one.name for one in (*mutations(), *JOBS)))
def test_every_change_and_every_job_is_named(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("2 to 30 seats", (parties.SMALLEST_CAPACITY, parties.LARGEST_CAPACITY) == (2, 30)),
        ("15 to 240 minutes", (parties.SHORTEST_LUNCH, parties.LONGEST_LUNCH) == (15, 240)),
        ("until 15 minutes before the meeting", parties.REQUEST_LAPSES == 15 * MINUTE),
        ("until 20 minutes before", parties.PROMOTION_ENDS == 20 * MINUTE),
        ("10 minutes before (`REMINDED_BEFORE`)", parties.REMINDED_BEFORE == 10 * MINUTE),
        ("2 to 6 options", (votes.FEWEST_OPTIONS, votes.MOST_AT_FIRST) == (2, 6)),
        ("at most 10 (`MOST_OPTIONS`)", votes.MOST_OPTIONS == 10),
        ("at most 8 colleagues", proposals.MOST_ASKED == 8),
        ("24 hours (`PROPOSAL_LASTS`)", proposals.PROPOSAL_LASTS == 24 * HOUR),
        ("15 minutes before its lunch (`LAST_ANSWER`)", proposals.LAST_ANSWER == 15 * MINUTE),
        ("seven days ahead (`DAYS_AHEAD`)", DAYS_AHEAD == 7),
        ("last 90 days", EATEN_WITH_LASTS == 90),
        ("at least three (`FEWEST_UNNAMED`)", consequences.FEWEST_UNNAMED == 3),
        ("weight 5 (`PRIOR_WEIGHT`)", PRIOR_WEIGHT == 5),
        ("5,000 lines (`MOST_ROWS`)", MOST_ROWS == 5_000),
        ("400 days (`NOTICES_KEPT`)", NOTICES_KEPT == 400 * 24 * HOUR),
        ("1,000 people (`MOST_SUBJECTS`)", MOST_SUBJECTS == 1_000),
        ("at most 50 (`MOST_PRESETS`)", MOST_PRESETS == 50),
        ("2,000 characters (`LONGEST_TEXT`)", chat.LONGEST_TEXT == 2_000),
        ("20 mentions (`MOST_MENTIONS`)", chat.MOST_MENTIONS == 20),
    ],
)
def test_the_limits_are_what_the_page_says(said: str, holds: bool) -> None:  # a row of the table
    assert said in PAGE
    assert holds, f"the program differs from the page: {said}"
