"""The libraries and programs that the operating system has to provide on Linux, and their installation by apt.

The libraries are what the plugins and modules of Qt that we use are linked against (``readelf -d``) and a bare Debian
or Ubuntu does not have. Windows and macOS need none of this.
"""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from setup.layout import SetupError
from setup.processes import run_quietly


@dataclass(frozen=True)
class SystemPackage:
    """One thing that has to be there.

    ``names`` are the names that Debian and Ubuntu releases give it, any of which will do. On other systems it is looked
    for as the shared library ``library`` or the program ``program``; with neither it is not looked for there.
    """

    names: tuple[str, ...]
    library: str = ""
    program: str = ""


def _library(name: str, library: str) -> SystemPackage:
    return SystemPackage(tuple(name.split("|")), library=library)


RUN: tuple[SystemPackage, ...] = (
    SystemPackage(("ca-certificates",)),
    # Without a Korean font, Korean text is a row of boxes.
    SystemPackage(("fonts-nanum",)),
    _library("libbrotli1", "libbrotlidec.so.1"),
    _library("libdbus-1-3", "libdbus-1.so.3"),
    _library("libegl1", "libEGL.so.1"),
    _library("libfontconfig1", "libfontconfig.so.1"),
    _library("libfreetype6", "libfreetype.so.6"),
    _library("libgl1", "libGL.so.1"),
    _library("libglib2.0-0t64|libglib2.0-0", "libglib-2.0.so.0"),
    _library("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
    _library("libx11-6", "libX11.so.6"),
    _library("libx11-xcb1", "libX11-xcb.so.1"),
    _library("libxcb-cursor0", "libxcb-cursor.so.0"),
    _library("libxcb-glx0", "libxcb-glx.so.0"),
    _library("libxcb-icccm4", "libxcb-icccm.so.4"),
    _library("libxcb-image0", "libxcb-image.so.0"),
    _library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _library("libxcb-randr0", "libxcb-randr.so.0"),
    _library("libxcb-render-util0", "libxcb-render-util.so.0"),
    _library("libxcb-render0", "libxcb-render.so.0"),
    _library("libxcb-shape0", "libxcb-shape.so.0"),
    _library("libxcb-shm0", "libxcb-shm.so.0"),
    _library("libxcb-sync1", "libxcb-sync.so.1"),
    _library("libxcb-util1", "libxcb-util.so.1"),
    _library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    _library("libxcb-xkb1", "libxcb-xkb.so.1"),
    _library("libxcb1", "libxcb.so.1"),
    _library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    _library("libxkbcommon0", "libxkbcommon.so.0"),
)
"""What the program itself needs."""

TEST: tuple[SystemPackage, ...] = (
    *RUN,
    SystemPackage(("at-spi2-core",)),
    SystemPackage(("blackbox",), program="blackbox"),
    SystemPackage(("dbus",), program="dbus-run-session"),
    SystemPackage(("gir1.2-atspi-2.0",)),
    SystemPackage(("desktop-file-utils",), program="desktop-file-validate"),
    SystemPackage(("gnome-keyring",), program="gnome-keyring-daemon"),
    SystemPackage(("libglib2.0-bin",), program="gio"),
    SystemPackage(("libreoffice-calc",), program="soffice"),
    SystemPackage(("nginx-light", "nginx"), program="nginx"),
    SystemPackage(("openssl",), program="openssl"),
    SystemPackage(("poppler-utils",), program="pdftotext"),
    SystemPackage(("postgresql",), program="postgres"),
    SystemPackage(("python3-gi",)),
    SystemPackage(("redis-server",), program="redis-server"),
    SystemPackage(("tinyproxy-bin", "tinyproxy"), program="tinyproxy"),
    SystemPackage(("trayer",), program="trayer"),
    SystemPackage(("xauth",), program="xauth"),
    SystemPackage(("xclip",), program="xclip"),
    SystemPackage(("xdotool",), program="xdotool"),
    SystemPackage(("xvfb",), program="Xvfb"),
)
"""What the tests need besides: a screen, someone to type on it, a keyring, and what a large company's server uses."""

_VENV_MODULE = SystemPackage(("python3-venv",))


def installed_names(listing: str, architecture: str) -> set[str]:
    """The packages that ``dpkg-query -f '${Package} ${Architecture} ${db:Status-Status}\\n'`` lists as installed.

    Only those of ``architecture`` or of every architecture: a 32-bit library beside them is of no use to Python.
    """
    rows = (line.split() for line in listing.splitlines())
    return {row[0] for row in rows if len(row) == 3 and row[1] in (architecture, "all") and row[2] == "installed"}


def missing_packages(wanted: Iterable[SystemPackage], installed: set[str]) -> list[SystemPackage]:
    """Those of ``wanted`` that are installed under none of their names."""
    return [package for package in wanted if installed.isdisjoint(package.names)]


def chosen_names(missing: Iterable[SystemPackage], is_known: Callable[[str], bool]) -> list[str]:
    """The name to install each package by: the first that this release of the system knows, else the last."""
    return [next(filter(is_known, package.names), package.names[-1]) for package in missing]


def apt_command(names: Sequence[str], privilege: Sequence[str]) -> list[str]:
    """The command that installs ``names``; ``privilege`` is what to put before it, as in ["sudo"]."""
    return [
        *privilege,
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
        # Another apt (an automatic upgrade, say) may hold the lock for a while.
        "-o",
        "DPkg::Lock::Timeout=180",
        *names,
    ]


def ensure_system_packages(wanted: Sequence[SystemPackage]) -> str | None:
    """Installs what is missing, on Debian and its relatives. Returns a sentence about what stays missing, or None.

    Nothing here ends the set-up: a library that is missing may not matter for what the person wants to do.
    """
    if not sys.platform.startswith("linux"):
        return None
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return _missing_elsewhere(wanted)
    missing = missing_packages(wanted, _query_dpkg(wanted))
    if not missing:
        return None
    try:
        _install(missing)
    except SetupError as error:
        return str(error)
    missing = missing_packages(missing, _query_dpkg(missing))
    names = " ".join(package.names[0] for package in missing)
    return f"Still not installed after apt-get: {names}. Install them by hand." if missing else None


def _query_dpkg(wanted: Iterable[SystemPackage]) -> set[str]:
    names = sorted({name for package in wanted for name in package.names})
    form = "${Package} ${Architecture} ${db:Status-Status}\n"
    # dpkg-query answers 1 when it does not know one of the names.
    listing = subprocess.run(
        ["dpkg-query", "--show", f"--showformat={form}", *names],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return installed_names(listing, _debian_architecture())


def _debian_architecture() -> str:
    """The architecture that the running interpreter's libraries have, in Debian's words."""
    machine = platform.machine()
    is_64_bit = sys.maxsize > 2**32
    names = {"x86_64": "amd64" if is_64_bit else "i386", "aarch64": "arm64" if is_64_bit else "armhf"}
    if machine in names:
        return names[machine]
    asked = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _install(missing: Sequence[SystemPackage]) -> None:
    """Raises SetupError with the command to run by hand when apt can't install the packages."""
    privilege = _privilege()
    by_hand = f"To install them: sudo apt-get install {' '.join(chosen_names(missing, _is_known))}"
    if privilege is None:
        raise SetupError(f"System packages are missing, and only root may install them. {by_hand}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    prefix = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive"] if privilege else []
    print(f"System packages are missing: {len(missing)}. Asking apt-get{' with sudo' if privilege else ''}", flush=True)
    try:
        run_quietly([*prefix, "apt-get", "update"], "apt-get update", "", environment)
    except SetupError as error:
        # One broken source among several need not matter; the installation tells.
        print(str(error), file=sys.stderr)
    names = chosen_names(missing, _is_known)
    print(f"Installing: {' '.join(names)}", flush=True)
    run_quietly(apt_command(names, prefix), "Installing system packages", by_hand, environment)


def _privilege() -> list[str] | None:
    """What to put before a command that root has to run; None when there is no way."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin is not None and sys.stdin.isatty():
        return ["sudo"]
    # With nobody there to type a password, sudo must not wait for one.
    silent = ["sudo", "-n"]
    return silent if subprocess.run([*silent, "true"], capture_output=True, check=False).returncode == 0 else None


def _is_known(name: str) -> bool:
    """Whether apt can install a package of exactly this name."""
    shown = subprocess.run(
        ["apt-cache", "show", "--no-all-versions", name],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return f"Package: {name}\n" in shown.stdout


def _missing_elsewhere(wanted: Iterable[SystemPackage]) -> str | None:
    """On a Linux without apt: what can't be found, by the names that its own package manager can search for."""
    missing = [package.library or package.program for package in wanted if not _is_there(package)]
    if not missing:
        return None
    return f"Not found on this system; install them with its package manager: {', '.join(missing)}."


def _is_there(package: SystemPackage) -> bool:
    if package.program:
        return shutil.which(package.program) is not None
    if not package.library:
        return True
    try:
        ctypes.CDLL(package.library)
    except OSError:
        return False
    return True


def venv_packages(base_prefix: str, *, has_ensurepip: bool) -> tuple[SystemPackage, ...]:
    """What the running interpreter needs to make virtual environments: Debian splits that off from its own Python."""
    return (_VENV_MODULE,) if base_prefix == "/usr" and not has_ensurepip else ()
