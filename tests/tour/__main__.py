"""Walks the tours: python -m tests.tour [--album DIR] [--language ko|en …]; the pictures go to build/tour."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.tour.company import found
from tests.tour.first_day import FirstDay
from tests.tour.full_day import FullDay
from tests.tour.screen import Screen, open_screen
from tests.tour.setting import Setting, colleagues, visit


def main() -> int:
    """Walk them in each language."""
    parser = argparse.ArgumentParser(prog="tour")
    parser.add_argument("--album", type=Path, default=Path("build/tour"))
    parser.add_argument("--language", action="append", choices=["ko", "en"])
    parser.add_argument("--day", action="append", choices=["first", "full"])
    options = parser.parse_args()
    album = options.album.absolute()
    days = options.day or ("first", "full")
    with tempfile.TemporaryDirectory(prefix="lunch-tour-") as name, open_screen() as screen:
        folder = Path(name)
        for language in options.language or ("ko", "en"):
            if "first" in days:
                first_day(folder / "first", screen, album, language)
            if "full" in days:
                with full_company(folder / f"full-{language}", screen, album) as setting:
                    sys.stdout.write(f"{language}: {full_day(setting, language)[1]}\n")
    sys.stdout.write(f"{len(list(album.glob('*.png')))} pictures in {album}\n")
    return 0


def first_day(folder: Path, screen: Screen, album: Path, language: str) -> list[Path]:
    """The tour of an empty company; its pictures."""
    album.mkdir(parents=True, exist_ok=True)
    with visit(folder, screen, album, language) as visitor:
        FirstDay(visitor).live()
        return visitor.pictures


def full_day(setting: Setting, language: str) -> tuple[list[Path], str]:
    """The tour of a full one; its pictures, and what the event loop's probe found on the way."""
    with (
        colleagues(setting, language) as (colleague, laptop),
        visit(setting.folder, setting.screen, setting.album, language, setting.address) as visitor,
    ):
        visitor.desktop.ask("probe", value="start")
        FullDay(setting, visitor, colleague, laptop).live()
        found = visitor.desktop.ask("probe", value="stop")
    waits = f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f}, longest {found['max']:.0f} ms"
    stalls = f"{found['over_16']} stalls over 16 ms, {found['over_50']} over 50 ms"
    return visitor.pictures, f"an event waited {waits}; {stalls}"


@contextmanager
def full_company(folder: Path, screen: Screen, album: Path) -> Iterator[Setting]:
    """10,000 rows and a server that serves them."""
    album.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        company = found(folder)
        stack.callback(company.close)
        server = company.server()
        stack.callback(server.stop)
        yield Setting(folder, company, server.start(), screen, album)


if __name__ == "__main__":
    raise SystemExit(main())
