"""What is checked before a server starts: everything at once, and `serve --check` says it all."""

import gzip
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from lunch_desktop.server.configuration.checks import Checked, check
from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import DataFolder
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support.certificates import make_certificate
from tests.support.postgres import Postgres, postgres_running

STRONG = "9f86d081884c7d659a2feaa0c55ad015"
FIRST_LUNCH = Path(__file__).parents[1] / "upgrade" / "first_lunch" / "company.db.gz"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with postgres_running() as server:
        yield server


def checked(
    folder: Path, options: dict[str, object] | None = None, *, demo: bool = False, **environment: str
) -> Checked:
    configuration = configure(options or {}, environment)
    return check(configuration, DataFolder(folder), demo=demo, programs_environment=environment)


def found(
    folder: Path, options: dict[str, object] | None = None, *, demo: bool = False, **environment: str
) -> set[Any]:
    return {problem.code for problem in checked(folder, options, demo=demo, **environment).problems}


def serve(folder: Path, *arguments: str, language: str = "C.UTF-8", **environment: str) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "lunch_desktop", "serve", "--data-dir", str(folder), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": language, **environment},
    )


def test_a_server_with_nothing_said_can_start_and_the_check_makes_no_database(tmp_path: Path) -> None:
    said = serve(tmp_path, "--check")
    assert (said.returncode, said.stderr) == (0, "")
    assert "Nothing stands in the way" in said.stdout
    assert f"sqlite:///{tmp_path}/server/company.db  (default)" in said.stdout
    assert f"data_dir                     = {tmp_path}  (option: --data-dir)" in said.stdout
    assert not (tmp_path / "server" / "company.db").exists()
    assert not (tmp_path / "server" / "keys").exists()


def test_the_check_tells_which_file_a_value_came_from(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text("port = 1001\nworkers = 0\n")
    for said in (
        serve(tmp_path, "--check", "--config", str(file)),
        serve(tmp_path, "--check", LUNCH_SERVER_CONFIG=str(file)),
    ):
        assert said.returncode == 3
        assert f"port                         = 1001  (file: {file})" in said.stdout
        assert f"The value of workers in {file} is not one that it takes: 1 … 64" in said.stdout


def test_the_check_names_every_problem_in_both_languages_and_no_secret(tmp_path: Path) -> None:
    url = "postgresql://lunch:Hunter2-in-address@127.0.0.1:1/lunch"
    mistakes = {
        "DATABASE_URL": url,
        "REDIS_URL": "redis://:Hunter2-of-redis@127.0.0.1:1/0",
        "LUNCH_SERVER_METRICS_TOKEN": "Hunter2-short",
        "LUNCH_SERVER_WROKERS": "3",
    }
    arguments = ("--check", "--host", "0.0.0.0", "--port", "port")
    english = serve(tmp_path, *arguments, **mistakes)
    korean = serve(tmp_path, *arguments, language="ko_KR.UTF-8", **mistakes)
    for said in (english, korean):
        assert said.returncode == 3
        assert said.stderr == ""
        assert "Hunter2" not in said.stdout
        assert "postgresql+psycopg://lunch:***@127.0.0.1:1/lunch  (" in said.stdout
        for named in ("LUNCH_SERVER_WROKERS", "0 … 65535", "metrics_token", "0.0.0.0", "redis://:***@127.0.0.1:1/0"):
            assert named in said.stdout
    assert "6. " in english.stdout
    assert "Problems that keep the server from starting: 6" in english.stdout
    assert "문제가 6개" in korean.stdout


def test_a_start_is_refused_for_what_the_check_finds_and_tells_no_secret(tmp_path: Path) -> None:
    said = serve(
        tmp_path,
        *("--host", "0.0.0.0", "--port", "0"),
        DATABASE_URL="postgresql://lunch:Hunter2/oh@127.0.0.1:1/lunch",
        LUNCH_SERVER_METRICS_TOKEN="Hunter2",
        LUNCH_SERVER_LOG_TO="both",
    )
    assert said.returncode == 3
    for title in ("A secret is weak", "Passwords would cross the network in the clear", "database"):
        assert title in said.stderr
    logs = "".join(path.read_text() for path in (tmp_path / "logs").iterdir())
    assert "Hunter2" not in said.stdout + said.stderr + logs
    assert "Traceback" not in said.stderr + logs


def test_a_data_folder_that_cannot_be_made_is_told_beside_the_rest() -> None:
    said = serve(Path("/proc/nowhere"), "--check", "--port", "port")
    assert said.returncode == 3
    assert "/proc/nowhere" in said.stdout
    assert "0 … 65535" in said.stdout


def test_an_address_with_a_password_that_breaks_it_is_told_without_it(tmp_path: Path) -> None:
    for url in ("postgresql://lunch:x@db:port/lunch", "postgresql://lunch:hun/ter2@db:hun/lunch"):
        (problem, *_) = checked(tmp_path, DATABASE_URL=url, LUNCH_SERVER_ENVIRONMENT="testing").problems
        assert problem.code is ProblemCode.DATABASE_URL_INVALID
        assert not {"ter2", "port"} & set(str(problem.facts).replace("/", " ").split())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.7.1", "lunch.example.com"])
def test_plain_http_beyond_this_machine_takes_tls_a_proxy_or_force(tmp_path: Path, host: str) -> None:
    assert found(tmp_path, {"host": host}) == {ProblemCode.PLAIN_HTTP}
    certificate, key = make_certificate(tmp_path)
    assert found(tmp_path, {"host": host, "certificate": str(certificate), "certificate_key": str(key)}) == set()
    assert found(tmp_path, {"host": host, "trusted_proxies": "10.0.0.5"}) == set()
    assert found(tmp_path, {"host": host, "allow_plain_http": True}) == set()
    assert found(tmp_path, {"host": host, "environment": "testing"}) == set()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_plain_http_on_this_machine_is_fine(tmp_path: Path, host: str) -> None:
    assert found(tmp_path, {"host": host}) == set()


def test_everybody_as_a_proxy_is_refused(tmp_path: Path) -> None:
    for proxies in ("*", "0.0.0.0/0", "::/0", "10.0.0.1, 128.0.0.0/1"):
        assert found(tmp_path, {"trusted_proxies": proxies}) == {ProblemCode.PROXIES_TOO_WIDE}
        assert found(tmp_path, {"trusted_proxies": proxies, "environment": "testing"}) == set()


def test_there_is_no_demo_company_in_production(tmp_path: Path) -> None:
    assert found(tmp_path, {"environment": "production"}, demo=True) == {ProblemCode.DEMO_IN_PRODUCTION}
    assert serve(tmp_path, "--demo", "--check").returncode == 0
    assert serve(tmp_path, "--demo", "--check", "--environment", "production").returncode == 3


@pytest.mark.parametrize("password", ["", "postgres", "password", "lunch", "company_day", "short", "lunchlunchlunch"])
def test_weak_passwords_of_the_database_are_refused(tmp_path: Path, postgres: Postgres, password: str) -> None:
    url = postgres.fresh()
    weak = {ProblemCode.DATABASE_PASSWORD_WEAK}
    assert found(tmp_path, DATABASE_URL=url, DATABASE_PASSWORD=password) == weak
    testing: dict[str, object] = {"environment": "testing"}
    assert found(tmp_path, testing, DATABASE_URL=url, DATABASE_PASSWORD=password) == set()
    within = url.replace("lunch@", f"lunch:{password}@")
    assert found(tmp_path, DATABASE_URL=within) == weak


def test_strong_passwords_and_ways_without_one_are_taken(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.fresh()
    assert found(tmp_path, DATABASE_URL=url, DATABASE_PASSWORD=STRONG) == set()
    assert found(tmp_path, DATABASE_URL=url, PGPASSWORD=STRONG) == set()
    assert found(tmp_path, DATABASE_URL=f"{url}?passfile=/etc/lunch/pgpass") == set()
    by_socket = found(tmp_path, DATABASE_URL="postgresql:///lunch?host=/nowhere")
    assert by_socket == {ProblemCode.DATABASE_UNREACHABLE}


def test_the_password_of_its_own_setting_goes_into_the_address(tmp_path: Path, postgres: Postgres) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{STRONG}/@:\n")
    whole = checked(tmp_path, DATABASE_URL=postgres.fresh(), DATABASE_PASSWORD_FILE=str(secret))
    assert whole.problems == ()
    assert "%2F%40%3A@127.0.0.1" in whole.settings.database_url


@pytest.mark.parametrize("token", ["short", "a" * 40, "tokentokentokentokentokentoken"])
def test_a_weak_metrics_token_is_refused(tmp_path: Path, token: str) -> None:
    assert found(tmp_path, LUNCH_SERVER_METRICS_TOKEN=token) == {ProblemCode.SECRET_SHORT}
    assert found(tmp_path, LUNCH_SERVER_METRICS_TOKEN=STRONG) == set()


def test_redis_on_another_machine_takes_a_password(tmp_path: Path) -> None:
    settings = {"redis_url": "redis://127.0.0.1:1/0"}
    assert found(tmp_path, REDIS_URL="redis://127.0.0.1:1/0") == set()
    assert found(tmp_path, REDIS_URL="redis://:redis@127.0.0.1:1/0") == {ProblemCode.SECRET_SHORT}
    assert found(tmp_path, REDIS_URL="redis://[::1]:1/0", REDIS_PASSWORD="redis") == {ProblemCode.SECRET_SHORT}
    (unreachable,) = checked(tmp_path, REDIS_URL=settings["redis_url"], REDIS_PASSWORD=STRONG).tolerable
    assert unreachable.code is ProblemCode.REDIS_UNREACHABLE
    assert unreachable.facts["redis"] == "redis://:***@127.0.0.1:1/0"


def test_a_certificate_is_looked_at_before_it_is_used(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path, "lunch.example.com", "*.office.example.com")
    _, other_key = make_certificate(tmp_path, name="other-")
    old, old_key = make_certificate(tmp_path, name="old-", days=-1)

    def wrong(chain: Path | None, private: Path | None, address: str | None = None) -> set[Any]:
        named = {"certificate": chain, "certificate_key": private, "public_address": address}
        return found(tmp_path, {name: None if value is None else str(value) for name, value in named.items()})

    assert wrong(certificate, key) == set()
    assert wrong(certificate, key, "https://lunch.example.com:8443") == set()
    assert wrong(certificate, key, "https://seoul.office.example.com") == set()
    for host in ("127.0.0.1", "example.com", "a.b.office.example.com", "office.example.com"):
        assert wrong(certificate, key, f"https://{host}") == {ProblemCode.CERTIFICATE_FOR_ANOTHER}
    assert wrong(certificate, other_key) == {ProblemCode.CERTIFICATE_WRONG_KEY}
    assert wrong(old, old_key) == {ProblemCode.CERTIFICATE_NOT_NOW}
    assert wrong(certificate, None) == wrong(None, key) == {ProblemCode.CERTIFICATE_HALF}
    assert wrong(tmp_path / "none.pem", key) == {ProblemCode.CERTIFICATE_MISSING}
    assert wrong(tmp_path, key) == {ProblemCode.CERTIFICATE_UNREADABLE}
    assert wrong(key, key) == {ProblemCode.CERTIFICATE_UNUSABLE}
    locked = tmp_path / "locked.pem"
    locked.touch(mode=0o600)
    encrypted = load_pem_private_key(key.read_bytes(), None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    locked.write_bytes(encrypted)
    assert wrong(certificate, locked) == {ProblemCode.CERTIFICATE_UNUSABLE}, "nobody could type its password"
    for mode in (0o644, 0o640):
        key.chmod(mode)
        assert wrong(certificate, key) == {ProblemCode.KEY_FILE_EXPOSED}


def test_keys_that_others_may_read_and_broken_ones_are_all_named(tmp_path: Path) -> None:
    keys = tmp_path / "server" / "keys"
    SigningKeys(keys, SystemClock())
    Seals.kept_in(keys)
    assert found(tmp_path) == set()
    (signing,) = keys.glob("*.pem")
    (keys / "sync.key").chmod(0o640)
    signing.write_text("no key")
    named = {(problem.code, problem.facts["path"]) for problem in checked(tmp_path).problems}
    assert named == {
        (ProblemCode.KEY_FILE_EXPOSED, str(keys / "sync.key")),
        (ProblemCode.KEY_FILE_UNREADABLE, str(signing)),
    }
    (keys / "sync.key").chmod(0o600)
    (keys / "sync.key").write_bytes(b"short")
    assert found(tmp_path) == {ProblemCode.KEY_FILE_UNREADABLE}


def test_a_newer_schema_is_refused_and_an_older_one_announced(tmp_path: Path) -> None:
    path = tmp_path / "server" / "company.db"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress(FIRST_LUNCH.read_bytes()))
    said = serve(tmp_path, "--check")
    assert said.returncode == 0
    assert "upgrades the database from 0001" in said.stdout
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    CompanyDatabase.open(f"sqlite:///{path}").close()
    said = serve(tmp_path, "--check")
    assert said.returncode == 0
    assert "upgrades" not in said.stdout
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert found(tmp_path) == {ProblemCode.DATABASE_NEWER}


def test_a_database_that_is_down_is_named_without_its_password(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, DATABASE_URL=f"postgresql://lunch:{STRONG}@127.0.0.1:1/lunch").problems
    assert problem.code is ProblemCode.DATABASE_UNREACHABLE
    assert STRONG not in str(problem.facts)
    assert isinstance(problem, Problem)
