"""The command line. Nothing heavy is imported before it is known what for."""

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lunch_desktop import __version__
from lunch_desktop.bootstrap.archive_options import archive_options, archive_parser
from lunch_desktop.domain.times import Instant
from lunch_desktop.system.export_wishes import USAGE
from lunch_desktop.system.languages import Language, system_language
from lunch_desktop.system.links import is_link
from lunch_desktop.system.problems import Problem, Problems, text

EXIT_USAGE: Final = 2
EXIT_PROBLEM: Final = 3
"""The environment kept the program from working; what and the remedy were said."""
ADMIN_PASSWORD_VARIABLE: Final = "LUNCH_ADMIN_PASSWORD"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    options = _parser().parse_args(_with_link(sys.argv[1:] if arguments is None else arguments))
    try:
        return _run(options)
    except Problem as problem:
        return _explain([problem], options)
    except Problems as several:
        return _explain(several.problems, options)
    except KeyboardInterrupt:
        return 130


def _with_link(arguments: Sequence[str]) -> list[str]:
    """Systems may open a link by naming it as an argument of its own; to the parser it would be a command."""
    given: list[str] = []
    for argument in arguments:
        if is_link(argument) and given[-1:] != ["--link"]:
            given.append("--link")
        given.append(argument)
    return given


def _run(options: argparse.Namespace) -> int:
    if options.command == "serve":
        return _serve(options)
    if options.command == "migrate-server":
        return _migrate_server(options)
    if options.command == "audit":
        return _audit(options)
    if options.command == "archive":
        return _archive(options)
    if options.command == "gallery":
        return _gallery(options)
    if options.command == "export":
        return _export(options)
    if options.command == "export-worker":
        from lunch_desktop.bootstrap.export_worker import work

        return work()
    if options.command == "found":
        return _found(options)
    if options.command == "reset-password":
        return _reset_password(options)
    if options.command == "rotate-keys":
        return _rotate_keys(options)
    if options.command == "demo" and not options.headless and not has_display(os.environ, sys.platform):
        sys.stdout.write("There is no display: the demo runs headless, with its windows off screen.\n")
        options.headless = True
    if options.command == "demo" and options.headless:
        from lunch_desktop.bootstrap.story import tell_story

        return tell_story(keep=options.keep, seed=options.seed, day=options.day)
    return _open(options)


def _serve(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.serving import ServeOptions, check_settings, serve
    from lunch_desktop.server.settings import SETTINGS

    given = {name: value for name, value in vars(options).items() if name in SETTINGS}
    asked = ServeOptions(
        settings=given,
        file=options.config,
        demo=options.demo,
        seed=options.seed,
        announce=options.announce,
        with_parent=options.with_parent,
    )
    return check_settings(asked, _language(options)) if options.check else serve(asked)


def _migrate_server(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.moving import MoveOptions, move_company

    asked = MoveOptions(
        target=options.to,
        source=options.source,
        data_dir=options.data_dir,
        file=options.config,
        give_up=options.give_up,
    )
    return move_company(asked, _language(options))


def _audit(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.auditing import ShowOptions, VerifyOptions, Where, show, verify

    where = Where(options.database, options.keys, options.data_dir, options.config)
    if options.what == "show":
        return show(ShowOptions(where, options.since, options.actor, options.action, options.limit, options.json))
    asked = VerifyOptions(where, options.anchor, options.known_gap, options.json)
    return verify(asked, _language(options))


def _archive(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.archiving import archive

    return archive(archive_options(options), _language(options))


def _export(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.export_command import ExportOptions, export, list_datasets

    if options.list:
        return list_datasets(_language(options))
    given = {name: value for name, value in vars(options).items() if name in ExportOptions.__dataclass_fields__}
    return export(ExportOptions(**given), _language(options))


def _found(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.founding import FoundOptions, found

    asked = FoundOptions(
        name=options.name,
        team=options.team,
        admin=options.admin,
        login=options.login,
        password=_password(os.environ),
        time_zone=options.time_zone,
        data_dir=options.data_dir,
        file=options.config,
        announce=options.announce,
    )
    return found(asked, _language(options))


def _reset_password(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.resetting import ResetOptions, reset_password

    asked = ResetOptions(options.login, options.hours, options.address, options.data_dir, options.config)
    return reset_password(asked, _language(options))


def _rotate_keys(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.key_rotation import RotateOptions, rotate_keys

    asked = RotateOptions(stolen=options.stolen, data_dir=options.data_dir, file=options.config)
    return rotate_keys(asked, _language(options))


def _password(environment: Mapping[str, str]) -> str:
    """The first admin's password: from the environment, typed at a terminal, or the first line of standard input."""
    given = environment.get(ADMIN_PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.buffer.readline().decode("utf-8", errors="replace").rstrip("\r\n")
    from getpass import getpass

    while True:
        first = getpass("Password: ")
        if first == getpass("Again: "):
            return first
        sys.stderr.write("The two are not the same.\n")


def _gallery(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.gallery import GalleryOptions, open_gallery

    return open_gallery(GalleryOptions(options.save, options.word, options.language, options.theme))


def _open(options: argparse.Namespace) -> int:
    from lunch_desktop.bootstrap.starting import handed_over, keys_begun_with, this_start

    start = this_start(options, os.environ)
    if handed_over(start):
        return 0
    keys = keys_begun_with(start)
    # A start makes little rubbish, and looking for it takes a tenth of its time; `StartTime` begins with it,
    # on the GUI thread alone.
    gc.disable()
    from lunch_desktop.bootstrap.window import WindowOptions, open_demo, open_window

    window = WindowOptions(
        data_dir=options.data_dir,
        language=options.language,
        theme=options.theme,
        server=options.server,
        work_offline=True if options.work_offline else None,
        drive=options.drive,
        link=options.link,
    )
    if options.command == "demo":
        return open_demo(window, seed=options.seed, start=start)
    return open_window(window, start, keys)


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown. A Qt platform that was chosen by hand counts as one."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lunch-desktop", description="Arrange lunch at the company. Without a command the window opens."
    )
    parser.add_argument("--version", action="version", version=f"lunch-desktop {__version__}")
    _common(parser, top=True)
    _window(parser, top=True)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help="a company of twenty to look around in; its server runs on this PC")
    _common(demo)
    _window(demo)
    demo.add_argument("--day", action="store_true", help="with --headless: a whole day of eight people")
    demo.add_argument("--headless", action="store_true", help="no window: act out the story and check it")
    demo.add_argument(
        "--keep", type=Path, metavar="DIR", help="with --headless: keep databases, logs and pictures there"
    )
    demo.add_argument("--seed", type=int, default=1, help="which demo company (default: 1)")
    gallery = commands.add_parser("gallery", help="every component of the window, in every look and language")
    gallery.add_argument("--save", type=Path, metavar="DIR", help="draw pictures of all boards there, without a window")
    gallery.add_argument("--theme", choices=["light", "dark", "contrast"], help="which look to begin with")
    gallery.add_argument("--language", choices=[one.value for one in Language])
    gallery.add_argument("word", nargs="?", default="", metavar="WORD", help="only boards with this in their name")
    serve = commands.add_parser("serve", help="run the company's server")
    _common(serve)
    serve.add_argument("--config", type=Path, metavar="FILE", help="settings in TOML (else LUNCH_SERVER_CONFIG)")
    serve.add_argument(
        "--check", action="store_true", help="show the settings in force and all that is wrong with them, and end"
    )
    _server_settings(serve)
    serve.add_argument("--demo", action="store_true", help="with the demo company, made if the database is empty")
    serve.add_argument("--seed", type=int, default=1, help="with --demo: which company")
    serve.add_argument("--announce", action="store_true", help="say the address as a line of JSON")
    serve.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    move = commands.add_parser("migrate-server", help="move the company to another database, as to PostgreSQL")
    _common(move)
    move.add_argument("--to", required=True, metavar="URL", help="the new, empty database")
    move.add_argument(
        "--from", dest="source", metavar="URL", help="where the company is (default: the server's own settings)"
    )
    move.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")
    move.add_argument("--give-up", action="store_true", help="end a move that was begun: the company stays where it is")
    _audit_parser(commands.add_parser("audit", help="check or read the log of what was done to accounts"))
    archive_parser(commands.add_parser("archive", help="the whole company in one file, and back"), _common)
    _found_parser(commands.add_parser("found", help="make a company and its first admin in an empty database"))
    _reset_parser(commands.add_parser("reset-password", help="make a link by which somebody sets a new password"))
    _export_parser(commands.add_parser("export", help="write attendance, restaurants, ... to a file; for admins"))
    commands.add_parser("export-worker")  # what makes the file; no person starts it
    rotate = commands.add_parser("rotate-keys", help="have the server sign with another key from now on")
    _common(rotate)
    rotate.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")
    rotate.add_argument(
        "--stolen", action="store_true", help="trust the former keys no more; desktops go on without a sign-in"
    )
    return parser


def _reset_parser(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--login", required=True, metavar="EMAIL", help="the e-mail address of the account")
    parser.add_argument(
        "--hours", type=int, choices=range(1, 73), default=24, metavar="N", help="how long it is good (default: 24)"
    )
    parser.add_argument(
        "--address",
        metavar="URL",
        help="where the person reaches the server (else its public address, else this machine)",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")


def _audit_parser(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    check = what.add_parser("verify", help="0 if no entry was changed, removed or added, else 1")
    check.add_argument("--anchor", type=Path, metavar="FILE", help="where the last seal was noted (else beside keys)")
    check.add_argument(
        "--known-gap",
        type=int,
        action="append",
        default=[],
        metavar="SEAL",
        help="the end up to this seal is missing because a backup was put back; may be repeated",
    )
    read = what.add_parser("show", help="the last entries")
    read.add_argument("--since", type=_instant, metavar="TIME", help="from this time on: 2026-11-23, 2026-11-23T12:30Z")
    read.add_argument("--actor", metavar="ID", help="only what this employee did; also: server, operator")
    read.add_argument("--action", metavar="CODE", help="only this: signed_in, role_changed, ...")
    read.add_argument("--limit", type=int, default=100, metavar="N", help="how many at most (default: 100)")
    for one in (check, read):
        _common(one)
        one.add_argument(
            "--database", metavar="URL", help="the company's database (default: the server's own settings)"
        )
        one.add_argument("--keys", type=Path, metavar="DIR", help="the folder of the server's keys")
        one.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")
        one.add_argument("--json", action="store_true", help="as JSON")


def _instant(given: str) -> Instant:
    """Raises ValueError for what is no time; without a zone it is UTC."""
    time = datetime.fromisoformat(given)
    return Instant(int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000))


def _found_parser(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--name", required=True, help="the company's name")
    parser.add_argument("--admin", required=True, help="the first admin's name, as colleagues see it")
    parser.add_argument(
        "--login",
        required=True,
        metavar="EMAIL",
        help=f"the admin's e-mail address; the password is asked for, or read from {ADMIN_PASSWORD_VARIABLE} or a pipe",
    )
    parser.add_argument("--team", help="the first team's name (default: the company's)")
    parser.add_argument("--time-zone", default="Asia/Seoul", metavar="ZONE", help="the office's (default: Asia/Seoul)")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the server's settings (else LUNCH_SERVER_CONFIG)")
    parser.add_argument("--announce", action="store_true", help="say how it went as a line of JSON")


def _export_parser(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("dataset", nargs="?", default="", metavar="DATASET", help="what to export; see --list")
    parser.add_argument("--list", action="store_true", help="show what can be exported, and end")
    parser.add_argument("--out", default="", metavar="FILE", help="the file; - for standard output (csv, jsonl)")
    parser.add_argument("--format", default="", metavar="FORMAT", help="xlsx, csv, jsonl or pdf (default: as the file)")
    parser.add_argument("--from", dest="day_from", default="", metavar="DAY", help="the first day: 2026-11-01")
    parser.add_argument("--to", dest="day_to", default="", metavar="DAY", help="the last day, included")
    parser.add_argument("--period", default="", metavar="PERIOD", help="this-week, last-month, ... (else --from, --to)")
    parser.add_argument("--office", default="", metavar="NAME", help="only this office, by name or id")
    parser.add_argument("--department", default="", metavar="NAME", help="only this department, by name or id")
    parser.add_argument("--columns", default="", metavar="NAMES", help="which columns, in this order: day,name,...")
    parser.add_argument("--order", default="", metavar="NAMES", help="by which columns, - before one: greatest first")
    parser.add_argument("--language", dest="file_language", default="", metavar="LANGUAGE", help="of the file: ko, en")
    parser.add_argument("--preset", default="", metavar="NAME", help="begin with a preset that was saved in the window")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--online", action="store_true", help="fail where the server does not answer")
    where.add_argument("--offline", action="store_true", help="of what this PC holds, without asking the server")
    parser.add_argument(
        "--server-data", action="store_true", help="on the server's machine: straight from the company's database"
    )
    parser.add_argument("--database", metavar="URL", help="the same, from this database")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the same, by the server's settings")


def _common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    default = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        default=default,
        help="where data is kept (else LUNCH_DESKTOP_DATA, else the user's)",
    )


def _server_settings(serve: argparse.ArgumentParser) -> None:
    """The settings that have an option; their values are checked with those of the file and the environment."""
    kind = serve.add_mutually_exclusive_group()
    kind.add_argument("--environment", help="development, testing or production (the default)")
    kind.add_argument(
        "--development", dest="environment", action="store_const", const="development", help="as --environment says it"
    )
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", help="port to listen on; 0 takes a free one (default: 8765)")
    serve.add_argument("--workers", metavar="N", help="how many processes serve (default: 1)")
    serve.add_argument("--public-address", metavar="URL", help="the address that desktops are given")
    serve.add_argument(
        "--trusted-proxies",
        action="append",
        metavar="ADDRESS",
        help="whose X-Forwarded-For is believed; may be repeated",
    )
    serve.add_argument("--certificate", metavar="FILE", help="the certificate chain, to speak TLS")
    serve.add_argument("--certificate-key", metavar="FILE", help="its private key")
    serve.add_argument("--allow-plain-http", action="store_true", default=None, help="serve others without TLS")
    serve.add_argument("--database-pool", metavar="N", help="connections to the database that a process keeps")
    serve.add_argument("--keys", metavar="DIR", help="the folder of the server's keys")
    serve.add_argument("--log-level", metavar="LEVEL", help="debug, info or warning")


def _window(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    default = None if top else argparse.SUPPRESS
    parser.add_argument("--language", choices=[one.value for one in Language], default=default)
    parser.add_argument("--theme", choices=["system", "light", "dark", "high-contrast"], default=default)
    parser.add_argument("--server", metavar="ADDRESS", default=default, help="the company server's address")
    parser.add_argument(
        "--work-offline", action="store_true", default=False if top else argparse.SUPPRESS, help="start without network"
    )
    parser.add_argument(
        "--link",
        metavar="LINK",
        default="" if top else argparse.SUPPRESS,
        help="an invitation that was opened; it may also stand alone, without the option",
    )
    parser.add_argument(
        "--page", metavar="PAGE", default="" if top else argparse.SUPPRESS, help="the page to show: today, inbox, ..."
    )
    parser.add_argument(
        "--minimised",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help="start in the tray, as at sign-in to the computer",
    )
    parser.add_argument(
        "--drive",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help="operate the window by lines of JSON on standard input (for tests)",
    )


def _language(options: argparse.Namespace) -> Language:
    chosen = getattr(options, "language", None)
    return Language(chosen) if chosen else system_language(os.environ)


def _explain(problems: Sequence[Problem], options: argparse.Namespace) -> int:
    for problem in problems:
        words = text(problem, _language(options))
        sys.stderr.write(f"{words.title}\n{words.what}\n{words.remedy}\n")
    return EXIT_USAGE if any(problem.code in USAGE for problem in problems) else EXIT_PROBLEM
