"""Exports of an account, made by real child processes: from the server, from what the desktop holds, and by command."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.export_making import Making
from lunch_desktop.bootstrap.export_operating import export_as_operator
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.times import HOUR
from lunch_desktop.store.company.accounts_audit import AuditLog
from lunch_desktop.store.desktop.local import LocalStore
from lunch_desktop.store.desktop.reads import Reads
from lunch_desktop.sync import steps
from lunch_desktop.sync.core import Step, SyncFacts
from lunch_desktop.sync.remote import SignedInRemote
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.export_jobs import ExportCancelled, ExportJob, ServerPlace
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault, service_of
from lunch_desktop.wire.exports import ExportRequest
from tests.integration.support_server import ADMIN, EMPLOYEE, PASSWORD, RunningServer, running
from tests.support.keyrings import FILE_VARIABLE, keyring_in
from tests.support.lunch import a_party, next_noon

pytestmark = pytest.mark.slow
CSV = ExportRequest(dataset="attendance", format="csv")
BEFORE = "what was there before"


@dataclass
class Office:
    """An admin's PC, whose lunches were sent to the server."""

    folder: DataFolder
    server: RunningServer
    account: Account
    vault: MemoryVault

    def making(self) -> Making:
        """What makes one export, as for the window."""
        opened = self.account.opened
        assert opened is not None
        return Making(self.account, opened, self.folder.logs, SystemClock())

    def make(self, target: Path, request: ExportRequest = CSV, *, offline: bool = False) -> list[Intent]:
        """Make one; the changes that note it."""
        noted: list[Intent] = []
        self.making().make(request, target, lambda _: None, noted.extend, offline=offline)
        return noted

    def command(self, *arguments: str, language: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        """The command line, of which the window is closed. It has the keyring of this PC and no display."""
        environment = {**os.environ, **keyring_in(self.folder.root), "LC_ALL": language, "HOME": str(self.folder.root)}
        environment |= {"XDG_RUNTIME_DIR": str(self.folder.root)}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environment.pop(name, None)
        service = service_of(self.folder.root)
        kept = {f"{service} {name}": secret for name, secret in self.vault.secrets.items()}
        file = Path(environment[FILE_VARIABLE])
        file.write_text(json.dumps(kept))
        self.account.close_store()
        try:
            return subprocess.run(
                [sys.executable, "-m", "lunch_desktop", "--data-dir", str(self.folder.root), "export", *arguments],
                env=environment,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        finally:
            for name, secret in json.loads(file.read_text()).items():
                self.vault.set(name.removeprefix(f"{service} "), secret)
            self.account = account_in(self.folder, self.vault)
            self.open()

    def open(self) -> None:
        """Open the account, as the window's next start would."""
        signed = self.account.last_session()
        assert signed is not None
        self.account.unlock(signed)
        self.account.open_store(signed)


def account_in(folder: DataFolder, vault: MemoryVault) -> Account:
    """The account of a data folder."""
    return Account(folder, False, shared_name=None, proxy="none", keys=Keys(folder, vault))


def opened(account: Account, server: RunningServer, login: str) -> LocalStore:
    """Sign in, and fetch what there is."""
    signed = account.sign_in(server.url, login, PASSWORD)
    store = account.open_store(signed)
    exchange(account, store)
    return store


def exchange(account: Account, store: LocalStore) -> None:
    """Send and fetch until there is nothing left."""
    signing = account.signing(resumed=True)
    assert signing.session is not None
    remote = SignedInRemote(account.client(signing.session.place), signing, store.client_id)
    facts = SyncFacts()
    facts.behind = facts.unsent = True
    clock = SystemClock()
    while (step := facts.plan(clock.now()).step) is not Step.WAIT:
        if step is Step.PUSH:
            steps.push(store, remote, facts)
        else:
            steps.pull(store, remote, facts)
            facts.pulled_at = clock.now()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def office(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = open_data_folder(tmp_path_factory.mktemp("data"), {})
    vault = MemoryVault()
    account = account_in(folder, vault)
    store = opened(account, server, ADMIN)
    noon = next_noon(max(SystemClock().now(), server.clock.now()))
    store.perform(Intent("party.open", a_party(0, now=noon)))
    store.perform(Intent("party.open", a_party(0, title="또 먹어요", now=type(noon)(noon + 24 * HOUR))))
    exchange(account, store)
    made = Office(folder, server, account, vault)
    yield made
    made.account.close_store()


def rows_of(path: Path) -> list[str]:
    """The lines of a CSV's table, without its header."""
    return path.read_text("utf-8-sig").partition("\n\n")[0].replace("\r", "").split("\n\n")[0].splitlines()[1:]


def test_the_window_s_file_is_the_command_s_byte_for_byte(office: Office, tmp_path: Path) -> None:
    """The server's clock stands still, and is what the file says."""
    for one in ("csv", "xlsx"):
        mine, other = tmp_path / f"window.{one}", tmp_path / f"command.{one}"
        noted = office.make(mine, CSV.model_copy(update={"format": one}))
        assert noted == [], "the server notes its own exports"
        said = office.command("attendance", "--out", str(other), "--language", "ko")
        assert said.returncode == 0, said.stderr
        assert mine.read_bytes() == other.read_bytes()
    assert len(rows_of(tmp_path / "command.csv")) == 2


def test_an_expired_token_is_replaced(office: Office, tmp_path: Path) -> None:
    office.account.signing(resumed=True).access_token()
    office.server.clock.advance(HOUR)
    office.make(tmp_path / "late.csv")
    assert len(rows_of(tmp_path / "late.csv")) == 2


def test_an_export_of_what_is_here_is_noted_before_the_file_is_made(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "here.csv"
    there_when_noted: list[bool] = []
    intents: list[Intent] = []

    def perform(some: Sequence[Intent]) -> None:
        there_when_noted.append(target.exists())
        intents.extend(some)

    office.making().make(CSV, target, lambda _: None, perform, offline=True)
    assert there_when_noted == [False]
    assert len(rows_of(target)) == 2
    (noted,) = intents
    assert (noted.name, noted.args.dataset, noted.args.rows, noted.args.format) == (
        "export.note",
        "attendance",
        2,
        "csv",
    )
    assert [(one.employee_id, one.rows) for one in noted.args.subjects] == [(me(office), 2)]


def me(office: Office) -> EmployeeId:
    """The admin."""
    opened_now = office.account.opened
    assert opened_now is not None
    return EmployeeId(opened_now.signed.employee_id)


def test_what_cannot_be_noted_is_not_made(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "here.csv"
    target.write_text(BEFORE)

    def refuse(_: Sequence[Intent]) -> None:
        raise Problem(ProblemCode.EXPORT_NOT_NOTED, reason="not_admin")

    with pytest.raises(Problem) as raised:
        office.making().make(CSV, target, lambda _: None, refuse, offline=True)
    assert raised.value.code is ProblemCode.EXPORT_NOT_NOTED
    assert (list(tmp_path.iterdir()), target.read_text()) == ([target], BEFORE)


@pytest.mark.parametrize("way", ["cancelled", "killed"])
def test_a_child_that_ends_early_leaves_the_old_file_and_nothing_else(office: Office, tmp_path: Path, way: str) -> None:
    """One that does not even answer a cancel, and one that is killed by somebody else; both while they wait for us."""
    target = tmp_path / "old.csv"
    target.write_text(BEFORE)
    making = office.making()

    def perform(_: Sequence[Intent]) -> None:
        (tmp_path / f".{_pid(making)}-0123456789abcdef.part").write_text("half a file")
        if way == "cancelled":
            os.kill(_pid(making), signal.SIGSTOP)
            making.cancel()
        else:
            os.kill(_pid(making), signal.SIGKILL)

    with pytest.raises((ExportCancelled, Problem)) as raised:
        making.make(CSV, target, lambda _: None, perform, offline=True)
    if way == "killed":
        assert isinstance(raised.value, Problem)
        assert raised.value.code is ProblemCode.EXPORT_FAILED
    else:
        assert isinstance(raised.value, ExportCancelled)
    assert (list(tmp_path.iterdir()), target.read_text()) == ([target], BEFORE)


def _pid(making: Making) -> int:
    child = making._child
    assert child is not None
    assert child._process is not None
    return child._process.pid


def test_secrets_stand_in_no_command_line_environment_or_representation(office: Office, tmp_path: Path) -> None:
    making = office.making()
    seen: list[bytes] = []

    def perform(_: Sequence[Intent]) -> None:
        process = Path(f"/proc/{_pid(making)}")
        seen.append((process / "cmdline").read_bytes() + (process / "environ").read_bytes())

    making.make(CSV, tmp_path / "a.csv", lambda _: None, perform, offline=True)
    there = office.account.opened
    assert there is not None
    assert b"export-worker" in seen[0]
    assert office.account.key_of(there.signed).hex().encode() not in seen[0]
    token = "ldr_0123456789abcdef"
    job = ExportJob(
        request=CSV,
        target="/a",
        made_at=1,
        waiting=0,
        logs="/",
        server=ServerPlace.model_validate(
            {"place": "http://a", "ways": ["http://u:geheim@p:1"], "company_ca": "", "plain_http": True, "token": token}
        ),
    )
    assert token not in repr(job) + str(job)
    assert "geheim" not in repr(job)
    assert token.encode() in job.as_line()


def test_without_the_server_the_command_makes_it_of_what_is_here_and_says_so(office: Office) -> None:
    """To standard output, which then holds the file and nothing else."""
    said = office.command("attendance", "--offline", "--out", "-", "--format", "jsonl")
    assert said.returncode == 0, said.stderr
    assert "not the server's" in said.stderr
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    assert len(lines) == 4
    assert "desktop" in json.dumps(lines[0])
    there = office.account.opened
    assert there is not None
    waiting = Reads(there.database, me(office)).counts().waiting
    assert waiting == 1, "what it held is still to be told to the server"


def test_what_was_typed_wrongly_is_said_in_the_person_s_language(office: Office) -> None:
    said = office.command("attendance", "--format", "ods", "--out", "a.csv", language="ko_KR.UTF-8")
    assert said.returncode == 2, said.stderr
    assert "xlsx, csv, jsonl, pdf" in said.stderr
    assert "골라 주세요" in said.stderr
    assert "Traceback" not in said.stderr


def test_who_is_no_admin_is_told_so(server: RunningServer, tmp_path: Path) -> None:
    folder = open_data_folder(tmp_path / "data", {})
    account = account_in(folder, MemoryVault())
    opened(account, server, EMPLOYEE)
    try:
        there = account.opened
        assert there is not None
        for offline in (False, True):
            with pytest.raises(Problem) as raised:
                Making(account, there, folder.logs, SystemClock()).make(
                    CSV, tmp_path / "a.csv", lambda _: None, lambda _: None, offline=offline
                )
            assert raised.value.code is ProblemCode.EXPORT_NOT_ADMIN
    finally:
        account.close_store()
    assert not (tmp_path / "a.csv").exists()


def test_the_operator_exports_from_the_database_and_it_is_noted(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "operator.csv"
    server = office.server
    done = export_as_operator(
        ExportWish("attendance", str(out), spoken="ko"),
        f"sqlite:///{server.folder / 'company.db'}",
        settings_in(tmp_path, server),
        str(tmp_path),
        lambda _: None,
    )
    assert (done.rows, len(rows_of(out))) == (2, 2)
    assert "서버 운영자" in out.read_text("utf-8-sig")
    noted = AuditLog(server.services.database)
    with server.services.database.reading() as connection:
        (newest, *_) = noted.newest(connection, limit=1)
    assert (newest.action, newest.actor, newest.details["rows"]) == ("exported", "operator", 2)


def settings_in(folder: Path, server: RunningServer) -> Path:
    """The server's settings: where its keys are."""
    file = folder / "server.toml"
    file.write_text(f'keys = "{server.folder / "keys"}"\n')
    return file
