"""Opening the window: on the person's own account, or on the demo company."""

import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.domain.times import day_of
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.logs import set_level, start_logging
from lunch_desktop.system.paths import DataFolder, open_data_folder
from lunch_desktop.system.policy import read_policy
from lunch_desktop.system.settings import SETTINGS
from lunch_desktop.system.settings_file import SettingsFile
from lunch_desktop.ui.application import run_window
from lunch_desktop.ui.services import Services
from lunch_desktop.ui.shell.choices import RESET


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What the window was asked for on the command line; None leaves it to the environment and the settings."""

    data_dir: str | None
    language: str | None
    theme: str | None
    server: str | None
    work_offline: bool | None
    drive: bool


def open_window(options: WindowOptions) -> int:
    """Open the window on the last session, or on sign-in; the exit code."""
    folder = open_data_folder(options.data_dir, os.environ)
    return _run_window(folder, options, demo=None)


def open_demo(options: WindowOptions, *, seed: int) -> int:
    """Open the window on the demo company, whose server is a child of this process; the exit code.

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
    server = ChildServer(
        ["--demo", "--seed", str(seed), "--data-dir", str(folder.root)],
        environment={name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE},
        errors=folder.logs / "server-errors.txt",
    )
    login = next(one.login for one in company.accounts if one.employee_id == company.protagonist)
    try:
        return _run_window(folder, options, demo=(server.start(), login, company.password))
    finally:
        server.stop()


def _run_window(folder: DataFolder, options: WindowOptions, demo: tuple[str, str, str] | None) -> int:

    with ExitStack() as stack:
        stack.callback(start_logging(folder.logs, "desktop").close)
        file = SettingsFile(folder.settings)
        named = {"language": options.language, "theme": options.theme, "server": options.server}
        preferences = file.read(os.environ, {**named, "work_offline": options.work_offline}, read_policy())
        settings = preferences.settings
        set_level(settings.log_level.value)
        account = Account(folder, settings.work_offline, shared_name="demo" if demo else None, proxy=settings.proxy)
        prefilled = demo or ((settings.server, "", "") if settings.server else None)
        if demo is not None:
            account.sign_in(*demo)
        return run_window(
            Services(
                open_session=account.open_session,
                close_session=account.close_session,
                last_session=account.last_session,
                sign_in=account.sign_in,
                sign_out=account.sign_out,
                preferences=preferences,
                save_preference=partial(_keep, file, account),
                data_folder=folder.root,
                keyring_warning=account.keyring_warning
                if demo is None
                else lambda: None,  # the demo signs in by itself
                driver=options.drive,
                prefilled=prefilled,
            )
        )


def _keep(file: SettingsFile, account: Account, name: str, value: object) -> None:
    """Store a choice, and let those know who act on it outside the window."""
    if value is RESET:
        file.reset(name)
        value = SETTINGS[name].default
    else:
        file.save(**{name: value})
    if name == "work_offline":
        account.work_offline = bool(value)
    elif name == "proxy":
        account.proxies.choose(str(value))
