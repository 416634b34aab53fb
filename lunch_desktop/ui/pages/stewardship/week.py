"""The cafeteria's week: pasted from a spreadsheet, looked at, and kept."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.menu_setting import MenuLine, SetMenus
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import day_of
from lunch_desktop.exchange.menus_pasted import PastedWeek, read_week
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Section
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import TextArea
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class WeekCard(Section):
    """What is pasted, or typed, is understood at once; nothing is kept before the button says so."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, "")
        theme = context.theme
        self._context = context
        self._week = PastedWeek((), ())
        self.time_zone = "UTC"
        self.text = TextArea(theme, lines=6)
        self._field = Field(theme, "", self.text)
        self.preview = Label(theme, wrap=True)
        self._strange = Label(theme, colour=ColourRole.REQUESTED_TEXT, wrap=True)
        self.save = Button(theme, kind=ButtonKind.PRIMARY)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._save)
        self.text.textChanged.connect(self._read)
        self.body.addWidget(self._field)
        self.body.addWidget(self.preview)
        self.body.addWidget(self._strange)
        self.body.addWidget(self.save)
        self.preview.hide()
        self._strange.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.set_heading(translate("Stewardship", "The cafeteria's week"))
        self._field.set_label(translate("Stewardship", "Paste the table from Excel"))
        self._field.set_help(
            translate(
                "Stewardship",
                "Days as columns or as rows, several corners, prices as lines: you see below what was understood.",
            )
        )
        self.save.setText(translate("Stewardship", "Keep this week"))
        self._show()

    def _read(self) -> None:
        today = day_of(self._context.session.clock.now(), self.time_zone)
        self._week = read_week(self.text.toPlainText(), today)
        self._field.set_error("")
        self._show()

    def _show(self) -> None:
        lines: list[str] = []
        for menu in self._week.menus:
            price = f" · {menu.price:,}" if menu.price is not None else ""
            head = " · ".join(part for part in (short_day(menu.day), menu.corner) if part)
            lines.append(f"{head}{price}\n    {', '.join(menu.dishes.splitlines())}")
        self.preview.setText("\n".join(lines))
        self.preview.setVisible(bool(lines))
        text = translate("Stewardship", "Not understood: %1")
        self._strange.setText(fill(text, ", ".join(self._week.strange[:12])))
        self._strange.setVisible(bool(self._week.strange))
        self.save.setEnabled(bool(self._week.menus))

    def _save(self) -> None:
        commit_pending_input(self.text)
        lines = [MenuLine(menu.day, menu.corner, menu.dishes, menu.price) for menu in self._week.menus]
        self._context.session.do(Intent("menu.set", SetMenus(lines)), self._done, self._refused, receiver=self)

    def _done(self, performed: Performed) -> None:
        self.text.setPlainText("")
        text = translate("Stewardship", "The week is kept. Everybody sees it on Today.")
        self._context.shell.toast(text, lambda: self._context.session.undo(performed.uuid))

    def _refused(self, refusal: Refusal) -> None:
        self._field.set_error(refusal_text(refusal.code.value, refusal.details).sentence)
