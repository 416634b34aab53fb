"""The sheet in which anybody names a place, or says what should be otherwise about one that is there."""

from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.ids import RestaurantId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.restaurants.duplicates import like_it
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.restaurants.fields import BLANK, MOST
from lunch_desktop.domain.restaurants.suggesting import Suggest
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.texts.fields import field_label
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate
_FIELDS: Final = ("name", "category", "address", "walk_minutes", "price", "phone", "hours", "tags", "menu_link")


def suggest(context: PageContext, window: QWidget, restaurant_id: str | None) -> None:
    """Open the sheet over `window`: for a new place, or for corrections of the one that is named."""
    _Suggesting(context, window, restaurant_id)


class _Suggesting(QObject):
    """Lives as long as its sheet."""

    def __init__(self, context: PageContext, window: QWidget, restaurant_id: str | None) -> None:
        super().__init__(window)
        self._context, self._id = context, restaurant_id
        self._known: tuple[Restaurant, ...] = ()
        self._there: Restaurant | None = None
        theme = context.theme
        self._sheet = SideSheet(theme, window, "", "")
        self._explained = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._alike = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._sheet.body.addWidget(self._explained)
        self._editors: dict[str, LineEdit | SpinBox] = {}
        self._fields: dict[str, Field] = {}
        for name in _FIELDS:
            editor = SpinBox(theme, 0, MOST[name]) if name in MOST else LineEdit(theme)
            if name == "price" and isinstance(editor, SpinBox):
                editor.setSingleStep(500)
            self._editors[name] = editor
            self._fields[name] = Field(theme, "", editor)
            self._sheet.body.addWidget(self._fields[name])
            if name == "name":
                self._sheet.body.addWidget(self._alike)
        self._note = LineEdit(theme)
        self._fields["note"] = Field(theme, "", self._note)
        self._sheet.body.addWidget(self._fields["note"])
        self._sheet.body.addStretch(1)
        self._button = Button(theme, kind=ButtonKind.PRIMARY)
        self._button.clicked.connect(self._send)
        self._sheet.footer.addWidget(self._button)
        self._sheet.installEventFilter(self)
        self._sheet.closed.connect(self._closed)
        name_editor = self._editors["name"]
        if isinstance(name_editor, LineEdit):
            name_editor.textChanged.connect(lambda _: self._look_for_twins())
        self._alike.hide()
        self._name()
        context.session.read(
            lambda reads: (tuple(reads.restaurants()), reads.restaurant(restaurant_id) if restaurant_id else None),
            self._take,
            key="suggesting",
            receiver=self,
        )
        self._sheet.open(name_editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language while the sheet is open."""
        if event.type() == QEvent.Type.LanguageChange and watched is self._sheet:
            self._name()
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        new = self._id is None
        title = (
            translate("Stewardship", "Suggest a restaurant")
            if new
            else translate("Stewardship", "Suggest a correction")
        )
        self._sheet.set_title(title)
        self._sheet.set_close_name(translate("Stewardship", "Close the form"))
        self._explained.setText(
            translate("Stewardship", "You can eat there at once; an admin looks at it later.")
            if new
            else translate("Stewardship", "Change what is wrong. An admin looks at it, and you hear what became of it.")
        )
        for name, field in self._fields.items():
            note = translate("Stewardship", "Note to the admins")
            field.set_label(note if name == "note" else field_label(name))
        self._fields["hours"].set_help(translate("Stewardship", "For example Mon-Fri 11:00-21:00"))
        self._button.setText(translate("Stewardship", "Suggest"))

    def _take(self, found: tuple[tuple[Restaurant, ...], Restaurant | None]) -> None:
        self._known, self._there = found
        if self._there is None:
            return
        for name, editor in self._editors.items():
            value = getattr(self._there, name)
            if isinstance(editor, SpinBox):
                editor.setValue(value)
            else:
                editor.setText(value)

    def _look_for_twins(self) -> None:
        """Say so before somebody types all of what is there already."""
        editor = self._editors["name"]
        typed = editor.text() if isinstance(editor, LineEdit) else ""
        twin = like_it(typed, "", self._known) if self._id is None else None
        self._alike.setVisible(twin is not None)
        if twin is not None:
            text = translate(
                "Stewardship", "“%1” is in the list already. If you mean that one, suggest a correction of it."
            )
            self._alike.setText(fill(text, twin.name))

    def _send(self) -> None:
        commit_pending_input(self._sheet)
        for field in self._fields.values():
            field.set_error("")
        edits: dict[str, tuple[Any, Any]] = {}
        for name, editor in self._editors.items():
            value: Any = editor.value() if isinstance(editor, SpinBox) else editor.text().strip()
            old = BLANK[name] if self._there is None else getattr(self._there, name)
            if value != old:
                edits[name] = (old, value)
        if self._id is None and "name" not in edits:
            edits["name"] = ("", "")
        wanted = Suggest(RestaurantId(self._id) if self._id else None, edits, self._note.text())
        self._context.session.do(Intent("restaurant.suggest", wanted), self._done, self._refused, receiver=self)

    def _done(self, performed: Performed) -> None:
        self._sheet.close_sheet()
        text = translate("Stewardship", "Thank you. The suggestion is on its way.")
        self._context.shell.toast(text, lambda: self._context.session.undo(performed.uuid))

    def _refused(self, refusal: Refusal) -> None:
        text = refusal_text(refusal.code.value, refusal.details)
        name = "name" if refusal.code.value == "name_missing" else str(refusal.details.get("field", ""))
        field = self._fields.get(name, self._fields["name"])
        field.set_error(text.sentence)
        field.editor.setFocus()

    def _closed(self) -> None:
        self._sheet.deleteLater()
        self.deleteLater()
