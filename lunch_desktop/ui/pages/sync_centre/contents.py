"""From the changes of this desktop to the entries that show them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.sync_centre import ChangeStanding, ChangeView
from lunch_desktop.ui.pages.sync_centre import words
from lunch_desktop.ui.pages.sync_centre.entry import EntryAction, EntryContent
from lunch_desktop.ui.pages.sync_centre.reading import SyncContent
from lunch_desktop.ui.pages.sync_centre.values import TwoValues
from lunch_desktop.ui.texts.changes import change_detail, change_title, undo_label
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole

translate = QCoreApplication.translate


class Action(StrEnum):
    """What the buttons of entries do."""

    RETRY = "retry"
    DISCARD = "discard"
    OPEN_PARTY = "open_party"
    KEEP_THEIRS = "keep_theirs"
    USE_MINE = "use_mine"
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
        """A refused change, or one with two values."""
        if change.standing is ChangeStanding.CONFLICT:
            actions: tuple[EntryAction, ...] = (
                self._action(change, Action.KEEP_THEIRS, translate("SyncCentre", "Keep theirs")),
                self._action(change, Action.USE_MINE, translate("SyncCentre", "Use mine again")),
            )
        else:
            actions = (
                self._action(change, Action.RETRY, translate("SyncCentre", "Retry")),
                self._action(change, Action.DISCARD, translate("SyncCentre", "Discard")),
            )
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
        actions: tuple[EntryAction, ...] = ()
        if change.undoable:
            hint = undo_label(change.name)
            actions = (self._action(change, Action.UNDO, translate("SyncCentre", "Undo"), hint),)
        return self._entry(change, actions, glyph=(Icon.CHECK, ColourRole.CONFIRMED_TEXT))

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
        parts = (came_of_it, change_detail(change, self.content.time_zone), made)
        detail = " · ".join(part for part in parts if part)
        reason, next_step = words.explanation(change)
        pill = words.standing_pill(change)
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
        count = len(self.content.dependents.get(change.uuid, ()))
        if not count or change.standing in (ChangeStanding.CONFLICT, ChangeStanding.WITHDRAWING):
            return ""
        return translate("SyncCentre", "%n later change(s) built on this will go with it.", None, count)

    def _values(self, change: ChangeView) -> tuple[TwoValues, ...]:
        return tuple(
            TwoValues(
                field_label(name),
                words.conflict_value(self.content, name, theirs),
                words.conflict_value(self.content, name, mine),
            )
            for name, (mine, theirs) in change.conflicts.items()
        )

    def _action(self, change: ChangeView, action: Action, word: str, hint: str = "") -> EntryAction:
        """A button whose name says what it acts on; the second of the same name is numbered."""
        name = fill(
            translate("SyncCentre", "%1 %2", "a button's word, then what it acts on"), word, words.spoken_title(change)
        )
        self._names[name] += 1
        count = self._names[name]
        return EntryAction(action, word, name if count == 1 else f"{name} ({count})", hint)
