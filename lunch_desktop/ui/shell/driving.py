"""The window's own commands for the test driver."""

from collections.abc import Callable
from typing import Any, Protocol

from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.runtime.driver import Driver, DriverError
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.theme.theme import ThemeMode

Arguments = dict[str, Any]


class Driven(Protocol):
    """What the driver works on."""

    choices: Choices

    @property
    def status(self) -> SyncStatus | None:
        """How sync stands; None while nobody is signed in."""
        ...

    @property
    def started(self) -> int | None:
        """Milliseconds from the start to the first page with content; None before that."""
        ...

    def end(self) -> None:
        """End the program."""
        ...


def teach(driver: Driver, program: Driven) -> None:
    """Add the commands: language, theme, scale, offline, status, started, quit."""
    choices = program.choices

    def language(arguments: Arguments) -> str:
        choices.set_language(_one_of(Language, arguments["value"]))
        return choices.language.value

    def theme(arguments: Arguments) -> str:
        choices.set_theme(_one_of(ThemeMode, arguments["value"]))
        return choices.theme.mode.value

    def scale(arguments: Arguments) -> float:
        choices.set_scale(float(arguments["value"]))
        return choices.theme.scale

    def offline(arguments: Arguments) -> bool:
        choices.set_work_offline(arguments["value"] is True)
        return choices.work_offline

    def leave(_arguments: Arguments) -> None:
        program.end()

    commands: dict[str, Callable[[Arguments], object]] = {
        "language": language,
        "theme": theme,
        "scale": scale,
        "offline": offline,
        "status": lambda _arguments: status_fields(program.status),
        "started": lambda _arguments: program.started,
        "quit": leave,
    }
    for name, command in commands.items():
        driver.command(name, command)


def status_fields(status: SyncStatus | None) -> dict[str, Any] | None:
    """The status as JSON values."""
    if status is None:
        return None
    return {
        "reach": status.reach.value,
        "sending": status.sending,
        "live": status.live,
        "waiting": status.waiting,
        "attention": status.attention,
        "problem": status.problem.code.value if status.problem is not None else None,
    }


def _one_of(kind: Callable[[str], Any], value: object) -> Any:
    try:
        return kind(str(value))
    except ValueError as error:
        raise DriverError(str(error)) from error
