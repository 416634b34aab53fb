"""Numbers of messages where several servers decide at once: on PostgreSQL under the room's lock."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lunch_desktop.domain.chat.sending import SendMessage
from lunch_desktop.domain.ids import RoomId
from tests.support.lunch import MORNING, Lunch, a_seat
from tests.support.postgres import Postgres


def test_messages_that_come_at_once_get_numbers_without_a_gap(tmp_path: Path, postgres: Postgres) -> None:
    lunch = Lunch(tmp_path, url=postgres.fresh())
    party = lunch.open(0)
    for person in (1, 2):
        assert lunch.decide(person, "party.join", a_seat(party)).code is None
    wants = [
        (person, lunch.change("message.send", SendMessage("party", RoomId(party), f"{n}번", [], MORNING)))
        for n in range(8)
        for person in (0, 1, 2)
    ]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda want: lunch.push(want[0], [want[1]]), wants))
    assert {one.results[0].code for one in answers} == {None}
    assert lunch.ask("SELECT number FROM messages ORDER BY number") == [(n,) for n in range(1, 25)]
    assert lunch.ask("SELECT last_number FROM rooms") == [(24,)]
    lunch.close()
