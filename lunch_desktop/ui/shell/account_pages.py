"""The pages of the account: reached from the settings and the palette, so that the rail keeps to what is used daily."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.session import Session
from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.pages.account.server import AccountServer
from lunch_desktop.ui.theme.icons import Icon

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.account.accounts import AccountsHere

translate = QCoreApplication.translate

ACCOUNT_PAGES: Final[Mapping[str, Icon]] = {
    "profile": Icon.PERSON,
    "devices": Icon.DEVICE,
    "password": Icon.KEY,
    "accounts": Icon.PEOPLE,
}
"""Their keys and icons, in their order."""


def account_word(key: str) -> str:
    """A page's name where it stands by itself, as in the palette."""
    words = {
        "profile": translate("Shell", "My profile"),
        "devices": translate("Shell", "My devices"),
        "password": translate("Shell", "My password"),
        "accounts": translate("Shell", "Change the account"),
    }
    return words[key]


def account_pages(
    server: AccountServer | None, here: "AccountsHere", signed: Callable[[], Session]
) -> dict[str, Callable[[PageContext], Page]]:
    """How they are made; each one's module is loaded when the page is first shown."""

    def profile(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.account.profile import ProfilePage

        return ProfilePage(context, signed)

    if server is None:
        return {"profile": profile}

    def devices(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.account.devices import DevicesPage

        return DevicesPage(context, server, signed)

    def password(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.account.password import PasswordPage

        return PasswordPage(context, server, signed)

    def accounts(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.account.accounts import AccountsPage

        return AccountsPage(context, here, signed)

    return {
        "profile": profile,
        "devices": devices,
        "password": password,
        "accounts": accounts,
    }
