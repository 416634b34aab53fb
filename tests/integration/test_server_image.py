"""The server as packaging/ installs it: from the Dockerfile's own steps, behind nginx, with PostgreSQL and Redis.

There is no Docker here. What compose.yaml says is done by hand, with loopback addresses in place of the names of its
services; the image's files, the proxy's configuration and the commands are the very same.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from requests.adapters import HTTPAdapter

from lunch_desktop.domain.ids import uuid7
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.wire.arguments import arguments_as_json, as_text
from lunch_desktop.wire.sync import PROTOCOL, PushedChange, PushRequest
from setup.image import Image, build
from tests.integration.support_server import DEVICE, EMPLOYEE, LOGINS, PASSWORD, make_services, wait_until
from tests.support.certificates import make_certificate
from tests.support.compose import ROOT, compose
from tests.support.lunch import a_party, next_noon
from tests.support.postgres import Postgres, postgres_running

pytestmark = [pytest.mark.timeout(300), pytest.mark.skipif(sys.platform != "linux", reason="the image is Linux's")]

ADDRESS = "https://127.0.0.1"


@dataclass
class Installation:
    """All four services; `secret` is what no log and no answer may hold."""

    image: Image
    services: dict[str, Any]
    environment: dict[str, str]
    direct: str
    https: int
    http: int
    certificate: Path
    secret: list[str]
    before: dict[Path, int]

    def session(self, source: str = "127.0.0.1") -> requests.Session:
        """A visitor who comes from that address of this machine."""

        class From(HTTPAdapter):
            def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
                super().init_poolmanager(*arguments, **named, source_address=(source, 0))

        visitor = requests.Session()
        visitor.trust_env = False  # its variables would name other certificates
        visitor.verify = str(self.certificate)
        visitor.headers["Lunch-Protocol"] = str(PROTOCOL)
        visitor.mount("https://", From())
        visitor.mount("http://", From())
        return visitor

    @property
    def address(self) -> str:
        return f"{ADDRESS}:{self.https}"

    def sign_in(self, login: str = EMPLOYEE, **named: Any) -> requests.Response:
        """One try, by the proxy unless a session and an address say otherwise."""
        with self.session(named.pop("source", "127.0.0.1")) as visitor:
            return visitor.post(
                f"{named.pop('address', self.address)}/api/v1/auth/sign-in",
                json={"login": login, "password": named.pop("password", PASSWORD), "device_name": DEVICE},
                timeout=20,
                **named,
            )

    def token(self, login: str = EMPLOYEE) -> str:
        """An access token by way of the proxy."""
        answer = self.sign_in(login)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """The image's program with other arguments, as `docker compose run` does it."""
        return subprocess.run(
            [*map(self.image.here, self.image.entrypoint), *arguments],
            env=self.environment | environment,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with ExitStack() as stack:
        root = Path(tempfile.mkdtemp(prefix="lunch-image-"))
        stack.callback(shutil.rmtree, root, ignore_errors=True)
        root.chmod(0o755)
        image = build(root)
        services = compose(LUNCH_PUBLIC_ADDRESS=ADDRESS)["services"]
        for folder in ("run/secrets", "tmp", "tmp/nginx"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        names = ("database_password", "database_admin_password", "redis_password", "metrics_token")
        made = {name: secrets.token_hex(16) for name in names}
        for name, value in made.items():
            (root / "run/secrets" / name).write_text(f"{value}\n")
        certificate, key = make_certificate(root / "run/secrets")
        certificate.rename(root / "run/secrets/certificate")
        key.rename(root / "run/secrets/certificate_key")
        certificate = root / "run/secrets/certificate"
        postgres = stack.enter_context(postgres_running())
        set_up_database(postgres, services["postgres"], image)
        redis = start_redis(stack, services["redis"], image)
        port = free_port()
        environment = server_environment(services["server"], image, postgres.port, redis, port)
        move_a_company_in(root, image, environment)
        before = {path: path.stat().st_mtime_ns for path in (root / "opt").rglob("*")}
        command = [*map(image.here, image.entrypoint), *services["server"]["command"]]
        start(stack, command, environment, root / "server.err")
        direct = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(f"{direct}/api/v1/health/ready"), 60)
        https, http = free_port(), free_port()
        start_proxy(stack, services["proxy"], image, port, https, http)
        wait_until(lambda: answers(f"http://127.0.0.1:{http}/"), 20)
        yield Installation(image, services, environment, direct, https, http, certificate, list(made.values()), before)


def answers(url: str) -> bool:
    with suppress(requests.RequestException):
        return requests.get(url, timeout=5, allow_redirects=False).status_code < 500
    return False


def start(stack: ExitStack, command: list[str], environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command, env=environment, cwd="/", stdin=subprocess.DEVNULL, stdout=errors, stderr=errors
        )

    def end() -> None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    stack.callback(end)
    return process


def set_up_database(postgres: Postgres, service: dict[str, Any], image: Image) -> None:
    """Run the script that PostgreSQL's image runs on an empty volume, and have passwords asked for from then on."""
    where = f"host=127.0.0.1 port={postgres.port} dbname=postgres"
    with psycopg.connect(f"{where} user=lunch", autocommit=True) as connection:
        connection.execute("CREATE ROLE postgres SUPERUSER LOGIN")
    with psycopg.connect(f"{where} user=postgres", autocommit=True) as connection:
        connection.execute("ALTER ROLE lunch RENAME TO nobody")
        (mounted,) = (one for one in service["volumes"] if one.startswith("./"))
        script = (ROOT / "packaging" / mounted.split(":")[0]).read_text()
        environment = {name: value for name, value in service["environment"].items() if name == "POSTGRES_USER"}
        subprocess.run(
            ["sh", "-c", image.here(script)],
            env={**os.environ, **environment, "PGHOST": "127.0.0.1", "PGPORT": str(postgres.port)},
            check=True,
            capture_output=True,
        )
        (hba,) = connection.execute("SHOW hba_file").fetchall()
        Path(hba[0]).write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        connection.execute("SELECT pg_reload_conf()")


def start_redis(stack: ExitStack, service: dict[str, Any], image: Image) -> int:
    port = free_port()
    shell, flag, command = service["command"]
    own = f"redis-server {image.root}/tmp/redis.conf --port {port} --bind 127.0.0.1"
    written = image.here(command).replace(f"redis-server {image.root}/tmp/redis.conf", own)
    assert own in written
    start(stack, [shell, flag, written], dict(os.environ), image.root / "redis.log")
    return port


def server_environment(service: dict[str, Any], image: Image, postgres: int, redis: int, port: int) -> dict[str, str]:
    """What the container's environment is, with this machine's addresses."""
    given = {name: image.here(str(value)) for name, value in {**image.environment, **service["environment"]}.items()}
    given["DATABASE_URL"] = given["DATABASE_URL"].replace("@postgres:5432/", f"@127.0.0.1:{postgres}/")
    given["REDIS_URL"] = given["REDIS_URL"].replace("redis:6379", f"127.0.0.1:{redis}")
    given["LUNCH_SERVER_TRUSTED_PROXIES"] = "127.0.0.1"
    given["LUNCH_SERVER_PORT"] = str(port)
    assert str(postgres) in given["DATABASE_URL"]
    assert str(redis) in given["REDIS_URL"]
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **given}


def move_a_company_in(root: Path, image: Image, environment: dict[str, str]) -> None:
    """A company that has outgrown one PC: its SQLite and its keys, moved by the image's own program."""
    data = root / "var/lib/lunch"
    services = make_services(data / "server", SystemClock())
    services.crew.close()
    services.database.close()
    source = f"sqlite:///{data}/server/company.db"
    moved = subprocess.run(
        [
            *map(image.here, image.entrypoint),
            *("migrate-server", "--from", source, "--to", environment["DATABASE_URL"]),
        ],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert moved.returncode == 0, moved.stderr


def start_proxy(stack: ExitStack, service: dict[str, Any], image: Image, server: int, https: int, http: int) -> None:
    """nginx with the template filled in as its image does it: only the variables that are set."""
    values = {name: image.here(str(value)) for name, value in service["environment"].items()}
    values |= {
        "LUNCH_PROXY_TEMPORARY": str(image.root / "tmp/nginx"),
        "LUNCH_PROXY_SERVER": f"127.0.0.1:{server}",
        "LUNCH_PROXY_HTTP_PORT": str(http),
        "LUNCH_PROXY_HTTPS_PORT": str(https),
    }
    template = (ROOT / "packaging/nginx/nginx.conf.template").read_text()
    filled = re.sub(r"\$\{(\w+)\}", lambda match: values.get(match[1], match[0]), template)
    (image.root / "tmp/nginx.conf").write_text(filled)
    start(stack, [image.here(word) for word in service["command"]], dict(os.environ), image.root / "nginx.log")


def test_somebody_signs_in_through_the_proxy_and_the_server_knows_that_it_was_secure(
    installation: Installation,
) -> None:
    token = installation.token()
    with installation.session() as visitor:
        visitor.headers["Authorization"] = f"Bearer {token}"
        profile = visitor.get(f"{installation.address}/api/v1/users/profile", timeout=20)
        assert (profile.status_code, profile.json()["login"]) == (200, EMPLOYEE)
        assert "Strict-Transport-Security" in profile.headers
        health = visitor.get(f"{installation.address}/api/v1/health", timeout=20).json()
        assert (health["status"], health["database"], health["redis"]) == ("ok", "ok", "ok")


def test_a_live_stream_passes_the_proxy_at_once_and_crosses_the_processes(installation: Installation) -> None:
    listening, writing = installation.token(LOGINS[1]), installation.token(LOGINS[0])
    now = SystemClock().now()
    noon = next_noon(now)
    with installation.session() as visitor, installation.session() as author:
        headers = {"Authorization": f"Bearer {listening}", "Accept": "text/event-stream"}
        stream = visitor.get(f"{installation.address}/api/v1/events", headers=headers, stream=True, timeout=30)
        assert stream.status_code == 200
        events = stream.iter_lines(chunk_size=1)
        assert next(events) == b"event: head"
        minutes = int((noon - now) // 60_000)
        for number in range(4):  # whichever process takes it, the stream's hears of it
            args = arguments_as_json(a_party(minutes + 61 * number, now=now))
            payload = {"name": "party.open", "mutation_version": 1, "args": args, "base": 0}
            change = PushedChange(
                seq=1, uuid=uuid7(now, secrets.token_bytes(10)), payload=as_text(payload | {"created_at": now})
            )
            request = PushRequest(client_id=uuid7(now, secrets.token_bytes(10)), epoch=None, mutations=[change])
            pushed = author.post(
                f"{installation.address}/api/v1/sync/push",
                data=request.model_dump_json().encode(),
                headers={"Authorization": f"Bearer {writing}", "Content-Type": "application/json"},
                timeout=20,
            )
            assert pushed.status_code == 200, pushed.text
            result = pushed.json()["results"][0]
            assert result["outcome"] == "applied", pushed.text
            told = (re.search(rb'^data: .*"version":(\d+)', line) for line in islice(events, 40))
            assert any(found and int(found[1]) >= result["version"] for found in told), "nothing but heartbeats"
        stream.close()


def test_the_server_believes_the_proxy_and_the_proxy_believes_nobody(installation: Installation) -> None:
    """Five wrong passwords from one address are enough, whatever it says of itself; others are not concerned."""
    login = LOGINS[3]
    for number in range(6):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        last = installation.sign_in(login, password="wrong", source="127.0.0.2", headers=forged)
    assert (last.status_code, last.json()["error"]["code"]) == (429, "too_many_attempts")
    assert installation.sign_in(login, source="127.0.0.3").status_code == 200
    assert installation.sign_in(login, source="127.0.0.2").status_code == 429
    told = {"X-Forwarded-For": "198.51.100.77"}
    assert installation.sign_in(login, source="127.0.0.1", address=installation.direct, headers=told).status_code == 200


def test_plain_http_is_sent_to_https_and_only_the_api_is_served(installation: Installation) -> None:
    with installation.session() as visitor:
        sent = visitor.get(f"http://127.0.0.1:{installation.http}/api/v1/health", timeout=20, allow_redirects=False)
        assert (sent.status_code, sent.headers["Location"]) == (308, f"{ADDRESS}/api/v1/health")
        for path in ("/", "/docs", "/metrics", "/api/v1/metrics", "/api/v1/metrics/"):
            assert visitor.get(installation.address + path, timeout=20).status_code == 404
        with pytest.raises(requests.RequestException):
            visitor.get(f"http://127.0.0.1:{installation.https}/api/v1/health", timeout=20).raise_for_status()
        body = b"x" * (8 * 1024 * 1024 + 1)
        assert visitor.post(f"{installation.address}/api/v1/sync/push", data=body, timeout=60).status_code == 413


def test_the_image_holds_no_qt_and_nothing_of_the_tests(installation: Installation) -> None:
    packages = {path.name.lower() for path in (installation.image.root / "opt").rglob("site-packages/*")}
    assert packages
    for strange in ("pyside6", "shiboken6", "pytest", "mypy", "pip", "setuptools"):
        assert not [name for name in packages if name.startswith(strange)], strange
    asked = subprocess.run(
        [installation.image.here("/opt/lunch/bin/python"), "-c", "import PySide6"],
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ModuleNotFoundError" in asked.stderr


def test_the_check_in_the_image_finds_nothing_and_masks_every_secret(installation: Installation) -> None:
    said = installation.run("serve", "--check")
    assert said.returncode == 0, said.stdout
    assert "workers                      = 2  (environment: LUNCH_SERVER_WORKERS)" in said.stdout
    assert not [secret for secret in installation.secret if secret in said.stdout + said.stderr]
    wrong = installation.run("serve", "--check", DATABASE_PASSWORD_FILE=installation.environment["REDIS_PASSWORD_FILE"])
    assert wrong.returncode == 3, "the password was not asked for"


def test_health_is_asked_as_the_image_says(installation: Installation) -> None:
    port = installation.environment["LUNCH_SERVER_PORT"]
    command = [installation.image.here(word).replace(":8765/", f":{port}/") for word in installation.image.health]
    assert subprocess.run(command, env=installation.environment, check=False, timeout=30).returncode == 0
    elsewhere = [word.replace(f":{port}/", f":{free_port()}/") for word in command]
    assert subprocess.run(
        elsewhere, env=installation.environment, check=False, timeout=30, capture_output=True
    ).returncode


def test_nothing_is_written_outside_the_volume_and_no_log_holds_a_secret(installation: Installation) -> None:
    """The last test: the others have used the server."""
    opt = installation.image.root / "opt"
    assert {path: path.stat().st_mtime_ns for path in opt.rglob("*")} == installation.before
    logs = [*installation.image.root.glob("*.log"), *installation.image.root.glob("*.err")]
    logs += (installation.image.root / "var/lib/lunch/logs").iterdir()
    assert len(logs) > 3
    for log in logs:
        content = log.read_text(encoding="utf-8")
        for secret in (*installation.secret, PASSWORD):
            assert secret not in content, log.name
        assert '"level": "ERROR"' not in content, log.name
    assert json.loads((installation.image.root / "server.err").read_text().splitlines()[-1])
