"""The settings page, made of the declaration, over the real choices and a real file."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.setting_kinds import Hours, Kind
from lunch_desktop.system.setting_kinds import Switch as OnOff
from lunch_desktop.system.setting_words import SettingWords, words_of
from lunch_desktop.system.settings import SETTINGS, Metered, Section, Setting, Settings, Theme
from lunch_desktop.system.settings_file import InForce, Origin, SettingsFile, Source
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.settings.editors import (
    ChoiceEditor,
    NumberEditor,
    SwitchEditor,
    TextEditor,
    editor_for,
)
from lunch_desktop.ui.pages.settings.facts import Facts, SignedInAs
from lunch_desktop.ui.pages.settings.hours import HoursEditor
from lunch_desktop.ui.pages.settings.licence_dialog import LicenceDialog
from lunch_desktop.ui.pages.settings.licences import shipped_licences
from lunch_desktop.ui.pages.settings.page import SettingsPage
from lunch_desktop.ui.pages.settings.proxy import ProxyEditor
from lunch_desktop.ui.pages.settings.row import SettingRow
from lunch_desktop.ui.shell.choices import RESET, Choices
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.shell.window import MainWindow
from lunch_desktop.ui.theme.theme import Theme as Look
from lunch_desktop.ui.theme.theme import ThemeMode
from tests.ui.test_today_stage import Stage, stage

__all__ = ["stage"]


@dataclass(frozen=True, slots=True)
class _MoreSettings(Settings):
    """Those of a version with one more."""

    birthdays: bool = False


@dataclass
class Shown:
    """The page in its window, and what it asked of the program."""

    stage: Stage
    path: Path
    choices: Choices
    window: MainWindow
    asked: list[str] = field(default_factory=list)
    refuse: Exception | None = None

    @property
    def page(self) -> SettingsPage:
        page = self.window.page
        assert isinstance(page, SettingsPage)
        return page

    def row(self, name: str) -> SettingRow:
        return self.page.rows[name]

    def settle(self) -> None:
        self.stage.settle()
        assert self.choices._tasks.drain(5)
        QApplication.processEvents()

    @property
    def stored(self) -> Settings:
        """What the next start would find."""
        self.settle()
        return SettingsFile(self.path).load({})

    def shown_rows(self) -> list[str]:
        return [name for name, row in self.page.rows.items() if row.isVisible()]


def show(
    stage: Stage,
    folder: Path,
    start: InForce | None = None,
    *,
    extra: dict[str, SettingWords] | None = None,
) -> Shown:
    """The window with this one page."""
    file = SettingsFile(folder / "settings.toml")
    held: list[Shown] = []

    def save(name: str, value: object) -> None:
        if held[0].refuse is not None:
            raise held[0].refuse
        if value is RESET:
            file.reset(name)
        else:
            file.save(**{name: value})

    choices = Choices(start or InForce(), stage.theme, stage.languages, save)
    asked: list[str] = []

    def page(context: PageContext) -> SettingsPage:
        account = SignedInAs("김민지", "minji@lunch.example", "서울 사무실", "https://lunch.example")
        facts = Facts(
            account,
            data_folder=folder,
            log_folder=folder / "logs",
            sign_out=lambda: asked.append("sign out"),
            restart=lambda: asked.append("restart"),
        )
        return SettingsPage(context, choices, facts, lambda name, how: (extra or {}).get(name) or words_of(name, how))

    window = MainWindow(stage.session, stage.theme, choices, WindowMemory(folder / "window.ini"), {"settings": page})
    window.show()
    held.append(Shown(stage, folder / "settings.toml", choices, window, asked))
    stage.qtbot.waitExposed(window)
    return held[0]


@pytest.fixture
def shown(stage: Stage, tmp_path: Path) -> Iterator[Shown]:
    made = show(stage, tmp_path)
    yield made
    made.window.close()
    made.choices.close()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class TestMadeOfTheDeclaration:
    def test_every_setting_is_there_in_its_section_with_its_words(self, shown: Shown) -> None:
        assert list(shown.page.rows) == list(SETTINGS)
        assert list(shown.page.sections) == list(Section)
        for name, row in shown.page.rows.items():
            assert row.isVisible(), name
            labels = [label.text() for label in row.findChildren(QLabel)]
            words = words_of(name, Language.ENGLISH)
            assert words.title in labels
            assert any(label.startswith(words.description) for label in labels)

    def test_a_setting_that_is_added_appears_without_further_code(
        self, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Declared as any other, with its words: nothing else knows of it."""
        declared = Setting("birthdays", OnOff(), False, Section.NOTIFICATIONS, "LUNCH_DESKTOP_BIRTHDAYS")
        monkeypatch.setitem(SETTINGS, "birthdays", declared)
        words = SettingWords("Birthdays", "Who has one today.")
        shown = show(stage, tmp_path, InForce(_MoreSettings()), extra={"birthdays": words})
        assert list(shown.page.rows)[-1] == "birthdays"
        row = shown.row("birthdays")
        assert shown.page.sections[Section.NOTIFICATIONS].isAncestorOf(row)
        editor = row.editor
        assert isinstance(editor, SwitchEditor)
        assert editor.box.accessibleName() == "Birthdays"
        click(editor.box)
        shown.settle()
        assert tomllib.loads(shown.path.read_text())["birthdays"] is True
        shown.window.close()
        shown.choices.close()

    def test_every_kind_has_its_control(self, qapp: QApplication) -> None:
        wanted = {SwitchEditor, ChoiceEditor, NumberEditor, TextEditor, ProxyEditor, HoursEditor}
        made = {type(editor_for(Look(ThemeMode.LIGHT), setting.kind)) for setting in SETTINGS.values()}
        assert made == wanted

        kind: Kind = object()  # type: ignore[assignment]
        with pytest.raises(TypeError, match="no control"):
            editor_for(Look(ThemeMode.LIGHT), kind)

    def test_each_control_is_named_and_described(self, shown: Shown) -> None:
        for name, row in shown.page.rows.items():
            focusable = [
                one
                for one in row.editor.findChildren(QWidget)
                if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.accessibleName()
            ]
            assert focusable or isinstance(row.editor, ChoiceEditor), name
            assert row.words.title in " ".join(
                one.accessibleName() for one in (row.editor, *row.editor.findChildren(QWidget))
            ), name


class TestChanging:
    def test_a_choice_takes_effect_at_once_and_is_stored(self, shown: Shown) -> None:
        editor = shown.row("theme").editor
        assert isinstance(editor, ChoiceEditor)
        assert editor.segments is not None
        assert editor.segments.choose("Dark")
        assert shown.stage.theme.dark
        assert shown.stored.theme is Theme.DARK
        assert editor.segments.choose("high-contrast")
        assert shown.stage.theme.high_contrast
        assert editor.segments.choose("light")
        assert (shown.stage.theme.high_contrast, shown.stage.theme.dark) == (False, False)

    def test_the_language_changes_the_page_itself(self, shown: Shown) -> None:
        editor = shown.row("language").editor
        assert isinstance(editor, ChoiceEditor)
        assert editor.segments is not None
        assert editor.segments.choose("한국어")
        shown.settle()
        assert shown.window.header._title.text() == "설정"
        assert shown.row("theme").words.title == "테마"
        assert shown.stored.language is Language.KOREAN
        assert editor.segments.value == "ko"
        assert editor.segments.choose("English")
        shown.settle()
        assert shown.window.header._title.text() == "Settings"

    def test_text_size_is_a_number_that_counts_when_it_is_whole(self, shown: Shown) -> None:
        editor = shown.row("text_size").editor
        assert isinstance(editor, NumberEditor)
        field = editor.box.lineEdit()
        editor.box.setFocus()
        field.selectAll()
        QTest.keyClicks(editor.box, "150")
        assert shown.stage.theme.scale == 1.0
        QTest.keyClick(editor.box, Qt.Key.Key_Return)
        assert shown.stage.theme.scale == 1.5
        assert shown.stored.text_size == 150

    def test_a_switch_and_work_offline(self, shown: Shown) -> None:
        editor = shown.row("native_toasts").editor
        assert isinstance(editor, SwitchEditor)
        assert editor.box.isChecked()
        editor.box.setFocus()
        QTest.keyClick(editor.box, Qt.Key.Key_Space)
        assert not shown.choices.settings.native_toasts
        assert not shown.stored.native_toasts

    def test_a_choice_made_elsewhere_is_shown(self, shown: Shown) -> None:
        shown.choices.set_work_offline(True)
        editor = shown.row("work_offline").editor
        assert isinstance(editor, SwitchEditor)
        assert editor.box.isChecked()

    def test_one_key_leaves_the_network_alone_and_comes_back(self, shown: Shown) -> None:
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(shown.window, Qt.Key.Key_O, keys)
        assert shown.choices.work_offline
        QTest.keyClick(shown.window, Qt.Key.Key_O, keys)
        assert not shown.choices.work_offline

    def test_an_address_is_checked_and_explained(self, shown: Shown) -> None:
        row = shown.row("server")
        editor = row.editor
        assert isinstance(editor, TextEditor)
        editor.field.setFocus()
        QTest.keyClicks(editor.field, "ftp://x")
        QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert editor.field.property("invalid")
        assert row._note.text() == "This is not understood. It should look like this: https://lunch.example.com"
        assert shown.stored.server == ""
        editor.field.selectAll()
        QTest.keyClicks(editor.field, "lunch.example.com")
        QTest.keyClick(editor.field, Qt.Key.Key_Return)
        assert row._told.isHidden()
        assert shown.stored.server == "lunch.example.com"

    def test_quiet_hours_are_switched_on_with_usual_times_and_changed(self, shown: Shown) -> None:
        editor = shown.row("quiet_hours").editor
        assert isinstance(editor, HoursEditor)
        assert editor.start.isHidden()
        click(editor.box)
        assert shown.choices.settings.quiet_hours == Hours(time(22), time(8))
        assert editor.start.isVisible()
        editor.start.setTime(QTime(21, 30))
        assert shown.stored.quiet_hours == Hours(time(21, 30), time(8))
        editor.end.setTime(QTime(21, 30))
        assert shown.row("quiet_hours")._note.text().endswith(": 22:00 – 08:00")
        assert shown.stored.quiet_hours == Hours(time(21, 30), time(8))
        click(editor.box)
        assert shown.stored.quiet_hours is None

    def test_a_proxy_is_chosen_and_named(self, shown: Shown) -> None:
        editor = shown.row("proxy").editor
        assert isinstance(editor, ProxyEditor)
        assert editor.address.isHidden()
        _pick(editor, "pac")
        assert editor.address.isVisible()
        assert shown.stored.proxy == "system", "nothing is named yet"
        QTest.keyClicks(editor.address, "http://host/proxy.pac")
        QTest.keyClick(editor.address, Qt.Key.Key_Return)
        assert shown.stored.proxy == "pac:http://host/proxy.pac"
        _pick(editor, "none")
        assert shown.stored.proxy == "none"


class TestGoingBack:
    def test_each_setting_goes_back_to_its_default(self, shown: Shown) -> None:
        row = shown.row("metered")
        assert not row.reset_button.isVisible()
        shown.choices.choose("metered", Metered.YES)
        assert row.reset_button.isVisible()
        assert row.reset_button.accessibleName() == "Reset Metered connection"
        row.reset_button.setFocus()
        QTest.keyClick(row.reset_button, Qt.Key.Key_Return)
        assert not row.reset_button.isVisible()
        shown.settle()
        assert "metered" not in shown.path.read_text()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert row.isAncestorOf(focused), "the keyboard stays with the setting"

    def test_what_can_not_be_stored_is_taken_back_and_told(self, shown: Shown) -> None:
        shown.refuse = OSError(28, "No space left on device")
        editor = shown.row("hide_names").editor
        assert isinstance(editor, SwitchEditor)
        click(editor.box)
        shown.settle()
        assert shown.choices.settings.hide_names
        assert editor.box.isChecked()
        assert shown.row("hide_names")._note.text() == "It could not be stored on this PC, so it stays as it was."
        shown.refuse = Problem(ProblemCode.DISK_FULL, path="/data")
        click(editor.box)
        shown.settle()
        assert "/data" in shown.row("hide_names")._note.text()


class TestWhoDecides:
    def test_what_the_company_set_is_locked_and_explained(self, stage: Stage, tmp_path: Path) -> None:
        start = InForce(
            replace(Settings(), server="https://lunch.example.com"),
            {"server": Source(Origin.POLICY, "HKLM"), "theme": Source(Origin.OPTION, "--theme")},
        )
        shown = show(stage, tmp_path, start)
        row = shown.row("server")
        assert not row.editor.isEnabled()
        assert row._note.text().startswith("Set by your company.")
        assert not row.reset_button.isVisible()
        shown.choices.choose("server", "https://elsewhere.example.com")
        assert shown.choices.settings.server == "https://lunch.example.com"
        assert "--theme" in shown.row("theme")._note.text()
        assert shown.row("theme").editor.isEnabled()
        shown.window.close()
        shown.choices.close()

    def test_what_counts_from_the_next_start_says_so_and_offers_it(
        self, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(SETTINGS, "metered", replace(SETTINGS["metered"], restart=True))
        shown = show(stage, tmp_path)
        row = shown.row("metered")
        assert "It counts from the next start." in row._description.text()
        assert not row.restart_button.isVisible()
        shown.choices.choose("metered", Metered.YES)
        assert row._note.text() == "Changed. Restart to use it."
        click(row.restart_button)
        assert shown.asked == ["restart"]
        shown.choices.reset("metered")
        assert not row.restart_button.isVisible()
        shown.window.close()
        shown.choices.close()


class TestFinding:
    def test_the_search_narrows_to_what_matches(self, shown: Shown) -> None:
        shown.page.find_text("contrast")
        assert shown.shown_rows() == ["theme"]
        assert [section for section, one in shown.page.sections.items() if one.isVisible()] == [Section.APPEARANCE]
        assert not shown.page.account.isVisible()
        shown.page.find_text("네트워크")
        assert shown.page.empty.isVisible()
        shown.choices.set_language(Language.KOREAN)
        shown.settle()
        assert "proxy" in shown.shown_rows()
        assert not shown.page.empty.isVisible()
        shown.page.find_text("ㄱㄷㅂ")
        assert shown.shown_rows() == ["theme"]
        shown.page.find_text("xpak")  # 테마, typed on the other keyboard
        assert shown.shown_rows() == ["theme"]
        shown.page.find_text("라이선스")
        assert shown.shown_rows() == []
        assert shown.page.about.isVisible()
        shown.page.find_text("")
        assert shown.shown_rows() == list(SETTINGS)

    def test_the_commands_of_the_window_lead_to_each_setting(self, shown: Shown) -> None:
        assert shown.window.commands.run("setting.metered")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert shown.row("metered").isAncestorOf(focused)
        command = shown.window.commands.find("setting.theme")
        assert command is not None
        assert command.title() == "Settings: Theme"

    def test_focus_starts_on_the_first_setting(self, shown: Shown) -> None:
        shown.page.focus_first()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert shown.row("language").isAncestorOf(focused)
        assert isinstance(focused, QRadioButton)
        assert focused.isChecked()

    def test_a_setting_can_be_asked_for(self, shown: Shown) -> None:
        shown.window.navigate("settings", "log_level")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert shown.row("log_level").isAncestorOf(focused)
        assert not shown.row("log_level").visibleRegion().isEmpty()


class TestAbout:
    def test_account_and_sign_out(self, shown: Shown) -> None:
        texts = [label.text() for label in shown.page.account.findChildren(QLabel)]
        assert {"김민지", "minji@lunch.example · 서울 사무실", "https://lunch.example"} <= set(texts)
        click(shown.page.account.sign_out_button)
        assert shown.asked == ["sign out"]

    def test_diagnostics_tell_nobody_and_no_place(self, shown: Shown) -> None:
        shown.choices.choose("server", "https://secret.example.com")
        shown.choices.choose("metered", Metered.NO)
        click(shown.page.about.copy_button)
        text = QGuiApplication.clipboard().text()
        assert re.match(r"Lunch Desktop \d", text)
        assert "Setting server: set\n" in text
        assert "Setting metered: no\n" in text
        for private in ("secret", "minji", "민지", "lunch.example", str(shown.path.parent), "서울"):
            assert private not in text
        assert [one.accessibleName() for one in shown.window.toasts.toasts] == ["Diagnostics are on the clipboard"]

    def test_folders_open(self, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
        for folder in shown.page.about.folders:
            click(folder.button)
        assert opened == [str(shown.path.parent), str(shown.path.parent / "logs")]

    def test_licences_of_what_is_shipped_are_shown(self, shown: Shown, qtbot: QtBot) -> None:
        known = {one.name.casefold().replace("_", "-"): one for one in shipped_licences()}
        assert {"pyside6-essentials", "sqlalchemy", "requests", "cryptography", "fastapi"} <= known.keys()
        assert not {"pytest", "hypothesis", "ruff", "lunch-desktop"} & known.keys()
        assert all(one.licence or one.text for one in known.values())
        click(shown.page.about.licences_button)
        dialog = shown.page.findChild(LicenceDialog)
        assert dialog is not None
        qtbot.waitUntil(lambda: "SQLAlchemy" in dialog.text.toPlainText())
        assert "Permission is hereby granted" in dialog.text.toPlainText()
        dialog.accept()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("width", "scale"), [(1120, 1.0), (880, 1.0), (880, 2.0)])
def test_nothing_is_cut(shown: Shown, language: Language, width: int, scale: float) -> None:
    shown.choices.set_language(language)
    shown.choices.set_scale(scale)
    shown.choices.choose("proxy", "http://proxy:3128")
    shown.choices.choose("quiet_hours", Hours(time(22), time(8)))
    shown.window.resize(width, 700)
    shown.settle()
    page = shown.page
    room = page._scroll.viewport().width()
    assert page._middle.minimumSizeHint().width() <= room
    for row in page.rows.values():
        for widget in (row._title, row.editor, row.reset_button, row.restart_button):
            if not widget.isVisible():
                continue
            left = widget.mapTo(page, widget.rect().topLeft()).x()
            assert widget.width() >= widget.minimumSizeHint().width(), (row.setting.name, widget)
            assert 0 <= left <= left + widget.width() <= room, (row.setting.name, widget)


def _pick(editor: ProxyEditor, way: str) -> None:
    """As a person does in the list."""
    place = editor.ways.findData(way)
    editor.ways.setCurrentIndex(place)
    editor.ways.activated.emit(place)
