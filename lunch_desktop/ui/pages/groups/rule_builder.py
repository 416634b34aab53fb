"""Says how often a group has lunch, without a word of RFC 5545: how often, on which days, and what comes of it."""

from datetime import date
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.groups.recurring import NotPossible, check_rule, next_days, parts_of
from lunch_desktop.domain.times import Day
from lunch_desktop.system.holidays import holidays_of
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.rules import WEEKDAYS, ordinals, rule_words, weekday_name
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate
_SHOWN: Final = 5


class Often(StrEnum):
    """How often; `other` stands for rules that the builder can't say."""

    NEVER = "never"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    OTHER = "other"


class RuleBuilder(QWidget):
    """`changed` says that the rule may be another one. `rule` is "" for a group without fixed days."""

    changed = Signal()

    def __init__(self, theme: Theme, time_zone: str) -> None:
        super().__init__()
        self.theme, self._time_zone = theme, time_zone
        self._other = ""
        self._starts_on = Day("2000-01-01")
        options = [(one.value, "") for one in Often if one is not Often.OTHER]
        self.often = SegmentedControl(theme, options, "")
        self.which = SegmentedControl(theme, [(key, "") for key in ("1", "2", "3", "4", "-1")], "")
        self.days = {code: FilterChip(theme, "") for code in WEEKDAYS[:5]}
        self._chips = QWidget()
        row = FlowLayout(self._chips)
        for chip in self.days.values():
            row.addWidget(chip)
            chip.clicked.connect(self._day_clicked)
        self._flow = row
        self.words = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self.dates = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._layout = QVBoxLayout(self)
        for widget in (self.often, self.which, self._chips, self.words, self.dates):
            self._layout.addWidget(widget)
        self.often.chosen.connect(self._often_chosen)
        self.which.chosen.connect(self._tell)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def rule(self) -> str:
        """As the form says it now."""
        often, days = self.often.value, ",".join(self._chosen())
        if self._other:
            return self._other
        if often == Often.WEEKLY and days:
            return f"FREQ=WEEKLY;BYDAY={days}"
        if often == Often.BIWEEKLY and days:
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={days}"
        if often == Often.MONTHLY and days:
            return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{self.which.value}{code}" for code in self._chosen())
        return ""

    @property
    def is_unfinished(self) -> bool:
        """Whether it says how often, and not on which day."""
        return not self._other and self.often.value != Often.NEVER and not self._chosen()

    def show_rule(self, rule: str, starts_on: Day) -> None:
        """Shows a rule; one that it can't say stays as it is until something else is chosen."""
        self._starts_on = starts_on
        often, which, days = _taken_apart(rule)
        self._other = rule if often is Often.OTHER else ""
        self.often.set_value(Often.NEVER if often is Often.OTHER else often)
        self.which.set_value(which)
        for code, chip in self.days.items():
            chip.setChecked(code in days)
        self._show()

    def show_start(self, starts_on: Day) -> None:
        """Counts from another day."""
        self._starts_on = starts_on
        self._show()

    def retranslate(self) -> None:
        """Says everything anew."""
        words: tuple[tuple[str, str], ...] = (
            (Often.NEVER, translate("Groups", "No fixed days")),
            (Often.WEEKLY, translate("Groups", "Weekly")),
            (Often.BIWEEKLY, translate("Groups", "Every other week")),
            (Often.MONTHLY, translate("Groups", "Monthly")),
        )
        for key, text in words:
            self.often.set_text(key, text)
        short = {
            "1": translate("Groups", "1st"),
            "2": translate("Groups", "2nd"),
            "3": translate("Groups", "3rd"),
            "4": translate("Groups", "4th"),
            "-1": translate("Groups", "Last"),
        }
        for key, text in short.items():
            self.which.set_text(key, text)
        self.often.setAccessibleName(translate("Groups", "How often"))
        self.which.setAccessibleName(translate("Groups", "Which week of the month"))
        for code, chip in self.days.items():
            chip.setText(weekday_name(code, short=True))
            chip.setAccessibleName(weekday_name(code, short=False))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _chosen(self) -> list[str]:
        return [code for code, chip in self.days.items() if chip.isChecked()]

    def _often_chosen(self) -> None:
        self._other = ""
        self._tell()

    def _day_clicked(self) -> None:
        self._other = ""
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        often = self.often.value
        self.which.setVisible(often == Often.MONTHLY and not self._other)
        self._chips.setVisible(often != Often.NEVER)
        rule = self.rule
        if self.is_unfinished:
            self.words.setText(translate("Groups", "Choose at least one day."))
        elif rule:
            self.words.setText(rule_words(rule))
        else:
            self.words.setText(translate("Groups", "Somebody opens a lunch whenever they like."))
        self.dates.setText(self._next(rule))
        self.dates.setVisible(bool(self.dates.text()))

    def _next(self, rule: str) -> str:
        if not rule:
            return ""
        try:
            check_rule(rule, self._starts_on)
        except NotPossible:
            return ""
        days = next_days(rule, self._starts_on, self._starts_on, _SHOWN)
        off = translate("Groups", "%1 (holiday)")
        said = [
            fill(off, short_day(day))
            if date.fromisoformat(day) in holidays_of(self._time_zone, int(day[:4]))
            else short_day(day)
            for day in days
        ]
        return fill(translate("Groups", "Next: %1"), ", ".join(said))

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))


def _taken_apart(rule: str) -> tuple[Often, str, frozenset[str]]:
    """How often, which week of the month, and the weekdays."""
    if not rule:
        return Often.NEVER, "1", frozenset()
    try:
        parts = dict(parts_of(rule))
    except NotPossible:
        return Often.OTHER, "1", frozenset()
    frequency, every = parts.pop("FREQ"), parts.pop("INTERVAL", "1")
    days = parts.pop("BYDAY", "").split(",")
    if parts or not days[0]:
        return Often.OTHER, "1", frozenset()
    if frequency == "WEEKLY" and every in ("1", "2") and set(days) <= set(WEEKDAYS[:5]):
        return (Often.WEEKLY if every == "1" else Often.BIWEEKLY), "1", frozenset(days)
    numbers = {one[:-2] for one in days}
    known = len(numbers) == 1 and numbers <= set(ordinals()) - {"5"} and {one[-2:] for one in days} <= set(WEEKDAYS[:5])
    if frequency == "MONTHLY" and every == "1" and known:
        return Often.MONTHLY, numbers.pop(), frozenset(one[-2:] for one in days)
    return Often.OTHER, "1", frozenset()
