"""The first lunch, end to end: three desktops, one server, one network cable pulled out.

Real processes act it out through their real widgets. Each step prints one line with its time; the first that fails ends
the story with a non-zero exit code.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, TextIO

from lunch_desktop.demo.desktop import DATABASE_VARIABLE, DrivenDesktop, StepFailed
from lunch_desktop.demo.opening import key_of
from lunch_desktop.demo.people import DemoAccount
from lunch_desktop.demo.witness import (
    differences,
    held_on_desktop,
    oversold,
    visible_on_server,
    waiting_on_desktop,
)
from lunch_desktop.system.child_server import ChildServer
from lunch_desktop.system.database_key import is_encrypted

TITLE: Final = "모두 함께 국밥"
EDITED: Final = "모두 함께 순대국밥"
SEARCHED: Final = "순대국밥"
CONFIRMED: Final = "Confirmed"
IN_LINE: Final = "In line: 1"
PLACE: Final = "1층 로비 화분 앞"
PICTURES: Final = "screenshots"
SEEN_WITHIN_SECONDS: Final = 1.0
NAMES: Final = ("A", "B", "C")
NO_KEYRING: Final = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
"""So that the story is the same on every machine; the desktops then ask for the password at every start."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits at a desktop."""

    employee_id: str
    login: str
    name: str


class Story:
    """One telling of the story, in a folder that holds every database, log and picture of it."""

    names: ClassVar[tuple[str, ...]] = NAMES
    """What the desktops are called, one for each person."""

    def __init__(self, folder: Path, people: tuple[Person, ...], password: str, seed: int, out: TextIO) -> None:
        self._folder = folder
        self._people = people
        self._password = password
        self._out = out
        self._began = time.monotonic()
        self._server = ChildServer(
            ["--demo", "--seed", str(seed), "--data-dir", str(folder / "server")],
            environment={**{k: v for k, v in os.environ.items() if k != DATABASE_VARIABLE}, **NO_KEYRING},
            errors=folder / "server-errors.txt",
        )
        self._desktops: list[DrivenDesktop] = []
        self._left: DrivenDesktop | None = None
        self._step = 0
        self.timings: dict[str, float] = {}

    @classmethod
    def choose(cls, accounts: Sequence[DemoAccount]) -> Sequence[DemoAccount]:
        """Who sits at the desktops, of a company's accounts."""
        return accounts[: len(cls.names)]

    def tell(self) -> bool:
        """Act it out; whether every step went as it must."""
        with ExitStack() as stack:
            stack.callback(self._server.stop)
            try:
                for step in self._steps():
                    step(stack)
            except StepFailed as failure:
                self._say("FAILED", str(failure))
                self._picture_of_failure()
                return False
        self._say("done", f"{len(self.timings)} steps, {time.monotonic() - self._began:.1f} s")
        return True

    def _steps(self) -> Iterator[Callable[[ExitStack], None]]:
        yield self._start
        yield self._sign_in
        yield self._a_works_offline
        yield self._a_is_killed
        yield self._a_comes_back
        yield self._last_seat
        yield self._a_seat_frees
        yield self._host_cancels_offline
        yield self._everybody_converges
        yield self._pictures

    def _start(self, stack: ExitStack) -> None:
        with self._timed("server", "the server is up with the demo company"):
            address = self._server.start()
        with self._timed("desktops", f"{len(self.names)} desktops are up"):
            for name in self.names:
                desktop = DrivenDesktop(name, self._folder / name, address, NO_KEYRING)
                stack.callback(desktop.close)
                desktop.start()
                self._desktops.append(desktop)
            for desktop in self._desktops:
                desktop.wait("Sign in", seconds=20 + 3 * len(self.names))

    def _sign_in(self, stack: ExitStack) -> None:
        del stack
        with self._timed("sign_in", "everybody has signed in and sees today's lunch"):
            for desktop, person in zip(self._desktops, self._people, strict=True):
                self._enter_password(desktop, person)
            for desktop in self._desktops:
                desktop.wait_status(reach="online", live=True, waiting=0)

    def _a_works_offline(self, stack: ExitStack) -> None:
        del stack
        a = self._desktops[0]
        with self._timed("offline_create", "A goes offline and opens a party"):
            self._work_offline(a, True)
            a.press("Ctrl+N")
            a.wait("Title")
            a.type("Title", TITLE)
            a.type("Meeting place", PLACE)
            a.type("Seats", "2")
            self._choose_quiet_time(a)
            a.click("Let’s go")
            a.wait_status(reach="work_offline", waiting=1)
        with self._timed("offline_edit", "A edits it, still offline"):
            self._open_party(a, TITLE)
            a.click("Edit")
            a.wait("Title")
            a.type("Title", EDITED)
            a.click("Save")
            a.wait_status(waiting=2)

    def _a_is_killed(self, stack: ExitStack) -> None:
        del stack
        a, person = self._desktops[0], self._people[0]
        with self._timed("kill", "A is killed with SIGKILL: both changes wait in its file, which nobody else can read"):
            a.kill()
            if not is_encrypted(a.file):
                raise StepFailed("A's file is not encrypted")
            waiting = waiting_on_desktop(a.file, self._key_of(a, person))
            if waiting != 2:
                raise StepFailed(f"{waiting} changes wait in A's file instead of 2")
        with self._timed("password", "A starts again, and signs in, as there is no keyring: both changes still wait"):
            a.start()
            a.wait("Password", seconds=25)
            self._enter_password(a, person)
            a.wait_status(seconds=25, reach="work_offline", waiting=2)
            self._open_party(a, EDITED)

    def _a_comes_back(self, stack: ExitStack) -> None:
        del stack
        a, b, _ = self._desktops
        self._list_parties(b)
        b.type("Search", SEARCHED)
        with self._timed("seen", f"B sees the party within {SEEN_WITHIN_SECONDS:g} s of A's changes going up"):
            began = time.monotonic()
            self._work_offline(a, False)
            a.wait_status(reach="online", waiting=0)
            sent = time.monotonic()
            b.wait(text=EDITED, seconds=10)
            took = time.monotonic() - sent
            if took > SEEN_WITHIN_SECONDS:
                raise StepFailed(f"B saw it {took:.2f} s after it was sent ({time.monotonic() - began:.2f} s in all)")

    def _last_seat(self, stack: ExitStack) -> None:
        del stack
        _, b, c = self._desktops
        with self._timed("join_offline", "B and C go offline, and both ask for the one seat left"):
            for desktop in (b, c):
                self._work_offline(desktop, True)
                self._open_party(desktop, EDITED)
                desktop.click("Join")
                desktop.wait("Requested")
                desktop.wait_status(waiting=1)
        with self._timed("last_seat", "both come online: one has the seat, the other waits and is told so"):
            for desktop in (b, c):
                self._work_offline(desktop, False)
            for desktop in (b, c):
                desktop.wait_status(reach="online", waiting=0)
                self._open_party(desktop, EDITED)
            states = sorted(self._standing(desktop) for desktop in (b, c))
            if states != [CONFIRMED, IN_LINE]:
                raise StepFailed(f"B and C read {states}")
        if oversold(self._company):
            raise StepFailed(f"oversold: {oversold(self._company)}")

    def _a_seat_frees(self, stack: ExitStack) -> None:
        del stack
        _, b, c = self._desktops
        first, second = (b, c) if self._standing(b) == CONFIRMED else (c, b)
        self._left = first
        with self._timed("promoted", "the seat is given up, and whoever waits is promoted"):
            first.wait(IN_LINE)  # the other one
            first.click("Leave")
            first.wait("Leave the party")  # somebody waits for this seat, so it is asked for once more
            first.click("Leave the party")
            second.wait(CONFIRMED, seconds=10)

    def _host_cancels_offline(self, stack: ExitStack) -> None:
        del stack
        a = self._desktops[0]
        with self._timed("cancel_offline", "A, the host, cancels while offline"):
            self._work_offline(a, True)
            self._open_party(a, EDITED)
            a.click("Cancel party")
            a.wait("Cancel the party")
            a.click("Cancel the party")
            a.wait_status(waiting=1)
        with self._timed(
            "cancelled", "A comes online: who counted on it reads that it is cancelled, who left no longer sees it"
        ):
            self._work_offline(a, False)
            a.wait_status(reach="online", waiting=0)
            self._list_parties(a)
            a.press("Space", name=EDITED)
            for desktop in self._desktops:
                if desktop is not self._left:
                    desktop.wait(text="Cancelled", seconds=10)
        if self._left is not None:
            self._left.wait(text=EDITED, gone=True, seconds=20)  # the note of the leaving stays for a while

    def _everybody_converges(self, stack: ExitStack) -> None:
        del stack
        with self._timed("witness", "plain SQL on every desktop's file equals what its person may see on the server"):
            for desktop, person in zip(self._desktops, self._people, strict=True):
                desktop.wait_status(reach="online", waiting=0)
                held = held_on_desktop(desktop.file, self._key_of(desktop, person))
                found = differences(visible_on_server(self._company, person.employee_id), held)
                if found:
                    raise StepFailed(f"{desktop.name}: {len(found)} rows differ, the first: {found[0]}")

    def _pictures(self, stack: ExitStack) -> None:
        del stack
        b = self._desktops[1]
        folder = self._folder / PICTURES
        folder.mkdir(exist_ok=True)
        with self._timed("pictures", f"pictures in both languages, light and dark, are in {folder}"):
            b.ask("size", width=1120, height=760)
            b.click("Close message")
            b.type("Search", "")
            for language in ("ko", "en"):
                b.ask("language", value=language)
                for theme in ("light", "dark"):
                    b.ask("theme", value=theme)
                    for number, page in enumerate(("today", "parties", "people", "chat", "inbox", "sync"), start=1):
                        b.press(f"Ctrl+{number}")
                        time.sleep(0.6)  # until rows have been read and motion has ended
                        b.ask("shot", path=str(folder / f"{page}-{language}-{theme}.png"))

    @property
    def _company(self) -> Path:
        return self._folder / "server" / "server" / "company.db"

    def _key_of(self, desktop: DrivenDesktop, person: Person) -> bytes:
        """What opens a desktop's file: its person's sign-in gets it."""
        return key_of(desktop.file, desktop.server, person.login, self._password)

    def _enter_password(self, desktop: DrivenDesktop, person: Person) -> None:
        desktop.type("E-mail", person.login)
        desktop.type("Password", self._password)
        desktop.click("Sign in")

    def _work_offline(self, desktop: DrivenDesktop, offline: bool) -> None:
        desktop.click("Settings")
        desktop.click("Work offline")
        desktop.wait_until(lambda status: (status.get("reach") == "work_offline") is offline)
        self._list_parties(desktop)  # the settings are a page of their own

    def _list_parties(self, desktop: DrivenDesktop) -> None:
        desktop.press("Ctrl+2")
        desktop.wait("New party")

    def _open_party(self, desktop: DrivenDesktop, title: str) -> None:
        self._list_parties(desktop)
        desktop.press("Space", name=title)
        desktop.wait("Copy invitation")

    def _standing(self, desktop: DrivenDesktop) -> str:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            for state in (CONFIRMED, IN_LINE):
                if desktop.sees(state):
                    return state
            time.sleep(0.05)
        raise StepFailed(f"{desktop.name} reads neither a seat nor a place in line: {desktop.ask('tree')}")

    def _choose_quiet_time(self, desktop: DrivenDesktop) -> None:
        """A time at which none of the three has another seat: early, on a day some weeks ahead."""
        desktop.type("Date", self.quiet_day)

    @property
    def quiet_day(self) -> str:
        """A day beyond the demo company's plans, as the date field takes it."""
        return time.strftime("%Y-%m-%d", time.localtime(time.time() + 30 * 86_400))

    @contextmanager
    def _timed(self, key: str, line: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.timings[key] = time.monotonic() - began
        self._step += 1
        self._say(f"{self._step:>2}. {line}", f"{self.timings[key]:.2f} s")

    def _say(self, line: str, detail: str) -> None:
        self._out.write(f"{line}  [{detail}]\n")
        self._out.flush()

    def _picture_of_failure(self) -> None:
        for desktop in self._desktops:
            try:
                desktop.ask("shot", path=str(self._folder / f"failed-{desktop.name}.png"))
                tree: Any = desktop.ask("tree")
                (self._folder / f"failed-{desktop.name}.json").write_text(
                    json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8"
                )
            except StepFailed as failure:
                self._say("no picture", str(failure)[:300])


def tell(
    folder: Path,
    people: tuple[Person, ...],
    password: str,
    seed: int,
    out: TextIO = sys.stdout,
    kind: type[Story] = Story,
) -> int:
    """Tell a story of a kind in `folder`; the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    story = kind(folder, people, password, seed, out)
    told = story.tell()
    timings: Mapping[str, float] = story.timings
    (folder / "timings.json").write_text(json.dumps(timings, indent=1), encoding="utf-8")
    return 0 if told else 1
