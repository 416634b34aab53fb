"""What the Sync centre says of each change."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.parties.entities import REQUEST_LAPSES, MembershipState, PartyState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.ui.pages.sync_centre.reading import SyncContent
from lunch_desktop.ui.texts.changes import change_title
from lunch_desktop.ui.texts.fields import field_value
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import clock, short_date
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate
_IN_THE_QUEUE: Final = (
    ChangeStanding.WAITING,
    ChangeStanding.OFFERED,
    ChangeStanding.WITHDRAWING,
    ChangeStanding.LIKELY_REFUSED,
)
_NEVER_AGAIN: Final = frozenset(
    {
        RefusalCode.EXPIRED.value,
        RefusalCode.IN_THE_PAST.value,
        RefusalCode.OVER.value,
        RefusalCode.ALREADY_JOINED.value,
        RefusalCode.NOTHING_TO_CHANGE.value,
    }
)
"""After these the very same wish can only be refused again."""


def spoken_title(change: ChangeView) -> str:
    """The change's title without quotation marks, as the names of its buttons say it."""
    return change_title(change).replace("“", "").replace("”", "")


def made_at(change: ChangeView, time_zone: str, now: Instant) -> str:
    """When the change was made, with its day unless that is today."""
    day, today = (short_date(one, time_zone) for one in (change.created_at, now))
    time = clock(change.created_at, time_zone)
    shown = time if day == today else f"{day} {time}"
    if change.standing not in _IN_THE_QUEUE:
        return fill(translate("SyncCentre", "asked at %1"), shown)
    return fill(translate("SyncCentre", "waiting since %1"), shown)


def deadline_passed(change: ChangeView, now: Instant) -> bool:
    """Whether a seat was asked for that must not be given any more."""
    until = change.args.get("until")
    in_queue = change.standing in (ChangeStanding.WAITING, ChangeStanding.OFFERED)
    return in_queue and change.name == "party.join" and isinstance(until, int) and until < now


def can_join_now(change: ChangeView, now: Instant) -> bool:
    """Whether a seat that was asked for in vain can be asked for again, with a later deadline."""
    party = change.party
    if change.name != "party.join" or party is None:
        return False
    return party.state == PartyState.OPEN and now <= party.meets_at - REQUEST_LAPSES


def worth_retrying(change: ChangeView) -> bool:
    """Whether the very same wish may still be granted."""
    return change.code not in _NEVER_AGAIN


def standing_pill(change: ChangeView, now: Instant) -> PillContent | None:
    """The state in an icon and a word; None where the row says it itself."""
    if deadline_passed(change, now):
        return PillContent(translate("SyncCentre", "Deadline passed"), Tone.REFUSED, Icon.CLOCK)
    match change.standing:
        case ChangeStanding.WAITING:
            return PillContent(translate("SyncCentre", "Waiting"), Tone.NEUTRAL, Icon.CLOCK)
        case ChangeStanding.OFFERED:
            return PillContent(translate("SyncCentre", "May have arrived"), Tone.REQUESTED)
        case ChangeStanding.WITHDRAWING:
            return PillContent(translate("SyncCentre", "Taking it back…"), Tone.NEUTRAL, Icon.UNDO)
        case ChangeStanding.LIKELY_REFUSED:
            return PillContent(translate("SyncCentre", "Likely refused"), Tone.REFUSED)
        case ChangeStanding.REFUSED:
            return PillContent(translate("SyncCentre", "Refused"), Tone.REFUSED)
        case ChangeStanding.CONFLICT:
            return PillContent(translate("SyncCentre", "Two values"), Tone.REQUESTED, Icon.WARNING)
        case ChangeStanding.STANDS:
            return PillContent(translate("SyncCentre", "Too late to take back"), Tone.REQUESTED, Icon.WARNING)
        case ChangeStanding.SET_ASIDE:
            return PillContent(translate("SyncCentre", "Set aside"), Tone.REFUSED, Icon.WARNING)
    return None


def explanation(change: ChangeView, time_zone: str, now: Instant) -> tuple[str, str]:
    """What the state means and what to do about it; both may be empty."""
    if deadline_passed(change, now):
        return _expiring(change, time_zone)
    match change.standing:
        case ChangeStanding.OFFERED:
            return translate("SyncCentre", "It may have reached the server; the answer is still to come."), ""
        case ChangeStanding.WITHDRAWING:
            return (
                translate(
                    "SyncCentre",
                    "It may have reached the server before. If it was decided there already, that stands; it is then "
                    "shown here, with a way to undo it.",
                ),
                "",
            )
        case ChangeStanding.LIKELY_REFUSED if change.code is not None:
            said = refusal_text(change.code, change.details)
            stays = translate("SyncCentre", "It stays in the queue, because only the server decides.")
            return f"{said.title}. {said.what} {stays}", said.next_step
        case ChangeStanding.REFUSED if change.code is not None:
            said = refusal_text(change.code, change.details)
            return f"{said.title}. {said.what}", said.next_step
        case ChangeStanding.CONFLICT:
            return (
                translate("SyncCentre", "Somebody changed the same fields before you. Their values stand."),
                translate("SyncCentre", "Choose which to keep."),
            )
        case ChangeStanding.STANDS:
            return (
                translate("SyncCentre", "You took it back, but the server had decided it before. It counts."),
                translate("SyncCentre", "Undo it now, or leave it as it is."),
            )
        case ChangeStanding.SET_ASIDE:
            return (
                translate(
                    "SyncCentre",
                    "The server could not process it five times, although all else went well. It was not carried out, "
                    "and nothing waits for it.",
                ),
                translate("SyncCentre", "Try again later, or let it go. If it fails again, tell your administrator."),
            )
    return "", ""


def still_refused(refusal: Refusal) -> str:
    """What to say where trying again was refused at once."""
    said = refusal_text(refusal.code, refusal.details)
    return f"{said.title}. {said.sentence}"


def outcome(change: ChangeView) -> str:
    """What came of an applied change."""
    seat = {
        MembershipState.CONFIRMED.value: translate("SyncCentre", "Seat confirmed"),
        MembershipState.WAITLISTED.value: translate("SyncCentre", "On the waitlist"),
    }
    return seat.get(str(change.answer.get("seat", "")), translate("SyncCentre", "Accepted"))


def conflict_value(content: SyncContent, name: str, value: object) -> str:
    """A value of a conflict; restaurants by their name."""
    if name == "restaurant_id" and isinstance(value, str):
        return content.restaurants.get(value) or translate("SyncCentre", "A restaurant")
    return field_value(name, value, content.time_zone)


def _expiring(change: ChangeView, time_zone: str) -> tuple[str, str]:
    until = clock(Instant(change.args["until"]), time_zone)
    if change.standing is ChangeStanding.OFFERED:
        said = translate(
            "SyncCentre", "The deadline for joining, %1, has passed. If it reached the server in time, it counts."
        )
    else:
        said = translate("SyncCentre", "The deadline for joining, %1, has passed. It will probably be refused.")
    return fill(said, until), translate("SyncCentre", "Call the host, or withdraw it and choose another party.")
