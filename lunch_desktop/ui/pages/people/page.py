"""The page of colleagues: everybody at the office, found by name, and what I may know of each."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.store.desktop.queries.people import Colleague, Directory
from lunch_desktop.ui.actions.parties import invite_colleagues
from lunch_desktop.ui.actions.today import copy_text
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.parties.subjects import new_with
from lunch_desktop.ui.pages.people.detail import PersonDetail
from lunch_desktop.ui.pages.people.detail_sheet import PersonSheet
from lunch_desktop.ui.pages.people.items import PeopleFilter, PersonItem, PersonItems, departments, shown
from lunch_desktop.ui.pages.people.row import PersonRow
from lunch_desktop.ui.pages.proposals.proposing import propose
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.fitting import FittingScroll
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

_BESIDE_FROM_EM: Final = 60
_SIDE_WIDTH: Final = 320
_EVERY_TEAM: Final = "all teams"
_TICK_MS: Final = 30_000


class PeoplePage(Page):
    """Subjects: None shows the list, an employee's id that colleague."""

    key: ClassVar[str] = "people"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "employees",
            "departments",
            "offices",
            "free_windows",
            "visits",
            "memberships",
            "parties",
            "groups",
            "group_members",
        }
    )

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self._directory: Directory | None = None
        self._people: list[Colleague] = []
        self._search, self._team, self._chosen, self._wanted = "", "", "", ""
        self._wants_focus, self._from_top = False, True
        self._sheet: PersonSheet | None = None
        self.filter = SegmentedControl(self.theme, [(one.value, "") for one in PeopleFilter], "", wraps=True)
        self.filter.chosen.connect(lambda _key: self._narrow())
        self.team_button = MenuButton(self.theme, kind=ButtonKind.SECONDARY)
        self.team_button.chosen.connect(self._choose_team)
        self._count = Label(self.theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.list = RowList(self.theme, lambda: PersonRow(self.theme), self._fill, key_of=_key_of)
        self.detail = PersonDetail(self.theme)
        self._empty = EmptyState(self.theme, Icon.PEOPLE, "")
        self._nobody = EmptyState(self.theme, Icon.PERSON, "")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.refresh)
        self._build()
        self._connect()
        self.retranslate()
        follow(self.theme, self._restyle)

    def open(self, subject: str | None) -> None:
        """Shows the list, or a colleague."""
        self._wanted = subject or ""
        self.context.shell.set_header(translate("People", "People"))
        super().open(subject)

    def refresh(self) -> None:
        """Reads the directory anew."""
        now = self.context.session.clock.now()
        self.context.session.read(lambda reads: reads.directory(now), self._take, key="people", receiver=self)

    def retranslate(self) -> None:
        """Says everything anew."""
        title = translate("People", "People")
        self.setAccessibleName(title)
        self.list.setAccessibleName(translate("People", "Colleagues"))
        for which, text in (
            (PeopleFilter.ALL, translate("People", "Everybody")),
            (PeopleFilter.CIRCLE, translate("People", "My circle")),
            (PeopleFilter.EATEN_WITH, translate("People", "Eaten with")),
            (PeopleFilter.FREE, translate("People", "Free today")),
        ):
            self.filter.set_text(which.value, text)
        self.filter.setAccessibleName(translate("People", "Which colleagues"))
        self._nobody.show_content(
            Icon.PERSON,
            translate("People", "Who comes along?"),
            translate("People", "Choose a colleague to see when they are free and to have lunch with them."),
        )
        self.detail.retranslate()
        if self._directory is not None:
            self._narrow(keep_place=True)
        if self.isVisible():
            self.context.shell.set_header(title)

    def find_text(self, text: str) -> None:
        """Narrows the list by name, initial consonants or team."""
        if text.strip() != self._search:
            self._search = text.strip()
            self._narrow()

    def remember(self) -> dict[str, Any]:
        """Which list, and who is shown."""
        return {**super().remember(), "filter": self.filter.value, "shown": self._chosen}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """See remember."""
        if kept.get("filter") in tuple(PeopleFilter):
            self.filter.set_value(str(kept["filter"]))
        if isinstance(kept.get("shown"), str):
            self._chosen = kept["shown"]
        super().recall(kept)

    def focus_first(self) -> None:
        """The row that is at hand, as soon as there is one."""
        self._wants_focus = self._directory is None
        if self._sheet is None and self.list.count:
            self.list.focus_row(max(0, self.list.current))
        elif self._directory is not None:
            self.filter.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Who is free changes with the time."""
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Unseen, it costs nothing."""
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows a colleague beside the list, or in a sheet."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def shown(self) -> Colleague | None:
        """Who is shown beside the list or in the sheet."""
        directory = self._directory
        everybody = directory.colleagues if directory is not None else ()
        return next((one for one in everybody if one.id == self._chosen), None)

    def _take(self, directory: Directory | None) -> None:
        self._directory = directory
        if directory is None:
            return
        self._narrow(keep_place=not self._from_top)
        self._from_top = False
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._show_person(wanted)
        if self._wants_focus:
            self.focus_first()

    def _narrow(self, *, keep_place: bool = False) -> None:
        directory = self._directory
        if directory is None:
            return
        teams = departments(directory)
        every = translate("People", "Every team")
        self.team_button.setText(dict(teams).get(self._team, every))
        self.team_button.show_entries([MenuEntry(_EVERY_TEAM, every), *(MenuEntry(*one) for one in teams)])
        self._people = shown(directory, PeopleFilter(self.filter.value), self._team, self._search)
        self.list.show_items(PersonItems(self._people, directory))
        if not keep_place:
            self.list.verticalScrollBar().setValue(0)
        count = len(self._people)
        self._count.setText(translate("People", "%n colleague(s)", None, count) if count else "")
        self._stack.setCurrentWidget(self._card if count else self._nothing)
        if not count:
            self._say_empty()
        self._show_chosen()

    def _say_empty(self) -> None:
        which = PeopleFilter(self.filter.value)
        if self._search:
            title = fill(translate("People", "Nobody found for “%1”"), self._search)
            sentence = translate("People", "Type a name, its initial consonants, or a team.")
            self._empty.show_content(Icon.SEARCH, title, sentence)
            return
        words = {
            PeopleFilter.ALL: (translate("People", "Nobody here yet"), ""),
            PeopleFilter.CIRCLE: (
                translate("People", "Your circle is still small"),
                translate("People", "Your team, your groups and those you have had lunch with belong to it."),
            ),
            PeopleFilter.EATEN_WITH: (
                translate("People", "No lunch together yet"),
                translate("People", "Say “We went” after lunch, and those who were there stand here."),
            ),
            PeopleFilter.FREE: (
                translate("People", "Nobody of your circle has said so yet"),
                translate("People", "Colleagues who are free for lunch today stand here."),
            ),
        }
        self._empty.show_content(Icon.PEOPLE, *words[which])

    def _choose_team(self, key: str) -> None:
        self._team = "" if key == _EVERY_TEAM else key
        self._narrow()

    def _open_row(self, index: int) -> None:
        if 0 <= index < len(self._people):
            self._show_person(self._people[index].id)

    def _browse_row(self, index: int) -> None:
        if self._is_beside:
            self._open_row(index)

    def _show_person(self, employee_id: str) -> None:
        self._chosen = employee_id
        if not self._is_beside and self._sheet is None and self.shown is not None:
            self._sheet = PersonSheet(self.theme, self)
            self._wire(self._sheet.detail)
            self._sheet.closed.connect(self._sheet_closed)
            self._show_chosen()
            self._sheet.open(self._sheet.detail.first_button())
            return
        self._show_chosen()

    def _show_chosen(self) -> None:
        one, directory = self.shown, self._directory
        self._side_stack.setCurrentWidget(self.detail if one is not None else self._nobody)
        detail = self._sheet.detail if self._sheet is not None else self.detail
        if one is not None and directory is not None:
            detail.show_colleague(one, directory)
        self.list.refresh()

    def _sheet_closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None
        if not self._is_beside:
            self._chosen = ""

    def _invite(self) -> None:
        one, hosted = self.shown, self._directory.hosted if self._directory is not None else None
        if one is None or hosted is None:
            return
        said = fill(translate("People", "%1 is invited to “%2”"), one.name, hosted.title)

        def done(performed: Performed) -> None:
            self.context.shell.toast(said, lambda: self.context.session.undo(performed.uuid))

        invite_colleagues(self.context.session, hosted.id, [one.id], done, self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self.context.shell.toast(refusal_text(refusal.code, refusal.details).sentence)

    def _new_party(self) -> None:
        if self.shown is not None:
            self.context.shell.navigate("parties", new_with(self.shown.id))

    def _propose(self) -> None:
        if self.shown is not None:
            propose(self.context, [self.shown.id], self.window())

    def _copy(self) -> None:
        if self.shown is not None:
            copy_text(self.shown.extension)
            self.context.shell.toast(fill(translate("People", "%1 is on the clipboard"), self.shown.extension))

    def _fill(self, row: ListRow, item: object) -> None:
        if isinstance(row, PersonRow) and isinstance(item, PersonItem):
            row.show_item(item, chosen=self._is_beside and item.colleague.id == self._chosen)

    def _connect(self) -> None:
        self.list.activated.connect(self._open_row)
        self.list.opened.connect(self._open_row)
        self.list.current_changed.connect(self._browse_row)
        self._wire(self.detail)

    def _wire(self, detail: PersonDetail) -> None:
        detail.invited.connect(self._invite)
        detail.new_party.connect(self._new_party)
        detail.proposed.connect(self._propose)
        detail.copied.connect(self._copy)

    @property
    def _is_beside(self) -> bool:
        return self.theme.em(self) >= _BESIDE_FROM_EM

    def _build(self) -> None:
        self._card = Card(self.theme, padding=4)
        self._card.body.addWidget(self.list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._card)
        self._nothing = ScrollPage(self.theme, self._empty)
        self._stack.addWidget(self._nothing)
        bar = QWidget()
        self._bar = FlowLayout(bar)
        self._bar.addWidget(self.filter)
        self._bar.addWidget(self.team_button)
        self._main = QVBoxLayout()
        self._main.addWidget(FittingScroll(self.theme, bar))
        self._main.addWidget(self._count)
        self._main.addWidget(self._stack, 1)
        self._side_stack = QStackedWidget()
        self._side_stack.addWidget(self._nobody)
        self._side_stack.addWidget(self.detail)
        self._side = Card(self.theme)
        self._side.body.addWidget(self._side_stack)
        left = QWidget()
        left.setLayout(self._main)
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(left, 1)
        self._layout.addWidget(self._side)

    def _arrange(self) -> None:
        beside = self._is_beside
        if beside == (not self._side.isHidden()):
            return
        self._side.setVisible(beside)
        if beside and self._sheet is not None:
            self._sheet.close_sheet()
        self._show_chosen()

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        edge = px(metrics.space_xl)
        self._layout.setContentsMargins(edge, px(metrics.space_s), edge, edge)
        self._layout.setSpacing(px(metrics.space_l))
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.setSpacing(px(metrics.space_s))
        self._bar.set_spacing(px(metrics.space_s))
        self._side.setFixedWidth(px(_SIDE_WIDTH))
        self._arrange()


def _key_of(item: object) -> str:
    return item.colleague.id if isinstance(item, PersonItem) else ""
