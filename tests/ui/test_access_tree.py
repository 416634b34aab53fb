"""What a screen reader finds on every page: names, roles, an order, and that nothing is told wrongly."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.widgets.banner import Banner
from lunch_desktop.ui.widgets.card import SideCard
from lunch_desktop.ui.widgets.check_box import CheckBox, RadioButton
from lunch_desktop.ui.widgets.chip import FilterChip, SyncChip
from lunch_desktop.ui.widgets.hero import HeroCard
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.pill import StatePill
from lunch_desktop.ui.widgets.radio_group import RadioGroup
from lunch_desktop.ui.widgets.rail import NavigationRail
from lunch_desktop.ui.widgets.row_list import RowList
from lunch_desktop.ui.widgets.segmented import SegmentedControl
from lunch_desktop.ui.widgets.sheet import SideSheet
from lunch_desktop.ui.widgets.switch import Switch
from lunch_desktop.ui.widgets.tag import Tag
from lunch_desktop.ui.widgets.toast import Toast
from tests.ui.access_stage import WholeWindow, shown_parts, whole_window

Role, Text = QAccessible.Role, QAccessible.Text

OPERATED = {
    Role.Button,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.ListItem,
    Role.List,
    Role.PageTab,
    Role.PageTabList,
    Role.Dialog,
    Role.Graphic,
    Role.Grouping,
    Role.Heading,
    Role.Notification,
    Role.AlertMessage,
    Role.ProgressBar,
}
"""Roles that are of no use without a name."""

ROLES: dict[type[QWidget], set[QAccessible.Role]] = {
    RowList: {Role.List},
    ListRow: {Role.ListItem},
    NavigationRail: {Role.PageTabList},
    SegmentedControl: {Role.Grouping},
    FilterChip: {Role.CheckBox, Role.RadioButton},
    SyncChip: {Role.Button},
    CheckBox: {Role.CheckBox},
    Switch: {Role.CheckBox, Role.Switch},
    RadioGroup: {Role.Grouping},
    Banner: {Role.AlertMessage},
    RadioButton: {Role.RadioButton},
    HeroCard: {Role.Grouping},
    SideCard: {Role.Grouping},
    SideSheet: {Role.Dialog},
    Toast: {Role.Notification},
    StatePill: {Role.StaticText},
    Tag: {Role.StaticText},
}
"""What the program's own widgets are to a screen reader."""


@dataclass(frozen=True)
class Node:
    """One thing in the tree."""

    thing: QAccessibleInterface
    path: str

    @property
    def role(self) -> QAccessible.Role:
        """What it is."""
        return self.thing.role()

    @property
    def name(self) -> str:
        """What it is called."""
        return self.thing.text(Text.Name).strip()

    def __str__(self) -> str:
        return f"{self.path} / {self.role.name} {self.name!r} ({type(self.thing.object()).__name__})"


def walk(thing: QAccessibleInterface, path: str = "") -> Iterator[Node]:
    """Everything that is shown, in the order in which it is read."""
    yield Node(thing, path)
    inner = f"{path} / {thing.text(Text.Name) or thing.role().name}"
    for place in range(thing.childCount()):
        child = _child(thing, place)
        if child is not None:
            yield from walk(child, inner)


def _child(thing: QAccessibleInterface, place: int) -> QAccessibleInterface | None:
    """A child that is shown."""
    child: QAccessibleInterface | None = thing.child(place)
    return None if child is None or child.state().invisible else child


def tree_of(root: QWidget) -> list[Node]:
    """The tree under a window or a part of it."""
    return list(walk(QAccessible.queryAccessibleInterface(root)))


def nameless(nodes: list[Node]) -> list[str]:
    """What a person would hear as a bare "button"."""
    of_use = (node for node in nodes if node.role in OPERATED or node.thing.state().focusable)
    return [str(node) for node in of_use if not node.name and not _hands_focus_on(node)]


def _hands_focus_on(node: Node) -> bool:
    """Part of an input that is named as a whole, or a scroll area: its content is what is read."""
    widget = node.thing.object()
    return isinstance(widget, QWidget) and widget.objectName().startswith("qt_")


def told_alike(nodes: list[Node]) -> list[str]:
    """What can be pressed or filled in and can't be told from its neighbour."""
    seen = Counter(
        (node.path, node.role, node.name, node.thing.text(Text.Description))
        for node in nodes
        if node.role in OPERATED and node.thing.state().focusable
    )
    return [f"{count} × {key}" for key, count in seen.items() if count > 1]


def wrong_roles(nodes: list[Node]) -> list[str]:
    """A row that is told as a button, a group that is told as nothing."""
    wrong = []
    for node in nodes:
        widget = node.thing.object()
        allowed = next((roles for kind, roles in ROLES.items() if isinstance(widget, kind)), None)
        if allowed is not None and node.role not in allowed:
            wrong.append(f"{node} should be {sorted(role.name for role in allowed)}")
        if node.role is Role.Client and node.name:
            wrong.append(f"{node} has a name and no role")
    return wrong


def broken_links(nodes: list[Node]) -> list[str]:
    """Where the way down and the way up differ: screen readers go both."""
    broken = []
    for node in nodes:
        for place in range(node.thing.childCount()):
            child = _child(node.thing, place)
            if child is None:
                continue
            above: QAccessibleInterface | None = child.parent()
            if above is None or above.object() is not node.thing.object():
                broken.append(f"{node}: the parent of its {place}. child is {above}")
            elif node.thing.indexOfChild(child) != place:
                broken.append(f"{node}: its {place}. child says {node.thing.indexOfChild(child)}")
    return broken


def faults(root: QWidget) -> list[str]:
    """All that is wrong with what a screen reader hears of a window."""
    nodes = tree_of(root)
    return [
        *(f"no name: {one}" for one in nameless(nodes)),
        *(f"alike: {one}" for one in told_alike(nodes)),
        *(f"wrong role: {one}" for one in wrong_roles(nodes)),
        *(f"broken: {one}" for one in broken_links(nodes)),
    ]


@pytest.fixture(params=Language)
def whole(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[WholeWindow]:
    """The program in both languages."""
    with whole_window(tmp_path, qtbot, request.param) as made:
        yield made


def test_every_page_tells_what_it_shows(whole: WholeWindow) -> None:
    found = {part: faults(root) for part, root in shown_parts(whole)}
    assert not any(found.values()), "\n".join(f"{part}: {line}" for part, lines in found.items() for line in lines)


def test_rows_are_items_of_a_list_and_pressing_one_is_enter(whole: WholeWindow) -> None:
    page = whole.show("today")
    listing = page.findChild(RowList)
    assert listing is not None
    rows = [node for node in tree_of(listing) if node.role is Role.ListItem]
    assert len(rows) == listing.count == 5
    places = [node.thing.text(Text.Description) for node in rows]
    assert len(set(places)) == 5
    assert all("5" in place and str(number) in place for number, place in enumerate(places, 1))
    first = rows[0].thing
    assert first.actionInterface().actionNames()[0] == "Press"
    pressed: list[int] = []
    listing.activated.connect(pressed.append)
    first.actionInterface().doAction("Press")
    assert pressed == [0]
