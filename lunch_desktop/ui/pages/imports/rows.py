"""A line of a list as it is looked at before it is taken: what it says, what it does, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from lunch_desktop.exchange.importer import Importer
from lunch_desktop.exchange.listing import Line, LineFault, LineState
from lunch_desktop.ui.pages.imports.words import TONES, fault_words, state_word
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.list_row import ListRow
from lunch_desktop.ui.widgets.pill import PillContent, paint_pill, pill_width

_ORDER = (LineState.FAULTY, LineState.NEW, LineState.CHANGED, LineState.SAME)


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """One line; `name` is all of it, for screen readers."""

    line: int
    said: str
    wrong: str
    state: LineState
    name: str


def preview_items(importer: Importer, lines: Sequence[Line], faults: Sequence[LineFault]) -> list[PreviewItem]:
    """All lines, those that are wrong first, then what is new, changed and as it is; each by its place in the file."""
    wrong: dict[int, list[str]] = {}
    for fault in faults:
        wrong.setdefault(fault.line, []).append(fault_words(importer, fault))
    items = []
    for line in lines:
        said = " · ".join(line.cells.values())
        why = " ".join(wrong.get(line.line, ()))
        state = LineState.FAULTY if why else line.state
        name = ", ".join(part for part in (str(line.line), state_word(state), said, why) if part)
        items.append(PreviewItem(line.line, said, why, state, name))
    return sorted(items, key=lambda one: (_ORDER.index(one.state), one.line))


class PreviewRow(ListRow):
    """Shows a `PreviewItem`: its number, its cells, its state, and below what is wrong."""

    def __init__(self, theme: Theme) -> None:
        self._item: PreviewItem | None = None
        super().__init__(theme)

    def row_height(self) -> int:
        """Two lines."""
        return 48

    def show_item(self, item: PreviewItem) -> None:
        """Shows another line."""
        self._item = item
        self.describe(item.name)
        self.update()

    def paint_content(self, painter: QPainter) -> None:
        """Draws the number, the cells, the pill, and what is wrong."""
        item, theme = self._item, self.theme
        if item is None:
            return
        side, number = theme.px(theme.metrics.space_m), theme.px(44)
        first, second = theme.line(TextRole.BODY), theme.line(TextRole.CAPTION)
        height = first + (second if item.wrong else 0)
        top = (self.height() - height) // 2
        content = PillContent(state_word(item.state), TONES[item.state])
        width, tall = pill_width(theme, content), theme.px(24)
        pill = QRect(self.width() - side - width, (self.height() - tall) // 2, width, tall)
        paint_pill(painter, theme, pill, content, self.devicePixelRatioF())
        left, room = side + number, self.width() - 3 * side - number - width
        place = QRect(side, top, number, first)
        self.text_line(painter, place, str(item.line), TextRole.CAPTION, colour=ColourRole.SECONDARY, tabular=True)
        self.text_line(painter, QRect(left, top, room, first), item.said)
        if item.wrong:
            below = QRect(left, top + first, room, second)
            self.text_line(painter, below, item.wrong, TextRole.CAPTION, colour=ColourRole.REFUSED_TEXT)
