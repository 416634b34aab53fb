"""A password's input, with a button that shows what was typed."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.inputs import LineEdit

translate = QCoreApplication.translate
_SIDE = 26


class PasswordEdit(LineEdit):
    """Hides what is typed until the eye is pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye = IconButton(theme, Icon.EYE, "", parent=self)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.clicked.connect(self._toggle)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def is_shown(self) -> bool:
        """Whether the password can be read."""
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def hide_again(self) -> None:
        """Hide it, as before anybody else looks."""
        if self.is_shown:
            self._toggle()

    def retranslate(self) -> None:
        """Name the eye."""
        text = translate("SignIn", "Hide password") if self.is_shown else translate("SignIn", "Show password")
        self.eye.set_name(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the eye at the end."""
        super().resizeEvent(event)
        self._place()

    def _toggle(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password if self.is_shown else QLineEdit.EchoMode.Normal)
        self.eye.set_glyph(Icon.EYE_OFF if self.is_shown else Icon.EYE)
        self.retranslate()

    def _place(self) -> None:
        side = self.eye.width()
        gap = (self.height() - side) // 2
        self.eye.move(self.width() - side - gap, gap)

    def _restyle(self) -> None:
        side = self.theme.px(_SIDE)
        self.eye.setFixedSize(side, side)
        self.keep_clear(0, side)
        self._place()
