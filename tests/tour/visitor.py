"""Somebody who uses one desktop with their own hands: they look for a widget, move there, click and type."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTranslator

from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.system.resources import resource_path
from tests.tour.screen import Screen

PATIENCE_SECONDS: Final = 15.0
REST_SECONDS: Final = 0.25
"""What moves comes to rest within this: sheets slide for 180 ms."""


class Words:
    """What the window says in a language, by its English text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translator = QTranslator()
        if language != "en" and not self._translator.load(str(resource_path("translations", f"lunch_{language}.qm"))):
            raise StepFailed(f"there is no lunch_{language}.qm")

    def say(self, context: str, english: str) -> str:
        """The text that the window shows. Raises StepFailed for one it does not have."""
        if self.language == "en":
            return english
        said = self._translator.translate(context, english)
        if not said:
            raise StepFailed(f"nothing is called {english!r} in {context}")
        return said


class Visitor:
    """Acts by mouse and keyboard only; the desktop is asked where things are and what they say, never to act."""

    def __init__(self, screen: Screen, desktop: DrivenDesktop, words: Words, album: Path) -> None:
        self.screen, self.desktop, self.words = screen, desktop, words
        self._album = album
        self.pictures: list[Path] = []

    def start(self, arguments: Sequence[str] = ()) -> None:
        """Start the program in the visitor's language."""
        self.desktop.start(["--language", self.words.language, *arguments])

    def click(self, context: str, english: str) -> None:
        """Click what is called so."""
        self.click_named(self.words.say(context, english))

    def click_named(self, name: str, *, button: int = 1) -> None:
        """Click what has this accessible name, whatever the language."""
        x, y = self.place(name)
        self.screen.click(x, y, button=button)
        self.rest()

    def place(self, name: str) -> tuple[int, int]:
        """The middle of a widget, on the screen, once it is there and stands still."""
        former: object = None
        for box in self._looks(lambda: self.desktop.ask("place", name=name)):
            if box == former:
                left, top, width, height = box
                return left + width // 2, top + height // 2
            former = box
        raise StepFailed(f"{name!r} does not come to rest")

    def write(self, text: str) -> None:
        """Type where the keyboard is."""
        self.screen.write(text)
        self.rest()

    def fill(self, context: str, english: str, text: str) -> None:
        """Click into a field and put `text` in place of what it holds."""
        self.click(context, english)
        self.screen.press("Ctrl+A")
        self.write(text)

    def press(self, keys: str, times: int = 1) -> None:
        """Press keys where the keyboard is."""
        self.screen.press(keys, times)
        self.rest()

    def sees(self, context: str, english: str) -> None:
        """Wait until something called so is there."""
        self.desktop.wait(self.words.say(context, english), seconds=PATIENCE_SECONDS)

    def status(self, **wanted: Any) -> Mapping[str, Any]:
        """Wait until sync stands so."""
        return self.desktop.wait_status(**wanted)

    def picture(self, name: str) -> Path:
        """Keep what the window and all that lies over it look like now."""
        self.rest()
        path = self._album / f"{name}-{self.words.language}.png"
        self.screen.picture(path, self.desktop.ask("place"))
        self.pictures.append(path)
        return path

    def rest(self) -> None:
        """Let what was asked for happen: two answers, one after the other, from a loop that has nothing else to do."""
        time.sleep(REST_SECONDS)
        self.desktop.ask("status")

    def _looks(self, look: Callable[[], Any]) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                yield look()
            except StepFailed:
                if time.monotonic() > deadline:
                    raise
            if time.monotonic() > deadline:
                return
            time.sleep(0.05)
