"""Several accounts on one PC: each opens with what is its own, and nothing of one goes to the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.sync.session import Session, SessionFile
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault
from tests.integration.support_server import ADMIN, EMPLOYEE, PASSWORD, RunningServer, running


@dataclass
class PC:
    """A PC with a keyring, and the program's account there."""

    folder: DataFolder
    server: RunningServer
    keyring: MemoryVault

    def start(self) -> Account:
        """The next start of the program."""
        return Account(self.folder, False, shared_name=None, proxy="none", keys=Keys(self.folder, self.keyring))

    def login_of(self, token: str) -> str:
        """Whose access token it is, by the server's word."""
        return str(self.server.call("GET", "/api/v1/users/profile", token).json()["login"])

    def names_in_keyring(self) -> set[str]:
        return set(self.keyring._secrets)  # nothing else lists them


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def pc(server: RunningServer, tmp_path: Path) -> PC:
    return PC(open_data_folder(tmp_path / "data", {}), server, MemoryVault())


def opened(account: Account, signed: Session) -> None:
    """Open an account's data, and close them."""
    account.unlock(signed)
    account.close_session(account.open_session(signed))


def test_a_second_account_has_data_of_its_own_and_the_first_goes_on_without_a_password(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    opened(account, first)
    second = account.sign_in(pc.server.url, ADMIN, PASSWORD)
    opened(account, second)
    assert account.folder_of(first) != account.folder_of(second)
    assert {one.session.login for one in account.known()} == {EMPLOYEE, ADMIN}

    account.switch_to(first)
    assert account.last_session() == first
    opened(account, first)
    assert account.signing(resumed=True).authorised(pc.login_of) == EMPLOYEE

    restarted = pc.start()
    last = restarted.last_session()
    assert last is not None
    assert last.identity == first.identity
    restarted.switch_to(second)
    opened(restarted, second)
    assert restarted.signing(resumed=True).access_token()


def test_what_still_runs_for_one_account_never_gets_the_tokens_of_another(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    of_first = account.signing(resumed=False)
    account.sign_in(pc.server.url, ADMIN, PASSWORD)
    assert of_first.session == first
    assert of_first.authorised(pc.login_of) == EMPLOYEE


def test_signing_in_again_renews_what_already_runs(pc: PC) -> None:
    account = pc.start()
    account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    running_on = account.signing(resumed=False)
    used = running_on.access_token()
    account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    assert account.signing(resumed=False) is running_on
    assert running_on.access_token() != used


def test_a_signed_out_account_stays_known_and_locked(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    opened(account, first)
    account.sign_in(pc.server.url, ADMIN, PASSWORD)
    account.switch_to(first)
    opened(account, first)
    account.sign_out()
    assert {one.session.login: one.signed_in for one in account.known()} == {EMPLOYEE: False, ADMIN: True}
    restarted = pc.start()
    assert restarted.last_session() is None
    restarted.unlock(first)
    with pytest.raises(Problem) as told:
        restarted.open_session(first)
    assert told.value.code is ProblemCode.DATA_LOCKED


def test_removing_an_account_leaves_nothing_of_it(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    opened(account, first)
    before, token = pc.names_in_keyring(), pc.keyring.get(_refresh_name(pc))
    assert token is not None
    second = account.sign_in(pc.server.url, ADMIN, PASSWORD)
    opened(account, second)
    account.remove(first)
    assert [one.session.login for one in account.known()] == [ADMIN]
    assert not (pc.names_in_keyring() & before)
    assert account.last_session() == second
    said = b"".join(file.read_bytes() for file in pc.folder.root.rglob("*") if file.is_file())
    for told in (EMPLOYEE, first.name, first.employee_id):
        assert told.encode() not in said
    assert pc.server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": token}).status_code == 401


def test_an_account_of_a_version_that_kept_one_session_is_known(pc: PC) -> None:
    account = pc.start()
    first = account.sign_in(pc.server.url, EMPLOYEE, PASSWORD)
    (account.folder_of(first) / "account.json").unlink()
    SessionFile(pc.folder.session).write(first)
    assert [one.session for one in pc.start().known()] == [first]


def _refresh_name(pc: PC) -> str:
    return next(name for name in pc.names_in_keyring() if name.startswith("refresh:"))
