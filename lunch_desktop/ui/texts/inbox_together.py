"""What the inbox's entries about votes and proposals say."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.parties.votes import VoteSubject
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.texts.inbox_words import InboxText, about, some, somebody
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone

translate = QCoreApplication.translate


def vote_opened(entry: InboxEntry, time_zone: str) -> InboxText:
    """What it is about, and until when."""
    if entry.details.get("vote") == VoteSubject.TIME:
        title = translate("Inbox", "Vote: when do you meet?")
    else:
        title = translate("Inbox", "Vote: where do you eat?")
    until = fill(translate("Inbox", "until %1"), clock(Instant(int(entry.details.get("until", 0))), time_zone))
    return InboxText(title, title, about(entry, time_zone, until), Icon.VOTE, Tone.REQUESTED)


def vote_decided(entry: InboxEntry, time_zone: str) -> InboxText:
    """What has won."""
    won = entry.places.get(next(iter(entry.details.get("restaurant_id", ())), ""), "")
    if "meets_at" in entry.details:
        won = clock(Instant(int(entry.details["meets_at"])), time_zone)
    elif "restaurant_id" not in entry.details:
        title = translate("Inbox", "The vote ended without a decision")
        return InboxText(title, title, about(entry, time_zone), Icon.VOTE)
    plain = translate("Inbox", "The vote is decided")
    title = fill(translate("Inbox", "The vote is decided: %1"), won) if won else plain
    return InboxText(title, plain, about(entry, time_zone), Icon.WON, Tone.CONFIRMED)


def proposed(entry: InboxEntry, time_zone: str) -> InboxText:
    """Who asks."""
    return InboxText(
        fill(translate("Inbox", "%1 proposes lunch to you"), somebody(entry)),
        translate("Inbox", "Lunch is proposed to you"),
        about(entry, time_zone),
        Icon.INVITE,
        Tone.REQUESTED,
    )


def proposal_agreed(entry: InboxEntry, time_zone: str) -> InboxText:
    """Who said yes."""
    plain = translate("Inbox", "Your proposal was accepted")
    said = some(
        entry,
        "joined",
        lambda: translate("Inbox", "%1 accepted your proposal"),
        lambda: translate("Inbox", "%1 and %2 more accepted your proposal"),
    )
    return InboxText(said or plain, plain, about(entry, time_zone), Icon.CHECK, Tone.CONFIRMED)


def proposal_declined(entry: InboxEntry, time_zone: str) -> InboxText:
    """Who said no."""
    plain = translate("Inbox", "Your proposal was declined")
    said = some(
        entry,
        "declined",
        lambda: translate("Inbox", "%1 declined your proposal"),
        lambda: translate("Inbox", "%1 and %2 more declined your proposal"),
    )
    return InboxText(said or plain, plain, about(entry, time_zone), Icon.CLOSE, Tone.REFUSED)


def proposal_expired(entry: InboxEntry, time_zone: str) -> InboxText:
    """Of one to which nobody said yes."""
    title = translate("Inbox", "Nobody said yes to your proposal in time")
    return InboxText(title, title, about(entry, time_zone), Icon.HOURGLASS, Tone.REFUSED)
