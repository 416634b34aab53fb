"""Ids of changes, the system's language, files written whole, and settings."""

import os
import threading
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.files import write_atomically
from lunch_desktop.system.languages import Language, system_language
from lunch_desktop.system.randomness import ChangeIds
from lunch_desktop.system.settings import SETTINGS, Settings, SettingsFile, Theme
from tests.support.clock import ManualClock


def test_ids_grow_within_a_millisecond_and_when_the_clock_is_set_back() -> None:
    clock = ManualClock()
    ids = ChangeIds(clock)
    made = [ids.next() for _ in range(1000)]
    clock.advance(-3_600_000)
    made += [ids.next() for _ in range(1000)]
    clock.advance(7_200_000)
    made += [ids.next() for _ in range(1000)]
    assert all(one < following for one, following in pairwise(made))


def test_ids_are_uuids_of_version_7_that_carry_the_time() -> None:
    clock = ManualClock(1_795_000_123_456)
    made = UUID(ChangeIds(clock).next())
    assert (made.version, made.int >> 80) == (7, 1_795_000_123_456)


def test_ids_go_on_in_the_next_millisecond_when_one_is_used_up() -> None:
    ids = ChangeIds(ManualClock(1_795_000_000_000), random_below=lambda limit: limit - 1)
    made = [ids.next() for _ in range(3)]
    ids._number = (1 << 74) - 1
    made.append(ids.next())
    assert all(one < following for one, following in pairwise(made))
    assert UUID(made[-1]).int >> 80 == 1_795_000_000_001


def test_ids_of_several_threads_never_meet() -> None:
    ids, made = ChangeIds(SystemClock()), []

    def make() -> None:
        made.extend([ids.next() for _ in range(2000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, Language.KOREAN),
        ({"LANG": "en_US.UTF-8"}, Language.ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, Language.ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, Language.KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, Language.ENGLISH),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, Language.KOREAN),
        ({}, Language.ENGLISH),
    ],
)
def test_the_systems_language(environment: dict[str, str], language: Language) -> None:
    assert system_language(environment) is language


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.json"
    write_atomically(path, b"old")

    def fail(handle: int) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="gone"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing on Windows")
def test_a_written_file_is_its_owners_only(tmp_path: Path) -> None:
    write_atomically(tmp_path / "key", b"secret")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_settings_come_from_options_then_environment_then_file_then_defaults(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    assert file.load({}) == Settings()
    file.save(server="https://file.example.com", theme=Theme.DARK, language=Language.KOREAN)
    environment = {"LUNCH_DESKTOP_SERVER": "https://environment.example.com", "LUNCH_DESKTOP_THEME": "light"}
    loaded = file.load(environment, {"server": "https://option.example.com", "theme": None})
    assert loaded == Settings(Language.KOREAN, Theme.LIGHT, server="https://option.example.com")


@pytest.mark.parametrize(
    ("word", "offline"), [("true", True), ("1", True), ("TRUE", True), ("false", False), ("", False)]
)
def test_offline_mode_is_honoured(word: str, offline: bool, tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "settings.toml").load({"OFFLINE_MODE": word}).work_offline is offline


def test_saving_keeps_what_it_does_not_know_and_what_it_does_not_change(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('from_a_newer_version = "kept"\nwork_offline = true\n')
    SettingsFile(path).save(server='https://한글.example.com/"quoted"\\')
    assert 'from_a_newer_version = "kept"' in path.read_text()
    loaded = SettingsFile(path).load({})
    assert (loaded.work_offline, loaded.server) == (True, 'https://한글.example.com/"quoted"\\')


def test_the_systems_language_can_be_chosen_again(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "settings.toml")
    file.save(language=Language.KOREAN)
    file.save(language=None)
    assert file.load({}).language is None


def test_a_value_that_is_not_understood_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "purple"\nserver = 5\nwork_offline = true\n')
    assert SettingsFile(path).load({"OFFLINE_MODE": "perhaps"}) == Settings(work_offline=True)


def test_a_damaged_settings_file_is_set_aside_and_does_not_stop_the_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe = [")
    assert SettingsFile(path).load({}) == Settings()
    assert (tmp_path / "settings.toml.damaged").exists()


def test_a_wrong_option_is_told_to_whoever_typed_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="purple"):
        SettingsFile(tmp_path / "settings.toml").load({}, {"theme": "purple"})
    with pytest.raises(TypeError):
        SettingsFile(tmp_path / "settings.toml").save(colour="red")


def test_every_setting_is_declared_with_its_meaning() -> None:
    assert {setting.name for setting in SETTINGS} == set(Settings.__dataclass_fields__)
    assert all(setting.description for setting in SETTINGS)
