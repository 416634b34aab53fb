"""The page of groups: those I am asked to, mine, those I could join; one beside them."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.groups.excepting import ExceptLunch
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import Employee, Office
from lunch_desktop.domain.times import Day
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.groups import GroupView
from lunch_desktop.ui.actions import groups as actions
from lunch_desktop.ui.commands import Command, CommandGroup
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.groups.composer import GroupSheets
from lunch_desktop.ui.pages.groups.detail import GroupDetail
from lunch_desktop.ui.pages.groups.row import GroupRow
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.texts.times import short_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.dialog import ConfirmDialog
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate
_BESIDE_FROM_EM = 60
_DETAIL_WIDTH = 380


class GroupsPage(Page):
    """Subjects: None shows the list, "new" the form of a new group, an id that group."""

    key: ClassVar[str] = "groups"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"groups", "group_members", "group_exceptions", "parties", "employees", "restaurants", "offices"}
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._shown, self._search, self._time_zone = "", "", ""
        self._wants_new, self._wants_focus = False, False
        self._groups: list[GroupView] | None = None
        self._sheet: SideSheet | None = None
        self.rows: list[GroupRow] = []
        self.sheets = GroupSheets(context, self, self._was_saved, self._refused)
        self.detail = GroupDetail(self.theme, context.session.reads.actor)
        self.detail.acted.connect(self._act)
        self.new_button = Button(self.theme, "", ButtonKind.PRIMARY, Icon.PLUS)
        self.new_button.clicked.connect(self.new_group)
        self._commands = (
            Command(
                "groups.new",
                CommandGroup.PAGE,
                lambda: translate("Groups", "New group"),
                self.new_group,
                icon=Icon.PLUS,
                enabled=lambda: self.sheets.sheet is None,
            ),
        )
        self._build()
        self.retranslate()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Shows the list, the form or a group."""
        self._name_header()
        self.refresh()
        if subject == "new":
            self.new_group()
        elif subject:
            self.show_group(subject)

    def refresh(self) -> None:
        """Reads all groups anew; and the office, which is not there before the very first sync."""
        if not self._time_zone:
            self.context.session.read(lambda reads: reads.me(), self._know_office, key="groups.office", receiver=self)
        now = self.context.session.clock.now()
        self.context.session.read(lambda reads: reads.groups(now), self._take, key="groups", receiver=self)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.new_button.setText(translate("Groups", "New group"))
        self._nobody.show_content(
            Icon.GROUPS,
            translate("Groups", "Lunch that comes by itself"),
            translate("Groups", "Choose a group to see when it meets next and who belongs to it."),
        )
        self._empty.show_content(
            Icon.GROUPS,
            translate("Groups", "No groups yet"),
            translate("Groups", "A group has lunch regularly: its parties open by themselves, a week ahead."),
            translate("Groups", "Make the first one"),
        )
        self.detail.retranslate()
        self._fill()
        if self.isVisible():
            self._name_header()

    def find_text(self, text: str) -> None:
        """Narrows the list to names and tags that hold every word."""
        self._search = text
        self._fill()

    def commands(self) -> Sequence[Command]:
        """A new group."""
        return self._commands

    def focus_first(self) -> None:
        """The first row, else the button."""
        self._wants_focus = self._groups is None
        if self.sheets.sheet is None:
            (self.rows[0] if self.rows else self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def new_group(self) -> None:
        """Offers a new group, as soon as it is known at which office."""
        self._wants_new = not self._time_zone
        if self._time_zone:
            self.sheets.make(self._time_zone)

    def show_group(self, group_id: str) -> None:
        """Shows one group, beside the list where there is room, else in a sheet."""
        self._shown = group_id
        self._show_detail()
        if not self._is_beside and self.detail.view is not None:
            self._open_sheet()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from row to row."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = QApplication.focusWidget()
        if step is None or not isinstance(focused, GroupRow) or focused not in self.rows:
            super().keyPressEvent(event)
            return
        place = self.rows.index(focused) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
            if self._is_beside:
                self.show_group(self.rows[place].view.group.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the group beside the list, or away."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _is_beside(self) -> bool:
        return self.theme.em(self) >= _BESIDE_FROM_EM

    def _build(self) -> None:
        self._nobody = EmptyState(self.theme, Icon.GROUPS, "")
        self._empty = EmptyState(self.theme, Icon.GROUPS, "", kind=ButtonKind.PRIMARY)
        self._empty.pressed.connect(self.new_group)
        self._list = QWidget()
        self._list_layout = QVBoxLayout(self._list)
        self._list_scroll = ScrollPage(self.theme, self._list)
        self._lists = QStackedWidget()
        self._lists.addWidget(self._list_scroll)
        self._nothing = ScrollPage(self.theme, self._empty)
        self._lists.addWidget(self._nothing)
        self._bar = QHBoxLayout()
        self._bar.addStretch(1)
        self._bar.addWidget(self.new_button)
        self._left = QVBoxLayout()
        self._left.addLayout(self._bar)
        self._left.addWidget(self._lists, 1)
        self._holder = QWidget()
        self._holder_layout = QVBoxLayout(self._holder)
        self._holder_layout.setContentsMargins(0, 0, 0, 0)
        self._holder_layout.addWidget(self.detail)
        self._side_stack = QStackedWidget()
        self._side_stack.addWidget(self._nobody)
        self._side_stack.addWidget(ScrollPage(self.theme, self._holder))
        self._side = Card(self.theme)
        self._side.body.addWidget(self._side_stack)
        self._layout = QHBoxLayout(self)
        self._layout.addLayout(self._left, 1)
        self._layout.addWidget(self._side)

    def _know_office(self, found: tuple[Employee, Office] | None) -> None:
        if found is not None:
            self._time_zone = found[1].time_zone
            if self._wants_new:
                self.new_group()

    def _take(self, groups: list[GroupView]) -> None:
        self._groups = groups
        self._fill()
        self._show_detail()
        if self._wants_focus:
            self.focus_first()

    def _fill(self) -> None:
        if self._groups is None:
            return
        words = self._search.casefold().split()
        found = [
            one
            for one in self._groups
            if all(word in f"{one.group.name} {one.group.tags}".casefold() for word in words)
        ]
        focused = QApplication.focusWidget()
        kept = focused.view.group.id if isinstance(focused, GroupRow) and focused in self.rows else ""
        while (item := self._list_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for heading, some in (
            (translate("Groups", "Invited"), [one for one in found if one.i_am_asked]),
            (translate("Groups", "My groups"), [one for one in found if one.i_belong]),
            (translate("Groups", "You can join"), [one for one in found if not one.i_belong and not one.i_am_asked]),
        ):
            self._section(heading, some)
        self._list_layout.addStretch(1)
        self._lists.setCurrentWidget(self._list_scroll if self._groups else self._nothing)
        self.new_button.setVisible(bool(self._groups))
        again = next((row for row in self.rows if row.view.group.id == kept), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _section(self, heading: str, some: list[GroupView]) -> None:
        if not some:
            return
        title = Label(self.theme, heading, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        card = Card(self.theme, padding=4)
        for view in some:
            row = GroupRow(self.theme, view)
            row.opened.connect(partial(self.show_group, view.group.id))
            row.activated.connect(partial(self.show_group, view.group.id))
            card.body.addWidget(row)
            self.rows.append(row)
        self.rows[-1].last = True
        self._list_layout.addWidget(title)
        self._list_layout.addWidget(card)

    def _show_detail(self) -> None:
        view = next((one for one in self._groups or () if one.group.id == self._shown), None)
        self.detail.show_view(view)
        self._side_stack.setCurrentIndex(0 if view is None else 1)
        if view is None and self._sheet is not None:
            self._sheet.close_sheet()

    def _open_sheet(self) -> None:
        if self._sheet is not None:
            return
        name = translate("Groups", "Group")
        self._sheet = SideSheet(self.theme, self.window(), name, translate("Groups", "Close the group"))
        self._sheet.body.addWidget(self.detail)
        self._sheet.closed.connect(self._sheet_closed)
        self._sheet.open()

    def _sheet_closed(self) -> None:
        sheet, self._sheet = self._sheet, None
        self._holder_layout.addWidget(self.detail)
        if sheet is not None:
            sheet.deleteLater()

    def _act(self, what: str, of: str) -> None:
        """What a button or a menu of the group asks for."""
        view = self.detail.view
        if view is None:
            return
        session, group = self.context.session, view.group
        if what == "party":
            self.context.shell.navigate("parties", of)
        elif what == "chat":
            self.context.shell.navigate("chat", group.id)
        elif what in ("edit", "change", "invite"):
            if self._sheet is not None:
                self._sheet.close_sheet()
            self._open_form(what, of, view)
        elif what == "join":
            told = fill(translate("Groups", "You belong to “%1” now"), group.name)
            actions.join_group(session, group.id, lambda done: self._tell(done, told), self._refused)
        elif what in ("pause", "resume"):
            told = translate("Groups", "“%1” pauses") if what == "pause" else translate("Groups", "“%1” goes on")
            self._of_group(f"group.{what}", view, fill(told, group.name))
        elif what in ("leave", "end", "hand_over"):
            self._ask(what, of, view)
        elif what == "remove":
            told = translate("Groups", "Taken off the group")
            self._of_colleague("group.uninvite", of, view, told)
        elif what == "off":
            told = fill(translate("Groups", "The lunch of %1 is called off"), short_day(Day(of)))
            said = ExceptLunch(group.id, Day(of), True, None, None, None, None, "")
            actions.except_lunch(session, said, lambda done: self._tell(done, told), self._refused)
        elif what == "usual":
            told = fill(translate("Groups", "The lunch of %1 is as usual"), short_day(Day(of)))
            actions.follow_rule(session, group.id, Day(of), lambda done: self._tell(done, told), self._refused)

    def _open_form(self, what: str, of: str, view: GroupView) -> None:
        if what == "edit":
            self.sheets.edit(view, Day(of) if of else None)
        elif what == "invite":
            self.sheets.invite(view)
        else:
            lunch = next((one for one in view.lunches if one.day == of), None)
            if lunch is not None:
                self.sheets.change_lunch(view, lunch)

    def _ask(self, what: str, of: str, view: GroupView) -> None:
        """Before what can't be undone."""
        session, group = self.context.session, view.group
        if what == "leave" and view.i_am_asked:
            declined = translate("Groups", "Declined")
            actions.leave_group(session, view, lambda _done: self._tell_final(declined), self._refused)
            return
        name = next((one.name for one in view.members if one.id == of), "")
        title, text, confirm = {
            "leave": (
                fill(translate("Groups", "Leave “%1”?"), group.name),
                self._what_leaving_does(view),
                translate("Groups", "Leave"),
            ),
            "end": (
                fill(translate("Groups", "End “%1”?"), group.name),
                translate("Groups", "Its lunches still to come are called off. This can’t be undone."),
                translate("Groups", "End the group"),
            ),
            "hand_over": (
                fill(translate("Groups", "Make %1 the host?"), name),
                translate("Groups", "Only they can give it back to you."),
                translate("Groups", "Hand over"),
            ),
        }[what]
        keep = translate("Groups", "Keep it")
        dialog = ConfirmDialog(self.theme, title, text, confirm, keep, danger=what != "hand_over", parent=self.window())
        told = {
            "leave": fill(translate("Groups", "You have left “%1”"), group.name),
            "end": fill(translate("Groups", "“%1” has ended"), group.name),
            "hand_over": fill(translate("Groups", "%1 is the host now"), name),
        }[what]

        def final(_done: Performed) -> None:
            self._tell_final(told)

        def go() -> None:
            if what == "leave":
                actions.leave_group(session, view, final, self._refused)
            elif what == "end":
                actions.of_group(session, "group.end", group.id, final, self._refused)
            else:
                whom = EmployeeId(of)
                actions.of_colleague(session, "group.hand_over", group.id, whom, final, self._refused)

        dialog.accepted.connect(go)
        dialog.open()

    def _what_leaving_does(self, view: GroupView) -> str:
        if view.group.host_id != self.context.session.reads.actor:
            return translate("Groups", "You are no longer invited to its lunches. Seats that you took stay yours.")
        if len(view.members) > 1:
            return translate("Groups", "Whoever has been in the group longest becomes its host.")
        return translate("Groups", "Nobody else belongs to it, so the group ends.")

    def _of_group(self, name: str, view: GroupView, told: str) -> None:
        actions.of_group(self.context.session, name, view.group.id, lambda done: self._tell(done, told), self._refused)

    def _of_colleague(self, name: str, colleague: str, view: GroupView, told: str) -> None:
        actions.of_colleague(
            self.context.session,
            name,
            view.group.id,
            EmployeeId(colleague),
            lambda done: self._tell(done, told),
            self._refused,
        )

    def _was_saved(self, performed: Performed, told: str) -> None:
        made = performed.answer.get("group_id")
        if made:
            self._shown = str(made)
        self._tell(performed, told)

    def _tell(self, performed: Performed, told: str) -> None:
        session = self.context.session
        self.context.shell.toast(told, lambda: session.undo(performed.uuid, None, self._refused))

    def _tell_final(self, told: str) -> None:
        self.context.shell.toast(told)

    def _refused(self, refusal: Refusal) -> None:
        self.context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)

    def _name_header(self) -> None:
        self.context.shell.set_header(translate("Groups", "Groups"), "")
        self.setAccessibleName(translate("Groups", "Groups"))

    def _arrange(self) -> None:
        self._side.setVisible(self._is_beside)
        self._side.setFixedWidth(self.theme.px(_DETAIL_WIDTH))

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_xl)
        self._layout.setContentsMargins(side, theme.px(metrics.space_s), side, side)
        self._layout.setSpacing(theme.px(metrics.space_l))
        self._left.setSpacing(theme.px(metrics.space_s))
        self._list_layout.setContentsMargins(0, 0, 0, 0)
        self._list_layout.setSpacing(theme.px(metrics.space_s))
        self._arrange()
