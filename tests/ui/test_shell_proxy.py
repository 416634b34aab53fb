"""The settings of the network, from the program's account to the exchange."""

from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.bootstrap.account import Account
from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.system.problems import ProblemCode
from tests.integration.support_server import EMPLOYEE, PASSWORD, running, wait_until
from tests.support.proxies import by_another_name, free_port, needs_tinyproxy, tinyproxy


@pytest.mark.slow
@needs_tinyproxy
def test_another_proxy_is_used_at_once(tmp_path: Path, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    statuses: list[SyncStatus] = []
    with running(tmp_path / "server") as server, tinyproxy(tmp_path / "proxy") as proxy:
        folder = open_data_folder(tmp_path / "data", {})
        account = Account(folder, False, shared_name=None, proxy="none", allow_plain_http=True)
        session = account.open_session(account.sign_in(by_another_name(server.url), EMPLOYEE, PASSWORD))
        try:
            session.status_changed.connect(statuses.append)
            session.start_engine()
            until(lambda: statuses and statuses[-1].live, qapp)
            account.choose_proxy(f"127.0.0.1:{free_port()}")
            until(lambda: statuses[-1].reach is Reach.UNREACHABLE, qapp)
            assert statuses[-1].problem is not None
            assert statuses[-1].problem.code is ProblemCode.PROXY_UNREACHABLE
            account.choose_proxy(proxy.url)
            until(lambda: statuses[-1].reach is Reach.ONLINE, qapp)
            assert proxy.asked
        finally:
            account.close_session(session)


def until(happened: Any, application: Any) -> None:
    """Wait for what the engine tells through the window's event loop."""

    def looked() -> bool:
        application.processEvents()
        return bool(happened())

    wait_until(looked, 20)
