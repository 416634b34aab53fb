"""What is to be exported: the fields at the left of the page."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.people import Department, Office
from lunch_desktop.domain.times import Day
from lunch_desktop.exchange.columns import FileLanguage
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.pages.exports.columns import ColumnList
from lunch_desktop.ui.pages.exports.ordering import OrderList
from lunch_desktop.ui.pages.exports.past_date import PastDateField
from lunch_desktop.ui.pages.exports.places import Choice, PlacePicker
from lunch_desktop.ui.pages.exports.wanted import CUSTOM, DEPARTMENT, OFFICE, PERIOD, Wanted
from lunch_desktop.ui.pages.exports.words import ALL_TIME, day_or_today, days_words, format_options, period_options
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.expander import Expander
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.inputs import ComboBox
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.radio_group import RadioGroup
from lunch_desktop.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from lunch_desktop.exchange.dataset import Dataset

translate = QCoreApplication.translate

LANGUAGES: Final = (("ko", "한국어"), ("en", "English"))
"""Whoever can't read the present language finds their own."""


class ExportForm(QWidget):
    """Shows a Wanted and lets it be changed; `changed` says that it is another one. What a dataset can't be filtered
    by is not shown.
    """

    changed = Signal()

    def __init__(self, theme: Theme, session: DesktopSession, today: Callable[[], Day]) -> None:
        super().__init__()
        self.theme, self._today = theme, today
        self._datasets: Mapping[str, Dataset] = {}
        self._wanted = Wanted("")
        self._departments: tuple[Department, ...] = ()
        self._is_showing = False
        self.dataset, self.period = ComboBox(theme), ComboBox(theme)
        self.first, self.last = (PastDateField(theme, lambda: dt.date.fromisoformat(today())) for _ in range(2))
        self.office = PlacePicker(theme, session, lambda: translate("Exports", "All offices"), Icon.STORE)
        self.department = PlacePicker(theme, session, lambda: translate("Exports", "All departments"), Icon.GROUPS)
        self.columns, self.order = ColumnList(theme), OrderList(theme)
        self.up, self.down = IconButton(theme, Icon.CHEVRON_UP, ""), IconButton(theme, Icon.CHEVRON_DOWN, "")
        self.language = SegmentedControl(theme, LANGUAGES, "")
        self.format = RadioGroup(theme, format_options())
        self.dataset_field, self.period_field = Field(theme, "", self.dataset), Field(theme, "", self.period)
        self.first_field, self.last_field = Field(theme, "", self.first), Field(theme, "", self.last)
        self.office_field, self.department_field = Field(theme, "", self.office), Field(theme, "", self.department)
        self.columns_part, self.order_part = Expander(theme, ""), Expander(theme, "")
        self.language_field, self.format_field = Field(theme, "", self.language), Field(theme, "", self.format)
        self._days = QWidget()
        self._days_flow = FlowLayout(self._days)
        self._hint = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._build()
        self._connect()
        follow(theme, self._restyle)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return self._wanted

    @property
    def chosen(self) -> "Dataset | None":
        """The dataset that is chosen; None before they are known."""
        return self._datasets.get(self._wanted.dataset)

    def show_datasets(self, datasets: "Mapping[str, Dataset]", wanted: Wanted) -> None:
        """Offers these, and shows what was chosen before."""
        self._datasets = datasets
        first = next(iter(datasets))
        self.show_wanted(wanted if wanted.dataset in datasets else replace(wanted, dataset=first))

    def show_places(self, offices: Sequence[Office], departments: Sequence[Department]) -> None:
        """Which offices and departments there are."""
        self._departments = tuple(departments)
        self.office.show_choices([Choice(one.id, one.name) for one in offices])
        self._offer_departments()
        self._show_fields()

    def show_wanted(self, wanted: Wanted) -> None:
        """Shows another choice, without the signal; what no dataset or office has is left out."""
        dataset = self._datasets[wanted.dataset]
        known = {column.name for column in dataset.columns}
        self._wanted = replace(
            wanted,
            columns=tuple(name for name in wanted.columns if name in known),
            order=tuple(name for name in wanted.order if name.removeprefix("-") in known),
        )
        self._show_fields()

    def retranslate(self) -> None:
        """Says everything anew."""
        words = (
            (self.dataset_field, translate("Exports", "Data")),
            (self.period_field, translate("Exports", "Period")),
            (self.first_field, translate("Exports", "From")),
            (self.last_field, translate("Exports", "Until")),
            (self.office_field, translate("Exports", "Office")),
            (self.department_field, translate("Exports", "Department")),
            (self.language_field, translate("Exports", "Language of the headers")),
            (self.format_field, translate("Exports", "Format")),
        )
        for field, label in words:
            field.set_label(label)
        for option in format_options():
            self.format.set_text(option)
        self.columns.setAccessibleName(translate("Exports", "Columns"))
        self._hint.setText(translate("Exports", "Space takes a column or leaves it out, Alt+↑ and Alt+↓ move it."))
        self.up.set_name(translate("Exports", "Move the column up"))
        self.down.set_name(translate("Exports", "Move the column down"))
        for part in (self.office, self.department, self.order, self.first, self.last):
            part.retranslate()
        self._show_fields()

    def focus_first(self) -> None:
        """The dataset comes first."""
        self.dataset.setFocus()

    def widen(self) -> None:
        """Chooses a longer period."""
        self._take(self._wanted.wider(self._today()))

    def _build(self) -> None:
        buttons = FlowLayout()
        for button in (self.up, self.down):
            buttons.addWidget(button)
        self.columns_part.body.addWidget(self.columns)
        self.columns_part.body.addWidget(self._hint)
        self.columns_part.body.addLayout(buttons)
        self.order_part.body.addWidget(self.order)
        for field in (self.first_field, self.last_field):
            self._days_flow.addWidget(field)
        self._layout = QVBoxLayout(self)
        for part in (
            self.dataset_field,
            self.period_field,
            self._days,
            self.office_field,
            self.department_field,
            self.columns_part,
            self.order_part,
            self.language_field,
            self.format_field,
        ):
            self._layout.addWidget(part)

    def _connect(self) -> None:
        self.dataset.currentIndexChanged.connect(lambda _: self._choose_dataset())
        self.period.currentIndexChanged.connect(lambda _: self._choose_period())
        self.first.changed.connect(lambda day: self._choose_day("day_from", day))
        self.last.changed.connect(lambda day: self._choose_day("day_to", day))
        self.first.failed.connect(self.first_field.set_error)
        self.last.failed.connect(self.last_field.set_error)
        self.office.changed.connect(self._choose_office)
        self.department.changed.connect(lambda: self._change(department_id=self.department.chosen_id))
        self.columns.changed.connect(lambda: self._change(columns=self.columns.checked))
        self.order.changed.connect(lambda: self._change(order=self.order.order))
        self.up.clicked.connect(lambda: self.columns.move_current(-1))
        self.down.clicked.connect(lambda: self.columns.move_current(1))
        self.language.chosen.connect(lambda key: self._change(language=key))
        self.format.chosen.connect(lambda key: self._change(format=key))

    def _change(self, **fields: Any) -> None:
        if not self._is_showing:
            self._wanted = replace(self._wanted, **fields)
            self._show_summaries()
            self.changed.emit()

    def _take(self, wanted: Wanted) -> None:
        self.show_wanted(wanted)
        self.changed.emit()

    def _choose_dataset(self) -> None:
        if not self._is_showing:
            self._take(replace(self._wanted, dataset=self.dataset.value, columns=(), order=()))

    def _choose_period(self) -> None:
        if self._is_showing:
            return
        first, last = self._wanted.days(self._today())
        if self.period.value == ALL_TIME:
            self._take(replace(self._wanted, period=CUSTOM, day_from=None, day_to=None))
        elif self.period.value == CUSTOM:
            today = self._today()
            self._take(replace(self._wanted, period=CUSTOM, day_from=first or f"{today[:8]}01", day_to=last or today))
        else:
            self._take(replace(self._wanted, period=self.period.value, day_from=None, day_to=None))

    def _choose_day(self, which: str, day: QDate) -> None:
        if self._is_showing:
            return
        said = day.toString("yyyy-MM-dd")
        is_first = which == "day_from"
        chosen = replace(self._wanted, day_from=said) if is_first else replace(self._wanted, day_to=said)
        if (chosen.day_from or "") > (chosen.day_to or "9"):  # one day draws the other with it
            chosen = replace(chosen, day_from=said, day_to=said)
        self._take(chosen)

    def _choose_office(self) -> None:
        if not self._is_showing:
            self._offer_departments()
            self._change(office_id=self.office.chosen_id, department_id=self.department.chosen_id)

    def _offer_departments(self) -> None:
        office = self.office.chosen_id
        here = [one for one in self._departments if office is None or one.office_id == office]
        self.department.show_choices([Choice(one.id, one.name) for one in here])

    def _show_fields(self) -> None:
        dataset = self.chosen
        if dataset is None:
            return
        self._is_showing = True
        wanted, words = self._wanted, _language()
        self.dataset.show_options(
            [(name, one.words.in_(words)) for name, one in self._datasets.items()], wanted.dataset
        )
        self.dataset_field.set_help(dataset.about.in_(words))
        self.period.show_options(period_options(), ALL_TIME if wanted.is_all_time else wanted.period)
        self.first.setDate(day_or_today(wanted.day_from, self._today()))
        self.last.setDate(day_or_today(wanted.day_to, self._today()))
        self.office.set_chosen(wanted.office_id)
        self._offer_departments()
        self.department.set_chosen(wanted.department_id)
        self.columns.show_columns(dataset.columns, wanted.columns or dataset.usual)
        options = [(column.name, column.words.in_(words)) for column in dataset.columns]
        self.order.show_order(options, wanted.order or dataset.order)
        self.language.set_value(wanted.language)
        self.format.set_value(wanted.format)
        self.period_field.setVisible(PERIOD in dataset.filters)
        self._days.setVisible(PERIOD in dataset.filters and wanted.period == CUSTOM and not wanted.is_all_time)
        self.office_field.setVisible(OFFICE in dataset.filters)
        self.department_field.setVisible(DEPARTMENT in dataset.filters)
        self._show_summaries()
        self._is_showing = False

    def _show_summaries(self) -> None:
        """What is folded away is told in the headings."""
        dataset = self.chosen
        if dataset is None:
            return
        is_named = self._wanted.period != CUSTOM
        self.period_field.set_help(days_words(*self._wanted.days(self._today())) if is_named else "")
        taken, all_of_them = len(self.columns.checked), len(dataset.columns)
        counted = fill(translate("Exports", "%1 of %2"), taken, all_of_them)
        self.columns_part.set_heading(translate("Exports", "Columns"), counted)
        self.order_part.set_heading(translate("Exports", "Order"), self.order.words())

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(metrics.space_l))
        self._days_flow.set_spacing(px(metrics.space_s))


def _language() -> FileLanguage:
    return "ko" if language_in_force() is Language.KOREAN else "en"
