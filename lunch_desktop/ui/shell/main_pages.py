"""The pages of the rail: each one's module is loaded when the page is first shown."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lunch_desktop.ui.page import Page, PageContext
from lunch_desktop.ui.shell.choices import Choices
from lunch_desktop.ui.shell.start_time import StartTime
from lunch_desktop.ui.shell.window import PageFactory

if TYPE_CHECKING:
    from lunch_desktop.ui.pages.settings.facts import Facts


def main_pages(
    start_time: StartTime,
    choices: Choices,
    invite: PageFactory | None,
    facts: "Callable[[], Facts]",
    for_admins: Mapping[str, PageFactory],
) -> dict[str, PageFactory]:
    """How they are made, in their order; `invite` makes the page of who may invite."""

    def today(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.today.page import TodayPage

        page = TodayPage(context, can_invite=invite is not None)
        page.filled.connect(lambda: start_time.page_filled(page))
        return page

    def parties(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.parties.page import PartiesPage

        page = PartiesPage(context)
        page.listing.filled.connect(lambda: start_time.page_filled(page))
        return page

    def restaurants(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.restaurants.page import RestaurantsPage

        return start_time.with_page(RestaurantsPage(context))

    def people(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.people.page import PeoplePage

        return start_time.with_page(PeoplePage(context))

    def groups(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.groups.page import GroupsPage

        return start_time.with_page(GroupsPage(context))

    def sync_centre(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.sync_centre.page import SyncCentrePage

        return start_time.with_page(SyncCentrePage(context))

    def inbox(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.inbox.page import InboxPage

        return start_time.with_page(InboxPage(context))

    def chat(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.chat.page import ChatPage

        page = ChatPage(context)
        page.filled.connect(lambda: start_time.page_filled(page))
        return page

    def settings(context: PageContext) -> Page:
        from lunch_desktop.ui.pages.settings.page import SettingsPage

        return start_time.with_page(SettingsPage(context, choices, facts()))

    pages: dict[str, PageFactory] = {
        "today": today,
        "parties": parties,
        "groups": groups,
        "restaurants": restaurants,
        "people": people,
        "chat": chat,
        "inbox": inbox,
        "sync": sync_centre,
    }
    if invite is not None:
        pages["hosting"] = invite
    return {**pages, **for_admins, "settings": settings}
