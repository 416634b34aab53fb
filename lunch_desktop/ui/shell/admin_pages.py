"""The pages for admins: they stand in the rail and the palette while the person is one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lunch_desktop.domain.people import ADMINS
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.theme.icons import Icon

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.imports.server import ImportServer
    from lunch_desktop.ui.services import Exports

translate = QCoreApplication.translate

ADMIN_PAGES: Final = {"exports": Icon.EXPORT, "imports": Icon.IMPORT, "stewardship": Icon.BOWL}
"""Their keys and icons."""
ADMIN_PAGES_IN_RAIL: Final = ("exports", "stewardship")
"""The others are opened from one of these, and from the palette."""


def admin_word(key: str) -> str:
    """A page's name where it stands by itself, as in the palette."""
    words = {
        "exports": translate("Shell", "Exports"),
        "imports": translate("Shell", "Imports"),
        "stewardship": translate("Shell", "Keep restaurants and the cafeteria's menu"),
    }
    return words[key]


def admin_rail_word(key: str) -> str:
    """A page's name in the rail, where room is short."""
    return translate("Shell", "Upkeep") if key == "stewardship" else admin_word(key)


def admin_pages(
    exports: "Exports | None" = None, imports: "ImportServer | None" = None
) -> dict[str, Callable[[PageContext], Page]]:
    """How they are made; each one's module is loaded when the page is first shown."""

    def bring_in(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.imports.page import ImportsPage

        return ImportsPage(context, imports)

    def stewardship(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.stewardship.page import StewardshipPage

        return StewardshipPage(context)

    if exports is None:
        return {"imports": bring_in, "stewardship": stewardship}
    making = exports

    def exporting(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.exports.page import ExportsPage

        return ExportsPage(context, making)

    return {"exports": exporting, "imports": bring_in, "stewardship": stewardship}


class AdminWatch(QObject):
    """Knows whether the person is an admin; `changed` says when that is known first, and when it is otherwise, `lost`
    that they are none any more.
    """

    changed = Signal(bool)
    lost = Signal()

    def __init__(self, session: DesktopSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: bool | None = None
        session.changed.connect(self._rows_changed)
        self._read()

    @property
    def is_admin(self) -> bool:
        """As far as is known."""
        return self._known is True

    def _rows_changed(self, tables: frozenset[str]) -> None:
        if ADMINS.name in tables:
            self._read()

    def _read(self) -> None:
        self._session.read(lambda reads: reads.am_admin(), self._take, key="shell.admin", receiver=self)

    def _take(self, is_admin: bool) -> None:
        former, self._known = self._known, is_admin
        if former is not is_admin:
            self.changed.emit(is_admin)
        if former and not is_admin:
            self.lost.emit()
