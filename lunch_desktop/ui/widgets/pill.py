"""The state of something in an icon and a word, never in a colour alone."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole, Tone, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box

TONE_ICONS = {
    Tone.CONFIRMED: Icon.CHECK,
    Tone.REQUESTED: Icon.HOURGLASS,
    Tone.WAITING: Icon.CLOCK,
    Tone.REFUSED: Icon.ERROR,
    Tone.NEUTRAL: Icon.INFO,
}


@dataclass(frozen=True, slots=True)
class PillContent:
    """What a pill says. Without an icon it takes the one of its tone."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: Icon | None = None


def pill_width(theme: Theme, content: PillContent) -> int:
    """How wide a pill is that cuts nothing."""
    metrics = QFontMetrics(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
    return metrics.horizontalAdvance(content.text) + theme.px(8 + 14 + 4 + 10)


def paint_pill(painter: QPainter, theme: Theme, rect: QRect, content: PillContent, ratio: float) -> None:
    """Draws a pill; *requested* has a dashed border, as nothing is certain yet."""
    text, fill = theme.state(content.tone)
    requested = content.tone is Tone.REQUESTED
    border = text if requested or theme.high_contrast else fill
    paint_box(painter, rect, rect.height() / 2, fill, border, dashed=requested)
    icon = content.icon if content.icon is not None else TONE_ICONS[content.tone]
    side = theme.px(14)
    rect = rect.adjusted(max(0, rect.width() - pill_width(theme, content)) // 2, 0, 0, 0)
    top = rect.y() + (rect.height() - side) // 2
    painter.drawPixmap(rect.x() + theme.px(8), top, theme.icon_pixmap(icon, text, 14, ratio))
    painter.setPen(text)
    painter.setFont(theme.font(TextRole.CAPTION, Weight.SEMIBOLD))
    words = rect.adjusted(theme.px(26), 0, -theme.px(6), 0)
    shown = painter.fontMetrics().elidedText(content.text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class StatePill(QLabel):
    """A pill as a widget of its own; 24 px high."""

    def __init__(self, theme: Theme, content: PillContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._content = content
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_content(content)
        follow(theme, self._restyle)

    def show_content(self, content: PillContent) -> None:
        """Says something else."""
        self._content = content
        self.setText(content.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the icon and the whole word."""
        return QSize(pill_width(self.theme, self._content), self.theme.px(self.theme.metrics.pill))

    def minimumSizeHint(self) -> QSize:
        """Room for the icon and the start of the word."""
        return QSize(self.theme.px(64), self.theme.px(self.theme.metrics.pill))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the pill and, where it has to be cut, gives the whole word as its tooltip."""
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")
        height = self.theme.px(self.theme.metrics.pill)
        rect = QRect(0, (self.height() - height) // 2, self.width(), height)
        paint_pill(QPainter(self), self.theme, rect, self._content, self.devicePixelRatioF())

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
