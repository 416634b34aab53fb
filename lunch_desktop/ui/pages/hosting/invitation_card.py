"""Making an invitation, and passing it on."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.ui.pages.first_run.checks import check_email
from lunch_desktop.ui.pages.first_run.failures import known_problem, problem_of, words_for
from lunch_desktop.ui.pages.hosting.invitation_words import invitation_message
from lunch_desktop.ui.runtime.tasks import Tasks
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import announce, follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit, TextArea
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.progress import Progress
from lunch_desktop.ui.widgets.radio_group import RadioGroup, RadioOption
from lunch_desktop.wire.invitations import MOST_USES, InvitationLink, InvitationMade, InvitationRequest
from lunch_desktop.wire.pins import parted

translate = QCoreApplication.translate

_TEAM, _ONE = "team", "one"


class InvitationCard(Card):
    """`made` says that there is a new one, `copied` that the message is on the clipboard.

    Its code is known here only, and gone with the window.
    """

    copied = Signal()
    made = Signal()

    def __init__(
        self,
        theme: Theme,
        invite: Callable[[InvitationRequest], InvitationMade],
        signed: Session,
        place: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """`place` says where colleagues reach the server, with its pin."""
        super().__init__(theme, padding=16, parent=parent)
        self._invite, self._signed, self._place = invite, signed, place
        self._tasks = Tasks(self, workers=1)
        self._link: InvitationLink | None = None
        self._was_copied = False
        self._told: Exception | None = None
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._sentence = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.who = RadioGroup(theme, (RadioOption(_TEAM, ""), RadioOption(_ONE, "")))
        self.email = LineEdit(theme)
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.email_field = Field(theme, "", self.email)
        self.email.submitted.connect(self.make)
        self.email.textEdited.connect(lambda _text: self.email_field.set_error(""))
        self.who.chosen.connect(lambda key: self.email_field.setVisible(key == _ONE))
        self.message = TextArea(theme, lines=6)
        self.message.setReadOnly(True)
        self.copy_button = Button(theme, kind=ButtonKind.PRIMARY, icon=Icon.COPY)
        self.make_button = Button(theme)
        self.problem = Banner(theme)
        self.progress = Progress(theme)
        self.copy_button.clicked.connect(self.copy)
        self.make_button.clicked.connect(self.make)
        self._build()
        self.retranslate()
        follow(theme, self._space)

    @property
    def text(self) -> str:
        """The message; "" before there is one."""
        return self.message.toPlainText()

    def make(self) -> None:
        """Ask the server for a new invitation."""
        if self.progress.is_running:
            return
        request = self._request()
        if request is None:
            self.email.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.problem.hide()
        self._told = None
        self.make_button.setEnabled(False)
        self.progress.start(translate("Hosting", "Making an invitation…"), cancellable=False)
        self._tasks.run(lambda: self._invite(request), self._made, self._failed, receiver=self)

    def copy(self) -> None:
        """Put the message on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self._was_copied = True
        self._name_copy()
        announce(self, self.copy_button.text())
        self.copied.emit()

    def address_changed(self) -> None:
        """This PC is reached elsewhere now: say so in the message."""
        if self._link is not None and self._link.place != self._place():
            self._show(self._linked(self._link.code, self._link.company, self._link.until))

    def close_tasks(self) -> None:
        """Let go of the worker thread."""
        self._tasks.close(timeout=0)

    def retranslate(self) -> None:
        """Say everything anew; the message is in the language in force."""
        self._title.setText(translate("Hosting", "Invite colleagues"))
        self._sentence.setText(
            translate("Hosting", "Send the message by any messenger. Colleagues paste it into their Lunch Desktop.")
        )
        self.who.setAccessibleName(translate("Hosting", "Who may use it"))
        self.who.set_text(
            RadioOption(
                _TEAM,
                translate("Hosting", "My team"),
                translate("Hosting", "Up to 50 people, for seven days. Post it only where your team reads."),
            )
        )
        self.who.set_text(
            RadioOption(_ONE, translate("Hosting", "One person"), translate("Hosting", "Works once, for seven days."))
        )
        self.email_field.set_label(translate("Hosting", "E-mail, if you know it"))
        self.email_field.set_help(translate("Hosting", "Then nobody else can use the invitation."))
        if self.email_field.error:
            self.email_field.set_error(check_email(self.email.text()))
        set_name(self.message, translate("Hosting", "The invitation"))
        self._name_copy()
        if self._link is None:
            self.make_button.setText(translate("Hosting", "Make an invitation"))
        else:
            self.make_button.setText(translate("Hosting", "Make another one"))
            self._show(self._link)
        if self._told is not None:
            self._tell(self._told)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _request(self) -> InvitationRequest | None:
        """What is asked of the server; None where the address can't be one."""
        if self.who.value == _TEAM:
            return InvitationRequest(uses=MOST_USES)
        commit_pending_input(self)
        login = self.email.text().strip()
        self.email_field.set_error(check_email(login) if login else "")
        return None if self.email_field.error else InvitationRequest(uses=1, login=login or None)

    def _made(self, made: InvitationMade) -> None:
        self.progress.finish()
        self.make_button.setEnabled(True)
        self.make_button.set_kind(ButtonKind.SECONDARY)
        self._was_copied = False
        self._show(self._linked(made.code, made.office_name, Instant(made.expires_at)))
        self.retranslate()
        self.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.made.emit()

    def _linked(self, code: str, company: str, until: Instant) -> InvitationLink:
        server, pin = parted(self._place())
        return InvitationLink(server, code, company, until, pin)

    def _failed(self, error: Exception) -> None:
        self.progress.finish()
        self.make_button.setEnabled(True)
        self._told = error
        problem_of(error)
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        said = words_for(known_problem(error))
        self.problem.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")

    def _show(self, link: InvitationLink) -> None:
        self._link = link
        self.message.setPlainText(invitation_message(link, self._signed.name, self._signed.time_zone))
        for widget in (self.message, self.copy_button):
            widget.show()

    def _name_copy(self) -> None:
        self.copy_button.setText(
            translate("Hosting", "Copied") if self._was_copied else translate("Hosting", "Copy the invitation")
        )
        self.copy_button.set_glyph(Icon.CHECK if self._was_copied else Icon.COPY)

    def _build(self) -> None:
        row = QWidget()
        self._buttons = FlowLayout(row)
        self._buttons.addWidget(self.copy_button)
        self._buttons.addWidget(self.make_button)
        self._words = QVBoxLayout()
        for label in (self._title, self._sentence):
            self._words.addWidget(label)
        self.body.addLayout(self._words)
        parts: tuple[QWidget, ...] = (self.who, self.email_field, self.message, self.problem)
        for widget in parts:
            self.body.addWidget(widget)
        self.body.addWidget(row)
        self.body.addWidget(self.progress)
        for hidden in (self.email_field, self.message, self.copy_button, self.problem):
            hidden.hide()

    def _space(self) -> None:
        self._words.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._buttons.set_spacing(self.theme.px(self.theme.metrics.space_s))
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_m))
