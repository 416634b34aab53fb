"""The page of restaurants: the list, and one of them beside it or in a sheet."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.actions import restaurants as actions
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.parties.subjects import new_at
from lunch_desktop.ui.pages.restaurants.detail import RestaurantDetail
from lunch_desktop.ui.pages.restaurants.facts import menu_host
from lunch_desktop.ui.pages.restaurants.listing import RestaurantListing
from lunch_desktop.ui.pages.restaurants.reading import WINDOW, DetailFacts, read_detail
from lunch_desktop.ui.pages.restaurants.review_form import ReviewDraft
from lunch_desktop.ui.pages.stewardship.suggesting import suggest
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate

BESIDE_FROM_EM = 60
"""From this width on a restaurant is shown beside the list, else in a sheet over it."""
_DETAIL_WIDTH = 380


class RestaurantsPage(Page):
    """Subjects: None shows the list, an id that restaurant, or what it was merged into."""

    key: ClassVar[str] = "restaurants"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"restaurants", "reviews", "favourites", "visits", "employees", "offices", "parties"}
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._shown, self._is_pinned, self._wants_sheet, self._most = "", False, False, WINDOW
        self._sheet: _DetailSheet | None = None
        self._facts: DetailFacts | None = None
        self.listing = RestaurantListing(context)
        self._drafts: dict[str, ReviewDraft] = {}
        self.detail = RestaurantDetail(self.theme, self._drafts)
        self._nobody = EmptyState(self.theme, Icon.STORE, "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self.detail)
        self._side = Card(self.theme)
        self._side.body.addWidget(self._stack)
        self._side.hide()  # until there is room: it would widen the window
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self.listing, 1)
        self._layout.addWidget(self._side)
        self.listing.opened.connect(self.show_restaurant)
        self.listing.browsed.connect(self._browsed)
        self.listing.filled.connect(self._filled)
        self.listing.suggestion_wanted.connect(lambda: suggest(self.context, self.window(), None))
        self._wire(self.detail)
        self.retranslate()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Shows the list, or a restaurant."""
        self.context.shell.set_header(translate("Restaurants", "Restaurants"))
        self.refresh()
        if subject:
            self.show_restaurant(subject)

    def refresh(self) -> None:
        """Reads the list and the restaurant shown anew."""
        self.listing.refresh()
        self._read_shown()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._nobody.show_content(
            Icon.STORE,
            translate("Restaurants", "Where to?"),
            translate("Restaurants", "Choose a restaurant on the left to see what colleagues say of it."),
        )
        self.listing.retranslate()
        self.detail.retranslate()
        self._show_facts()
        if self.isVisible():
            self.context.shell.set_header(translate("Restaurants", "Restaurants"))

    def find_text(self, text: str) -> None:
        """Narrows the list."""
        self._is_pinned = False
        self.listing.search(text)

    def remember(self) -> dict[str, Any]:
        """The restaurant shown."""
        return {"shown": self._shown}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """See remember."""
        shown = kept.get("shown")
        if isinstance(shown, str) and shown and self._is_beside:
            self.show_restaurant(shown)

    def focus_first(self) -> None:
        """The first row; a sheet over the page keeps the keyboard."""
        if self._sheet is None:
            self.listing.focus_first()

    def show_restaurant(self, restaurant_id: str) -> None:
        """Shows one: beside the list where there is room, else in a sheet."""
        if restaurant_id != self._shown:
            self._most = WINDOW
        self._shown, self._is_pinned, self._wants_sheet = restaurant_id, True, not self._is_beside
        self.listing.choose(restaurant_id if self._is_beside else "")
        self._read_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the restaurant beside the list, or into a sheet."""
        super().resizeEvent(event)
        beside = self._is_beside
        if beside and self._sheet is not None:
            self._sheet.close_sheet()
        if beside != (not self._side.isHidden()):
            self._side.setVisible(beside)
            self._filled()
            self._show_facts()

    @property
    def _is_beside(self) -> bool:
        return self.theme.em(self) >= BESIDE_FROM_EM

    @property
    def _present(self) -> RestaurantDetail:
        return self._sheet.detail if self._sheet is not None else self.detail

    def _wire(self, detail: RestaurantDetail) -> None:
        detail.party_wanted.connect(self._open_party)
        detail.favoured.connect(self._favour)
        detail.menu_wanted.connect(self._open_menu)
        detail.change_wanted.connect(self._suggest_change)
        detail.saved.connect(self._save)
        detail.deleted.connect(self._delete)
        detail.more_wanted.connect(self._more)

    def _browsed(self, restaurant_id: str) -> None:
        if self._is_beside:
            self.show_restaurant(restaurant_id)

    def _filled(self) -> None:
        """Beside the list the first restaurant is shown until the person chooses one."""
        ids = self.listing.ids
        if self._is_beside and ids and not self._is_pinned and self._shown not in ids:
            self.show_restaurant(ids[0])
            self._is_pinned = False

    def _read_shown(self) -> None:
        shown, now, most = self._shown, self.context.session.clock.now(), self._most
        if not shown:
            return
        self.context.session.read(
            lambda reads: read_detail(reads, shown, now, most),
            lambda facts: self._take(shown, facts),
            key="restaurants.detail",
            receiver=self,
        )

    def _take(self, asked: str, facts: DetailFacts | None) -> None:
        if asked != self._shown:
            return
        self._facts = facts
        opens = facts is not None and self._wants_sheet and self._sheet is None and not self._is_beside
        self._wants_sheet = False
        if opens:
            self._sheet = _DetailSheet(self.theme, self, self._drafts)
            self._wire(self._sheet.detail)
            self._sheet.closed.connect(self._sheet_closed)
        if facts is not None:  # what was merged leads to what it is in
            self._shown = facts.detail.view.restaurant.id
            self.listing.choose(self._shown if self._is_beside else "")
        self._show_facts()
        if opens and self._sheet is not None:
            self._sheet.open(self._sheet.detail.party)

    def _show_facts(self) -> None:
        self._stack.setCurrentWidget(self.detail if self._facts is not None else self._nobody)
        if self._facts is not None:
            self._present.show_facts(self._facts, self.context.session.clock.now())

    def _sheet_closed(self) -> None:
        if self._sheet is not None:
            self._sheet.detail.stop_writing(keep=True)
            self._sheet.deleteLater()
        self._sheet = None

    def _open_party(self) -> None:
        if self._facts is not None:
            restaurant_id = self._facts.detail.view.restaurant.id
            if self._sheet is not None:
                self._sheet.close_sheet()
            self.context.shell.navigate("parties", new_at(restaurant_id))

    def _suggest_change(self) -> None:
        if self._facts is not None:
            restaurant_id = self._facts.detail.view.restaurant.id
            if self._sheet is not None:
                self._sheet.close_sheet()
            suggest(self.context, self.window(), restaurant_id)

    def _favour(self, on: bool) -> None:
        if self._facts is not None:
            one = self._facts.detail.view.restaurant
            actions.set_favourite(self.context.session, one.id, on, self._refused)

    def _open_menu(self) -> None:
        """Opens the browser only after the person has seen where it leads."""
        if self._facts is None:
            return
        one = self._facts.detail.view.restaurant
        host = menu_host(one)
        if not host:
            return
        title = fill(translate("Restaurants", "Open %1?"), host)
        text = translate("Restaurants", "The menu is a page on the internet. It opens in your browser.")
        confirm, cancel = translate("Restaurants", "Open"), translate("Restaurants", "Stay here")
        dialog = ConfirmDialog(self.theme, title, text, confirm, cancel, parent=self.window())
        dialog.accepted.connect(lambda: QDesktopServices.openUrl(QUrl(one.menu_link)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, draft: ReviewDraft) -> None:
        if self._facts is None:
            return
        edits = draft.edits_from(self._facts.detail.mine)
        detail = self._present
        detail.form.clear_errors()
        if not edits:
            detail.stop_writing()
            return
        one = self._facts.detail.view.restaurant
        actions.write_review(self.context.session, one.id, edits, self._saved, detail.form.show_refusal)

    def _saved(self, done: Performed) -> None:
        self._present.stop_writing()
        conflicts = ", ".join(field_label(name) for name in done.answer.get("conflicts", {}))
        text = translate("Restaurants", "Your review is saved")
        if conflicts:
            text = fill(translate("Restaurants", "Saved, but this had been changed meanwhile: %1"), conflicts)
        self.context.shell.toast(text, lambda: self._undo(done))

    def _delete(self) -> None:
        if self._facts is None or self._facts.detail.mine is None:
            return

        def done(performed: Performed) -> None:
            text = translate("Restaurants", "Your review is deleted")
            self.context.shell.toast(text, lambda: self._undo(performed))

        actions.delete_review(self.context.session, self._facts.detail.mine, done, self._refused)

    def _undo(self, done: Performed) -> None:
        self.context.session.undo(done.uuid, None, self._refused)

    def _more(self) -> None:
        self._most += 2 * WINDOW
        self._read_shown()

    def _refused(self, refusal: Refusal) -> None:
        self.context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)
        self._read_shown()

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        edge = px(metrics.space_xl)
        self._layout.setContentsMargins(edge, px(metrics.space_s), edge, edge)
        self._layout.setSpacing(px(metrics.space_l))
        self._side.setFixedWidth(self.theme.px(_DETAIL_WIDTH))


class _DetailSheet(SideSheet):
    """Holds a `RestaurantDetail` of its own."""

    def __init__(self, theme: Theme, page: QWidget, drafts: dict[str, ReviewDraft]) -> None:
        super().__init__(theme, page.window(), _title(), translate("Restaurants", "Close the restaurant"))
        self.detail = RestaurantDetail(theme, drafts, scrolls=False)
        self.body.addWidget(self.detail, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.set_title(_title())
            self.set_close_name(translate("Restaurants", "Close the restaurant"))
            self.detail.retranslate()
        super().changeEvent(event)


def _title() -> str:
    return translate("Restaurants", "Restaurant")
