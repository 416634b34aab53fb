"""Text in the steps of the type scale; never rich text, as what people type is shown as they typed it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow


class Label(QLabel):
    """A line of text, or a paragraph with ``wrap``."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: TextRole = TextRole.BODY,
        weight: Weight = Weight.REGULAR,
        colour: ColourRole = ColourRole.TEXT,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._role, self._weight, self._colour = role, weight, colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        follow(theme, self._restyle)

    def set_colour(self, colour: ColourRole) -> None:
        """Gives the text another colour."""
        self._colour = colour
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self.theme.font(self._role, self._weight))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.colour(self._colour))
        self.setPalette(palette)
        self.setMinimumHeight(self.theme.line(self._role))
        self.updateGeometry()


class ElidedLabel(Label):
    """One line that ends in … when there is no room; the whole text is in its tooltip and for screen readers."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        role: TextRole = TextRole.BODY,
        weight: Weight = Weight.REGULAR,
        colour: ColourRole = ColourRole.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role=role, weight=weight, colour=colour, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Shows another text."""
        super().setText(text)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters: the rest is elided."""
        return QSize(self.theme.px(40), self.theme.line(self._role))

    def sizeHint(self) -> QSize:
        """Room for the whole line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.theme.line(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip is there only while something is cut."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line, elided at its end."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)

    def _explain(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")
