"""What the command line says when the environment fails: a title, the path and a remedy, never a traceback."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import requests

from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.wire.invitations import LinkPurpose, link_in


def run(*arguments: str, language: str = "C.UTF-8", **environment: str) -> subprocess.CompletedProcess[str]:
    """The program, until it ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "lunch_desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": language, **environment},
    )


def test_a_data_folder_that_cannot_be_made_is_named_with_a_remedy() -> None:
    """In both languages."""
    english = run("--data-dir", "/proc/nowhere/lunch")
    korean = run("--data-dir", "/proc/nowhere/lunch", language="ko_KR.UTF-8")
    for said in (english, korean):
        assert said.returncode == 3
        assert "/proc/nowhere" in said.stderr
        assert "--data-dir" in said.stderr
        assert "Traceback" not in said.stderr + said.stdout
    assert english.stderr != korean.stderr
    assert "폴더" in korean.stderr


def test_a_damaged_company_database_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    """Not one byte changes."""
    damaged = tmp_path / "server" / "company.db"
    damaged.parent.mkdir()
    damaged.write_bytes(b"this is not a database" * 500)
    before = damaged.read_bytes()
    said = run("serve", "--data-dir", str(tmp_path), "--port", "0")
    assert said.returncode == 3
    assert str(damaged) in said.stderr
    assert "Traceback" not in said.stderr
    assert damaged.read_bytes() == before


def test_a_newer_company_database_is_refused(tmp_path: Path) -> None:
    """It says which file, and that the program has to be updated."""
    path = tmp_path / "server" / "company.db"
    path.parent.mkdir()
    CompanyDatabase.open(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = run("serve", "--data-dir", str(tmp_path), "--port", "0")
    assert said.returncode == 3
    assert str(path) in said.stderr
    assert "Traceback" not in said.stderr


def test_a_relative_database_url_is_refused(tmp_path: Path) -> None:
    """Where it led would depend on the folder that the program was started in."""
    said = run("serve", "--data-dir", str(tmp_path), "--port", "0", DATABASE_URL="sqlite:///lunch.db")
    assert said.returncode == 3
    assert "lunch.db" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_port_in_use_is_told_to_the_parent_as_json(tmp_path: Path) -> None:
    """A child server says its problem on standard output, where its parent reads."""
    nowhere = ("--port", "1", "--host", "256.0.0.1", "--allow-plain-http")
    said = run("serve", "--data-dir", str(tmp_path), *nowhere, "--announce")
    assert said.returncode == 3
    assert json.loads(said.stdout)["problem"]["code"] in ("address_unusable", "port_in_use")


def test_an_operator_makes_a_company_once_and_its_admin_can_sign_in(tmp_path: Path) -> None:
    """The password is never an argument: it comes by the environment or a pipe."""
    asked = [
        "found",
        "--data-dir",
        str(tmp_path),
        "--name",
        "달빛상사",
        "--admin",
        "김민지",
        "--login",
        "Minji@example.com",
    ]
    password = "비 오는 날엔 뜨끈한 칼국수 한 그릇"
    weak = run(*asked, LUNCH_ADMIN_PASSWORD="password")
    assert (weak.returncode, "too easy to guess" in weak.stderr) == (3, True)
    assert not (tmp_path / "server" / "company.db").exists()
    assert run(*asked, "--time-zone", "Asia/Nowhere", LUNCH_ADMIN_PASSWORD=password).returncode == 3

    said = run(*asked, LUNCH_ADMIN_PASSWORD=password)
    assert said.returncode == 0, said.stderr
    assert "달빛상사" in said.stdout
    assert password not in said.stdout + said.stderr

    again = run(*asked, "--announce", LUNCH_ADMIN_PASSWORD=password)
    assert again.returncode == 3
    assert json.loads(again.stdout)["problem"]["code"] == "company_founded_already"
    server = ChildServer(["--data-dir", str(tmp_path)])
    try:
        body = {"login": "minji@example.com", "password": password, "device_name": "PC"}
        answer = requests.post(f"{server.start()}/api/v1/auth/sign-in", json=body, timeout=20)
        profile = answer.json()["profile"]
    finally:
        server.stop()
    assert (profile["name"], profile["role"]) == ("김민지", "admin")
    assert (profile["office_name"], profile["department_name"]) == ("달빛상사", "달빛상사")


def test_an_operator_lets_the_last_admin_set_a_new_password_while_the_server_runs(tmp_path: Path) -> None:
    asked = ["--data-dir", str(tmp_path), "--login", "Minji@example.com"]
    founding = ["found", *asked, "--name", "달빛상사", "--admin", "김민지"]
    assert run("reset-password", *asked).returncode == 3, "there is no company yet"
    assert not (tmp_path / "server" / "company.db").exists()
    assert run(*founding, LUNCH_ADMIN_PASSWORD="비 오는 날엔 뜨끈한 칼국수 한 그릇").returncode == 0
    unknown = run("reset-password", "--data-dir", str(tmp_path), "--login", "nobody@example.com")
    assert (unknown.returncode, "nobody@example.com" in unknown.stderr) == (3, True)
    assert run("reset-password", *asked, "--address", "lunch").returncode == 3
    server = ChildServer(["--data-dir", str(tmp_path)])
    try:
        address = server.start()
        first, second = (run("reset-password", *asked, "--address", address) for _ in range(2))
        assert second.returncode == 0, second.stderr
        links = [link_in(said.stdout) for said in (first, second)]
        assert all(link is not None and link.purpose is LinkPurpose.RESET for link in links)
        assert links[1] is not None
        assert links[0] is not None
        assert (links[1].server, links[1].company) == (address, "달빛상사")
        password = "해장국 말고 시원한 평양냉면 두 그릇"
        answers = [
            requests.post(
                f"{address}/api/v1/auth/reset",
                json={"code": link.code, "password": password, "device_name": "PC"},
                timeout=20,
            )
            for link in (links[0], links[1])
        ]
        assert [answer.status_code for answer in answers] == [404, 200], "the second replaces the first"
        assert answers[1].json()["profile"]["role"] == "admin"
        body = {"login": "minji@example.com", "password": password, "device_name": "PC"}
        assert requests.post(f"{address}/api/v1/auth/sign-in", json=body, timeout=20).status_code == 200
    finally:
        server.stop()
    shown = run("audit", "show", "--data-dir", str(tmp_path), "--action", "reset_made")
    assert "operator > " in shown.stdout
    assert run("audit", "verify", "--data-dir", str(tmp_path)).returncode == 0
