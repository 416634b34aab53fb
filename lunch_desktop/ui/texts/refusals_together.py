"""Why a rule about votes or proposals said no."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusal import RefusalText

translate = QCoreApplication.translate
Details = Mapping[str, Any]


def _party(details: Details) -> str:
    title = details.get("title")
    return f"“{title}”" if title else translate("Refusals", "the party")


def _proposal(details: Details) -> str:
    title = details.get("title")
    return f"“{title}”" if title else translate("Refusals", "the proposal")


def _deadline_out_of_range(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "The deadline does not fit"),
        translate("Refusals", "A vote ends after now, before the lunch and before every time to choose from."),
        translate("Refusals", "Choose another deadline."),
    )


def _options_out_of_range(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Not that many options"),
        fill(
            translate("Refusals", "A vote begins with %1 to %2 different options."),
            details.get("least", ""),
            details.get("most", ""),
        ),
        translate("Refusals", "Add or remove options."),
    )


def _options_full(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The list of options is full"),
        fill(translate("Refusals", "A vote has at most %1 options."), details.get("most", "")),
        translate("Refusals", "Choose among those that are there."),
    )


def _vote_running(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "A vote runs already"),
        fill(translate("Refusals", "%1 has an open vote on the same."), _party(details)),
        translate("Refusals", "Close that vote first, or take it back."),
    )


def _vote_over(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The vote is over"),
        fill(translate("Refusals", "The vote of %1 had ended when this arrived."), _party(details)),
        translate("Refusals", "Look at the result in the party."),
    )


def _asked_out_of_range(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Not that many colleagues"),
        fill(translate("Refusals", "A proposal asks one to %1 colleagues."), details.get("most", "")),
        translate("Refusals", "Choose whom you ask, or open a party for more."),
    )


def _too_soon(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "Too soon for a proposal"),
        translate("Refusals", "Nobody could answer until 15 minutes before that time."),
        translate("Refusals", "Choose a later time, or open a party."),
    )


def _proposal_expired(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The proposal has expired"),
        fill(translate("Refusals", "%1 could be answered until its time ran out."), _proposal(details)),
        translate("Refusals", "Propose another lunch, or look for a party."),
    )


def _withdrawn(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The proposal was taken back"),
        fill(translate("Refusals", "%1 no longer waits for an answer."), _proposal(details)),
        translate("Refusals", "Propose a lunch yourself, or look for a party."),
    )


def _not_asked(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "This is not yours to answer"),
        translate("Refusals", "A proposal is answered by those whom it asks."),
        translate("Refusals", "Wait for their answers, or take it back."),
    )


def _not_proposer(details: Details) -> RefusalText:
    del details
    return RefusalText(
        translate("Refusals", "This is not your proposal"),
        translate("Refusals", "Only the colleague who made it can take it back."),
        translate("Refusals", "Decline it if you do not want to go."),
    )


def _answered(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Already answered"),
        fill(translate("Refusals", "%1 has this answer of yours."), _proposal(details)),
        translate("Refusals", "There is nothing more to do."),
    )


def _agreed(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "Somebody has said yes"),
        fill(translate("Refusals", "%1 is a party by now."), _proposal(details)),
        translate("Refusals", "Cancel the party if it should not take place."),
    )


def _proposer_busy(details: Details) -> RefusalText:
    return RefusalText(
        translate("Refusals", "The proposer eats elsewhere"),
        fill(translate("Refusals", "Who proposed %1 has taken another seat at that time."), _proposal(details)),
        translate("Refusals", "Ask them, or look for a party."),
    )


OF_VOTES_AND_PROPOSALS: Final[Mapping[str, Callable[[Details], RefusalText]]] = {
    RefusalCode.DEADLINE_OUT_OF_RANGE: _deadline_out_of_range,
    RefusalCode.OPTIONS_OUT_OF_RANGE: _options_out_of_range,
    RefusalCode.OPTIONS_FULL: _options_full,
    RefusalCode.VOTE_RUNNING: _vote_running,
    RefusalCode.VOTE_OVER: _vote_over,
    RefusalCode.ASKED_OUT_OF_RANGE: _asked_out_of_range,
    RefusalCode.TOO_SOON: _too_soon,
    RefusalCode.PROPOSAL_EXPIRED: _proposal_expired,
    RefusalCode.WITHDRAWN: _withdrawn,
    RefusalCode.NOT_ASKED: _not_asked,
    RefusalCode.NOT_PROPOSER: _not_proposer,
    RefusalCode.ANSWERED: _answered,
    RefusalCode.AGREED: _agreed,
    RefusalCode.PROPOSER_BUSY: _proposer_busy,
}
