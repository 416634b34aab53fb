"""Whether a path is on the network, where SQLite's write-ahead log does not work and a database can be damaged."""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_REMOTE_FILE_SYSTEMS: Final = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs",
        "nfs4", "ocfs2", "smb3", "smbfs", "sshfs", "vboxsf", "virtiofs", "vmhgfs",
        "fuse.ceph", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
        "fuse.sshfs", "fuse.vmhgfs-fuse",
    }
)  # fmt: skip
"""As named by Linux. Folders that a virtual machine shares with its host count too: they share no memory either."""

_SYNCED: Final = {
    "OneDrive": "OneDrive",
    "Dropbox": "Dropbox",
    "Google Drive": "Google Drive",
    "GoogleDrive": "Google Drive",
    "iCloudDrive": "iCloud Drive",
    "Mobile Documents": "iCloud Drive",
    "Nextcloud": "Nextcloud",
    "MYBOX": "MYBOX",
}
_MOUNTS = Path("/proc/self/mounts")
_WINDOWS_REMOTE_DRIVE = 4


def on_network(path: str) -> bool:
    """Whether `path`, which need not exist yet, is a share or on a mounted one.

    A UNC path counts everywhere, because it can't be meant otherwise. Elsewhere than on Windows and Linux only that
    can be told.
    """
    if is_share(path):
        return True
    if sys.platform == "win32":
        return _on_remote_drive(path)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system_of(os.path.realpath(path), mounts) in _REMOTE_FILE_SYSTEMS


def synced_by(folder: Path, environment: Mapping[str, str]) -> str:
    """The program that copies `folder` to the network; empty if none is known to.

    OneDrive says in the environment where its folders are; others are known by the names that they give theirs.
    """
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = environment.get(variable)
        if root and folder.is_relative_to(root):
            return "OneDrive"
    for part in folder.parts:
        for name, program in _SYNCED.items():
            if part == name or part.startswith((f"{name} - ", f"{name} (")):  # "OneDrive - Company", "Dropbox (Team)"
                return program
    return ""


def is_share(path: str) -> bool:
    r"""Whether `path` is a UNC path: `\\server\share`, `//server/share`, `\\?\UNC\server\share`.

    `\\?\C:\…` and `\\.\…` name this PC.
    """
    plain = path.replace("/", "\\")
    if plain[:4] in ("\\\\?\\", "\\\\.\\"):
        return plain[4:8].upper() == "UNC\\"
    if path.startswith("//") and sys.platform != "win32":
        return False  # POSIX: two slashes are one
    return plain.startswith("\\\\")


def file_system_of(path: str, mounts: str) -> str:
    """The file system type of the mount that holds the absolute, resolved `path`; `mounts` is as in /proc/mounts.

    Empty if none does. Of two mounts on one folder the later hides the earlier.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _unescaped(fields[1])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def _unescaped(point: str) -> str:
    """Mount points have space, tab, newline and backslash as octal escapes."""
    for octal, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(octal, character)
    return point


if sys.platform == "win32":

    def _on_remote_drive(path: str) -> bool:
        drive = os.path.splitdrive(os.path.realpath(path))[0]
        if is_share(drive):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE_DRIVE)
else:

    def _on_remote_drive(path: str) -> bool:
        del path
        return False
