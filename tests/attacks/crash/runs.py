"""Running a scenario up to one effect, and judging what is there afterwards."""

import gc
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NoReturn
from unittest.mock import patch

from tests.attacks.crash.checks import check_after, look_at
from tests.attacks.crash.effects import IN_PARTS, Died, Effects, Host, Moment
from tests.attacks.crash.scenarios import SCENARIOS, Scenario
from tests.attacks.crash.stage import CRASHED, Stage

MEMORY: Final = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where there is a file system in memory, nothing is gained by waiting for a disk."""


@dataclass(frozen=True, slots=True)
class Point:
    """A crash: of which scenario, at which effect, when, and of whom (None: both). `again` crashes the healing, too."""

    scenario: str
    number: int
    moment: Moment
    alone: Host | None = None
    again: int | None = None
    on_disk: bool = False
    amid: float = 0.5

    def __str__(self) -> str:
        return f"{self.scenario}:{self.number}:{self.moment}:{self.alone or 'both'}" + (
            f":{self.again}" if self.again else ""
        )


@dataclass(frozen=True)
class Prepared:
    """A scenario's beginning in files, what its later part has to know, and the effects of a run without a crash."""

    scenario: Scenario
    folder: Path
    facts: dict[str, str]
    effects: tuple[tuple[Host, str], ...]

    def points(self) -> Iterable[Point]:
        """Every crash there is."""
        name = self.scenario.name
        for number, (host, what) in enumerate(self.effects, start=1):
            moments = list(Moment) if what in IN_PARTS else [Moment.BEFORE, Moment.AFTER]
            for moment in moments:
                yield Point(name, number, moment)
                if moment is not Moment.AMID:
                    yield Point(name, number, moment, alone=host)


def prepare(scenario: Scenario, folder: Path) -> Prepared:
    """Make a scenario's beginning in `folder`, and run it once to its end to count its effects."""
    stage = Stage(folder / scenario.name)
    try:
        facts = scenario.begin(stage)
    finally:
        stage.close()
    rehearsal = folder / "rehearsal"
    shutil.copytree(stage.folder, rehearsal)
    stage = Stage(rehearsal)
    effects = Effects(stage.folders)
    try:
        _act(stage, scenario, facts, effects)
        check_after(stage)
    finally:
        stage.close()
        shutil.rmtree(rehearsal)
    return Prepared(scenario, folder / scenario.name, facts, tuple(effects.seen))


def _act(stage: Stage, scenario: Scenario, facts: dict[str, str], effects: Effects) -> None:
    """The part in which the crash comes."""
    stage.effects = effects
    with _steady_chance(1), effects.counted():
        if not scenario.starts:
            stage.open()
        effects.counting = True
        scenario.act(stage, facts)
        effects.counting = False


def try_point(prepared: Prepared, point: Point, judged: set[str]) -> str | None:
    """Crash there. What is wrong afterwards; None if nothing is.

    Where both hosts died, what comes follows from the files alone: a state that was found good before is not judged
    again. `judged` remembers those.
    """
    where = None if point.on_disk else MEMORY
    folder = Path(tempfile.mkdtemp(prefix="lunch-crash-", dir=where))
    life = folder / "life"
    try:
        shutil.copytree(prepared.folder, life)
        if point.alone is not None:
            return _in_a_child(life, lambda: _one_dies(prepared, point, life), expected=0)
        wrong = _in_a_child(life, lambda: _both_die(prepared, point, life), expected=CRASHED)
        if wrong is None and point.again is not None:
            wrong = _in_a_child(life, lambda: _start_and_die(point, life), expected=None)
        return wrong or _judge(life, judged)
    finally:
        shutil.rmtree(folder)


def _in_a_child(life: Path, deed: Callable[[], object], expected: int | None) -> str | None:
    """Run `deed` in a process of its own, of which nothing but files is left. No database may be open here."""
    pid = os.fork()
    if pid == 0:
        _child(life, deed)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code == expected or (expected is None and code in (0, CRASHED)):
        return None
    error = life / "error"
    return error.read_text() if error.exists() else f"the process ended with {code} instead of {expected}"


def _child(life: Path, deed: Callable[[], object]) -> NoReturn:
    code = 1
    try:
        deed()
        code = 0
    except BaseException:  # noqa: BLE001  # it must not come back as a second parent
        (life / "error").write_text(traceback.format_exc(limit=-8))
    finally:
        os._exit(code)


def _both_die(prepared: Prepared, point: Point, life: Path) -> None:
    stage = Stage(life)
    effects = Effects(stage.folders, point.number, point.moment, lambda _: os._exit(CRASHED), point.amid)
    _act(stage, prepared.scenario, prepared.facts, effects)


def _start_and_die(point: Point, life: Path) -> None:
    """The next start does not get far, either."""
    stage = Stage(life)
    stage.effects = Effects(stage.folders, point.again, point.moment, lambda _: os._exit(CRASHED), point.amid)
    with _steady_chance(2), stage.effects.counted():
        stage.effects.counting = True
        stage.open()
        stage.sync()


@contextmanager
def _steady_chance(life: int) -> Iterator[None]:
    """Ids and tags that come out the same in the same life: so do the effects, and the same state is known again."""
    source = random.Random(life)
    with patch.object(os, "urandom", source.randbytes), patch.object(random, "_urandom", source.randbytes):
        yield


def _one_dies(prepared: Prepared, point: Point, life: Path) -> None:
    stage = Stage(life)
    effects = Effects(stage.folders, point.number, point.moment, stage.die_alone)
    try:
        _act(stage, prepared.scenario, prepared.facts, effects)
    except Died as died:
        effects.counting = False
        stage.start_again(died.host)
    assert effects.reached, f"the scenario took only {len(effects.seen)} effects this time"
    with effects.counted():
        check_after(stage)


def _judge(life: Path, judged: set[str]) -> str | None:
    stage = Stage(life)
    try:
        found = look_at(stage)
        if found not in judged:
            check_after(stage)
            judged.add(found)
    except Exception:  # noqa: BLE001  # whatever it is, it is a finding
        return traceback.format_exc(limit=-8)
    finally:
        stage.close()
    return None


def _warm_up(folder: Path) -> None:
    """What a process does only once, such as SQLAlchemy's first look at a database, is no effect of a scenario."""
    stage = Stage(folder)
    stage.found()
    stage.open()
    stage.close()


def prepare_all(folder: Path, names: Iterable[str]) -> dict[str, Prepared]:
    """Every scenario's beginning."""
    _warm_up(folder / "warm")
    found = {name: prepare(SCENARIOS[name], folder) for name in names}
    gc.collect()
    gc.freeze()  # what is here by now is shared with every child, and need not be copied to be counted
    return found


def in_parallel(workers: int, points: list[Point], deed: Callable[[Point], str | None]) -> list[tuple[Point, str]]:
    """Try all of them in `workers` processes. Those that went wrong, with what."""
    with tempfile.TemporaryDirectory(prefix="lunch-crash-found-") as folder:
        found = [Path(folder) / str(number) for number in range(workers)]
        pids = []
        for number, path in enumerate(found):
            pid = os.fork()
            if pid == 0:
                _child(Path(folder), partial(_work, path, points, number, workers, deed))
            pids.append(pid)
        for pid in pids:
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if code != 0:
                raise RuntimeError(f"a worker ended with {code}: {(Path(folder) / 'error').read_text()}")
        wrong: list[tuple[Point, str]] = []
        for path in found:
            for block in path.read_text().split("\0"):
                number_text, _, text = block.partition("\1")
                if text:
                    wrong.append((points[int(number_text)], text))
        return wrong


def _work(path: Path, points: list[Point], first: int, step: int, deed: Callable[[Point], str | None]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(first, len(points), step):
            text = deed(points[number])
            if text is not None:
                sys.stdout.write(f"{points[number]}\n{text}\n")
                sys.stdout.flush()
                file.write(f"{number}\1{text}\0")
