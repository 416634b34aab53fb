"""The translation files are complete, fit the program and can be built. Each check is shown to fail where it must."""

import ast
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTranslator

from setup.layout import ROOT, VENV, script
from setup.translations import ENGLISH, KOREAN, gather, gather_plurals

UI = ROOT / "lunch_desktop" / "ui"
PLACES = re.compile(r"%(?:L?[1-9]|n)|\{\w*\}")
HANGUL = re.compile(r"[가-힣]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
BARE_PARTICLE = re.compile(r"(?:%[1-9]|\{\w*\})[\"'”’)]*(?:을|를|은|는|이|가|과|와|으로|로|이에요|예요)(?![가-힣(])")
KEYS = re.compile(r"\b(?:Enter|Esc|Ctrl|Tab|Shift|F\d+)\b")
NO_WORDS = re.compile(rf"{KEYS.pattern}|^[a-z]+(?:_[a-z]+)+$|^tnum$")
"""Names of keys are the same in both languages; with an underline it is a key of the program's own."""
WORD = re.compile(r"[A-Za-z]{2,}|[가-힣]")
ANY_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
LANGUAGES_OWN_NAMES = frozenset({"한국어"})
"""Whoever can't read the present language finds their own."""
ABOUT_KOREAN = frozenset(
    {
        "lunch_desktop/demo/day.py",
        "lunch_desktop/demo/story.py",
        "lunch_desktop/domain/matching",
        "lunch_desktop/domain/restaurants/diet_facts.py",
        "lunch_desktop/domain/restaurants/hours_text.py",
        "lunch_desktop/exchange/",
        "lunch_desktop/system/weak_passwords.py",
        "lunch_desktop/system/particles.py",
        "lunch_desktop/ui/pages/exports/cells.py",
        "lunch_desktop/ui/texts/typed.py",
        "lunch_desktop/ui/widgets/avatar.py",
        "lunch_desktop/ui/widgets/gallery",
    }
)
"""Code about the language itself, which it has to name; what files, the demo company's people and the gallery say."""
SPEAKING = re.compile(
    r"set(Text|ToolTip|StatusTip|WhatsThis|AccessibleName|AccessibleDescription|PlaceholderText|WindowTitle|Title|Suffix"
    r"|Prefix|SpecialValueText|ItemText|LabelText|InformativeText)|add(Action|Menu|Items?)"
    r"|set_(name|label|help|error|heading|header|text|close_name|clear_name|words)|show_(content|message|options)"
    r"|announce|toast|tell|(Elided)?Label|(Icon)?Button|Tag|Section|SideCard|Field|CheckBox|Switch|RadioButton"
    r"|SearchField|EmptyState|ConfirmDialog|PageHeader|RailItem|SegmentedControl|PillContent|RefusalText|HeadWords"
)
"""What puts words on the screen or into a screen reader's mouth."""
SAME_IN_BOTH = frozenset({"English", "Excel", "CSV", "PDF", "XLSX", "JSON Lines", "ICS", "OK"})
"""Names that Korean writes in Latin letters too."""


TS = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="ko"><context><name>Any</name>'
    '<message numerus="yes"><source>{}</source><translation>{}</translation></message></context></TS>'
)


@dataclass(frozen=True)
class Entry:
    """One message of a .ts file; a translation without plural forms has one form."""

    context: str
    source: str
    comment: str
    plural: bool
    finished: bool
    forms: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


def entries(file: Path) -> Iterator[Entry]:
    for context in ET.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            plural = message.get("numerus") == "yes"
            said = list(translation.iter("numerusform")) if plural else [translation]
            yield Entry(
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
                plural,
                translation.get("type") is None,
                tuple(one.text or "" for one in said),
            )


def unfinished(file: Path) -> list[str]:
    return [
        f"{one.context}: {one.source}"
        for one in entries(file)
        if not one.finished or not all(map(str.strip, one.forms))
    ]


def misplaced(file: Path) -> list[str]:
    """Entries whose translation has other placeholders than the source."""
    return [
        f"{one.context}: {one.source} -> {form}"
        for one in entries(file)
        for form in one.forms
        if sorted(PLACES.findall(form)) != sorted(PLACES.findall(one.source))
    ]


def not_korean(file: Path) -> list[str]:
    return [
        f"{one.context}: {one.source} -> {form}"
        for one in entries(file)
        for form in one.forms
        if not HANGUL.search(form) and LATIN_WORD.search(KEYS.sub("", form)) and form not in SAME_IN_BOTH
    ]


def with_bare_particle(file: Path) -> list[str]:
    """Entries with a particle that can't fit every value: "%1을" must be "%1을(를)" for `particles.fill` to choose."""
    return [f"{one.context}: {form}" for one in entries(file) for form in one.forms if BARE_PARTICLE.search(form)]


def missing_from(korean: Path, english: Path, folder: Path) -> list[str]:
    """Texts of the program that the files lack, and texts in them that the program no longer has."""
    differences: list[str] = []
    fresh_korean, fresh_english = folder / "fresh_ko.ts", folder / "fresh_en.ts"
    shutil.copy(korean, fresh_korean)
    shutil.copy(english, fresh_english)
    gather(fresh_korean)
    gather_plurals(fresh_korean, fresh_english)
    for file, fresh in ((korean, fresh_korean), (english, fresh_english)):
        known, wanted = {one.key for one in entries(file)}, {one.key for one in entries(fresh)}
        differences += [f"missing: {key}" for key in sorted(wanted - known)]
        differences += [f"unused: {key}" for key in sorted(known - wanted)]
    return differences


def said_in(code: str) -> set[tuple[str, str]]:
    """Context and text of every call of `translate`, as Python reads it: lupdate overlooks calls it can't parse."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] == "translate"]
    found: set[tuple[str, str]] = set()
    for call in named:
        texts = [one.value for one in call.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) == 2:
            found.add((texts[0], texts[1]))
    return found


def spoken_without_translation(code: str) -> list[str]:
    """Words that a widget is given as they are written in the program, instead of through `translate`."""
    found: list[str] = []
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and SPEAKING.fullmatch(ast.unparse(call.func).rpartition(".")[2]):
            for argument in (*call.args, *(named.value for named in call.keywords)):
                found += [
                    f"{call.lineno}: {text}" for text in _bare_texts(argument) if WORD.search(NO_WORDS.sub("", text))
                ]
    return found


def _bare_texts(node: ast.AST) -> Iterator[str]:
    """Literals under `node`, but for those that a call or an index has: they are arguments and keys."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Call | ast.Subscript | ast.Compare | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _bare_texts(child)


def korean_in(code: str) -> list[str]:
    """Korean that the program would say whatever language is chosen; what explains the program is English anyway."""
    tree = ast.parse(code)
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in explained
        and ANY_HANGUL.search(node.value)
        and node.value not in LANGUAGES_OWN_NAMES
    ]


def broken(file: Path, folder: Path, old: str, new: str) -> Path:
    """A copy in which the first `old` is `new`."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    copy = folder / file.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


class TestKorean:
    def test_every_text_of_the_program_is_in_the_files_and_nothing_else(self, tmp_path: Path) -> None:
        assert missing_from(KOREAN, ENGLISH, tmp_path) == []

    def test_every_entry_is_finished(self) -> None:
        assert unfinished(KOREAN) == []

    def test_placeholders_are_those_of_the_source(self) -> None:
        assert misplaced(KOREAN) == []

    def test_every_translation_is_korean(self) -> None:
        assert not_korean(KOREAN) == []

    def test_particles_behind_placeholders_name_both_forms(self) -> None:
        assert with_bare_particle(KOREAN) == []

    def test_no_call_was_overlooked_when_texts_were_gathered(self) -> None:
        said = {one for path in UI.rglob("*.py") for one in said_in(path.read_text(encoding="utf-8"))}
        assert said - {(one.context, one.source) for one in entries(KOREAN)} == set()


class TestCode:
    def test_no_words_reach_a_person_but_through_translation(self) -> None:
        found = {
            str(path.relative_to(ROOT)): said
            for path in sorted(UI.rglob("*.py"))
            if "gallery" not in path.parts and (said := spoken_without_translation(path.read_text(encoding="utf-8")))
        }
        assert found == {}

    def test_no_korean_is_in_the_code(self) -> None:
        found = {
            name: said
            for path in sorted((ROOT / "lunch_desktop").rglob("*.py"))
            if not (name := path.relative_to(ROOT).as_posix()).startswith(tuple(ABOUT_KOREAN))
            and (said := korean_in(path.read_text(encoding="utf-8")))
        }
        assert found == {}


class TestEnglishPlurals:
    def test_every_plural_has_two_finished_forms(self) -> None:
        assert unfinished(ENGLISH) == []
        assert [one.source for one in entries(ENGLISH) if len(one.forms) != 2] == []

    def test_no_form_shows_the_ending_in_brackets(self) -> None:
        assert [form for one in entries(ENGLISH) for form in one.forms if re.search(r"\(\w+\)", form)] == []

    def test_placeholders_are_those_of_the_source(self) -> None:
        assert misplaced(ENGLISH) == []


class TestTheChecksThemselves:
    """Each would let a hole through unnoticed if it no longer bit."""

    def test_a_deleted_entry_is_missed(self, tmp_path: Path) -> None:
        deleted = broken(KOREAN, tmp_path, "<source>No seats are left</source>", "<source>Gone</source>")
        found = missing_from(deleted, ENGLISH, tmp_path)
        assert any("missing" in one and "No seats are left" in one for one in found)
        assert any("unused" in one and "Gone" in one for one in found)

    def test_an_unfinished_or_empty_entry_is_found(self, tmp_path: Path) -> None:
        said = "<translation>자리가 찼어요</translation>"
        for hole in ('<translation type="unfinished">자리가 찼어요</translation>', "<translation></translation>"):
            assert unfinished(broken(KOREAN, tmp_path, said, hole)) != []

    def test_a_lost_placeholder_is_found(self, tmp_path: Path) -> None:
        assert misplaced(broken(KOREAN, tmp_path, "%1은(는) 열리지 않아요.", "열리지 않아요.")) != []

    def test_an_english_translation_is_found(self, tmp_path: Path) -> None:
        assert not_korean(broken(KOREAN, tmp_path, "자리가 찼어요", "No seats are left")) != []

    def test_a_particle_with_one_form_is_found(self, tmp_path: Path) -> None:
        assert with_bare_particle(broken(KOREAN, tmp_path, "%1은(는) 열리지", "%1은 열리지")) != []


@pytest.mark.parametrize(
    "line",
    [
        'label.setText("Sign out")',
        'self.button = Button(theme, text="열기")',
        'field.setToolTip(f"Open {name}")',
        'box.addItem("Yes" if on else "No", key)',
        'self.context.shell.toast("Saved " + name)',
    ],
)
def test_words_without_translation_are_found(line: str) -> None:
    assert spoken_without_translation(line) != []


@pytest.mark.parametrize(
    "line",
    [
        'label.setText(translate("Shell", "Sign out"))',
        'label.setText(words["open"])',
        'label.setText("–")',
        'label.setText(translate("A", "On") if state == "on" else "")',
        'self.setObjectName("body")',
    ],
)
def test_translated_words_keys_and_signs_are_left_alone(line: str) -> None:
    assert spoken_without_translation(line) == []


def test_korean_in_code_is_found_and_its_explanation_is_not() -> None:
    assert korean_in('"""점심을 정해요."""\n# 주석\nname = "점심"\nkey = "ㄱ"') == ["3: 점심", "4: ㄱ"]


def test_calls_are_read_whatever_their_other_arguments_are() -> None:
    code = 'translate("A", "b", None, int(f("c", 1)))\nspeaker.translate("D", "long "\n"text")\ntranslate(context, "e")'
    assert said_in(code) == {("A", "b"), ("D", "long text")}


def test_texts_with_a_number_become_plurals_and_keep_their_forms(tmp_path: Path) -> None:
    korean, english = tmp_path / "ko.ts", tmp_path / "en.ts"
    shutil.copy(KOREAN, korean)
    gather(korean)
    plurals = {one.source: one.forms for one in entries(korean) if one.plural}
    assert plurals == {one.source: one.forms for one in entries(KOREAN) if "%n" in one.source}
    gather_plurals(korean, english)
    assert {one.source for one in entries(english)} == set(plurals)


def test_new_english_plurals_are_filled_from_their_source_and_old_ones_kept(tmp_path: Path) -> None:
    korean, english = tmp_path / "ko.ts", tmp_path / "en.ts"
    korean.write_text(TS.format("%n box(es)", "<numerusform>상자 %n개</numerusform>"), encoding="utf-8")
    gather_plurals(korean, english)
    assert [one.forms for one in entries(english)] == [("%n box", "%n boxes")]
    written = english.read_text(encoding="utf-8").replace("%n box<", "a single box (%n)<")
    english.write_text(written, encoding="utf-8")
    gather_plurals(korean, english)
    assert [one.forms for one in entries(english)] == [("a single box (%n)", "%n boxes")]
    assert unfinished(english) == []


@pytest.mark.parametrize("source", [KOREAN, ENGLISH], ids=lambda path: path.name)
def test_each_file_builds_and_loads(source: Path, tmp_path: Path) -> None:
    built = tmp_path / "built.qm"
    subprocess.run([script(VENV, "pyside6-lrelease"), "-silent", source, "-qm", built], check=True, timeout=60)
    translator = QTranslator()
    assert translator.load(str(built))
    plural = next(one for one in entries(source) if one.plural)
    assert translator.translate(plural.context, plural.source, None, 5) == plural.forms[-1]
