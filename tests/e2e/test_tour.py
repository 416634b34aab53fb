"""The tours through the real window, on a screen of its own; their pictures stay in build/tour."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.support.telling import TOLD_AT_THE_END
from tests.tour.__main__ import first_day, full_company, full_day
from tests.tour.screen import Screen, open_screen
from tests.tour.setting import Setting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ALBUM = Path(__file__).parents[2] / "build" / "tour"
LANGUAGES = ("ko", "en")
FEWEST_COLOURS = 24
"""Fewer are in no picture of a window with text."""

Tell = Callable[[str, object], None]


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    """A screen for all tours."""
    with open_screen() as screen:
        yield screen


@pytest.fixture
def company(screen: Screen, tmp_path: Path) -> Iterator[Setting]:
    """The full company, which nobody has visited before."""
    with full_company(tmp_path / "full", screen, ALBUM) as setting:
        yield setting


def with_something_on_them(pictures: list[Path]) -> int:
    """How many pictures there are; on each is a window."""
    for path in pictures:
        image = QImage(str(path))
        assert image.width() >= 480, path.name
        step = max(1, image.width() // 200)
        seen = {image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)}
        assert len(seen) >= FEWEST_COLOURS, f"{path.name} is as good as empty"
    return len(set(pictures))


def no_complaints(folder: Path) -> None:
    """Neither Qt nor Python said anything on the desktop's error output."""
    for errors in folder.glob("visitor-*/stderr.txt"):
        assert errors.read_text(errors="replace") == "", errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_day_of_a_team(language: str, screen: Screen, tmp_path: Path) -> None:
    """Three ways in, hosting, and every page while it is empty."""
    assert with_something_on_them(first_day(tmp_path, screen, ALBUM, language)) == 16
    no_complaints(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_in_a_full_company(language: str, company: Setting, record_property: Tell) -> None:
    """Every page full, offline, after a refusal, dark, in high contrast, small and at twice the size."""
    pictures, report = full_day(company, language)
    assert with_something_on_them(pictures) == 97
    no_complaints(company.folder)
    record_property(TOLD_AT_THE_END, f"The tour in {language}: {report}. Pictures: {ALBUM}")
