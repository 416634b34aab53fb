"""What can be wrong with what newcomers type, told before the server is asked."""

import re

from PySide6.QtCore import QCoreApplication

from lunch_desktop.wire.identity import LONGEST_LOGIN
from lunch_desktop.wire.invitations import LONGEST_NAME, plain_name

translate = QCoreApplication.translate


def check_name(typed: str) -> str:
    """A person's name."""
    if not typed.strip():
        return translate("FirstRun", "Type your name, as colleagues know it.")
    return "" if _is_name(typed) else translate("FirstRun", "That is too long for a name.")


def check_company(typed: str) -> str:
    """A team's or company's name."""
    if not typed.strip():
        return translate("FirstRun", "Type a name that your colleagues recognise.")
    return "" if _is_name(typed) else translate("FirstRun", "That is too long for a name.")


def check_email(typed: str) -> str:
    """An e-mail address, by which somebody signs in."""
    if not typed.strip():
        return translate("SignIn", "Type your e-mail address.")
    looks_right = re.fullmatch(r"[^\s@]+(?:@[^\s@]+)*@[^\s@]+", typed.strip()) and len(typed.strip()) <= LONGEST_LOGIN
    return "" if looks_right else translate("FirstRun", "An e-mail address looks like name@company.com.")


def _is_name(typed: str) -> bool:
    try:
        return len(plain_name(typed)) <= LONGEST_NAME
    except ValueError:
        return False
