"""Messages over every page: what the environment failed at, and what nobody expected."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow

translate = QCoreApplication.translate

# What the chip tells already: an office network that comes and goes is no news.
_QUIET = frozenset({ProblemCode.SERVER_UNREACHABLE})
_TRANSIENT = frozenset({ProblemCode.SERVER_DATABASE_DOWN, ProblemCode.SERVER_FAULT, ProblemCode.SERVER_RECOVERING})


class _Message(Banner):
    """A banner that can be closed, and named anew."""

    def __init__(self, theme: Theme, close_name: str) -> None:
        super().__init__(theme)
        # Shown only now that it has a parent: on its own it would be a window, and take the keyboard.
        self._close.show()
        self.set_close_name(close_name)

    def set_close_name(self, name: str) -> None:
        """Name the × in the present language."""
        self._close.set_name(name)


class Notices(QWidget):
    """At most two banners: one of the connection, which goes by itself, and one of whatever happened last.

    `dismissed` carries what was told when the person sends it away.
    """

    sign_in = Signal()
    try_again = Signal()
    dismissed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._connection = Banner(theme)
        self._event = _Message(theme, translate("Shell", "Close message"))
        self._told: BaseException | None = None
        self._told_kind = BannerKind.ERROR
        self._status: SyncStatus | None = None
        self._page_tells = False
        self._layout = QVBoxLayout(self)
        for banner in (self._connection, self._event):
            banner.hide()
            self._layout.addWidget(banner)
        self._connection.action.connect(self._act)
        self._event.dismissed.connect(self._dismissed)
        self.hide()
        follow(theme, self._restyle)

    def show_status(self, status: SyncStatus) -> None:
        """Tell what keeps this desktop from its server, where the person or the operator has to do something."""
        self._status = status
        problem = status.problem
        needs_sign_in = status.reach is Reach.SIGN_IN_NEEDED
        if problem is None and needs_sign_in:
            problem = Problem(ProblemCode.SESSION_ENDED)
        offline = status.reach is Reach.WORK_OFFLINE
        if problem is None or problem.code in _QUIET or offline or self._page_tells:
            self._connection.hide()
        else:
            said = problem_text(problem, language_in_force())
            actions = [("sign_in", translate("Shell", "Sign in"))] if needs_sign_in else []
            if status.reach is Reach.UNREACHABLE:
                actions = [("try_again", translate("Shell", "Try again"))]
            soft = needs_sign_in or problem.code in _TRANSIENT
            kind = BannerKind.WARNING if soft else BannerKind.ERROR
            self._connection.show_message(kind, said.title, f"{said.what} {said.remedy}", actions)
        self._settle()

    def leave_connection_to_page(self, page_tells: bool) -> None:
        """Whether the page that is shown tells of the connection itself, with the same words and buttons."""
        self._page_tells = page_tells
        if self._status is not None:
            self.show_status(self._status)

    def show_error(self, error: BaseException, kind: BannerKind = BannerKind.ERROR) -> None:
        """Tell what went wrong: a Problem and a Refusal in their words, anything else as a fault of ours."""
        self._told, self._told_kind = error, kind
        if isinstance(error, Problem):
            said = problem_text(error, language_in_force())
            self._event.show_message(kind, said.title, f"{said.what} {said.remedy}")
        elif isinstance(error, Refusal):
            words = refusal_text(error.code, error.details)
            self._event.show_message(BannerKind.WARNING, words.title, words.sentence)
        else:
            self._event.show_message(
                kind,
                translate("Shell", "Something went wrong"),
                translate(
                    "Shell",
                    "It was our mistake and is written in the log. What you did before is safe; please try again.",
                ),
            )
        self._settle()

    def dismiss(self) -> bool:
        """Send the newest message away; False when there was none."""
        if self._event.isHidden():
            return False
        self._event.hide()
        self._dismissed()
        return True

    def retranslate(self) -> None:
        """Say what is shown in the present language."""
        self._event.set_close_name(translate("Shell", "Close message"))
        if self._status is not None:
            self.show_status(self._status)
        if self._told is not None:
            self.show_error(self._told, self._told_kind)

    def _act(self, key: str) -> None:
        (self.sign_in if key == "sign_in" else self.try_again).emit()

    def _dismissed(self) -> None:
        told, self._told = self._told, None
        self._settle()
        self.dismissed.emit(told)

    def _settle(self) -> None:
        self.setVisible(not (self._connection.isHidden() and self._event.isHidden()))

    def _restyle(self) -> None:
        side, gap = self.theme.px(self.theme.metrics.space_xl), self.theme.px(self.theme.metrics.space_s)
        self._layout.setContentsMargins(side, gap, side, 0)
        self._layout.setSpacing(gap)
