"""Shows the licences of what the program is shipped with."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.pages.settings.licences import Licence, shipped_licences
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.inputs import TextArea
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate


class LicenceDialog(QDialog):
    """All of them in one text that can be read, searched by eye, and copied. Read on a worker thread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setBackgroundRole(QPalette.ColorRole.Base)
        title = translate("Settings", "Open-source licences")
        self.setWindowTitle(title)
        self._title = Label(theme, title, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        said = translate("Settings", "Lunch Desktop is built on the work of others. Thank you.")
        self._line = Label(theme, said, colour=ColourRole.SECONDARY, wrap=True)
        self.text = TextArea(theme, lines=16)
        self.text.setReadOnly(True)
        set_name(self.text, title)
        self._close = Button(theme, translate("Settings", "Close"))
        self._close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        self._layout = QVBoxLayout(self)
        for widget in (self._title, self._line, self.text):
            self._layout.addWidget(widget)
        self._layout.addLayout(buttons)
        self._tasks = Tasks(self, workers=1)
        self._tasks.run(shipped_licences, self._show, receiver=self)
        follow(theme, self._restyle)

    def done(self, result: int) -> None:
        """Let go of the thread."""
        self._tasks.close()
        super().done(result)

    def _show(self, licences: tuple[Licence, ...]) -> None:
        head = "\n".join(f"{one.name} {one.version} — {one.licence}" for one in licences)
        texts = [f"{'─' * 24}\n{one.name} {one.version}\n\n{one.text}" for one in licences if one.text]
        self.text.setPlainText("\n\n".join((head, *texts)))

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, theme.px(metrics.space_l))
        self._layout.setSpacing(theme.px(metrics.space_m))
        self.setMinimumWidth(theme.px(440))
