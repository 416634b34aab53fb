"""When the environment failed: what people are told, with a title, what happened and the next step.

A `Problem` is nobody's bug. It is raised where it is found, with a code and the facts, and shown in one place; the
words come from `resources/texts/problems.toml`.
"""

import errno
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from lunch_desktop.system.file_holders import holders_of
from lunch_desktop.system.files import is_held
from lunch_desktop.system.languages import Language
from lunch_desktop.system.particles import resolve_particles
from lunch_desktop.system.resources import resource_path

Fact = str | int


class ProblemCode(StrEnum):
    """What failed. Each code has its texts in every language; a test holds them together."""

    DATA_FOLDER_UNMAKEABLE = "data_folder_unmakeable"
    DATA_FOLDER_READ_ONLY = "data_folder_read_only"
    DISK_FULL = "disk_full"
    FILE_BUSY = "file_busy"
    """Another program holds a file, and did not let go of it within two seconds."""
    FILE_HELD = "file_held"
    """The same, and it is known which."""
    NETWORK_PATH = "network_path"
    SYNCED_FOLDER = "synced_folder"
    """Another program copies the data folder to the network, behind the back of the database."""
    DATA_IN_USE = "data_in_use"
    """Another login session of the person has it open."""
    DATABASE_NEWER = "database_newer"
    DATABASE_KEY_WRONG = "database_key_wrong"
    """It is encrypted, and not with the key that was given, or none was."""
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_LOCKED = "database_locked"
    """Another start of the program holds it."""
    REBUILT = "rebuilt"
    """A damaged file was set aside, and a new one made of a backup and what could be read; nothing was lost."""
    REBUILT_PARTLY = "rebuilt_partly"
    """The same, but changes that waited may have been on what could not be read."""
    OLD_COPY = "old_copy"
    """The file was put back from an older copy."""
    MOVED = "moved"
    """The file comes from another place or another PC."""
    BACKUP_FAILED = "backup_failed"
    AUTOSTART_FAILED = "autostart_failed"
    """The system did not take, or give, the entry that starts the program with the computer."""
    DATA_LOCKED = "data_locked"
    """The data is encrypted, and its key is not in the keyring: signing in gets it from the server."""
    DATA_LOCKED_OFFLINE = "data_locked_offline"
    """The same, and the server is not reached."""
    DATA_KEY_LOST = "data_key_lost"
    """Neither the keyring nor the server has what opens the data."""
    DEVICE_LOST = "device_lost"
    """This device was said to be lost; what was on it has been erased."""
    DATABASE_URL_INVALID = "database_url_invalid"
    DATABASE_UNREACHABLE = "database_unreachable"
    """The server's database, seen from the server."""
    KEY_FILE_EXPOSED = "key_file_exposed"
    """Others than its owner may read a key of the server's; it was not used."""
    KEY_FILE_UNREADABLE = "key_file_unreadable"
    ADDRESS_UNUSABLE = "address_unusable"
    """The server may not listen there."""
    PORT_IN_USE = "port_in_use"
    CHILD_SERVER_FAILED = "child_server_failed"
    """The server on this PC did not start."""
    KEYRING_UNAVAILABLE = "keyring_unavailable"
    KOREAN_FONT_MISSING = "korean_font_missing"
    SERVER_ADDRESS_INVALID = "server_address_invalid"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_DATABASE_DOWN = "server_database_down"
    """The company server answers, but its database doesn't."""
    SERVER_RECOVERING = "server_recovering"
    """It was restored from a backup, and serves again when desktops have told it what was decided since."""
    SERVER_FAULT = "server_fault"
    SERVER_DATA_DOUBTFUL = "server_data_doubtful"
    """It would take most of the data away, and does not agree with its own checksums."""
    SERVER_REFUSED = "server_refused"
    """The server did not take a request, for a reason that only updating or the operator can mend."""
    EXPORTS_BUSY = "exports_busy"
    """The server makes as many exports at a time as it will."""
    EXPORT_INCOMPLETE = "export_incomplete"
    """The rows of an export broke off before the last one."""
    EXPORT_SCHEDULE_INVALID = "export_schedule_invalid"
    """A scheduled export of the server's settings can't be made so."""
    EXPORT_FOLDER_MISSING = "export_folder_missing"
    """There are scheduled exports, and no folder for them."""
    CERTIFICATE_NOT_TRUSTED = "certificate_not_trusted"
    NO_NETWORK = "no_network"
    """This PC has no way to any other."""
    SERVER_NAME_UNKNOWN = "server_name_unknown"
    """There is a network, in which nobody knows the server's name."""
    CLOCK_WRONG = "clock_wrong"
    """This PC's clock says a time that has passed long ago, by which every certificate looks wrong."""
    SERVER_KEY_CHANGED = "server_key_changed"
    """A server that is known by its key has shown another one."""
    COMPANY_CA_UNUSABLE = "company_ca_unusable"
    PLAIN_HTTP_REFUSED = "plain_http_refused"
    """The server is on another machine and speaks no TLS."""
    NOT_OUR_SERVER = "not_our_server"
    """A captive portal, or another program: the answer lacks our header."""
    CAPTIVE_PORTAL = "captive_portal"
    """The network wants people to sign in on a page of its own first."""
    PROXY_UNREACHABLE = "proxy_unreachable"
    PROXY_REFUSED = "proxy_refused"
    """The proxy lets nobody through to the server."""
    PROXY_SIGN_IN = "proxy_sign_in"
    PROXY_SIGN_IN_WRONG = "proxy_sign_in_wrong"
    PROXY_SIGN_IN_UNSUPPORTED = "proxy_sign_in_unsupported"
    PROXY_UNSUPPORTED = "proxy_unsupported"
    """The system names a proxy of a kind that we can't speak with; it is gone without."""
    PROXY_SCRIPT_FAILED = "proxy_script_failed"
    """It is gone without a proxy."""
    PROTOCOL_TOO_OLD = "protocol_too_old"
    WRONG_CREDENTIALS = "wrong_credentials"
    ACCOUNT_DEACTIVATED = "account_deactivated"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    SESSION_ENDED = "session_ended"
    OFFLINE_TOO_LONG = "offline_too_long"
    WORKING_OFFLINE = "working_offline"
    WEAK_PASSWORD = "weak_password"
    RESET_INVALID = "reset_invalid"
    INVITATION_INVALID = "invitation_invalid"
    """Unknown, expired or used up."""
    INVITATION_FOR_ANOTHER = "invitation_for_another"
    LOGIN_TAKEN = "login_taken"
    COMPANY_FOUNDED_ALREADY = "company_founded_already"
    FOUNDING_UNUSABLE = "founding_unusable"
    """What a company was to be founded with can't be used."""
    SETTING_UNKNOWN = "setting_unknown"
    SETTING_INVALID = "setting_invalid"
    SETTING_TWICE = "setting_twice"
    """A secret is given, and a file with it too."""
    SETTINGS_FILE_UNREADABLE = "settings_file_unreadable"
    SETTINGS_FILE_EXPOSED = "settings_file_exposed"
    SETTINGS_DAMAGED = "settings_damaged"
    """The desktop's file was no TOML; it was set aside."""
    SECRET_FILE_UNREADABLE = "secret_file_unreadable"
    DATABASE_PASSWORD_WEAK = "database_password_weak"
    SECRET_SHORT = "secret_short"
    PLAIN_HTTP = "plain_http"
    PROXIES_TOO_WIDE = "proxies_too_wide"
    DEMO_IN_PRODUCTION = "demo_in_production"
    CERTIFICATE_HALF = "certificate_half"
    """A certificate is named without its key, or a key without its certificate."""
    CERTIFICATE_MISSING = "certificate_missing"
    CERTIFICATE_UNREADABLE = "certificate_unreadable"
    CERTIFICATE_UNUSABLE = "certificate_unusable"
    CERTIFICATE_WRONG_KEY = "certificate_wrong_key"
    """Certificate and key don't belong together."""
    CERTIFICATE_NOT_NOW = "certificate_not_now"
    """It has ended, or not yet begun."""
    CERTIFICATE_FOR_ANOTHER = "certificate_for_another"
    """It is for other addresses than the server's public one."""
    REDIS_UNREACHABLE = "redis_unreachable"
    WORKERS_UNSUPPORTED = "workers_unsupported"
    """One process serves on this system."""
    COMPANY_MOVED = "company_moved"
    COMPANY_MOVING = "company_moving"
    COMPANY_HALF_MOVED = "company_half_moved"
    KEYS_NOT_THERE = "keys_not_there"
    ACCOUNT_NOT_FOUND = "account_not_found"
    """No server has made keys where they were looked for."""
    MOVE_NOTHING_THERE = "move_nothing_there"
    MOVE_TARGET_NOT_EMPTY = "move_target_not_empty"
    MOVE_IN_USE = "move_in_use"
    MOVE_NOT_BEGUN = "move_not_begun"
    MOVE_ROW_REFUSED = "move_row_refused"
    MOVE_DIFFERS = "move_differs"
    AUDIT_NOT_THERE = "audit_not_there"
    AUDIT_ANCHOR_UNREADABLE = "audit_anchor_unreadable"
    EXPORT_FAILED = "export_failed"
    """The process that makes an export ended by itself."""
    EXPORT_NOT_ADMIN = "export_not_admin"
    EXPORT_NOT_SIGNED_IN = "export_not_signed_in"
    EXPORT_NOT_TAKEN = "export_not_taken"
    """The open window could not be talked to: it ended, or is of another version."""
    EXPORT_NOT_NOTED = "export_not_noted"
    """What the file was going to hold could not be noted for those whose rows it holds, so it was not made."""
    EXPORT_REFUSED = "export_refused"
    """The export itself can't be made so, and why is a code."""
    EXPORT_NOT_HELD = "export_not_held"
    """Desktops hold no such rows."""
    EXPORT_DATASET_UNKNOWN = "export_dataset_unknown"
    EXPORT_COLUMN_UNKNOWN = "export_column_unknown"
    EXPORT_FORMAT_UNKNOWN = "export_format_unknown"
    EXPORT_LANGUAGE_UNKNOWN = "export_language_unknown"
    EXPORT_OFFICE_UNKNOWN = "export_office_unknown"
    EXPORT_DEPARTMENT_UNKNOWN = "export_department_unknown"
    EXPORT_PRESET_UNKNOWN = "export_preset_unknown"
    EXPORT_PERIOD_UNKNOWN = "export_period_unknown"
    EXPORT_DAY_UNKNOWN = "export_day_unknown"
    EXPORT_PERIOD_BACKWARDS = "export_period_backwards"
    EXPORT_FILTER_UNUSED = "export_filter_unused"
    """The dataset knows nothing of what it was to be filtered by."""
    EXPORT_OUT_NEEDED = "export_out_needed"
    EXPORT_OUT_NOT_STREAMED = "export_out_not_streamed"
    """The format can't be written to standard output."""
    EXPORT_DISK_FULL = "export_disk_full"
    EXPORT_FILE_HELD = "export_file_held"
    """Another program holds the file that an export was to replace, and it is known which."""
    EXPORT_FILE_OPEN = "export_file_open"
    """The same, and it is not known which."""
    EXPORT_FOLDER_READ_ONLY = "export_folder_read_only"
    EXPORT_FOLDER_GONE = "export_folder_gone"
    """It was never there, or its drive went away."""
    EXPORT_NOT_WRITTEN = "export_not_written"
    EXPORT_TOO_LONG_FOR_PDF = "export_too_long_for_pdf"
    ARCHIVE_NOTHING_THERE = "archive_nothing_there"
    ARCHIVE_EXISTS = "archive_exists"
    ARCHIVE_NEWER = "archive_newer"
    ARCHIVE_FAULTY = "archive_faulty"
    ARCHIVE_TARGET_NOT_EMPTY = "archive_target_not_empty"
    ARCHIVE_TARGET_IN_USE = "archive_target_in_use"
    ARCHIVE_WITHOUT_KEYS = "archive_without_keys"
    ARCHIVE_LOCKED = "archive_locked"
    """It is encrypted, and the passphrase is missing or another."""


FACTS: Final[Mapping[ProblemCode, frozenset[str]]] = {
    ProblemCode.DATA_FOLDER_UNMAKEABLE: frozenset({"path", "reason"}),
    ProblemCode.DATA_FOLDER_READ_ONLY: frozenset({"path"}),
    ProblemCode.DISK_FULL: frozenset({"path"}),
    ProblemCode.FILE_BUSY: frozenset({"path"}),
    ProblemCode.FILE_HELD: frozenset({"path", "program"}),
    ProblemCode.NETWORK_PATH: frozenset({"path"}),
    ProblemCode.SYNCED_FOLDER: frozenset({"path", "program"}),
    ProblemCode.DATA_IN_USE: frozenset({"session", "host", "pid"}),
    ProblemCode.DATABASE_NEWER: frozenset({"path"}),
    ProblemCode.DATABASE_KEY_WRONG: frozenset({"path"}),
    ProblemCode.DATABASE_DAMAGED: frozenset({"path"}),
    ProblemCode.KEY_FILE_EXPOSED: frozenset({"path"}),
    ProblemCode.KEY_FILE_UNREADABLE: frozenset({"path"}),
    ProblemCode.AUTOSTART_FAILED: frozenset({"path", "reason"}),
    ProblemCode.DATABASE_LOCKED: frozenset({"path"}),
    ProblemCode.REBUILT: frozenset({"saved", "path"}),
    ProblemCode.REBUILT_PARTLY: frozenset({"saved", "path"}),
    ProblemCode.OLD_COPY: frozenset({"path"}),
    ProblemCode.MOVED: frozenset({"path"}),
    ProblemCode.BACKUP_FAILED: frozenset({"path"}),
    ProblemCode.DATA_LOCKED: frozenset(),
    ProblemCode.DATA_LOCKED_OFFLINE: frozenset({"server"}),
    ProblemCode.DATA_KEY_LOST: frozenset({"path"}),
    ProblemCode.DEVICE_LOST: frozenset(),
    ProblemCode.DATABASE_URL_INVALID: frozenset({"reason"}),
    ProblemCode.DATABASE_UNREACHABLE: frozenset({"database"}),
    ProblemCode.ADDRESS_UNUSABLE: frozenset({"host", "reason"}),
    ProblemCode.PORT_IN_USE: frozenset({"host", "port"}),
    ProblemCode.CHILD_SERVER_FAILED: frozenset({"reason"}),
    ProblemCode.KEYRING_UNAVAILABLE: frozenset(),
    ProblemCode.KOREAN_FONT_MISSING: frozenset(),
    ProblemCode.SERVER_ADDRESS_INVALID: frozenset({"server"}),
    ProblemCode.SERVER_UNREACHABLE: frozenset({"server"}),
    ProblemCode.SERVER_DATABASE_DOWN: frozenset({"server"}),
    ProblemCode.SERVER_RECOVERING: frozenset({"server"}),
    ProblemCode.SERVER_FAULT: frozenset({"server"}),
    ProblemCode.SERVER_DATA_DOUBTFUL: frozenset(),
    ProblemCode.EXPORTS_BUSY: frozenset(),
    ProblemCode.EXPORT_INCOMPLETE: frozenset({"server", "rows", "of"}),
    ProblemCode.EXPORT_SCHEDULE_INVALID: frozenset({"schedule", "field", "wanted"}),
    ProblemCode.EXPORT_FOLDER_MISSING: frozenset(),
    ProblemCode.SERVER_REFUSED: frozenset({"server", "reason"}),
    ProblemCode.CERTIFICATE_NOT_TRUSTED: frozenset({"server"}),
    ProblemCode.NO_NETWORK: frozenset(),
    ProblemCode.SERVER_NAME_UNKNOWN: frozenset({"server"}),
    ProblemCode.CLOCK_WRONG: frozenset({"day"}),
    ProblemCode.SERVER_KEY_CHANGED: frozenset({"server"}),
    ProblemCode.COMPANY_CA_UNUSABLE: frozenset({"path", "reason"}),
    ProblemCode.PLAIN_HTTP_REFUSED: frozenset({"server"}),
    ProblemCode.NOT_OUR_SERVER: frozenset({"server"}),
    ProblemCode.CAPTIVE_PORTAL: frozenset({"host"}),
    ProblemCode.PROXY_UNREACHABLE: frozenset({"proxy"}),
    ProblemCode.PROXY_REFUSED: frozenset({"proxy", "status"}),
    ProblemCode.PROXY_SIGN_IN: frozenset({"proxy"}),
    ProblemCode.PROXY_SIGN_IN_WRONG: frozenset({"proxy"}),
    ProblemCode.PROXY_SIGN_IN_UNSUPPORTED: frozenset({"proxy", "kind"}),
    ProblemCode.PROXY_UNSUPPORTED: frozenset(),
    ProblemCode.PROXY_SCRIPT_FAILED: frozenset({"address", "reason"}),
    ProblemCode.PROTOCOL_TOO_OLD: frozenset(),
    ProblemCode.WRONG_CREDENTIALS: frozenset(),
    ProblemCode.ACCOUNT_DEACTIVATED: frozenset(),
    ProblemCode.TOO_MANY_ATTEMPTS: frozenset({"minutes"}),
    ProblemCode.SESSION_ENDED: frozenset(),
    ProblemCode.OFFLINE_TOO_LONG: frozenset({"days"}),
    ProblemCode.WORKING_OFFLINE: frozenset(),
    ProblemCode.WEAK_PASSWORD: frozenset({"length"}),
    ProblemCode.INVITATION_INVALID: frozenset(),
    ProblemCode.INVITATION_FOR_ANOTHER: frozenset(),
    ProblemCode.LOGIN_TAKEN: frozenset(),
    ProblemCode.RESET_INVALID: frozenset(),
    ProblemCode.COMPANY_FOUNDED_ALREADY: frozenset({"database"}),
    ProblemCode.FOUNDING_UNUSABLE: frozenset({"name", "wanted"}),
    ProblemCode.SETTING_UNKNOWN: frozenset({"name", "where"}),
    ProblemCode.SETTING_INVALID: frozenset({"name", "where", "wanted"}),
    ProblemCode.SETTING_TWICE: frozenset({"name", "file"}),
    ProblemCode.SETTINGS_FILE_UNREADABLE: frozenset({"path", "reason"}),
    ProblemCode.SETTINGS_FILE_EXPOSED: frozenset({"path"}),
    ProblemCode.SETTINGS_DAMAGED: frozenset({"path"}),
    ProblemCode.SECRET_FILE_UNREADABLE: frozenset({"name", "path", "reason"}),
    ProblemCode.DATABASE_PASSWORD_WEAK: frozenset(),
    ProblemCode.SECRET_SHORT: frozenset({"name", "length"}),
    ProblemCode.PLAIN_HTTP: frozenset({"host"}),
    ProblemCode.PROXIES_TOO_WIDE: frozenset({"proxies"}),
    ProblemCode.DEMO_IN_PRODUCTION: frozenset(),
    ProblemCode.CERTIFICATE_HALF: frozenset({"path", "missing"}),
    ProblemCode.CERTIFICATE_MISSING: frozenset({"path"}),
    ProblemCode.CERTIFICATE_UNREADABLE: frozenset({"path", "reason"}),
    ProblemCode.CERTIFICATE_UNUSABLE: frozenset({"path", "reason"}),
    ProblemCode.CERTIFICATE_WRONG_KEY: frozenset({"path", "key"}),
    ProblemCode.CERTIFICATE_NOT_NOW: frozenset({"path", "start", "end"}),
    ProblemCode.CERTIFICATE_FOR_ANOTHER: frozenset({"path", "host"}),
    ProblemCode.REDIS_UNREACHABLE: frozenset({"redis", "reason"}),
    ProblemCode.WORKERS_UNSUPPORTED: frozenset({"workers"}),
    ProblemCode.COMPANY_MOVED: frozenset({"database", "other"}),
    ProblemCode.COMPANY_MOVING: frozenset({"database", "other"}),
    ProblemCode.COMPANY_HALF_MOVED: frozenset({"database", "other"}),
    ProblemCode.KEYS_NOT_THERE: frozenset({"path"}),
    ProblemCode.ACCOUNT_NOT_FOUND: frozenset({"login"}),
    ProblemCode.MOVE_NOTHING_THERE: frozenset({"database"}),
    ProblemCode.MOVE_TARGET_NOT_EMPTY: frozenset({"database"}),
    ProblemCode.MOVE_IN_USE: frozenset({"database"}),
    ProblemCode.MOVE_NOT_BEGUN: frozenset({"database"}),
    ProblemCode.MOVE_ROW_REFUSED: frozenset({"table", "reason"}),
    ProblemCode.MOVE_DIFFERS: frozenset({"table", "here", "there"}),
    ProblemCode.AUDIT_NOT_THERE: frozenset({"database"}),
    ProblemCode.AUDIT_ANCHOR_UNREADABLE: frozenset({"path"}),
    ProblemCode.EXPORT_FAILED: frozenset({"reason"}),
    ProblemCode.EXPORT_NOT_ADMIN: frozenset(),
    ProblemCode.EXPORT_NOT_SIGNED_IN: frozenset(),
    ProblemCode.EXPORT_NOT_TAKEN: frozenset(),
    ProblemCode.EXPORT_NOT_NOTED: frozenset({"reason"}),
    ProblemCode.EXPORT_REFUSED: frozenset({"reason"}),
    ProblemCode.EXPORT_NOT_HELD: frozenset(),
    ProblemCode.EXPORT_DATASET_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_COLUMN_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_FORMAT_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_LANGUAGE_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_OFFICE_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_DEPARTMENT_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_PRESET_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_PERIOD_UNKNOWN: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_DAY_UNKNOWN: frozenset({"given"}),
    ProblemCode.EXPORT_PERIOD_BACKWARDS: frozenset({"start", "end"}),
    ProblemCode.EXPORT_FILTER_UNUSED: frozenset({"dataset", "possible"}),
    ProblemCode.EXPORT_OUT_NEEDED: frozenset(),
    ProblemCode.EXPORT_OUT_NOT_STREAMED: frozenset({"given", "possible"}),
    ProblemCode.EXPORT_DISK_FULL: frozenset({"path"}),
    ProblemCode.EXPORT_FILE_HELD: frozenset({"path", "program"}),
    ProblemCode.EXPORT_FILE_OPEN: frozenset({"path"}),
    ProblemCode.EXPORT_FOLDER_READ_ONLY: frozenset({"path"}),
    ProblemCode.EXPORT_FOLDER_GONE: frozenset({"path"}),
    ProblemCode.EXPORT_NOT_WRITTEN: frozenset({"path", "reason"}),
    ProblemCode.EXPORT_TOO_LONG_FOR_PDF: frozenset({"rows", "most"}),
    ProblemCode.ARCHIVE_NOTHING_THERE: frozenset({"database"}),
    ProblemCode.ARCHIVE_EXISTS: frozenset({"path"}),
    ProblemCode.ARCHIVE_NEWER: frozenset({"program"}),
    ProblemCode.ARCHIVE_FAULTY: frozenset({"path", "fault"}),
    ProblemCode.ARCHIVE_TARGET_NOT_EMPTY: frozenset({"database"}),
    ProblemCode.ARCHIVE_TARGET_IN_USE: frozenset({"database"}),
    ProblemCode.ARCHIVE_WITHOUT_KEYS: frozenset({"path"}),
    ProblemCode.ARCHIVE_LOCKED: frozenset({"path"}),
}
"""What fills the placeholders of each code's texts."""


class Problem(Exception):
    """The environment failed. `facts` are all that the code's texts name; one missing is a mistake in the program."""

    def __init__(self, code: ProblemCode, **facts: Fact) -> None:
        if facts.keys() != FACTS[code]:
            raise TypeError(f"{code} takes {sorted(FACTS[code])}, not {sorted(facts)}")
        super().__init__(code.value, facts)
        self.code = code
        self.facts: Mapping[str, Fact] = facts


class Problems(Exception):
    """Several at once, so that nobody mends them one start at a time."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(problem.code.value for problem in problems))
        self.problems = tuple(problems)


def raise_all(problems: Sequence[Problem]) -> None:
    """Raise the one Problem, or Problems where there are several; nothing where there is none."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Problems(problems)


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What a person reads: a title, what happened, and what they can do."""

    title: str
    what: str
    remedy: str


def text(problem: Problem, language: Language) -> ProblemText:
    """The words for `problem`, with its facts filled in."""
    entry = _texts()[problem.code.value][language.value]
    told = (entry[part].format_map(problem.facts) for part in ("title", "what", "remedy"))
    return ProblemText(*(resolve_particles(one) if language is Language.KOREAN else one for one in told))


def of_os_error(error: OSError, path: Path) -> Problem:
    """The problem behind an error of the operating system while writing at `path`."""
    if error.errno in _FULL:
        return Problem(ProblemCode.DISK_FULL, path=str(path))
    if is_held(error):
        held = Path(str(error.filename)) if error.filename else path
        programs = ", ".join(holders_of(held))
        if programs:
            return Problem(ProblemCode.FILE_HELD, path=str(held), program=programs)
        if getattr(error, "winerror", None) != _WINDOWS_ACCESS_DENIED:  # which may be a matter of permissions
            return Problem(ProblemCode.FILE_BUSY, path=str(held))
    if error.errno in _CLOSED or isinstance(error, PermissionError):
        return Problem(ProblemCode.DATA_FOLDER_READ_ONLY, path=str(path))
    return Problem(ProblemCode.DATA_FOLDER_UNMAKEABLE, path=str(path), reason=error.strerror or type(error).__name__)


_WINDOWS_ACCESS_DENIED = 5
_WINDOWS_DISK_FULL = 112
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), _WINDOWS_DISK_FULL})
_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    with resource_path("texts", "problems.toml").open("rb") as file:
        return tomllib.load(file)
