"""The look through the logs of the whole suite: it finds what it is for, and a run with a leak fails."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.demo.data import people, phrases
from tests.support.leaks import TESTS, leaks_in

NOTE = max(phrases().notes, key=len)


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """A folder whose files are gone when the suite's own logs are looked through."""
    folder = tmp_path / "logs"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("GET /x Authorization eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "a secret"),
        (f"token ldr_{'a' * 43}", "a secret"),
        (f"code ldi_{'b' * 32}", "a secret"),
        ("$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA", "a secret"),
        (f"opened with x'{'0f' * 32}'", "a secret"),
        (f"signing in with {people().password}", "a password"),
        (json.dumps({"message": f"note: {NOTE}"}), "what somebody wrote"),
        (json.dumps({"message": f"note: {NOTE}"}, ensure_ascii=False), "what somebody wrote"),
        (f"mail to {people().employees[3].login}", "what somebody wrote"),
    ],
)
def test_what_may_not_stand_in_a_log_is_found(content: str, kind: str, logs: Path) -> None:
    (logs / "deep").mkdir()
    (logs / "deep" / "desktop.log.2").write_text(f"first\n{content}\n", encoding="utf-8")
    assert [(found.line, found.what) for found in leaks_in(logs)] == [(2, kind)]


def test_what_logs_say_is_no_leak(logs: Path) -> None:
    (logs / "server-errors.txt").write_text("the password was changed; a token has expired [token]\n")
    (logs / "server.log").write_text("".join(f"{minute // 60:02}:{minute % 60:02}\n" for minute in range(24 * 60)))
    (logs / "lunch.db").write_text(people().password)
    assert leaks_in(logs) == []


@pytest.mark.slow
def test_a_run_whose_program_logs_a_password_fails(logs: Path) -> None:
    (logs / "conftest.py").write_text(
        "from tests.conftest import _LEAKS, every_record, pytest_sessionfinish, pytest_terminal_summary\n"
    )
    (logs / "test_talkative.py").write_text(
        "import logging\n"
        "def test_talks():\n"
        "    logging.getLogger('lunch_desktop.sync').warning('signing in as %s', "
        f"{people().password!r})\n"
    )
    command = [sys.executable, "-m", "pytest", str(logs), "-p", "no:cacheprovider", "-q", "-c", "/dev/null"]
    done = subprocess.run(
        [*command, f"--basetemp={logs / 'base'}"],
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 1
    assert "a log holds what it may not" in done.stdout
    assert people().password not in done.stdout
