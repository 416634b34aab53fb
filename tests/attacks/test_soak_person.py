"""The person of the soak notes every waiting change that may go, before it goes: its judge relies on that."""

import json
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from lunch_desktop.domain.chat.entities import RoomKind
from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.ids import RoomId
from tests.attacks.soak_desktop import NOTES, Person, may_go_with
from tests.support.lunch import MORNING, Lunch, a_party, ask

NO_ENGINE = SimpleNamespace(local_change=lambda: None, sync_now=lambda: None, set_work_offline=lambda _: None)
"""The network is away all the time."""


def waiting(path: Path) -> set[str]:
    """The changes that wait and stand for something."""
    return {uuid for (uuid,) in ask(path, "SELECT uuid FROM outbox WHERE NOT void")}


@pytest.mark.parametrize("seed", [0, 4, 29, 37, 48])
def test_nothing_goes_that_was_not_noted_before(tmp_path: Path, seed: int) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    person = Person(desktop.path, desktop.store, desktop.reads, NO_ENGINE, Random(seed))  # type: ignore[arg-type]
    gone: set[str] = set()
    for _ in range(120):
        before = waiting(desktop.path)
        person.act()
        gone |= before - waiting(desktop.path)
    notes = [json.loads(line) for line in (desktop.path.parent / NOTES).read_text(encoding="utf-8").splitlines()]
    noted = {uuid for note in notes for uuid, offered in note.get("withdraws", {}).items() if not offered}
    assert gone
    assert gone <= noted
    lunch.close()


def test_what_was_said_in_its_room_may_go_with_a_party_and_nothing_else_may(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    before = desktop.do("party.open", a_party(60))
    opened = desktop.do("party.open", a_party(300))
    room = RoomId(str(opened.answer["party_id"]))
    said = desktop.do("message.send", SendMessage(RoomKind.PARTY.value, room, "1층에서 봐요", [], MORNING))
    other = desktop.do("party.open", a_party(600))
    queue = [
        (uuid, json.loads(payload))
        for uuid, payload in ask(desktop.path, "SELECT uuid, payload FROM outbox ORDER BY seq")
    ]
    assert {one for one, _ in queue} == {before.uuid, opened.uuid, said.uuid, other.uuid}
    assert may_go_with(opened.uuid, queue) == {opened.uuid, said.uuid}
    desktop.store.discard([opened.uuid])
    assert waiting(desktop.path) == {before.uuid, other.uuid}
    lunch.close()
