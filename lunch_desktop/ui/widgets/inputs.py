"""Inputs in the look of the program, each guarded against the input method's Enter."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import follow, paint_box
from lunch_desktop.ui.widgets.dressed import dress
from lunch_desktop.ui.widgets.ime import CompositionGuard, commit_pending_input


def _paint_arrow(widget: QWidget, theme: Theme, icon: Icon, place: QRect, size: int) -> None:
    colour = theme.colour(ColourRole.SECONDARY if widget.isEnabled() else ColourRole.DISABLED)
    pixmap = theme.icon_pixmap(icon, colour, size, widget.devicePixelRatioF())
    side = theme.px(size)
    left = place.x() + (place.width() - side) // 2
    QPainter(widget).drawPixmap(left, place.y() + (place.height() - side) // 2, pixmap)


def paint_contrast_frame(widget: QWidget, theme: Theme, *, focused: bool, of: QWidget | None = None) -> None:
    """The bounds of an input where no stylesheet draws them: Fusion's own are black on black. They are dashed while
    it is wrong or can't be changed. ``of`` is the input that ``widget`` is the inner part of.
    """
    if not theme.high_contrast:
        return
    painter, invalid = QPainter(widget), bool((of or widget).property("invalid"))
    colour = theme.colour(ColourRole.ACCENT if focused else ColourRole.CONTROL)
    dashed = invalid or not widget.isEnabled()
    paint_box(painter, widget.rect(), 0, None, colour, width=2.0 if focused or invalid else 1.0, dashed=dashed)


def _paint_steps(widget: QAbstractSpinBox, theme: Theme) -> None:
    width, half = theme.px(28), widget.height() // 2
    upper = QRect(widget.width() - width, 2, width, half - 2)
    _paint_arrow(widget, theme, Icon.CHEVRON_UP, upper, 12)
    lower = QRect(widget.width() - width, half, width, half - 2)
    _paint_arrow(widget, theme, Icon.CHEVRON_DOWN, lower, 12)


def _take_no_hangul(box: QAbstractSpinBox) -> None:
    """Keys go straight into a number: composing there would only wipe it out."""
    for widget in (box, box.lineEdit()):
        widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)


class LineEdit(QLineEdit):
    """One line. ``submitted`` is Enter, except the Enter that ends a composition; the text is complete by then."""

    submitted = Signal()

    def __init__(self, theme: Theme, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.guard = CompositionGuard(self)
        self.setText(text)
        self.setPlaceholderText(placeholder)
        self.returnPressed.connect(self.submitted)
        dress(theme, self, Sheet.LINE)
        follow(theme, self._clear_frame)

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(self.theme.px(200), self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """Narrower where room is short, never lower."""
        return QSize(self.theme.px(80), self.theme.px(self.theme.metrics.control))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the bounds in high contrast."""
        super().paintEvent(event)
        paint_contrast_frame(self, self.theme, focused=self.hasFocus())

    def keep_clear(self, left: int, right: int) -> None:
        """Keeps so many pixels at both ends free of text; in high contrast no stylesheet keeps it off the frame."""
        edge = self.theme.px(6) if self.theme.high_contrast else 0
        self.setTextMargins(left + edge, 0, right + edge, 0)

    def _clear_frame(self) -> None:
        self.keep_clear(0, 0)
        self.updateGeometry()


class TextArea(QPlainTextEdit):
    """Several lines; Tab leaves it. With ``submit_on_enter`` Enter submits and Shift+Enter makes a line (chat)."""

    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        placeholder: str = "",
        *,
        lines: int = 3,
        submit_on_enter: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._lines, self._submits, self._height = lines, submit_on_enter, 0
        self.guard = CompositionGuard(self, many_lines=not submit_on_enter)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setPlaceholderText(placeholder)
        dress(theme, self, Sheet.AREA)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """As high as the lines asked for."""
        return QSize(self.theme.px(240), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the bounds in high contrast."""
        super().paintEvent(event)
        if self.theme.high_contrast:
            paint_contrast_frame(self.viewport(), self.theme, focused=self.hasFocus(), of=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter submits where it was asked to."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._submits and enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            commit_pending_input(self)
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        height = self.fontMetrics().lineSpacing() * self._lines + self.theme.px(18)
        self._height = max(height, self.theme.px(self.theme.metrics.control))
        self.setMinimumHeight(self._height)
        self.updateGeometry()


class SpinBox(QSpinBox):
    """A whole number. The wheel scrolls the page unless the box has the focus."""

    def __init__(self, theme: Theme, minimum: int = 0, maximum: int = 99, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        _take_no_hangul(self)
        self.setRange(minimum, maximum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        dress(theme, self, Sheet.NUMBER)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        """32 px high in every state."""
        return QSize(super().sizeHint().width(), self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """32 px high in every state."""
        return QSize(super().minimumSizeHint().width(), self.theme.px(self.theme.metrics.control))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Changes the value only where the person is working in the box."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the arrows."""
        super().paintEvent(event)
        paint_contrast_frame(self, self.theme, focused=self.hasFocus())
        if not self.theme.high_contrast:
            _paint_steps(self, self.theme)

    def _restyle(self) -> None:
        # The stylesheet's padding does not reach the text of these two.
        self.lineEdit().setTextMargins(self.theme.px(self.theme.metrics.space_s), 0, 0, 0)
        self.updateGeometry()


class _Line(QStyledItemDelegate):
    """An entry of a combo box's list, as high as a line of a menu."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), self._theme.px(28)))


class ComboBox(QComboBox):
    """One of many; each entry's data is its key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # The stylesheet does not reach the lines of the list through the delegate that Qt gives a combo box.
        self.setItemDelegate(_Line(theme, self))
        dress(theme, self, Sheet.CHOICE)
        follow(theme, self.updateGeometry)

    def show_options(self, options: list[tuple[str, str]], chosen: str | None = None) -> None:
        """Shows pairs of key and word; keeps the choice where it is still offered."""
        former = self.currentData() if chosen is None else chosen
        self.blockSignals(True)
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.setCurrentIndex(max(0, self.findData(former)))
        self.blockSignals(False)

    @property
    def value(self) -> str:
        """The key of the chosen entry, "" in an empty box."""
        return self.currentData() or ""

    def sizeHint(self) -> QSize:
        """32 px high in every state."""
        return QSize(super().sizeHint().width(), self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        """32 px high in every state."""
        return QSize(super().minimumSizeHint().width(), self.theme.px(self.theme.metrics.control))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Changes the value only where the person is working in the box."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Adds the arrow; in high contrast Fusion's grey would leave too little of the word."""
        theme, width = self.theme, self.theme.px(28)
        if theme.high_contrast:
            self._paint_contrast()
        else:
            super().paintEvent(event)
        place = QRect(self.width() - width, 0, width, self.height())
        _paint_arrow(self, theme, Icon.CHEVRON_DOWN, place, 16)

    def _paint_contrast(self) -> None:
        painter, theme = QPainter(self), self.theme
        painter.fillRect(self.rect(), theme.colour(ColourRole.SURFACE))
        painter.setPen(theme.colour(ColourRole.TEXT if self.isEnabled() else ColourRole.DISABLED))
        words = self.rect().adjusted(theme.px(theme.metrics.space_s), 0, -theme.px(28), 0)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        paint_contrast_frame(self, theme, focused=self.hasFocus())
