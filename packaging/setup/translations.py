"""The translation files: .ts is written by people and by Qt's lupdate, .qm is built from it and read by the program."""

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from setup.layout import ROOT, TRANSLATIONS, VENV, script
from setup.processes import run_quietly

KOREAN = TRANSLATIONS / "lunch_ko.ts"
ENGLISH = TRANSLATIONS / "lunch_en.ts"
"""Holds plural forms only: everything else is said in English by the program itself."""

_OPTIONAL_ENDING = re.compile(r"\((\w+)\)")


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
    """Gathers the texts of the window into the .ts files; drops those that are no longer in the program.

    English plural forms that a text spells out itself, "%n seat(s)", are filled in.
    """
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(gather(KOREAN, "ko"))
    sys.stdout.write(gather(ENGLISH, "en", "-pluralonly"))
    fill_english_plurals(ENGLISH)


def gather(target: Path, language: str, *options: str) -> str:
    """Brings the .ts file ``target`` up to date with the texts of lunch_desktop/ui; what lupdate said."""
    sources = sorted((ROOT / "lunch_desktop" / "ui").rglob("*.py"))
    return run_quietly(
        [
            script(VENV, "pyside6-lupdate"),
            *(source.relative_to(ROOT) for source in sources),
            *("-no-obsolete", "-locations", "none"),
            *("-source-language", "en", "-target-language", language),
            *options,
            *("-ts", target),
        ],
        "Gathering the texts to translate",
        "",
    )


def fill_english_plurals(source: Path) -> None:
    """Gives each unfinished plural of ``source`` its two forms: "%n seat(s)" is "%n seat" and "%n seats"."""
    tree = ET.parse(source)
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") != "unfinished":
            continue
        said = message.findtext("source", "")
        for form, ending in zip(translation.findall("numerusform"), ("", r"\1"), strict=True):
            form.text = _OPTIONAL_ENDING.sub(ending, said)
        del translation.attrib["type"]
    body = ET.tostring(tree.getroot(), encoding="unicode", short_empty_elements=False)
    source.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _is_stale(source: Path, built: Path) -> bool:
    return not built.exists() or built.stat().st_mtime_ns < source.stat().st_mtime_ns
