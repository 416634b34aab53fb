"""A walk through the real window by mouse and keyboard, with the event-loop probe on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lunch_desktop.demo.desktop import DrivenDesktop
from tests.performance.figures import Spread
from tests.tour.screen import Screen

REST_SECONDS = 0.25
"""What a person needs at least between two looks."""
_WINDOW = (1120, 760)
_PAGES = 8
_RESTAURANTS, _PEOPLE, _CHAT = "Ctrl+4", "Ctrl+5", "Ctrl+6"


@dataclass
class Legs:
    """What the probe found, leg by leg; milliseconds that an event waited."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    worst: list[tuple[float, str, list[str]]] = field(default_factory=list)
    over_16: int = 0
    over_50: int = 0

    def add(self, name: str, report: dict[str, Any]) -> None:
        """Take what the probe said of a leg."""
        self.waits.setdefault(name, []).extend(report["waits"])
        self.over_16 += report["over_16"]
        self.over_50 += report["over_50"]
        self.worst += [(one["milliseconds"], name, one["stack"]) for one in report["worst"]]
        self.worst.sort(reverse=True)

    @property
    def all(self) -> list[float]:
        """Of all legs."""
        return [wait for waits in self.waits.values() for wait in waits]

    def spreads(self) -> dict[str, Spread]:
        """By leg."""
        return {name: Spread.of(waits) for name, waits in self.waits.items()}


class Walk:
    """The legs. The desktop is asked for nothing while the probe is on but whether its loop is at rest."""

    def __init__(self, screen: Screen, desktop: DrivenDesktop) -> None:
        self._screen, self._desktop = screen, desktop
        self.legs = Legs()

    def all(self) -> Legs:
        """Walk them all."""
        self._desktop.ask("size", width=_WINDOW[0], height=_WINDOW[1])
        for name, leg in self._all():
            with self._measured(name):
                leg()
        return self.legs

    def _all(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "pages", self._pages
        yield "scrolling", self._scroll
        yield "search", self._search
        yield "restaurants", lambda: self._list(_RESTAURANTS, "국밥")
        yield "people", lambda: self._list(_PEOPLE, "김")
        yield "chat", self._chat
        yield "palette", self._palette
        yield "a new party's form", self._compose
        yield "language and theme", self._look

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        self._desktop.ask("probe", value="start")
        yield
        self._rest()
        self.legs.add(name, self._desktop.ask("probe", value="stop"))

    def _pages(self) -> None:
        for _ in range(2):
            for place in range(_PAGES, 0, -1):
                self._press(f"Ctrl+{place}")

    def _scroll(self) -> None:
        self._press("Ctrl+2")
        left, top, _, height = self._desktop.ask("place")
        self._screen.move(left + 400, top + height // 2)
        for _ in range(6):
            self._screen.wheel(10)
            self._rest()
        self._screen.click(left + 400, top + height // 2)
        for key in ("End", "Home"):
            self._press(key)
        for key in ("PageDown", "PageUp"):
            for _ in range(8):
                self._press(key)
        self._screen.wheel(-60)
        self._rest()

    def _search(self) -> None:
        for text in ("lunch", "12"):
            self._screen.press("Ctrl+F")
            self._screen.write(text)
            self._rest(3)
            self._screen.press("Ctrl+A")
            self._press("Backspace")
        self._press("Esc")

    def _list(self, page: str, word: str) -> None:
        """A list of names: by wheel and keys, then by a word."""
        self._press(page)
        left, top, _, height = self._desktop.ask("place")
        self._screen.move(left + 400, top + height // 2)
        self._screen.wheel(30)
        self._rest()
        self._screen.wheel(-30)
        self._rest()
        for key in ("Down", "PageDown", "PageDown", "PageUp", "End", "Home"):
            self._press(key)
        self._screen.press("Ctrl+F")
        self._screen.write(word)
        self._rest(3)
        self._screen.press("Ctrl+A")
        self._press("Backspace")

    def _chat(self) -> None:
        """The room with the most to say: up and down through its messages, then a search through all."""
        self._press(_CHAT)
        self._press("Enter")
        left, top, _, height = self._desktop.ask("place")
        self._screen.move(left + 700, top + height // 2)
        for _ in range(8):
            self._screen.wheel(-30)
            self._rest()
        self._screen.click(left + 700, top + height // 2)
        for key in ("PageUp", "PageUp", "PageUp", "PageUp", "Home", "End", "PageUp", "PageDown"):
            self._press(key)
        self._screen.press("Ctrl+F")
        self._screen.write("자리")
        self._rest(4)
        self._screen.press("Ctrl+A")
        self._press("Backspace")

    def _palette(self) -> None:
        self._press("Ctrl+K")
        self._screen.write("par")
        self._rest(2)
        self._press("Esc")

    def _compose(self) -> None:
        self._press("Ctrl+N")
        self._screen.write("Lunch")
        self._rest()
        self._press("Esc")
        self._press("Esc")

    def _look(self) -> None:
        for command, value in (("language", "ko"), ("theme", "dark"), ("language", "en"), ("theme", "light")):
            self._desktop.ask(command, value=value)
            self._rest()

    def _press(self, keys: str) -> None:
        self._screen.press(keys)
        self._rest()

    def _rest(self, times: int = 1) -> None:
        for _ in range(times):
            time.sleep(REST_SECONDS)
            self._desktop.ask("status")
