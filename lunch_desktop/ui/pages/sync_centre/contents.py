"""From the changes of this desktop to the entries that show them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.again import MINE, THEIRS
from lunch_desktop.store.desktop.notices import Notice
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.ui.pages.sync_centre import words
from lunch_desktop.ui.pages.sync_centre.editing import can_edit
from lunch_desktop.ui.pages.sync_centre.entry import EntryContent
from lunch_desktop.ui.pages.sync_centre.reading import SyncContent
from lunch_desktop.ui.pages.sync_centre.values import EntryAction, TwoValues
from lunch_desktop.ui.texts.changes import change_detail, change_title, message_text, undo_label
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.notices import notice_text
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import moment
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, Tone
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate
TOO_OLD: Final = "too_old"
"""The refusal of a change from before anything that the server still remembers."""
_SETTLED: Final[Mapping[str, Callable[[], PillContent]]] = {
    THEIRS: lambda: PillContent(translate("SyncCentre", "Theirs kept"), Tone.NEUTRAL, Icon.CHECK),
    MINE: lambda: PillContent(translate("SyncCentre", "Mine is sent"), Tone.NEUTRAL, Icon.SEND),
}


def can_retry(change: ChangeView) -> bool:
    """Whether doing the same once more may help."""
    if change.standing is ChangeStanding.SET_ASIDE:
        return True
    expired = change.code in (RefusalCode.EXPIRED, TOO_OLD) and change.name == "party.join"
    return change.standing is ChangeStanding.REFUSED and not expired and words.worth_retrying(change)


class Action(StrEnum):
    """What the buttons of entries do."""

    RETRY = "retry"
    EDIT = "edit"
    COPY = "copy"
    DISCARD = "discard"
    OPEN_PARTY = "open_party"
    KEEP_THEIRS = "keep_theirs"
    USE_MINE = "use_mine"
    ASK_AGAIN = "ask_again"
    LEAVE = "leave"
    READ = "read"
    OPEN_FOLDER = "open_folder"
    WITHDRAW = "withdraw"
    UNDO = "undo"


@dataclass
class Contents:
    """Makes the entries of one showing of the page, in which no two buttons have the same name."""

    content: SyncContent
    now: Instant
    refusals: Mapping[str, Refusal]
    """By uuid, what came back at once when something was tried again."""
    _names: Counter[str] = field(default_factory=Counter)

    def attention(self, change: ChangeView) -> EntryContent:
        """A change about which its author has something to decide."""
        match change.standing:
            case ChangeStanding.CONFLICT:
                actions = self._choices(change)
            case ChangeStanding.STANDS:
                actions = self._undo(change) if change.undoable else ()
                actions = (*actions, self._action(change, Action.LEAVE, translate("SyncCentre", "Leave it")))
            case ChangeStanding.SET_ASIDE:
                actions = (
                    self._action(change, Action.RETRY, translate("SyncCentre", "Try again")),
                    self._action(change, Action.DISCARD, translate("SyncCentre", "Let it go")),
                )
            case _:
                actions = self._after_refusal(change)
        if change.party is not None:
            actions = (*actions, self._action(change, Action.OPEN_PARTY, translate("SyncCentre", "Open party")))
        return self._entry(change, actions, roomy=True, values=self._values(change))

    def waiting(self, change: ChangeView) -> EntryContent:
        """A change that the server has not decided."""
        if change.standing is ChangeStanding.WITHDRAWING:
            return self._entry(change, ())
        word = translate("SyncCentre", "Undo")
        if change.standing is not ChangeStanding.WAITING:
            word = translate("SyncCentre", "Withdraw")
        return self._entry(change, (self._action(change, Action.WITHDRAW, word),))

    def recent(self, change: ChangeView) -> EntryContent:
        """A change that the server has applied."""
        actions = self._undo(change) if change.undoable else ()
        return self._entry(change, actions, glyph=(Icon.CHECK, ColourRole.CONFIRMED_TEXT))

    def notice(self, notice: Notice) -> EntryContent:
        """What happened to the file or the server."""
        said = notice_text(notice.kind, notice.details)
        at = moment(notice.at, self.content.time_zone, self.now)
        actions: tuple[EntryAction, ...] = ()
        if not notice.seen:
            actions = (self._named(Action.READ, translate("SyncCentre", "Got it"), said.title),)
            if notice.id in self.content.folders:
                word = translate("SyncCentre", "Open folder")
                actions = (*actions, self._named(Action.OPEN_FOLDER, word, said.title))
        calm = said.calm or notice.seen
        glyph = (Icon.INFO, ColourRole.SECONDARY) if calm else (Icon.WARNING, ColourRole.REQUESTED_TEXT)
        spoken = (said.title, at, said.what, said.next_step)
        return EntryContent(
            key=str(notice.id),
            name=". ".join(part.rstrip(".") for part in spoken if part),
            title=said.title,
            detail=at,
            glyph=glyph,
            reason=said.what,
            next_step="" if notice.seen else said.next_step,
            actions=actions,
            roomy=True,
        )

    def _undo(self, change: ChangeView) -> tuple[EntryAction, ...]:
        return (self._action(change, Action.UNDO, translate("SyncCentre", "Undo"), undo_label(change.name)),)

    def _after_refusal(self, change: ChangeView) -> tuple[EntryAction, ...]:
        """Asking again only where it can still make sense."""
        discard = self._action(change, Action.DISCARD, translate("SyncCentre", "Discard"))
        if change.code in (RefusalCode.EXPIRED, TOO_OLD) and change.name == "party.join":
            if not words.can_join_now(change, self.now):
                return (discard,)
            return (self._action(change, Action.ASK_AGAIN, translate("SyncCentre", "Ask again")), discard)
        ways: tuple[EntryAction, ...] = ()
        if message_text(change):
            ways = (self._action(change, Action.COPY, translate("SyncCentre", "Copy text")),)
            return (*ways, discard)
        if words.worth_retrying(change):
            ways = (self._action(change, Action.RETRY, translate("SyncCentre", "Retry")),)
        if can_edit(change):
            ways = (*ways, self._action(change, Action.EDIT, translate("SyncCentre", "Edit")))
        return (*ways, discard)

    def _choices(self, change: ChangeView) -> tuple[EntryAction, ...]:
        """For the whole conflict; single fields have their own beside them, if there are several."""
        if len(change.conflicts) == 1:
            texts = translate("SyncCentre", "Keep theirs"), translate("SyncCentre", "Use mine")
        else:
            texts = translate("SyncCentre", "Keep all theirs"), translate("SyncCentre", "Use all mine")
        return (
            self._action(change, Action.KEEP_THEIRS, texts[0]),
            self._action(change, Action.USE_MINE, texts[1]),
        )

    def _entry(
        self,
        change: ChangeView,
        actions: tuple[EntryAction, ...],
        *,
        roomy: bool = False,
        glyph: tuple[Icon, ColourRole] | None = None,
        values: tuple[TwoValues, ...] = (),
    ) -> EntryContent:
        title = change_title(change)
        made = words.made_at(change, self.content.time_zone, self.now)
        came_of_it = words.outcome(change) if change.standing is ChangeStanding.APPLIED else ""
        in_table = change.standing is ChangeStanding.CONFLICT
        parts = (came_of_it, "" if in_table else change_detail(change, self.content.time_zone), made)
        detail = " · ".join(part for part in parts if part)
        reason, next_step = words.explanation(change, self.content.time_zone, self.now)
        pill = words.standing_pill(change, self.now)
        refusal = self.refusals.get(change.uuid)
        spoken = [words.spoken_title(change), pill.text if pill is not None else "", detail, reason, next_step]
        return EntryContent(
            key=change.uuid,
            name=". ".join(part.rstrip(".") for part in spoken if part),
            title=title,
            detail=detail,
            glyph=glyph,
            pill=pill,
            reason=reason,
            next_step=next_step,
            note=self._note(change),
            said="" if refusal is None else words.still_refused(refusal),
            values=values,
            actions=actions,
            roomy=roomy,
            quiet=change.standing is ChangeStanding.APPLIED,
        )

    def _note(self, change: ChangeView) -> str:
        """What else goes with the change."""
        dependents = self.content.dependents.get(change.uuid, ())
        count = len(dependents)
        if not count or change.standing in (ChangeStanding.CONFLICT, ChangeStanding.WITHDRAWING):
            return ""
        if change.standing is ChangeStanding.SET_ASIDE:
            named = ", ".join(words.spoken_title(one) for one in dependents)
            return fill(translate("SyncCentre", "Set aside with it, because built on it: %1."), named)
        return translate("SyncCentre", "%n later change(s) built on this will go with it.", None, count)

    def _values(self, change: ChangeView) -> tuple[TwoValues, ...]:
        return tuple(
            TwoValues(
                field_label(name),
                words.conflict_value(self.content, name, theirs),
                words.conflict_value(self.content, name, mine),
                self._field_choices(change, name),
                _SETTLED[change.settled[name]]() if name in change.settled else None,
            )
            for name, (mine, theirs) in change.conflicts.items()
        )

    def _field_choices(self, change: ChangeView, field_name: str) -> tuple[EntryAction, ...]:
        if len(change.conflicts) == 1 or field_name in change.settled:
            return ()
        subject = f"{words.spoken_title(change)} – {field_label(field_name)}"
        return tuple(
            self._named(action, word, subject, field_name)
            for action, word in (
                (Action.KEEP_THEIRS, translate("SyncCentre", "Keep theirs")),
                (Action.USE_MINE, translate("SyncCentre", "Use mine")),
            )
        )

    def _action(self, change: ChangeView, action: Action, word: str, hint: str = "") -> EntryAction:
        return self._named(action, word, words.spoken_title(change), hint=hint)

    def _named(self, action: Action, word: str, subject: str, part: str = "", *, hint: str = "") -> EntryAction:
        """A button whose name says what it acts on; the second of the same name is numbered."""
        name = fill(translate("SyncCentre", "%1 %2", "a button's word, then what it acts on"), word, subject)
        self._names[name] += 1
        count = self._names[name]
        key = f"{action}:{part}" if part else str(action)
        return EntryAction(key, word, name if count == 1 else f"{name} ({count})", hint)
