"""Why a press on the start page did nothing, beside what was pressed."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind

translate = QCoreApplication.translate


class RefusalBanner(Banner):
    """Shows the latest refusal until it is closed, or something else is done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        # Shown only now that it has a parent: on its own it would be a window, and take the keyboard.
        self._close.show()
        self._close.set_name(translate("Today", "Close message"))
        self._refusal: Refusal | None = None
        self.dismissed.connect(self.clear)

    def show_refusal(self, refusal: Refusal) -> None:
        """Say why not, and what to do."""
        self._refusal = refusal
        words = refusal_text(refusal.code, refusal.details)
        self.show_message(BannerKind.WARNING, words.title, words.sentence)

    def clear(self) -> None:
        """Something else was done."""
        self._refusal = None
        self.hide()

    def retranslate(self) -> None:
        """Say it anew."""
        self._close.set_name(translate("Today", "Close message"))
        if self._refusal is not None:
            self.show_refusal(self._refusal)
