"""What `dev.py audit` and `dev.py sbom` make of what their tools say, and the real pip-audit against a service here."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from setup.audit import accepted_today, verdict_of
from setup.bill import unfit_licences

ROOT = Path(__file__).resolve().parents[2]
ADVISORY = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "summary": "it does what it should not",
    "published": "2026-01-01T00:00:00Z",
    "modified": "2026-01-02T00:00:00Z",
    "affected": [
        {
            "package": {"name": "mako", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}],
        }
    ],
}


def test_what_the_service_does_not_know_is_counted_apart() -> None:
    said = {
        "dependencies": [
            {"name": "mako", "version": "1.4.3", "vulns": [{"id": "GHSA-1", "fix_versions": ["1.4.4"]}]},
            {"name": "pyjwt", "version": "2.15.1", "vulns": []},
            {"name": "ours", "skip_reason": "Dependency not found on PyPI and could not be audited"},
        ]
    }
    found = verdict_of(said)
    assert (found.looked_up, found.unknown) == (2, 1)
    assert [str(one) for one in found.findings] == ["mako 1.4.3: GHSA-1, fixed in 1.4.4"]


def test_an_accepted_vulnerability_counts_again_after_its_day() -> None:
    said = {"accepted": [{"id": "GHSA-1", "until": date(2026, 11, 30), "reason": "not called"}]}
    assert accepted_today(said, date(2026, 11, 30)) == {"GHSA-1"}
    assert accepted_today(said, date(2026, 12, 1)) == set()


@pytest.mark.parametrize(
    ("licences", "fit"),
    [
        ([{"license": {"id": "MIT"}}], True),
        ([{"expression": "LGPL-3.0-only OR GPL-2.0-only"}], True),
        ([{"expression": "GPL-3.0-only"}], False),
        ([{"license": {"name": "GNU General Public License v3 (GPLv3)"}}], False),
        ([{"license": {"name": "GNU Lesser General Public License v3 (LGPLv3)"}}], True),
        ([{"license": {"id": "AGPL-3.0-only"}}], False),
        ([], False),
    ],
)
def test_a_licence_that_a_company_can_not_live_with_is_told(licences: list[Any], fit: bool) -> None:
    bill = {"components": [{"name": "thing", "version": "1", "licenses": licences}]}
    assert (unfit_licences(bill) == []) is fit


@pytest.mark.slow
def test_a_known_vulnerability_fails_and_a_service_that_is_away_does_not() -> None:
    with _service({"mako": [ADVISORY]}) as url:
        found = _audit(url)
        assert found.returncode == 1, found.stdout + found.stderr
        assert "VULNERABLE: mako" in found.stderr
        assert "GHSA-aaaa-bbbb-cccc, fixed in 99.0" in found.stderr
    with _service({}) as url:
        clean = _audit(url)
        assert (clean.returncode, "VULNERABLE" in clean.stderr) == (0, False)
        assert "0 vulnerabilities" in clean.stdout
    away = _audit(url)
    assert away.returncode == 0
    assert "Not audited" in away.stderr


def _audit(url: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "packaging" / "dev.py"), "audit", "--osv-url", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)


@contextmanager
def _service(advisories: dict[str, list[Any]]) -> Iterator[str]:
    """Answers as OSV's query does: https://google.github.io/osv.dev/post-v1-query/."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            content = json.dumps({"vulns": advisories.get(asked["package"]["name"], [])}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
