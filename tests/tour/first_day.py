"""The first day of a team: nobody is there yet, every page is empty and says what to do."""

from typing import Final

from tests.tour.visitor import Visitor
from tests.tour.ways import HOSTS_PAGES, walk

_PASSWORD: Final = "noodles on a rainy day"


class FirstDay:
    """One visitor who hosts a team."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def live(self) -> None:
        """From the first screen to an empty company."""
        self.choose()
        self.host()
        walk(self._visitor, "empty", HOSTS_PAGES)

    def choose(self) -> None:
        """The three ways, and an invitation that is none."""
        visitor = self._visitor
        visitor.sees("FirstRun", "Start hosting")
        visitor.picture("first-run")
        visitor.click("FirstRun", "Sign in or join")
        visitor.picture("first-run-sign-in")
        visitor.write("lunch-desktop://join?broken")
        visitor.press("Enter")
        visitor.picture("first-run-wrong-invitation")
        visitor.click("FirstRun", "Other ways to begin")

    def host(self) -> None:
        """Found a company of one."""
        visitor = self._visitor
        visitor.click("FirstRun", "Start hosting")
        visitor.picture("first-run-hosting")
        visitor.fill("FirstRun", "Team or company", "달빛상사")
        visitor.fill("FirstRun", "Your name", "김민지")
        visitor.fill("SignIn", "E-mail", "minji@example.com")
        visitor.fill("SignIn", "Password", _PASSWORD)
        visitor.click("FirstRun", "Start hosting")
        visitor.picture("first-run-hosting-wrong")
        visitor.fill("FirstRun", "Password, once more", _PASSWORD)
        visitor.click("FirstRun", "Start hosting")
        visitor.sees("FirstRun", "Go to today's lunch")
        visitor.picture("first-run-ready")
        visitor.click("FirstRun", "Go to today's lunch")
        visitor.status(reach="online", live=True)
