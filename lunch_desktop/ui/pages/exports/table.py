"""The first rows of what an export will hold, as a table."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from lunch_desktop.exchange.columns import Column, FileLanguage
from lunch_desktop.ui.pages.exports.cells import NUMBERS, shown
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_focus
from lunch_desktop.ui.widgets.dressed import dress

_WIDEST: Final = 280
_NARROWEST: Final = 56
_LEAST_HEIGHT: Final = 160
_PAD: Final = 24

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


class PreviewRows(QAbstractTableModel):
    """Rows of words; numbers stand at the right."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.words: list[list[str]] = []
        self._language: FileLanguage = "ko"

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]], language: FileLanguage) -> None:
        """Shows these."""
        self.beginResetModel()
        self.columns, self._language = tuple(columns), language
        self.words = [
            [shown(value, column, language) for value, column in zip(row, columns, strict=False)] for row in rows
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows of the preview."""
        return 0 if parent.isValid() else len(self.words)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns of the export."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A value in words."""
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self.words[index.row()][index.column()]
        if role == Role.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """What a column is called in the file."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].words.in_(self._language)
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].kind in NUMBERS else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class PreviewTable(QTableView):
    """Nothing in it can be changed; the arrows go from cell to cell, Tab leaves it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._rows = PreviewRows(self)
        self.setModel(self._rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        dress(theme, self, Sheet.TABLE)
        follow(theme, self._restyle)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]], language: FileLanguage) -> None:
        """Shows these, the columns as wide as they need."""
        same = [column.name for column in columns] == [column.name for column in self._rows.columns]
        place = (self.horizontalScrollBar().value(), self.verticalScrollBar().value()) if same else (0, 0)
        self._rows.show_rows(columns, rows, language)
        self._measure()
        self.horizontalScrollBar().setValue(place[0])
        self.verticalScrollBar().setValue(place[1])

    @property
    def words(self) -> list[list[str]]:
        """What is shown, row by row."""
        return self._rows.words

    @property
    def headers(self) -> list[str]:
        """What the columns are called."""
        horizontal = Qt.Orientation.Horizontal
        return [str(self._rows.headerData(place, horizontal)) for place in range(self._rows.columnCount())]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the ring of the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            paint_focus(painter, self.viewport().rect(), 0, self.theme.colour(ColourRole.ACCENT))

    def _measure(self) -> None:
        px = self.theme.px
        head, body = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        for place, header in enumerate(self.headers):
            widest = max((body.horizontalAdvance(row[place]) for row in self.words), default=0)
            width = max(head.horizontalAdvance(header), widest) + px(_PAD)
            self.setColumnWidth(place, min(max(width, px(_NARROWEST)), px(_WIDEST)))

    def _restyle(self) -> None:
        theme = self.theme
        self.setFont(theme.font(TextRole.BODY, tabular=True))
        self.horizontalHeader().setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.horizontalHeader().setFixedHeight(theme.px(32))
        self.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        self._measure()
