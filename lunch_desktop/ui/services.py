"""What the program with its window needs from outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lunch_desktop.sync.known_accounts import Known
from lunch_desktop.sync.session import Session as SignedIn
from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.pages.account.server import AccountServer
from lunch_desktop.ui.pages.first_run.ways import Ways
from lunch_desktop.ui.pages.imports.server import ImportServer
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.choices import Preferences, SavePreference

if TYPE_CHECKING:
    from lunch_desktop.system.export_wishes import ExportWish
    from lunch_desktop.ui.runtime.export_run import ExportRun
    from lunch_desktop.wire.exports import ExportPreview, ExportRequest


class Exports(Protocol):
    """Exports of the open account, for admins.

    Online the rows come from the server. `offline`, they are those that this desktop holds, with the changes that wait,
    and the file says so; a window offers that where a Problem is one of `system.export_jobs.NOT_REACHED`, and never
    does it unasked. What an offline export holds is noted by a change that waits to be sent, before the file is made.
    """

    def preview(self, request: "ExportRequest", limit: int = 20, *, offline: bool = False) -> "ExportPreview":
        """Count, totals and the first rows; waits, on a worker thread. Raises Problem."""
        ...

    def start(self, request: "ExportRequest", path: Path, *, offline: bool = False) -> "ExportRun":
        """Begin to make a file, on the GUI thread; returns at once. An absolute `path`."""
        ...

    def start_wish(self, wish: "ExportWish") -> "ExportRun":
        """The same, for what somebody typed on a command line."""
        ...

    @property
    def running(self) -> "Sequence[ExportRun]":
        """Those that are not done."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the window needs of the rest of the program.

    `open_session` builds what one account works with; it is called on the GUI thread, must not wait for the network,
    and raises Problem. `close_session` is its counterpart. `sign_in` takes server, login and password, waits, and
    raises Problem; it is run on a worker thread, as is `sign_out`. `keyring_warning` gives a ProblemCode once, where
    the password will have to be asked for at the next start. `prefilled` is what the fields of sign-in start with.

    `ways` are the ways in of the first screen. `link` is what the program was opened with. For the demo company
    `leave_demo` gives what to go back to, on a worker thread, and `dispose` lets go of its server, which waits.

    `claim_data` makes the data this program's own, or raises Problem; with True it asks the program that has it to end,
    and waits on a worker thread. `is_data_wanted` says whether another program asks this one. `warnings` are told once.
    `renew` has the server confirm a session that was offline for too long, `observe` looks whether the open one is;
    both wait on a worker thread, and raise Problem.
    `imports` brings lists in that only the server can bring in.
    `account` is what the pages of the account ask of the server; without it only the profile is there.
    `sign_in_at_proxy` keeps the name and password for a proxy that asks for them; it is run on a worker thread.

    `is_unlocked` says whether `open_session` knows the key of the account's data, or why there is none; else `unlock`
    finds that out, on a worker thread. `start_anew` sets aside data that can't be opened, `erase` erases what a PC that
    was said to be lost has of an account; both raise Problem, on a worker thread.

    `known` reads the accounts of this PC and `remove` erases one that is not open, on a worker thread; `remove` raises
    Problem. `switch_to` makes another one the last, after the open one was closed. `folder_of` is where an account's
    data are; without it there is only one. `leave` is called after the last session was closed: the program ends.
    `share` says at once, for the next sign-in, whether others use this PC, too. `exports` makes files for admins.
    """

    open_session: Callable[[SignedIn], DesktopSession]
    last_session: Callable[[], SignedIn | None]
    sign_in: Callable[[str, str, str], SignedIn]
    sign_out: Callable[[], object]
    preferences: Preferences
    save_preference: SavePreference
    data_folder: Path
    keyring_warning: Callable[[], str | None] = lambda: None
    close_session: Callable[[DesktopSession], object] = DesktopSession.close
    driver: bool = False
    prefilled: tuple[str, str, str] | None = None
    ways: Ways | None = None
    link: str = ""
    leave_demo: "Callable[[], Services] | None" = None
    dispose: Callable[[], object] = lambda: None
    claim_data: Callable[[bool], object] = lambda _take_over: None
    is_data_wanted: Callable[[], bool] = lambda: False
    warnings: tuple[Problem, ...] = ()
    sign_in_at_proxy: Callable[[str, str, str], object] | None = None
    renew: Callable[[SignedIn], SignedIn] | None = None
    observe: Callable[[], object] = lambda: None
    account: AccountServer | None = None
    imports: ImportServer | None = None
    is_unlocked: Callable[[SignedIn], bool] = lambda _signed: True
    unlock: Callable[[SignedIn], object] = lambda _signed: None
    start_anew: Callable[[SignedIn], object] = lambda _signed: None
    erase: Callable[[SignedIn], object] = lambda _signed: None
    known: Callable[[], Sequence[Known]] = lambda: ()
    switch_to: Callable[[SignedIn], object] = lambda _signed: None
    remove: Callable[[SignedIn], object] = lambda _signed: None
    folder_of: Callable[[SignedIn], Path] | None = None
    leave: Callable[[], object] = lambda: None
    share: Callable[[bool], object] = lambda _shared: None
    exports: Exports | None = None
