"""The data folder: absolute, private, on a disk of this PC, and tried before it is trusted."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lunch_desktop.system import paths
from lunch_desktop.system.paths import account_slug, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux's own folders")


def problem_of(explicit: str | Path) -> Problem:
    with pytest.raises(Problem) as raised:
        open_data_folder(explicit, {})
    return raised.value


def test_an_option_goes_before_the_environment_which_goes_before_the_users_folder(tmp_path: Path) -> None:
    environment = {"LUNCH_DESKTOP_DATA": str(tmp_path / "environment")}
    assert open_data_folder(tmp_path / "option", environment).root == tmp_path / "option"
    assert open_data_folder(None, environment).root == tmp_path / "environment"


@linux_only
def test_without_a_choice_it_is_xdgs_data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert open_data_folder(None, {}).root == tmp_path / "lunch-desktop"


def test_a_relative_path_is_resolved_once_and_does_not_follow_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = open_data_folder("data", {})
    monkeypatch.chdir("/")
    assert folder.root == tmp_path / "data"
    assert folder.account("https://lunch.example.com", "x").is_relative_to(tmp_path / "data" / "accounts")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps application data private by itself")
def test_every_folder_that_is_made_is_its_owners_only(tmp_path: Path) -> None:
    folder = open_data_folder(tmp_path / "above" / "data", {})
    made = [folder.root.parent, folder.root, folder.logs, folder.server, folder.account("a", "b")]
    assert [one.stat().st_mode & 0o777 for one in made] == [0o700] * len(made)


def test_no_probe_file_stays_behind(tmp_path: Path) -> None:
    assert list(open_data_folder(tmp_path / "data", {}).root.iterdir()) == []


@pytest.mark.parametrize("share", [r"\\server\share\lunch", r"\\?\UNC\server\share", "//?/UNC/server/share"])
def test_a_network_share_is_refused_before_anything_is_made(
    share: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert problem_of(share).code is ProblemCode.NETWORK_PATH
    assert list(tmp_path.iterdir()) == []


def test_a_link_into_a_network_mount_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mount").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mount")
    monkeypatch.setattr(paths, "on_network", lambda path: path.startswith(str(tmp_path / "mount")))
    assert problem_of(tmp_path / "link").code is ProblemCode.NETWORK_PATH


@linux_only
def test_a_folder_that_cannot_be_made_is_named_with_the_reason() -> None:
    problem = problem_of("/proc/lunch-desktop")
    assert problem.code is ProblemCode.DATA_FOLDER_UNMAKEABLE
    assert problem.facts["path"] == "/proc/lunch-desktop"


def test_a_file_in_the_way_is_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert problem_of(tmp_path / "file" / "data").code is ProblemCode.DATA_FOLDER_UNMAKEABLE
    assert problem_of(tmp_path / "file").code is ProblemCode.DATA_FOLDER_UNMAKEABLE


@linux_only
def test_a_folder_that_takes_no_files_is_found_by_trying() -> None:
    """The kernel lets nobody, not even root, make a file in /sys."""
    assert problem_of("/sys").code is ProblemCode.DATA_FOLDER_READ_ONLY


@linux_only
def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    script = (
        f"mount -t tmpfs -o size=4k none {tmp_path} && exec {sys.executable} -c '"
        "from lunch_desktop.system.paths import open_data_folder\n"
        "from lunch_desktop.system.problems import Problem\n"
        f'try: open_data_folder("{tmp_path}", {{}})\n'
        "except Problem as problem: print(problem.code.value)'"
    )
    isolated = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*isolated, "true"], capture_output=True).returncode != 0:
        assert_a_full_disk_is_told_when_writing_says_so(tmp_path)  # the machine lets nobody mount
        return
    done = subprocess.run([*isolated, script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "disk_full"


def assert_a_full_disk_is_told_when_writing_says_so(tmp_path: Path) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert problem_of(tmp_path / "data").code is ProblemCode.DISK_FULL


def test_an_account_has_one_folder_for_ever_and_shares_it_with_nobody() -> None:
    slug = account_slug("https://lunch.example.com", "minji.kim@example.com")
    assert slug == account_slug("https://lunch.example.com", "minji.kim@example.com")
    assert slug != account_slug("https://other.example.com", "minji.kim@example.com")
    assert slug == "minji-kim-example-com-35cbc2b5c409b0ec"


@pytest.mark.parametrize("name", ["김민지", "../../etc/passwd", "CON", "a" * 300, "x:y*z?", ""])
def test_a_slug_is_safe_on_every_file_system(name: str) -> None:
    slug = account_slug("server", name)
    assert len(slug) <= 41
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in slug)
    assert slug.upper() != "CON"
