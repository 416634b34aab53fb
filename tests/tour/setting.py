"""Where a tour takes place, and who takes part in it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunch_desktop.demo.desktop import DrivenDesktop, StepFailed
from lunch_desktop.demo.people import DemoAccount
from tests.performance.large_company import LargeCompany
from tests.tour.company import Colleague
from tests.tour.screen import Screen
from tests.tour.visitor import Visitor, Words

NO_KEYRING: Final = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
"""So that the tour is the same on every machine."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A company with its server, a screen, and the folder for pictures."""

    folder: Path
    company: LargeCompany
    address: str
    screen: Screen
    album: Path

    @property
    def visitor(self) -> DemoAccount:
        """Who visits: the one colleague who is sure to have no plans yet, whatever the hour."""
        company = self.company.company
        return next(one for one in company.accounts if one.employee_id == company.protagonist)


@contextmanager
def visit(folder: Path, screen: Screen, album: Path, language: str, address: str = "") -> Iterator[Visitor]:
    """A first start on a PC where nothing is known but the server's address, if that is."""
    desktop = DrivenDesktop("visitor", folder / f"visitor-{language}", address, {**screen.environment, **NO_KEYRING})
    try:
        visitor = Visitor(screen, desktop, Words(language), album)
        visitor.start()
        try:
            yield visitor
        except StepFailed:
            screen.picture(album / f"failed-{language}.png")
            raise
    finally:
        desktop.close()


@contextmanager
def colleagues(setting: Setting, language: str) -> Iterator[tuple[Colleague, Colleague]]:
    """Somebody else, and the visitor's own laptop."""
    company, me = setting.company.company, setting.visitor
    other = next(one for one in company.accounts if one != me)
    with ExitStack() as stack:
        both = []
        for name, account in (("colleague", other), ("laptop", me)):
            folder = setting.folder / f"{name}-{language}"
            both.append(Colleague(folder, setting.address, account, company.password))
            stack.callback(both[-1].close)
        yield both[0], both[1]
