"""What the person is to read stays until they have read it, and a while longer."""

from pathlib import Path

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.desktop.notices import KEPT, Notices
from tests.support.lunch import Lunch


def test_a_notice_stays_over_a_start_until_it_was_read_and_grows_old(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    desktop.store.note("rebuilt", {"saved": 3})
    lunch.clock.advance(HOUR)
    desktop.store.note("moved", {})
    desktop.close()
    desktop.open()
    moved, rebuilt = desktop.reads.notices()
    assert (rebuilt.kind, rebuilt.details, rebuilt.seen, rebuilt.at) == (
        "rebuilt",
        {"saved": 3},
        False,
        lunch.clock.now() - HOUR,
    )
    desktop.store.mark_notices_seen([rebuilt.id])
    assert [(one.kind, one.seen) for one in desktop.reads.notices()] == [("moved", False), ("rebuilt", True)]
    with desktop.database.writing() as connection:
        notices = Notices(connection, desktop.database.schema)
        notices.prune(Instant(lunch.clock.now() + KEPT))
        assert [one.kind for one in notices.all()] == ["moved"]
        notices.mark_seen([moved.id])
        notices.prune(Instant(lunch.clock.now() + KEPT + 1))
        assert notices.all() == ()
    lunch.close()


def test_what_is_said_already_is_not_said_twice_before_it_was_read(tmp_path: Path) -> None:
    lunch = Lunch(tmp_path)
    desktop = lunch.desktop(0)
    for _ in range(3):
        desktop.store.note("backup_failed", {"path": "/backups"})
        lunch.clock.advance(HOUR)
    (one,) = desktop.reads.notices()
    assert one.at == lunch.clock.now() - HOUR
    desktop.store.mark_notices_seen([one.id])
    desktop.store.note("backup_failed", {"path": "/backups"})
    assert len(desktop.reads.notices()) == 2
    lunch.close()
