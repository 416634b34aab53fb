"""The next page is fetched while the last one is written; the answer that ends it all is not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.store.company import making_volumes, pull
from lunch_desktop.sync.ahead import Ahead
from lunch_desktop.sync.http import Unreachable
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.sync import PullRequest, PullResponse, Volume
from tests.support.company import STAFF
from tests.support.desktop import Desktop, make_desktop
from tests.support.lunch import Lunch, a_party


class Noting:
    """A way to the server that notes what is asked, and fails where it is told to."""

    def __init__(self, way: Any) -> None:
        self._way = way
        self.asked: list[PullRequest] = []
        self.fetched: list[str] = []
        self.fails_at: set[int] = set()

    def pull(self, request: PullRequest) -> PullResponse:
        self.asked.append(request)
        if len(self.asked) in self.fails_at:
            raise Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test"))
        answer: PullResponse = self._way.pull(request)
        return answer

    def volume(self, volume: Volume) -> bytes:
        self.fetched.append(volume.name)
        content: bytes = self._way.volume(volume)
        return content


@pytest.fixture
def lunch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lunch]:
    monkeypatch.setattr(pull, "PAGE", 10)
    lunch = Lunch(tmp_path)
    for n in range(30):
        lunch.open(1 + n % 3, a_party(60 + 120 * n, lasting=30, title=f"모임 {n}"))
    yield lunch
    lunch.close()


def fresh(lunch: Lunch) -> tuple[Desktop, Noting]:
    """A desktop that asks ahead."""
    noting: list[Noting] = []

    def way_of(remote: Any) -> Any:
        noting.append(Noting(remote))
        return Ahead(noting[0])  # type: ignore[arg-type]

    desktop = make_desktop(lunch.company, STAFF[0].id, name="ahead", remote=way_of)
    lunch._desktops.append(desktop)
    return desktop, noting[0]


def test_each_page_and_the_last_answer_are_asked_for_once(lunch: Lunch) -> None:
    desktop, noting = fresh(lunch)
    desktop.sync()
    lunch.agrees(desktop)
    words = [one.page for one in noting.asked]
    assert len(words) == len(set(words)) > 5


def test_what_failed_ahead_is_asked_for_again(lunch: Lunch) -> None:
    desktop, noting = fresh(lunch)
    noting.fails_at = {3, 5}
    desktop.sync()
    lunch.agrees(desktop)


def test_a_page_that_came_for_nothing_is_not_used(lunch: Lunch) -> None:
    desktop, _ = fresh(lunch)
    desktop.facts.behind, desktop.facts.unsent = True, False
    desktop.step()
    desktop.store.forget_cursor()
    desktop.sync()
    lunch.agrees(desktop)


def test_volumes_come_ahead_too_and_once(lunch: Lunch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making_volumes, "LARGE", 20)
    monkeypatch.setattr(making_volumes, "VOLUME", 15)
    monkeypatch.setattr(making_volumes, "FEWEST", 5)
    lunch.company.sync.keep_volumes()
    desktop, noting = fresh(lunch)
    desktop.sync()
    lunch.agrees(desktop)
    assert len(noting.fetched) == len(set(noting.fetched)) >= 3
    words = [one.page for one in noting.asked]
    again = [word for word in set(words) if words.count(word) > 1]
    assert again == [words[-1]], "what ends the answer is as new as the pages are complete"
