"""Editing a refused change: the form of a party as the change wanted it, and a new change in its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.domain.parties.entities import Visibility
from lunch_desktop.domain.times import Instant, day_of, local
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.sync_centre import ChangeView
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.composer import Composer
from lunch_desktop.ui.pages.parties.drafts import PartyDraft, draft_of, first_draft

_NO_FORM_HELPS = frozenset(
    {RefusalCode.NOT_FOUND, RefusalCode.CANCELLED, RefusalCode.OVER, RefusalCode.NOT_HOST, RefusalCode.NOT_UNDERSTOOD}
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the change wanted, as the form shows it; `view` is the party that it edits, None for a new one."""

    draft: PartyDraft
    view: PartyView | None
    time_zone: str


def can_edit(change: ChangeView) -> bool:
    """Whether a form may put right what was refused: a party to be opened, or the fields of one."""
    if change.name == "party.open":
        return True
    fields = change.args.get("edits", {})
    return change.name == "party.edit" and "state" not in fields and change.code not in _NO_FORM_HELPS


class Editing:
    """Shows the form over the page. `on_done` is called with the change once another stands in its place."""

    def __init__(self, context: PageContext, page: QWidget, on_show: Callable[[str], object]) -> None:
        self._context, self._page, self._on_show = context, page, on_show
        self._composer: Composer | None = None

    def open(self, change: ChangeView, on_done: Callable[[], object]) -> None:
        """Read what the form needs, and show it; without an answer the change stays where it is."""
        now = self._context.session.clock.now()
        self._context.session.read(
            lambda reads: _wanted(reads, change, now),
            lambda wanted: self._show(wanted, on_done),
            key="sync_centre.editing",
            receiver=self._page,
        )

    def _show(self, wanted: _Wanted | None, on_done: Callable[[], object]) -> None:
        if wanted is None or (self._composer is not None and self._composer.is_open):
            return
        self._composer = Composer(self._context, self._page, lambda _party_id: on_done(), self._on_show)
        if wanted.view is None:
            self._composer.open_new(wanted.time_zone, wanted.draft)
        else:
            self._composer.open_edit(wanted.view, wanted.time_zone, wanted.draft)


def _wanted(reads: Reads, change: ChangeView, now: Instant) -> _Wanted | None:
    """None where this desktop does not hold what the change is about."""
    me = reads.me()
    if me is None:
        return None
    time_zone = me[1].time_zone
    if change.name == "party.open":
        return _Wanted(_draft(reads, change.args, first_draft(now, time_zone, "", ""), time_zone), None, time_zone)
    view = reads.party(str(change.args.get("party_id", "")))
    if view is None:
        return None
    mine = {name: values[1] for name, values in change.args.get("edits", {}).items()}
    return _Wanted(_draft(reads, mine, draft_of(view, time_zone), time_zone), view, time_zone)


def _draft(reads: Reads, fields: Mapping[str, Any], base: PartyDraft, time_zone: str) -> PartyDraft:
    """`base` with the fields that the change names."""
    draft = base
    for name in ("title", "minutes", "place", "capacity", "note"):
        if name in fields:
            draft = replace(draft, **{name: fields[name]})
    if "restaurant_id" in fields:
        chosen = fields["restaurant_id"]
        draft = replace(draft, restaurant=reads.restaurant(chosen) if chosen else None)
    if "meets_at" in fields:
        meets_at = Instant(fields["meets_at"])
        here = local(meets_at, time_zone)
        draft = replace(draft, day=day_of(meets_at, time_zone), time=(here.hour, here.minute))
    if "visibility" in fields:
        draft = replace(draft, visibility=Visibility(fields["visibility"]))
    return draft
