"""The foot of the palette: what Enter and Ctrl+Enter do now."""

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.key_caps import caps_width, keys_of, paint_caps

translate = QCoreApplication.translate

_HEIGHT = 36


class Hints(QWidget):
    """Key caps with a word behind each; what has no room is left out, from the end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._first = self._second = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self.updateGeometry)

    def show_verbs(self, first: str, second: str) -> None:
        """Say what the two keys do; "" for nothing."""
        self._first, self._second = first, second
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.theme.px(200), self.theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line to the list, and the hints."""
        painter, theme = QPainter(self), self.theme
        painter.fillRect(0, 0, self.width(), 1, theme.colour(ColourRole.BORDER))
        left, gap = theme.px(theme.metrics.space_m), theme.px(theme.metrics.space_s)
        end = self.width() - left
        font = theme.font(TextRole.CAPTION)
        metrics = QFontMetrics(font)
        for shortcut, verb in (
            ("Enter", self._first),
            ("Ctrl+Enter", self._second),
            ("Esc", translate("Palette", "Close")),
        ):
            if not verb:
                continue
            keys = keys_of(shortcut)
            caps, word = caps_width(theme, keys), metrics.horizontalAdvance(verb) + 1
            if left + caps + gap + word > end:
                return
            paint_caps(painter, theme, QRect(left, 1, caps, self.height() - 1), keys)
            painter.setFont(font)
            painter.setPen(theme.colour(ColourRole.SECONDARY))
            left += caps + gap
            painter.drawText(QRect(left, 1, word, self.height() - 1), Qt.AlignmentFlag.AlignVCenter, verb)
            left += word + 2 * gap
