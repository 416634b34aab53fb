"""Telling at the start what became of the person's file: that it was rebuilt, or that it is a copy."""

from typing import Final

from lunch_desktop.store.desktop.notices import Notice
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.shell.notices import Notices
from lunch_desktop.ui.widgets.banner import BannerKind

_KINDS: Final = {
    ProblemCode.REBUILT: BannerKind.INFO,
    ProblemCode.REBUILT_PARTLY: BannerKind.WARNING,
    ProblemCode.OLD_COPY: BannerKind.WARNING,
    ProblemCode.MOVED: BannerKind.INFO,
}


def tell_of_the_file(session: DesktopSession, banner: Notices) -> None:
    """Show the latest unread notice of the file, if there is one; sent away, it counts as read."""

    def tell(notices: tuple[Notice, ...]) -> None:
        unread = [one for one in notices if not one.seen and one.kind in _KINDS]
        if not unread:
            return
        latest = unread[0]
        problem = Problem(ProblemCode(latest.kind), **latest.details)

        def dismissed(told: object) -> None:
            if told is problem:
                session.mark_notices_seen([latest.id])

        banner.show_error(problem, _KINDS[problem.code])
        banner.dismissed.connect(dismissed)

    session.read(lambda reads: reads.notices(), tell, key="shell.file", receiver=banner)
