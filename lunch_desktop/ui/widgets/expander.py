"""A part of a page that can be folded away."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import HoverFade, follow, paint_focus, paint_ground, set_name

translate = QCoreApplication.translate


class _Header(QAbstractButton):
    """Chevron, heading, detail. Right unfolds, Left folds, Enter and Space do what is not the case."""

    def __init__(self, theme: Theme, expander: "Expander") -> None:
        super().__init__(expander)
        self.theme, self._expander = theme, expander
        self.detail = ""
        self._hover = HoverFade(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + self.theme.px(36)
        return QSize(words, self.theme.px(self.theme.metrics.control))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(self.theme.metrics.control))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._expander.choose(expanded=key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        radius = theme.px(theme.metrics.radius_button)
        paint_ground(
            painter, theme, self.rect(), radius, hover=self._hover.value, pressed=self.isDown(), on_canvas=True
        )
        side, left = theme.px(16), theme.px(8)
        glyph = Icon.CHEVRON_DOWN if self._expander.expanded else Icon.CHEVRON_RIGHT
        live = ColourRole.SECONDARY if self.isEnabled() else ColourRole.DISABLED
        pixmap = theme.icon_pixmap(glyph, theme.colour(live), 16, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
        left += side + theme.px(8)
        painter.setFont(theme.font(TextRole.BODY))
        behind = painter.fontMetrics().horizontalAdvance(self.detail) if self.detail else 0
        room = QRect(left, 0, self.width() - left - theme.px(8), self.height())
        painter.setPen(theme.colour(live))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.detail)
        painter.setFont(self.font())
        painter.setPen(theme.colour(ColourRole.TEXT if self.isEnabled() else ColourRole.DISABLED))
        words = room.adjusted(0, 0, -(behind + theme.px(8)) if behind else 0, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            paint_focus(painter, self.rect(), radius, theme.colour(ColourRole.ACCENT))

    def _restyle(self) -> None:
        self.setFont(self.theme.font(TextRole.BODY, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()


class Expander(QWidget):
    """A heading that shows and hides what is in ``body``. ``toggled`` says when a person folds or unfolds it."""

    toggled = Signal(bool)

    def __init__(
        self, theme: Theme, heading: str, detail: str = "", *, expanded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._expanded = expanded
        self._header = _Header(theme, self)
        self._header.clicked.connect(lambda: self.choose(expanded=not self._expanded))
        self._content = QWidget(self)
        self.body = QVBoxLayout(self._content)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._header)
        self._layout.addWidget(self._content)
        self.set_heading(heading, detail)
        self.set_expanded(expanded)
        follow(theme, self._restyle)

    @property
    def expanded(self) -> bool:
        """Whether the body is in sight."""
        return self._expanded

    def set_heading(self, heading: str, detail: str = "") -> None:
        """Changes the heading, and the detail at its right."""
        self._header.setText(heading)
        self._header.detail = detail
        set_name(self._header, f"{heading}, {detail}" if detail else heading)
        self._header.updateGeometry()
        self._header.update()

    def set_expanded(self, expanded: bool) -> None:
        """Folds or unfolds without a signal."""
        focused = QApplication.focusWidget()
        if not expanded and focused is not None and self._content.isAncestorOf(focused):
            self._header.setFocus(Qt.FocusReason.OtherFocusReason)
        self._expanded = expanded
        self._content.setVisible(expanded)
        self._describe()
        self._header.update()

    def choose(self, *, expanded: bool) -> None:
        """Folds or unfolds as a person does."""
        if expanded is not self._expanded:
            self.set_expanded(expanded)
            self.toggled.emit(expanded)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    def _describe(self) -> None:
        state = translate("Expander", "Expanded") if self._expanded else translate("Expander", "Collapsed")
        self._header.setAccessibleDescription(state)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(metrics.space_xs))
        inset = theme.px(metrics.space_s)
        self.body.setContentsMargins(theme.px(8 + 16 + 8), 0, inset, inset)
        self.body.setSpacing(inset)
