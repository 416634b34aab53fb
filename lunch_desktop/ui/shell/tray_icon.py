"""The program's sign in the tray: a bowl on a tile that any panel shows well, with a dot where something waits."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole

SIZES: Final = (16, 20, 24, 32, 48, 64)
"""Pixels; panels and their scales ask for these."""


class TrayBadge(Enum):
    """What the dot on the icon says."""

    NONE = None
    UNSENT = ColourRole.REQUESTED_TEXT
    """Changes wait to be sent."""
    ATTENTION = ColourRole.REFUSED_TEXT
    """The person has something to decide."""


def tray_icon(theme: Theme, badge: TrayBadge) -> QIcon:
    """The icon in the colours of the theme."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_pixmap(theme, badge, size))
    return icon


def _pixmap(theme: Theme, badge: TrayBadge, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ColourRole.ACCENT))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
    glyph = theme.icon_pixmap(Icon.BOWL, theme.colour(ColourRole.ON_ACCENT), 64, 1.0)
    margin = size * 0.14
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(margin, margin, size - 2 * margin, size - 2 * margin), glyph, QRectF(glyph.rect()))
    if badge.value is not None:
        _dot(painter, theme.colour(badge.value), theme.colour(ColourRole.SURFACE), size)
    painter.end()
    return pixmap


def _dot(painter: QPainter, colour: QColor, ring: QColor, size: int) -> None:
    """At the lower right, parted from the tile by a ring."""
    radius = size * 0.22
    centre = QPointF(size - radius, size - radius)
    painter.setBrush(ring)
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius * 0.75, radius * 0.75)
