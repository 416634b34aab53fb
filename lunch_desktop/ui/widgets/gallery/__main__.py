"""``python -m lunch_desktop.ui.widgets.gallery OUTDIR [WORD]`` draws the pictures whose name contains WORD."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.widgets.chip import SyncState
from lunch_desktop.ui.widgets.gallery.boards import BOARDS
from lunch_desktop.ui.widgets.gallery.overlays import dialog, sheet_over_today, toast_over_today
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.today import TodayMock
from lunch_desktop.ui.widgets.row_list import RowList

_KOREAN, _ENGLISH = Words(korean=True), Words(korean=False)
Maker = Callable[[], QWidget]


def _pictures(theme: Theme) -> Iterator[tuple[str, ThemeMode, float, Maker]]:
    light, dark = ThemeMode.LIGHT, ThemeMode.DARK
    for board, make in BOARDS.items():
        for mode, scale, say in (
            (light, 1.0, _KOREAN),
            (dark, 1.0, _KOREAN),
            (light, 1.0, _ENGLISH),
            (light, 2.0, _KOREAN),
        ):
            language = "ko" if say.korean else "en"
            name = f"{board}-{mode.value}-{language}-{round(scale * 100)}"
            yield name, mode, scale, lambda make=make, say=say: make(theme, say)  # type: ignore[misc]
    for hero, sync, mode, scale, say, size in (
        ("joined", SyncState.UP_TO_DATE, light, 1.0, _KOREAN, (1120, 760)),
        ("joined", SyncState.OFFLINE, dark, 1.0, _KOREAN, (1120, 760)),
        ("nothing", SyncState.UP_TO_DATE, light, 1.0, _KOREAN, (1120, 760)),
        ("requested", SyncState.OFFLINE, light, 1.0, _ENGLISH, (1120, 760)),
        ("host", SyncState.SENDING, light, 1.0, _ENGLISH, (880, 600)),
        ("joined", SyncState.UP_TO_DATE, light, 2.0, _KOREAN, (1120, 1000)),
        ("refused", SyncState.NEEDS_ATTENTION, dark, 1.5, _ENGLISH, (1120, 760)),
    ):
        language = "ko" if say.korean else "en"
        name = f"today-{hero}-{mode.value}-{language}-{round(scale * 100)}-{size[0]}"
        yield (
            name,
            mode,
            scale,
            lambda hero=hero, say=say, sync=sync, size=size: TodayMock(theme, say, hero, sync, size),  # type: ignore[misc]
        )
    yield "toast", light, 1.0, lambda: toast_over_today(theme, _KOREAN)
    yield "toast-dark", dark, 1.0, lambda: toast_over_today(theme, _ENGLISH)
    yield "sheet", light, 1.0, lambda: sheet_over_today(theme, _KOREAN)
    yield "sheet-dark", dark, 1.0, lambda: sheet_over_today(theme, _KOREAN)
    yield "dialog", light, 1.0, lambda: dialog(theme, _KOREAN)


def _settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def main(folder: Path, word: str = "") -> None:
    """Draws the pictures into ``folder``."""
    application = QApplication(sys.argv)
    folder.mkdir(parents=True, exist_ok=True)
    theme = Theme(ThemeMode.LIGHT)
    theme.set_motion(forced=False)
    theme.apply(application)
    for name, mode, scale, make in _pictures(theme):
        if word not in name:
            continue
        theme.set_scale(scale)
        theme.set_mode(mode)
        widget = make()
        if not name.startswith(("today", "toast", "sheet", "dialog")):
            widget.resize(theme.px(720), widget.sizeHint().height())
        widget.show()
        widget.activateWindow()
        _settle()
        if name.startswith("today"):
            widget.findChildren(RowList)[0].focus_row(0)
            _settle()
        widget.grab().save(str(folder / f"{name}.png"))
        widget.close()
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        _settle()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), *sys.argv[2:3])
