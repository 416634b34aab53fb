"""`lunch-desktop audit`, and the route by which admins read the log."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from lunch_desktop.cli import main
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import Action
from lunch_desktop.store.company.auditing.anchors import ANCHOR_FILE
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import ENVIRONMENT_VARIABLE
from tests.integration.support_server import ADMIN, RunningServer, running
from tests.support.audit import tamper
from tests.support.company import STAFF


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a company that was founded by the command, which noted two entries."""
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path))
    monkeypatch.setenv("LUNCH_ADMIN_PASSWORD", "맛있는 국밥 한 그릇을 먹자")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["found", "--name", "Lunch", "--admin", "김하늘", "--login", "haneul@example.com"]) == 0
    return tmp_path


def database_in(folder: Path) -> CompanyDatabase:
    database = CompanyDatabase.open(f"sqlite:///{folder / 'server' / 'company.db'}")
    CompanySync(database, SystemClock(), Seals.kept_in(folder / "server" / "keys"))
    return database


def note_and_seal(folder: Path, times: int = 1) -> None:
    with closing(database_in(folder)) as database:
        for _ in range(times):
            Accounts(database, SystemClock()).note(Action.SIGNED_IN, actor=STAFF[0].id, device=STAFF[1].id)
        AuditSealer(database, folder / "server" / "keys", SystemClock()).seal()


def change(folder: Path, *statements: str) -> None:
    with closing(database_in(folder)) as database:
        tamper(database, statements)


def public_half(path: Path) -> bytes:
    public = load_pem_private_key(path.read_bytes(), password=None).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def audit(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["audit", *arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_whole_log_is_said_to_be_whole_and_how_far_it_goes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = audit(capsys, "verify")
    assert (code, said.splitlines()[0]) == (0, "The audit log is whole.")
    assert "2 entries, 1 seals" in said
    assert "anchor" not in said
    code, said = audit(capsys, "verify", "--json")
    told = json.loads(said)
    assert (code, told["whole"], told["entries"], told["anchored"], told["vouched"]) == (0, True, 2, True, True)
    assert told["last"]["hash"] == json.loads((folder / "server" / "keys" / ANCHOR_FILE).read_text())["hash"]
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert audit(capsys, "verify")[1].startswith("감사 로그는 온전해요.")


def test_what_was_tampered_with_is_named_in_both_languages_and_as_json(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(folder, "UPDATE audit_entries SET subject = 'x' WHERE number = 2")
    code, said = audit(capsys, "verify")
    assert code == 1
    assert said.splitlines()[:2] == ["The audit log is not whole. Findings: 1", "  Entry 2 was changed."]
    code, said = audit(capsys, "verify", "--json")
    assert (code, json.loads(said)["findings"]) == (1, [{"fault": "entry_changed", "number": 2}])
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "기록 2번이 바뀌었어요." in audit(capsys, "verify")[1]


def test_a_gap_that_the_operator_knows_of_is_no_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = (folder / "server" / "company.db").read_bytes()
    note_and_seal(folder)
    (folder / "server" / "company.db").write_bytes(backup)
    code, said = audit(capsys, "verify")
    assert (code, "There was a seal 2" in said) == (1, True)
    assert audit(capsys, "verify", "--known-gap", "2")[0] == 0
    note_and_seal(folder)
    assert audit(capsys, "verify")[0] == 1, "the server noted it, too"
    assert audit(capsys, "verify", "--known-gap", "2")[0] == 0


def test_an_auditor_needs_a_public_key_and_an_anchor_only(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, theirs = folder / "server" / "keys", tmp_path / "auditor"
    theirs.mkdir()
    private = keys / "audit.pem"
    (theirs / "audit.pem").write_bytes(public_half(private))
    code, said = audit(capsys, "verify", "--keys", str(theirs))
    assert (code, "There is no anchor" in said, "Without sync.key" in said) == (0, True, True)
    named = ("--anchor", str(keys / ANCHOR_FILE))
    code, said = audit(capsys, "verify", "--keys", str(theirs), *named, "--json")
    assert (code, json.loads(said)["anchored"], json.loads(said)["vouched"]) == (0, True, False)
    assert [path.name for path in theirs.iterdir()] == ["audit.pem"], "looking makes no keys"


def test_of_a_key_that_signs_no_more_the_public_half_is_enough(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = folder / "server" / "keys"
    (keys / "audit-2026.pem").write_bytes(public_half(keys / "audit.pem"))
    (keys / "audit.pem").unlink()
    assert main(["serve", "--check", "--environment", "testing", "--port", "0"]) == 3, "others may read it"
    (keys / "audit-2026.pem").chmod(0o600)
    assert main(["serve", "--check", "--environment", "testing", "--port", "0"]) == 0
    note_and_seal(folder)
    assert audit(capsys, "verify")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--database", "sqlite:////nowhere/company.db"], "There is no audit log to look at"),
        (["--anchor", "/nowhere/anchor.json"], "The audit log's anchor can't be read"),
        (["--keys", "/nowhere"], "A key file can't be used"),
    ],
)
def test_what_keeps_it_from_being_checked_is_told_with_its_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, told = audit(capsys, "verify", *arguments)
    assert (code, told.splitlines()[0]) == (3, said)


def test_entries_are_shown_in_their_order_and_can_be_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note_and_seal(folder, 3)
    _, said = audit(capsys, "show")
    assert [line.split("  ")[2] for line in said.splitlines()] == [
        "company_founded",
        "account_created",
        *["signed_in"] * 3,
    ]
    assert "operator > " in said
    assert "haneul" not in said
    _, said = audit(capsys, "show", "--json", "--actor", STAFF[0].id, "--limit", "2")
    shown = [json.loads(line) for line in said.splitlines()]
    assert [(one["number"], one["device"]) for one in shown] == [(4, STAFF[1].id), (5, STAFF[1].id)]
    assert len(audit(capsys, "show", "--action", "account_created")[1].splitlines()) == 1
    assert audit(capsys, "show", "--since", "2999-01-01") == (0, "")
    with pytest.raises(SystemExit):
        main(["audit", "show", "--since", "yesterday"])


def test_what_an_operator_does_by_commands_is_noted_and_sealed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rotate-keys", "--stolen"]) == 0
    assert main(["reset-password", "--login", "haneul@example.com"]) == 0
    shown = [json.loads(line) for line in audit(capsys, "show", "--json")[1].splitlines()]
    assert [(one["actor"], one["action"]) for one in shown] == [
        ("operator", "company_founded"),
        ("operator", "account_created"),
        ("operator", "keys_rotated"),
        ("operator", "reset_made"),
    ]
    assert shown[-2]["details"]["stolen"] is True
    assert json.loads(audit(capsys, "verify", "--json")[1])["waiting"] == 0
    assert audit(capsys, "verify")[0] == 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


def read(server: RunningServer, token: str, **wanted: Any) -> Any:
    answer = server.call("GET", "/api/v1/audit", token, params=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_admins_read_the_log_page_by_page_and_that_is_noted(server: RunningServer) -> None:
    admin = server.sign_in(ADMIN)
    token = admin["access_token"]
    assert server.call("GET", "/api/v1/audit", server.token()).status_code == 403
    first = read(server, token)
    assert {entry["action"] for entry in first["entries"]} == {"account_created", "signed_in"}
    server.services.sealing.look()
    page = read(server, token, limit=4)
    numbers = [entry["number"] for entry in page["entries"]]
    assert numbers == [11, 10, 9, 8], "eight accounts, two sign-ins, and one reading"
    assert page["entries"][0]["action"] == "audit_read"
    assert page["entries"][0]["actor"] == STAFF[0].id
    devices = server.call("GET", "/api/v1/auth/devices", token).json()["devices"]
    assert page["entries"][0]["device"] == devices[0]["id"]
    following = read(server, token, limit=50, below=page["below"])
    assert [entry["number"] for entry in following["entries"]] == list(range(7, 0, -1))
    assert following["below"] is None
    signed_in = read(server, token, action="signed_in", actor=STAFF[1].id)["entries"]
    assert [entry["subject"] for entry in signed_in] == [STAFF[1].id]
    assert server.call("GET", "/api/v1/audit", token, params={"action": "x'; --"}).status_code == 422


def test_the_server_seals_while_it_runs_and_at_its_end(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        server.sign_in()
    with closing(CompanyDatabase.open(f"sqlite:///{tmp_path / 'company.db'}")) as database:
        left = Accounts(database, SystemClock()).audit_entries()
        assert [entry.number for entry in left] == list(range(1, 10))
