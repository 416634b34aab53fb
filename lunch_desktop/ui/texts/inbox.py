"""What an entry of the inbox says: a title, what it is about, and the same without anybody's name."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.inbox import InboxKind
from lunch_desktop.store.desktop.queries.inbox import InboxEntry
from lunch_desktop.ui.texts.changes import change_title
from lunch_desktop.ui.texts.inbox_together import (
    proposal_agreed,
    proposal_declined,
    proposal_expired,
    proposed,
    vote_decided,
    vote_opened,
)
from lunch_desktop.ui.texts.inbox_words import SEPARATOR, InboxText, about, some, somebody
from lunch_desktop.ui.texts.notices import notice_text
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import clock, short_date
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone

translate = QCoreApplication.translate


def inbox_text(entry: InboxEntry, time_zone: str) -> InboxText:
    """The words for an entry in the language in force; `time_zone` is the office's."""
    words = _TEXTS.get(entry.kind)
    return words(entry, time_zone) if words is not None else _unknown(entry)


def known_kinds() -> frozenset[str]:
    """The kinds that have words here."""
    return frozenset(_TEXTS)


def _unknown(_entry: InboxEntry) -> InboxText:
    said = translate("Inbox", "Something happened that this version of Lunch Desktop can't tell")
    return InboxText(said, said, "", Icon.INFO)


def _invited(entry: InboxEntry, time_zone: str) -> InboxText:
    if entry.party is not None and entry.party.group_id is not None:
        opened = translate("Inbox", "Your group has lunch: will you come?")
        return InboxText(opened, opened, about(entry, time_zone), Icon.GROUPS, Tone.REQUESTED)
    return InboxText(
        fill(translate("Inbox", "%1 invites you to lunch"), somebody(entry)),
        translate("Inbox", "You are invited to lunch"),
        about(entry, time_zone),
        Icon.INVITE,
        Tone.REQUESTED,
    )


def _of_group(entry: InboxEntry) -> str:
    return f"“{entry.room}”" if entry.room else ""


def _group_invited(entry: InboxEntry, time_zone: str) -> InboxText:
    del time_zone
    return InboxText(
        fill(translate("Inbox", "%1 invites you to a group"), somebody(entry)),
        translate("Inbox", "You are invited to a group"),
        _of_group(entry),
        Icon.GROUPS,
        Tone.REQUESTED,
    )


def _group_host(entry: InboxEntry, time_zone: str) -> InboxText:
    del time_zone
    title = translate("Inbox", "You are the host of a group now")
    return InboxText(title, title, _of_group(entry), Icon.HOST, Tone.CONFIRMED)


def _group_new_host(entry: InboxEntry, time_zone: str) -> InboxText:
    del time_zone
    return InboxText(
        fill(translate("Inbox", "%1 hosts your group now"), somebody(entry)),
        translate("Inbox", "Your group has another host"),
        _of_group(entry),
        Icon.HOST,
    )


def _seated_by(entry: InboxEntry, time_zone: str) -> InboxText:
    return InboxText(
        fill(translate("Inbox", "%1 has a seat for you"), somebody(entry)),
        translate("Inbox", "You have a seat at lunch"),
        about(entry, time_zone),
        Icon.SEAT,
        Tone.CONFIRMED,
    )


def _same(text: Callable[[], str], icon: Icon, tone: Tone) -> Callable[[InboxEntry, str], InboxText]:
    """Words that name nobody anyway."""

    def words(entry: InboxEntry, time_zone: str) -> InboxText:
        return InboxText(text(), text(), about(entry, time_zone), icon, tone)

    return words


def _moved(entry: InboxEntry, time_zone: str) -> InboxText:
    changes: list[str] = []
    titles: list[str] = []
    for name, (before, now) in entry.details.items():
        if name == "meets_at":
            titles.append(translate("Inbox", "Lunch is at another time"))
            changes.append(_arrow(_time(before, now, time_zone), _time(now, before, time_zone)))
        elif name == "place":
            titles.append(translate("Inbox", "You meet at another place"))
            changes.append(_arrow(before, now))
        else:
            titles.append(translate("Inbox", "Lunch is at another restaurant"))
            changes.append(_arrow(entry.places.get(before or "", ""), entry.places.get(now or "", "")))
    title = titles[0] if len(titles) == 1 else translate("Inbox", "The plan for lunch has changed")
    named = f"“{entry.party.title}”" if entry.party is not None else ""
    detail = SEPARATOR.join(part for part in (named, *changes) if part)
    return InboxText(title, title, detail, Icon.EDIT, Tone.REQUESTED)


def _time(instant: int, other: int, time_zone: str) -> str:
    """With the date where it is another one."""
    time, day = clock(Instant(instant), time_zone), short_date(Instant(instant), time_zone)
    return time if day == short_date(Instant(other), time_zone) else f"{day} {time}"


def _arrow(before: str, now: str) -> str:
    undecided = translate("Inbox", "undecided")
    return f"{before or undecided} → {now or undecided}"


def _new_host(entry: InboxEntry, time_zone: str) -> InboxText:
    return InboxText(
        fill(translate("Inbox", "%1 is the host now"), somebody(entry)),
        translate("Inbox", "The party has another host"),
        about(entry, time_zone),
        Icon.HOST,
    )


def _late(entry: InboxEntry, time_zone: str) -> InboxText:
    minutes = int(entry.details.get("minutes", 0))
    return InboxText(
        fill(translate("Inbox", "%1 will be %2 min late"), somebody(entry), minutes),
        fill(translate("Inbox", "Somebody will be %1 min late"), minutes),
        about(entry, time_zone),
        Icon.CLOCK,
        Tone.REQUESTED,
    )


def _reminder(entry: InboxEntry, time_zone: str) -> InboxText:
    meets_at = Instant(int(entry.details.get("meets_at", 0)))
    said = fill(translate("Inbox", "Lunch at %1"), clock(meets_at, time_zone))
    party = entry.party
    place = party.place if party is not None else ""
    named = SEPARATOR.join(part for part in (f"“{party.title}”" if party is not None else "", place) if part)
    return InboxText(said, said, named, Icon.BELL, Tone.CONFIRMED, unnamed=place)


def _members(entry: InboxEntry, time_zone: str) -> InboxText:
    said = [
        one
        for one in (
            some(
                entry,
                "joined",
                lambda: translate("Inbox", "%1 joins you"),
                lambda: translate("Inbox", "%1 and %2 more join you"),
            ),
            some(
                entry,
                "left",
                lambda: translate("Inbox", "%1 no longer comes"),
                lambda: translate("Inbox", "%1 and %2 more no longer come"),
            ),
            some(
                entry,
                "declined",
                lambda: translate("Inbox", "%1 declined the invitation"),
                lambda: translate("Inbox", "%1 and %2 more declined the invitation"),
            ),
        )
        if one
    ]
    joined, left, declined = (len(entry.details.get(name, ())) for name in ("joined", "left", "declined"))
    counted = (
        translate("Inbox", "%n colleague(s) joined", None, joined) if joined else "",
        translate("Inbox", "%n colleague(s) left", None, left) if left else "",
        translate("Inbox", "%n colleague(s) declined", None, declined) if declined else "",
    )
    return InboxText(
        said[0] if said else translate("Inbox", "Who comes has changed"),
        ", ".join(one for one in counted if one),
        about(entry, time_zone, *said[1:]),
        Icon.PEOPLE,
        Tone.CONFIRMED if joined else Tone.NEUTRAL,
        unnamed=about(entry, time_zone),
    )


def _messages(entry: InboxEntry, _time_zone: str) -> InboxText:
    count = len(entry.details.get("numbers", ()))
    speakers = len(entry.details.get("speakers", ()))
    named = entry.named("speakers")
    who = named[0] if named else translate("Inbox", "A colleague")
    others = translate("Inbox", "%1 and %2 more")
    by = who if speakers <= 1 else fill(others, who, speakers - 1)
    said = translate("Inbox", "%n message(s)", None, count)
    plain = translate("Inbox", "%n new message(s)", None, count)
    return InboxText(fill(translate("Inbox", "%1: %2"), by, said), plain, _in_room(entry), Icon.CHAT)


def _mentioned(entry: InboxEntry, _time_zone: str) -> InboxText:
    return InboxText(
        fill(translate("Inbox", "%1 mentioned you"), somebody(entry)),
        translate("Inbox", "You were mentioned"),
        _in_room(entry),
        Icon.CHAT,
        Tone.REQUESTED,
    )


def _in_room(entry: InboxEntry) -> str:
    return f"“{entry.room}”" if entry.room else ""


def _refused(entry: InboxEntry, _time_zone: str) -> InboxText:
    why = refusal_text(str(entry.details.get("code")), entry.details.get("details", {}))
    wanted = change_title(entry.change) if entry.change is not None else ""
    detail = SEPARATOR.join(part for part in (wanted, why.sentence) if part)
    return InboxText(why.title, why.title, detail, Icon.ERROR, Tone.REFUSED, unnamed=why.sentence)


def _conflict(entry: InboxEntry, _time_zone: str) -> InboxText:
    return _of_change(
        entry,
        translate("Inbox", "Somebody else changed the same"),
        translate("Inbox", "Choose between both values in the Sync centre."),
    )


def _set_aside(entry: InboxEntry, _time_zone: str) -> InboxText:
    return _of_change(
        entry,
        translate("Inbox", "A change could not be sent"),
        translate("Inbox", "Try it again or let it go in the Sync centre."),
    )


def _of_change(entry: InboxEntry, title: str, next_step: str) -> InboxText:
    wanted = change_title(entry.change) if entry.change is not None else ""
    detail = SEPARATOR.join(part for part in (wanted, next_step) if part)
    return InboxText(title, title, detail, Icon.WARNING, Tone.REQUESTED, unnamed=next_step)


def _file(entry: InboxEntry, _time_zone: str) -> InboxText:
    details: Mapping[str, Any] = entry.details.get("details", {})
    said = notice_text(str(entry.details.get("kind")), details)
    tone = Tone.NEUTRAL if said.calm else Tone.REQUESTED
    return InboxText(said.title, said.title, f"{said.what} {said.next_step}", Icon.SHIELD, tone)


_TEXTS: Final[Mapping[str, Callable[[InboxEntry, str], InboxText]]] = {
    InboxKind.REFUSED: _refused,
    InboxKind.CONFLICT: _conflict,
    InboxKind.SET_ASIDE: _set_aside,
    InboxKind.SEATED: _same(lambda: translate("Inbox", "Your seat is confirmed"), Icon.CHECK, Tone.CONFIRMED),
    InboxKind.WAITLISTED: _same(lambda: translate("Inbox", "You are on the waitlist"), Icon.HOURGLASS, Tone.WAITING),
    InboxKind.PROMOTED: _same(
        lambda: translate("Inbox", "A seat came free, and it is yours"), Icon.CHECK, Tone.CONFIRMED
    ),
    InboxKind.LAPSED: _same(
        lambda: translate("Inbox", "Your seat was not confirmed in time"), Icon.HOURGLASS, Tone.REFUSED
    ),
    InboxKind.SEAT_FREE: _same(
        lambda: translate("Inbox", "A seat is free: whoever answers first gets it"), Icon.SEAT, Tone.WAITING
    ),
    InboxKind.SEATED_BY: _seated_by,
    InboxKind.INVITED: _invited,
    InboxKind.GROUP_INVITED: _group_invited,
    InboxKind.GROUP_HOST: _group_host,
    InboxKind.GROUP_NEW_HOST: _group_new_host,
    InboxKind.VOTE_OPENED: vote_opened,
    InboxKind.VOTE_DECIDED: vote_decided,
    InboxKind.PROPOSED: proposed,
    InboxKind.PROPOSAL_AGREED: proposal_agreed,
    InboxKind.PROPOSAL_DECLINED: proposal_declined,
    InboxKind.PROPOSAL_EXPIRED: proposal_expired,
    InboxKind.CANCELLED: _same(lambda: translate("Inbox", "The party was cancelled"), Icon.CLOSE, Tone.REFUSED),
    InboxKind.MOVED: _moved,
    InboxKind.MADE_HOST: _same(lambda: translate("Inbox", "You are the host now"), Icon.HOST, Tone.CONFIRMED),
    InboxKind.NEW_HOST: _new_host,
    InboxKind.MEMBERS: _members,
    InboxKind.LATE: _late,
    InboxKind.REMINDER: _reminder,
    InboxKind.MESSAGES: _messages,
    InboxKind.MENTIONED: _mentioned,
    InboxKind.FILE: _file,
}
