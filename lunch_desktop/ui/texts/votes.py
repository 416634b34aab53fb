"""How a vote reads: what it is on, how long it runs, what a tie comes to, and what came of it."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.votes import TieBreak, VoteOption, VoteState, VoteSubject
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.votes import OptionView, VoteView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_date

translate = QCoreApplication.translate


def vote_title(subject: str) -> str:
    """What is decided."""
    if subject == VoteSubject.TIME:
        return translate("Votes", "Vote on the time")
    return translate("Votes", "Vote on the place")


def tie_word(tie_break: str) -> str:
    """The declared rule as a choice reads."""
    return {
        TieBreak.NEAREST.value: translate("Votes", "Shortest walk"),
        TieBreak.EARLIEST.value: translate("Votes", "Earliest time"),
    }.get(tie_break, translate("Votes", "Listed first"))


def tie_sentence(tie_break: str) -> str:
    """What a tie comes to, said to those who vote."""
    return {
        TieBreak.NEAREST.value: translate("Votes", "In a tie the shortest walk wins."),
        TieBreak.EARLIEST.value: translate("Votes", "In a tie the earliest time wins."),
    }.get(tie_break, translate("Votes", "In a tie the one listed first wins."))


def option_word(option: OptionView, time_zone: str) -> str:
    """A restaurant's name, or a time."""
    if option.option.meets_at is not None:
        return clock(option.option.meets_at, time_zone)
    return option.restaurant.name if option.restaurant is not None else translate("Votes", "A restaurant")


def option_time(option: VoteOption, time_zone: str) -> str:
    """A time with its day."""
    meets_at = option.meets_at
    return "" if meets_at is None else f"{short_date(meets_at, time_zone)} {clock(meets_at, time_zone)}"


def count_word(count: int) -> str:
    """How many chose it."""
    return translate("Votes", "%n vote(s)", None, count)


def option_name(option: OptionView, time_zone: str, *, is_told: bool) -> str:
    """Everything about an option, as a screen reader says it; who chose it only where that is told."""
    parts = [option_word(option, time_zone)]
    if is_told:
        parts.append(count_word(len(option.voters)))
        parts += option.voters
    return ", ".join(parts)


def standing(view: VoteView, now: Instant, time_zone: str) -> str:
    """Whether it runs, is counted, or how it ended."""
    vote = view.vote
    if vote.state == VoteState.CLOSED:
        return translate("Votes", "Decided")
    if vote.state == VoteState.VOID:
        return translate("Votes", "Not decided")
    if vote.state == VoteState.CLOSING or now > vote.deadline:
        return translate("Votes", "Waiting for the count")
    return fill(translate("Votes", "until %1"), clock(vote.deadline, time_zone))


def outcome(view: VoteView, now: Instant, time_zone: str) -> str:
    """What came of it, or is expected to: the server alone decides."""
    vote = view.vote
    words = {one.option.id: option_word(one, time_zone) for one in view.options}
    if vote.state == VoteState.CLOSED:
        return fill(translate("Votes", "Decided: %1"), words.get(vote.winner_id, "")) if vote.winner_id else ""
    if vote.state == VoteState.VOID:
        if vote.winner_id is None:
            return translate("Votes", "Nobody voted in time. The plan stays as it was.")
        text = translate("Votes", "%1 won, but was no longer possible. The plan stays as it was.")
        return fill(text, words.get(vote.winner_id, ""))
    if vote.state == VoteState.CLOSING or now > vote.deadline:
        if view.takes_part and view.expected is not None:
            text = translate("Votes", "Expected: %1. It is decided once the server has counted.")
            return fill(text, words.get(view.expected, ""))
        return translate("Votes", "It is decided once the server has counted.")
    return ""
