"""What the Sync centre says of the network between this PC and the server, and the button that helps."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.sync.status import Reach, SyncStatus
from lunch_desktop.system.problems import ProblemCode
from lunch_desktop.system.problems import text as problem_text
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.icons import Icon

translate = QCoreApplication.translate
_SIGN_IN_AT_PROXY: Final = (ProblemCode.PROXY_SIGN_IN, ProblemCode.PROXY_SIGN_IN_WRONG)


class Help(Enum):
    """What one press does about it."""

    OPEN_BROWSER = "open_browser"
    PROXY_SIGN_IN = "proxy_sign_in"
    DOWNLOAD = "download"


_ICONS: Final = {Help.OPEN_BROWSER: Icon.LINK, Help.PROXY_SIGN_IN: Icon.KEY, Help.DOWNLOAD: Icon.IMPORT}


def help_for(status: SyncStatus | None) -> Help | None:
    """What would help as things stand; None where nothing here does."""
    if status is None:
        return None
    if status.reach is Reach.UNREACHABLE and status.portal:
        return Help.OPEN_BROWSER
    if status.reach is Reach.UNREACHABLE and status.problem is not None and status.problem.code in _SIGN_IN_AT_PROXY:
        return Help.PROXY_SIGN_IN
    return Help.DOWNLOAD if status.reach is Reach.ONLINE and status.held_back else None


def help_button(helps: Help) -> tuple[str, Icon]:
    """What the button says."""
    words = {
        Help.OPEN_BROWSER: translate("SyncCentre", "Open the browser"),
        Help.PROXY_SIGN_IN: translate("SyncCentre", "Sign in to the proxy"),
        Help.DOWNLOAD: translate("SyncCentre", "Download now"),
    }
    return words[helps], _ICONS[helps]


def network_notes(status: SyncStatus | None) -> list[str]:
    """What works differently than usual although the server is there."""
    if status is None or status.reach not in (Reach.ONLINE, Reach.UNREACHABLE):
        return []
    notes = []
    if status.polling and status.reach is Reach.ONLINE:
        notes.append(
            translate(
                "SyncCentre",
                "What you do is sent at once. Live updates don't get through this network, so what others do appears "
                "after half a minute or so.",
            )
        )
    if status.detour is not None:
        said = problem_text(status.detour, language_in_force())
        notes.append(f"{said.what} {said.remedy}")
    return notes
