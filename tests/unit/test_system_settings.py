"""The desktop's settings: their declaration, their file, the order of their sources, and the company's policy."""

import os
import plistlib
import tomllib
from datetime import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.system import setting_kinds as kinds
from lunch_desktop.system.languages import Language
from lunch_desktop.system.policy import NO_POLICY, REGISTRY_KEY, Policy, from_file, from_preferences, from_registry
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.resources import resource_path
from lunch_desktop.system.setting_description import page
from lunch_desktop.system.setting_kinds import Hours
from lunch_desktop.system.setting_words import section_words, words_of
from lunch_desktop.system.settings import SETTINGS, LogLevel, Metered, Section, Settings, Theme
from lunch_desktop.system.settings_file import FORMAT, Origin, SettingsFile, Source
from lunch_desktop.system.toml_text import Value, with_values
from setup.layout import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is going to be."""
    return tmp_path / "settings.toml"


@pytest.fixture
def file(path: Path) -> SettingsFile:
    """Not there yet."""
    return SettingsFile(path)


class TestDeclaration:
    def test_every_setting_and_section_has_words_in_both_languages_and_no_words_are_left_over(self) -> None:
        told = tomllib.loads(resource_path("texts", "settings.toml").read_text(encoding="utf-8"))
        assert list(told["setting"]) == list(SETTINGS)
        assert list(told["section"]) == list(Section)
        for language in Language:
            assert all(section_words(section, language) for section in Section)

    @pytest.mark.parametrize("name", SETTINGS)
    def test_words_are_in_their_language_and_name_every_option(self, name: str) -> None:
        korean, english = words_of(name, Language.KOREAN), words_of(name, Language.ENGLISH)
        assert all(map(_hangul, (korean.title, korean.description)))
        assert not _hangul(english.title + english.description)
        assert all(one.description.endswith(".") for one in (korean, english))
        assert korean.options.keys() == english.options.keys()
        kind = SETTINGS[name].kind
        if isinstance(kind, kinds.Choice):
            assert list(korean.options) == list(english.options) == list(kind.words)

    @pytest.mark.parametrize("name", SETTINGS)
    def test_a_default_survives_the_way_to_a_file_and_back(self, name: str) -> None:
        kind, default = SETTINGS[name].kind, SETTINGS[name].default
        assert kind.parse(kind.stored(default)) == default
        assert kind.wanted

    def test_variables_and_names_are_each_one_settings(self) -> None:
        assert len({setting.variable for setting in SETTINGS.values()}) == len(SETTINGS)
        assert set(SETTINGS) == set(Settings.__dataclass_fields__)

    def test_how_the_window_looks_and_speaks_is_never_the_companys(self) -> None:
        personal = {name for name, setting in SETTINGS.items() if not setting.lockable}
        assert personal >= {"language", "theme", "text_size", "reduce_motion", "quiet_hours"}

    def test_the_page_is_written_from_the_declaration(self) -> None:
        assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").endswith(page())


class TestKinds:
    @pytest.mark.parametrize("written", ["22:00-08:00", "22:00–08:00", " 22:00 ~ 8:00 "])
    def test_hours_may_go_over_midnight(self, written: str) -> None:
        hours = SETTINGS["quiet_hours"].kind.parse(written)
        assert hours == Hours(time(22), time(8))
        within = {moment: hours.contain(moment) for moment in (time(23), time(22), time(7, 59), time(8), time(12))}
        assert list(within.values()) == [True, True, True, False, False]
        assert not Hours(time(11), time(12)).contain(time(12))

    @pytest.mark.parametrize("written", ["25:00-08:00", "22-8", "08:00-08:00", 5, True])
    def test_other_hours_are_refused(self, written: object) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - each says it differently
            SETTINGS["quiet_hours"].kind.parse(written)

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("", "system"),
            ("None", "none"),
            ("proxy:3128", "http://proxy:3128"),
            ("http://user:pw@proxy:3128", "http://user:pw@proxy:3128"),
            ("PAC: http://wpad/wpad.dat", "pac:http://wpad/wpad.dat"),
        ],
    )
    def test_proxies(self, written: str, value: str) -> None:
        assert SETTINGS["proxy"].kind.parse(written) == value

    @pytest.mark.parametrize("written", ["socks5://proxy", "pac:", "http://", "http://a b", 7, "http://proxy:0"])
    def test_other_proxies_are_refused(self, written: object) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - each says it differently
            SETTINGS["proxy"].kind.parse(written)

    @pytest.mark.parametrize("value", [99, 201, 1.5, True, "many"])
    def test_a_text_size_is_a_percentage_in_its_range(self, value: object) -> None:
        with pytest.raises(ValueError, match="100"):
            SETTINGS["text_size"].kind.parse(value)
        assert SETTINGS["text_size"].kind.parse("125") == 125


class TestSources:
    def test_policy_goes_before_options_before_environment_before_file_before_defaults(
        self, file: SettingsFile
    ) -> None:
        assert file.load({}) == Settings()
        file.save(server="https://file.example.com", theme=Theme.DARK, language=Language.KOREAN, metered="no")
        environment = {"LUNCH_DESKTOP_SERVER": "https://environment.example.com", "LUNCH_DESKTOP_THEME": "light"}
        options = {"server": "https://option.example.com", "theme": None}
        loaded = file.read(environment, options)
        wanted = Settings(language=Language.KOREAN, theme=Theme.LIGHT, metered=Metered.NO)
        assert loaded.settings.server == "https://option.example.com"
        assert loaded.settings.theme is wanted.theme
        assert loaded.settings.language is wanted.language
        assert loaded.sources["theme"] == Source(Origin.ENVIRONMENT, "LUNCH_DESKTOP_THEME")
        assert loaded.sources["server"] == Source(Origin.OPTION, "--server")
        assert loaded.sources["metered"].origin is Origin.FILE
        decided = file.read(environment, options, Policy({"server": ("https://policy.example.com", "the policy")}))
        assert decided.settings.server == "https://policy.example.com"
        assert decided.sources["server"] == Source(Origin.POLICY, "the policy")
        assert not decided.problems

    @pytest.mark.parametrize(
        ("word", "offline"), [("true", True), ("1", True), ("TRUE", True), ("false", False), ("", False)]
    )
    def test_offline_mode_is_honoured(self, word: str, offline: bool, file: SettingsFile) -> None:
        assert file.load({"OFFLINE_MODE": word}).work_offline is offline

    def test_a_value_that_is_not_understood_is_passed_over_and_told(self, file: SettingsFile, path: Path) -> None:
        path.write_text('theme = "purple"\nserver = 5\nwork_offline = true\n')
        found = file.read({"OFFLINE_MODE": "perhaps"}, None, Policy({"metered": ("maybe", "/etc/policy")}))
        assert found.settings == Settings(work_offline=True)
        told = [(problem.code, problem.facts["name"], problem.facts["where"]) for problem in found.problems]
        invalid = ProblemCode.SETTING_INVALID
        assert told == [
            (invalid, "theme", str(path)),
            (invalid, "server", str(path)),
            (invalid, "work_offline", "OFFLINE_MODE"),
            (invalid, "metered", "/etc/policy"),
        ]

    def test_a_wrong_option_is_told_to_whoever_typed_it(self, file: SettingsFile) -> None:
        with pytest.raises(ValueError, match="purple"):
            file.load({}, {"theme": "purple"})

    def test_the_company_can_not_decide_how_the_window_looks(self, file: SettingsFile) -> None:
        found = file.read({}, None, Policy({"theme": ("dark", "p"), "language": ("ko", "p"), "unknown": (1, "p")}))
        assert found.settings == Settings()
        assert found.sources == {}


class TestFile:
    def test_it_is_written_with_its_format_and_read_again(self, file: SettingsFile, path: Path) -> None:
        file.save(quiet_hours=Hours(time(22), time(8)), log_level=LogLevel.DEBUG, autostart=True, text_size=150)
        stored = tomllib.loads(path.read_text())
        assert stored == {
            "format": FORMAT,
            "quiet_hours": "22:00-08:00",
            "log_level": "debug",
            "autostart": True,
            "text_size": 150,
        }
        loaded = file.load({})
        assert loaded.quiet_hours == Hours(time(22), time(8))
        assert (loaded.log_level, loaded.autostart, loaded.text_size) == (LogLevel.DEBUG, True, 150)

    def test_saving_keeps_comments_and_what_it_does_not_know(self, file: SettingsFile, path: Path) -> None:
        text = (
            "# 총무팀에 물어보기\nformat = 2\nfrom_a_newer_version = [\n  1, # one\n  2,\n]\n"
            "work_offline = true # mine\n"
            'note = """\ntheme = "dark"\n"""\n\n[tables.too]\ntheme = "not ours"\n'
        )
        path.write_text(text, encoding="utf-8")
        file.save(server='https://한글.example.com/"quoted"\\', work_offline=False)
        written = path.read_text(encoding="utf-8")
        assert written.startswith("# 총무팀에 물어보기\nformat = 2\nfrom_a_newer_version = [\n  1, # one\n  2,\n]\n")
        assert tomllib.loads(written) == {
            **tomllib.loads(text),
            "work_offline": False,
            "server": 'https://한글.example.com/"quoted"\\',
        }
        loaded = file.load({})
        assert (loaded.work_offline, loaded.theme) == (False, Theme.SYSTEM)

    def test_the_systems_language_can_be_chosen_again(self, file: SettingsFile) -> None:
        file.save(language=Language.KOREAN)
        file.save(language=None)
        assert file.load({}).language is None

    def test_a_reset_takes_the_name_out_of_the_file(self, file: SettingsFile, path: Path) -> None:
        file.save(theme=Theme.DARK, text_size=150)
        file.reset("theme")
        assert tomllib.loads(path.read_text()) == {"format": FORMAT, "text_size": 150}
        with pytest.raises(TypeError):
            file.reset("colour")

    def test_a_file_of_the_first_format_is_understood_and_upgraded(self, file: SettingsFile, path: Path) -> None:
        path.write_text('theme = "dark"\nscale = 1.25\n')
        assert file.load({}) == Settings(theme=Theme.DARK, text_size=125)
        assert "format" not in path.read_text(), "reading changes nothing"
        file.save(work_offline=True)
        assert tomllib.loads(path.read_text()) == {
            "theme": "dark",
            "text_size": 125,
            "format": FORMAT,
            "work_offline": True,
        }
        path.write_text('scale = "huge"\n')
        assert file.load({}).text_size == 100

    def test_a_file_of_a_newer_format_keeps_it(self, file: SettingsFile, path: Path) -> None:
        path.write_text('format = 9\ntheme = "dark"\nscale = "something else now"\n')
        assert file.load({}).theme is Theme.DARK
        file.save(theme=Theme.LIGHT)
        stored = tomllib.loads(path.read_text())
        assert stored == {"format": 9, "theme": "light", "scale": "something else now"}

    @pytest.mark.parametrize("damage", [b"\xff\xfe = [", b'theme = "dar'])
    def test_a_damaged_file_is_set_aside_and_told(self, file: SettingsFile, path: Path, damage: bytes) -> None:
        path.write_bytes(damage)
        found = file.read({})
        assert found.settings == Settings()
        aside = path.with_name("settings.toml.damaged")
        assert aside.read_bytes() == damage
        assert [(one.code, one.facts["path"]) for one in found.problems] == [(ProblemCode.SETTINGS_DAMAGED, str(aside))]
        assert file.read({}).problems == ()

    @pytest.mark.skipif(os.name == "nt", reason="a folder can be opened as a file nowhere else")
    def test_a_file_that_can_not_be_read_is_told_and_left_alone(self, file: SettingsFile, path: Path) -> None:
        path.mkdir()
        found = file.read({})
        assert found.settings == Settings()
        assert [one.code for one in found.problems] == [ProblemCode.SETTINGS_FILE_UNREADABLE]
        assert path.is_dir()

    def test_what_is_no_setting_or_no_value_is_not_written(self, file: SettingsFile, path: Path) -> None:
        with pytest.raises(TypeError):
            file.save(colour="red")
        with pytest.raises(ValueError, match="purple"):
            file.save(theme="purple")
        assert not path.exists()

    @given(
        st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text() | st.booleans() | st.integers(-9, 9)),
        st.dictionaries(st.sampled_from(["a", "b", "d"]), st.none() | st.text() | st.booleans() | st.integers(-9, 9)),
    )
    def test_values_are_put_into_any_text(self, former: dict[str, Value], changes: dict[str, Value | None]) -> None:
        text = with_values("# a comment\n[table]\na = 1\n", former)
        changed = with_values(text, changes)
        wanted: dict[str, Any] = {name: value for name, value in {**former, **changes}.items() if value is not None}
        assert tomllib.loads(changed) == {**wanted, "table": {"a": 1}}
        assert changed.startswith("# a comment\n")


class TestPolicyFile:
    def test_it_is_toml(self, tmp_path: Path) -> None:
        path = tmp_path / "policy.toml"
        path.write_text('server = "https://lunch.example.com"\nclose_to_tray = false\n', encoding="utf-8")
        found = from_file(path)
        assert found.values == {
            "server": ("https://lunch.example.com", str(path)),
            "close_to_tray": (False, str(path)),
        }

    def test_none_is_no_policy(self, tmp_path: Path) -> None:
        assert from_file(tmp_path / "policy.toml") == NO_POLICY

    def test_a_broken_one_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "policy.toml"
        path.write_text("server = ")
        found = from_file(path)
        assert found.values == {}
        assert [(one.code, one.facts["path"]) for one in found.problems] == [
            (ProblemCode.SETTINGS_FILE_UNREADABLE, str(path))
        ]


class _Key:
    """An open key of the registry."""

    def __init__(self, values: list[tuple[str, object]]) -> None:
        self.values = values

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.values = []


class FakeRegistry:
    """What `winreg` is on Windows, as its documentation has it."""

    HKEY_LOCAL_MACHINE = 1
    HKEY_CURRENT_USER = 2
    KEY_READ = 0x20019
    KEY_WOW64_64KEY = 0x100

    def __init__(self, keys: dict[int, list[tuple[str, object]] | OSError]) -> None:
        self.keys = keys

    def OpenKey(self, key: int, sub_key: str, reserved: int = 0, access: int = 0) -> _Key:
        assert sub_key == REGISTRY_KEY
        assert access == self.KEY_READ | self.KEY_WOW64_64KEY
        found = self.keys.get(key, FileNotFoundError(2, "The system cannot find the file specified"))
        if isinstance(found, OSError):
            raise found
        return _Key(found)

    def EnumValue(self, key: _Key, index: int) -> tuple[str, object, int]:
        if index >= len(key.values):
            raise OSError(259, "No more data is available")
        name, value = key.values[index]
        return name, value, 4 if isinstance(value, int) else 1


class TestPolicyRegistry:
    def test_the_machines_goes_before_the_persons_and_numbers_are_switches(self, file: SettingsFile) -> None:
        registry = FakeRegistry(
            {
                1: [("Server", "https://lunch.example.com"), ("close_to_tray", 0)],
                2: [("server", "x"), ("metered", "yes")],
            }
        )
        found = file.read({}, None, from_registry(registry))
        assert found.problems == ()
        assert found.settings == Settings(server="https://lunch.example.com", close_to_tray=False, metered=Metered.YES)
        assert found.sources["server"] == Source(Origin.POLICY, rf"HKLM\{REGISTRY_KEY}")
        assert found.sources["metered"] == Source(Origin.POLICY, rf"HKCU\{REGISTRY_KEY}")

    def test_without_keys_there_is_no_policy(self) -> None:
        assert from_registry(FakeRegistry({})) == NO_POLICY

    def test_a_key_that_can_not_be_read_is_told(self) -> None:
        found = from_registry(FakeRegistry({1: PermissionError(5, "Access is denied"), 2: [("server", "a")]}))
        assert found.values["server"][0] == "a"
        assert [one.facts for one in found.problems] == [
            {"path": rf"HKLM\{REGISTRY_KEY}", "reason": "Access is denied"}
        ]


def test_macos_managed_preferences(tmp_path: Path) -> None:
    assert from_preferences(tmp_path, "minji") == NO_POLICY
    (tmp_path / "minji").mkdir()
    for folder, values in ((tmp_path / "minji", {"server": "a"}), (tmp_path, {"server": "b", "autostart": True})):
        with (folder / "lunch-desktop.plist").open("wb") as stream:
            plistlib.dump(values, stream)
    found = from_preferences(tmp_path, "minji")
    assert {name: value for name, (value, _) in found.values.items()} == {"server": "a", "autostart": True}
    (tmp_path / "lunch-desktop.plist").write_bytes(b"no list")
    broken = from_preferences(tmp_path, "minji")
    assert broken.values["server"][0] == "a"
    assert [one.code for one in broken.problems] == [ProblemCode.SETTINGS_FILE_UNREADABLE]


def _hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)
