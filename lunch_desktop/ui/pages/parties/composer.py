"""The sheet in which a party is opened or edited; what was typed outlives it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import Party, Visibility
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.names import PersonName
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.actions import parties as actions
from lunch_desktop.ui.actions import votes
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.drafts import PartyDraft, draft_of, edits, first_draft, new_party, new_vote
from lunch_desktop.ui.pages.parties.form import PartyForm, suggested_title
from lunch_desktop.ui.pickers.scrolling import bring_into_view
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import polished
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate

_NEW = ""
_FIELD_OF = {
    RefusalCode.TITLE_MISSING: "title",
    RefusalCode.CAPACITY_OUT_OF_RANGE: "capacity",
    RefusalCode.CAPACITY_BELOW_SEATS: "capacity",
    RefusalCode.IN_THE_PAST: "meets_at",
    RefusalCode.TIME_OUT_OF_RANGE: "meets_at",
    RefusalCode.NOT_FOUND: "restaurant_id",
}


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the sheet is open for: a new party, or one as it was seen when the sheet was opened."""

    seen: Party | None
    first: PartyDraft
    time_zone: str
    stands: Performed | None = None
    """The new party once it is open, where only its vote is missing."""

    @property
    def key(self) -> str:
        return self.seen.id if self.seen is not None else _NEW


@dataclass(frozen=True, slots=True)
class _Parts:
    """The sheet with all in it. That of a new party is kept, as it takes long to make."""

    time_zone: str
    sheet: SideSheet
    form: PartyForm
    banner: Banner
    submit: Button


class Composer(QObject):
    """`on_opened` is told the id of a party that was opened or edited, `on_show` that of one to look at instead."""

    def __init__(
        self,
        context: PageContext,
        page: QWidget,
        on_opened: Callable[[str], object],
        on_show: Callable[[str], object],
    ) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._on_opened, self._on_show = on_opened, on_show
        self._drafts: dict[str, PartyDraft] = {}
        self._sheet: SideSheet | None = None
        self._kept: _Parts | None = None
        self._opening: _Opening | None = None
        self._blocker = ""

    @property
    def is_open(self) -> bool:
        """Whether the sheet is in sight."""
        return self._sheet is not None

    def open_new(self, time_zone: str, wanted: PartyDraft | None = None) -> None:
        """Offers a new party: the one that is wanted, or that was begun before."""
        if self.is_open:
            return
        self._build(time_zone, is_new=True)
        now = self._context.session.clock.now()
        lobby = translate("Parties", "1F lobby")
        first = first_draft(now, time_zone, suggested_title(), lobby)
        self._start(_Opening(None, first, time_zone), wanted)

    def open_at_cafeteria(self, time_zone: str) -> None:
        """Offers a new party at the office's own cafeteria, which is no restaurant."""
        now = self._context.session.clock.now()
        title, place = translate("Parties", "Cafeteria together"), translate("Parties", "In front of the cafeteria")
        self.open_new(time_zone, first_draft(now, time_zone, title, place))

    def open_for(self, time_zone: str, guest: PersonName | None, restaurant: Restaurant | None) -> None:
        """Offers a new party to which somebody is invited, or at a restaurant."""
        now = self._context.session.clock.now()
        name = restaurant.name if restaurant is not None else ""
        draft = first_draft(now, time_zone, suggested_title(name), translate("Parties", "1F lobby"))
        if guest is not None:
            draft = replace(draft, guests=(guest,), visibility=Visibility.INVITED)
        self.open_new(time_zone, replace(draft, restaurant=restaurant))

    def open_edit(self, view: PartyView, time_zone: str, wanted: PartyDraft | None = None) -> None:
        """Offers a party's fields, as they are or as they are wanted."""
        if self.is_open:
            return
        self._build(time_zone, is_new=False)
        self._start(_Opening(view.party, draft_of(view, time_zone), time_zone), wanted)

    def submit(self) -> None:
        """Opens the party, or saves what was changed."""
        opening = self._opening
        if opening is None or not self._submit_button.isEnabled():
            return
        if not self._form.understood():
            return
        draft = self._form.draft
        self._form.clear_errors()
        self._banner.hide()
        session = self._context.session
        if opening.stands is not None:
            self._submit_button.setEnabled(False)
            self._open_vote(draft, opening.stands)
            return
        if opening.seen is None:
            self._submit_button.setEnabled(False)
            new = new_party(draft, opening.time_zone)
            actions.open_party(session, new, lambda done: self._opened(draft, done), self._refused)
            return
        changed = edits(opening.seen, opening.first, draft, opening.time_zone)
        if not changed:
            self._close()
            return
        self._submit_button.setEnabled(False)
        party_id = opening.seen.id
        actions.edit_party(session, party_id, changed, lambda done: self._saved(party_id, done), self._refused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language while the sheet is open."""
        if event.type() == QEvent.Type.LanguageChange and watched is self._sheet:
            self._name()
        return super().eventFilter(watched, event)

    def prepare(self, time_zone: str) -> Iterator[None]:
        """Make the form of a new party before it is wanted."""
        if self._kept is None:
            self._kept = self._make(time_zone, is_new=True)
            yield
            yield from polished(self._kept.sheet)

    def _build(self, time_zone: str, *, is_new: bool) -> None:
        kept = self._kept
        if kept is not None and kept.time_zone != time_zone:
            kept.sheet.deleteLater()
            kept = None
        if is_new:
            parts = self._kept = kept or self._make(time_zone, is_new=True)
            parts.form.begin()
            parts.banner.hide()
            parts.submit.setEnabled(True)
        else:
            self._kept, parts = kept, self._make(time_zone, is_new=False)
        self._sheet, self._form, self._banner, self._submit_button = parts.sheet, parts.form, parts.banner, parts.submit

    def _make(self, time_zone: str, *, is_new: bool) -> _Parts:
        theme = self._context.theme
        sheet = SideSheet(theme, self._page.window(), "", translate("Parties", "Close the form"))
        form = PartyForm(theme, self._context.session, time_zone, is_new=is_new)
        form.submitted.connect(self.submit)
        banner = Banner(theme)
        # As high as its words are at this width.
        banner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        banner.action.connect(self._banner_pressed)
        banner.hide()
        submit = Button(theme, "", ButtonKind.PRIMARY)
        submit.clicked.connect(self.submit)
        sheet.body.addWidget(banner)
        sheet.body.addWidget(form, 1)
        sheet.footer.addWidget(submit)
        sheet.closed.connect(self._closed)
        sheet.installEventFilter(self)
        return _Parts(time_zone, sheet, form, banner, submit)

    def _start(self, opening: _Opening, wanted: PartyDraft | None) -> None:
        self._opening = opening
        self._form.party_id = opening.seen.id if opening.seen is not None else None
        kept = self._drafts.get(opening.key) if wanted is None else None
        self._form.show_draft(kept or wanted or opening.first)
        self._name()
        if kept is not None:
            self._banner.show_message(
                BannerKind.INFO,
                translate("Parties", "Your draft is still here"),
                translate("Parties", "Go on where you stopped, or start over."),
                [("start_over", translate("Parties", "Start over"))],
            )
        if self._sheet is not None:
            self._form.title.selectAll()
            self._sheet.open(self._form.title)

    def _name(self) -> None:
        is_new = self._opening is None or self._opening.seen is None
        title = translate("Parties", "New lunch party") if is_new else translate("Parties", "Edit the party")
        if self._sheet is not None:
            self._sheet.set_title(title)
            self._sheet.set_close_name(translate("Parties", "Close the form"))
        text = translate("Parties", "Let’s go") if is_new else translate("Parties", "Save")
        if self._opening is not None and self._opening.stands is not None:
            text = translate("Votes", "Open the vote")
        self._submit_button.setText(text)

    def _banner_pressed(self, key: str) -> None:
        if key == "start_over" and self._opening is not None:
            self._drafts.pop(self._opening.key, None)
            self._form.show_draft(self._opening.first)
            self._banner.hide()
            self._form.title.setFocus()
            self._form.title.selectAll()
        elif key == "show":
            blocker = self._blocker
            if self._sheet is not None:
                self._sheet.close_sheet()
            self._on_show(blocker)

    def _opened(self, draft: PartyDraft, done: Performed) -> None:
        party_id = PartyId(str(done.answer["party_id"]))
        guests = [guest.id for guest in draft.guests]
        actions.invite_colleagues(self._context.session, party_id, guests, lambda _: None, self._guest_refused)
        if draft.vote is not None:
            self._open_vote(draft, done)
        else:
            self._finish(draft, done)

    def _open_vote(self, draft: PartyDraft, opened: Performed) -> None:
        """The party is open; now its vote."""
        if draft.vote is None or self._kept is None:
            return
        new = new_vote(draft, draft.vote, PartyId(str(opened.answer["party_id"])), self._kept.time_zone)
        votes.open_vote(
            self._context.session,
            new,
            lambda _: self._finish(draft, opened),
            lambda refusal: self._vote_refused(draft, opened, refusal),
        )

    def _vote_refused(self, draft: PartyDraft, opened: Performed, refusal: Refusal) -> None:
        """The party stands. What is wrong with the vote is told at its field and can be put right."""
        said = refusal_text(refusal.code.value, refusal.details)
        by_vote = self._form.by_vote
        if self._sheet is None or self._opening is None or by_vote is None:
            self._guest_refused(refusal)
            self._finish(draft, opened)
            return
        self._opening = replace(self._opening, stands=opened)
        self._submit_button.setEnabled(True)
        self._form.leave_only_vote(only=True)
        self._name()
        title = fill(translate("Parties", "“%1” is open, its vote is not yet"), draft.title.strip())
        text = translate("Parties", "Put the vote right, or close the form: the party stands either way.")
        self._banner.show_message(BannerKind.INFO, title, text)
        by_vote.show_error(said.sentence, of_deadline=refusal.code is RefusalCode.DEADLINE_OUT_OF_RANGE)

    def _finish(self, draft: PartyDraft, done: Performed) -> None:
        """Tells that the party is open, and shows it."""
        party_id = PartyId(str(done.answer["party_id"]))
        self._close()
        text = fill(translate("Parties", "“%1” is open"), draft.title.strip())
        self._context.shell.toast(text, lambda: self._undo(done))
        self._on_opened(party_id)

    def _saved(self, party_id: str, done: Performed) -> None:
        self._close()
        conflicts = ", ".join(field_label(name) for name in done.answer.get("conflicts", {}))
        text = translate("Parties", "Saved")
        if conflicts:
            text = fill(translate("Parties", "Saved, but somebody had changed this meanwhile: %1"), conflicts)
        self._context.shell.toast(text, lambda: self._undo(done))
        self._on_opened(party_id)

    def _undo(self, done: Performed) -> None:
        self._context.session.undo(done.uuid, None, self._guest_refused)

    def _guest_refused(self, refusal: Refusal) -> None:
        self._context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)

    def _refused(self, refusal: Refusal) -> None:
        """The form stays as it was typed; what is wrong stands where it can be put right."""
        if self._sheet is None:
            self._guest_refused(refusal)
            return
        self._submit_button.setEnabled(True)
        said = refusal_text(refusal.code.value, refusal.details)
        if refusal.code in (RefusalCode.TEXT_TOO_LONG, RefusalCode.INVALID_VALUE):
            field = str(refusal.details.get("field", ""))
        else:
            field = _FIELD_OF.get(refusal.code, "")
        if field and self._form.show_error(field, said.sentence):
            return
        ways = []
        if refusal.code is RefusalCode.OVERLAPS:
            self._blocker = str(refusal.details.get("party", ""))
            ways = [("show", fill(translate("Parties", "Open “%1”"), refusal.details.get("title", "")))]
        self._banner.show_message(BannerKind.ERROR, said.title, said.sentence, ways)
        bring_into_view(self._banner)

    def _close(self) -> None:
        """The form has done its work: nothing of it is kept."""
        sheet, opening = self._sheet, self._opening
        self._opening = None
        if opening is not None:
            self._drafts.pop(opening.key, None)
        if sheet is not None:
            sheet.close_sheet()

    def _closed(self) -> None:
        """Whatever was typed and not sent is offered again the next time."""
        stands = self._opening.stands if self._opening is not None else None
        if self._opening is not None:
            draft = self._form.draft
            if stands is None and draft != self._opening.first:
                self._drafts[self._opening.key] = draft
            else:
                self._drafts.pop(self._opening.key, None)
        if self._sheet is not None and (self._kept is None or self._sheet is not self._kept.sheet):
            self._sheet.deleteLater()
        self._sheet = self._opening = None
        if stands is not None:
            self._on_opened(str(stands.answer["party_id"]))
