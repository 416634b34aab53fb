"""Network paths are told from local ones by mount and by form."""

import os
import sys
from pathlib import Path

import pytest

from lunch_desktop.system.mounts import file_system_of, is_share, on_network, synced_by

MOUNTS = r"""proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//srv/team /mnt/team\040files cifs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
tmpfs /mnt/ssh tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/lunch", "ext4"),
        ("/home/minji/.local/share/lunch", "nfs4"),
        ("/home", "nfs4"),
        ("/homestead/lunch", "ext4"),
        ("/home/local/lunch", "ext4"),
        ("/mnt/team files/lunch", "cifs"),
        ("/mnt/ssh/lunch", "tmpfs"),
    ],
)
def test_the_deepest_and_latest_mount_decides(path: str, kind: str) -> None:
    assert file_system_of(path, MOUNTS) == kind


@pytest.mark.parametrize("path", [r"\\server\share", r"\\?\UNC\server\share\x", "\\/server/share", r"\\server"])
def test_unc_paths_are_shares(path: str) -> None:
    assert is_share(path)


@pytest.mark.parametrize("path", [r"\\?\C:\data", r"\\.\C:\data", r"C:\data", "/data", "data", ""])
def test_paths_of_this_pc_are_not(path: str) -> None:
    assert not is_share(path)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_path_is_looked_up_through_its_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    remote = Path(os.path.realpath(tmp_path)) / "remote"
    remote.mkdir()
    (tmp_path / "link").symlink_to(remote)
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {remote} nfs rw 0 0\n")
    monkeypatch.setattr("lunch_desktop.system.mounts._MOUNTS", mounts)
    assert on_network(str(tmp_path / "link" / "not made yet"))
    assert not on_network(str(tmp_path / "elsewhere"))


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/minji/OneDrive/lunch", "OneDrive"),
        ("/home/minji/OneDrive - 회사/Documents/lunch", "OneDrive"),
        ("/home/minji/Dropbox (Team)/lunch", "Dropbox"),
        ("/Users/minji/Library/Mobile Documents/com~apple~CloudDocs/lunch", "iCloud Drive"),
        ("/data/company/lunch", "OneDrive"),
        ("/home/minji/.local/share/lunch-desktop", ""),
        ("/home/minji/OneDriveBackup/lunch", ""),
        ("/data/company2/lunch", ""),
    ],
)
def test_a_folder_that_another_program_copies_is_known(path: str, program: str) -> None:
    assert synced_by(Path(path), {"OneDriveCommercial": "/data/company"}) == program


@pytest.mark.parametrize("kind", ["drvfs", "9p", "virtiofs", "cifs", "smb3", "nfs4", "fuse.sshfs"])
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_is_on_another_machine_is_refused(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {os.path.realpath(tmp_path)} {kind} rw 0 0\n")
    monkeypatch.setattr("lunch_desktop.system.mounts._MOUNTS", mounts)
    assert on_network(str(tmp_path / "data"))
