"""The head of the Sync centre: how the server is reached, what that means, and what can be done about it."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.sync.status import Reach
from lunch_desktop.ui.pages.sync_centre.head_words import HeadWords
from lunch_desktop.ui.pages.sync_centre.network_words import Help, help_button
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar

translate = QCoreApplication.translate
NARROW_BELOW: Final = 680
"""Below this width at 100 %, the controls go under the words."""
NARROW_WITH_HELP: Final = 960
"""The same where there is one more."""


class StatusCard(Card):
    """`send_now`, `sign_in`, `help_wanted` and `work_offline` (with the new value) are what the person wants."""

    send_now = Signal()
    sign_in = Signal()
    help_wanted = Signal()
    work_offline = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._icon = IconLabel(theme, Icon.SENDING, ColourRole.SECONDARY)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._text = Label(theme, wrap=True)
        self.progress = ThinProgressBar(theme)
        self._fresh = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._kept = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.offline_box = CheckBox(theme, "")
        self.offline_box.toggled.connect(self.work_offline)
        self.send_button = Button(theme, kind=ButtonKind.PRIMARY, icon=Icon.SEND)
        self.send_button.clicked.connect(self.send_now)
        self.sign_in_button = Button(theme, kind=ButtonKind.PRIMARY, icon=Icon.KEY)
        self.sign_in_button.clicked.connect(self.sign_in)
        self.help_button = Button(theme, kind=ButtonKind.PRIMARY)
        self.help_button.clicked.connect(self.help_wanted)
        self._helps: Help | None = None
        self._room = 0
        self._tries = False
        self._words = QVBoxLayout()
        for widget in (self._title, self._text, self.progress, self._fresh, self._kept):
            self._words.addWidget(widget)
        said = QHBoxLayout()
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(self._words, 1)
        self._said = said
        self._controls = QHBoxLayout()
        self._controls.addWidget(self.offline_box)
        self._controls.addWidget(self.send_button)
        self._controls.addWidget(self.sign_in_button)
        self._controls.addWidget(self.help_button)
        self._row = QHBoxLayout()
        self._row.addLayout(said, 1)
        self._row.addLayout(self._controls)
        self.body.addLayout(self._row)
        follow(theme, self._restyle_card)

    def show_status(self, words: HeadWords, reach: Reach | None, *, can_send: bool, can_try: bool) -> None:
        """Shows how things stand. There is a button to send only while there is something to send and a way to,
        one to try again where the exchange pauses, and one to sign in where that is what is needed.
        """
        self._icon.set_icon(words.icon, words.colour)
        for label, text in (
            (self._title, words.title),
            (self._text, words.meaning),
            (self._fresh, words.fresh),
            (self._kept, words.kept),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.progress.setVisible(words.percent is not None)
        self.progress.setValue(words.percent or 0)
        self.progress.setAccessibleName(words.title)
        set_name(self, ". ".join(part for part in (words.title, words.meaning, words.fresh, words.kept) if part))
        offline = reach is Reach.WORK_OFFLINE
        with QSignalBlocker(self.offline_box):
            self.offline_box.setChecked(offline)
        self._tries = can_try
        self._helps = words.helps
        self._say_send()
        self._say_help()
        self.send_button.setVisible(can_send or can_try)
        self.send_button.set_kind(ButtonKind.PRIMARY if words.helps is None else ButtonKind.SECONDARY)
        self.help_button.setVisible(words.helps is not None)
        self._turn()
        self.sign_in_button.setVisible(reach is Reach.SIGN_IN_NEEDED)

    def retranslate(self) -> None:
        """Say the controls anew."""
        self.offline_box.setText(translate("SyncCentre", "Work offline"))
        self.offline_box.updateGeometry()
        self.sign_in_button.setText(translate("SyncCentre", "Sign in"))
        self.sign_in_button.updateGeometry()
        self._say_send()
        self._say_help()

    def fit(self, width: int) -> None:
        """There is so much room across; the controls go under each other where they would take more."""
        if width != self._room:
            self._room = width
            self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the controls under the words where there is no room beside them."""
        super().resizeEvent(event)
        self._turn()

    def _say_send(self) -> None:
        word = translate("SyncCentre", "Try now") if self._tries else translate("SyncCentre", "Send now")
        self.send_button.setText(word)
        self.send_button.set_glyph(Icon.RETRY if self._tries else Icon.SEND)

    def _say_help(self) -> None:
        if self._helps is not None:
            word, icon = help_button(self._helps)
            self.help_button.setText(word)
            self.help_button.set_glyph(icon)
            self.help_button.updateGeometry()

    def _turn(self) -> None:
        is_narrow = self.width() < self.theme.px(NARROW_BELOW if self._helps is None else NARROW_WITH_HELP)
        room = self._room - 2 * self.theme.px(self.theme.metrics.space_l)
        wide = QBoxLayout.Direction.LeftToRight
        needed = sum(one.sizeHint().width() for one in self._controls_shown()) + 2 * self._controls.spacing()
        self._controls.setDirection(wide if needed <= room else QBoxLayout.Direction.TopToBottom)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
        alignment = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._controls, alignment)

    def _controls_shown(self) -> list[QWidget]:
        controls = (self.offline_box, self.send_button, self.sign_in_button, self.help_button)
        return [one for one in controls if not one.isHidden()]

    def _restyle_card(self) -> None:
        gap = self.theme.px(self.theme.metrics.space_m)
        self._row.setSpacing(gap)
        self._said.setSpacing(gap)
        self._controls.setSpacing(gap)
        self._words.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._icon.setFixedHeight(self.theme.line(TextRole.TITLE))
        self._turn()
