"""The log: JSON lines, rotated, private, and without secrets."""

import io
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.system import logs
from lunch_desktop.system.logs import start_logging
from lunch_desktop.system.redaction import redacted

TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJtaW5qaSJ9.c2lnbmF0dXJl"


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    root = logging.getLogger("lunch_desktop")
    level = root.level
    yield logging.getLogger("lunch_desktop.test")
    root.setLevel(level)


def lines_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "desktop.log").read_text(encoding="utf-8").splitlines()]


def test_a_line_says_when_in_utc_where_and_what(tmp_path: Path, logger: logging.Logger) -> None:
    log = start_logging(tmp_path, "desktop")
    logger.info("점심 %s", "시작", extra={"fields": {"version": 7, "message": "can't be replaced"}})
    log.close()
    (line,) = lines_of(tmp_path)
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "lunch_desktop.test", "점심 시작")
    assert line["version"] == 7


def test_nothing_logged_can_forge_a_line(tmp_path: Path, logger: logging.Logger) -> None:
    log = start_logging(tmp_path, "desktop")
    logger.warning('a\n{"level": "ERROR"}\r\n\x1b[31m%s', "b\nc")
    log.close()
    assert [line["level"] for line in lines_of(tmp_path)] == ["WARNING"]


def test_a_traceback_is_kept_without_the_secrets_in_it(tmp_path: Path, logger: logging.Logger) -> None:
    log = start_logging(tmp_path, "desktop")
    try:
        raise ValueError(f"minji@example.com with {TOKEN}")
    except ValueError:
        logger.warning("it failed", exc_info=True)
    log.close()
    (line,) = lines_of(tmp_path)
    assert "Traceback" in line["error"]
    assert "minji@" not in line["error"]
    assert "eyJ" not in line["error"]


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        (TOKEN, f"got {TOKEN} back"),
        ("ldr_abcdefgh1234", "refresh ldr_abcdefgh1234 spent"),
        ("lds_abcdefgh1234", "the server gave lds_abcdefgh1234"),
        ("ldk_abcdefgh1234", "the keyring gave ldk_abcdefgh1234"),
        ("0123456789abcdef" * 4, "PRAGMA key = \"x'" + "0123456789abcdef" * 4 + "'\""),
        ("c2VjcmV0", "Authorization: Bearer c2VjcmV0"),
        ("hunter2", "password=hunter2"),
        ("hunter2 too", '{"password": "hunter2 too", "x": 1}'),
        ("hunter2", "{'new_password': 'hunter2'}"),
        ("abc123", "refresh_token: abc123"),
        ("$argon2id$v=19$m=8,t=1", "hash $argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        ("topsecret", "postgresql+psycopg://lunch:topsecret@db/lunch"),
        ("minji.kim@example.com", "for minji.kim@example.com"),
        ("MC4CAQAw", "-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----"),
    ],
)
def test_secrets_never_reach_the_log(secret: str, line: str) -> None:
    assert secret not in redacted(line)


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "request GET /api/v1/sync/pull 200 in 3.1 ms for 4f0c9f9e-0000-7000-8000-000000000000"
    assert redacted(line) == line


def test_files_are_rotated_and_the_oldest_forgotten(
    tmp_path: Path, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGEST_FILE", 2000)
    log = start_logging(tmp_path, "desktop")
    for number in range(300):
        logger.info("line %s", number)
    log.close()
    assert len(list(tmp_path.iterdir())) == 1 + logs.KEPT_FILES
    assert all(file.stat().st_size <= 2000 for file in tmp_path.iterdir())
    assert lines_of(tmp_path)[-1]["message"] == "line 299"


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing on Windows")
def test_the_log_is_its_owners_only(tmp_path: Path, logger: logging.Logger) -> None:
    log = start_logging(tmp_path, "desktop")
    log.close()
    assert (tmp_path / "desktop.log").stat().st_mode & 0o777 == 0o600


def test_a_folder_without_room_for_a_log_does_not_stop_the_start(tmp_path: Path, logger: logging.Logger) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    console = io.StringIO()
    log = start_logging(tmp_path / "logs", "desktop", console=console)
    logger.info("still here")
    log.close()
    assert [json.loads(line)["level"] for line in console.getvalue().splitlines()] == ["WARNING", "INFO"]


def test_closing_takes_the_log_off_again(tmp_path: Path, logger: logging.Logger) -> None:
    before = list(logging.getLogger("lunch_desktop").handlers)
    start_logging(tmp_path, "desktop").close()
    assert logging.getLogger("lunch_desktop").handlers == before
