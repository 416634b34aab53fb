"""The invitations that somebody could accept now, each with a way to withdraw it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant, day_of
from lunch_desktop.ui.pages.first_run.failures import known_problem, problem_of, words_for
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.wire.invitations import OpenInvitation, OpenInvitations

translate = QCoreApplication.translate


class OpenInvitationsCard(Card):
    """There is nothing to see while none is open. `withdrawn` says that one is gone now."""

    withdrawn = Signal()

    def __init__(
        self,
        theme: Theme,
        read: Callable[[], OpenInvitations],
        withdraw: Callable[[str], None],
        time_zone: str,
        parent: QWidget | None = None,
    ) -> None:
        """`read` and `withdraw`, which takes a digest, wait for the server. `time_zone` is the office's."""
        super().__init__(theme, padding=16, parent=parent)
        self._read, self._withdraw, self._time_zone = read, withdraw, time_zone
        self._tasks = Tasks(self, workers=1)
        self._told: Exception | None = None
        self.rows: list[_Row] = []
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._sentence = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.problem = Banner(theme)
        self.problem.hide()
        self._words = QVBoxLayout()
        self._words.addWidget(self._title)
        self._words.addWidget(self._sentence)
        self._list = QVBoxLayout()
        self.body.addLayout(self._words)
        self.body.addWidget(self.problem)
        self.body.addLayout(self._list)
        self.hide()
        self.retranslate()
        follow(theme, self._space)

    def reload(self) -> None:
        """Ask the server which there are."""
        self._tasks.run(self._read, self._take, self._failed, key="open", receiver=self)

    def close_tasks(self) -> None:
        """Let go of the worker thread."""
        self._tasks.close(timeout=0)

    def retranslate(self) -> None:
        """Say everything anew."""
        self._title.setText(translate("Hosting", "Open invitations"))
        self._sentence.setText(translate("Hosting", "Whoever has one of these can still join."))
        for row in self.rows:
            row.retranslate()
        if self._told is not None:
            self._tell(self._told)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take(self, found: OpenInvitations) -> None:
        self._told = None
        self.problem.hide()
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_Row(self.theme, one, self._time_zone, self) for one in found.invitations]
        for row in self.rows:
            row.withdraw.connect(self._end)
            self._list.addWidget(row)
        self.setVisible(bool(self.rows))

    def _end(self, digest: str) -> None:
        for row in self.rows:
            row.button.setEnabled(False)
        self._tasks.run(lambda: self._withdraw(digest), lambda _none: self._ended(), self._not_ended, receiver=self)

    def _ended(self) -> None:
        self.withdrawn.emit()
        self.reload()

    def _not_ended(self, error: Exception) -> None:
        """Somebody used it up or withdrew it meanwhile, or the server is gone: the next look tells."""
        problem_of(error)
        self.reload()

    def _failed(self, error: Exception) -> None:
        """What is there stays and can be tried again; where nothing is, nothing is said: an invitation can be made."""
        self._told = error
        problem_of(error)
        for row in self.rows:
            row.button.setEnabled(True)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        said = words_for(known_problem(error))
        self.problem.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")

    def _space(self) -> None:
        metrics = self.theme.metrics
        self._words.setSpacing(self.theme.px(metrics.space_xs))
        self._list.setSpacing(self.theme.px(metrics.space_m))
        self.body.setSpacing(self.theme.px(metrics.space_m))


class _Row(QWidget):
    """One invitation; `withdraw` carries its digest."""

    withdraw = Signal(str)

    def __init__(self, theme: Theme, invitation: OpenInvitation, time_zone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._invitation, self._time_zone = invitation, time_zone
        self.whom = Label(theme, wrap=True)
        self.until = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.button = Button(theme, kind=ButtonKind.QUIET)
        self.button.clicked.connect(lambda: self.withdraw.emit(self._invitation.digest))
        self._words = QVBoxLayout()
        self._words.addWidget(self.whom)
        self._words.addWidget(self.until)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()
        follow(theme, self._space)

    def retranslate(self) -> None:
        """Say everything anew."""
        one = self._invitation
        if one.login is not None:
            whom = fill(translate("Hosting", "For %1 only"), one.login)
        elif one.uses == 1:
            whom = translate("Hosting", "For one person")
        else:
            whom = fill(translate("Hosting", "For up to %1 people, %2 joined"), one.uses, one.used)
        self.whom.setText(whom)
        until = long_day(day_of(Instant(one.expires_at), self._time_zone))
        self.until.setText(fill(translate("Hosting", "Until %1 · made by %2"), until, one.maker_name))
        self.button.setText(translate("Hosting", "Withdraw"))
        self.button.setAccessibleName(fill(translate("Hosting", "Withdraw the invitation: %1"), whom))

    def _space(self) -> None:
        self._words.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_m))
