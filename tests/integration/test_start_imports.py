"""What the first paint waits for: a start loads no library that only what follows it needs.

keyring and cryptography it does need, for the key of the data; they are loaded beside the rest, by a thread.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from lunch_desktop.demo.company import build_company
from lunch_desktop.system.clock import SystemClock
from tests.performance.bench_first_lunch import sync_into
from tests.support.keyrings import keyring_in

FIRST_PAINT = """
import json, sys
from lunch_desktop.bootstrap.account import Account
import lunch_desktop.bootstrap.window
from lunch_desktop.system.clock import SystemClock
from lunch_desktop.system.paths import open_data_folder
from lunch_desktop.ui.pages.parties.page import PartiesPage
from lunch_desktop.ui.pages.today.page import TodayPage
from PySide6.QtCore import QCoreApplication

application = QCoreApplication([])
account = Account(open_data_folder(sys.argv[1], {}), True, shared_name=None)
account.unlock(account.last_session())
session = account.open_session(account.last_session())
today = session.reads.today(SystemClock().now())
loaded = sorted(sys.modules)
account.close_session(session)
print(json.dumps({"rows": today is not None, "loaded": loaded}))
"""
LATER = {
    "alembic",
    "fastapi",
    "lunch_desktop.demo",
    "lunch_desktop.store.desktop.local",
    "lunch_desktop.sync.engine",
    "lunch_desktop.sync.http",
    "psycopg",
    "pydantic",
    "PySide6.QtTest",
    "requests",
    "sqlalchemy.dialects.postgresql",
    "truststore",
    "urllib3",
}


def test_the_first_paint_waits_for_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    sync_into(tmp_path, build_company(1, SystemClock().now()))
    said = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, **keyring_in(tmp_path)},
    )
    found = json.loads(said.stdout)
    assert found["rows"]
    assert LATER.intersection(found["loaded"]) == set()
