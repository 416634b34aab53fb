"""What the pages of the account say before something that can't be undone, and while the server is not there."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.ui.pages.first_run.failures import known_problem, words_for
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def end_words(name: str) -> tuple[str, str]:
    """Title and text before a device is signed out."""
    return (
        fill(translate("Account", "Sign out %1?"), name),
        translate("Account", "Within seconds it gets nothing new any more, and asks for the password."),
    )


def lost_words(name: str) -> tuple[str, str]:
    """The same for one that is in other hands."""
    return (
        fill(translate("Account", "Is %1 lost or stolen?"), name),
        translate(
            "Account",
            "It is signed out, and the server destroys its part of the key to the data on it. When it reaches the "
            "server again, it erases them, with what waited there to be sent. Change your password, too, if somebody "
            "may know it.",
        ),
    )


def end_all_words(others: int) -> tuple[str, str]:
    """The same for all but this one."""
    return (
        translate("Account", "Sign out %n other device(s)?", None, others),
        translate("Account", "You stay signed in here. The others ask for the password within seconds."),
    )


def unreachable_words(error: Exception, *, is_old: bool) -> tuple[str, str]:
    """Why the list of devices can't be asked for, and what that means."""
    said = words_for(known_problem(error))
    old = translate("Account", "The list below is from before.") if is_old else ""
    needed = translate("Account", "The list of your devices is on the server, so it is shown when that is reached.")
    return said.title, f"{said.what} {said.remedy}\n{old or needed}"
