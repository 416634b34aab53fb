"""Server, e-mail and password, the request that they make, and what came of it."""

import logging
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from lunch_desktop.sync.http import ApiError
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.pages.sign_in.ladder import Ladder
from lunch_desktop.ui.pages.sign_in.password import PasswordEdit
from lunch_desktop.ui.pages.sign_in.portal_help import PortalHelp
from lunch_desktop.ui.pages.sign_in.proxy_help import ProxyHelp
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import wall_clock
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.dressed import dress
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.wire.invitations import BrokenLink, link_in
from lunch_desktop.wire.pins import parted

translate = QCoreApplication.translate
_logger = logging.getLogger(__name__)

SignInCall = Callable[[str, str, str], object]
"""Takes server address, e-mail and password, waits for the server, and gives the session. Raises Problem or ApiError;
it is run on a worker thread."""

PROGRESS_AFTER_MS: Final = 300
_AT_THE_PASSWORD: Final = frozenset({ProblemCode.WRONG_CREDENTIALS, ProblemCode.ACCOUNT_DEACTIVATED})
_AT_THE_SERVER: Final = frozenset(
    {
        ProblemCode.SERVER_ADDRESS_INVALID,
        ProblemCode.NOT_OUR_SERVER,
        ProblemCode.CERTIFICATE_NOT_TRUSTED,
        ProblemCode.SERVER_KEY_CHANGED,
        ProblemCode.PLAIN_HTTP_REFUSED,
    }
)


class SignInForm(QWidget):
    """The three fields and their button. `signed_in` carries what the call gave.

    Whatever goes wrong is told above the button, and all that was typed stays; the password goes once it was right.
    """

    signed_in = Signal(object)
    invited = Signal(object)
    """An invitation was put into the field of the server: carries its InvitationLink."""

    def __init__(self, theme: Theme, sign_in: SignInCall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sign_in = sign_in
        self._tasks = Tasks(self)
        self._run = 0
        self._running = False
        self._told: Exception | None = None
        self._failed_at = QDateTime.currentDateTime()
        self._is_locked = False
        self._places: dict[str, str] = {}
        self.server = LineEdit(theme)
        self.server.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.email = LineEdit(theme)
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.password = PasswordEdit(theme)
        self.server_field = Field(theme, "", self.server)
        self.email_field = Field(theme, "", self.email)
        self.password_field = Field(theme, "", self.password)
        self.problem = Banner(theme)
        # As high as its text needs in a column this narrow.
        self.problem.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.problem.hide()
        self.ladder = Ladder(theme)
        self.proxy_help = ProxyHelp(theme, self._tasks, self.submit, self)
        self.portal_help = PortalHelp(theme, self.submit, self)
        self.progress = QProgressBar()
        dress(theme, self.progress, Sheet.PROGRESS)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.cancel_button = Button(theme, kind=ButtonKind.QUIET)
        self.cancel_button.clicked.connect(self.cancel)
        self.button = Button(theme, kind=ButtonKind.PRIMARY)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.submit)
        self.shared = CheckBox(theme, "")
        self.shared.hide()
        self.server.textChanged.connect(self._look_for_invitation)
        for editor in self._editors:
            editor.submitted.connect(self.submit)
            editor.textEdited.connect(self._edited)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PROGRESS_AFTER_MS)
        self._slow.timeout.connect(lambda: self._show_progress(shown=True))
        self._build()
        self._show_progress(shown=False)
        self.retranslate()
        follow(theme, self._restyle)

    @property
    def _editors(self) -> tuple[LineEdit, LineEdit, LineEdit]:
        return self.server, self.email, self.password

    @property
    def running(self) -> bool:
        """Whether the server is being asked."""
        return self._running

    def fill(self, server: str, email: str, password: str = "") -> None:
        """Put something into the fields to begin with; `server` may be a place, with its pin."""
        for editor, text in zip(self._editors, (server, email, password), strict=True):
            editor.setText(text)
        if "#" in server:
            self.show_place(server)

    def show_place(self, place: str) -> None:
        """Put a server's address into its field; the pin, which says nothing to people, is kept for it."""
        address, _ = parted(place)
        self._places[address] = place
        self.server.setText(address)

    def focus_first(self) -> None:
        """Begin at the first field that is empty, else at the button."""
        empty = next((one for one in self._editors if not one.text().strip() and not one.isReadOnly()), None)
        (empty or self.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Ask the server, unless a field is empty or it is being asked already."""
        if self._running:
            return
        commit_pending_input(self)
        if not self._complete():
            return
        server, email, password = self.server.text().strip(), self.email.text().strip(), self.password.text()
        server = self._places.get(server, server)
        self._run += 1
        run = self._run
        self._set_running(running=True)
        self._tasks.run(
            lambda: self._sign_in(server, email, password),
            lambda session: self._succeeded(run, session),
            lambda error: self._failed(run, error),
            receiver=self,
        )

    def cancel(self) -> None:
        """Stop waiting; whatever the server still answers is not heard."""
        self._run += 1
        self._set_running(running=False)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.server_field.set_label(translate("SignIn", "Invitation or server address"))
        self._help_server()
        self.email_field.set_label(translate("SignIn", "E-mail"))
        self.password_field.set_label(translate("SignIn", "Password"))
        self.shared.setText(translate("SignIn", "Others use this PC, too: keep nothing here"))
        self.shared.updateGeometry()
        self.password.retranslate()
        for helping in (self.ladder, self.proxy_help, self.portal_help):
            helping.retranslate()
        self.cancel_button.setText(translate("SignIn", "Cancel sign-in"))
        self.progress.setAccessibleName(translate("SignIn", "Signing in"))
        self._name_button()
        fields = (self.server_field, self.email_field, self.password_field)
        for field, editor in zip(fields, self._editors, strict=True):
            if field.error and not editor.text().strip():
                self._mark_empty(field)
            elif field.error:
                self._mark_broken()
        if self._told is not None:
            self._tell(self._told)

    def show_where(self, error: Exception | None) -> None:
        """Show which part is down, and the button that helps; None: nothing is."""
        problem = _problem_of(error) if error is not None else None
        self.ladder.take(problem)
        self.proxy_help.take(problem)
        self.portal_help.take(error)

    def offer_shared(self, shared: bool, choose: Callable[[bool], object], *, locked: bool) -> None:
        """Let the person say that others use this PC, too; where the company has said it (`locked`), show it."""
        self.shared.setChecked(shared)
        self.shared.setEnabled(not locked)
        self.shared.toggled.connect(choose)
        self.shared.show()

    def lock_server(self) -> None:
        """The company has set the address: show it, and why it can't be changed."""
        self._is_locked = True
        self.server.setReadOnly(True)
        self.server.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._help_server()

    def close_tasks(self) -> None:
        """Let go of the worker threads without waiting for an answer that nobody wants."""
        self._run += 1
        self._tasks.close(timeout=0)

    def _help_server(self) -> None:
        if self._is_locked:
            self.server_field.set_help(translate("SignIn", "Set by your company."))
        else:
            self.server_field.set_help(translate("SignIn", "Paste the invitation or type the address."))

    def _look_for_invitation(self, text: str) -> None:
        """A pasted message holds a link; the rest of it is words."""
        if self.server.isReadOnly():
            return
        try:
            link = link_in(text)
        except BrokenLink:
            self._mark_broken()
        else:
            if link is not None:
                self.invited.emit(link)

    def _mark_broken(self) -> None:
        self.server_field.set_error(
            translate("SignIn", "The link of this invitation is cut off. Copy the whole message once more.")
        )

    def _complete(self) -> bool:
        if _is_broken(self.server.text()):  # whoever joins by an invitation is asked for nothing else here
            self._mark_broken()
            self.server.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        fields = (self.server_field, self.email_field, self.password_field)
        empty = [field for field, editor in zip(fields, self._editors, strict=True) if not editor.text().strip()]
        for field in empty:
            self._mark_empty(field)
        if empty:
            empty[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not empty

    def _mark_empty(self, field: Field) -> None:
        texts = {
            self.server_field: translate("SignIn", "Type the address of your company's server."),
            self.email_field: translate("SignIn", "Type your e-mail address."),
            self.password_field: translate("SignIn", "Type your password."),
        }
        field.set_error(texts[field])

    def _edited(self) -> None:
        for field in (self.server_field, self.email_field, self.password_field):
            if field.editor is self.sender() and not (field is self.server_field and _is_broken(self.server.text())):
                field.set_error("")

    def _succeeded(self, run: int, session: object) -> None:
        if run != self._run:
            return
        self._set_running(running=False)
        self.password.clear()
        self.password.hide_again()
        self.signed_in.emit(session)

    def _failed(self, run: int, error: Exception) -> None:
        if run != self._run:
            return
        self._set_running(running=False)
        self._told, self._failed_at = error, QDateTime.currentDateTime()
        self._tell(error)
        problem = _problem_of(error)
        if problem is None:
            _logger.error("sign-in failed unexpectedly", exc_info=error)
        elif problem.code in _AT_THE_PASSWORD:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()
        elif problem.code in _AT_THE_SERVER and not self.server.isReadOnly():
            self.server.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, error: Exception) -> None:
        problem = _problem_of(error)
        if problem is None:
            title = translate("SignIn", "Something went wrong")
            text = translate("SignIn", "It was our mistake and is written in the log. Please try again.")
        else:
            said = problem_text(problem, language_in_force())
            title, text = said.title, f"{said.what}\n{said.remedy}{self._when(problem)}"
        self.problem.show_message(BannerKind.ERROR, title, text)
        self.show_where(error)

    def _when(self, problem: Problem) -> str:
        """From when on it can be tried again, where that is known."""
        if problem.code is not ProblemCode.TOO_MANY_ATTEMPTS:
            return ""
        again = self._failed_at.addSecs(60 * int(problem.facts["minutes"])).time()
        said = fill(translate("SignIn", "You can try again from %1 on."), wall_clock(again.hour(), again.minute()))
        return f" {said}"

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        if running:
            self._told = None
            self.problem.hide()
            self.show_where(None)
            self._slow.start()
            if self.button.hasFocus():
                # A disabled button would hand the focus on to whatever comes next.
                self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._slow.stop()
            self._show_progress(shown=False)
        self.button.setEnabled(not running)
        self._name_button()

    def _show_progress(self, *, shown: bool) -> None:
        self._busy.setVisible(shown)
        if shown:
            announce(self, self.progress.accessibleName())

    def _name_button(self) -> None:
        waiting, ready = translate("SignIn", "Signing in…"), translate("SignIn", "Sign in")
        self.button.setText(waiting if self._running else ready)

    def _build(self) -> None:
        self._busy = QWidget()
        self._busy_row = QHBoxLayout(self._busy)
        self._busy_row.addWidget(self.progress, 1)
        self._busy_row.addWidget(self.cancel_button)
        self._layout = QVBoxLayout(self)
        fields = (self.server_field, self.email_field, self.password_field)
        helping = (self.ladder, self.problem, self.proxy_help.button, self.portal_help.button)
        for widget in (*fields, self.shared, *helping, self.button, self._busy):
            self._layout.addWidget(widget)

    def _restyle(self) -> None:
        metrics = self.theme.metrics
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(metrics.space_l))
        self._busy_row.setContentsMargins(0, 0, 0, 0)
        self._busy_row.setSpacing(self.theme.px(metrics.space_m))


def _problem_of(error: Exception) -> Problem | None:
    """What can be told of a failure; None for a fault of ours."""
    if isinstance(error, Problem):
        return error
    return error.problem if isinstance(error, ApiError) else None


def _is_broken(text: str) -> bool:
    """Whether a pasted link is not whole."""
    try:
        link_in(text)
    except BrokenLink:
        return True
    return False
