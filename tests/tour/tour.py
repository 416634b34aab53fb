"""The tour itself: one person's way through every page, in one language, with a picture of each."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunch_desktop.demo.desktop import DrivenDesktop
from tests.performance.large_company import LargeCompany
from tests.tour.company import Colleague, quiet_noon
from tests.tour.screen import Screen
from tests.tour.visitor import Visitor, Words

NO_KEYRING: Final = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
"""So that the tour is the same on every machine."""
PAGES: Final = ("today", "parties", "inbox", "sync")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the tour takes place."""

    folder: Path
    company: LargeCompany
    address: str
    screen: Screen
    album: Path


class Tour:
    """One visitor of a company of 10,000 rows, who meets a colleague, loses the network, and comes back."""

    def __init__(self, setting: Setting, visitor: Visitor, colleague: Colleague) -> None:
        self._setting, self._visitor, self._colleague = setting, visitor, colleague
        accounts = setting.company.company.accounts
        self._me = next(one for one in accounts if one.employee_id == setting.company.company.protagonist)

    def walk(self) -> None:
        """All of it."""
        self.sign_in()
        self.look_around()
        self.find()
        self.open_party()
        self.be_refused()
        self.disagree()
        self.see_all_themes()

    def sign_in(self) -> None:
        """A wrong password first, then the right one."""
        visitor = self._visitor
        visitor.sees("SignIn", "Password")
        visitor.picture("sign-in")
        visitor.fill("SignIn", "E-mail", self._me.login)
        visitor.fill("SignIn", "Password", "not it")
        visitor.press("Enter")
        visitor.picture("sign-in-refused")
        visitor.fill("SignIn", "Password", self._setting.company.company.password)
        visitor.press("Enter")
        visitor.status(reach="online", live=True)

    def look_around(self) -> None:
        """Every page by its key."""
        visitor = self._visitor
        for number, page in enumerate(PAGES, start=1):
            visitor.press(f"Ctrl+{number}")
            visitor.picture(f"{page}-full")

    def find(self) -> None:
        """Scroll through the list, open a row, search."""
        visitor = self._visitor
        visitor.press("Ctrl+2")
        x, y = visitor.place(visitor.words.say("Parties", "New party"))
        visitor.screen.move(x, y + 300)
        visitor.screen.wheel(120)
        visitor.picture("parties-scrolled")
        visitor.press("Ctrl+F")
        visitor.write("국밥")
        visitor.picture("parties-found")
        visitor.press("Ctrl+A")
        visitor.write("zzzz")
        visitor.picture("parties-nothing-found")
        visitor.press("Ctrl+A")
        visitor.press("Backspace")

    def open_party(self) -> None:
        """The composer: what is wrong beside the field, then a party, and back."""
        visitor = self._visitor
        visitor.press("Ctrl+N")
        visitor.picture("composer")
        visitor.press("Ctrl+A")
        visitor.press("Backspace")
        visitor.press("Ctrl+Enter")
        visitor.picture("composer-wrong")
        visitor.write("김치찌개 같이 먹어요")
        visitor.press("Ctrl+Enter")
        visitor.status(waiting=0)
        visitor.picture("party-opened")
        visitor.press("Ctrl+Z")
        visitor.picture("party-undone")

    def be_refused(self) -> None:
        """Ask for a seat offline, in a party that is called off meanwhile."""
        visitor, colleague = self._visitor, self._colleague
        party = colleague.open_party("순대국밥 한 그릇", quiet_noon(self._setting.company))
        visitor.press("Ctrl+2")
        self._work_offline(True)
        self._open("순대국밥")
        visitor.click("Parties", "Join")
        visitor.status(waiting=1)
        for number, page in enumerate(PAGES, start=1):
            visitor.press(f"Ctrl+{number}")
            visitor.picture(f"{page}-offline")
        self._open("순대국밥")
        visitor.picture("party-requested")
        colleague.cancel(party)
        self._work_offline(False)
        visitor.status(reach="online", waiting=0)
        visitor.picture("party-refused")
        for number, page in enumerate(PAGES, start=1):
            visitor.press(f"Ctrl+{number}")
            visitor.picture(f"{page}-refused")

    def disagree(self) -> None:
        """Two desktops of one person give a party two titles."""

    def see_all_themes(self) -> None:
        """Every page dark, and at twice the size."""
        visitor = self._visitor
        for name, command, value in (("dark", "theme", "dark"), ("large", "scale", 2.0)):
            visitor.desktop.ask("theme", value="light")
            visitor.desktop.ask(command, value=value)
            for number, page in enumerate(PAGES, start=1):
                visitor.press(f"Ctrl+{number}")
                visitor.picture(f"{page}-{name}")
        visitor.press("Ctrl+N")
        visitor.picture("composer-large")
        visitor.press("Esc")
        visitor.desktop.ask("scale", value=1.0)

    def _work_offline(self, offline: bool) -> None:
        self._visitor.desktop.ask("offline", value=offline)
        self._visitor.desktop.wait_until(lambda status: (status.get("reach") == "work_offline") is offline)

    def _open(self, words: str) -> None:
        visitor = self._visitor
        visitor.press("Ctrl+2")
        visitor.press("Ctrl+F")
        visitor.press("Ctrl+A")
        visitor.write(words)
        visitor.press("Enter")


@contextmanager
def tour(setting: Setting, language: str) -> Iterator[Tour]:
    """A visitor at a first start in `language`, and a colleague who is there already."""
    company = setting.company.company
    with ExitStack() as stack:
        other = next(one for one in company.accounts if one.employee_id != company.protagonist)
        colleague = Colleague(setting.folder / f"colleague-{language}", setting.address, other, company.password)
        stack.callback(colleague.close)
        environment = {**setting.screen.environment, **NO_KEYRING}
        desktop = DrivenDesktop("visitor", setting.folder / f"visitor-{language}", setting.address, environment)
        stack.callback(desktop.close)
        visitor = Visitor(setting.screen, desktop, Words(language), setting.album)
        visitor.start()
        yield Tour(setting, visitor, colleague)
