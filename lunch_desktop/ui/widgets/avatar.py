"""Faces: initials on a colour that a name keeps."""

from collections.abc import Sequence
from zlib import crc32

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, paint_box

_HUES = 18
# Below this many pixels a face that lies under another has room for one letter.
_TWO_LETTERS_FROM = 40
_STEP = 0.8


def initials(name: str) -> str:
    """The given name's first two syllables of a Korean name, the outer initials of others; "?" of nothing."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    first = words[0]
    if len(words) == 1 and "가" <= first[0] <= "힣":
        return first[-2:] if len(first) > 1 else first
    if len(words) == 1:
        return first[:2].upper() if first.isascii() else first[:2]
    return (first[0] + words[-1][0]).upper()


def face_colours(name: str, *, dark: bool) -> tuple[QColor, QColor]:
    """Text and fill, the same for a name on every machine, at least 4.5:1 (tests/ui/test_widgets_avatar.py)."""
    hue = crc32(name.encode()) % _HUES / _HUES
    if dark:
        return QColor.fromHslF(hue, 0.7, 0.86), QColor.fromHslF(hue, 0.32, 0.28)
    return QColor.fromHslF(hue, 0.75, 0.22), QColor.fromHslF(hue, 0.5, 0.87)


def paint_face(painter: QPainter, theme: Theme, rect: QRectF, text: str, colours: tuple[QColor, QColor]) -> None:
    """Draws one face in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour(ColourRole.BORDER) if theme.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(colours[1])
    painter.drawEllipse(rect)
    font: QFont = theme.font(TextRole.CAPTION, Weight.SEMIBOLD)
    font.setPixelSize(max(8, round(rect.height() * 0.4)))
    painter.setFont(font)
    painter.setPen(colours[0])
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Avatar(QLabel):
    """The face of one person; the name is its tooltip and its accessible text."""

    def __init__(self, theme: Theme, name: str, size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._size = size
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_person(name)
        follow(theme, self._restyle)

    def set_person(self, name: str) -> None:
        """Shows another person."""
        self.setText(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """A square."""
        side = self.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """A square."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the face."""
        colours = face_colours(self.text(), dark=self.theme.dark)
        paint_face(QPainter(self), self.theme, QRectF(self.rect()), initials(self.text()), colours)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class AvatarStack(QLabel):
    """Overlapping faces, a dashed place for each free seat, and a count, "4/5"; the names are the tooltip."""

    def __init__(self, theme: Theme, size: int = 24, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._size, self._most = size, most
        self._names: tuple[str, ...] = ()
        self._count, self._free = "", 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def show_people(self, names: Sequence[str], count: str = "", free: int = 0) -> None:
        """Shows the first few people, as many ``free`` seats as there is room for, and a count."""
        self._names, self._count = tuple(names), count
        self._free = max(0, min(free, self._most - len(self._names)))
        listed = ", ".join(names)
        self.setText(f"{count} {listed}".strip())
        self.setToolTip(listed)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Room for the faces shown and the count."""
        side, step = self.theme.px(self._size), self.theme.px(self._size * _STEP)
        faces = min(len(self._names), self._most) + (1 if len(self._names) > self._most else 0) + self._free
        width = side + step * (faces - 1) if faces else 0
        if self._count:
            width += self.theme.px(8) + self.fontMetrics().horizontalAdvance(self._count) + 2
        return QSize(width, side)

    def minimumSizeHint(self) -> QSize:
        """Faces are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the faces from left to right, each over the edge of the last, then the count."""
        painter = QPainter(self)
        side, step = self.theme.px(self._size), self.theme.px(self._size * _STEP)
        left = 0
        letters = 2 if self._size >= _TWO_LETTERS_FROM else 1
        shown = [
            (initials(name)[:letters], face_colours(name, dark=self.theme.dark)) for name in self._names[: self._most]
        ]
        if len(self._names) > self._most:
            rest = f"+{len(self._names) - self._most}"
            shown.append((rest, (self.theme.colour(ColourRole.SECONDARY), self.theme.colour(ColourRole.SUNKEN))))
        for text, colours in shown:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour(ColourRole.SURFACE))
            painter.drawEllipse(QRectF(left - 1.5, -1.5, side + 3, side + 3))
            paint_face(painter, self.theme, QRectF(left, 0, side, side), text, colours)
            left += step
        for _ in range(self._free):
            place = QRectF(left + 1, 1, side - 2, side - 2)
            surface = self.theme.colour(ColourRole.SURFACE)
            paint_box(painter, place, side / 2, surface, self.theme.colour(ColourRole.CONTROL), dashed=True)
            left += step
        if self._count:
            painter.setFont(self.font())
            painter.setPen(self.theme.colour(ColourRole.TEXT))
            start = left - step + side + self.theme.px(8) if shown or self._free else 0
            painter.drawText(QRect(start, 0, self.width(), side), Qt.AlignmentFlag.AlignVCenter, self._count)

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD, tabular=True))
        self.updateGeometry()
        self.update()
