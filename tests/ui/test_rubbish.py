"""Cycles are collected while the event loop runs, on its own thread."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.runtime.rubbish import Rubbish


class Cycle:
    """Nobody needs it, and it holds itself."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self._itself = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread())


def test_cycles_end_on_the_thread_of_the_window_whoever_made_them(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    parent = QObject()
    Rubbish(parent, every_ms=10)
    ended: list[threading.Thread] = []

    def work() -> None:
        for _ in range(gc.get_threshold()[0] * 2):
            Cycle(ended)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()
    assert ended == []
    qtbot.waitUntil(lambda: len(ended) == gc.get_threshold()[0] * 2)
    assert set(ended) == {threading.main_thread()}


def test_little_rubbish_is_left_alone_and_much_of_it_collected_in_older_generations(qtbot: QtBot) -> None:
    parent = QObject()
    collected: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            collected.append(info["generation"])

    gc.collect()
    rubbish = Rubbish(parent, every_ms=3_600_000)
    gc.callbacks.append(note)
    try:
        rubbish._look()
        assert collected == []
        for _ in range(gc.get_threshold()[1] + 2):
            kept: list[object] = [[[]] for _ in range(gc.get_threshold()[0])]
            rubbish._look()
            del kept
    finally:
        gc.callbacks.remove(note)
    assert collected == [0] * (gc.get_threshold()[1] + 1) + [1]
