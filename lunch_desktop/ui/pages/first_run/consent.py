"""Agreeing to a connection that nobody encrypts."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.field import Field

translate = QCoreApplication.translate


class Consent:
    """A box to tick, with what it means; in sight only where it is needed."""

    def __init__(self, theme: Theme) -> None:
        self.box = CheckBox(theme, "")
        self.field = Field(theme, "", self.box)
        self.box.toggled.connect(lambda _on: self.field.set_error(""))
        self.field.hide()

    def set_needed(self, needed: bool) -> None:
        """Ask, or don't."""
        self.field.setVisible(needed)

    def check(self) -> str:
        """What is missing."""
        if self.box.isChecked():
            return ""
        return translate("FirstRun", "Tick the box if you agree. Without it nothing is sent.")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.field.set_label(translate("FirstRun", "Not encrypted yet"))
        self.box.setText(translate("FirstRun", "Connect without encryption"))
        self.box.setAccessibleName(translate("FirstRun", "Connect without encryption"))
        self.field.set_help(
            translate(
                "FirstRun",
                "Passwords and lunches cross your office network in a form that others in it could read. Use a password"
                " that you use nowhere else. Encryption for hosted servers comes with a later version.",
            )
        )
