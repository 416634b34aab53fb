"""A page of the first screen: one column in the middle, which scrolls where it is too high."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.scroll_page import ScrollPage

NARROW = 420
WIDE = 560


class Column(QWidget):
    """Icon, title and sentence over whatever is added; `width` is the column's, in px at 100 %."""

    def __init__(self, theme: Theme, icon: Icon, *, width: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._wanted = width
        self.title = Label(theme, role=TextRole.HEADING, weight=Weight.BOLD, wrap=True)
        self.sentence = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._column = QWidget()
        self._stack = QVBoxLayout(self._column)
        self._stack.addWidget(IconLabel(theme, icon, ColourRole.ACCENT, 32))
        self._head = QVBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.sentence)
        self._stack.addLayout(self._head)
        self._build()
        follow(theme, self._restyle)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below what is there."""
        for widget in widgets:
            self._stack.addWidget(widget)

    def set_words(self, title: str, sentence: str) -> None:
        """Say what this page is for; the title is its accessible name."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as it wants to be where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.theme.px(self.theme.metrics.space_l) - bar
        self._column.setFixedWidth(max(min(self.theme.px(self._wanted), room), 1))

    def _build(self) -> None:
        # Between stretches rather than aligned: an aligned widget is not as high as its wrapped text needs.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column)
        middle.addStretch(1)
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.addStretch(2)
        self._inner.addLayout(middle)
        self._inner.addStretch(3)
        self._scroll = ScrollPage(self.theme, inner)
        self._scroll.fill(self)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_l)
        self._fit()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(theme.px(metrics.space_l))
        self._head.setSpacing(theme.px(metrics.space_xs))
        self._inner.setContentsMargins(side, side, side, side)
