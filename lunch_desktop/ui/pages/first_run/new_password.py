"""A password that somebody chooses: typed twice, and told at once when it is easy to guess."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from lunch_desktop.system.weak_passwords import SHORTEST, is_short, is_weak
from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.field import Field

translate = QCoreApplication.translate


class NewPassword:
    """The two fields and their checks. `personal` gives what it may not be made of: name and e-mail address."""

    def __init__(self, theme: Theme, personal: Callable[[], tuple[str, ...]]) -> None:
        self._personal = personal
        self._shortest = SHORTEST
        self.first = PasswordEdit(theme)
        self.second = PasswordEdit(theme)
        self.first_field = Field(theme, "", self.first)
        self.second_field = Field(theme, "", self.second)

    def set_shortest(self, shortest: int) -> None:
        """How many characters the server asks for."""
        self._shortest = shortest
        self.retranslate()

    @property
    def text(self) -> str:
        """The password, exactly as typed."""
        return self.first.text()

    def forget(self) -> None:
        """Empty both, and hide what is typed next."""
        for editor in (self.first, self.second):
            editor.clear()
            editor.hide_again()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.first_field.set_label(translate("SignIn", "Password"))
        self.first_field.set_help(
            fill(translate("FirstRun", "At least %1 characters. A few unrelated words are best."), self._shortest)
        )
        self.second_field.set_label(translate("FirstRun", "Password, once more"))
        for editor in (self.first, self.second):
            editor.retranslate()

    def check_first(self) -> str:
        """What is wrong with it."""
        typed = self.text
        if not typed:
            return translate("FirstRun", "Choose a password.")
        if is_short(typed, self._shortest):
            return fill(translate("FirstRun", "It needs at least %1 characters."), self._shortest)
        if is_weak(typed, *self._personal(), shortest=self._shortest):
            return translate(
                "FirstRun",
                "This one is easy to guess: it is common, or made of your name or address. Join a few unrelated words.",
            )
        return ""

    def check_second(self) -> str:
        """Whether it is the same."""
        return "" if self.second.text() == self.text else translate("FirstRun", "The two passwords differ.")
