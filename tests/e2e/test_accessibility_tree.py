"""What a screen reader meets in the real window, on the accessibility bus: names, roles, actions, and what they do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the bus is Linux's; other systems are asked through Qt alone"),
]

Node = dict[str, Any]

NEEDS_A_NAME = {"push button", "radio button", "check box", "list", "list item", "page tab", "text", "heading", "frame"}


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The demo company's window in Korean, read, acted on and read again."""
    folder = tmp_path_factory.mktemp("window")
    for program in ("dbus-run-session", "xvfb-run"):
        assert shutil.which(program), f"{program} is missing; packaging/dev.py installs it"
    for name in ("home", "runtime", "data"):
        (folder / name).mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XDG_DATA_HOME": str(folder / "data"),
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "tests.e2e.window_by_atspi", str(folder), "ko"]
    done = subprocess.run(
        ["dbus-run-session", "--", "xvfb-run", "-a", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def walk(node: Node) -> Iterator[Node]:
    """A node and all that is in it."""
    yield node
    for child in node["children"]:
        yield from walk(child)


def of_role(node: Node, role: str) -> list[Node]:
    """All of a role."""
    return [one for one in walk(node) if one["role"] == role]


def test_the_window_has_pages_a_heading_and_a_list_of_rows(met: dict[str, Any]) -> None:
    tree = met["before"]
    assert (tree["role"], tree["name"]) == ("frame", "점심 데스크톱")
    tabs = of_role(tree, "page tab")
    assert [tab["name"] for tab in tabs if "selected" in tab["states"]] == ["오늘"]
    assert "오늘" in [heading["name"] for heading in of_role(tree, "heading")]
    (listing,) = of_role(tree, "list")
    assert [child["role"] for child in listing["children"]] == ["list item"] * len(listing["children"])
    places = [child["description"] for child in listing["children"]]
    assert places == [f"{len(places)}개 중 {number}번째" for number in range(1, len(places) + 1)]


def test_everything_that_can_be_used_has_a_name_and_an_action(met: dict[str, Any]) -> None:
    for when in ("before", "after"):
        for node in walk(met[when]):
            assert node["role"] not in NEEDS_A_NAME or node["name"], node
            if node["role"] in {"push button", "radio button", "check box", "list item", "page tab"}:
                assert node["actions"], node
    (field,) = of_role(met["before"], "text")
    assert field["editable"]


def test_the_action_of_a_row_asks_for_the_seat_and_the_answer_is_told(met: dict[str, Any]) -> None:
    assert met["pressed"] is True
    assert met["joined"].split(",")[0] in met["told"]
    assert met["joined"] not in [node["name"] for node in walk(met["after"])]


def test_text_that_is_put_into_the_search_is_looked_for(met: dict[str, Any]) -> None:
    assert met["written"] is True
    assert met["sought"] in met["heading"]
    rows = of_role(met["after"], "list item")
    assert 0 < len(rows) < len(of_role(met["before"], "list item"))
    assert all(met["sought"] in row["name"] for row in rows)
