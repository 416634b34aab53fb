"""What the start page says while it has never heard from the server."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.coming import percent
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.tokens import Tone
from lunch_desktop.ui.widgets.hero import HeroAction, HeroContent
from lunch_desktop.ui.widgets.pill import PillContent

translate = QCoreApplication.translate


def loading_content(status: SyncStatus | None) -> HeroContent:
    """Why there is nothing yet, and what to do about it."""
    reach = Reach.ONLINE if status is None else status.reach
    if reach is Reach.ONLINE:
        title = translate("Today", "Fetching your company’s lunches")
        line = translate("Today", "The first time takes a few seconds")
        if status is not None and status.progress is not None:
            line = fill(translate("Today", "%1 % is here; today’s lunches come first"), percent(status.progress))
        pill = PillContent(translate("Today", "Connecting"), Tone.NEUTRAL, Icon.SENDING)
        return HeroContent(name=f"{title}, {line}", place=title, line=line, pill=pill)
    if reach is Reach.WORK_OFFLINE:
        title = translate("Today", "You work offline")
        line = translate("Today", "Lunches come as soon as you go online: Settings, Work offline")
        pill = PillContent(translate("Today", "Offline"), Tone.NEUTRAL, Icon.OFFLINE)
        return HeroContent(name=f"{title}, {line}", place=title, line=line, pill=pill)
    title = translate("Today", "The company server can’t be reached")
    line = translate("Today", "Lunches come as soon as it can. Check the network or VPN")
    if status is not None and status.problem is not None:
        said = problem_text(status.problem, language_in_force())
        title, line = said.title, said.remedy
    pill = PillContent(translate("Today", "No connection"), Tone.NEUTRAL, Icon.OFFLINE)
    retry = HeroAction("retry", translate("Today", "Try again"), icon=Icon.RETRY)
    return HeroContent(name=f"{title}, {line}", place=title, line=line, pill=pill, actions=(retry,))
