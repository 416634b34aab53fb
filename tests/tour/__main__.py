"""Walks the tour: python -m tests.tour [--album DIR] [--language ko|en …]; the pictures go to build/tour."""

import argparse
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.tour.company import found
from tests.tour.screen import open_screen
from tests.tour.tour import Setting, tour


def main() -> int:
    """Walk it in each language."""
    parser = argparse.ArgumentParser(prog="tour")
    parser.add_argument("--album", type=Path, default=Path("build/tour"))
    parser.add_argument("--language", action="append", choices=["ko", "en"])
    options = parser.parse_args()
    album = options.album.absolute()
    album.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lunch-tour-") as name, open_screen() as screen:
        folder = Path(name)
        with closing(found(folder / "company")) as company:
            server = company.server()
            address = server.start()
            try:
                for language in options.language or ("ko", "en"):
                    with tour(Setting(folder, company, address, screen, album), language) as walked:
                        walked.walk()
            finally:
                server.stop()
    print(f"{len(list(album.glob('*.png')))} pictures in {album}", file=sys.stdout)  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
