"""The key of an account's data: both ways to it, and every way in which one of them gets lost."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from secrets import token_urlsafe

import pytest

from lunch_desktop.system.data_key import DataKey
from lunch_desktop.system.database_key import KeyFile, KeyFiles, Way, WrongSecret, new_key
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault

DATABASE = "lunch.db"


class Server:
    """What the server keeps, by key; `gone` while it is not reached."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.gone = False
        self.asked = 0

    def secret(self, key_id: str) -> str:
        self.asked += 1
        if self.gone:
            raise Problem(ProblemCode.SERVER_UNREACHABLE, server="https://lunch.example")
        return self.kept.setdefault(key_id, f"lds_{token_urlsafe(32)}")


class PC:
    """One account's folder on a PC with a keyring."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keyring = MemoryVault()
        self.server = Server()
        folder.mkdir(mode=0o700)

    def start(self) -> DataKey:
        """The next start of the program."""
        return DataKey(self.folder, self.keyring, DATABASE)

    def sign_in(self, *, keep: bool = True) -> bytes:
        """A start that signs in; the key."""
        started = self.start()
        started.open_with_server(self.server.secret, keep=keep)
        return started.key()

    def resume(self) -> bytes:
        """A start that has only the keyring; the key."""
        started = self.start()
        started.open_with_keyring()
        return started.key()

    def refused(self, open_data: Callable[[], bytes]) -> ProblemCode:
        with pytest.raises(Problem) as told:
            open_data()
        return told.value.code


@pytest.fixture
def pc(tmp_path: Path) -> PC:
    return PC(tmp_path / "account")


def empty_keyring(pc: PC) -> None:
    pc.keyring = MemoryVault()


def no_keyring(pc: PC) -> None:
    pc.keyring = MemoryVault("NoKeyringError")


def test_a_first_sign_in_makes_a_key_that_both_ways_open_from_then_on(pc: PC) -> None:
    key = pc.sign_in()
    assert len(key) == 32
    assert pc.resume() == key
    empty_keyring(pc)
    assert pc.sign_in() == key


def test_the_key_lies_nowhere_as_it_is(pc: PC) -> None:
    key = pc.sign_in()
    files = [file.read_bytes() for file in pc.folder.rglob("*") if file.is_file()]
    assert len(files) == 2, "the file and its copy among the backups"
    for content in [*files, json.dumps(list(pc.keyring._secrets.values())).encode()]:
        assert key not in content
        assert key.hex().encode() not in content.lower()
    (secret,) = pc.keyring._secrets.values()
    assert secret.startswith("ldk_")
    assert len(secret) < 60, "every keyring has room for it"
    assert all(secret.encode() not in content for content in files)


@pytest.mark.parametrize("lose", [empty_keyring, no_keyring])
def test_a_lost_keyring_asks_for_sign_in_and_gets_its_wrapping_again(pc: PC, lose: Callable[[PC], None]) -> None:
    key = pc.sign_in()
    lose(pc)
    assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED
    assert pc.sign_in() == key
    if pc.keyring.available:
        assert pc.resume() == key
    else:
        assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED


def test_a_keyring_with_the_secret_of_another_pc_opens_nothing_and_breaks_nothing(pc: PC, tmp_path: Path) -> None:
    other = PC(tmp_path / "other")
    other.folder.rmdir()
    shutil.copytree(pc.folder, other.folder)
    key = pc.sign_in()
    other.folder = pc.folder
    other.keyring.set("data:account", "ldk_of-somebody-elses-keyring")
    other.server = pc.server
    assert other.refused(other.resume) is ProblemCode.DATA_LOCKED
    assert other.sign_in() == key
    assert other.resume() == key


def test_without_server_and_without_keyring_nothing_is_made_anew(pc: PC) -> None:
    pc.sign_in()
    before = {file: file.read_bytes() for file in pc.folder.rglob("*") if file.is_file()}
    empty_keyring(pc)
    pc.server.gone = True
    assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED
    assert pc.refused(pc.sign_in) is ProblemCode.SERVER_UNREACHABLE
    assert {file: file.read_bytes() for file in pc.folder.rglob("*") if file.is_file()} == before


def test_a_first_sign_in_that_loses_the_server_keeps_the_key_in_the_keyring_and_gives_it_later(pc: PC) -> None:
    pc.server.gone = True
    key = pc.sign_in()
    assert pc.resume() == key
    pc.server.gone = False
    started = pc.start()
    started.open_with_keyring()
    assert started.renew(pc.server.secret)
    empty_keyring(pc)
    assert pc.sign_in() == key


def test_a_first_sign_in_that_can_keep_its_key_nowhere_makes_none(pc: PC) -> None:
    no_keyring(pc)
    pc.server.gone = True
    assert pc.refused(pc.sign_in) is ProblemCode.SERVER_UNREACHABLE
    assert list(pc.folder.iterdir()) == []


def test_a_server_that_was_restored_to_before_the_key_is_given_it_again(pc: PC) -> None:
    key = pc.sign_in()
    pc.server.kept.clear()
    assert pc.sign_in() == key, "the keyring still opens it"
    empty_keyring(pc)
    assert pc.sign_in() == key, "and the server again"


def test_where_neither_has_it_that_is_told_and_everything_stays(pc: PC) -> None:
    pc.sign_in()
    kept = (pc.folder / "lunch.key").read_bytes()
    empty_keyring(pc)
    pc.server.kept.clear()
    assert pc.refused(pc.sign_in) is ProblemCode.DATA_KEY_LOST
    assert (pc.folder / "lunch.key").read_bytes() == kept


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b"\xff\x00", b'{"format": 2}'])
def test_a_key_file_that_is_gone_or_damaged_is_taken_from_its_copy(pc: PC, content: bytes | None) -> None:
    key = pc.sign_in()
    own = pc.folder / "lunch.key"
    own.unlink()
    if content is not None:
        own.write_bytes(content)
    assert pc.resume() == key
    empty_keyring(pc)
    assert pc.sign_in() == key
    assert KeyFiles(pc.folder).read() is not None
    assert json.loads(own.read_text())["format"] == 1, "it is whole again"


def test_encrypted_data_without_any_key_file_gets_no_new_key(pc: PC) -> None:
    pc.sign_in()
    (pc.folder / DATABASE).write_bytes(b"\x8a\x1f" * 2048)
    for file in pc.folder.rglob("lunch.key"):
        file.unlink()
    assert pc.refused(pc.resume) is ProblemCode.DATA_KEY_LOST
    assert pc.refused(pc.sign_in) is ProblemCode.DATA_KEY_LOST
    assert list(pc.folder.rglob("lunch.key")) == []


def test_encrypted_backups_without_any_key_file_get_no_new_key_either(pc: PC) -> None:
    (pc.folder / "backups").mkdir()
    (pc.folder / "backups" / "lunch-20261123T100000Z.db").write_bytes(b"\x8a\x1f" * 2048)
    assert pc.refused(pc.sign_in) is ProblemCode.DATA_KEY_LOST


def test_plain_data_of_before_gets_a_key_from_the_keyring_alone_or_at_sign_in(pc: PC) -> None:
    with closing(sqlite3.connect(pc.folder / DATABASE)) as connection:
        connection.execute("CREATE TABLE t (x)")
    key = pc.resume()
    assert pc.sign_in() == key
    for file in pc.folder.rglob("lunch.key"):
        file.unlink()
    no_keyring(pc)
    assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED
    assert pc.sign_in() != key


def test_a_shared_pc_keeps_nothing_in_the_keyring(pc: PC) -> None:
    key = pc.sign_in(keep=False)
    assert pc.keyring._secrets == {}
    assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED
    assert pc.sign_in(keep=False) == key


def test_locking_takes_the_way_of_the_keyring_away_and_signing_in_opens_the_data(pc: PC) -> None:
    key = pc.sign_in()
    started = pc.start()
    started.open_with_keyring()
    started.lock()
    with pytest.raises(Problem):
        started.key()
    assert not started.renew(pc.server.secret), "what works in the background does not unlock it"
    assert pc.keyring._secrets == {}
    assert pc.refused(pc.resume) is ProblemCode.DATA_LOCKED
    assert pc.sign_in() == key


def test_locking_keeps_the_only_way_there_is(pc: PC) -> None:
    pc.server.gone = True
    key = pc.sign_in()
    pc.start().lock()
    assert pc.resume() == key


def test_a_renewal_that_fails_leaves_the_open_data_open(pc: PC) -> None:
    key = pc.sign_in()
    started = pc.start()
    started.open_with_keyring()
    pc.server.gone = True
    assert not started.renew(pc.server.secret)
    assert started.key() == key


def test_destroyed_is_destroyed(pc: PC) -> None:
    pc.sign_in()
    started = pc.start()
    started.open_with_keyring()
    started.destroy()
    (pc.folder / DATABASE).write_bytes(b"\x8a\x1f" * 2048)
    assert pc.keyring._secrets == {}
    assert list(pc.folder.rglob("lunch.key")) == []
    assert pc.refused(pc.sign_in) is ProblemCode.DATA_KEY_LOST


def test_a_crash_between_the_two_writings_costs_no_way(pc: PC) -> None:
    key = pc.sign_in()
    former = (pc.folder / "lunch.key").read_bytes()
    pc.server.kept.clear()
    assert pc.sign_in() == key
    (pc.folder / "lunch.key").write_bytes(former)  # as if the copy alone had been written
    empty_keyring(pc)
    assert pc.sign_in() == key


def test_a_disk_that_is_full_makes_no_half_key(pc: PC, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(files: KeyFiles, file: KeyFile) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(KeyFiles, "write", full)
    assert pc.refused(pc.sign_in) is ProblemCode.DISK_FULL
    monkeypatch.undo()
    assert pc.sign_in() == pc.resume()


@pytest.mark.parametrize("way", list(Way))
def test_a_wrapping_opens_with_its_own_secret_its_own_way_and_its_own_key_only(way: Way) -> None:
    key, file = new_key()
    wrapped = file.wrapped(way, "ldk_right", key)
    assert wrapped.unwrap(way, "ldk_right") == key
    other = new_key()[1]
    moved = KeyFile(other.key_id, wrapped.fingerprint, wrapped.wrappings)
    turned = KeyFile(
        wrapped.key_id,
        wrapped.fingerprint,
        tuple((one, found) for found in [wrapped.wrappings[0][1]] for one in Way if one != way),
    )
    another_print = KeyFile(wrapped.key_id, other.fingerprint, wrapped.wrappings)
    with pytest.raises(WrongSecret):
        wrapped.unwrap(way, "ldk_wrong")
    for tampered in (moved, another_print):
        with pytest.raises(WrongSecret):
            tampered.unwrap(way, "ldk_right")
    with pytest.raises(WrongSecret):
        turned.unwrap(turned.wrappings[0][0], "ldk_right")


def test_no_repr_and_no_exception_holds_a_secret(pc: PC) -> None:
    key = pc.sign_in()
    file = KeyFiles(pc.folder).read()
    assert file is not None
    told = repr(file) + repr(pc.start()) + repr(WrongSecret("keyring"))
    assert key.hex() not in told
    assert repr(key) not in told
    assert "ldk_" not in told
    assert "lds_" not in told
