"""Restaurants that may be in the list twice, and making one of them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.duplicates import Likeness, Suspects, suspects
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.merging import MergePlaces
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.stewardship.entry import Entry
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.card import Section
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
_MOST_SHOWN: Final = 20


class Twins(Section):
    """Each pair with a button for either that could stay."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, "")
        self._context = context
        self._pairs: tuple[Suspects, ...] = ()
        self._rows: list[QWidget] = []
        self._nothing = Label(context.theme, colour=ColourRole.SECONDARY, wrap=True)
        self.body.addWidget(self._nothing)

    def show_restaurants(self, restaurants: Sequence[Restaurant]) -> None:
        """Look through these."""
        pairs = suspects(restaurants)
        if pairs != self._pairs:
            self._pairs = pairs
            self._fill()

    def retranslate(self) -> None:
        """Say everything anew."""
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self.set_heading(translate("Stewardship", "Perhaps there twice"), str(len(self._pairs)) if self._pairs else "")
        self._nothing.setText(translate("Stewardship", "No restaurant seems to be in the list twice."))
        self._nothing.setVisible(not self._pairs)
        self._rows = [self._entry(pair) for pair in self._pairs[:_MOST_SHOWN]]
        for row in self._rows:
            self.body.addWidget(row)

    def _entry(self, pair: Suspects) -> QWidget:
        why = {
            Likeness.NAME: translate("Stewardship", "The same name"),
            Likeness.PHONE: translate("Stewardship", "The same telephone number"),
            Likeness.ADDRESS: translate("Stewardship", "The same address"),
        }[pair.likeness]
        merge = Button(self._context.theme, translate("Stewardship", "Make one of them…"))
        merge.setAccessibleDescription(f"{pair.one.name}, {pair.other.name}")
        stays, gone = _who_stays(pair)
        merge.clicked.connect(lambda: self._ask(stays, gone))
        lines = "\n".join([why, _line(pair.one), _line(pair.other)])
        return Entry(self._context.theme, f"{pair.one.name} · {pair.other.name}", lines, merge)

    def _ask(self, stays: Restaurant, gone: Restaurant) -> None:
        text = translate(
            "Stewardship",
            "“%1” goes into “%2”. Reviews, favourites, visits and coming lunches move along. This can't be undone.",
        )
        dialog = ConfirmDialog(
            self._context.theme,
            translate("Stewardship", "Make one of two restaurants?"),
            fill(text, gone.name, stays.name),
            translate("Stewardship", "Merge"),
            translate("Stewardship", "Back"),
            danger=True,
            parent=self.window(),
        )
        wanted = Intent("restaurant.merge", MergePlaces(gone.id, stays.id))
        dialog.accepted.connect(
            lambda: self._context.session.do(wanted, lambda _: self._merged(), self._refused, receiver=self)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _merged(self) -> None:
        self._context.shell.toast(translate("Stewardship", "They are one now."))

    def _refused(self, refusal: Refusal) -> None:
        self._context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)


def _who_stays(pair: Suspects) -> tuple[Restaurant, Restaurant]:
    """The approved one, and of two alike the one of which more is known."""

    def known(place: Restaurant) -> tuple[bool, int]:
        facts = (place.address, place.phone, place.hours, place.menu_link, place.tags, place.diet_facts)
        return place.state == "approved", sum(map(bool, facts))

    stays = max((pair.one, pair.other), key=known)
    return stays, pair.other if stays is pair.one else pair.one


def _line(place: Restaurant) -> str:
    return " · ".join(part for part in (place.name, place.category, place.address, place.phone) if part)
