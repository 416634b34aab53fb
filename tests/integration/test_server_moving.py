"""`lunch-desktop migrate-server` as an operator uses it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.clock import ManualClock
from tests.support.company import make_company
from tests.support.lunch import MORNING


def run(*arguments: str, language: str = "C.UTF-8", **environment: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "lunch_desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": language, **environment},
    )


def test_a_company_is_moved_by_one_command_and_its_former_place_is_not_served(
    tmp_path: Path, postgres_url: str
) -> None:
    make_company(tmp_path / "server", ManualClock(MORNING)).database.close()
    folder = ("--data-dir", str(tmp_path))
    password = "Hunter2-of-the-database"
    moving = ("migrate-server", *folder, "--to", postgres_url.replace("+psycopg", ""))
    said = run(*moving, DATABASE_PASSWORD=password)
    assert (said.returncode, said.stderr) == (0, "")
    assert "employees: 8 of 8 rows moved" in said.stdout
    assert "employees: 8 rows are the same on both sides" in said.stdout
    assert "***@127.0.0.1" in said.stdout
    assert password not in said.stdout
    assert "already" in run(*moving).stdout
    for language, word in (("C.UTF-8", "was moved to another database"), ("ko_KR.UTF-8", "데이터베이스로 옮겼어요")):
        for arguments in (("serve", *folder, "--port", "0"), ("serve", *folder, "--check")):
            refused = run(*arguments, language=language)
            assert refused.returncode == 3
            assert word in refused.stderr + refused.stdout
    there = ("serve", *folder, "--check", "--environment", "testing")
    assert run(*there, DATABASE_URL=postgres_url).returncode == 0
    assert run(*moving, "--give-up").returncode == 3


def test_what_keeps_a_company_from_being_moved_is_told_with_its_remedy(tmp_path: Path) -> None:
    said = run("migrate-server", "--data-dir", str(tmp_path), "--to", f"sqlite:///{tmp_path}/new.db")
    assert said.returncode == 3
    assert "There is no company to move" in said.stderr
    assert not (tmp_path / "new.db").exists()
    said = run("migrate-server", "--data-dir", str(tmp_path), "--to", "postgresql://lunch:Hunter2@db:none/lunch")
    assert said.returncode == 3
    assert "Hunter2" not in said.stderr
    assert "Traceback" not in said.stderr
