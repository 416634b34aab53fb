"""Exports of the account that the window has open; see `ui.services.Exports`."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunch_desktop.bootstrap.account import Account, Opened
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.export_wishes import ExportWish
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.session import DesktopSession

if TYPE_CHECKING:
    from lunch_desktop.bootstrap.export_making import Making, Perform, Told
    from lunch_desktop.system.export_jobs import ExportDone
    from lunch_desktop.ui.runtime.export_run import ExportRun
    from lunch_desktop.wire.exports import ExportPreview, ExportRequest

_END_SECONDS: Final = 2.0
"""How long leaving the account waits for exports that it has cancelled."""


class AccountExports:
    """Use it on the GUI thread, but for `preview`. What makes exports is loaded when one is made."""

    def __init__(self, account: Account, logs: Path) -> None:
        """`logs` is the folder where the processes that make exports log."""
        self._account = account
        self._logs = logs
        self._session: DesktopSession | None = None
        self._runs: list[ExportRun] = []

    def attach(self, session: DesktopSession) -> DesktopSession:
        """This session is open now; changes that note exports go through it."""
        self._session = session
        return session

    def detach(self) -> None:
        """The session is closed: cancel what runs, and wait for a moment until it has ended."""
        for run in self._runs:
            run.cancel()
        for run in self._runs:
            run.wait(_END_SECONDS)
        self._runs.clear()
        self._session = None

    @property
    def running(self) -> "Sequence[ExportRun]":
        """Those that are not done."""
        return tuple(self._runs)

    def preview(self, request: "ExportRequest", limit: int = 20, *, offline: bool = False) -> "ExportPreview":
        """Count, totals and the first rows; waits. Raises Problem."""
        from lunch_desktop.bootstrap.export_making import Making

        return Making(self._account, self._opened(), self._logs, SystemClock()).preview(request, limit, offline=offline)

    def start(self, request: "ExportRequest", path: Path, *, offline: bool = False) -> "ExportRun":
        """Begin to make a file; returns at once. Raises Problem where nobody is signed in."""
        return self._begin(lambda making, told, perform: making.make(request, path, told, perform, offline=offline))

    def start_wish(self, wish: ExportWish) -> "ExportRun":
        """The same, for what somebody typed on a command line."""
        return self._begin(lambda making, told, perform: making.wished(wish, told, perform))

    def _begin(self, make: "Callable[[Making, Told, Perform], ExportDone]") -> "ExportRun":
        from lunch_desktop.ui.runtime.export_run import ExportRun

        opened, session = self._opened(), self._session
        if session is None:
            raise Problem(ProblemCode.EXPORT_NOT_SIGNED_IN)
        run = ExportRun(_Work(self._account, opened, self._logs, make), session)
        self._runs.append(run)
        run.finished.connect(partial(self._forget, run))
        run.start()
        return run

    def _forget(self, run: "ExportRun") -> None:
        if run in self._runs:
            self._runs.remove(run)

    def _opened(self) -> Opened:
        opened = self._account.opened
        if opened is None:
            raise Problem(ProblemCode.EXPORT_NOT_SIGNED_IN)
        return opened


class _Work:
    """See `ui.runtime.export_run.ExportWork`."""

    def __init__(
        self,
        account: Account,
        opened: Opened,
        logs: Path,
        make: "Callable[[Making, Told, Perform], ExportDone]",
    ) -> None:
        self._account = account
        self._opened = opened
        self._logs = logs
        self._make = make
        self._making: Making | None = None
        self._given_up = False

    def run(self, told: "Told", perform: "Perform") -> "ExportDone":
        """Make it; waits. Raises Problem, ExportCancelled."""
        from lunch_desktop.bootstrap.export_making import Making

        making = self._making = Making(self._account, self._opened, self._logs, SystemClock())
        if self._given_up:
            making.cancel()
        return self._make(making, told, perform)

    def cancel(self) -> None:
        """Give it up."""
        self._given_up = True
        if self._making is not None:
            self._making.cancel()
