"""What the head of the Sync centre says: how this desktop stands with its server, and how well its data is kept."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.sync_centre import SyncCentre
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.sync_centre.network_words import Help, help_for, network_notes
from lunch_desktop.ui.texts.coming import counted, percent
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import as_of, clock, moment
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole

translate = QCoreApplication.translate
_SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The head of the page. `meaning` tells what it means for the person, `kept` how well their data is kept.

    `percent` is how much of a long download has come, None while there is none. `helps` is what can be done about it.
    """

    icon: Icon
    colour: ColourRole
    title: str
    meaning: str
    fresh: str = ""
    kept: str = ""
    percent: int | None = None
    helps: Help | None = None


@dataclass(frozen=True, slots=True)
class _Standing:
    icon: Icon
    colour: ColourRole
    title: str
    meaning: str = ""


def head_words(status: SyncStatus | None, centre: SyncCentre | None, time_zone: str, now: Instant) -> HeadWords:
    """How this desktop stands with its server, what that means, and how fresh what it shows is."""
    standing = _standing(status)
    waiting = len(centre.waiting) if centre is not None else 0
    parts = [
        standing.meaning,
        _unchecked() if centre is not None and centre.unchecked else "",
        _queue(waiting) if waiting and standing.colour is not ColourRole.CONFIRMED_TEXT else "",
        *network_notes(status),
        _next_try(status, time_zone, now),
    ]
    return HeadWords(
        standing.icon,
        standing.colour,
        standing.title,
        "\n".join(part for part in parts if part),
        freshness(centre.pulled_at if centre is not None else None, time_zone, now),
        kept(centre, time_zone, now) if centre is not None else "",
        percent(status.progress) if status is not None and status.progress is not None else None,
        help_for(status),
    )


def freshness(pulled_at: Instant | None, time_zone: str, now: Instant) -> str:
    """How old what this desktop shows is."""
    if pulled_at is None:
        return translate("SyncCentre", "Not synced yet.")
    return fill(translate("SyncCentre", "Everything here is %1."), as_of(pulled_at, time_zone, now))


def kept(centre: SyncCentre, time_zone: str, now: Instant) -> str:
    """When the data was last compared with the server and backed up, and how much had to be fetched again."""
    parts: list[str] = []
    if centre.checked_at is not None:
        checked = moment(centre.checked_at, time_zone, now)
        parts.append(fill(translate("SyncCentre", "Checked with the server %1"), checked))
    if centre.backed_up_at is not None:
        parts.append(fill(translate("SyncCentre", "Last backup %1"), moment(centre.backed_up_at, time_zone, now)))
    if centre.repaired_at:
        repaired = len(centre.repaired_at)
        last = moment(centre.repaired_at[-1], time_zone, now)
        parts.append(fill(translate("SyncCentre", "%n repair(s), the last %1", None, repaired), last))
    return _SEPARATOR.join(parts)


def _standing(status: SyncStatus | None) -> _Standing:
    if status is None:
        return _Standing(Icon.SENDING, ColourRole.SECONDARY, translate("SyncCentre", "Connecting"))
    match status.reach:
        case Reach.ONLINE:
            return _online(status)
        case Reach.WORK_OFFLINE:
            return _Standing(
                Icon.OFFLINE,
                ColourRole.REQUESTED_TEXT,
                translate("SyncCentre", "Working offline"),
                translate("SyncCentre", "Changes are kept on this PC and sent when you go online again."),
            )
        case Reach.SIGN_IN_NEEDED:
            problem = status.problem or Problem(ProblemCode.SESSION_ENDED)
            return _of_problem(Icon.KEY, ColourRole.REQUESTED_TEXT, problem)
        case Reach.BLOCKED if status.problem is not None:
            return _of_problem(Icon.BLOCK, ColourRole.REFUSED_TEXT, status.problem)
    problem_code = status.problem.code if status.problem is not None else None
    if problem_code is ProblemCode.TOO_MANY_ATTEMPTS:
        return _Standing(
            Icon.HOURGLASS,
            ColourRole.REQUESTED_TEXT,
            translate("SyncCentre", "The server asks for patience"),
            translate(
                "SyncCentre", "Too much was asked of it at once. What waits here is sent as soon as it can take it."
            ),
        )
    if status.problem is not None:
        return _of_problem(Icon.OFFLINE, ColourRole.REQUESTED_TEXT, status.problem)
    return _Standing(
        Icon.OFFLINE,
        ColourRole.REQUESTED_TEXT,
        translate("SyncCentre", "The server can't be reached"),
        translate("SyncCentre", "Changes are kept on this PC and sent as soon as the server can be reached."),
    )


def _online(status: SyncStatus) -> _Standing:
    if status.recovering:
        return _Standing(
            Icon.SERVER,
            ColourRole.REQUESTED_TEXT,
            translate("SyncCentre", "The server was restored"),
            translate(
                "SyncCentre",
                "It went back to a backup and is collecting from everybody's PCs what was decided since. "
                "Your changes are safe.",
            ),
        )
    if status.progress is not None and status.held_back:
        return _Standing(
            Icon.HOURGLASS,
            ColourRole.REQUESTED_TEXT,
            translate("SyncCentre", "Mobile data: the rest comes later"),
            f"{counted(status.progress)} {_held_back()}",
        )
    if status.progress is not None:
        usable = translate(
            "SyncCentre", "You can work meanwhile: today's lunches come first, older days follow by themselves."
        )
        return _Standing(
            Icon.SENDING,
            ColourRole.SECONDARY,
            fill(translate("SyncCentre", "Receiving – %1 %"), percent(status.progress)),
            f"{counted(status.progress)} {usable}",
        )
    if status.problem is not None:
        return _of_problem(Icon.WARNING, ColourRole.REQUESTED_TEXT, status.problem)
    if status.sending:
        return _Standing(Icon.SENDING, ColourRole.SECONDARY, translate("SyncCentre", "Sending"))
    usual = translate("SyncCentre", "What you do is sent at once, and what others do appears by itself.")
    meaning = "" if status.polling else usual
    return _Standing(Icon.SYNCED, ColourRole.CONFIRMED_TEXT, translate("SyncCentre", "Connected"), meaning)


def _of_problem(icon: Icon, colour: ColourRole, problem: Problem) -> _Standing:
    said = problem_text(problem, language_in_force())
    what, remedy = said.what, said.remedy
    return _Standing(icon, colour, said.title, f"{what} {remedy}")


def _held_back() -> str:
    return translate(
        "SyncCentre",
        "Data costs money on this connection, so older days and the answers to your changes wait for another network.",
    )


def _unchecked() -> str:
    return translate("SyncCentre", "Only your own changes are shown until the server has confirmed what you may see.")


def _queue(waiting: int) -> str:
    return translate("SyncCentre", "%n change(s) wait here; none of them is lost.", None, waiting)


def _next_try(status: SyncStatus | None, time_zone: str, now: Instant) -> str:
    """When the exchange is tried again by itself; nothing within the next seconds."""
    if status is None or status.retry_at is None or status.retry_at <= now:
        return ""
    return fill(translate("SyncCentre", "Next try at %1, by itself."), clock(status.retry_at, time_zone))
