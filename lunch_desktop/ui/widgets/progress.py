"""Something that takes a while: what it is, how far it is, how long it still takes, and the way out."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar

translate = QCoreApplication.translate

SHOWN_AFTER_MS = 300
_ESTIMATE_FROM_SECONDS = 2.0
_ESTIMATE_FROM_PART = 0.05


class Progress(QWidget):
    """Hidden until something has taken 300 ms. ``cancelled`` is its button; the caller stops, then calls ``finish``.

    >>> progress.start(translate("Export", "Writing 12,000 rows"), total=12_000)
    >>> progress.advance(3_000)
    >>> progress.finish()
    """

    cancelled = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``clock`` counts seconds."""
        super().__init__(parent)
        self.theme, self._clock = theme, clock
        self._began, self._total, self._done = 0.0, 0, 0
        self._stopping = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._text = ElidedLabel(theme)
        self._left = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self.bar = ThinProgressBar(theme)
        self.cancel_button = Button(theme)
        self.cancel_button.clicked.connect(self._cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOWN_AFTER_MS)
        self._delay.timeout.connect(self._appear)
        self._line = QHBoxLayout()
        self._line.addWidget(self._text, 1)
        self._line.addWidget(self._left)
        self._words = QVBoxLayout()
        self._words.addLayout(self._line)
        self._words.addWidget(self.bar)
        self._layout = QHBoxLayout(self)
        self._layout.addLayout(self._words, 1)
        self._layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        self._retranslate()
        follow(theme, self._restyle)

    @property
    def is_running(self) -> bool:
        """Whether something is under way, in sight or not yet."""
        return self._delay.isActive() or not self.isHidden()

    def start(self, text: str, total: int = 0, *, cancellable: bool = True) -> None:
        """Something begins; without a ``total`` nobody knows how much it is."""
        self._began, self._total, self._done, self._stopping = self._clock(), total, 0, False
        self._text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 100 if total > 0 else 0)
        self.bar.setValue(0)
        self.cancel_button.setVisible(cancellable)
        self.cancel_button.setEnabled(True)
        self._retranslate()
        self._delay.start()

    def advance(self, done: int, text: str = "") -> None:
        """So much of the total is done; ``text`` says what is done now."""
        self._done = done
        if text:
            self._text.setText(text)
        if self._total > 0:
            self.bar.setValue(min(100, done * 100 // self._total))
        self._tell()

    def finish(self) -> None:
        """It is over, in whichever way."""
        self._delay.stop()
        self.hide()

    def seconds_left(self) -> int | None:
        """How long it still takes at the pace so far; None while that would be a guess."""
        passed = self._clock() - self._began
        if self._total <= 0 or passed < _ESTIMATE_FROM_SECONDS or self._done < self._total * _ESTIMATE_FROM_PART:
            return None
        return round(passed / self._done * max(0, self._total - self._done))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _appear(self) -> None:
        self.show()
        announce(self, self._text.text())

    def _cancel(self) -> None:
        """Said once; what has begun may take a moment to stop."""
        self._stopping = True
        self.cancel_button.setEnabled(False)
        self._tell()
        self.cancelled.emit()

    def _tell(self) -> None:
        left = self.seconds_left()
        if self._stopping:
            self._left.setText(translate("Progress", "Stopping…"))
        elif left is None:
            self._left.setText("")
        elif left < 60:
            self._left.setText(translate("Progress", "%n second(s) left", None, left))
        else:
            minutes = -(-left // 60)
            self._left.setText(translate("Progress", "%n minute(s) left", None, minutes))

    def _retranslate(self) -> None:
        self.cancel_button.setText(translate("Progress", "Cancel"))
        self._tell()

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_l))
        self._line.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._words.setSpacing(0)
