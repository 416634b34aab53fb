"""Signing in: what is typed stays, what goes wrong is told, and the way in is by keyboard too."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.sync.http import ApiClient, server_address
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import FACTS, Fact, Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.pages.sign_in.dialog import SignInDialog
from lunch_desktop.ui.pages.sign_in.form import SignInForm
from lunch_desktop.ui.pages.sign_in.view import Prefilled, SignInView
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.button import Button
from lunch_desktop.ui.widgets.label import Label
from tests.support.clock import ManualClock

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TYPED: Prefilled = ("https://lunch.example.com", "minji@example.com", "비 오는 날 칼국수 9")
FACT: dict[str, Fact] = {
    "server": "lunch.example.com",
    "reason": "nobody_knows",
    "minutes": 3,
    "days": 30,
    "length": 8,
    "path": "data",
    "host": "h",
    "port": 1,
    "database": "d",
}


class Company:
    """A server that answers as a test says, and remembers who asked."""

    def __init__(self) -> None:
        self.asked: list[Prefilled] = []
        self.error: Exception | None = None
        self.may_answer = threading.Event()
        self.may_answer.set()

    def sign_in(self, server: str, email: str, password: str) -> str:
        self.asked.append((server, email, password))
        self.may_answer.wait(10)
        if self.error is not None:
            raise self.error
        return f"session of {email}"


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[LanguageSwitch]:
    switch = LanguageSwitch(qapp)
    switch.choose(Language.ENGLISH)
    yield switch
    switch.choose(Language.ENGLISH)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(qapp)
    return theme


Show = Callable[..., SignInView]


@pytest.fixture
def show(theme: Theme, switch: LanguageSwitch, company: Company, qtbot: QtBot) -> Iterator[Show]:
    views: list[SignInView] = []

    def make(prefilled: Prefilled | None = None, **more: object) -> SignInView:
        view = SignInView(theme, company.sign_in, prefilled, **more)  # type: ignore[arg-type]
        qtbot.addWidget(view)
        view.resize(880, 600)
        view.show()
        view.activateWindow()
        QApplication.processEvents()
        view.focus_first()
        views.append(view)
        return view

    yield make
    company.may_answer.set()
    for view in views:
        view.form.close_tasks()


def settle(form: SignInForm) -> None:
    assert form._tasks.drain(10.0)
    QApplication.processEvents()


def press_enter(widget: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


def typed(form: SignInForm) -> Prefilled:
    return form.server.text(), form.email.text(), form.password.text()


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisible())


class TestSigningIn:
    def test_it_asks_the_server_with_what_was_typed_and_hands_on_the_session(
        self, show: Show, company: Company
    ) -> None:
        view = show(TYPED)
        got: list[object] = []
        view.signed_in.connect(got.append)
        view.form.button.click()
        settle(view.form)
        assert company.asked == [TYPED]
        assert got == ["session of minji@example.com"]

    def test_the_password_goes_once_it_was_right_and_the_rest_stays(self, show: Show) -> None:
        view = show(TYPED)
        view.form.password.eye.click()
        view.form.button.click()
        settle(view.form)
        assert typed(view.form) == (TYPED[0], TYPED[1], "")
        assert not view.form.password.is_shown

    def test_enter_in_any_field_signs_in(self, show: Show, company: Company) -> None:
        view = show(TYPED)
        for number, editor in enumerate((view.form.server, view.form.email, view.form.password), start=1):
            view.form.password.setText(TYPED[2])
            press_enter(editor)
            settle(view.form)
            assert len(company.asked) == number

    def test_blanks_around_address_and_email_are_not_sent_but_the_password_is_taken_as_typed(
        self, show: Show, company: Company
    ) -> None:
        view = show((" https://lunch.example.com ", " minji@example.com ", " secret "))
        view.form.button.click()
        settle(view.form)
        assert company.asked == [("https://lunch.example.com", "minji@example.com", " secret ")]

    def test_a_syllable_under_way_is_committed_before_asking(self, show: Show, company: Company) -> None:
        view = show(("", "minji@example.com", "secret"))
        view.form.server.setFocus()
        QApplication.sendEvent(view.form.server, QInputMethodEvent("점심", []))
        view.form.button.click()
        settle(view.form)
        assert company.asked == [("점심", "minji@example.com", "secret")]

    def test_empty_fields_are_named_and_nothing_is_asked(self, show: Show, company: Company) -> None:
        view = show()
        view.form.button.click()
        assert company.asked == []
        assert "Type the address of your company's server." in texts(view)
        assert "Type your password." in texts(view)
        assert view.form.server.hasFocus()
        view.form.server.insert("l")
        view.form.server.textEdited.emit("l")
        assert "Type the address of your company's server." not in texts(view)
        assert "Type your password." in texts(view)

    def test_a_broken_invitation_alone_is_named_as_it_needs_no_password(self, show: Show, company: Company) -> None:
        form = show().form
        form.fill("lunch-desktop://join?server=x", "", "")
        form.submit()
        assert form.server_field.error
        assert not form.email_field.error
        assert not form.password_field.error
        assert form.server.hasFocus()
        assert company.asked == []

    def test_a_second_press_while_asking_asks_once(self, show: Show, company: Company) -> None:
        company.may_answer.clear()
        view = show(TYPED)
        view.form.button.click()
        press_enter(view.form.password)
        company.may_answer.set()
        settle(view.form)
        assert len(company.asked) == 1


class TestProblems:
    @pytest.mark.parametrize(
        "code",
        [
            ProblemCode.WRONG_CREDENTIALS,
            ProblemCode.SERVER_UNREACHABLE,
            ProblemCode.NOT_OUR_SERVER,
            ProblemCode.SERVER_DATABASE_DOWN,
            ProblemCode.TOO_MANY_ATTEMPTS,
            ProblemCode.CERTIFICATE_NOT_TRUSTED,
            ProblemCode.ACCOUNT_DEACTIVATED,
            ProblemCode.SERVER_ADDRESS_INVALID,
            ProblemCode.PROTOCOL_TOO_OLD,
        ],
    )
    def test_each_is_told_with_its_remedy_and_everything_typed_stays(
        self, code: ProblemCode, show: Show, company: Company, switch: LanguageSwitch
    ) -> None:
        from lunch_desktop.system.problems import text

        company.error = Problem(code, **{name: FACT[name] for name in FACTS[code]})
        view = show(TYPED)
        view.form.button.click()
        settle(view.form)
        said = text(company.error, Language.ENGLISH)
        for part in (said.title, said.what, said.remedy):
            assert part in texts(view)
        assert typed(view.form) == TYPED
        assert view.form.button.isEnabled()
        switch.choose(Language.KOREAN)
        QApplication.processEvents()
        assert text(company.error, Language.KOREAN).title in texts(view)

    def test_a_wrong_password_is_selected_to_be_typed_over(self, show: Show, company: Company) -> None:
        company.error = Problem(ProblemCode.WRONG_CREDENTIALS)
        view = show(TYPED)
        view.form.button.click()
        settle(view.form)
        assert view.form.password.hasFocus()
        assert view.form.password.selectedText() != ""

    def test_the_message_goes_with_the_next_try(self, show: Show, company: Company) -> None:
        company.error = Problem(ProblemCode.WRONG_CREDENTIALS)
        view = show(TYPED)
        view.form.button.click()
        settle(view.form)
        company.error = None
        view.form.button.click()
        settle(view.form)
        assert not view.form.problem.isVisible()

    @pytest.mark.expects_error_log
    def test_a_fault_of_ours_is_logged_and_told_without_its_words(self, show: Show, company: Company) -> None:
        company.error = ValueError("tuple index out of range")
        view = show(TYPED)
        view.form.button.click()
        settle(view.form)
        assert "Something went wrong" in texts(view)
        assert "tuple index" not in texts(view)
        assert typed(view.form) == TYPED


class TestRealClient:
    """The program's own client, against what a person may really type in."""

    def answer(self, server: str, folder: Path, theme: Theme, qtbot: QtBot) -> str:
        sign_in = SignIn(ApiClient, MemoryVault(), SessionFile(folder / "session.json"), ManualClock())
        view = SignInView(
            theme,
            lambda address, email, password: sign_in.with_password(server_address(address), email, password, "test"),
            (server, *TYPED[1:]),
        )
        qtbot.addWidget(view)
        view.show()
        view.form.button.click()
        settle(view.form)
        view.form.close_tasks()
        return texts(view)

    def test_nobody_listens_there(self, tmp_path: Path, theme: Theme, switch: LanguageSwitch, qtbot: QtBot) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{taken.getsockname()[1]}"
            assert "The server can't be reached" in self.answer(address, tmp_path, theme, qtbot)

    def test_something_else_answers(self, tmp_path: Path, theme: Theme, switch: LanguageSwitch, qtbot: QtBot) -> None:
        server = HTTPServer(("127.0.0.1", 0), _CaptivePortal)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            assert "Something else answered" in self.answer(address, tmp_path, theme, qtbot)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def test_it_is_no_address(self, tmp_path: Path, theme: Theme, switch: LanguageSwitch, qtbot: QtBot) -> None:
        assert "That is not a server address" in self.answer("점심 서버", tmp_path, theme, qtbot)


class _CaptivePortal(BaseHTTPRequestHandler):
    """The sign-in page of a Wi-Fi network."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>Welcome to the cafe</html>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


class TestWaiting:
    def test_a_slow_server_shows_progress_and_can_be_cancelled(
        self, show: Show, company: Company, qtbot: QtBot
    ) -> None:
        company.may_answer.clear()
        view = show(TYPED)
        got: list[object] = []
        view.signed_in.connect(got.append)
        view.form.button.setFocus()
        view.form.button.click()
        assert view.form.button.text() == "Signing in…"
        assert view.form.password.hasFocus()
        assert not view.form.progress.isVisible()
        qtbot.waitUntil(view.form.progress.isVisible, timeout=3000)
        view.form.cancel_button.click()
        assert not view.form.progress.isVisible()
        assert view.form.button.isEnabled()
        company.may_answer.set()
        settle(view.form)
        assert got == []
        assert typed(view.form) == TYPED

    def test_after_a_cancel_the_next_try_is_heard(self, show: Show, company: Company) -> None:
        company.may_answer.clear()
        view = show(TYPED)
        got: list[object] = []
        view.signed_in.connect(got.append)
        view.form.button.click()
        view.form.cancel()
        view.form.button.click()
        company.may_answer.set()
        settle(view.form)
        assert len(got) == 1


class TestKeyboardAndNames:
    def test_the_focus_begins_where_something_is_missing(self, show: Show) -> None:
        assert show().form.server.hasFocus()
        assert show(("https://lunch.example.com", "minji@example.com", "")).form.password.hasFocus()

    def test_tab_goes_through_fields_eye_and_button(self, show: Show) -> None:
        view = show()
        order = [view.form.server, view.form.email, view.form.password, view.form.password.eye, view.form.button]
        seen: list[QWidget | None] = []
        for _ in order:
            seen.append(QApplication.focusWidget())
            view.focusNextPrevChild(True)
        assert seen == order

    def test_every_field_and_button_has_a_name(self, show: Show) -> None:
        view = show(TYPED, demo_name="김민지")
        names = [one.accessibleName() for one in view.findChildren(QLineEdit)]
        assert names == ["Invitation or server address", "E-mail", "Password"]
        shown = [one.accessibleName() or one.text() for one in view.findChildren(Button) if one.isVisible()]
        assert sorted(shown) == ["Show password", "Sign in", "Start as 김민지"]

    def test_the_eye_shows_and_hides(self, show: Show) -> None:
        view = show(TYPED)
        assert view.form.password.echoMode() is QLineEdit.EchoMode.Password
        view.form.password.eye.click()
        assert view.form.password.echoMode() is QLineEdit.EchoMode.Normal
        assert view.form.password.eye.accessibleName() == "Hide password"
        view.form.password.eye.click()
        assert view.form.password.echoMode() is QLineEdit.EchoMode.Password

    def test_everything_changes_with_the_language(self, show: Show, switch: LanguageSwitch) -> None:
        view = show(TYPED, demo_name="김민지")
        switch.choose(Language.KOREAN)
        QApplication.processEvents()
        assert view.form.button.text() == "로그인"
        assert view.form.password.accessibleName() == "비밀번호"
        assert "점심 데스크톱" in texts(view)
        assert "데모 회사 둘러보기" in texts(view)


class TestDemo:
    def test_one_button_signs_in_as_the_demo_user_whatever_was_typed(self, show: Show, company: Company) -> None:
        view = show(TYPED, demo_name="김민지")
        view.form.email.setText("somebody else")
        view.demo_button.click()
        settle(view.form)
        assert company.asked == [TYPED]

    def test_without_a_password_there_is_no_demo(self, show: Show) -> None:
        assert not show().demo_button.isVisible()
        assert not show((TYPED[0], TYPED[1], "")).demo_button.isVisible()


class TestKeyring:
    def test_it_is_told_that_the_password_will_be_asked_for_again(self, show: Show) -> None:
        assert "asked for the password at every start" in texts(show(keyring_available=False))
        assert "asked for the password at every start" not in texts(show())


class TestAskingAgain:
    @pytest.fixture
    def dialog(self, theme: Theme, switch: LanguageSwitch, company: Company, qtbot: QtBot) -> SignInDialog:
        dialog = SignInDialog(theme, company.sign_in, TYPED[0], TYPED[1])
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        QApplication.processEvents()
        return dialog

    def test_the_account_is_fixed_and_the_password_is_asked_for(self, dialog: SignInDialog) -> None:
        assert dialog.form.server.isReadOnly()
        assert dialog.form.email.isReadOnly()
        assert dialog.form.password.hasFocus()
        assert "Changes that were not sent are kept." in texts(dialog)

    def test_it_closes_with_the_session(self, dialog: SignInDialog, company: Company) -> None:
        got: list[object] = []
        dialog.signed_in.connect(got.append)
        dialog.form.password.setText(TYPED[2])
        press_enter(dialog.form.password)
        settle(dialog.form)
        assert got == ["session of minji@example.com"]
        assert not dialog.isVisible()

    def test_a_wrong_password_keeps_it_open(self, dialog: SignInDialog, company: Company) -> None:
        company.error = Problem(ProblemCode.WRONG_CREDENTIALS)
        dialog.form.password.setText(TYPED[2])
        dialog.form.button.click()
        settle(dialog.form)
        assert dialog.isVisible()
        assert "Sign-in failed" in texts(dialog)

    def test_escape_leaves_everything_as_it_is(self, dialog: SignInDialog, company: Company) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(dialog, event)
        assert not dialog.isVisible()
        assert company.asked == []
