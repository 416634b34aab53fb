"""A day of eight people, three of them offline for a part of it: everything that employees touch every day.

Real windows act it out against a real server, as the first lunch does; at the end plain SQL compares every desktop's
file with what its person may see, and pictures of every page are kept.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import ClassVar, Final

from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.demo.people import DemoAccount
from lunch_desktop.demo.story import PICTURES, Story
from lunch_desktop.domain.people import Role

LUNCH: Final = "다 같이 점심"
"""The party that the day is about."""
YERINS: Final = "예린의 저녁"
GROUP: Final = "매주 국밥"
GUEST: Final = "거래처 손님"
PLACES: Final = ("느티나무 손칼국수", "올리브부엌")
SAID: Final = ("몇 시에 나갈까요?", "12시 어때요", "좋아요, 로비에서 봐요")
_WINDOW: Final = (1120, 760)
_REST_SECONDS: Final = 0.6


class Day(Story):
    """Eunseo hosts; Hyunggyu, Yerin and Eunbyeol are on the way with their laptops; Soonyoung is an admin."""

    names: ClassVar[tuple[str, ...]] = (
        "Eunseo",
        "Hyunggyu",
        "Hangyeol",
        "Yerin",
        "Taeyoon",
        "Eunbyeol",
        "Jaeyoon",
        "Soonyoung",
    )

    @classmethod
    def choose(cls, accounts: Sequence[DemoAccount]) -> Sequence[DemoAccount]:
        """The first seven, who are one team, and the admin."""
        admin = next(one for one in accounts if one.role is Role.ADMIN)
        return [*accounts[: len(cls.names) - 1], admin]

    def _steps(self) -> Iterator[Callable[[ExitStack], None]]:
        yield self._start
        yield self._sign_in
        yield self._morning
        yield self._lunch_is_opened
        yield self._group_is_made
        yield self._three_leave
        yield self._offline_they_go_on
        yield self._they_talk
        yield self._they_come_back
        yield self._group_has_lunch
        yield self._everybody_converges
        yield self._pictures

    @property
    def _travellers(self) -> tuple[DrivenDesktop, DrivenDesktop, DrivenDesktop]:
        by_name = dict(zip(self.names, self._desktops, strict=True))
        return by_name["Hyunggyu"], by_name["Yerin"], by_name["Eunbyeol"]

    def _of(self, name: str) -> DrivenDesktop:
        return self._desktops[self.names.index(name)]

    def _morning(self, stack: ExitStack) -> None:
        """Everybody tells their circle whether they are free."""
        del stack
        with self._timed("morning", "everybody says whether they are free; the team sees who is"):
            for desktop in self._desktops:
                desktop.press("Ctrl+1")
                desktop.ask("size", width=_WINDOW[0], height=_WINDOW[1])
            for desktop in self._desktops[:5]:
                self._click_first(desktop, "Free ")
            self._desktops[5].click("On my own")
            for desktop in self._desktops:
                desktop.wait_status(waiting=0)

    def _three_leave(self, stack: ExitStack) -> None:
        del stack
        with self._timed("leave", "Hyunggyu, Yerin and Eunbyeol leave the network"):
            for desktop in self._travellers:
                self._work_offline(desktop, True)

    def _lunch_is_opened(self, stack: ExitStack) -> None:
        del stack
        eunseo, hangyeol, taeyoon = self._of("Eunseo"), self._of("Hangyeol"), self._of("Taeyoon")
        with self._timed("open", "Eunseo opens a party of six and lets them vote on the place"):
            self._fill_party(eunseo, LUNCH, seats=6)
            self._open_party(eunseo, LUNCH)
            eunseo.click("Let them vote")
            for number, place in enumerate(PLACES, start=1):
                self._pick(eunseo, f"Option {number}", place)
            eunseo.click("Open the vote")
            eunseo.wait_status(waiting=0)
        with self._timed("join", "Hangyeol and Taeyoon have seats at once, and vote"):
            for desktop in (hangyeol, taeyoon):
                self._open_party(desktop, LUNCH)
                desktop.click("Join")
                desktop.wait("Confirmed")
                self._click_first(desktop, PLACES[1])
                desktop.wait_status(waiting=0)
        with self._timed("guest", "Hangyeol brings a guest; whoever takes part is told who it is"):
            hangyeol.click("Bring a guest")
            hangyeol.wait("Guest’s name")
            hangyeol.type("Guest’s name", GUEST)
            hangyeol.click("Bring the guest")
            eunseo.wait(text=GUEST)

    def _group_is_made(self, stack: ExitStack) -> None:
        del stack
        taeyoon, jaeyoon = self._of("Taeyoon"), self._of("Jaeyoon")
        with self._timed("group", "Taeyoon makes a group for every week, which Jaeyoon joins"):
            taeyoon.press("Ctrl+3")
            taeyoon.wait("Make the first one")
            taeyoon.click("Make the first one")
            taeyoon.wait("Name")
            taeyoon.type("Name", GROUP)
            taeyoon.click("The office")
            taeyoon.click("Make the group")
            taeyoon.wait("Make the group", gone=True)
            taeyoon.wait_status(waiting=0)
            jaeyoon.press("Ctrl+3")
            self._until(jaeyoon, lambda: self._press_first(jaeyoon, GROUP))
            jaeyoon.click("Join")
            jaeyoon.wait_status(waiting=0)

    def _group_has_lunch(self, stack: ExitStack) -> None:
        """The server looks round every half minute."""
        del stack
        jaeyoon = self._of("Jaeyoon")
        with self._timed("occurs", "the server has opened the group's lunch by itself, and asks Jaeyoon to it"):
            jaeyoon.press("Ctrl+7")
            jaeyoon.wait(text=GROUP, seconds=45)

    def _offline_they_go_on(self, stack: ExitStack) -> None:
        """What each does on the way waits in their file."""
        del stack
        hyunggyu, yerin, eunbyeol = self._travellers
        with self._timed("offline_join", "offline: Hyunggyu and Eunbyeol ask for seats, which read as requested"):
            for desktop in (hyunggyu, eunbyeol):
                self._open_party(desktop, LUNCH)
                desktop.click("Join")
                desktop.wait("Requested")
        with self._timed("offline_review", "offline: Yerin and Hyunggyu write a review of the same restaurant"):
            for desktop, stars, text in ((yerin, 5, "국물이 시원해요"), (hyunggyu, 3, "조금 짜요")):
                self._review(desktop, PLACES[0], stars, text)
                desktop.wait_status(reach="work_offline")
        with self._timed("offline_party", "offline: Yerin opens a party of her own, and changes her mind about it"):
            self._fill_party(yerin, YERINS, seats=4, hour="17:30")
            self._open_party(yerin, YERINS)
            yerin.click("Cancel party")
            yerin.wait("Cancel the party")
            yerin.click("Cancel the party")

    def _they_talk(self, stack: ExitStack) -> None:
        """Meanwhile those in the office talk, and go on."""
        del stack
        eunseo, hangyeol, taeyoon = self._of("Eunseo"), self._of("Hangyeol"), self._of("Taeyoon")
        with self._timed("chat", "those in the office talk, and everybody there reads it"):
            for desktop, text in ((eunseo, SAID[0]), (hangyeol, SAID[1]), (taeyoon, SAID[2])):
                self._open_party(desktop, LUNCH)
                desktop.click("Chat", role="Button")
                desktop.wait("Message")
                desktop.type("Message", text)
                desktop.click("Send")
            for text in SAID:
                eunseo.wait(text=text)

    def _they_come_back(self, stack: ExitStack) -> None:
        del stack
        with self._timed("return", "the three come back, and all that they did is sent"):
            for desktop in self._travellers:
                self._work_offline(desktop, False)
            for desktop in self._travellers:
                desktop.wait_status(seconds=30, reach="online", waiting=0)

    def _open_party(self, desktop: DrivenDesktop, title: str) -> None:
        """Open it once it has come; the list may still be read anew."""
        self._until(desktop, lambda: super(Day, self)._open_party(desktop, title))

    def _until(self, desktop: DrivenDesktop, act: Callable[[], None], seconds: float = 10) -> None:
        """Do it as soon as it can be done, as a person does who waits for something to appear."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                act()
            except StepFailed:
                if time.monotonic() > deadline:
                    raise
                desktop.ask("status")
                time.sleep(0.1)
            else:
                return

    def _pick(self, desktop: DrivenDesktop, field: str, name: str) -> None:
        """Choose what is found first."""
        desktop.type(field, name)
        desktop.wait(text=name)
        time.sleep(_REST_SECONDS)
        desktop.press("Return", name=field)

    def _review(self, desktop: DrivenDesktop, place: str, stars: int, text: str) -> None:
        desktop.press("Ctrl+4")
        self._until(desktop, lambda: self._press_first(desktop, place))
        desktop.wait("Write a review")
        desktop.click("Write a review")
        self._click_first(desktop, f"★{stars}")
        desktop.type("What was it like?", text)
        desktop.click("Save")

    def _press_first(self, desktop: DrivenDesktop, begins: str) -> None:
        """Choose the row whose name begins so."""
        names = [one["name"] for one in desktop.ask("tree") if one["role"] == "ListItem"]
        found = next((name for name in names if name.startswith(begins)), None)
        if found is None:
            raise StepFailed(f"{desktop.name} lists nothing that begins with {begins!r}: {names}")
        desktop.press("Space", name=found)

    def _fill_party(self, desktop: DrivenDesktop, title: str, *, seats: int, hour: str = "12:00") -> None:
        desktop.press("Ctrl+2")
        desktop.press("Ctrl+N")
        desktop.wait("Title")
        desktop.type("Title", title)
        desktop.type("Meeting place", "1층 로비")
        desktop.type("Seats", str(seats))
        self._choose_quiet_time(desktop)
        desktop.type("Time", hour)
        desktop.click("Let’s go")
        self._until(desktop, lambda: desktop.wait("Let’s go", gone=True, seconds=1))

    def _click_first(self, desktop: DrivenDesktop, begins: str) -> None:
        """Click the first widget whose name begins so."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            names = [one["name"] for one in desktop.ask("tree") if one["name"].startswith(begins)]
            if names:
                desktop.click(names[0])
                return
            time.sleep(0.05)
        raise StepFailed(f"{desktop.name} shows nothing that begins with {begins!r}")

    def _pictures(self, stack: ExitStack) -> None:
        del stack
        eunseo = self._of("Eunseo")
        folder = self._folder / PICTURES
        folder.mkdir(exist_ok=True)
        with self._timed("pictures", f"pictures of every page, in both languages, light and dark, are in {folder}"):
            if eunseo.sees("Close message"):
                eunseo.click("Close message")
            for language in ("ko", "en"):
                eunseo.ask("language", value=language)
                for theme in ("light", "dark"):
                    eunseo.ask("theme", value=theme)
                    for number in range(1, 10):
                        eunseo.press(f"Ctrl+{number}")
                        time.sleep(_REST_SECONDS)
                        eunseo.ask("shot", path=str(folder / f"{number}-{language}-{theme}.png"))
