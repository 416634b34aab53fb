"""The message that invites a colleague to Lunch Desktop."""

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.times import day_of
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import long_day
from lunch_desktop.wire.invitations import InvitationLink

translate = QCoreApplication.translate


def invitation_message(link: InvitationLink, sender: str, time_zone: str) -> str:
    """In the language in force. The link comes last: one that a mail program broke can be put together then."""
    until = long_day(day_of(link.until, time_zone))
    return "\n".join(
        (
            fill(translate("Hosting", "%1 invites you to lunch with %2."), sender, link.company),
            fill(
                translate(
                    "Hosting",
                    "Install Lunch Desktop, choose “Sign in or join”, and paste this whole message. It works until %1.",
                ),
                until,
            ),
            "",
            link.text(),
        )
    )
