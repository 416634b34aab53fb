"""Committing together: writers who come while another one waits for the disk share the next wait.

A durable commit takes as long for one small change as for fifty. Each writer's work has a savepoint of its own, so that
one that is refused leaves no trace, and each is told what became of it only after the commit.
"""

from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from lunch_desktop.system.problems import Problem

T = TypeVar("T")

MOST: Final = 32
"""How many are committed together at most, so that the first need not wait for too many others."""


@dataclass(eq=False)
class _Job(Generic[T]):
    """Somebody's work; `over` once its thread may go."""

    work: Callable[[Connection], T]
    told: Callable[[T], None] | None
    over: bool = False
    error: BaseException | None = None
    done: T | None = None

    def end(self, error: BaseException | None = None) -> None:
        try:
            if error is None and self.told is not None:
                self.told(self.done)  # type: ignore[arg-type]  # it was done
        except BaseException as failure:  # noqa: BLE001  # it is raised in the thread whose work it was
            error = failure
        self.error, self.over = error, True


class Together:
    """Has writers of one process take turns. Safe from every thread."""

    def __init__(
        self, turn: AbstractContextManager[Any], writing: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        """`turn` is the lock under which this process writes, `writing` gives a transaction."""
        self._turn = turn
        self._writing = writing
        self._waiting: deque[_Job[Any]] = deque()

    def write(self, work: Callable[[Connection], T], told: Callable[[T], None] | None) -> T:
        """Do `work` in a transaction, perhaps with others' before it, and call `told` after the commit, in order.

        Raises what `work` raises, with nothing of it written, and what keeps the database from writing.
        """
        job = _Job(work, told)
        self._waiting.append(job)
        with self._turn:
            while not job.over:
                self._serve([self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))])
        if job.error is not None:
            raise job.error
        return job.done  # type: ignore[return-value]  # it was done

    def _serve(self, jobs: list[_Job[Any]]) -> None:
        if len(jobs) == 1 or not self._all_at_once(jobs):
            for job in jobs:
                self._alone(job)

    def _alone(self, job: _Job[Any]) -> None:
        try:
            with self._writing() as connection:
                job.done = job.work(connection)
        except BaseException as error:  # noqa: BLE001  # it is raised in the thread whose work it was
            job.end(error)
        else:
            job.end()

    def _all_at_once(self, jobs: list[_Job[Any]]) -> bool:
        """Do all in one transaction; False if the database did not take it, and nothing is done."""
        refused: dict[_Job[Any], BaseException] = {}
        try:
            with self._writing() as connection:
                for job in jobs:
                    try:
                        with connection.begin_nested():
                            job.done = job.work(connection)
                    except (SQLAlchemyError, Problem):
                        raise  # it may have ended the transaction for all
                    except Exception as error:  # noqa: BLE001
                        refused[job] = error
        except (SQLAlchemyError, Problem):
            return False
        except BaseException as error:  # this process is about to end
            for job in jobs:
                job.end(error)
            raise
        for job in jobs:
            job.end(refused.get(job))
        return True
