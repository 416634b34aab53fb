"""What every page is, and what it is given."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from lunch_desktop.ui.commands import Command
from lunch_desktop.ui.scroll_memory import ScrolledTo
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.theme import Theme


class Shell(Protocol):
    """What a page may ask of the window around it."""

    def navigate(self, page: str, subject: str | None = None) -> None:
        """Show a page by its key; `subject` is the id of what it should show."""
        ...

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell something in passing, with a way back."""
        ...

    def set_header(self, title: str, detail: str = "") -> None:
        """Name the page that is shown."""
        ...


@dataclass(frozen=True)
class PageContext:
    """Everything that a page works with."""

    session: DesktopSession
    theme: Theme
    shell: Shell


class Page(QWidget):
    """A page of the window. Subclasses set `key` and `tables`, build widgets once, and fill them in `refresh`."""

    key: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    """Tables whose changes make the page read anew."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        context.session.changed.connect(self._rows_changed)

    def prepare(self) -> Iterator[None]:
        """Make, piece by piece while nobody works, what the page opens over itself and takes long to make."""
        yield from ()

    def open(self, subject: str | None) -> None:
        """The page is about to be shown, for `subject` if one was named."""
        del subject
        self.refresh()

    def refresh(self) -> None:
        """Read and show anew, keeping focus, selection and what is being typed."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything anew in the present language."""
        raise NotImplementedError

    def find_text(self, text: str) -> None:
        """The header's search field was used; pages that list something narrow it."""

    def commands(self) -> Sequence[Command]:
        """What can be done on the page while it is shown: always the same ids, enabled where they make sense."""
        return ()

    def remember(self) -> dict[str, Any]:
        """What to come back to at the next start, as JSON values; without more, how far the page was scrolled."""
        area = self.findChild(QScrollArea)
        return {"scrolled": area.verticalScrollBar().value()} if area is not None else {}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Come back to what was remembered; called once, before the page is opened for the first time."""
        area, scrolled = self.findChild(QScrollArea), kept.get("scrolled")
        if area is not None and isinstance(scrolled, int) and scrolled > 0:
            ScrolledTo(area, scrolled)

    def end(self) -> None:
        """The person may not be here any more: stop what the page does. It is not shown again."""

    def focus_first(self) -> None:
        """Put the keyboard where the person most likely wants to begin."""
        self.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _rows_changed(self, tables: frozenset[str]) -> None:
        if self.isVisible() and not self.tables.isdisjoint(tables):
            self.refresh()
