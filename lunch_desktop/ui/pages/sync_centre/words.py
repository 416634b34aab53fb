"""What the Sync centre says of each change, and of the connection."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.sync.core import Reach
from lunch_desktop.sync.engine import SyncStatus
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.sync_centre.reading import SyncContent
from lunch_desktop.ui.texts.changes import change_title
from lunch_desktop.ui.texts.fields import field_value
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill, resolve_particles
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import as_of, clock, short_date
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, Tone
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate
_DECIDED: Final = (ChangeStanding.APPLIED, ChangeStanding.REFUSED, ChangeStanding.CONFLICT)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The head of the page."""

    icon: Icon
    colour: ColourRole
    title: str
    text: str


def status_words(status: SyncStatus | None, pulled_at: Instant | None, time_zone: str, now: Instant) -> StatusWords:
    """How this desktop stands with its server, and how fresh what it shows is."""
    fresh = freshness(pulled_at, time_zone, now)
    if status is None:
        return StatusWords(Icon.SENDING, ColourRole.SECONDARY, translate("SyncCentre", "Connecting"), fresh)
    match status.reach:
        case Reach.ONLINE if status.sending:
            return StatusWords(Icon.SENDING, ColourRole.SECONDARY, translate("SyncCentre", "Sending"), fresh)
        case Reach.ONLINE:
            return StatusWords(Icon.SYNCED, ColourRole.CONFIRMED_TEXT, translate("SyncCentre", "Connected"), fresh)
        case Reach.WORK_OFFLINE:
            kept = translate("SyncCentre", "Changes are kept on this PC and sent when you go online again.")
            title = translate("SyncCentre", "Working offline")
            return StatusWords(Icon.OFFLINE, ColourRole.REQUESTED_TEXT, title, _lines(kept, fresh))
        case Reach.SIGN_IN_NEEDED:
            problem = status.problem or Problem(ProblemCode.SESSION_ENDED)
            return _of_problem(Icon.KEY, ColourRole.REQUESTED_TEXT, problem, fresh)
        case Reach.BLOCKED if status.problem is not None:
            return _of_problem(Icon.ERROR, ColourRole.REFUSED_TEXT, status.problem, fresh)
        case _ if status.problem is not None:
            return _of_problem(Icon.OFFLINE, ColourRole.REQUESTED_TEXT, status.problem, fresh)
    kept = translate("SyncCentre", "Changes are kept on this PC and sent as soon as the server can be reached.")
    title = translate("SyncCentre", "The server can't be reached")
    return StatusWords(Icon.OFFLINE, ColourRole.REQUESTED_TEXT, title, _lines(kept, fresh))


def freshness(pulled_at: Instant | None, time_zone: str, now: Instant) -> str:
    """How old what this desktop shows is."""
    if pulled_at is None:
        return translate("SyncCentre", "Not synced yet.")
    return fill(translate("SyncCentre", "Everything here is %1."), as_of(pulled_at, time_zone, now))


def _of_problem(icon: Icon, colour: ColourRole, problem: Problem, fresh: str) -> StatusWords:
    said = problem_text(problem, language_in_force())
    what, remedy = resolve_particles(said.what), resolve_particles(said.remedy)
    return StatusWords(icon, colour, said.title, _lines(f"{what} {remedy}", fresh))


def _lines(*parts: str) -> str:
    return "\n".join(parts)


def spoken_title(change: ChangeView) -> str:
    """The change's title without quotation marks, as the names of its buttons say it."""
    return change_title(change).replace("“", "").replace("”", "")


def made_at(change: ChangeView, time_zone: str, now: Instant) -> str:
    """When the change was made, with its day unless that is today."""
    day, today = (short_date(one, time_zone) for one in (change.created_at, now))
    time = clock(change.created_at, time_zone)
    shown = time if day == today else f"{day} {time}"
    if change.standing in _DECIDED:
        return fill(translate("SyncCentre", "asked at %1"), shown)
    return fill(translate("SyncCentre", "waiting since %1"), shown)


def standing_pill(change: ChangeView) -> PillContent | None:
    """The state in an icon and a word; None where the row says it itself."""
    match change.standing:
        case ChangeStanding.WAITING:
            return PillContent(translate("SyncCentre", "Waiting"), Tone.NEUTRAL, Icon.CLOCK)
        case ChangeStanding.OFFERED:
            return PillContent(translate("SyncCentre", "May have arrived"), Tone.REQUESTED)
        case ChangeStanding.WITHDRAWING:
            return PillContent(translate("SyncCentre", "Being withdrawn"), Tone.NEUTRAL, Icon.UNDO)
        case ChangeStanding.LIKELY_REFUSED:
            return PillContent(translate("SyncCentre", "Likely refused"), Tone.REFUSED)
        case ChangeStanding.REFUSED:
            return PillContent(translate("SyncCentre", "Refused"), Tone.REFUSED)
        case ChangeStanding.CONFLICT:
            return PillContent(translate("SyncCentre", "Two values"), Tone.REQUESTED, Icon.WARNING)
    return None


def explanation(change: ChangeView) -> tuple[str, str]:
    """What happened and what to do about it; both may be empty."""
    match change.standing:
        case ChangeStanding.OFFERED:
            return translate("SyncCentre", "It may have reached the server; the answer is still to come."), ""
        case ChangeStanding.WITHDRAWING:
            return translate("SyncCentre", "If the server was faster, its answer will be shown here."), ""
        case ChangeStanding.LIKELY_REFUSED | ChangeStanding.REFUSED if change.code is not None:
            said = refusal_text(change.code, change.details)
            return f"{said.title}. {said.what}", said.next_step
        case ChangeStanding.CONFLICT:
            return (
                translate("SyncCentre", "Somebody changed the same fields before you. Their values stand."),
                translate("SyncCentre", "Choose which to keep."),
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
