"""A PC that several people use in turn: nobody finds anything of the one before, and nothing that waits is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.bootstrap.shared import MARK, finish, mark
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.sync.session import Session
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from tests.integration.support_server import ADMIN, EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.lunch import next_noon

TITLE = "아무도 모르게 먹는 떡볶이"


@dataclass
class PC:
    """A shared PC; its keyring ought to stay empty."""

    folder: DataFolder
    server: RunningServer
    keyring: MemoryVault = field(default_factory=MemoryVault)

    def start(self) -> Account:
        """The next start of the program."""
        finish(self.folder)
        account = Account(self.folder, True, shared_name=None, proxy="none", keys=Keys(self.folder, self.keyring))
        account.share(True)
        return account

    def holds(self, *texts: str) -> list[str]:
        """Which of the texts stand anywhere in the data folder, in a file or in a name."""
        files = list(self.folder.root.rglob("*"))
        said = b"\n".join([str(file).encode() for file in files] + [one.read_bytes() for one in files if one.is_file()])
        return [text for text in texts if text.encode() in said]

    @property
    def kept(self) -> list[Path]:
        """The databases that are there."""
        return sorted(self.folder.root.glob("accounts/*/lunch.db"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def pc(server: RunningServer, tmp_path: Path) -> PC:
    return PC(open_data_folder(tmp_path / "data", {}), server)


def test_whoever_signs_out_leaves_nothing(pc: PC) -> None:
    account = pc.start()
    signed = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    account.close_session(account.open_session(signed))
    assert pc.kept
    account.sign_out()
    assert pc.kept == []
    assert pc.holds(EMPLOYEE, signed.name, signed.employee_id, signed.office_name) == []
    assert not pc.keyring._secrets  # nothing else lists them
    assert pc.start().last_session() is None
    assert account.known() == []


def test_a_program_that_ends_leaves_nothing_either(pc: PC) -> None:
    token = pc.server.token()
    before = devices(pc, token)
    account = pc.start()
    account.close_session(account.open_session(account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)))
    assert devices(pc, token) != before
    account.leave()
    assert pc.kept == []
    assert devices(pc, token) == before


def test_what_waits_stays_unreadable_until_its_owner_is_back(pc: PC) -> None:
    account = pc.start()
    signed = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    wait(account, signed)
    account.sign_out()
    (kept,) = pc.kept
    assert pc.holds(TITLE, EMPLOYEE, signed.name, signed.office_name) == []
    assert not kept.read_bytes().startswith(b"SQLite")
    assert not pc.keyring._secrets  # nothing else lists them

    following = pc.start()
    other = following.sign_in(pc.server.url, ADMIN, PASSWORD)
    following.close_session(following.open_session(other))
    following.sign_out()
    assert pc.kept == [kept]
    following.unlock(signed)
    with pytest.raises(Problem) as told:
        following.open_session(signed)
    assert told.value.code is ProblemCode.DATA_LOCKED

    back = pc.start()
    session = back.open_session(back.sign_in(pc.server.url, EMPLOYEE, PASSWORD))
    assert session.reads.counts().waiting == 1
    back.close_session(session)


def test_what_drained_after_its_owner_came_back_goes_too(pc: PC) -> None:
    account = pc.start()
    signed = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    wait(account, signed)
    account.sign_out()
    back = pc.start()
    signed = back.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    session = back.open_session(signed)
    session._store.discard([one.uuid for one in session.reads.sync_centre().waiting])
    back.close_session(session)
    back.sign_out()
    assert pc.kept == []


def test_a_start_finishes_an_erasing_that_was_cut_off_and_touches_nothing_that_waits(pc: PC) -> None:
    account = pc.start()
    signed = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    wait(account, signed)
    (kept,) = pc.kept
    pc.start()  # killed without a word, with something waiting
    assert pc.kept == [kept]
    mark(kept.parent, drained=True)  # killed between the word and the erasing
    pc.start()
    assert pc.kept == []


def test_a_mark_that_can_not_be_read_erases_nothing(pc: PC) -> None:
    account = pc.start()
    wait(account, account.sign_in(pc.server.url, EMPLOYEE, PASSWORD))
    (kept,) = pc.kept
    (kept.parent / MARK).write_bytes(b"{")
    pc.start()
    assert pc.kept == [kept]


def test_who_comes_next_without_a_sign_out_between_finds_nothing_either(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    session = account.open_session(first)
    second = account.sign_in(pc.server.url, ADMIN, PASSWORD)
    account.close_session(session)
    session = account.open_session(second)
    assert [kept.parent for kept in pc.kept] == [account.folder_of(second)]
    account.close_session(session)


def test_what_was_never_opened_is_not_taken_for_drained(pc: PC) -> None:
    account = pc.start()
    wait(account, account.sign_in(pc.server.url, EMPLOYEE, PASSWORD))
    account.sign_out()
    (kept,) = pc.kept
    account = pc.start()
    other = account.sign_in(pc.server.url, ADMIN, PASSWORD)
    account.close_session(account.open_session(other))
    account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    other = account.sign_in(pc.server.url, ADMIN, PASSWORD)
    account.close_session(account.open_session(other))
    assert kept in pc.kept


def test_on_a_pc_of_ones_own_again_the_data_stay(pc: PC) -> None:
    account = pc.start()
    wait(account, account.sign_in(pc.server.url, EMPLOYEE, PASSWORD))
    account.sign_out()
    own = pc.start()
    own.share(False)
    signed = own.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    own.close_session(own.open_session(signed))
    own.leave()
    assert len(pc.kept) == 1
    assert pc.start().last_session() is not None


def wait(account: Account, signed: Session) -> None:
    """Leave a change behind that waits to be sent."""
    session = account.open_session(signed)
    noon = next_noon(session.clock.now())
    party = OpenParty(TITLE, None, noon, 60, "", 4, "", "office")
    session._store.perform(Intent("party.open", party))  # the window's way needs its event loop
    account.close_session(session)


def devices(pc: PC, token: str) -> list[str]:
    """Where the server takes the person for signed in."""
    return sorted(one["id"] for one in pc.server.call("GET", "/api/v1/auth/devices", token).json()["devices"])
