"""What is done with votes on the parties' page: opening one, adding an option, choosing, ending it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.domain.errors import Refusal, RefusalCode
from lunch_desktop.domain.ids import OptionId
from lunch_desktop.domain.parties.votes import Vote, VoteSubject
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.store.desktop.queries.votes import VoteView
from lunch_desktop.ui.actions import votes as actions
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.parties.vote_form import VoteForm
from lunch_desktop.ui.pages.parties.vote_option import OptionForm
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.sheet import SideSheet

translate = QCoreApplication.translate

_OF_DEADLINE = frozenset({RefusalCode.DEADLINE_OUT_OF_RANGE})
_OF_OPTIONS = frozenset({RefusalCode.OPTIONS_OUT_OF_RANGE, RefusalCode.TIME_OUT_OF_RANGE})


class Voting(QObject):
    """`refused` is told of every no that no form can show."""

    def __init__(self, context: PageContext, page: QWidget, refused: Callable[[PartyView, Refusal], object]) -> None:
        super().__init__(page)
        self._context, self._page, self._refused = context, page, refused
        self._sheet: SideSheet | None = None
        self._form: VoteForm | OptionForm | None = None

    def open_new(self, view: PartyView, time_zone: str, subject: str = VoteSubject.PLACE.value) -> None:
        """Offers a vote among the members of a party."""
        if self._sheet is not None:
            return
        form = VoteForm(self._context.theme, self._context.session, time_zone)
        form.begin(view.party.meets_at, subject)
        self._open(form, form.places[0] if subject == VoteSubject.PLACE else form.times[0])
        self._button.clicked.connect(lambda: self._start(view, form))

    def open_add(self, view: PartyView, vote: Vote, time_zone: str) -> None:
        """Offers one more option."""
        if self._sheet is not None:
            return
        form = OptionForm(self._context.theme, self._context.session, vote, view.party.meets_at, time_zone)
        self._open(form, form.editor)
        self._button.clicked.connect(lambda: self._add(vote, form))
        form.submitted.connect(lambda: self._add(vote, form))

    def choose(self, view: PartyView, vote: VoteView, chosen: list[OptionId]) -> None:
        """Send the whole choice."""
        refused = self._refused
        actions.choose(self._context.session, vote, chosen, lambda _: None, lambda no: refused(view, no))

    def close(self, view: PartyView, vote: Vote) -> None:
        """End it before its deadline."""
        refused = self._refused
        actions.close_vote(self._context.session, vote, lambda _: None, lambda no: refused(view, no))

    def cancel(self, view: PartyView, vote: Vote) -> None:
        """Take it back; while that is unsent it can be undone."""
        session, shell, refused = self._context.session, self._context.shell, self._refused
        told = translate("Votes", "The vote was taken back")
        actions.cancel_vote(
            session,
            vote,
            lambda done: shell.toast(told, lambda: session.undo(done.uuid)),
            lambda no: refused(view, no),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the language while a sheet is open."""
        if event.type() == QEvent.Type.LanguageChange and watched is self._sheet:
            self._name()
        return super().eventFilter(watched, event)

    def _open(self, form: VoteForm | OptionForm, focus: QWidget) -> None:
        theme = self._context.theme
        self._form = form
        self._sheet = SideSheet(theme, self._page.window(), "", "")
        self._banner = Banner(theme)
        self._banner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._banner.hide()
        self._sheet.body.addWidget(self._banner)
        self._sheet.body.addWidget(form)
        self._sheet.body.addStretch(1)
        self._button = Button(theme, kind=ButtonKind.PRIMARY)
        self._sheet.footer.addWidget(self._button)
        self._sheet.installEventFilter(self)
        self._sheet.closed.connect(self._closed)
        self._name()
        self._sheet.open(focus)

    def _name(self) -> None:
        if self._sheet is None or self._form is None:
            return
        is_new = isinstance(self._form, VoteForm)
        self._sheet.set_title(translate("Votes", "Let them vote") if is_new else translate("Votes", "Add an option"))
        self._sheet.set_close_name(translate("Votes", "Close the form"))
        self._button.setText(translate("Votes", "Open the vote") if is_new else translate("Votes", "Add"))
        self._form.retranslate()

    def _start(self, view: PartyView, form: VoteForm) -> None:
        new = form.vote(view.party.id)
        if new is None:
            return
        self._button.setEnabled(False)
        session, shell = self._context.session, self._context.shell
        told = fill(translate("Votes", "A vote runs in “%1”"), view.party.title)

        def done(performed: object) -> None:
            del performed
            self._close()
            shell.toast(told)

        actions.open_vote(session, new, done, self._form_refused, receiver=self)

    def _add(self, vote: Vote, form: OptionForm) -> None:
        option = form.option()
        if option is None or not self._button.isEnabled():
            return
        self._button.setEnabled(False)
        session = self._context.session
        actions.add_option(session, vote, *option, lambda _: self._close(), self._form_refused)

    def _form_refused(self, refusal: Refusal) -> None:
        """The form stays as it was filled in; what is wrong stands beside its field."""
        if self._sheet is None or self._form is None:
            return
        self._button.setEnabled(True)
        said = refusal_text(refusal.code.value, refusal.details)
        if refusal.code in _OF_DEADLINE | _OF_OPTIONS:
            self._form.show_error(of_deadline=refusal.code in _OF_DEADLINE, text=said.sentence)
        else:
            self._banner.show_message(BannerKind.ERROR, said.title, said.sentence)

    def _close(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = self._form = None
