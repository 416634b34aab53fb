"""The command line of packaging/dev.py."""

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from setup.audit import audit
from setup.bill import write_bills
from setup.breached import make_breached_list
from setup.checks import run_steps, steps
from setup.environment import prepare, program_environment
from setup.image import build
from setup.layout import ROOT, VENV, SetupError, script
from setup.lock import compile_locks
from setup.processes import become
from setup.system_packages import RUN, TEST, SystemPackage
from setup.translations import build_translations, update_translations

STEPS = ("ruff check", "ruff format", "mypy", "import-linter", "pip-audit", "pytest")
_DRIVERS = {"bench": (ROOT / "tests" / "performance", "bench_"), "attack": (ROOT / "tests" / "attacks", "attack_")}


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; arguments it does not know are those of the program that is run."""
    top = argparse.ArgumentParser(
        prog="dev.py", description="Sets up Lunch Desktop on this machine and runs it.", allow_abbrev=False
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="the program: dev.py run [-- ARGUMENTS]", allow_abbrev=False, add_help=False)
    test = commands.add_parser(
        "test", help="lint, types, layers and tests; other arguments go to pytest", allow_abbrev=False
    )
    test.add_argument("--fast", action="store_true", help="leave out the tests marked slow")
    test.add_argument("--only", action="append", choices=STEPS, metavar="STEP", help=f"one of: {', '.join(STEPS)}")
    test.add_argument(
        "--workers",
        type=int,
        default=min(2, os.cpu_count() or 1),
        metavar="N",
        help="test processes; 0 runs the tests one after the other in one process",
    )
    for name, (folder, _) in _DRIVERS.items():
        driver = commands.add_parser(
            name, help=f"one of {folder.relative_to(ROOT).as_posix()}", allow_abbrev=False, add_help=False
        )
        driver.add_argument("name", metavar="NAME")
    image = commands.add_parser(
        "image", help="install the server into an empty folder, as packaging/Dockerfile does", allow_abbrev=False
    )
    image.add_argument("folder", type=Path, metavar="FOLDER")
    looked = commands.add_parser("audit", help="look up the pinned packages' known vulnerabilities", allow_abbrev=False)
    looked.add_argument("--osv-url", metavar="URL", help="ask a service that answers as OSV's /v1/query does")
    bill = commands.add_parser(
        "sbom", help="write the software bills of materials of desktop and server", allow_abbrev=False
    )
    bill.add_argument("folder", type=Path, metavar="FOLDER")
    lock = commands.add_parser("lock", help="pin the dependencies anew", allow_abbrev=False)
    lock.add_argument("--upgrade", action="store_true", help="move every pin to its newest release")
    commands.add_parser("breached-passwords", help="make the list of breached passwords anew", allow_abbrev=False)
    translations = commands.add_parser("translations", help="build the .qm files", allow_abbrev=False)
    translations.add_argument("--update", action="store_true", help="first gather the texts from the program")
    return top


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """What was asked for, and the arguments that belong to the program which is run (without the first ``--``).

    Ends the program with a usage message, as argparse does, when a command does not take an argument it was given.
    """
    top = parser()
    own, rest = _split(arguments)
    asked, unknown = top.parse_known_args(own)
    if unknown and asked.command in ("audit", "image", "lock", "sbom", "breached-passwords", "translations"):
        top.error(f"unrecognized arguments: {' '.join(unknown)}")
    return asked, [*unknown, *rest]


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our own arguments and the program's. ``run``, ``bench NAME`` and ``attack NAME`` pass on all that follows."""
    given = list(arguments)
    own_count = {"run": 1, **dict.fromkeys(_DRIVERS, 2)}.get(given[0] if given else "")
    if own_count is not None:
        own, rest = given[:own_count], given[own_count:]
        return own, rest[1:] if rest[:1] == ["--"] else rest
    if "--" in given:
        at = given.index("--")
        return given[:at], given[at + 1 :]
    return given, []


def driver_names(folder: Path, prefix: str) -> list[str]:
    """The names that ``bench`` or ``attack`` take: the modules of ``folder`` whose names begin with ``prefix``."""
    return sorted(path.stem.removeprefix(prefix).replace("_", "-") for path in folder.glob(f"{prefix}*.py"))


def driver_module(command: str, name: str) -> str:
    """The module that ``dev.py bench NAME`` or ``attack NAME`` runs. Raises SetupError for an unknown name."""
    folder, prefix = _DRIVERS[command]
    names = driver_names(folder, prefix)
    wanted = name.replace("_", "-")
    if wanted not in names:
        known = f"There are: {', '.join(names)}." if names else f"There are none yet in {folder.relative_to(ROOT)}."
        raise SetupError(f"dev.py {command} does not know {name!r}. {known}")
    return ".".join([*folder.relative_to(ROOT).parts, prefix + wanted.replace("-", "_")])


def _lock(asked: argparse.Namespace, _rest: list[str]) -> int:
    compile_locks(upgrade=asked.upgrade)
    return 0


def _audit(asked: argparse.Namespace, _rest: list[str]) -> int:
    return audit(asked.osv_url)


def _bills(asked: argparse.Namespace, _rest: list[str]) -> int:
    return write_bills(asked.folder.resolve())


def _breached_passwords(_asked: argparse.Namespace, _rest: list[str]) -> int:
    print(f"{make_breached_list()} entries")
    return 0


def _image(asked: argparse.Namespace, _rest: list[str]) -> int:
    folder = asked.folder.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise SetupError(f"{folder} is not empty. Name a new folder.")
    image = build(folder)
    settings = [f"{name}={image.here(value)}" for name, value in image.environment.items()]
    print(
        f"Installed. To start it: {shlex.join(['env', *settings, *map(image.here, image.entrypoint), *image.command])}"
    )
    return 0


def _translations(asked: argparse.Namespace, _rest: list[str]) -> int:
    _prepare(RUN)
    if asked.update:
        update_translations()
    for source in build_translations(everything=True):
        print(f"Built {source.relative_to(ROOT).with_suffix('.qm')}")
    return 0


def _test(asked: argparse.Namespace, rest: list[str]) -> int:
    notes = _prepare(TEST)
    chosen = steps(fast=asked.fast, workers=asked.workers, pytest_arguments=rest)
    only = asked.only or STEPS
    return run_steps([step for step in chosen if step.name in only], program_environment(), notes)


def _program(asked: argparse.Namespace, rest: list[str]) -> int:
    module = "lunch_desktop" if asked.command == "run" else driver_module(asked.command, asked.name)
    if asked.command == "run" and not rest:
        rest = ["demo"]  # there is something to see at once; the program itself, without a command, asks for a sign-in
    _prepare(RUN)
    # -P: a file of the folder this was called from must not take the place of a module.
    return become([script(VENV, "python"), "-P", "-m", module, *rest], program_environment())


def _prepare(system_packages: Sequence[SystemPackage]) -> list[str]:
    notes = prepare(system_packages)
    for note in notes:
        print(note, file=sys.stderr)
    return notes


_COMMANDS: dict[str, Callable[[argparse.Namespace, list[str]], int]] = {
    "run": _program,
    "test": _test,
    "bench": _program,
    "attack": _program,
    "audit": _audit,
    "image": _image,
    "lock": _lock,
    "sbom": _bills,
    "breached-passwords": _breached_passwords,
    "translations": _translations,
}


def main(arguments: Sequence[str]) -> int:
    """Does what the command line asks for and returns the exit code."""
    asked, rest = parse(arguments)
    try:
        return _COMMANDS[asked.command](asked, rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
