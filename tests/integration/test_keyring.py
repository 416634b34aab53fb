"""The vault on a real Secret Service, and on a machine that has none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.errors import PasswordSetError

from lunch_desktop.system.vault import LONGEST_SECRET, KeyringVault, MemoryVault

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is Linux's")


def run(folder: Path, script: str, *, service: bool) -> str:
    """Run a Python script with or without a Secret Service of its own; what it printed."""
    for name in ("home", "runtime", "data"):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PYTHONPATH": ".",
    }
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", script, str(folder / "lunch")]
    if service:
        for program in ("dbus-run-session", "gnome-keyring-daemon"):
            assert shutil.which(program), f"{program} is missing; packaging/dev.py installs it"
        daemon = "printf 'a password' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null"
        command = ["dbus-run-session", "--", "sh", "-euc", f'{daemon}; exec "$@"', "sh", *command]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


VAULT = """
import sys
from pathlib import Path
from lunch_desktop.system.vault import KeyringVault
vault = KeyringVault(Path(sys.argv[1]))
"""


@linux_only
def test_a_real_keyring_keeps_the_secret_between_starts(tmp_path: Path) -> None:
    script = VAULT + (
        "assert vault.get('refresh') is None\n"
        "vault.set('refresh', 'ldr_first')\n"
        "vault.set('refresh', 'ldr_second')\n"
        "other = KeyringVault(Path(sys.argv[1]))\n"
        "print(other.get('refresh'), other.available, other.reason)\n"
        "other.delete('refresh')\n"
        "other.delete('refresh')\n"
        "print(KeyringVault(Path(sys.argv[1])).get('refresh'), other.available)\n"
    )
    assert run(tmp_path, script, service=True).splitlines() == ["ldr_second True None", "None True"]


@linux_only
def test_two_data_folders_never_meet_in_one_keyring(tmp_path: Path) -> None:
    script = VAULT + (
        "vault.set('refresh', 'of the one')\n"
        "other = KeyringVault(Path(sys.argv[1] + '-other'))\n"
        "print(other.get('refresh'))\n"
        "other.set('refresh', 'of the other')\n"
        "print(KeyringVault(Path(sys.argv[1])).get('refresh'))\n"
    )
    assert run(tmp_path, script, service=True).splitlines() == ["None", "of the one"]


@linux_only
def test_the_secret_is_not_readable_in_the_keyrings_file(tmp_path: Path) -> None:
    run(tmp_path, VAULT + "vault.set('refresh', 'ldr_plainly_readable')\n", service=True)
    files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert files, "the keyring wrote nothing"
    assert all(b"ldr_plainly_readable" not in content for content in files)


@linux_only
def test_without_any_service_the_vault_says_so_and_keeps_the_secret_until_the_end(tmp_path: Path) -> None:
    script = VAULT + (
        "print(vault.get('refresh'), vault.available, vault.reason)\n"
        "vault.set('refresh', 'ldr_x')\n"
        "print(vault.get('refresh'), vault.available)\n"
        "vault.delete('refresh')\n"
        "print(vault.get('refresh'))\n"
    )
    assert run(tmp_path, script, service=False).splitlines() == [
        "None False NoKeyringError",
        "ldr_x False",
        "None",
    ]


@linux_only
def test_a_service_that_goes_away_costs_nothing_until_the_next_start(tmp_path: Path) -> None:
    script = VAULT + (
        "import os, signal, time\n"
        "vault.set('refresh', 'ldr_before')\n"
        "assert vault.available\n"
        "def daemons():\n"
        "    for process in Path('/proc').iterdir():\n"
        "        if process.name.isdigit():\n"
        "            try:\n"
        "                environment = (process / 'environ').read_bytes()\n"
        "                name = (process / 'comm').read_text()\n"
        "            except OSError:\n"
        "                continue\n"
        "            if name.startswith('gnome-keyring') and os.environ['HOME'].encode() in environment:\n"
        "                yield int(process.name)\n"
        "for pid in daemons():\n"
        "    os.kill(pid, signal.SIGKILL)\n"
        "time.sleep(0.2)\n"
        "os.environ['PATH'] = ''\n"
        "vault.set('refresh', 'ldr_after')\n"
        "print(vault.get('refresh'))\n"
    )
    assert run(tmp_path, script, service=True).splitlines() == ["ldr_after"]


def nothing_kept(*asked: str) -> None:
    """A keyring without that secret."""


class FailingBackend:
    """A keyring that is there and refuses."""


@pytest.mark.parametrize("module", ["keyring.backends.null", "keyrings.alt.file"])
def test_a_keyring_that_forgets_or_writes_plain_files_is_not_used(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = type("Keyring", (), {"__module__": module})()
    taken: list[str] = []
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(keyring, "get_password", nothing_kept)
    monkeypatch.setattr(keyring, "set_password", lambda *given: taken.append(given[-1]))
    vault = KeyringVault(tmp_path)
    vault.set("refresh", "ldr_x")
    assert (vault.available, vault.reason, taken) == (False, "RuntimeError", [])
    assert KeyringVault(tmp_path).get("refresh") is None


def test_a_keyring_that_fails_at_writing_is_noticed_and_one_that_recovers_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [True]

    def write(service: str, name: str, secret: str) -> None:
        if fails[0]:
            raise PasswordSetError(f"can't store {secret}")

    monkeypatch.setattr(keyring, "get_keyring", lambda: FailingBackend())
    monkeypatch.setattr(keyring, "set_password", write)
    vault = KeyringVault(tmp_path)
    vault.set("refresh", "ldr_one")
    assert (vault.available, vault.reason, vault.get("refresh")) == (False, "PasswordSetError", "ldr_one")
    fails[0] = False
    vault.set("refresh", "ldr_two")
    assert (vault.available, vault.reason) == (True, None)


@pytest.mark.parametrize("vault", [MemoryVault(), KeyringVault(Path("/x"))])
@pytest.mark.parametrize("secret", ["", "x" * (LONGEST_SECRET + 1)])
def test_a_secret_that_no_keyring_would_hold_is_a_mistake_in_the_program(
    vault: MemoryVault | KeyringVault, secret: str
) -> None:
    with pytest.raises(ValueError, match="characters"):
        vault.set("refresh", secret)


def test_the_failure_is_logged_without_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def write(service: str, name: str, secret: str) -> None:
        raise RuntimeError(f"can't store {secret}")

    monkeypatch.setattr(keyring, "get_keyring", lambda: FailingBackend())
    monkeypatch.setattr(keyring, "set_password", write)
    KeyringVault(tmp_path).set("refresh", "ldr_secret")
    assert "RuntimeError" in caplog.text
    assert "ldr_secret" not in caplog.text
