"""What stands where a room was that is closed to the person, or never was open."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.store.desktop.queries.chat_views import RoomView
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class ClosedRoom(QWidget):
    """Says so kindly, and offers to copy what the person was typing. `back` leads to the rooms."""

    back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._was_open, self._typed = False, ""
        self._words = EmptyState(theme, Icon.CHAT, "")
        self._words.pressed.connect(self.back)
        self._kept = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._kept.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.copy_button = Button(theme, "", ButtonKind.SECONDARY, Icon.COPY)
        self.copy_button.setObjectName("chat-copy-draft")
        self.copy_button.clicked.connect(self._copy)
        self._layout = QVBoxLayout(self)
        self._layout.addStretch(1)
        self._layout.addWidget(self._words)
        self._layout.addWidget(self._kept)
        self._layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(2)
        self.retranslate()
        follow(theme, self._restyle)

    def show_room(self, former: RoomView | None, typed: str) -> None:
        """`former` was open until now, None for one that never was here; `typed` was not sent."""
        self._was_open, self._typed = former is not None, typed
        self.retranslate()
        announce(self, self._title())

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._typed = ""
        self.retranslate()

    def focus_first(self) -> None:
        """What was typed first, if it can be taken along."""
        (self.copy_button if self._typed else self._words).setFocus()

    def retranslate(self) -> None:
        """Says everything anew."""
        sentence = (
            translate("Chat", "You no longer take part, so nothing of the conversation is kept on this PC.")
            if self._was_open
            else translate("Chat", "Only those who take part can read what is said here.")
        )
        self._words.show_content(Icon.CHAT, self._title(), sentence, translate("Chat", "All rooms"))
        self._kept.setText(translate("Chat", "What you were typing was not sent."))
        self._kept.setVisible(bool(self._typed))
        self.copy_button.setText(translate("Chat", "Copy what I typed"))
        self.copy_button.setVisible(bool(self._typed))

    def _title(self) -> str:
        if self._was_open:
            return translate("Chat", "This room is closed to you now")
        return translate("Chat", "Join the party to read along")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._typed)

    def _restyle(self) -> None:
        space = self.theme.px(self.theme.metrics.space_s)
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setSpacing(space)
        self._layout.setContentsMargins(side, space, side, space)
