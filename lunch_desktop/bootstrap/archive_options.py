"""The command line of `lunch-desktop archive`; nothing heavy is imported to know it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """What `archive` was asked for. Without `database` it is the one that the settings name.

    `what` is create, verify or restore. `new_keys`: the keys of the server that made the archive are lost.
    """

    what: str
    archive: Path
    database: str | None
    keys: Path | None
    data_dir: str | None
    file: Path | None
    passphrase: Path | None
    force: bool
    new_keys: bool


def archive_parser(parser: argparse.ArgumentParser, common: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the three commands."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    create = what.add_parser("create", help="write the whole company into one file, while its server runs")
    create.add_argument("archive", type=Path, metavar="FILE", help="where to; of a folder, a new file in it")
    create.add_argument("--force", action="store_true", help="overwrite the file if it is there")
    verify = what.add_parser("verify", help="0 if the archive is whole and can be restored, else 1")
    verify.add_argument("archive", type=Path, metavar="FILE")
    restore = what.add_parser("restore", help="put the company into an empty database")
    restore.add_argument("archive", type=Path, metavar="FILE")
    restore.add_argument(
        "--new-keys", action="store_true", help="the server's keys are lost: go on with new ones, everybody signs in"
    )
    for one in (create, verify, restore):
        common(one)
        if one is not verify:
            one.add_argument("--database", metavar="URL", help="the database (default: the server's own settings)")
        one.add_argument("--keys", type=Path, metavar="DIR", help="the folder of the server's keys")
        one.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")
        one.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="its first line encrypts the archive, or opens one that is encrypted",
        )


def archive_options(options: argparse.Namespace) -> ArchiveOptions:
    """What was asked for."""
    return ArchiveOptions(
        what=options.what,
        archive=options.archive,
        database=getattr(options, "database", None),
        keys=options.keys,
        data_dir=options.data_dir,
        file=options.config,
        passphrase=options.passphrase_file,
        force=getattr(options, "force", False),
        new_keys=getattr(options, "new_keys", False),
    )
