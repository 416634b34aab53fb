"""The translation files: .ts is written by people and by Qt's lupdate, .qm is built from it and read by the program."""

import sys
from pathlib import Path

from setup.layout import ROOT, TRANSLATIONS, VENV, script
from setup.processes import run_quietly

KOREAN = TRANSLATIONS / "lunch_ko.ts"


def stale_translations(folder: Path) -> list[Path]:
    """The .ts files of ``folder`` that have no .qm, or one that is older than they are."""
    return [source for source in sorted(folder.glob("*.ts")) if _is_stale(source, source.with_suffix(".qm"))]


def build_translations(*, everything: bool = False) -> list[Path]:
    """Builds the .qm of each stale .ts, or of every one, beside it. Returns the .ts files that were built.

    Raises SetupError when a .ts file can't be read by Qt.
    """
    sources = sorted(TRANSLATIONS.glob("*.ts")) if everything else stale_translations(TRANSLATIONS)
    for source in sources:
        run_quietly(
            [script(VENV, "pyside6-lrelease"), "-silent", source, "-qm", source.with_suffix(".qm")],
            f"Building {source.relative_to(ROOT).with_suffix('.qm')}",
            "Mend the .ts file; Qt Linguist or `git diff` shows what is wrong with it.",
        )
    return sources


def update_translations() -> None:
    """Gathers the texts of the window into the Korean .ts file; drops those that are no longer in the program."""
    sources = sorted((ROOT / "lunch_desktop" / "ui").rglob("*.py"))
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    said = run_quietly(
        [
            script(VENV, "pyside6-lupdate"),
            *(source.relative_to(ROOT) for source in sources),
            *("-no-obsolete", "-locations", "none"),
            *("-source-language", "en", "-target-language", "ko"),
            *("-ts", KOREAN.relative_to(ROOT)),
        ],
        "Gathering the texts to translate",
        "",
    )
    sys.stdout.write(said)


def _is_stale(source: Path, built: Path) -> bool:
    return not built.exists() or built.stat().st_mtime_ns < source.stat().st_mtime_ns
