"""A device on which I am signed in, and what I can do about it."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal

from lunch_desktop.domain.times import Instant
from lunch_desktop.ui.pages.account.turning_row import TurningRow
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import short_date, since
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.base import set_name
from lunch_desktop.ui.widgets.button import IconButton
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate

END: Final = "end"
LOST: Final = "lost"


@dataclass(frozen=True, slots=True)
class DeviceItem:
    """One device as it is shown; `network` is "" where it tells nothing."""

    id: str
    name: str
    signed_in_at: Instant
    last_used_at: Instant
    current: bool
    network: str


class DeviceRow(TurningRow):
    """`rename` and `end` say what the person wants with it; `end` carries END or LOST."""

    rename = Signal()
    end = Signal(str)

    def __init__(self, theme: Theme, item: DeviceItem, time_zone: str, now: Instant) -> None:
        super().__init__(theme)
        self.item = item
        self._time_zone, self._now = time_zone, now
        self._icon = IconLabel(theme, Icon.DEVICE, ColourRole.SECONDARY, 24)
        self._name = ElidedLabel(theme, item.name, weight=Weight.SEMIBOLD)
        self._pill = StatePill(theme, PillContent("", Tone.CONFIRMED))
        self._used = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.rename_button = IconButton(theme, Icon.EDIT, "")
        self.rename_button.clicked.connect(self.rename)
        self.end_button = MenuButton(theme)
        self.end_button.chosen.connect(self.end)
        self.lay_out(self._icon, (self._name, self._pill, self.rename_button), (self._used,), (self.end_button,))
        self._pill.setVisible(item.current)
        self.end_button.setVisible(not item.current)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        item, name = self.item, self.item.name
        if item.current:
            used = translate("Account", "In use now")
        else:
            used = fill(translate("Account", "Last used %1"), since(item.last_used_at, self._now))
        begun = fill(translate("Account", "signed in %1"), short_date(item.signed_in_at, self._time_zone))
        told = [used, begun, *([item.network] if item.network else [])]
        self._used.setText(" · ".join(told))
        self._pill.show_content(PillContent(translate("Account", "This device"), Tone.CONFIRMED))
        self.rename_button.set_name(fill(translate("Account", "Rename %1"), name))
        self.end_button.setText(translate("Account", "Sign out"))
        set_name(self.end_button, fill(translate("Account", "Sign out %1"), name))
        self.end_button.show_entries(
            (
                MenuEntry(END, translate("Account", "Sign out this device…"), Icon.LOGOUT),
                MenuEntry(LOST, translate("Account", "It is lost or stolen…"), Icon.WARNING),
            )
        )
        current = f", {translate('Account', 'This device')}" if item.current else ""
        set_name(self, f"{name}{current}, {self._used.text()}")
