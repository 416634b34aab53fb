"""Exports through the real server: what an admin's desktop gets, what is noted, and what a broken way leaves."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from lunch_desktop.domain.exports.entities import EXPORT_NOTICES
from lunch_desktop.domain.ids import PartyId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    Membership,
    MembershipState,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import Day, at
from lunch_desktop.exchange.sources import CompanyReports
from lunch_desktop.server.exports.lines import in_lines, lines_of
from lunch_desktop.sync.exports_api import RemoteReports
from lunch_desktop.sync.http import ApiClient, Forbidden, NotOurServer, RateLimited, Rejected, ServerFault
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.exports import ExportRequest, Value
from lunch_desktop.wire.sync import PROTOCOL
from tests.integration.support_server import ADMIN, EMPLOYEE, RunningServer, running, wait_until
from tests.support.company import OFFICE, PLACES, STAFF, an_id

EXPORTS: Final = "/api/v1/exports"
ATTENDANCE: Final = ExportRequest(dataset="attendance", day_from="2026-10-01", day_to="2026-10-31", format="csv")
BOSS, PERSON = STAFF[0].id, STAFF[1].id


def lunches(days: int, people: int = 3) -> Iterator[tuple[Any, Any]]:
    """A lunch on each of the first days of October, at which so many have eaten."""
    for number in range(1, days + 1):
        day = Day(f"2026-10-{number:02}")
        noon = at(day, 12, 0, OFFICE.time_zone)
        party = PartyId(an_id(f"party {number}"))
        yield (
            PARTIES,
            Party(
                id=party,
                office_id=OFFICE.id,
                host_id=BOSS,
                title="점심",
                restaurant_id=PLACES[number % 3].id,
                day=day,
                meets_at=noon,
                minutes=60,
                place="",
                capacity=8,
                note="",
                visibility=Visibility.OFFICE.value,
                state=PartyState.OPEN.value,
                opened_at=noon,
            ),
        )
        for turn, one in enumerate(STAFF[:people], 1):
            state = MembershipState.CONFIRMED.value
            yield MEMBERSHIPS, Membership(membership_id(party, one.id), party, one.id, day, state, turn, None, 0)


@pytest.fixture
def server(tmp_path: Path, company_url: str) -> Iterator[RunningServer]:
    with running(tmp_path, url=company_url) as started:
        started.services.sync.import_rows(lunches(31))
        yield started


@contextmanager
def remote(server: RunningServer, login: str = ADMIN) -> Iterator[RemoteReports]:
    client, token = ApiClient(server.url), server.token(login)
    yield RemoteReports(client, lambda: token)
    client.close()


def noted(server: RunningServer, action: str) -> list[Any]:
    entries = server.services.identity.accounts.audit_entries(limit=100_000)
    return [entry for entry in entries if entry.action == action]


def notices(server: RunningServer) -> dict[str, int]:
    """How many rows of whom an export held, by the notices."""
    database = server.services.database
    table = database.schema.entities[EXPORT_NOTICES.name]
    with database.reading() as connection:
        return {row.employee_id: row.rows for row in connection.execute(table.select())}


def test_a_desktop_gets_the_rows_that_the_company_has_and_they_are_noted_first(server: RunningServer) -> None:
    services = server.services
    with CompanyReports(services.database, services.clock, STAFF[0].name).open(ATTENDANCE) as (head, rows):
        expected = head, [list(row) for row in rows]
    with remote(server) as reports, reports.open(ATTENDANCE) as (head, rows):
        (entry,) = noted(server, "exported")
        assert notices(server) == {one.id: 31 for one in STAFF[:3]}, "before anybody reads a row"
        got = head, list(rows)
    assert got == expected
    assert (head.made_by, head.rows, head.source, head.totals["confirmed"]) == (STAFF[0].name, 93, "server", 93)
    assert (entry.actor, entry.subject is not None, bool(entry.device)) == (BOSS, True, True)
    assert entry.details == {
        "dataset": "attendance",
        "format": "csv",
        "day_from": "2026-10-01",
        "day_to": "2026-10-31",
        "rows": 93,
        "subjects": 3,
        "source": "server",
    }


def test_whose_rows_they_were_hears_of_it_by_sync_and_nobody_else(server: RunningServer) -> None:
    with remote(server) as reports, reports.open(ATTENDANCE) as (_, rows):
        list(rows)

    database = server.services.database
    with database.reading() as connection:
        made = connection.execute(database.schema.entities[EXPORT_NOTICES.name].select())
        whose = {row.employee_id: row.id for row in made}
    for login, one in (("person1@example.com", PERSON), ("person5@example.com", STAFF[5].id)):
        body = {"client_id": an_id(login)}
        pulled = server.call("POST", "/api/v1/sync/pull", server.token(login), json=body).text
        assert [employee for employee, notice in whose.items() if notice in pulled] == [one][: one in whose]


def test_a_preview_counts_all_and_is_noted_once_a_minute_for_each_dataset(server: RunningServer) -> None:
    with remote(server) as reports:
        previews = [reports.preview(ATTENDANCE, 5) for _ in range(3)]
        reports.preview(ExportRequest(dataset="restaurants"), 100)
        server.clock.advance(61_000)
        reports.preview(ATTENDANCE, 5)
    assert {(one.head.rows, len(one.rows)) for one in previews} == {(93, 5)}
    assert [entry.details["dataset"] for entry in noted(server, "export_previewed")] == [
        "attendance",
        "restaurants",
        "attendance",
    ]
    assert notices(server) == {}, "a preview makes no file"


def test_exports_are_for_admins_and_what_is_not_there_is_refused_by_name(server: RunningServer) -> None:
    with remote(server, EMPLOYEE) as reports:
        with pytest.raises(Forbidden), reports.open(ATTENDANCE):
            pass
        with pytest.raises(Forbidden):
            reports.preview(ATTENDANCE, 5)
    with remote(server) as reports:
        for wanted, why in (
            (ExportRequest(dataset="chats"), "unknown_dataset"),
            (ExportRequest(dataset="restaurants", department_id=an_id("dev")), "filter_not_taken"),
            (ExportRequest(dataset="attendance", columns=("party_id",)), "unknown_column"),
        ):
            with pytest.raises(Rejected) as refused, reports.open(wanted):
                pass
            assert (refused.value.code, refused.value.problem.facts["reason"]) == ("export_refused", why)
    bad = server.call("POST", f"{EXPORTS}/preview?limit=101", server.token(ADMIN), json={"dataset": "attendance"})
    assert bad.status_code == 422
    assert noted(server, "exported") == []


def test_rows_come_compressed_for_whoever_asks_for_it(server: RunningServer) -> None:
    token, body = server.token(ADMIN), ATTENDANCE.model_dump()
    packed = server.call("POST", EXPORTS, token, json=body, headers={"Accept-Encoding": "gzip"})
    plain = server.call("POST", EXPORTS, token, json=body, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"] == "application/x-ndjson"
    assert packed.text.splitlines()[1:] == plain.text.splitlines()[1:]
    assert json.loads(plain.text.splitlines()[-1]) == {"end": 93}


def occupy(server: RunningServer, token: str) -> socket.socket:
    """A desktop that asks for an export and takes nothing."""
    place = urlsplit(server.url)
    connection = socket.create_connection((place.hostname, place.port or 0), timeout=10)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    body = json.dumps({"dataset": "attendance"})
    connection.sendall(
        f"POST {EXPORTS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    assert connection.recv(10) == b"HTTP/1.1 2"
    return connection


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each export has as many rows as anybody takes."""

    def forever(rows: Any) -> Iterator[tuple[int, bytes]]:
        some = [tuple(row) for row in rows]
        while True:
            yield len(some), lines_of(some) * 20

    monkeypatch.setattr("lunch_desktop.server.exports.serving.in_lines", forever)


@pytest.mark.usefixtures("endless")
def test_a_third_export_waits_and_who_takes_nothing_or_goes_makes_room(server: RunningServer) -> None:
    services, token = server.services, server.token(ADMIN)
    services.exports.stalled_seconds = 60.0
    before = services.database.connections()[0]
    first, second = occupy(server, token), occupy(server, token)
    with remote(server) as reports:
        with pytest.raises(RateLimited) as busy, reports.open(ATTENDANCE):
            pass
        assert (busy.value.problem.code, busy.value.retry_after) == (ProblemCode.EXPORTS_BUSY, 15)
        assert services.database.connections()[0] >= before + 2
        services.sync.import_rows(lunches(1, people=8))  # a snapshot that stays open keeps no writer from writing
        first.close()
        second.close()
        wait_until(lambda: services.database.connections()[0] <= before)
        services.exports.stalled_seconds = 0.2
        held = len(server.server.server_state.connections)
        with occupy(server, token):
            wait_until(lambda: services.database.connections()[0] <= before)
            wait_until(lambda: len(server.server.server_state.connections) <= held)
        with reports.open(ATTENDANCE) as (_, rows):
            next(rows)
        wait_until(lambda: services.database.connections()[0] <= before)


@pytest.mark.usefixtures("endless")
def test_who_is_no_admin_any_more_gets_no_more_rows(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lunch_desktop.server.exports.serving._LOOK_SECONDS", 0.0)
    server.set_role(1, Role.ADMIN)
    with remote(server) as reports, reports.open(ATTENDANCE) as (_, rows):
        next(rows)
        server.set_role(0, Role.EMPLOYEE)
        with pytest.raises(Problem) as broken:
            for _ in rows:
                pass
    assert broken.value.code is ProblemCode.EXPORT_INCOMPLETE


def test_an_export_that_breaks_off_in_the_server_is_no_whole_one(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(rows: Any) -> Iterator[tuple[int, bytes]]:
        yield next(in_lines(rows))
        raise Problem(ProblemCode.DATABASE_UNREACHABLE, database="x")

    monkeypatch.setattr("lunch_desktop.server.exports.serving.in_lines", broken)
    with remote(server) as reports, reports.open(ATTENDANCE) as (head, rows), pytest.raises(Problem) as told:
        list(rows)
    assert (told.value.code, told.value.facts["of"]) == (ProblemCode.EXPORT_INCOMPLETE, head.rows)


HEAD: Final = {
    "request": {"dataset": "attendance", "columns": ["name", "day"]},
    "made_by": "김민지",
    "made_at": 1,
    "time_zone": "Asia/Seoul",
    "source": "server",
    "as_of": 1,
    "rows": 2,
    "totals": {},
}
ROW: Final = ["이서준", "2026-10-01"]


@contextmanager
def answering(content: bytes, *, header: bool = True, kind: str = "application/x-ndjson") -> Iterator[str]:
    """Something that answers each request with this and closes the connection; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    said = f"Lunch-Protocol: {PROTOCOL}\r\n" if header else ""

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                asked = b""
                while not asked.endswith(b"}"):  # what is left unread breaks the connection
                    asked += connection.recv(65_536)
                start = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{said}Connection: close\r\n\r\n"
                connection.sendall(start.encode() + content)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


def lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def read(address: str) -> list[Any]:
    client = ApiClient(address)
    try:
        with RemoteReports(client, lambda: "token").open(ATTENDANCE) as (_, rows):
            return list(rows)
    finally:
        client.close()


def test_what_is_whole_is_taken() -> None:
    with answering(lines(HEAD, ROW, ROW, {"end": 2})) as address:
        assert read(address) == [ROW, ROW]


@pytest.mark.parametrize(
    "content",
    [
        lines(HEAD, ROW, ROW),
        lines(HEAD, ROW, ROW, {"end": 2})[:-1],
        lines(HEAD, ROW, ROW)[:-8],
        lines(HEAD, ROW, {"end": 1}),
        lines(HEAD, ROW, ROW, {"end": 3}),
        lines(HEAD, ROW, ["이서준"], {"end": 2}),
        lines(HEAD, ROW, ["이서준", ["2026-10-01"]], {"end": 2}),
        lines(HEAD, ROW, "2026-10-01", {"end": 2}),
        lines(HEAD, ROW, {"end": 2}, ROW),
        lines(HEAD, ROW) + b"<html>\n",
    ],
)
def test_what_is_not_whole_is_told_and_nothing_else(content: bytes) -> None:
    with answering(content) as address, pytest.raises(Problem) as told:
        read(address)
    assert told.value.code is ProblemCode.EXPORT_INCOMPLETE


def test_what_is_not_the_servers_is_never_taken_for_rows() -> None:
    whole = lines(HEAD, ROW, ROW, {"end": 2})
    with answering(whole, header=False) as address, pytest.raises(NotOurServer):
        read(address)
    with answering(whole, kind="text/html") as address, pytest.raises(ServerFault):
        read(address)
    with answering(lines(ROW, ROW)) as address, pytest.raises(ServerFault):
        read(address)


@pytest.mark.parametrize("text", ["],[", '"],["', "\n", "\0", "half \ud83d", "끝]\u2028,[", ""])
def test_whatever_people_wrote_is_one_value_of_one_line(text: str) -> None:
    rows: list[list[Value]] = [[text, 1, None, True], ["b", -2, text, False], [text, text, text, text]]
    pieces = list(in_lines(iter(rows)))
    assert sum(many for many, _ in pieces) == 3
    assert [json.loads(line) for line in b"".join(piece for _, piece in pieces).split(b"\n")[:-1]] == rows
