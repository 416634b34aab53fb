"""The rail of the window: the pages that there are."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from lunch_desktop.sync.status import SyncStatus
from lunch_desktop.ui.shell.account_pages import ACCOUNT_PAGES, account_word
from lunch_desktop.ui.shell.admin_pages import ADMIN_PAGES, ADMIN_PAGES_IN_RAIL, admin_rail_word, admin_word
from lunch_desktop.ui.shell.sync_words import badge_name
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.rail import NavigationRail, RailItem

translate = QCoreApplication.translate

_SETTINGS = "settings"
_SYNC = "sync"
_INBOX = "inbox"
_CHAT = "chat"
_MOST_COUNTED = 99
_HOSTING = "hosting"
_EXPORTS = "exports"


class ShellRail(NavigationRail):
    """Its words are its own; `page_chosen` carries a page's key."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("Shell", "Pages"), parent)
        self._all = tuple(key for key in keys if key not in ACCOUNT_PAGES)
        self._is_admin = False
        self._page = self._shown = ""
        self._unread = self._unread_messages = 0
        self._called = False
        self.chosen.connect(self.page_chosen)

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages that it shows, in their order."""
        hidden = ADMIN_PAGES.keys() - (ADMIN_PAGES_IN_RAIL if self._is_admin else ())
        return tuple(key for key in self._all if key not in hidden)

    def show_admin(self, *, is_admin: bool) -> None:
        """Offer the pages for admins, or not; the keyboard stays in the rail if it was there."""
        focused = any(button.hasFocus() for button in self._buttons.values())
        shown, self._is_admin = self._shown, is_admin
        self.retranslate()
        self.set_current(shown)
        if focused:
            self.focus_current()

    def retranslate(self) -> None:
        """Say everything anew."""
        self.setAccessibleName(translate("Shell", "Pages"))
        self.show_items(tuple(self._item(key) for key in self.keys))
        self.show_unread(self._unread)
        self.show_unread_messages(self._unread_messages, called=self._called)

    def word(self, key: str) -> str:
        """A page's name."""
        words = {
            "today": translate("Shell", "Today"),
            "parties": translate("Shell", "Parties"),
            "groups": translate("Shell", "Groups"),
            "restaurants": translate("Shell", "Restaurants"),
            "people": translate("Shell", "People"),
            _CHAT: translate("Shell", "Chat"),
            _INBOX: translate("Shell", "Inbox"),
            _HOSTING: translate("Shell", "Invitations"),
            _SYNC: translate("Shell", "Sync centre"),
            _SETTINGS: translate("Shell", "Settings"),
        }
        if key in ADMIN_PAGES:
            return admin_word(key)
        return account_word(key) if key in ACCOUNT_PAGES else words.get(key, key)

    def focus_current(self) -> bool:
        """Bring the keyboard to the page that is shown."""
        button = self._buttons.get(self._page)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return button is not None

    def set_current(self, key: str) -> None:
        """Mark a page as the one shown."""
        self._shown = key
        elsewhere = _EXPORTS if key in ADMIN_PAGES and self._is_admin else _SETTINGS
        self._page = elsewhere if key in ACCOUNT_PAGES or (key in ADMIN_PAGES and key not in self.keys) else key
        super().set_current(self._page)

    def show_counts(self, status: SyncStatus) -> None:
        """How many results need a look, else how many changes wait."""
        if _SYNC in self.keys:
            count = status.attention or status.waiting
            self.set_badge(_SYNC, str(count) if count else "", badge_name(status.attention, status.waiting))

    def show_unread(self, count: int) -> None:
        """How many entries of the inbox nobody has read."""
        self._unread = count
        if _INBOX in self.keys:
            shown = _counted(count)
            name = translate("Shell", "Inbox, %n unread", None, count) if count else translate("Shell", "Inbox")
            self.set_badge(_INBOX, shown, name)

    def show_unread_messages(self, count: int, *, called: bool) -> None:
        """How many messages nobody has read, and whether one of them calls the person."""
        self._unread_messages, self._called = count, called
        if _CHAT in self.keys:
            name = translate("Shell", "Chat, %n unread", None, count) if count else translate("Shell", "Chat")
            if called:
                name = ", ".join((name, translate("Shell", "mentions you")))
            self.set_badge(_CHAT, _counted(count), name)

    def _item(self, key: str) -> RailItem:
        word = admin_rail_word(key) if key in ADMIN_PAGES else self.word(key)
        return RailItem(key, word, page_icon(key) or Icon.CHEVRON_RIGHT, at_end=key in _AT_END)


def _counted(count: int) -> str:
    return f"{_MOST_COUNTED}+" if count > _MOST_COUNTED else str(count) if count else ""


def page_icon(key: str) -> Icon | None:
    """A page's icon."""
    return ACCOUNT_PAGES.get(key) or ADMIN_PAGES.get(key) or _ICONS.get(key)


_ICONS = {
    "today": Icon.CALENDAR_TODAY,
    "parties": Icon.UTENSILS,
    "groups": Icon.GROUPS,
    "restaurants": Icon.STORE,
    "people": Icon.PEOPLE,
    _CHAT: Icon.CHAT,
    _INBOX: Icon.BELL,
    _HOSTING: Icon.INVITE,
    _SYNC: Icon.SYNCED,
    _SETTINGS: Icon.SETTINGS,
}
_AT_END = frozenset({_SYNC, _HOSTING, _SETTINGS, *ADMIN_PAGES})
