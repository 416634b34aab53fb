"""Which part is down: this PC, the network, the server or the account, each with a sign and a word."""

from collections.abc import Callable
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.accessible import set_role
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.pill import PillContent, StatePill

translate = QCoreApplication.translate


class Rung(Enum):
    """The parts in the order in which a request passes them."""

    PC = "pc"
    NETWORK = "network"
    SERVER = "server"
    DATABASE = "database"
    ACCOUNT = "account"


_BROKEN: Final = {
    ProblemCode.NO_NETWORK: Rung.PC,
    ProblemCode.CLOCK_WRONG: Rung.PC,
    ProblemCode.COMPANY_CA_UNUSABLE: Rung.PC,
    ProblemCode.CAPTIVE_PORTAL: Rung.NETWORK,
    ProblemCode.SERVER_NAME_UNKNOWN: Rung.NETWORK,
    ProblemCode.PROXY_SIGN_IN: Rung.NETWORK,
    ProblemCode.PROXY_SIGN_IN_WRONG: Rung.NETWORK,
    ProblemCode.PROXY_SIGN_IN_UNSUPPORTED: Rung.NETWORK,
    ProblemCode.PROXY_UNREACHABLE: Rung.NETWORK,
    ProblemCode.PROXY_REFUSED: Rung.NETWORK,
    ProblemCode.PROXY_UNSUPPORTED: Rung.NETWORK,
    ProblemCode.PROXY_SCRIPT_FAILED: Rung.NETWORK,
    ProblemCode.SERVER_UNREACHABLE: Rung.SERVER,
    ProblemCode.NOT_OUR_SERVER: Rung.SERVER,
    ProblemCode.CERTIFICATE_NOT_TRUSTED: Rung.SERVER,
    ProblemCode.SERVER_KEY_CHANGED: Rung.SERVER,
    ProblemCode.PLAIN_HTTP_REFUSED: Rung.SERVER,
    ProblemCode.PROTOCOL_TOO_OLD: Rung.SERVER,
    ProblemCode.SERVER_FAULT: Rung.SERVER,
    ProblemCode.SERVER_RECOVERING: Rung.SERVER,
    ProblemCode.SERVER_DATABASE_DOWN: Rung.DATABASE,
    ProblemCode.ACCOUNT_DEACTIVATED: Rung.ACCOUNT,
    ProblemCode.TOO_MANY_ATTEMPTS: Rung.ACCOUNT,
}
"""What else can go wrong has no part that is down: a password that was mistyped, an address that is none."""


def broken_rung(problem: Problem | None) -> Rung | None:
    """Which part is down; None where none is."""
    return _BROKEN.get(problem.code) if problem is not None else None


class Ladder(QWidget):
    """Hidden while nothing is down. Parts behind the one that is down were not asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._broken: Rung | None = None
        self._flow = FlowLayout(self)
        self.pills = {rung: StatePill(theme, PillContent(""), parent=self) for rung in Rung}
        for pill in self.pills.values():
            self._flow.addWidget(pill)
        set_role(self, QAccessible.Role.Grouping)
        self.hide()
        follow(theme, self._restyle)

    @property
    def broken(self) -> Rung | None:
        """The part that is down."""
        return self._broken

    def take(self, problem: Problem | None) -> None:
        """Something went wrong by this; None: nothing did."""
        self._broken = broken_rung(problem)
        self.retranslate()
        self.setVisible(self._broken is not None)

    def retranslate(self) -> None:
        """Say everything anew."""
        words: dict[Rung, Callable[[], str]] = {
            Rung.PC: lambda: translate("SignIn", "This PC"),
            Rung.NETWORK: lambda: translate("SignIn", "Network"),
            Rung.SERVER: lambda: translate("SignIn", "Server"),
            Rung.DATABASE: lambda: translate("SignIn", "Database"),
            Rung.ACCOUNT: lambda: translate("SignIn", "Account"),
        }
        if self._broken is None:
            return
        order = list(Rung)
        place, told = order.index(self._broken), []
        for number, rung in enumerate(order):
            word, pill = words[rung](), self.pills[rung]
            if number < place:
                pill.show_content(PillContent(word, Tone.CONFIRMED))
                said = translate("SignIn", "%1: fine")
            elif number == place:
                pill.show_content(PillContent(word, Tone.REFUSED))
                said = translate("SignIn", "%1: here is the problem")
            else:
                pill.show_content(PillContent(word, Tone.NEUTRAL, Icon.MINUS))
                said = translate("SignIn", "%1: not asked yet")
            told.append(fill(said, word))
            set_name(pill, told[-1])
            # A database that nobody came to is no news; one that answers is behind the server's sign.
            pill.setVisible(rung is not Rung.DATABASE or number <= place)
        set_name(self, ", ".join(told))
        self._flow.invalidate()

    def _restyle(self) -> None:
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_xs))
