"""The rail of the window: the pages that there are."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.shell.account_pages import ACCOUNT_PAGES, account_word
from lunch_desktop.ui.shell.sync_words import badge_name
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.rail import NavigationRail, RailItem

translate = QCoreApplication.translate

_SETTINGS = "settings"
_SYNC = "sync"
_INBOX = "inbox"
_MOST_COUNTED = 99
_HOSTING = "hosting"


class ShellRail(NavigationRail):
    """Its words are its own; `page_chosen` carries a page's key."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("Shell", "Pages"), parent)
        self._keys = tuple(key for key in keys if key not in ACCOUNT_PAGES)
        self._page = ""
        self._unread = 0
        self.chosen.connect(self.page_chosen)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.setAccessibleName(translate("Shell", "Pages"))
        self.show_items(tuple(RailItem(key, self.word(key), _ICONS[key], at_end=key in _AT_END) for key in self._keys))
        self.show_unread(self._unread)

    def word(self, key: str) -> str:
        """A page's name."""
        words = {
            "today": translate("Shell", "Today"),
            "parties": translate("Shell", "Parties"),
            _INBOX: translate("Shell", "Inbox"),
            _HOSTING: translate("Shell", "Invitations"),
            _SYNC: translate("Shell", "Sync centre"),
            _SETTINGS: translate("Shell", "Settings"),
        }
        return account_word(key) if key in ACCOUNT_PAGES else words.get(key, key)

    def focus_current(self) -> bool:
        """Bring the keyboard to the page that is shown."""
        button = self._buttons.get(self._page)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return button is not None

    def set_current(self, key: str) -> None:
        """Mark a page as the one shown."""
        self._page = _SETTINGS if key in ACCOUNT_PAGES else key
        super().set_current(self._page)

    def show_counts(self, status: SyncStatus) -> None:
        """How many results need a look, else how many changes wait."""
        if _SYNC in self._keys:
            count = status.attention or status.waiting
            self.set_badge(_SYNC, str(count) if count else "", badge_name(status.attention, status.waiting))

    def show_unread(self, count: int) -> None:
        """How many entries of the inbox nobody has read."""
        self._unread = count
        if _INBOX in self._keys:
            shown = "99+" if count > _MOST_COUNTED else str(count) if count else ""
            name = translate("Shell", "Inbox, %n unread", None, count) if count else translate("Shell", "Inbox")
            self.set_badge(_INBOX, shown, name)


def page_icon(key: str) -> Icon | None:
    """A page's icon."""
    return ACCOUNT_PAGES.get(key) or _ICONS.get(key)


_ICONS = {
    "today": Icon.CALENDAR_TODAY,
    "parties": Icon.UTENSILS,
    _INBOX: Icon.BELL,
    _HOSTING: Icon.INVITE,
    _SYNC: Icon.SYNCED,
    _SETTINGS: Icon.SETTINGS,
}
_AT_END = frozenset({_SYNC, _HOSTING, _SETTINGS})
