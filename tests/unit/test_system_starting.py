"""Starting with the computer, and opening links: what the system is told."""

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from lunch_desktop.system import own_start
from lunch_desktop.system.autostart import MINIMISED, RUN_KEY, LaunchAgent, RunKey, StartEntry, autostart_here
from lunch_desktop.system.links import in_menu, in_registry, is_link, register_links
from lunch_desktop.system.problems import Problem, ProblemCode

AWKWARD = ('/opt/점심 데스크톱/run "it"', "-m", "100%", "$HOME\\x`id`")


class _Key:
    def __init__(self, values: dict[str, str]) -> None:
        self.values = values

    def __enter__(self) -> "_Key":
        return self

    def __exit__(self, *_: object) -> None: ...


class FakeRegistry:
    """What `winreg` is on Windows, as its documentation has it."""

    HKEY_CURRENT_USER = 2
    REG_SZ = 1

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, str]] = {}
        self.refuses: OSError | None = None

    def CreateKey(self, key: int, sub_key: str) -> _Key:
        assert key == self.HKEY_CURRENT_USER
        if self.refuses is not None:
            raise self.refuses
        return _Key(self.keys.setdefault(sub_key, {}))

    def QueryValueEx(self, key: _Key, name: str) -> tuple[str, int]:
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: _Key, name: str, reserved: int, kind: int, value: str) -> None:
        assert (reserved, kind) == (0, self.REG_SZ)
        key.values[name] = value

    def DeleteValue(self, key: _Key, name: str) -> None:
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del key.values[name]


def test_it_is_switched_on_brought_up_to_date_and_off_again_on_linux(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    entry = autostart_here(environment, ["/opt/old", MINIMISED], "linux")
    assert not entry.is_on()
    entry.disable()
    entry.enable()
    moved = autostart_here(environment, ["/opt/new", MINIMISED], "linux")
    moved.enable()
    (file,) = (tmp_path / "autostart").iterdir()
    assert 'Exec="/opt/new" "--minimised"\n' in file.read_text()
    assert moved.is_on()
    moved.disable()
    assert not moved.is_on()
    assert not file.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_was_switched_off_in_the_systems_own_list_is_off(tmp_path: Path, line: str) -> None:
    entry = StartEntry(tmp_path / "lunch-desktop.desktop", ["/opt/lunch"])
    entry.enable()
    file = tmp_path / "lunch-desktop.desktop"
    file.write_text(file.read_text().replace("X-GNOME-Autostart-enabled=true", line))
    assert not entry.is_on()


def test_a_folder_that_takes_no_entry_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file where a folder should be")
    entry = autostart_here({"XDG_CONFIG_HOME": str(tmp_path)}, ["/opt/lunch"], "linux")
    with pytest.raises(Problem) as told:
        entry.enable()
    assert told.value.code is ProblemCode.AUTOSTART_FAILED
    assert told.value.facts["path"] == str(tmp_path / "autostart" / "lunch-desktop.desktop")


def test_macos_is_told_by_a_property_list(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path / "LaunchAgents" / "one.plist", ["/Applications/Lunch", MINIMISED])
    assert not agent.is_on()
    agent.enable()
    said = plistlib.loads((tmp_path / "LaunchAgents" / "one.plist").read_bytes())
    assert (said["ProgramArguments"], said["RunAtLoad"]) == (["/Applications/Lunch", MINIMISED], True)
    agent.disable()
    assert not agent.is_on()


def test_windows_is_told_in_the_registry() -> None:
    registry = FakeRegistry()
    run = RunKey(registry, [r"C:\Program Files\Lunch\lunch.exe", MINIMISED])
    assert not run.is_on()
    run.disable()
    run.enable()
    assert registry.keys[RUN_KEY] == {"Lunch Desktop": r'"C:\Program Files\Lunch\lunch.exe" --minimised'}
    assert run.is_on()
    run.disable()
    assert not run.is_on()
    registry.refuses = PermissionError(13, "Access is denied")
    for act in (run.is_on, run.enable, run.disable):
        with pytest.raises(Problem) as told:
            act()
        assert told.value.facts == {"path": rf"HKCU\{RUN_KEY}", "reason": "Access is denied"}


def test_a_link_is_known_by_its_scheme_alone() -> None:
    assert is_link("lunch-desktop://join?code=1")
    assert is_link("LUNCH-DESKTOP:join")
    assert not any(map(is_link, ("https://lunch-desktop", "lunch-desktop", "lunch-desktopx://", "")))


def test_windows_opens_links_with_this_program() -> None:
    registry = FakeRegistry()
    in_registry(registry, [r"C:\Program Files\Lunch\lunch.exe"])
    scheme = r"Software\Classes\lunch-desktop"
    assert registry.keys[scheme] == {"": "URL:Lunch Desktop", "URL Protocol": ""}
    line = registry.keys[rf"{scheme}\shell\open\command"][""]
    assert line == r'"C:\Program Files\Lunch\lunch.exe" --link "%1"'


@pytest.mark.skipif(sys.platform != "linux", reason="asks the desktop's own tool")
def test_the_desktop_itself_finds_who_opens_our_links(tmp_path: Path) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    mime = ["gio", "mime", "x-scheme-handler/lunch-desktop"]
    own = {**environment, "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    for _ in range(2):
        register_links(environment, [sys.executable, "-m", "lunch_desktop"], "linux")
        said = subprocess.run(mime, env=own, capture_output=True, text=True, check=True).stdout
        assert "Default application for “x-scheme-handler/lunch-desktop”: lunch-desktop.desktop" in said


def test_another_choice_of_the_person_stands_and_the_list_stays_as_it_was(tmp_path: Path) -> None:
    defaults = tmp_path / "mimeapps.list"
    chosen = "[Added Associations]\nx=y\n[Default Applications]\nx-scheme-handler/lunch-desktop=other.desktop\n[Z]\n"
    defaults.write_text(chosen)
    in_menu(tmp_path / "applications", defaults, ["/opt/lunch"])
    assert defaults.read_text() == chosen
    defaults.write_text("[Default Applications]\ntext/plain=edit.desktop\n\n[Z]\na=b\n")
    in_menu(tmp_path / "applications", defaults, ["/opt/lunch"])
    assert defaults.read_text() == (
        "[Default Applications]\nx-scheme-handler/lunch-desktop=lunch-desktop.desktop\ntext/plain=edit.desktop\n\n"
        "[Z]\na=b\n"
    )


def test_links_that_can_t_be_registered_don_t_keep_the_program_from_starting(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "applications").write_text("a file where a folder should be")
    register_links({"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}, ["/opt/lunch"], "linux")
    assert "links can't be registered" in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="asks freedesktop's own tool")
def test_awkward_paths_are_written_as_the_specification_wants(tmp_path: Path) -> None:
    file = tmp_path / "lunch-desktop.desktop"
    file.write_text(own_start.desktop_entry((*AWKWARD, "%u"), "MimeType=x-scheme-handler/lunch-desktop;"))
    done = subprocess.run(["desktop-file-validate", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_checkout_does_not_register_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not own_start.is_installed()
    monkeypatch.setattr(own_start, "__file__", str(tmp_path / "lunch_desktop" / "system" / "own_start.py"))
    assert own_start.is_installed()
    assert own_start.own_command("--link")[-3:] == ("-m", "lunch_desktop", "--link")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_start.own_command("--link") == (sys.executable, "--link")
