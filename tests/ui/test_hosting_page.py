"""The page of who invites and hosts: how the server stands, in words, with the next step; and nothing cut anywhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Instant
from lunch_desktop.sync.session import Session
from lunch_desktop.system.hosting import HostedState, HostedStatus, Hosting
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.hosting.host import HostPlan
from lunch_desktop.ui.pages.hosting.page import HostingPage
from lunch_desktop.ui.pages.hosting.server_card import ServerCard
from lunch_desktop.ui.pages.hosting.watch import HostWatch
from lunch_desktop.ui.shell.sign_in_window import SignInWindow
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.wire.invitations import (
    InvitationInfo,
    InvitationLink,
    InvitationMade,
    OpenInvitation,
    OpenInvitations,
    link_in,
)
from lunch_desktop.wire.pins import pin_of, short_pin
from tests.ui.cut_text import faults
from tests.ui.test_shell_program import SIGNED
from tests.ui.test_today_stage import NOW, Stage, stage

__all__ = ["stage"]

PORT = 8765
PIN = pin_of(b"a key")
MINE = replace(SIGNED, server=f"https://127.0.0.1:{PORT}", pin=PIN, role=Role.ADMIN, name="김민지")
LINK = InvitationLink("https://192.168.0.12:8765", "ldi_" + "x" * 32, "달빛상사 개발팀", Instant(NOW + 10**9), PIN)


class Hosted:
    """A server whose state a test decides."""

    def __init__(self) -> None:
        self.hosting: Hosting | None = Hosting(PORT, True, "달빛상사", MINE.login, pin=PIN)
        self.status = HostedStatus(HostedState.RUNNING, MINE.server)
        self.asked: list[str] = []
        self._listeners: list[Callable[[HostedStatus], object]] = []

    def watch(self, listener: Callable[[HostedStatus], object]) -> Callable[[], None]:
        self._listeners.append(listener)
        return self._listeners.clear

    def tell(self, state: HostedState, problem: Problem | None = None) -> None:
        self.status = HostedStatus(state, MINE.server, problem, 2.0)
        for listener in self._listeners:
            listener(self.status)
        QApplication.processEvents()

    def begin(self, plan: HostPlan) -> Session:
        raise AssertionError(plan)

    def set_active(self, active: bool) -> None:
        self.asked.append(f"active {active}")
        assert self.hosting is not None
        self.hosting = replace(self.hosting, active=active)

    def try_now(self) -> None:
        self.asked.append("try now")


@pytest.fixture
def hosted() -> Hosted:
    return Hosted()


def ways(hosted: Hosted | None = None) -> Ways:
    return Ways(
        lambda link: InvitationInfo(office_name=link.company, expires_at=link.until),
        lambda *_: MINE,
        lambda wanted: InvitationMade(
            code=LINK.code, office_name=LINK.company, expires_at=LINK.until, uses=wanted.uses
        ),
        hosted,
        lambda: None,
    )


def with_invitations(*invitations: OpenInvitation) -> tuple[Ways, list[str]]:
    """Ways of an admin, and the digests that were withdrawn."""
    left, gone = list(invitations), list[str]()

    def withdraw(digest: str) -> None:
        gone.append(digest)
        left[:] = [one for one in left if one.digest != digest]

    read = lambda: OpenInvitations(invitations=list(left))  # noqa: E731
    return replace(ways(), open_invitations=read, withdraw=withdraw), gone


def open_invitation(digest: str, *, login: str | None = None, uses: int = 1, used: int = 0) -> OpenInvitation:
    return OpenInvitation(
        digest=digest * 64,
        department_id="team",
        department_name="개발팀",
        login=login,
        uses=uses,
        used=used,
        created_at=NOW,
        created_by=MINE.employee_id,
        maker_name="김민지",
        expires_at=LINK.until,
    )


@pytest.fixture
def page(stage: Stage, hosted: Hosted, qtbot: QtBot) -> Iterator[HostingPage]:
    stage.exchange()
    watch = HostWatch(hosted, stage.window)
    context = PageContext(stage.session, stage.theme, _Shell())
    made = HostingPage(context, ways(hosted), MINE, watch, stage.choices, lambda: ("192.168.0.12",))
    qtbot.addWidget(made)
    made.resize(800, 760)
    made.show()
    made.open(None)
    stage.settle()
    yield made
    made.invitation.close_tasks()


class _Shell:
    def navigate(self, page: str, subject: str | None = None) -> None:
        raise AssertionError(page)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        raise AssertionError(text)

    def set_header(self, title: str, detail: str = "") -> None:
        assert title
        del detail


def card_of(page: HostingPage) -> ServerCard:
    assert page.server is not None
    return page.server


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Label) if one.isVisible())


def test_while_it_runs_it_says_where_colleagues_reach_it_and_who_has_joined(page: HostingPage) -> None:
    said = texts(card_of(page))
    assert "https://192.168.0.12:8765" in said
    assert short_pin(PIN) in said
    assert not card_of(page).was_plain.isVisible()
    assert "while this PC is on" in said
    assert "firewall" in said
    assert "People who have joined: 8" in said


def test_an_invitation_holds_the_key_of_the_server(page: HostingPage, qtbot: QtBot) -> None:
    page.invitation.make()
    qtbot.waitUntil(lambda: page.invitation.text != "", timeout=5000)
    assert link_in(page.invitation.text) == LINK


def test_a_server_of_the_time_before_encryption_says_that_colleagues_need_a_new_invitation(
    page: HostingPage, hosted: Hosted
) -> None:
    assert hosted.hosting is not None
    hosted.hosting = replace(hosted.hosting, was_plain=True)
    hosted.tell(HostedState.RUNNING)
    assert "a new invitation" in texts(card_of(page).was_plain)


@pytest.mark.parametrize(
    ("problem", "title", "step"),
    [
        (
            Problem(ProblemCode.PORT_IN_USE, host="0.0.0.0", port=PORT),
            "Another program uses port 8765",
            "Close the other",
        ),
        (Problem(ProblemCode.CHILD_SERVER_FAILED, reason="x"), "did not start", "Try again"),
    ],
)
def test_when_it_fails_it_says_why_and_the_next_step_and_can_be_tried_at_once(
    page: HostingPage, hosted: Hosted, problem: Problem, title: str, step: str
) -> None:
    card = card_of(page)
    hosted.tell(HostedState.FAILED, problem)
    assert title in texts(card)
    assert step in texts(card)
    assert "--port" not in texts(card)
    card.try_button.click()
    assert hosted.asked == ["try now"]
    hosted.tell(HostedState.RUNNING)
    assert title not in texts(card)
    assert not card.try_button.isVisible()


def test_without_a_network_it_says_that_nobody_reaches_it(
    stage: Stage, hosted: Hosted, qtbot: QtBot, page: HostingPage
) -> None:
    alone = ServerCard(stage.theme, HostWatch(hosted, page), tuple)
    qtbot.addWidget(alone)
    alone.show()
    assert "in no network" in texts(alone)
    assert "https://" not in texts(alone)


def test_hosting_can_be_stopped_and_begun_again(page: HostingPage, hosted: Hosted, stage: Stage) -> None:
    card = card_of(page)
    card.toggle_button.click()
    assert page._tasks.drain(5)
    hosted.tell(HostedState.STOPPED)
    assert hosted.asked == ["active False"]
    assert "Everything is kept" in texts(card)
    assert card.toggle_button.text() == "Host again"
    assert not page.keeping.isVisible(), "nothing goes on in the tray"
    card.toggle_button.click()
    assert page._tasks.drain(5)
    assert hosted.asked[-1] == "active True"


def test_going_on_in_the_tray_is_the_setting_of_the_same_name(
    stage: Stage, hosted: Hosted, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    context = PageContext(stage.session, stage.theme, _Shell())
    made = HostingPage(context, ways(hosted), MINE, HostWatch(hosted, stage.window), stage.choices)
    qtbot.addWidget(made)
    made.show()
    assert made.keeping.switch.isChecked()
    made.keeping.switch.click()
    assert stage.choices.value("close_to_tray") is False
    assert "until the next start" in texts(made.keeping)
    stage.choices.choose("close_to_tray", True)
    assert made.keeping.switch.isChecked()


def test_a_failing_server_can_not_be_asked_for_an_invitation(page: HostingPage, stage: Stage) -> None:
    def fail(_wanted: object) -> InvitationMade:
        raise Problem(ProblemCode.SERVER_UNREACHABLE, server=MINE.server)

    page.invitation._invite = fail
    page.invitation.make_button.click()
    stage.qtbot.waitUntil(page.invitation.problem.isVisible, timeout=5000)
    assert "can't be reached" in texts(page.invitation)
    assert page.invitation.make_button.isEnabled()


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_at_any_size_of_text(
    page: HostingPage, hosted: Hosted, stage: Stage, qtbot: QtBot, language: Language
) -> None:
    stage.choices.set_language(language)
    window = SignInWindow(stage.theme, lambda *_: None, None, None, ways(hosted), HostWatch(hosted, stage.window))
    qtbot.addWidget(window)
    window.show()
    page.invitation.make()
    qtbot.waitUntil(lambda: page.invitation.text != "", timeout=5000)
    wrong: dict[str, None] = {}

    def look(name: str, root: QWidget, scale: float) -> None:
        stage.settle()
        wrong.update(dict.fromkeys(f"{scale:.0%} {name}: {fault}" for fault in faults(root, scale)))

    for scale in (1.0, 1.5, 2.0):
        stage.choices.set_scale(scale)
        for state, problem in (
            (HostedState.RUNNING, None),
            (HostedState.FAILED, Problem(ProblemCode.PORT_IN_USE, host="0.0.0.0", port=PORT)),
            (HostedState.STOPPED, None),
        ):
            hosted.tell(state, problem)
            look(f"page, {state}", page, scale)
        window.resize(720, 760)
        window.show_welcome()
        look("welcome", window, scale)
        window.show_sign_in()
        look("sign-in", window, scale)
        window.show_invitation(LINK)
        assert window.join is not None
        window.join.form.submit()
        look("join, with what is wrong", window, scale)
        hosted.hosting = None
        window.show_host()
        assert window.host is not None
        window.host.form.submit()
        look("host, with what is wrong", window, scale)
        hosted.hosting = Hosting(PORT, True, "달빛상사", MINE.login, pin=PIN)
        window._hosted(MINE)
        look("ready", window, scale)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("hosting", "offered"), [("none", True), ("stopped", True), ("active", False)])
def test_hosting_is_offered_at_the_start_unless_this_pc_does_so(
    stage: Stage, hosted: Hosted, qtbot: QtBot, hosting: str, offered: bool
) -> None:
    kept = {"none": None, "stopped": Hosting(PORT, True, "달빛상사", MINE.login, active=False)}
    hosted.hosting = kept.get(hosting, hosted.hosting)
    window = SignInWindow(stage.theme, lambda *_: None, None, None, ways(hosted))
    qtbot.addWidget(window)
    window.show()
    assert window.welcome is not None
    assert window.welcome.host_card.isVisible() is offered


def test_open_invitations_are_listed_and_withdrawn(stage: Stage, qtbot: QtBot) -> None:
    stage.exchange()
    given, gone = with_invitations(
        open_invitation("a", login="jimin@example.com"), open_invitation("b", uses=50, used=3)
    )
    told: list[str] = []
    shell = _Shell()
    shell.toast = lambda text, **_undo: told.append(text)  # type: ignore[method-assign]
    page = HostingPage(PageContext(stage.session, stage.theme, shell), given, MINE, None, stage.choices)
    qtbot.addWidget(page)
    page.resize(800, 760)
    page.show()
    page.open(None)
    card = page.open_invitations
    assert card is not None
    qtbot.waitUntil(lambda: len(card.rows) == 2)
    assert [row.whom.text() for row in card.rows] == ["For jimin@example.com only", "For up to 50 people, 3 joined"]
    assert "김민지" in card.rows[0].until.text()
    card.rows[0].button.click()
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    assert gone == ["a" * 64]
    assert "withdrawn" in told[0]
    card.rows[0].button.click()
    qtbot.waitUntil(lambda: not card.rows)
    assert not card.isVisible(), "where nothing is open there is nothing to see"
    page.invitation.close_tasks()
    card.close_tasks()
