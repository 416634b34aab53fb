"""Push buttons: one filled button a page, the others outlined, quiet or dangerous."""

from enum import Enum

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import HoverFade, follow, mix, paint_box, paint_focus, set_name

translate = QCoreApplication.translate

_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ButtonKind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"
    LINK = "link"
    """Words in a text that lead elsewhere."""


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
        self._busy = False
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

    @property
    def glyph(self) -> Icon | None:
        """The icon before the word."""
        return self._glyph

    @property
    def busy(self) -> bool:
        """Whether what was pressed is still being done."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """While it is busy the button keeps its place, its width and the focus, and takes neither keys nor clicks."""
        self._busy = busy
        self.setAccessibleDescription(translate("Button", "Busy") if busy else "")
        self.update()

    @property
    def ink(self) -> QColor:
        """The colour of its word in the present state."""
        return self._look()[0]

    def content_width(self) -> int:
        """The width in which icon and word are centred."""
        return self.width()

    def sizeHint(self) -> QSize:
        """Word, icon and padding; square for an icon alone."""
        height = self.theme.px(self.theme.metrics.control)
        if not self.text():
            return QSize(height, height)
        padding = self.theme.metrics.space_xs if self._kind is ButtonKind.LINK else self.theme.metrics.space_m
        width = self._text_width() + 2 * self.theme.px(padding)
        if self._glyph is not None:
            width += self.theme.px(self.theme.metrics.icon_small + 6)
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        """A button's word is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button on pages too, as it does in dialogs."""
        if self._busy and event.key() in _PRESSES:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing can be pressed twice."""
        if not self._busy:
            super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the box, the focus ring, the icon and the word."""
        painter = QPainter(self)
        text, fill, border = self._look()
        radius = self.theme.px(self.theme.metrics.radius_button)
        width, dashed = self._contrast_line()
        paint_box(painter, self.rect(), radius, fill, border, width=width, dashed=dashed)
        if self.hasFocus():
            filled = self._kind is ButtonKind.PRIMARY and self.isEnabled()
            ring = self.theme.colour(ColourRole.ON_ACCENT if filled else ColourRole.ACCENT)
            paint_focus(painter, self.rect(), radius, ring, inset=2.0 if filled else 0.0)
        self._paint_content(painter, text)

    def _paint_content(self, painter: QPainter, colour: QColor) -> None:
        icon_side = self.theme.px(self.theme.metrics.icon_small) if self._glyph is not None else 0
        gap = self.theme.px(6) if self._glyph is not None and self.text() else 0
        left = (self.content_width() - icon_side - gap - self._text_width()) // 2
        if self._glyph is not None:
            size = self.theme.metrics.icon_small
            pixmap = self.theme.icon_pixmap(self._glyph, colour, size, self.devicePixelRatioF())
            painter.drawPixmap(left, (self.height() - icon_side) // 2, pixmap)
        if self._busy:
            self._paint_busy(painter, colour)
        if self.text():
            painter.setPen(colour)
            font = self.font()
            font.setUnderline(self._is_underlined())
            painter.setFont(font)
            place = QRect(left + icon_side + gap, 0, self._text_width() + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())

    def _text_width(self) -> int:
        if not self.text():
            return 0
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()

    def _paint_busy(self, painter: QPainter, colour: QColor) -> None:
        """A dotted line under the word: it stands still, as nobody knows how long it takes."""
        dot = max(2, self.theme.px(2))
        width = max(self._text_width(), self.theme.px(16))
        left, top = (self.content_width() - width) // 2, self.height() - self.theme.px(6)
        for place in range(left, left + width, 3 * dot):
            painter.fillRect(place, top, dot, dot, colour)

    def _is_underlined(self) -> bool:
        used = self._hover.value > 0 or self.isDown() or self.hasFocus()
        if self._kind is ButtonKind.LINK:
            return used or self.theme.high_contrast
        return False

    def _contrast_line(self) -> tuple[float, bool]:
        """Width of the border and whether it is dashed: in high contrast it tells what fills tell otherwise."""
        if not self.theme.high_contrast:
            return 1.0, False
        if not self.isEnabled() or self._busy:
            return 1.0, True
        if self.isDown() or self.isChecked():
            return 3.0, False
        # A word's own frame must not be taken for the ring of the focus.
        return (2.0 if self._hover.value > 0 and self._kind is not ButtonKind.LINK else 1.0), False

    def _look(self) -> tuple[QColor, QColor | None, QColor | None]:
        """Text, fill and border in the present state."""
        colour = self.theme.colour
        hover = 0.0 if self._busy else self._hover.value
        down = self.isDown() or self.isChecked()
        if self._kind is ButtonKind.LINK:
            live = ColourRole.ACCENT_PRESSED if down else ColourRole.ACCENT_HOVER if hover > 0 else ColourRole.ACCENT
            ink = colour(live if self.isEnabled() else ColourRole.DISABLED)
            is_used = self.isEnabled() and (hover > 0 or down)
            return ink, None, ink if self.theme.high_contrast and is_used else None
        if self._kind is ButtonKind.PRIMARY:
            if not self.isEnabled():
                return colour(ColourRole.DISABLED), colour(ColourRole.SUNKEN), colour(ColourRole.BORDER)
            base, over = colour(ColourRole.ACCENT), colour(ColourRole.ACCENT_HOVER)
            fill = colour(ColourRole.ACCENT_PRESSED) if down else mix(base, over, hover)
            return colour(ColourRole.ON_ACCENT), fill, colour(ColourRole.TEXT) if self.theme.high_contrast else None
        danger = self._kind is ButtonKind.DANGER
        text = colour(ColourRole.REFUSED_TEXT if danger else ColourRole.TEXT)
        over = colour(ColourRole.REFUSED_FILL if danger else ColourRole.HOVER)
        pressed = mix(over, text, 0.12) if danger else colour(ColourRole.PRESSED)
        border = text if danger else colour(ColourRole.CONTROL)
        if not self.isEnabled():
            text, border = colour(ColourRole.DISABLED), colour(ColourRole.BORDER)
        if self._kind is ButtonKind.QUIET:
            over, pressed = colour(ColourRole.PRESSED), colour(ColourRole.BORDER)
            fill = pressed if down else QColor(over.red(), over.green(), over.blue(), round(255 * hover))
            is_used = self.isEnabled() and (hover > 0 or down)
            return text, fill, text if self.theme.high_contrast and is_used else None
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
