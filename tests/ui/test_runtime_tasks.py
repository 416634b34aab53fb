"""Background tasks deliver on the GUI thread, in order, to those who are still there."""

import os
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.bridge import GuiBridge
from lunch_desktop.ui.runtime.tasks import Tasks

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def tasks(qapp: QApplication) -> Tasks:
    return Tasks(workers=2)


class Page(QObject):
    """Something that asked for a result and may be gone by then."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def take(self, value: object) -> None:
        self.seen.append(value)


def on_gui_thread() -> bool:
    return QThread.currentThread() is QApplication.instance().thread()  # type: ignore[union-attr]


def test_the_work_is_done_elsewhere_and_the_result_delivered_here(tasks: Tasks, qtbot: QtBot) -> None:
    main = threading.get_ident()
    results: list[tuple[bool, bool]] = []
    tasks.run(lambda: threading.get_ident() != main, lambda elsewhere: results.append((elsewhere, on_gui_thread())))
    assert results == []
    qtbot.waitUntil(lambda: results == [(True, True)])
    assert tasks.close()


def test_a_newer_question_supersedes_the_older_answer(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    page = Page()
    tasks.run(lambda: gate.wait(5) and "old", page.take, key="search")
    tasks.run(lambda: "new", page.take, key="search")
    tasks.run(lambda: "other", page.take, key="something else")
    qtbot.waitUntil(lambda: len(page.seen) == 2)
    gate.set()
    assert tasks.drain(5)
    assert sorted(map(str, page.seen)) == ["new", "other"]
    assert tasks.close()


def test_a_superseded_question_that_waits_is_never_asked(qtbot: QtBot) -> None:
    tasks, gate, asked = Tasks(workers=1), threading.Event(), []
    tasks.run(lambda: gate.wait(5))
    for number in range(5):
        tasks.run(lambda number=number: asked.append(number), key="search")  # type: ignore[misc]
    gate.set()
    assert tasks.drain(5)
    assert asked == [4]
    assert tasks.close()


def test_a_deleted_receiver_is_not_called(tasks: Tasks) -> None:
    gate = threading.Event()
    by_method, by_closure = Page(), Page()
    seen_by_method, seen_by_closure = by_method.seen, by_closure.seen
    tasks.run(lambda: gate.wait(5), by_method.take)
    tasks.run(lambda: gate.wait(5), lambda value: seen_by_closure.append(value), receiver=by_closure)
    shiboken6.delete(by_method)
    shiboken6.delete(by_closure)
    gate.set()
    assert tasks.close()
    assert seen_by_method == []
    assert seen_by_closure == []


def test_an_error_goes_to_its_handler(tasks: Tasks, qtbot: QtBot) -> None:
    caught: list[Exception] = []

    def fail() -> None:
        raise OSError("no network")

    with qtbot.assertNotEmitted(tasks.failed):
        tasks.run(fail, None, caught.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert str(caught[0]) == "no network"
    assert tasks.close()


@pytest.mark.expects_error_log
def test_an_error_without_a_handler_is_not_lost(tasks: Tasks, qtbot: QtBot) -> None:
    def fail() -> None:
        raise OSError("no network")

    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.run(fail)
    assert isinstance(caught.args[0], OSError)
    assert tasks.close()


def test_nothing_is_lost_at_quit(tasks: Tasks) -> None:
    page = Page()

    def then_more(value: object) -> None:
        page.take(value)
        tasks.run(lambda: "second", page.take)

    def slowly() -> str:
        time.sleep(0.05)
        return "first"

    tasks.run(slowly, then_more)
    assert tasks.drain(5)
    assert page.seen == ["first", "second"]
    assert tasks.pending == 0
    assert tasks.close()


def test_drain_gives_up_in_time(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.run(lambda: gate.wait(5))
    started = time.monotonic()
    assert not tasks.drain(0.1)
    assert time.monotonic() - started < 1
    gate.set()
    assert tasks.close()


def test_the_bridge_keeps_the_order_of_a_threads_calls(qtbot: QtBot) -> None:
    bridge, seen = GuiBridge(), []

    def work() -> None:
        for number in range(100):
            bridge.call(lambda number=number: seen.append((number, on_gui_thread())))  # type: ignore[misc]

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(number, True) for number in range(100)]
