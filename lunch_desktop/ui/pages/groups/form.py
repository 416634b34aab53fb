"""The form in which a group is made or edited."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt, QTime
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.groups.entities import Group, GroupVisibility
from lunch_desktop.domain.parties.entities import (
    LARGEST_CAPACITY,
    LONGEST_LUNCH,
    SHORTEST_LUNCH,
    SMALLEST_CAPACITY,
)
from lunch_desktop.domain.restaurants.entities import Restaurant
from lunch_desktop.domain.times import Day, day_of
from lunch_desktop.ui.pages.groups.rule_builder import RuleBuilder
from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.holidays import holidays_at
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.date_field import DateField
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, SpinBox, TextArea
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.time_field import TimeField

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group as the form has it: the fields of `group.make`."""

    name: str
    description: str
    tags: str
    visibility: str
    rule: str
    starts_on: Day
    meets: str
    minutes: int
    place: str
    capacity: int
    restaurant: Restaurant | None

    def values(self) -> dict[str, Any]:
        """By the names of a group's fields."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "restaurant"}
        return {**kept, "restaurant_id": self.restaurant.id if self.restaurant is not None else None}


def draft_of(group: Group, restaurant: Restaurant | None) -> GroupDraft:
    """A group as it is."""
    kept = {name: getattr(group, name) for name in GroupDraft.__dataclass_fields__ if name != "restaurant"}
    return GroupDraft(**kept, restaurant=restaurant)


class GroupForm(QWidget):
    """Shows a `GroupDraft` and gives it back as it was changed."""

    def __init__(self, theme: Theme, session: DesktopSession, time_zone: str) -> None:
        super().__init__()
        self.theme = theme
        today = date.fromisoformat(day_of(session.clock.now(), time_zone))
        self.name, self.place, self.tags = LineEdit(theme), LineEdit(theme), LineEdit(theme)
        self.description = TextArea(theme, lines=3)
        self.rule = RuleBuilder(theme, time_zone)
        self.starts_on, self.meets = DateField(theme, lambda: today), TimeField(theme)
        self.starts_on.set_holidays(holidays_at(time_zone))
        self.minutes = SpinBox(theme, SHORTEST_LUNCH, LONGEST_LUNCH)
        self.minutes.setSingleStep(15)
        self.capacity = SpinBox(theme, SMALLEST_CAPACITY, LARGEST_CAPACITY)
        self.restaurant = RestaurantPicker(theme, session)
        self.visibility = SegmentedControl(theme, [(one.value, "") for one in GroupVisibility], "")
        self.fields = {
            "name": Field(theme, "", self.name),
            "rule": Field(theme, "", self.rule),
            "starts_on": Field(theme, "", self.starts_on),
            "meets": Field(theme, "", self.meets),
            "minutes": Field(theme, "", self.minutes),
            "capacity": Field(theme, "", self.capacity),
            "restaurant_id": Field(theme, "", self.restaurant),
            "place": Field(theme, "", self.place),
            "visibility": Field(theme, "", self.visibility),
            "tags": Field(theme, "", self.tags),
            "description": Field(theme, "", self.description),
        }
        self._layout = QVBoxLayout(self)
        self._pairs: list[QHBoxLayout] = []
        for names in (
            ("name",),
            ("rule",),
            ("starts_on", "meets"),
            ("minutes", "capacity"),
            ("restaurant_id",),
            ("place",),
            ("visibility",),
            ("tags",),
            ("description",),
        ):
            row = QHBoxLayout()
            for name in names:
                row.addWidget(self.fields[name], 1)
            self._pairs.append(row)
            self._layout.addLayout(row)
        self._layout.addStretch(1)
        self.rule.changed.connect(lambda: self.fields["rule"].set_error(""))
        self.name.textEdited.connect(lambda: self.fields["name"].set_error(""))
        self.starts_on.changed.connect(self._start_changed)
        self.starts_on.failed.connect(self.fields["starts_on"].set_error)
        self.meets.changed.connect(lambda: self.fields["meets"].set_error(""))
        self.meets.failed.connect(self.fields["meets"].set_error)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def draft(self) -> GroupDraft:
        """The form as it stands, with what is being composed."""
        commit_pending_input(self)
        for box in (self.minutes, self.capacity):
            box.interpretText()
        return GroupDraft(
            name=self.name.text(),
            description=self.description.toPlainText(),
            tags=self.tags.text(),
            visibility=self.visibility.value,
            rule=self.rule.rule,
            starts_on=Day(self.starts_on.date().toString(Qt.DateFormat.ISODate)),
            meets=self.meets.time().toString("HH:mm"),
            minutes=self.minutes.value(),
            place=self.place.text(),
            capacity=self.capacity.value(),
            restaurant=self.restaurant.restaurant,
        )

    def show_draft(self, draft: GroupDraft) -> None:
        """Fills the form."""
        self.name.setText(draft.name)
        self.description.setPlainText(draft.description)
        self.tags.setText(draft.tags)
        self.visibility.set_value(draft.visibility)
        self.starts_on.setDate(QDate.fromString(draft.starts_on, Qt.DateFormat.ISODate))
        self.rule.show_rule(draft.rule, draft.starts_on)
        self.meets.setTime(QTime.fromString(draft.meets, "HH:mm"))
        self.minutes.setValue(draft.minutes)
        self.capacity.setValue(draft.capacity)
        self.place.setText(draft.place)
        self.restaurant.set_restaurant(draft.restaurant, "")
        for field in self.fields.values():
            field.set_error("")

    def understood(self) -> bool:
        """Whether everything that was typed could be read; else the keyboard is where it could not."""
        commit_pending_input(self)
        for name, box in (("starts_on", self.starts_on), ("meets", self.meets)):
            if not box.interpret():
                return not self.show_error(name, box.error)
        if self.rule.is_unfinished:
            return not self.show_error("rule", translate("Groups", "Choose at least one day."))
        return True

    def show_error(self, field: str, text: str) -> bool:
        """Says at a field what is wrong and brings the keyboard there; False where the form has no such field."""
        shown = self.fields.get(field)
        if shown is None:
            return False
        shown.set_error(text)
        (self.rule.often.focus_current if field == "rule" else shown.editor.setFocus)()
        return True

    def retranslate(self) -> None:
        """Says everything anew."""
        for name, label in (
            ("name", translate("Groups", "Name")),
            ("rule", translate("Groups", "How often")),
            ("starts_on", translate("Groups", "First day")),
            ("meets", translate("Groups", "Time")),
            ("minutes", translate("Groups", "Minutes")),
            ("capacity", translate("Groups", "Seats")),
            ("restaurant_id", translate("Groups", "Restaurant")),
            ("place", translate("Groups", "Meeting place")),
            ("visibility", translate("Groups", "Who can join")),
            ("tags", translate("Groups", "Tags")),
            ("description", translate("Groups", "What is it about?")),
        ):
            self.fields[name].set_label(label)
        self.visibility.set_text(GroupVisibility.OFFICE.value, translate("Groups", "The office"))
        self.visibility.set_text(GroupVisibility.INVITED.value, translate("Groups", "Invited only"))
        self.tags.setPlaceholderText(translate("Groups", "soup, walk"))
        self.restaurant.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _start_changed(self, day: QDate) -> None:
        self.fields["starts_on"].set_error("")
        self.rule.show_start(Day(day.toString(Qt.DateFormat.ISODate)))

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(metrics.space_l))
        for row in self._pairs:
            row.setSpacing(self.theme.px(metrics.space_m))
