"""Check boxes and radio buttons whose mark follows the theme and the font."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import HoverFade, follow, paint_box, paint_focus


def _size(button: QAbstractButton, theme: Theme) -> QSize:
    width = theme.px(18 + 8 + 8) + button.fontMetrics().horizontalAdvance(button.text())
    return QSize(width, theme.px(theme.metrics.control))


def _paint_text(button: QAbstractButton, theme: Theme, painter: QPainter) -> None:
    painter.setFont(button.font())
    painter.setPen(theme.colour(ColourRole.TEXT if button.isEnabled() else ColourRole.DISABLED))
    place = button.rect().adjusted(theme.px(4 + 18 + 8), 0, 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, button.text())
    if button.hasFocus():
        paint_focus(painter, button.rect(), theme.px(6), theme.colour(ColourRole.ACCENT))


def _mark(button: QAbstractButton, theme: Theme) -> QRect:
    side = theme.px(18)
    return QRect(theme.px(4), (button.height() - side) // 2, side, side)


def mark_line(button: QAbstractButton, theme: Theme, *, used: bool) -> tuple[float, bool]:
    """Width of the mark's border and whether it is dashed; in high contrast it tells how the button is being used."""
    if not theme.high_contrast:
        return 1.5, False
    if not button.isEnabled():
        return 1.5, True
    return (4.0 if button.isDown() else 3.0 if used else 1.5), False


class CheckBox(QCheckBox):
    """On or off."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._hover = HoverFade(theme, self)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """Mark and word; 32 px high."""
        return _size(self, self.theme)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The word is as good as the mark."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws mark and word."""
        painter, theme, mark = QPainter(self), self.theme, _mark(self, self.theme)
        on, used = self.isChecked(), self._hover.value > 0
        fill, border = theme.colour(ColourRole.SURFACE), theme.colour(ColourRole.CONTROL)
        tick = theme.colour(ColourRole.ON_ACCENT)
        if not self.isEnabled():
            fill, border = theme.colour(ColourRole.SUNKEN), theme.colour(ColourRole.BORDER)
            tick = theme.colour(ColourRole.DISABLED)
        elif on:
            role = ColourRole.ACCENT_HOVER if used else ColourRole.ACCENT
            fill = theme.colour(ColourRole.ACCENT_PRESSED if self.isDown() else role)
            border = theme.colour(ColourRole.TEXT) if theme.high_contrast and used else fill
        elif used or self.isDown():
            border = theme.colour(ColourRole.TEXT)
            fill = theme.colour(ColourRole.PRESSED if self.isDown() else ColourRole.SURFACE)
        width, dashed = mark_line(self, theme, used=used)
        paint_box(painter, mark, theme.px(4), fill, border, width=width, dashed=dashed)
        if self.isChecked():
            pixmap = theme.icon_pixmap(Icon.CHECK, tick, 16, self.devicePixelRatioF())
            painter.drawPixmap(mark.x() + theme.px(1), mark.y() + theme.px(1), pixmap)
        _paint_text(self, theme, painter)

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY))
        self.updateGeometry()
        self.update()


class RadioButton(QRadioButton):
    """One of several."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._hover = HoverFade(theme, self)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """Mark and word; 32 px high."""
        return _size(self, self.theme)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The word is as good as the mark."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws mark and word."""
        painter, theme, mark = QPainter(self), self.theme, _mark(self, self.theme)
        on, live, used = self.isChecked(), self.isEnabled(), self._hover.value > 0
        accent = theme.colour(ColourRole.ACCENT if live else ColourRole.DISABLED)
        border = accent if on else theme.colour(ColourRole.CONTROL if live else ColourRole.BORDER)
        if live and (used or self.isDown()) and not on:
            border = theme.colour(ColourRole.TEXT)
        fill = theme.colour(ColourRole.SURFACE if live else ColourRole.SUNKEN)
        if live and self.isDown():
            fill = theme.colour(ColourRole.PRESSED)
        width, dashed = mark_line(self, theme, used=used)
        paint_box(painter, mark, theme.px(9), fill, border, width=width, dashed=dashed)
        if on:
            inset = theme.px(18) * 0.28
            paint_box(painter, QRectF(mark).adjusted(inset, inset, -inset, -inset), theme.px(9), accent)
        _paint_text(self, theme, painter)

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY))
        self.updateGeometry()
        self.update()
