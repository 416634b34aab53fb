"""A company goes into a file and comes back, on either database, equal; and what is not whole is never restored."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from lunch_desktop.demo.witness import differences
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import HOUR
from lunch_desktop.store import connection as connections
from lunch_desktop.store.company.accounts import NewAccount
from lunch_desktop.store.company.archiving.enciphering import EncryptedReader, EncryptedWriter
from lunch_desktop.store.company.archiving.findings import ArchiveFaulty, Found, Wrong
from lunch_desktop.store.company.archiving.form import Step
from lunch_desktop.store.company.archiving.writing import write_archive
from lunch_desktop.store.company.database import MIGRATIONS, CompanyDatabase
from lunch_desktop.store.company.moving.contents import tables_of
from lunch_desktop.store.company.restoring import GATHERING
from lunch_desktop.store.company.schema import company_schema
from lunch_desktop.store.company.sync import CompanySync
from lunch_desktop.store.migrate import migrate
from lunch_desktop.system.problems import Problem, ProblemCode
from tests.support import plain
from tests.support.accounts import administering
from tests.support.archives import (
    AUDIT_KEY,
    archived,
    entries,
    making,
    packed,
    restored,
    rows_of,
    signed_anew,
    verified,
)
from tests.support.audit import findings
from tests.support.ciphered import held_on_desktop
from tests.support.company import SEALS, STAFF
from tests.support.lunch import Lunch, a_party, a_seat, outcomes

CHANGED_BY_A_RESTORE = {"head", "audit_entries"}


def lived(folder: Path, url: str | None = None) -> Lunch:
    """A company in which something has happened; its texts are what files break at."""
    lunch = Lunch(folder, url=url)
    administering(lunch.company.database, lunch.company.sync, lunch.clock).create(
        NewAccount(EmployeeId(one.id), f"person{number}@example.com", "hash", Role.EMPLOYEE)
        for number, one in enumerate(STAFF[: lunch.staff])
    )
    party = lunch.open(0, a_party(title='고등어 "정식" \\ 🍱\u2028\x85.'))
    lunch.decide(1, "party.join", a_seat(party))
    lunch.decide(2, "party.join", {"nonsense": 1})
    return lunch


@pytest.fixture
def lunch(tmp_path: Path) -> Iterator[Lunch]:
    made = lived(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that is whole, `whole.lunch-archive`, and the keys of its server."""
    folder = tmp_path_factory.mktemp("whole")
    with closing(lived(folder)) as made:
        archived(made.company, folder / "keys", folder / "whole.lunch-archive")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    where = tmp_path / "disk"
    where.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(where)], check=True, timeout=20)
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True, timeout=20)


def content_of(url: str) -> dict[str, list[Any]]:
    """Every row by plain SQL, in an order of Python's; JSON as what it says."""
    found = {}
    for table in tables_of(company_schema()):
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        rows = plain.ask(url, f"SELECT {names} FROM {table.name}")
        read = [[_plain(one.name, value) for one, value in zip(table.columns, row, strict=True)] for row in rows]
        found[table.name] = sorted(read, key=repr)
    return found


def _plain(column: str, value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and column in ("extra", "details", "answer"):
        return json.loads(value)
    return value


def test_sqlite_to_postgresql_and_back_is_equal_row_for_row(lunch: Lunch, postgres_url: str, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    first, second = tmp_path / "1.lunch-archive", tmp_path / "2.lunch-archive"
    manifest = archived(lunch.company, keys, first)
    before = content_of(lunch.company.url)
    assert manifest.rows == sum(map(len, before.values()))
    assert first.stat().st_mode & 0o077 == 0
    assert [row["title"] for row in rows_of(entries(first), "parties")] == ['고등어 "정식" \\ 🍱\u2028\x85.']
    back = f"sqlite:///{tmp_path}/back.db"
    for archive, url in ((first, postgres_url), (second, back)):
        assert verified(archive, keys).findings == []
        done = restored(archive, keys, url)
        assert (done.signed, done.audit.findings) == (True, [])
        after = content_of(url)
        same = before.keys() - CHANGED_BY_A_RESTORE
        assert {name: after[name] for name in same} == {name: before[name] for name in same}
        assert len(after["audit_entries"]) == len(before["audit_entries"]) + 1
        (was,), (has,) = before["head"], after["head"]
        assert has[0] == was[0]
        assert has[2:5] == was[2:5]
        assert has[1] != was[1], "a restored server has an epoch of its own"
        with closing(CompanyDatabase.open(url)) as database:
            lunch.company.database.close()
            lunch.company.database, lunch.company.sync = database, CompanySync(database, lunch.clock, SEALS)
            archived(lunch.company, keys, second)
            assert findings(database, keys) == []
        before = content_of(url)


def test_desktops_go_on_and_nothing_is_lost(tmp_path: Path, company_url: str, postgres_url: str) -> None:
    """What was decided after the archive was made comes back from desktops, whenever the server is started."""
    keys, archive = tmp_path / "keys", tmp_path / "a.lunch-archive"
    with closing(lived(tmp_path, company_url)) as lunch:
        host, guest = lunch.desktop(0), lunch.desktop(1)
        archived(lunch.company, keys, archive)
        party = host.do("party.open", a_party(240, title="보관한 뒤")).answer["party_id"]
        host.sync()
        guest.sync()
        guest.do("party.join", a_seat(party))
        guest.sync()
        host.do("party.open", a_party(360, title="기다리는 변경"))
        lunch.company.database.close()
        target = postgres_url if plain.is_sqlite(company_url) else f"sqlite:///{tmp_path}/restored.db"
        restored(archive, keys, target)
        lunch.clock.advance(HOUR)  # the server is started an hour later
        lunch.company.database = CompanyDatabase.open(target)
        lunch.company.sync = CompanySync(lunch.company.database, lunch.clock, SEALS)
        for desktop in (guest, host):
            desktop.sync()
        assert lunch.ask("SELECT gathering_until FROM head") == [(lunch.clock.now() + GATHERING,)]
        lunch.clock.advance(GATHERING)
        for desktop in (host, guest, host, guest):
            desktop.sync()
        assert lunch.standing(party, 1) == "confirmed"
        titles = [title for (title,) in lunch.ask("SELECT title FROM parties")]
        assert sorted(titles).count("기다리는 변경") == 1
        assert "보관한 뒤" in titles
        assert {outcome for outcome, _ in (*outcomes(host).values(), *outcomes(guest).values())} == {"applied"}
        newcomer = lunch.desktop(0, "another")
        assert differences(held_on_desktop(newcomer.path), held_on_desktop(host.path)) == []
        for desktop in (host, guest, newcomer):
            lunch.agrees(desktop)


def truncated(content: dict[str, bytes], path: Path, keys: Path) -> None:
    whole = packed(path, content).read_bytes()
    path.write_bytes(whole[: len(whole) - 40])


def without_a_table(content: dict[str, bytes], path: Path, keys: Path) -> None:
    del content["tables/results.jsonl"]
    packed(path, content)


def tampered(content: dict[str, bytes], path: Path, keys: Path) -> None:
    content["tables/accounts.jsonl"] = content["tables/accounts.jsonl"].replace(b'"employee"', b'"adminish"', 1)
    packed(path, content)


def swapped(content: dict[str, bytes], path: Path, keys: Path) -> None:
    one, other = "tables/grants.jsonl", "tables/feed.jsonl"
    content[one], content[other] = content[other], content[one]
    packed(path, content)


def shorter(content: dict[str, bytes], path: Path, keys: Path) -> None:
    name = "tables/employees.jsonl"
    content[name] = b"".join(content[name].splitlines(keepends=True)[:-1])
    packed(path, content)


def longer_than_it_says(content: dict[str, bytes], path: Path, keys: Path) -> None:
    content["tables/diets.jsonl"] = b"{" + b" " * (80 << 20)
    packed(path, content)


def leading_out(content: dict[str, bytes], path: Path, keys: Path) -> None:
    content["../../evil.txt"] = b"x"
    packed(path, content)


def twice(content: dict[str, bytes], path: Path, keys: Path) -> None:
    packed(path, content)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("tables/feed.jsonl", b"{}\n")


def unsigned(content: dict[str, bytes], path: Path, keys: Path) -> None:
    content["manifest.json"] = content["manifest.json"].replace(b'"head": ', b'"head":  1', 1)
    packed(path, content)


def dangling(content: dict[str, bytes], path: Path, keys: Path) -> None:
    """Line 2 is no row, and the one after the last of the employees is of a team that is not there."""
    name = "tables/employees.jsonl"
    lines = content[name].splitlines(keepends=True)
    lines.append(json.dumps(json.loads(lines[0]) | {"id": "nobody", "department_id": "nowhere"}).encode() + b"\n")
    lines[1] = b"[]\n"
    content[name] = b"".join(lines)
    signed_anew(content, keys)
    packed(path, content)


def mistyped(content: dict[str, bytes], path: Path, keys: Path) -> None:
    lines = content["tables/employees.jsonl"].splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"active":true', b'"active":"yes"')
    content["tables/employees.jsonl"] = b"".join(lines)
    signed_anew(content, keys)
    packed(path, content)


def forged(content: dict[str, bytes], path: Path, keys: Path) -> None:
    lines = content["tables/audit_entries.jsonl"].splitlines(keepends=True)
    lines[0] = lines[0].replace(b'"operator"', b'"server"').replace(b'"actor":null', b'"actor":"server"')
    content["tables/audit_entries.jsonl"] = b"".join(lines)
    signed_anew(content, keys)
    packed(path, content)


def sums_off(content: dict[str, bytes], path: Path, keys: Path) -> None:
    lines = content["tables/scope_sums.jsonl"].splitlines(keepends=True)
    row = json.loads(lines[0])
    lines[0] = json.dumps(row | {"sum": row["sum"] ^ 1}).encode() + b"\n"
    content["tables/scope_sums.jsonl"] = b"".join(lines)
    signed_anew(content, keys)
    packed(path, content)


Harm = Callable[[dict[str, bytes], Path, Path], None]
HARMS: dict[Harm, tuple[Wrong, str, int | None]] = {
    truncated: (Wrong.NO_ARCHIVE, "", None),
    without_a_table: (Wrong.ENTRY_MISSING, "tables/results.jsonl", None),
    tampered: (Wrong.HASH_DIFFERS, "tables/accounts.jsonl", None),
    swapped: (Wrong.SIZE_DIFFERS, "tables/feed.jsonl", None),
    shorter: (Wrong.ROWS_DIFFER, "tables/employees.jsonl", 3),
    longer_than_it_says: (Wrong.LINE_BROKEN, "tables/diets.jsonl", 1),
    leading_out: (Wrong.ENTRY_UNKNOWN, "../../evil.txt", None),
    twice: (Wrong.ENTRY_UNKNOWN, "tables/feed.jsonl", None),
    unsigned: (Wrong.SIGNATURE_WRONG, "signature.json", None),
    dangling: (Wrong.REFERENCE_MISSING, "tables/employees.jsonl", 5),
    mistyped: (Wrong.VALUE_WRONG, "tables/employees.jsonl", 3),
    forged: (Wrong.AUDIT, "tables/audit_entries.jsonl", 1),
    sums_off: (Wrong.SUM_WRONG, "tables/scope_sums.jsonl", None),
}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_what_is_not_whole_is_found_and_not_restored(whole: Path, tmp_path: Path, harm: Harm) -> None:
    path = tmp_path / "harmed.lunch-archive"
    harm(entries(whole / "whole.lunch-archive"), path, whole / "keys")
    wrong, file, line = HARMS[harm]
    found = verified(path, whole / "keys").findings
    matching = [one for one in found if one.wrong is wrong and (wrong is Wrong.NO_ARCHIVE or one.file == file)]
    assert matching, found
    assert line is None or line in {one.line for one in matching}
    target = tmp_path / "target.db"
    if wrong is Wrong.AUDIT:  # it keeps nobody from their data, and is told
        assert restored(path, whole / "keys", f"sqlite:///{target}").audit.findings
        return
    with pytest.raises(ArchiveFaulty):
        restored(path, whole / "keys", f"sqlite:///{target}")
    tables = plain.ask(f"sqlite:///{target}", "SELECT name FROM sqlite_master") if target.exists() else []
    assert tables == []
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize(("name", "value"), [("format", 2), ("revision", "9999")])
def test_an_archive_of_a_newer_version_is_refused(whole: Path, tmp_path: Path, name: str, value: Any) -> None:
    content = entries(whole / "whole.lunch-archive")
    signed_anew(content, whole / "keys", lambda said: said.update({name: value}))
    path = packed(tmp_path / "newer.lunch-archive", content)
    with pytest.raises(Problem) as raised:
        verified(path, whole / "keys")
    assert raised.value.code is ProblemCode.ARCHIVE_NEWER


def test_an_archive_of_an_older_schema_is_brought_forward(tmp_path: Path) -> None:
    """Made from a database as an older version left it; audit entries of then were a chain."""
    path, url = tmp_path / "old.db", f"sqlite:///{tmp_path}/new.db"
    engine = connections.connect(connections.sqlite_url(path), foreign_keys=True)
    with connections.writing(engine) as connection:
        migrate(connection, MIGRATIONS, "0008")
        for statement in (
            "INSERT INTO offices (id, name, time_zone, version) VALUES ('o', '서울', 'Asia/Seoul', 1)",
            "INSERT INTO restaurants (id, office_id, name, category, address, walk_minutes, price, phone, version) "
            "VALUES ('r', 'o', '국밥집', '국밥', '', 4, 9000, '', 1)",
            "INSERT INTO head (id, epoch, version) VALUES (1, 'aaaaaaaaaaaaaaaa', 1)",
            "INSERT INTO commits (version, tag, at) VALUES (1, 'aaaa', 5)",
        ):
            connection.execute(text(statement))
    target = tmp_path / "old.lunch-archive"
    told: list[Step] = []
    with zipfile.ZipFile(target, "w") as archive, connections.reading(engine) as connection:
        made = making(tmp_path / "keys")
        manifest = write_archive(archive, connection, company_schema(), "0008", made, told.append)
    engine.dispose()
    assert "ballots" not in {part.name for part in manifest.tables}
    assert verified(target, tmp_path / "keys").findings == []
    assert restored(target, tmp_path / "keys", url).upgraded
    assert plain.ask(url, "SELECT name, state, tags FROM restaurants") == [("국밥집", "approved", "")]
    with closing(CompanyDatabase.open(url)) as database:
        database.vouch_with(AUDIT_KEY)
        assert findings(database, tmp_path / "keys") == []


def test_a_database_with_something_in_it_is_left_alone(lunch: Lunch, whole: Path, postgres_url: str) -> None:
    archive, keys = whole / "whole.lunch-archive", whole / "keys"
    CompanyDatabase.open(postgres_url).close()  # a server was only started on it
    restored(archive, keys, postgres_url)
    before = content_of(postgres_url)
    lunch.company.database.close()
    for url in (postgres_url, lunch.company.url):
        with pytest.raises(Problem) as raised:
            restored(archive, keys, url)
        assert raised.value.code is ProblemCode.ARCHIVE_TARGET_NOT_EMPTY
    assert content_of(postgres_url) == before


def test_others_write_while_an_archive_is_made(tmp_path: Path, company_url: str) -> None:
    keys, target = tmp_path / "keys", tmp_path / "a.lunch-archive"
    with closing(lived(tmp_path, company_url)) as lunch:
        opened: list[str] = []

        def write(step: Step) -> None:
            if not opened:
                opened.append(lunch.open(3, a_party(400)))

        before = plain.ask(lunch.company.url, "SELECT count(*) FROM parties")[0][0]
        manifest = archived(lunch.company, keys, target, write)
        assert opened
        assert {part.name: part.rows for part in manifest.tables}["parties"] == before
    assert verified(target, keys).findings == []


KILLED = """
import os, signal, sys
from pathlib import Path
from contextlib import closing
from lunch_desktop.store.company.database import CompanyDatabase
from tests.support import archives
what, archive, keys, url = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if what == "restore":
    import lunch_desktop.store.company.archiving.restoring as restoring
    restoring.check_feed = die
    archives.restored(archive, keys, url)
else:
    from lunch_desktop.store.company.archiving.writing import create
    with closing(CompanyDatabase.open(url)) as database:
        create(database, archives.NEWEST, archive, archives.making(keys), die, lambda: None, force=True)
"""


def killed(*arguments: object) -> None:
    command = [sys.executable, "-c", KILLED, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def test_killed_in_the_middle_nothing_half_is_ever_taken_for_whole(
    whole: Path, lunch: Lunch, tmp_path: Path, postgres_url: str
) -> None:
    archive, keys = whole / "whole.lunch-archive", whole / "keys"
    for url in (f"sqlite:///{tmp_path}/killed.db", postgres_url):
        killed("restore", archive, keys, url)
        restored(archive, keys, url)
        assert len(plain.ask(url, "SELECT id FROM employees")) == lunch.staff
    lunch.company.database.close()
    target = tmp_path / "killed.lunch-archive"
    target.write_bytes(b"what was there")
    killed("create", target, tmp_path / "keys", lunch.company.url)
    assert target.read_bytes() == b"what was there"


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting takes root on Linux")
def test_a_full_disk_leaves_what_was_there(lunch: Lunch, small_disk: Path, whole: Path) -> None:
    target = small_disk / "a.lunch-archive"
    target.write_bytes(b"what was there")
    room = small_disk / "filled"
    with room.open("wb", buffering=0) as file:
        while shutil.disk_usage(small_disk).free:
            file.write(bytes(4096))
    with pytest.raises(Problem) as raised:
        archived(lunch.company, whole / "keys", target)
    assert raised.value.code is ProblemCode.DISK_FULL
    assert target.read_bytes() == b"what was there"
    assert sorted(path.name for path in small_disk.iterdir()) == ["a.lunch-archive", "filled"]


def test_integers_nul_and_halves_of_pairs_are_kept(lunch: Lunch, postgres_url: str, tmp_path: Path) -> None:
    """They come by no desktop; whoever wrote them past the program has them in the archive as they are."""
    url, keys, archive = lunch.company.url, tmp_path / "keys", tmp_path / "odd.lunch-archive"
    extra = '{"half": "\\ud800", "large": 123456789012345678901}'
    name = "NUL\0\ufeff"
    plain.ask(url, "UPDATE restaurants SET name = ?, price = ?, extra = ?", name, 2**62 + 1, extra)
    archived(lunch.company, keys, archive)
    back = f"sqlite:///{tmp_path}/odd.db"
    restored(archive, keys, back)
    assert set(plain.ask(back, "SELECT name, price, extra FROM restaurants")) == {(name, 2**62 + 1, extra)}
    with pytest.raises(ArchiveFaulty) as raised:  # PostgreSQL has no NUL
        restored(archive, keys, postgres_url)
    assert raised.value.found == Found(Wrong.ROW_REFUSED, "tables/restaurants.jsonl", 1, "DataError")


def test_a_passphrase_encrypts_all_of_it(lunch: Lunch, tmp_path: Path) -> None:
    keys, path, harmed = tmp_path / "keys", tmp_path / "a.lunch-archive", tmp_path / "b.lunch-archive"
    archived(lunch.company, keys, path, passphrase=b"open, sesame")
    content = path.read_bytes()
    assert b"tables/" not in content
    assert verified(path, keys, b"open, sesame").findings == []
    restored(path, keys, f"sqlite:///{tmp_path}/back.db", b"open, sesame")
    for wrong in (None, b"open, barley"):
        with pytest.raises(Problem) as raised:
            verified(path, keys, wrong)
        assert raised.value.code is ProblemCode.ARCHIVE_LOCKED
    for end in (len(content) - 1, len(content) - 70_000):
        harmed.write_bytes(content[: max(end, 1000)])
        with pytest.raises(Problem):
            verified(harmed, keys, b"open, sesame")


def test_frames_are_read_from_anywhere_and_none_is_swapped_or_cut_off(tmp_path: Path) -> None:
    path, frame, whole = tmp_path / "framed", 64 * 1024 + 16, bytes(range(256)) * 1000
    with path.open("wb") as file:
        writer = EncryptedWriter(file, b"secret")
        writer.write(whole[:100])
        writer.write(whole[100:])
        writer.finish()
    content = path.read_bytes()
    with path.open("rb") as file:
        reader = io.BufferedReader(EncryptedReader(file, b"secret", path))
        for at in (0, 65_535, 65_536, 200_000):
            reader.seek(at)
            assert reader.read(70_000) == whole[at : at + 70_000]
    head = content[:25]
    first, second, third = (content[25 + n * frame : 25 + (n + 1) * frame] for n in range(3))
    for harmed in (head + first + third + second + content[25 + 3 * frame :], head + first + second + third):
        path.write_bytes(harmed)
        with path.open("rb") as file, pytest.raises(ValueError, match="frame"):
            io.BufferedReader(EncryptedReader(file, b"secret", path)).read()
