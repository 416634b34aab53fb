"""The translation files: .ts is written by people and by Qt's lupdate, .qm is built from it and read by the program."""

import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from setup.layout import ROOT, TRANSLATIONS, VENV, script
from setup.processes import run_quietly

KOREAN = TRANSLATIONS / "lunch_ko.ts"
ENGLISH = TRANSLATIONS / "lunch_en.ts"
"""Holds plural forms only: everything else is said in English by the program itself."""

_NUMBER = "%n"
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
    sys.stdout.write(gather(KOREAN))
    gather_plurals(KOREAN, ENGLISH)


def gather(target: Path) -> str:
    """Brings the Korean file ``target`` up to date with the texts of lunch_desktop/ui; what lupdate said.

    Which texts have plural forms is told by their %n: lupdate of Qt 6.11 sees it in a call only where the number is
    written out, and would make plain texts of the others.
    """
    former = _plurals(target) if target.exists() else {}
    sources = sorted((ROOT / "lunch_desktop" / "ui").rglob("*.py"))
    said = run_quietly(
        [
            script(VENV, "pyside6-lupdate"),
            *(source.relative_to(ROOT) for source in sources),
            *("-no-obsolete", "-locations", "none"),
            *("-source-language", "en", "-target-language", "ko"),
            *("-ts", target),
        ],
        "Gathering the texts to translate",
        "",
    )
    tree = ET.parse(target)
    for context in tree.iter("context"):
        for message in context.iter("message"):
            if _NUMBER in message.findtext("source", ""):
                _make_plural(message, former.get(_key(context, message), [""]))
    _write(tree, target)
    return said


def gather_plurals(korean: Path, english: Path) -> None:
    """Brings ``english`` up to date with the texts of ``korean`` that have plural forms, keeping forms already there.

    New ones are filled in from their source: "%n seat(s)" is "%n seat" and "%n seats".
    """
    former = _plurals(english) if english.exists() else {}
    tree = ET.parse(korean)
    root = tree.getroot()
    root.set("language", "en")
    for context in root.findall("context"):
        for message in context.findall("message"):
            said = message.findtext("source", "")
            if _NUMBER not in said:
                context.remove(message)
            else:
                filled = [_OPTIONAL_ENDING.sub(ending, said) for ending in ("", r"\1")]
                _make_plural(message, former.get(_key(context, message), filled))
        if context.find("message") is None:
            root.remove(context)
    _write(tree, english)


def _plurals(source: Path) -> dict[tuple[str, str, str], list[str]]:
    """The plural forms of ``source`` that are finished."""
    return {
        _key(context, message): [form.text or "" for form in message.iter("numerusform")]
        for context in ET.parse(source).iter("context")
        for message in context.iter("message")
        if message.get("numerus") == "yes" and message.find("translation[@type]") is None
    }


def _key(context: ET.Element, message: ET.Element) -> tuple[str, str, str]:
    return context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")


def _make_plural(message: ET.Element, forms: Sequence[str]) -> None:
    message.set("numerus", "yes")
    for translation in message.findall("translation"):
        message.remove(translation)
    translation = ET.SubElement(message, "translation")
    if "" in forms:
        translation.set("type", "unfinished")
    for form in forms:
        ET.SubElement(translation, "numerusform").text = form


def _write(tree: "ET.ElementTree[ET.Element]", target: Path) -> None:
    """Lays the file out as lupdate does."""
    root = tree.getroot()
    root.text = "\n"
    for context in root.findall("context"):
        ET.indent(context, "    ")
        context.tail = "\n"
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _is_stale(source: Path, built: Path) -> bool:
    return not built.exists() or built.stat().st_mtime_ns < source.stat().st_mtime_ns
