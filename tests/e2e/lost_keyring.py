"""Somebody's desktop through the loss of its keyring while changes wait, and as a copy on another PC.

Run by `test_keyring_start.py` in a session with a Secret Service of its own. Arguments: folder. Prints JSON.
"""

import json
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

import keyring
from keyring.errors import PasswordDeleteError

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.desktop import DrivenDesktop
from lunch_desktop.sync.session import SessionFile
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import account_slug
from lunch_desktop.system.vault import service_of
from tests.support.proxies import free_port

TITLE = "열쇠를 잃어버린 날의 국밥"
LOCKED, UNREACHED = "Sign in to open your data", "Your data needs the company server to be opened"


class Telling:
    """The story and what was seen in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.company = build_company(1, SystemClock().now())
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.desktop = DrivenDesktop("own", folder / "desktop", self.address)
        self.server = self.serve()
        self.seen: dict[str, object] = {}

    def serve(self) -> ChildServer:
        """The company's server, at the same address every time."""
        server = ChildServer(["--demo", "--port", str(self.port), "--data-dir", str(self.folder / "server")])
        server.start()
        return server

    def sign_in(self, desktop: DrivenDesktop) -> None:
        desktop.wait("Password", seconds=30)
        desktop.type("E-mail", self.company.accounts[0].login)
        desktop.type("Password", self.company.password)
        desktop.click("Sign in")

    def begin(self) -> None:
        """A party is opened offline, and waits."""
        desktop = self.desktop
        desktop.start()
        self.sign_in(desktop)
        desktop.wait_status(reach="online", live=True)
        desktop.click("Settings")
        desktop.click("Work offline")
        desktop.wait_status(reach="work_offline")
        desktop.press("Ctrl+N")
        desktop.wait("Title")
        desktop.type("Title", TITLE)
        desktop.type("Date", a_later_day())
        desktop.click("Let’s go")
        desktop.wait_status(waiting=1)
        self.end(desktop)
        self.seen["plain"] = plain_texts(desktop.folder)
        desktop.start()
        desktop.wait_status(seconds=30, reach="work_offline", waiting=1)
        self.end(desktop)

    def empty_keyring(self) -> None:
        last = SessionFile(self.desktop.folder / "session.json").read()
        assert last is not None
        service = service_of(self.desktop.folder)
        slug = account_slug(last.server, last.employee_id)
        names = [f"data:{slug}", f"refresh:{slug}"]
        self.seen["kept"] = [keyring.get_password(service, name) is not None for name in names]
        for name in names:
            with suppress(PasswordDeleteError):
                keyring.delete_password(service, name)

    def without_server(self) -> None:
        """Nothing opens it, and that is told."""
        desktop = self.desktop
        self.server.stop()
        files = sizes(desktop.folder)
        desktop.start()
        desktop.wait(LOCKED, seconds=30)
        self.sign_in(desktop)
        desktop.wait(UNREACHED, seconds=30)
        self.seen["untouched"] = sizes(desktop.folder) == files
        self.server = self.serve()

    def with_server(self) -> None:
        """The same window: the person tries again."""
        desktop = self.desktop
        desktop.type("Password", self.company.password)
        desktop.click("Sign in")
        self.seen["after_sign_in"] = desktop.wait_status(seconds=30, reach="work_offline", waiting=1)["waiting"]
        self.end(desktop)
        desktop.start()
        self.seen["next_start"] = desktop.wait_status(seconds=30, reach="work_offline", waiting=1)["waiting"]
        self.end(desktop)

    def copied(self) -> None:
        """The folder on another PC opens after sign-in only, and knows that it was moved."""
        other = DrivenDesktop("copy", self.folder / "copy", self.address)
        shutil.copytree(self.desktop.folder, other.folder, ignore=shutil.ignore_patterns("*.lock", "*.sock"))
        other.start()
        other.wait(LOCKED, seconds=30)
        self.sign_in(other)
        self.seen["copy"] = other.wait_status(seconds=30, reach="work_offline", waiting=1)["waiting"]
        self.end(other)

    @staticmethod
    def end(desktop: DrivenDesktop) -> None:
        desktop.ask("quit")
        desktop.close()


def a_later_day() -> str:
    """Beyond the demo company's plans."""
    return time.strftime("%Y-%m-%d", time.localtime(time.time() + 30 * 86_400))


def plain_texts(folder: Path) -> list[str]:
    """The files under the account's folder in which something can be read that the person or a colleague wrote."""
    words = [TITLE.encode(), "국밥".encode(), b"CREATE TABLE", b"SQLite format 3"]
    found = [file for file in (folder / "accounts").rglob("*") if file.is_file()]
    return [file.name for file in found if any(word in file.read_bytes() for word in words)]


def sizes(folder: Path) -> dict[str, int]:
    """What lies in the account's folder."""
    return {str(file): file.stat().st_size for file in (folder / "accounts").rglob("*") if file.is_file()}


def main() -> None:
    """All of it."""
    telling = Telling(Path(sys.argv[1]))
    try:
        telling.begin()
        telling.empty_keyring()
        telling.without_server()
        telling.with_server()
        telling.copied()
        print(json.dumps(telling.seen))  # noqa: T201  # read by the test
    finally:
        telling.desktop.close()
        telling.server.stop()


if __name__ == "__main__":
    main()
