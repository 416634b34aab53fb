"""A team's first day, by two real programs: one hosts, the other joins by what it was sent, and they meet for lunch."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.demo.story import NO_KEYRING

pytestmark = pytest.mark.slow

PASSWORD = "비 오는 날엔 뜨끈한 칼국수 한 그릇"
DAY = time.strftime("%Y-%m-%d", time.localtime(time.time() + 7 * 86_400))


@pytest.fixture
def desktops(tmp_path: Path) -> Iterator[tuple[DrivenDesktop, DrivenDesktop]]:
    """Two programs with empty data folders, which know no server."""
    with ExitStack() as stack:
        pair = tuple(DrivenDesktop(name, tmp_path / name, "", NO_KEYRING) for name in ("host", "guest"))
        for desktop in pair:
            stack.callback(desktop.close)
            desktop.start()
        yield pair[0], pair[1]


def fill_in(desktop: DrivenDesktop, **fields: str) -> None:
    for name, text in {**fields, "Password": PASSWORD, "Password, once more": PASSWORD}.items():
        desktop.type(name, text)


def open_party(desktop: DrivenDesktop, title: str) -> None:
    desktop.press("Ctrl+N")
    desktop.wait("Title")
    desktop.type("Title", title)
    desktop.type("Meeting place", "1층 로비")
    desktop.type("Date", DAY)
    desktop.click("Let’s go")
    desktop.wait_status(waiting=0, reach="online")


def test_one_hosts_the_other_joins_and_both_see_each_others_lunch(
    desktops: tuple[DrivenDesktop, DrivenDesktop],
) -> None:
    host, guest = desktops
    host.wait("Start hosting", seconds=30)
    host.click("Start hosting")
    host.wait("Team or company")
    fill_in(host, **{"Team or company": "달빛상사", "Your name": "김민지", "E-mail": "minji@example.com"})
    host.click("Start hosting")
    host.wait("The invitation", seconds=60)
    host.wait("Running")
    message = host.ask("find", name="The invitation")["text"]
    assert "김민지" in message
    host.click("Go to today's lunch")
    host.wait_status(seconds=40, reach="online", live=True)
    host.wait(text="You're the first one here")

    guest.wait("Sign in or join", seconds=30)
    guest.click("Sign in or join")
    guest.wait("Invitation or server address")
    guest.type("Invitation or server address", message)
    guest.wait(text="Join 달빛상사")
    fill_in(guest, **{"Your name": "이서준", "E-mail": "seojun@example.com"})
    guest.click("Join")
    guest.wait_status(seconds=40, reach="online", live=True)
    guest.wait(text="Your team: 김민지")

    open_party(host, "막국수 먹으러")
    open_party(guest, "스시 먹으러")
    for desktop in (host, guest):
        desktop.press("Ctrl+2")
        for title in ("막국수 먹으러", "스시 먹으러"):
            desktop.wait(text=title, seconds=20)

    host.press("Ctrl+1")
    host.click("Invitations")
    host.wait(text="People who have joined: 2", seconds=20)
    host.close()
    host.start()  # the server starts with the program again
    guest.wait_status(seconds=60, reach="online", live=True)


def test_the_demo_company_is_a_look_away_and_marked_and_the_first_screen_too(tmp_path: Path) -> None:
    newcomer = DrivenDesktop("newcomer", tmp_path, "", NO_KEYRING)
    newcomer.start()
    try:
        newcomer.wait("Open the demo company", seconds=30)
        newcomer.click("Open the demo company")
        newcomer.wait("Leave the demo", seconds=40)
        newcomer.wait("Demo")
        newcomer.wait_status(seconds=30, reach="online", live=True)
        newcomer.click("Leave the demo")
        newcomer.wait("Sign in or join", seconds=20)
        assert not newcomer.sees("Leave the demo")
    finally:
        newcomer.close()
    assert not (tmp_path / "session.json").exists(), "the demo leaves nothing of itself in one's own data"
