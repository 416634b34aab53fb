"""One group: what it is, what comes next, who belongs to it, and what I can do about it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.groups.entities import GroupState, GroupVisibility
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import Employee
from lunch_desktop.store.desktop.queries.groups import GroupView, NextLunch
from lunch_desktop.ui.pages.groups.words import SEPARATOR, lunch_pill, member_count, pill_of, rule_line, takes_place
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, short_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry
from lunch_desktop.ui.widgets.pill import StatePill
from lunch_desktop.ui.widgets.tag import Tag

translate = QCoreApplication.translate


class GroupDetail(QWidget):
    """`acted` carries what is wanted and of what: of nothing, a day, a party or a colleague."""

    acted = Signal(str, str)

    def __init__(self, theme: Theme, me: EmployeeId) -> None:
        super().__init__()
        self.theme, self._me = theme, me
        self._view: GroupView | None = None
        self._layout = QVBoxLayout(self)
        self._content: QWidget | None = None
        self._layout.setContentsMargins(0, 0, 0, 0)
        follow(theme, self._restyle)

    @property
    def view(self) -> GroupView | None:
        """The group that is shown."""
        return self._view

    def show_view(self, view: GroupView | None) -> None:
        """Shows a group, and keeps the keyboard where it was."""
        if view == self._view and self._content is not None:
            return
        inner = QApplication.focusWidget()
        focused = inner.objectName() if inner is not None and self.isAncestorOf(inner) else ""
        self._view = view
        self._build()
        again = self.findChild(QWidget, focused) if focused else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Says everything anew."""
        self._build()

    def _build(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
            self._content = None
        view = self._view
        if view is None:
            return
        self._content = QWidget(self)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._head(column, view)
        self._actions(column, view)
        if view.lunches:
            self._lunches(column, view)
        self._people(column, translate("Groups", "Members"), view.members, view)
        if view.asked:
            self._people(column, translate("Groups", "Invited, no answer yet"), view.asked, view)
        column.addStretch(1)
        self._layout.addWidget(self._content)

    def _head(self, column: QVBoxLayout, view: GroupView) -> None:
        theme, group = self.theme, view.group
        first = QHBoxLayout()
        first.addWidget(Label(theme, group.name, role=TextRole.HEADING, weight=Weight.BOLD, wrap=True), 1)
        pill = pill_of(view)
        if pill is not None:
            first.addWidget(StatePill(theme, pill), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(Label(theme, rule_line(view), role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True))
        where = [view.restaurant.name if view.restaurant is not None else "", group.place]
        host = fill(translate("Groups", "Host: %1"), view.host.name) if view.host is not None else ""
        invited = group.visibility == GroupVisibility.INVITED
        seen = translate("Groups", "for those invited") if invited else ""
        for line in (SEPARATOR.join(one for one in where if one), SEPARATOR.join(one for one in (host, seen) if one)):
            if line:
                column.addWidget(Label(theme, line, colour=ColourRole.SECONDARY, wrap=True))
        if group.tags:
            tags = QWidget()
            flow = FlowLayout(tags)
            flow.set_spacing(theme.px(theme.metrics.space_xs))
            for word in group.tags.split(", "):
                flow.addWidget(Tag(theme, word))
            column.addWidget(tags)
        if group.description:
            column.addWidget(Label(theme, group.description, wrap=True))

    def _actions(self, column: QVBoxLayout, view: GroupView) -> None:
        if not view.goes_on:
            return
        hosts = view.group.host_id == self._me
        row = QWidget()
        flow = FlowLayout(row)
        flow.set_spacing(self.theme.px(self.theme.metrics.space_s))
        if not view.i_belong:
            flow.addWidget(self._button("join", translate("Groups", "Join"), ButtonKind.PRIMARY))
            if view.i_am_asked:
                flow.addWidget(self._button("leave", translate("Groups", "Decline")))
        if hosts:
            flow.addWidget(self._button("invite", translate("Groups", "Invite…"), ButtonKind.SECONDARY, Icon.INVITE))
            flow.addWidget(self._button("edit", translate("Groups", "Edit…"), ButtonKind.SECONDARY, Icon.EDIT))
            is_paused = view.group.state == GroupState.PAUSED
            text = translate("Groups", "Go on") if is_paused else translate("Groups", "Pause")
            flow.addWidget(self._button("resume" if is_paused else "pause", text))
        if view.i_belong:
            flow.addWidget(self._button("chat", translate("Groups", "Chat"), ButtonKind.SECONDARY, Icon.CHAT))
            flow.addWidget(self._button("leave", translate("Groups", "Leave"), ButtonKind.QUIET))
        if hosts:
            flow.addWidget(self._button("end", translate("Groups", "End the group"), ButtonKind.QUIET))
        column.addWidget(row)

    def _button(
        self, what: str, text: str, kind: ButtonKind = ButtonKind.SECONDARY, icon: Icon | None = None
    ) -> Button:
        button = Button(self.theme, text, kind, icon)
        button.setObjectName(what)
        button.clicked.connect(lambda: self.acted.emit(what, ""))
        return button

    def _lunches(self, column: QVBoxLayout, view: GroupView) -> None:
        column.addWidget(self._heading(translate("Groups", "Next lunches")))
        for lunch in view.lunches:
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(self.theme.metrics.space_s))
            when = f"{short_day(lunch.day)} {clock(lunch.meets_at, view.time_zone)}"
            where = lunch.said.place if lunch.said is not None and lunch.said.place else ""
            note = lunch.said.note if lunch.said is not None else ""
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(ElidedLabel(self.theme, when, weight=Weight.SEMIBOLD))
            more = SEPARATOR.join(one for one in (where, note) if one)
            if more:
                words.addWidget(ElidedLabel(self.theme, more, role=TextRole.CAPTION, colour=ColourRole.SECONDARY))
            row.addLayout(words, 1)
            row.addWidget(StatePill(self.theme, lunch_pill(lunch)))
            entries = self._lunch_entries(view, lunch)
            if entries:
                row.addWidget(
                    self._menu(f"lunch {lunch.day}", fill(translate("Groups", "More about %1"), when), entries)
                )
            column.addLayout(row)

    def _lunch_entries(self, view: GroupView, lunch: NextLunch) -> list[tuple[str, str, str, Icon | None]]:
        entries: list[tuple[str, str, str, Icon | None]] = []
        if lunch.party is not None and takes_place(lunch):
            entries.append(("party", lunch.party.id, translate("Groups", "Show the lunch"), Icon.UTENSILS))
        if view.group.host_id != self._me or not view.goes_on:
            return entries
        entries.append(("change", lunch.day, translate("Groups", "Change this lunch only…"), Icon.EDIT))
        if lunch.party is not None:
            entries.append(("edit", lunch.day, translate("Groups", "Change from this lunch on…"), Icon.CALENDAR))
        if lunch.said is None or not lunch.said.cancelled:
            entries.append(("off", lunch.day, translate("Groups", "Call this lunch off"), Icon.CLOSE))
        if lunch.said is not None:
            entries.append(("usual", lunch.day, translate("Groups", "As usual again"), Icon.UNDO))
        return entries

    def _people(self, column: QVBoxLayout, heading: str, people: tuple[Employee, ...], view: GroupView) -> None:
        is_members = people is view.members
        column.addWidget(self._heading(heading if not is_members else f"{heading}{SEPARATOR}{member_count(view)}"))
        for person in people:
            row = QHBoxLayout()
            row.setSpacing(self.theme.px(self.theme.metrics.space_s))
            row.addWidget(ElidedLabel(self.theme, person.name), 1)
            if person.id == view.group.host_id:
                row.addWidget(Tag(self.theme, translate("Groups", "Host")))
            elif view.group.host_id == self._me and view.goes_on:
                name = fill(translate("Groups", "More about %1"), person.name)
                row.addWidget(self._menu(f"person {person.id}", name, self._person_entries(person, is_members)))
            column.addLayout(row)

    def _person_entries(self, person: Employee, is_member: bool) -> list[tuple[str, str, str, Icon | None]]:
        if not is_member:
            return [("remove", person.id, translate("Groups", "Withdraw the invitation"), Icon.CLOSE)]
        return [
            ("hand_over", person.id, translate("Groups", "Make them the host…"), Icon.HOST),
            ("remove", person.id, translate("Groups", "Take off the group"), Icon.CLOSE),
        ]

    def _menu(self, object_name: str, name: str, entries: list[tuple[str, str, str, Icon | None]]) -> MenuButton:
        button = MenuButton(self.theme, "", ButtonKind.QUIET, Icon.MORE, name=name)
        button.setObjectName(object_name)
        button.show_entries([MenuEntry(f"{what} {of}", text, icon) for what, of, text, icon in entries])
        button.chosen.connect(self._chosen)
        return button

    def _chosen(self, key: str) -> None:
        what, _, of = key.partition(" ")
        self.acted.emit(what, of)

    def _heading(self, text: str) -> Label:
        return Label(self.theme, text, role=TextRole.TITLE, weight=Weight.SEMIBOLD)

    def _restyle(self) -> None:
        self._build()
