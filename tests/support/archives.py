"""Archives of a test's company, and what may be done to them."""

import json
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lunch_desktop.domain.times import Instant
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.accounts_audit import OPERATOR, Action
from lunch_desktop.store.company.archiving.checking import Known, Report, verify
from lunch_desktop.store.company.archiving.form import Manifest, Step, signed_part
from lunch_desktop.store.company.archiving.restoring import Restored, Source, restore
from lunch_desktop.store.company.archiving.writing import Making, create
from lunch_desktop.store.company.auditing.keys import SealingKey, known_keys
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import MIGRATIONS
from lunch_desktop.store.migrate import known_revisions
from tests.support.company import SEALS, Company
from tests.support.lunch import MORNING

NEWEST = known_revisions(MIGRATIONS)[-1]
AUDIT_KEY = SEALS.key_for("audit")


def _nobody_hears(step: Step) -> None:
    del step


def making(keys: Path, at: int = MORNING, passphrase: bytes | None = None) -> Making:
    """As the command makes it."""
    signing = SealingKey.kept_in(keys)
    public = {name: key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex() for name, key in known_keys(keys).items()}
    return Making(Instant(at), Making.new_id(), signing, public, passphrase)


def archived(
    company: Company,
    keys: Path,
    target: Path,
    tell: Callable[[Step], None] = _nobody_hears,
    passphrase: bytes | None = None,
) -> Manifest:
    """Archive a company, noted and sealed."""
    made = making(keys, passphrase=passphrase)

    def note() -> None:
        Accounts(company.database, company.clock).note(Action.ARCHIVE_CREATED, actor=OPERATOR, archive=made.archive)
        AuditSealer(company.database, keys, company.clock).seal()

    return create(company.database, NEWEST, target, made, tell, note, force=True)


def known(keys: Path) -> Known:
    """What the server of the tests knows."""
    return Known(known_keys(keys), AUDIT_KEY)


def verified(path: Path, keys: Path, passphrase: bytes | None = None) -> Report:
    """Check an archive with the server's keys."""
    return verify(path, passphrase, known(keys), _nobody_hears)


def restored(path: Path, keys: Path, url: str, passphrase: bytes | None = None) -> Restored:
    """Restore an archive with the server's keys."""
    return restore(Source(path, passphrase, known(keys)), url, AUDIT_KEY, MORNING, _nobody_hears)


def entries(path: Path) -> dict[str, bytes]:
    """What is in an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, content: dict[str, bytes]) -> Path:
    """Put entries together."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def signed_anew(content: dict[str, bytes], keys: Path, change: Callable[[Any], None] | None = None) -> None:
    """Make manifest and signature fit what the tables hold, as only the server itself could."""
    said = json.loads(content["manifest.json"])
    for part in said["tables"]:
        data = content.get(part["file"], b"")
        part |= {"bytes": len(data), "rows": data.count(b"\n"), "sha256": sha256(data).hexdigest()}
    if change is not None:
        change(said)
    content["manifest.json"] = json.dumps(said).encode()
    key = SealingKey.kept_in(keys)
    signature = {"key": key.id, "signature": key.sign(signed_part(content["manifest.json"]))}
    content["signature.json"] = json.dumps(signature).encode()


def rows_of(content: dict[str, bytes], table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table."""
    return (json.loads(line) for line in content[f"tables/{table}.jsonl"].splitlines())
