"""How the server on this PC stands, and where colleagues reach it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lunch_desktop.system.hosting import HostedState, HostedStatus, Hosting
from lunch_desktop.ui.pages.first_run.failures import words_for
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.wire.pins import short_pin

translate = QCoreApplication.translate

_LOOKS = {
    HostedState.RUNNING: (Tone.CONFIRMED, Icon.CHECK),
    HostedState.STARTING: (Tone.NEUTRAL, Icon.HOURGLASS),
    HostedState.FAILED: (Tone.REFUSED, Icon.ERROR),
    HostedState.STOPPED: (Tone.NEUTRAL, Icon.MINUS),
}


class ServerCard(Card):
    """`set_active` carries whether the server should run; `try_now`, that the person does not want to wait."""

    set_active = Signal(bool)
    try_now = Signal()
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        watch: HostWatch,
        addresses: Callable[[], tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, padding=16, parent=parent)
        self._host, self._addresses = watch.host, addresses
        self._people, self._said = 0, ""
        self._status = watch.host.status
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._state = StatePill(theme, PillContent(""))
        self._sentence = Label(theme, wrap=True)
        self._where = Label(theme, wrap=True)
        self._joined = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._key = Label(theme, wrap=True)
        self._key_hint = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.was_plain = Banner(theme)
        self.was_plain.hide()
        self._hint = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.problem = Banner(theme)
        self.toggle_button = Button(theme)
        self.try_button = Button(theme, icon=Icon.RETRY)
        self.toggle_button.clicked.connect(self._toggle)
        self.try_button.clicked.connect(self.try_now)
        self._build()
        self.retranslate()
        follow(theme, self._space)
        watch.changed.connect(self._take)

    def set_people(self, people: int) -> None:
        """How many have joined, the host among them."""
        self._people = people
        self._say_people()

    def retranslate(self) -> None:
        """Say everything anew."""
        hosting = self._host.hosting
        self._title.setText(translate("Hosting", "The server on this PC"))
        self.try_button.setText(translate("Hosting", "Try again now"))
        active = hosting is not None and hosting.active
        self.toggle_button.setText(
            translate("Hosting", "Stop hosting") if active else translate("Hosting", "Host again")
        )
        self.toggle_button.set_kind(ButtonKind.SECONDARY if active else ButtonKind.PRIMARY)
        self._say_state(self._status)
        self._say_people()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take(self, status: HostedStatus) -> None:
        self._status = status
        self.toggle_button.setEnabled(True)
        self.retranslate()
        self.changed.emit()

    def _toggle(self) -> None:
        hosting = self._host.hosting
        self.toggle_button.setEnabled(False)
        self.set_active.emit(hosting is None or not hosting.active)

    def _say_state(self, status: HostedStatus) -> None:
        words = {
            HostedState.RUNNING: translate("Hosting", "Running"),
            HostedState.STARTING: translate("Hosting", "Starting"),
            HostedState.FAILED: translate("Hosting", "Not running"),
            HostedState.STOPPED: translate("Hosting", "Stopped"),
        }
        tone, icon = _LOOKS[status.state]
        self._state.show_content(PillContent(words[status.state], tone, icon))
        hosting, addresses = self._host.hosting, self._addresses()
        network = hosting is not None and hosting.network
        port = hosting.port if hosting is not None else 0
        self._sentence.setText(self._meaning(status, network=network, reachable=bool(addresses)))
        running = status.state is HostedState.RUNNING
        self._where.setVisible(running and network and bool(addresses))
        self._where.setText(
            fill(translate("Hosting", "Address: %1"), " · ".join(f"https://{address}:{port}" for address in addresses))
        )
        self._hint.setVisible(running and network)
        self._hint.setText(
            fill(
                translate(
                    "Hosting",
                    "If a colleague can't connect: allow Lunch Desktop in this PC's firewall for private networks "
                    "(port %1), and see that both are in the same network.",
                ),
                port,
            )
        )
        self._say_key(hosting if network else None)
        failed = status.state is HostedState.FAILED
        self.try_button.setVisible(failed)
        self.problem.setVisible(failed)
        if failed:
            said = words_for(status.problem)
            self.problem.show_message(BannerKind.WARNING, said.title, f"{said.what}\n{said.remedy}")

    def _say_key(self, hosting: Hosting | None) -> None:
        """How colleagues know the server."""
        for label in (self._key, self._key_hint):
            label.setVisible(hosting is not None and bool(hosting.pin))
        self._say_who_needs_an_invitation(needed=hosting is not None and hosting.was_plain)
        if hosting is None:
            return
        self._key.setText(fill(translate("Hosting", "Key of the server: %1"), short_pin(hosting.pin)))
        self._key_hint.setText(
            translate(
                "Hosting",
                "Everything is encrypted. The invitation holds the key, so that nobody can pose as this server; "
                "colleagues who want to be sure compare it with the one that they see when they join.",
            )
        )

    def _say_who_needs_an_invitation(self, *, needed: bool) -> None:
        """Colleagues of the time before the server had a key. Said once: a screen reader reads it out each time."""
        title = translate("Hosting", "Send your colleagues a new invitation")
        if needed and title != self._said:
            self._said = title
            self.was_plain.show_message(
                BannerKind.INFO,
                title,
                translate(
                    "Hosting",
                    "The connection is encrypted now. Whoever joined before pastes it, chooses “I have an account "
                    "already”, and signs in. Nothing is lost.",
                ),
            )
        self.was_plain.setVisible(needed)

    def _meaning(self, status: HostedStatus, *, network: bool, reachable: bool) -> str:
        if status.state is HostedState.STARTING:
            return translate("Hosting", "It will be there in a few seconds. You can work meanwhile.")
        if status.state is HostedState.FAILED:
            return translate(
                "Hosting", "Colleagues work offline until it runs again; nothing is lost. It is tried again by itself."
            )
        if status.state is HostedState.STOPPED:
            return translate("Hosting", "Colleagues work offline. Everything is kept, and you can host again.")
        if not network:
            return translate("Hosting", "Only this PC reaches it.")
        if not reachable:
            return translate(
                "Hosting",
                "This PC is in no network now, so colleagues can't reach it. Connect it to the office network.",
            )
        return translate("Hosting", "Colleagues reach it while this PC is on and Lunch Desktop runs.")

    def _say_people(self) -> None:
        self._joined.setVisible(self._people > 0)
        self._joined.setText(fill(translate("Hosting", "People who have joined: %1"), self._people))

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._state)
        self._head.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.try_button)
        self._buttons.addWidget(self.toggle_button)
        self._buttons.addStretch(1)
        self.body.addLayout(self._head)
        told = (self._sentence, self._joined, self.was_plain, self._where, self._key, self._key_hint)
        for widget in (*told, self.problem, self._hint):
            self.body.addWidget(widget)
        self.body.addLayout(self._buttons)

    def _space(self) -> None:
        for layout in (self._head, self._buttons):
            layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
