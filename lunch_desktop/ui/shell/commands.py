"""Every command there is at the moment: the window's own, and those of the page that is shown."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from lunch_desktop.ui.commands import Command


class Commands(QObject):
    """Finds commands by id or key. `changed` says that another page brought others."""

    changed = Signal()

    def __init__(self, of_page: Callable[[], Iterable[Command]], parent: QObject | None = None) -> None:
        """`of_page` gives the commands of the page that is shown."""
        super().__init__(parent)
        self._of_page = of_page
        self._own: list[Command] = []
        self._pages: tuple[Command, ...] = ()

    def add(self, *commands: Command) -> None:
        """Declare commands that are there on every page; each id once."""
        for command in commands:
            if any(one.id == command.id for one in self._own):
                raise ValueError(f"declared twice: {command.id}")
            self._own.append(command)
        self.changed.emit()

    def put_pages(self, *commands: Command) -> None:
        """Declare how to go to the pages that there are now, instead of those before."""
        self._pages = commands
        self.changed.emit()

    def all(self) -> tuple[Command, ...]:
        """All, the page's first, whether they can be done now or not."""
        return (*self._of_page(), *self._pages, *self._own)

    def offered(self) -> tuple[Command, ...]:
        """Those that can be done now."""
        return tuple(one for one in self.all() if one.enabled())

    def find(self, command_id: str) -> Command | None:
        """A command by its id."""
        return next((one for one in self.all() if one.id == command_id), None)

    def run(self, command_id: str) -> bool:
        """Do it; False where it isn't there or can't be done now."""
        command = self.find(command_id)
        if command is None or not command.enabled():
            return False
        command.run()
        return True

    def with_keys(self, keys: str) -> Command | None:
        """What a key sequence does now: the page's own meaning goes before the window's."""
        return next((one for one in self.offered() if keys in one.keys), None)
