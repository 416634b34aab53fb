"""Opening the window: on the person's own account, or on the demo company."""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Final

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.bootstrap.account_exports import AccountExports
from lunch_desktop.bootstrap.hosting import Host
from lunch_desktop.bootstrap.joining import Joining
from lunch_desktop.bootstrap.keys import Keys
from lunch_desktop.bootstrap.own_account import OwnAccount
from lunch_desktop.bootstrap.shared import finish
from lunch_desktop.bootstrap.starting import choose_autostart, settle_in
from lunch_desktop.domain.times import day_of
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.data_lock import DataLock, is_wanted
from lunch_desktop.system.first_start import Start
from lunch_desktop.system.logs import set_level, start_logging
from lunch_desktop.system.mounts import synced_by
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.policy import read_policy
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.restarting import EXIT_RESTART, start_again
from lunch_desktop.system.settings import SETTINGS, Metered
from lunch_desktop.system.settings_file import InForce, SettingsFile
from lunch_desktop.system.vault import MemoryVault
from lunch_desktop.ui.application import run_window
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import RESET

DEMO_SEED: Final = 1
"""Which demo company the first screen leads to."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window was asked for on the command line; None leaves it to the environment and the settings.

    `link` is an invitation that was opened.
    """

    data_dir: str | None
    language: str | None
    theme: str | None
    server: str | None
    work_offline: bool | None
    drive: bool
    link: str = ""


def open_window(options: WindowOptions, start: Start | None = None, keys: Keys | None = None) -> int:
    """Open the window on the last session, or on the first screen; the exit code. `keys` may have been begun with."""
    with ExitStack() as stack:
        code = run_window(_own(options, stack, keys), start)
    return _started_again_if_wanted(code)


def open_demo(options: WindowOptions, *, seed: int, start: Start | None = None) -> int:
    """Open the window on the demo company, whose server is a child of this process; the exit code."""
    with ExitStack() as stack:
        code = run_window(_demo(options, seed, stack, lambda: _own(options, stack, log=False), log=True), start)
    return _started_again_if_wanted(code)


def _started_again_if_wanted(code: int) -> int:
    return start_again() if code == EXIT_RESTART else code


def _own(options: WindowOptions, stack: ExitStack, keys: Keys | None = None, *, log: bool = True) -> Services:
    """What the window works with on the person's own account. The server that this PC hosts begins to start."""
    folder = open_data_folder(options.data_dir, os.environ)
    if log:
        stack.callback(start_logging(folder.logs, "desktop").close)
    lock = DataLock(folder.root)
    stack.callback(lock.release)
    file = SettingsFile(folder.settings)
    preferences = _preferences(file, options)
    settings = preferences.settings
    if options.data_dir is None:
        settle_in(os.environ, autostart=settings.autostart)
    account = Account(
        folder,
        settings.work_offline,
        shared_name=None,
        proxy=settings.proxy,
        company_ca=settings.company_ca,
        allow_plain_http=settings.allow_plain_http,
        keys=keys,
    )
    account.metered = settings.metered is Metered.YES
    account.shared = settings.shared_pc
    exports = AccountExports(account, folder.logs)
    joining, host = Joining(account), Host(folder, account)
    stack.callback(host.close)
    prefilled = (settings.server, "", "") if settings.server else None
    if prefilled is None and host.hosting is not None and host.hosting.active:
        prefilled = (host.hosting.address, host.hosting.login, "")

    def claim(take_over: bool) -> None:
        lock.take(take_over=take_over)
        finish(folder)
        host.resume()

    def look_around() -> Services:
        return _demo(options, DEMO_SEED, stack, lambda: own, log=False)

    own = Services(
        open_session=lambda signed: exports.attach(account.open_session(signed)),
        close_session=partial(_close, account, exports),
        exports=exports,
        last_session=account.last_session,
        sign_in=account.sign_in,
        sign_out=account.sign_out,
        renew=account.renew,
        observe=account.observe,
        account=OwnAccount(account),
        imports=OwnAccount(account),
        preferences=preferences,
        save_preference=partial(_keep, file, account, options.data_dir),
        data_folder=folder.root,
        keyring_warning=account.keyring_warning,
        driver=options.drive,
        prefilled=prefilled,
        ways=Ways(
            joining.look_at,
            joining.join,
            joining.invite,
            host,
            look_around,
            joining.look_at_reset,
            joining.reset,
            joining.open_invitations,
            joining.withdraw,
        ),
        link=options.link,
        claim_data=claim,
        is_data_wanted=partial(is_wanted, folder.root),
        warnings=_warnings(folder),
        sign_in_at_proxy=lambda *typed: account.proxies.sign_in(*typed),
        is_unlocked=account.is_unlocked,
        unlock=account.unlock,
        start_anew=account.start_anew,
        erase=account.erase,
        known=account.known,
        switch_to=account.switch_to,
        remove=account.remove,
        folder_of=account.folder_of,
        leave=account.leave,
        share=account.share,
    )
    return own


def _demo(options: WindowOptions, seed: int, stack: ExitStack, leave: Callable[[], Services], *, log: bool) -> Services:
    """What the window works with in the demo company, which takes some seconds to begin; `leave` gives the way back.

    Each day has a company of its own, because its lunches lie around that day.
    """
    from lunch_desktop.demo.company import build_company
    from lunch_desktop.demo.desktop import DATABASE_VARIABLE
    from lunch_desktop.system.child_server import ChildServer

    now = SystemClock().now()
    company = build_company(seed, now)
    base = open_data_folder(options.data_dir, os.environ).root / "demo"
    folder = open_data_folder(base / f"{seed}-{day_of(now, company.office.time_zone)}", os.environ)
    for other in base.iterdir():
        if other != folder.root:
            shutil.rmtree(other, ignore_errors=True)
    if log:
        stack.callback(start_logging(folder.logs, "desktop").close)
    file = SettingsFile(folder.settings)
    preferences = _preferences(file, options)
    server = ChildServer(
        ["--demo", "--seed", str(seed), "--data-dir", str(folder.root)],
        environment={name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE},
        errors=folder.logs / "server-errors.txt",
    )
    stack.callback(server.stop)
    lock = DataLock(folder.root)
    stack.callback(lock.release)
    account = Account(
        folder,
        preferences.settings.work_offline,
        shared_name="demo",
        proxy=preferences.settings.proxy,
        keys=Keys(folder, MemoryVault(), "demo"),  # it signs in at every start, so nothing of it lies in a keyring
    )

    def dispose() -> None:
        server.stop()
        lock.release()

    exports = AccountExports(account, folder.logs)
    login = next(one.login for one in company.accounts if one.employee_id == company.protagonist)
    address = server.start()
    account.sign_in(address, login, company.password)
    return Services(
        open_session=lambda signed: exports.attach(account.open_session(signed)),
        close_session=partial(_close, account, exports),
        exports=exports,
        last_session=account.last_session,
        sign_in=account.sign_in,
        sign_out=account.sign_out,
        renew=account.renew,
        observe=account.observe,
        account=OwnAccount(account),
        imports=OwnAccount(account),
        preferences=preferences,
        save_preference=partial(_keep, file, account, options.data_dir),
        data_folder=folder.root,
        driver=options.drive,
        prefilled=(address, login, company.password),
        is_unlocked=account.is_unlocked,
        unlock=account.unlock,
        start_anew=account.start_anew,
        erase=account.erase,
        known=account.known,
        switch_to=account.switch_to,
        remove=account.remove,
        folder_of=account.folder_of,
        leave_demo=leave,
        dispose=dispose,
        claim_data=lambda take_over: lock.take(take_over=take_over),
        is_data_wanted=partial(is_wanted, folder.root),
    )


def _close(account: Account, exports: AccountExports, session: DesktopSession) -> None:
    exports.detach()
    account.close_session(session)


def _warnings(folder: DataFolder) -> tuple[Problem, ...]:
    program = synced_by(folder.root, os.environ)
    return (Problem(ProblemCode.SYNCED_FOLDER, path=str(folder.root), program=program),) if program else ()


def _preferences(file: SettingsFile, options: WindowOptions) -> InForce:
    named = {"language": options.language, "theme": options.theme, "server": options.server}
    found = file.read(os.environ, {**named, "work_offline": options.work_offline}, read_policy())
    set_level(found.settings.log_level.value)
    return found


def _keep(file: SettingsFile, account: Account, data_dir: str | None, name: str, value: object) -> None:
    """Store a choice, and let those know who act on it outside the window; nothing is kept where the system refuses."""
    chosen = SETTINGS[name].default if value is RESET else value
    if name == "autostart":
        choose_autostart(os.environ, data_dir, on=bool(chosen))
    if value is RESET:
        file.reset(name)
    else:
        file.save(**{name: value})
    if name == "work_offline":
        account.work_offline = bool(chosen)
    elif name == "shared_pc":
        account.share(bool(chosen))
    elif name == "metered":
        account.metered = chosen == Metered.YES
    elif name == "proxy":
        account.choose_proxy(str(chosen))
    elif name == "allow_plain_http":
        account.choose_plain_http(bool(chosen))
