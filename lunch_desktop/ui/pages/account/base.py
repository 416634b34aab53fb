"""What the pages of the account have in common: the way from one to the other, and a column of cards."""

from typing import ClassVar, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.theme.tokens import TextRole
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.scroll_page import ScrollPage
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate

PROFILE: Final = "profile"
DEVICES: Final = "devices"
PASSWORD: Final = "password"
ACCOUNTS: Final = "accounts"
_WIDEST: Final = 640


class AccountPage(Page):
    """A page of the account. Subclasses put their cards into `column`, and call `say` at the start."""

    key: ClassVar[str] = ""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.theme = context.theme
        self.tabs = SegmentedControl(self.theme, tuple((key, "") for key in (PROFILE, DEVICES, PASSWORD, ACCOUNTS)), "")
        self.tabs.set_value(self.key)
        self.tabs.chosen.connect(self._go)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch(1)
        self.column = QVBoxLayout()
        self._middle = QWidget()
        self._outer = QVBoxLayout(self._middle)
        self._outer.addLayout(bar)
        self._outer.addLayout(self.column)
        self._outer.addStretch(1)
        inner = QWidget()
        beside = QHBoxLayout(inner)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        beside.addWidget(self._middle, 1000)
        beside.addStretch(1)
        ScrollPage(self.theme, inner).fill(self)
        follow(self.theme, self._space)

    def retranslate(self) -> None:
        """Say everything anew."""
        words = {
            PROFILE: translate("Account", "Profile"),
            DEVICES: translate("Account", "Devices"),
            PASSWORD: translate("Account", "Password"),
            ACCOUNTS: translate("Account", "This PC"),
        }
        self.tabs.setAccessibleName(translate("Account", "My account"))
        for key, word in words.items():
            self.tabs.set_text(key, word)
        self.setAccessibleName(words[self.key])
        self.context.shell.set_header(words[self.key], translate("Account", "My account"))

    def _go(self, key: str) -> None:
        self.tabs.set_value(self.key)
        self.context.shell.navigate(key)

    def _space(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        side = theme.px(metrics.space_xl)
        self._outer.setContentsMargins(side, theme.px(metrics.space_s), side, side)
        self._outer.setSpacing(theme.px(metrics.space_l))
        self.column.setSpacing(theme.px(metrics.space_l))
        self._middle.setMaximumWidth(theme.px(_WIDEST) + 2 * side)
        self._middle.setMinimumHeight(theme.line(TextRole.BODY))
