"""What the network wants is said in the Sync centre and on the chip, with the one button that helps."""

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.pages.sign_in.form import SignInForm
from lunch_desktop.ui.pages.sync_centre.proxy_dialog import ProxyDialog
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.sync_words import chip_words
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.chip import SyncState
from tests.ui.test_sync_centre import Stage, stage
from tests.ui.test_sync_centre_states import tell, wait_for_lunch

__all__ = ["stage"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PORTAL = Problem(ProblemCode.CAPTIVE_PORTAL, host="wifi.example")
PAGE = "http://wifi.example/login?mac=1"
WANTS_NAME = Problem(ProblemCode.PROXY_SIGN_IN, proxy="proxy:8080")
WRONG_NAME = Problem(ProblemCode.PROXY_SIGN_IN_WRONG, proxy="proxy:8080")
NO_SCRIPT = Problem(ProblemCode.PROXY_SCRIPT_FAILED, address="http://wpad/proxy.pac", reason="too slow")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What was asked of the session."""
    told: list[tuple[str, ...]] = []
    for name in ("network_changed", "download_now", "sign_in_at_proxy"):
        monkeypatch.setattr(
            DesktopSession, name, lambda _session, *given, name=name: told.append((name, *map(str, given)))
        )
    return told


class Browser(QObject):
    """Where pages are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def test_a_sign_in_page_is_opened_in_the_browser_and_looked_behind_on_the_way_back(
    stage: Stage, asked: list[tuple[str, ...]]
) -> None:
    wait_for_lunch(stage, 2)
    stage.show()
    tell(stage, Reach.UNREACHABLE, PORTAL, portal=PAGE)
    card = stage.page.status_card
    assert "This network wants you to sign in first" in stage.texts
    assert "2 changes wait here; none of them is lost." in stage.texts
    assert card.help_button.text() == "Open the browser"
    browser = Browser()
    QDesktopServices.setUrlHandler("http", browser, "take")  # type: ignore[arg-type]
    try:
        card.help_button.click()
    finally:
        QDesktopServices.unsetUrlHandler("http")
    assert browser.opened == [PAGE]
    state_changed = QApplication.instance().applicationStateChanged  # type: ignore[union-attr]
    state_changed.emit(Qt.ApplicationState.ApplicationInactive)
    assert asked == []
    state_changed.emit(Qt.ApplicationState.ApplicationActive)
    state_changed.emit(Qt.ApplicationState.ApplicationActive)
    assert asked == [("network_changed",)]
    tell(stage)
    assert card.help_button.isHidden()


@pytest.mark.parametrize("problem", [WANTS_NAME, WRONG_NAME])
def test_a_proxy_is_told_who_asks(stage: Stage, asked: list[tuple[str, ...]], problem: Problem) -> None:
    stage.show()
    tell(stage, Reach.UNREACHABLE, problem)
    assert stage.page.status_card.help_button.text() == "Sign in to the proxy"
    stage.page.status_card.help_button.click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ProxyDialog))
    dialog.submit()
    assert dialog.user_field.error
    dialog.user.setText(" minji ")
    dialog.submit()
    assert dialog.password_field.error
    assert asked == []
    dialog.password.setText(" p ss ")
    dialog.submit()
    assert asked == [("sign_in_at_proxy", "proxy:8080", "minji", " p ss ")]
    assert not dialog.isVisible()


def test_mobile_data_holds_back_what_is_large_until_it_is_asked_for(stage: Stage, asked: list[tuple[str, ...]]) -> None:
    stage.show()
    tell(stage, progress=(12_600, 103_000), held_back=True)
    assert "Mobile data: the rest comes later" in stage.texts
    assert "12,600 of 103,000 entries are here." in stage.texts
    stage.page.status_card.help_button.click()
    assert asked == [("download_now",)]


def test_what_works_differently_is_said_without_alarm(stage: Stage) -> None:
    stage.show()
    tell(stage, polling=True, detour=NO_SCRIPT)
    assert "Connected" in stage.texts
    assert "Live updates don't get through this network" in stage.texts
    assert "http://wpad/proxy.pac gave no answer (too slow)" in stage.texts
    assert "appears by itself" not in stage.texts
    assert stage.page.status_card.help_button.isHidden()


def test_it_is_said_in_korean_too(stage: Stage) -> None:
    stage.switch.choose(Language.KOREAN)
    stage.show()
    tell(stage, Reach.UNREACHABLE, PORTAL, portal=PAGE)
    assert "먼저 네트워크에 로그인해 주세요" in stage.texts
    assert stage.page.status_card.help_button.text() == "브라우저 열기"
    tell(stage, Reach.UNREACHABLE, WANTS_NAME)
    assert "프록시 proxy:8080을 쓰려면" in stage.texts
    stage.switch.choose(Language.ENGLISH)


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_the_head_never_takes_more_room_than_the_page_has(stage: Stage, width: int) -> None:
    stage.theme.set_scale(2.0)
    stage.show()
    tell(stage, Reach.UNREACHABLE, WANTS_NAME)
    stage.page.resize(width * 2, 900)
    stage.settle()
    stage.page.status_card.fit(stage.page.width() - 48)
    stage.settle()
    assert stage.page.status_card.minimumSizeHint().width() <= stage.page.width()
    stage.theme.set_scale(1.0)


def status(**told: object) -> SyncStatus:
    facts = {"reach": Reach.UNREACHABLE, "waiting": 3, "problem": None, **told}
    return SyncStatus(sending=False, live=False, attention=0, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "state", "words"),
    [
        (status(problem=PORTAL, portal=PAGE), SyncState.NEEDS_ATTENTION, "Network sign-in – 3 waiting"),
        (status(problem=WANTS_NAME), SyncState.NEEDS_ATTENTION, "Proxy sign-in – 3 waiting"),
        (status(problem=WRONG_NAME, waiting=0), SyncState.NEEDS_ATTENTION, "Proxy sign-in"),
        (
            status(reach=Reach.ONLINE, progress=(1, 9), held_back=True),
            SyncState.OFFLINE,
            "Rest comes later – 3 waiting",
        ),
        (status(reach=Reach.ONLINE, polling=True, waiting=0), SyncState.UP_TO_DATE, "Up to date"),
        (status(problem=Problem(ProblemCode.PROXY_UNREACHABLE, proxy="p:1")), SyncState.OFFLINE, "Offline – 3 waiting"),
    ],
)
def test_the_chip_says_what_is_wanted(told: SyncStatus, state: SyncState, words: str) -> None:
    assert chip_words(told, met=True) == (state, words)


def test_the_dialog_follows_the_language_and_is_as_high_as_its_text(stage: Stage) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.set_scale(2.0)
    dialog = ProxyDialog(theme, "proxy.example.com:8080", was_wrong=True)
    dialog.show()
    stage.settle()
    assert dialog.height() >= dialog._layout.totalHeightForWidth(dialog.width())
    stage.switch.choose(Language.KOREAN)
    stage.settle()
    assert dialog.windowTitle() == "프록시에 로그인"
    stage.switch.choose(Language.ENGLISH)


def test_a_proxy_that_asks_while_somebody_signs_in_is_told_there_and_the_sign_in_goes_on(
    stage: Stage, qtbot: QtBot
) -> None:
    """The first start, behind a proxy: there is no Sync centre yet."""
    known: list[tuple[str, str, str]] = []
    asked: list[str] = []

    def sign_in(server: str, login: str, password: str) -> str:
        asked.append(login)
        if not known:
            raise WANTS_NAME
        return "session"

    form = SignInForm(stage.theme, sign_in)
    form.fill("https://lunch.example", "minji@example.com", "secret")
    form.proxy_help.sign_in = lambda *typed: known.append(typed)
    signed: list[object] = []
    form.signed_in.connect(signed.append)
    form.show()
    form.submit()
    qtbot.waitUntil(lambda: form.proxy_help.button.isVisible())
    form.proxy_help.button.click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ProxyDialog))
    dialog.user.setText("minji")
    dialog.password.setText("pw")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(signed))
    assert known == [("proxy:8080", "minji", "pw")]
    assert asked == ["minji@example.com"] * 2
    assert form.proxy_help.button.isHidden()
    form.close_tasks()


def test_where_nobody_can_tell_the_proxy_there_is_no_button(stage: Stage) -> None:
    form = SignInForm(stage.theme, lambda *_: None)
    form.proxy_help.take(WANTS_NAME)
    assert form.proxy_help.button.isHidden()
    form.proxy_help.sign_in = lambda *_: None
    form.proxy_help.take(PORTAL)
    assert form.proxy_help.button.isHidden()
    form.proxy_help.take(WRONG_NAME)
    assert not form.proxy_help.button.isHidden()
    form.close_tasks()
