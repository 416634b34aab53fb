"""Push buttons: one filled button a page, the others outlined, quiet or dangerous."""

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import HoverFade, follow, mix, paint_box, paint_focus, set_name


class ButtonKind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class Button(QPushButton):
    """A button with a word, an icon before it, or both; Enter and Space press it.

    ``name`` is what a screen reader says where the word alone says too little ("참여" of which party?).
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: Icon | None = None,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._kind, self._glyph = kind, icon
        self._hover = HoverFade(theme, self)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setText(text)
        if name:
            set_name(self, name)
        follow(theme, self._restyle)

    def set_kind(self, kind: ButtonKind) -> None:
        """Makes the button louder or quieter."""
        self._kind = kind
        self._restyle()

    def set_glyph(self, icon: Icon | None) -> None:
        """Shows another icon before the word."""
        self._glyph = icon
        self._restyle()

    def sizeHint(self) -> QSize:
        """Word, icon and padding; square for an icon alone."""
        height = self.theme.px(self.theme.metrics.control)
        if not self.text():
            return QSize(height, height)
        width = self._text_width() + 2 * self.theme.px(self.theme.metrics.space_m)
        if self._glyph is not None:
            width += self.theme.px(self.theme.metrics.icon_small + 6)
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        """A button's word is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button on pages too, as it does in dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the box, the focus ring, the icon and the word."""
        painter = QPainter(self)
        text, fill, border = self._look()
        radius = self.theme.px(self.theme.metrics.radius_button)
        paint_box(painter, self.rect(), radius, fill, border)
        if self.hasFocus():
            filled = self._kind is ButtonKind.PRIMARY and self.isEnabled()
            ring = self.theme.colour(ColourRole.ON_ACCENT if filled else ColourRole.ACCENT)
            paint_focus(painter, self.rect(), radius, ring, inset=2.0 if filled else 0.0)
        self._paint_content(painter, text)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        icon_side = self.theme.px(self.theme.metrics.icon_small) if self._glyph is not None else 0
        gap = self.theme.px(6) if self._glyph is not None and self.text() else 0
        left = (self.width() - icon_side - gap - self._text_width()) // 2
        if self._glyph is not None:
            size = self.theme.metrics.icon_small
            pixmap = self.theme.icon_pixmap(self._glyph, colour, size, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - icon_side) // 2, pixmap)
        if self.text():
            painter.setPen(colour)
            painter.setFont(self.font())
            place = QRect(left + icon_side + gap, 0, self._text_width() + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())

    def _text_width(self) -> int:
        if not self.text():
            return 0
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()

    def _look(self) -> tuple[QColor, QColor | None, QColor | None]:
        """Text, fill and border in the present state."""
        colour = self.theme.colour
        hover = self._hover.value
        down = self.isDown() or self.isChecked()
        if self._kind is ButtonKind.PRIMARY:
            if not self.isEnabled():
                return colour(ColourRole.DISABLED), colour(ColourRole.SUNKEN), colour(ColourRole.BORDER)
            base, over = colour(ColourRole.ACCENT), colour(ColourRole.ACCENT_HOVER)
            fill = colour(ColourRole.ACCENT_PRESSED) if down else mix(base, over, hover)
            return colour(ColourRole.ON_ACCENT), fill, None
        danger = self._kind is ButtonKind.DANGER
        text = colour(ColourRole.REFUSED_TEXT if danger else ColourRole.TEXT)
        over = colour(ColourRole.REFUSED_FILL if danger else ColourRole.HOVER)
        pressed = colour(ColourRole.REFUSED_FILL if danger else ColourRole.PRESSED)
        border = text if danger else colour(ColourRole.CONTROL)
        if not self.isEnabled():
            text, border = colour(ColourRole.DISABLED), colour(ColourRole.BORDER)
        if self._kind is ButtonKind.QUIET:
            over = colour(ColourRole.PRESSED)
            fill = pressed if down else QColor(over.red(), over.green(), over.blue(), round(255 * hover))
            return text, fill, None
        return text, pressed if down else mix(colour(ColourRole.SURFACE), over, hover), border

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A square button with an icon alone; its name is its tooltip too."""

    def __init__(
        self,
        theme: Theme,
        icon: Icon,
        name: str,
        kind: ButtonKind = ButtonKind.QUIET,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", kind, icon, name=name, parent=parent)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Changes the accessible name and the tooltip."""
        set_name(self, name)
        self.setToolTip(name)
