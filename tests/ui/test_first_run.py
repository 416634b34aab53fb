"""The first screen over the real server in a child process: joining by an invitation, and what can be wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.hosting import Host
from lunch_desktop.bootstrap.joining import Joining
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.http import ApiClient, Unreachable
from lunch_desktop.sync.session import Session
from lunch_desktop.system.languages import Language
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.first_run.join import JoinForm
from lunch_desktop.ui.pages.first_run.reset import ResetForm
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.host import HostPlan
from lunch_desktop.ui.pages.hosting.invitation_card import InvitationCard
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.check_box import RadioButton
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.wire.accounts import ResetMade, ResetRequest, ResetUse
from lunch_desktop.wire.identity import Tokens
from lunch_desktop.wire.invitations import AcceptRequest, InvitationInfo, InvitationLink, InvitationRequest, LinkPurpose
from lunch_desktop.wire.pins import pin_of, short_pin

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]

PASSWORD = "비 오는 날엔 뜨끈한 칼국수 한 그릇"
PLAN = HostPlan("달빛상사", "김민지", "minji@example.com", PASSWORD, network=False, time_zone="Asia/Seoul")


@dataclass
class Team:
    """A company that is hosted here, and who may invite to it."""

    joining: Joining
    signed: Session

    def link(self, *, uses: int = 50, login: str | None = None) -> InvitationLink:
        """A new invitation."""
        made = self.joining.invite(InvitationRequest(uses=uses, login=login))
        return InvitationLink(
            self.signed.server, made.code, made.office_name, Instant(made.expires_at), self.signed.pin
        )


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    folder = DataFolder(tmp_path_factory.mktemp("host"))
    account = Account(folder, work_offline=True, shared_name=None, proxy="none")
    host = Host(folder, account)
    try:
        yield Team(Joining(account), host.begin(PLAN))
    finally:
        host.close()


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


@pytest.fixture
def window(theme: Theme, switch: LanguageSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[SignInWindow]:
    """A newcomer's program at its first start."""
    folder = DataFolder(tmp_path)
    account = Account(folder, work_offline=True, shared_name=None, proxy="none")
    joining = Joining(account)
    ways = Ways(
        joining.look_at,
        joining.join,
        joining.invite,
        Host(folder, account),
        lambda: None,
        joining.look_at_reset,
        joining.reset,
    )
    made = SignInWindow(theme, account.sign_in, None, None, ways)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    yield made
    made.close()


Came = list[Session]


@pytest.fixture
def came(window: SignInWindow) -> Came:
    sessions: Came = []
    window.signed_in.connect(sessions.append)
    return sessions


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisible())


def press_enter(widget: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier))


def paste(window: SignInWindow, text: str) -> None:
    """As a person does it: by the clipboard, over what the field holds."""
    window.show_sign_in()
    window.activateWindow()
    window.view.form.server.setFocus()
    window.view.form.server.selectAll()
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(window.view.form.server, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def form_of(window: SignInWindow) -> JoinForm:
    assert window.join is not None
    assert window.join.isVisible()
    return window.join.form


def fill_in(
    form: JoinForm, *, name: str = "한지민", email: str = "jimin@example.com", password: str = PASSWORD
) -> None:
    form.name.setText(name)
    form.email.setText(email)
    form.password.first.setText(password)
    form.password.second.setText(password)


def settle(form: JoinForm) -> None:
    assert form._tasks.drain(30.0)
    QApplication.processEvents()


class TestWelcome:
    @pytest.mark.parametrize("language", Language)
    def test_three_ways_each_with_its_words_and_enter_takes_the_usual_one(
        self, window: SignInWindow, switch: LanguageSwitch, language: Language
    ) -> None:
        switch.choose(language)
        QApplication.processEvents()
        assert window.welcome is not None
        cards = (window.welcome.sign_in_card, window.welcome.host_card, window.welcome.demo_card)
        for card in cards:
            assert card.isVisible()
            assert card.button.text()
            assert card.button.accessibleDescription()
        hangul = any("가" <= letter <= "힣" for letter in texts(window.welcome))
        assert hangul is (language is Language.KOREAN)
        assert window.language.value == language.value
        assert cards[0].button.hasFocus()
        assert not window.back_button.isVisible()
        press_enter(cards[0].button)
        assert window.view.isVisible()
        assert window.view.form.server.hasFocus()
        press_enter(window.back_button)
        assert window.welcome.isVisible()
        press_enter(cards[1].button)
        assert window.host is not None
        assert window.host.form.company.hasFocus()
        QTest.keyClick(window.host.form.company, Qt.Key.Key_Escape)
        assert window.welcome.isVisible()

    def test_the_language_can_be_changed_before_anything_else(self, window: SignInWindow) -> None:
        chosen: list[Language] = []
        window.language_chosen.connect(chosen.append)
        window.language.choose(Language.KOREAN.value)
        assert chosen == [Language.KOREAN]

    def test_a_known_server_leads_to_signing_in_at_once(
        self, theme: Theme, switch: LanguageSwitch, qtbot: QtBot
    ) -> None:
        known = SignInWindow(theme, lambda *_: None, ("https://lunch.example.com", "", ""), None)
        qtbot.addWidget(known)
        known.show()
        assert known.view.isVisible()
        assert not known.back_button.isVisible(), "there is no other way"

    def test_an_address_that_the_company_has_set_is_shown_and_can_not_be_changed(
        self, theme: Theme, switch: LanguageSwitch, qtbot: QtBot
    ) -> None:
        known = SignInWindow(theme, lambda *_: None, ("https://lunch.example.com", "", ""), None)
        qtbot.addWidget(known)
        known.view.form.lock_server()
        known.show()
        assert known.view.form.server.isReadOnly()
        assert known.view.form.server.text() == "https://lunch.example.com"
        assert "Set by your company." in texts(known)


class TestJoining:
    @pytest.mark.parametrize(
        "written",
        [
            lambda link: f"김민지 님이 초대했어요.\n점심 데스크톱에 붙여 넣어 주세요.\n\n{link}\n",
            lambda link: link,
            lambda link: f"> {link[:70]}\n> ".replace("> ", "") + link[70:],
        ],
        ids=["the whole message", "the link alone", "a link that was broken"],
    )
    def test_what_was_pasted_leads_to_an_account(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot, written: Callable[[str], str]
    ) -> None:
        paste(window, written(team.link().text()))
        form = form_of(window)
        assert "Join 달빛상사" in texts(window)
        assert form.name.hasFocus()
        email = f"new-{uuid4().hex}@example.com"
        fill_in(form, email=email)
        press_enter(form.password.second)
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        assert (came[0].name, came[0].login, came[0].office_name) == ("한지민", email, "달빛상사")
        assert came[0].role is Role.EMPLOYEE
        assert form.password.text == "", "what was secret does not stay in the window"

    def test_whoever_has_an_account_signs_in_by_an_invitation_and_from_then_on_by_the_bare_address(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot
    ) -> None:
        form = window.view.form

        def sign_in(address: str) -> None:
            paste(window, address)
            assert window.join is None or not window.join.isVisible()
            form.email.setText(PLAN.login)
            form.password.setText(PASSWORD)
            press_enter(form.password)

        sign_in(team.signed.server)
        qtbot.waitUntil(form.problem.isVisible, timeout=20_000)
        assert "paste an invitation" in texts(form.problem), "nobody vouches for a team's own server"
        paste(window, team.link().text())
        settle(form_of(window))
        assert window.join is not None
        window.join.account_button.click()
        assert form.server.text() == team.signed.server, "the pin says nothing to people"
        form.password.setText(PASSWORD)
        press_enter(form.password)
        qtbot.waitUntil(lambda: len(came) == 1, timeout=20_000)
        sign_in(team.signed.server)
        qtbot.waitUntil(lambda: len(came) == 2, timeout=20_000)
        assert [one.name for one in came] == ["김민지"] * 2
        assert came[0].identity == came[1].identity

    def test_a_link_that_is_cut_off_is_told_at_its_field(self, team: Team, window: SignInWindow) -> None:
        paste(window, team.link().text()[:70])
        assert "cut off" in window.view.form.server_field.error
        press_enter(window.view.form.server)
        assert "cut off" in window.view.form.server_field.error
        assert window.view.form.server.hasFocus()
        paste(window, team.link().text())
        assert form_of(window).isVisible()

    @pytest.mark.parametrize("language", Language)
    def test_what_is_wrong_is_told_at_each_field_and_nothing_typed_is_lost(
        self, team: Team, window: SignInWindow, came: Came, switch: LanguageSwitch, language: Language
    ) -> None:
        paste(window, team.link().text())
        form = form_of(window)
        fill_in(form, name=" ", email="jimin", password="password1")
        form.password.second.setText("other")
        form.submit()
        switch.choose(language)
        QApplication.processEvents()
        fields = (form.name_field, form.email_field, form.password.first_field, form.password.second_field)
        for field in fields:
            assert field.error
            assert any("가" <= letter <= "힣" for letter in field.error) is (language is Language.KOREAN)
        assert form.name.hasFocus()
        assert (form.email.text(), form.password.text) == ("jimin", "password1")
        assert came == []

    def test_a_syllable_under_way_and_a_long_password_are_taken_whole(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot
    ) -> None:
        paste(window, team.link().text())
        form = form_of(window)
        fill_in(form, name="한지", email="syllable@example.com", password="긴 암호 " * 40 + "끝")
        form.name.setFocus()
        form.name.setCursorPosition(2)
        QApplication.sendEvent(form.name, QInputMethodEvent("민", []))
        form.button.click()
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        assert came[0].name == "한지민"

    def test_an_address_that_is_taken_is_told_at_its_field_and_another_one_gets_in(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot
    ) -> None:
        paste(window, team.link(uses=1).text())
        form = form_of(window)
        fill_in(form, email=PLAN.login)
        form.submit()
        settle(form)
        assert "taken" in form.email_field.error
        assert form.email.hasFocus()
        assert form.password.text == PASSWORD
        form.email.setText("another@example.com")
        form.submit()
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)

    def test_an_invitation_for_somebody_else_says_so(self, team: Team, window: SignInWindow) -> None:
        paste(window, team.link(login="seojun@example.com").text())
        form = form_of(window)
        fill_in(form)
        form.submit()
        settle(form)
        assert "somebody else" in form.email_field.error

    def test_an_invitation_that_is_not_good_is_told_before_anything_is_typed(
        self, team: Team, window: SignInWindow
    ) -> None:
        good = team.link()
        window.show_invitation(replace(good, code="ldi_" + "x" * 32))
        settle(form_of(window))
        assert "This invitation no longer works" in texts(window)
        assert "Ask the person who sent it" in texts(window)
        window.show_invitation(good)
        settle(form_of(window))
        assert "no longer works" not in texts(window), "another invitation is another start"

    def test_an_answer_that_was_lost_does_not_lock_the_newcomer_out(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The account was made, and only the word of it did not arrive."""
        accept = ApiClient.accept

        def lose(client: ApiClient, request: AcceptRequest) -> Tokens:
            accept(client, request)
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=client.base_url))

        paste(window, team.link(uses=1).text())
        form = form_of(window)
        fill_in(form, email="unlucky@example.com")
        monkeypatch.setattr(ApiClient, "accept", lose)
        form.submit()
        settle(form)
        assert "can't be reached" in texts(window)
        monkeypatch.undo()
        form.submit()
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        assert came[0].login == "unlucky@example.com"

    def test_whoever_has_an_account_signs_in_where_the_invitation_leads(self, team: Team, window: SignInWindow) -> None:
        link = team.link()
        paste(window, link.text())
        form_of(window).email.setText(PLAN.login)
        assert window.join is not None
        window.join.account_button.click()
        assert window.view.isVisible()
        assert (window.view.form.server.text(), window.view.form.email.text()) == (link.server, PLAN.login)

    def test_without_encryption_nothing_is_sent_and_the_way_out_is_told(self, window: SignInWindow) -> None:
        window.show_invitation(
            InvitationLink("http://192.168.0.12:8765", "ldi_" + "x" * 32, "달빛상사", Instant(10**13))
        )
        form = form_of(window)
        settle(form)
        assert "without encryption" in texts(form.problem)
        assert "new invitation" in texts(form.problem)
        fill_in(form)
        form.submit()
        settle(form)
        assert "without encryption" in texts(form.problem)
        assert not form.running

    def test_the_key_of_the_server_is_shown_for_comparing_and_another_server_with_its_address_is_refused(
        self, window: SignInWindow, team: Team
    ) -> None:
        good = team.link()
        window.show_invitation(good)
        settle(form_of(window))
        assert window.join is not None
        assert short_pin(team.signed.pin) in window.join.key.text()
        assert not form_of(window).problem.isVisible()
        window.show_invitation(replace(good, pin=pin_of(b"another key")))
        settle(form_of(window))
        assert "another key" in texts(form_of(window).problem)

    def test_what_the_server_asks_of_a_password_is_said_beforehand(
        self, window: SignInWindow, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        info = InvitationInfo(office_name="달빛상사", expires_at=10**13, shortest_password=12)
        monkeypatch.setattr(ApiClient, "invitation", lambda _client, _code: info)
        window.show_invitation(
            InvitationLink("https://lunch.example.com", "ldi_" + "x" * 32, "달빛상사", Instant(10**13))
        )
        form = form_of(window)
        settle(form)
        assert "12" in form.password.first.accessibleDescription()


NEW_PASSWORD = "해장국 말고 시원한 평양냉면 두 그릇"


def reset_link(team: Team, login: str) -> InvitationLink:
    """A colleague joins, forgets the password, and the admin makes a link for them."""
    code = team.link(uses=1).code
    joined = team.joining._as_admin(
        lambda client, _token: client.accept(
            AcceptRequest(code=code, name="한지민", login=login, password=PASSWORD, device_name="PC")
        )
    )
    path = f"/accounts/{joined.profile.employee_id}/reset"
    made = team.joining._as_admin(
        lambda client, token: client.ask("POST", path, token, ResetMade, ResetRequest(password=PASSWORD))
    )
    until = Instant(made.expires_at)
    return InvitationLink(team.signed.server, made.code, made.office_name, until, team.signed.pin, LinkPurpose.RESET)


def reset_form_of(window: SignInWindow) -> ResetForm:
    assert window.reset is not None
    assert window.reset.isVisible()
    return window.reset.form


class TestResetting:
    def test_a_pasted_link_leads_to_a_new_password_and_in(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot
    ) -> None:
        link = reset_link(team, "forgetful@example.com")
        paste(window, f"새 비밀번호를 정해 주세요.\n\n{link.text()}\n")
        form = reset_form_of(window)
        assert form.password.first.hasFocus()
        qtbot.waitUntil(lambda: form.info is not None, timeout=20_000)
        assert "For 한지민 (forgetful@example.com) at 달빛상사." in texts(window)
        form.password.first.setText("forgetful@example.com")
        form.password.second.setText("another")
        form.submit()
        assert "easy to guess" in form.password.first_field.error
        assert form.password.second_field.error
        form.password.first.setText(NEW_PASSWORD)
        form.password.second.setText(NEW_PASSWORD)
        press_enter(form.password.second)
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        assert (came[0].login, came[0].office_name) == ("forgetful@example.com", "달빛상사")
        assert form.password.text == "", "what was secret does not stay in the window"

    def test_a_link_that_is_used_up_says_so_before_anybody_types_and_in_the_language_that_is_chosen(
        self, team: Team, window: SignInWindow, switch: LanguageSwitch, qtbot: QtBot
    ) -> None:
        link = reset_link(team, "twice@example.com")
        used = ResetUse(code=link.code, password=NEW_PASSWORD, device_name="PC")
        team.joining._as_admin(lambda client, _token: client.use_reset(used))
        window.show_invitation(link)
        form = reset_form_of(window)
        qtbot.waitUntil(form.problem.isVisible, timeout=20_000)
        assert "can't be used any more" in texts(window)
        switch.choose(Language.KOREAN)
        QApplication.processEvents()
        assert "이 링크는 더 이상 쓸 수 없어요" in texts(window)
        assert window.reset is not None
        QTest.mouseClick(window.reset.password_button, Qt.MouseButton.LeftButton)
        assert window.view.isVisible()
        assert window.view.form.server.text() == link.server

    def test_where_the_answer_was_lost_the_new_password_signs_in(
        self, team: Team, window: SignInWindow, came: Came, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = reset_link(team, "lost@example.com")
        window.show_invitation(link)
        form = reset_form_of(window)
        qtbot.waitUntil(lambda: form.info is not None, timeout=20_000)
        whole = ApiClient.use_reset

        def lost(client: ApiClient, request: ResetUse) -> Tokens:
            whole(client, request)
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server=client.base_url))

        monkeypatch.setattr(ApiClient, "use_reset", lost)
        form.password.first.setText(NEW_PASSWORD)
        form.password.second.setText(NEW_PASSWORD)
        form.submit()
        qtbot.waitUntil(form.problem.isVisible, timeout=20_000)
        monkeypatch.setattr(ApiClient, "use_reset", whole)
        form.submit()
        qtbot.waitUntil(lambda: bool(came), timeout=20_000)
        assert came[0].login == "lost@example.com"


def test_an_admin_sees_the_open_invitations_of_the_server_and_withdraws_one(team: Team) -> None:
    link = team.link(login="withdrawn@example.com")
    found = [one for one in team.joining.open_invitations().invitations if one.login == "withdrawn@example.com"]
    assert [one.maker_name for one in found] == ["김민지"]
    team.joining.withdraw(found[0].digest)
    assert found[0] not in team.joining.open_invitations().invitations
    with pytest.raises(Problem) as refused:
        team.joining.look_at(link)
    assert refused.value.code is ProblemCode.INVITATION_INVALID


class TestInvitationCard:
    @pytest.mark.parametrize("language", Language)
    def test_the_message_is_in_the_senders_language_and_gets_a_colleague_in(
        self, team: Team, theme: Theme, switch: LanguageSwitch, qtbot: QtBot, window: SignInWindow, language: Language
    ) -> None:
        switch.choose(language)
        card = InvitationCard(theme, team.joining.invite, team.signed, lambda: team.signed.place)
        qtbot.addWidget(card)
        card.show()
        card.make_button.click()
        qtbot.waitUntil(lambda: card.text != "", timeout=20_000)
        assert "김민지" in card.text
        assert "달빛상사" in card.text
        assert ("초대" in card.text) is (language is Language.KOREAN)
        card.copy_button.click()
        paste(window, QGuiApplication.clipboard().text())
        settle(form_of(window))
        assert not form_of(window).problem.isVisible(), "the server knows it"
        card.close_tasks()

    def test_one_person_can_be_invited_by_their_address(
        self, team: Team, theme: Theme, switch: LanguageSwitch, qtbot: QtBot, window: SignInWindow
    ) -> None:
        card = InvitationCard(theme, team.joining.invite, team.signed, lambda: team.signed.place)
        qtbot.addWidget(card)
        card.show()
        assert not card.email_field.isVisible()
        next(one for one in card.who.findChildren(RadioButton) if one.text() == "One person").click()
        card.email.setText("no address")
        card.make_button.click()
        assert card.email_field.error
        card.email.setText("haeun@example.com")
        press_enter(card.email)
        qtbot.waitUntil(lambda: card.text != "", timeout=20_000)
        card.close_tasks()
        paste(window, card.text)
        form = form_of(window)
        fill_in(form, email="somebody@example.com")
        form.submit()
        settle(form)
        assert "somebody else" in form.email_field.error

    def test_another_address_of_this_pc_gets_into_the_message(
        self, team: Team, theme: Theme, switch: LanguageSwitch, qtbot: QtBot
    ) -> None:
        addresses = ["https://192.168.0.12:8765"]
        card = InvitationCard(theme, team.joining.invite, team.signed, lambda: addresses[0])
        qtbot.addWidget(card)
        card.show()
        card.make()
        qtbot.waitUntil(lambda: "192.168.0.12" in card.text, timeout=20_000)
        addresses[0] = "https://10.0.0.7:8765"
        card.address_changed()
        assert "10.0.0.7" in card.text
        assert "192.168.0.12" not in card.text
        card.close_tasks()
