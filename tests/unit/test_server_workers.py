"""Short work: in its order, told to whoever waits, and none after the end."""

import asyncio
import threading

import pytest

from lunch_desktop.server.workers import ShortWork


def test_it_is_done_in_its_order_by_its_own_thread_and_told_together() -> None:
    done: list[int] = []
    threads: set[str] = set()

    def work(number: int) -> int:
        done.append(number)
        threads.add(threading.current_thread().name)
        return number * 2

    async def ask() -> list[int]:
        short = ShortWork("short", 1)
        try:
            return await asyncio.gather(*(short.run(work, number) for number in range(50)))
        finally:
            short.close()

    assert asyncio.run(ask()) == [number * 2 for number in range(50)]
    assert done == list(range(50))
    assert threads == {"short_0"}


def test_what_it_raises_is_raised_where_it_is_waited_for() -> None:
    def work(number: int) -> int:
        if number % 2:
            raise KeyError(number)
        return number

    async def ask() -> list[int | BaseException]:
        short = ShortWork("short", 2)
        try:
            return await asyncio.gather(*(short.run(work, number) for number in range(6)), return_exceptions=True)
        finally:
            short.close()

    assert [repr(one) for one in asyncio.run(ask())] == ["0", "KeyError(1)", "2", "KeyError(3)", "4", "KeyError(5)"]


def test_whoever_stopped_waiting_keeps_nobody_from_being_told() -> None:
    async def ask() -> str:
        short = ShortWork("short", 1)
        held, entered = threading.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def hold() -> None:
            loop.call_soon_threadsafe(entered.set)
            held.wait(10)

        first = asyncio.create_task(short.run(hold))
        await entered.wait()
        second = asyncio.create_task(short.run(str, "told"))
        first.cancel()
        held.set()
        try:
            return await second
        finally:
            short.close()

    assert asyncio.run(ask()) == "told"


def test_after_its_end_no_work_is_taken_and_what_was_asked_for_is_done() -> None:
    async def ask() -> str:
        short = ShortWork("short", 1)
        asked = asyncio.create_task(short.run(str, "done"))
        await asyncio.sleep(0)
        short.close()
        with pytest.raises(RuntimeError, match="no more work"):
            await short.run(str, "late")
        return await asked

    assert asyncio.run(ask()) == "done"
