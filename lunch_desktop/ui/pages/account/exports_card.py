"""Which exports held rows of mine: when, of what, for which days, by whom, how many rows, and where it was made."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.exports.entities import ExportNotice, ExportSource
from lunch_desktop.domain.times import day_of
from lunch_desktop.store.desktop.queries.exports import ExportsOfMine, NoticeView
from lunch_desktop.ui.texts.datasets import dataset_name
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.times import clock, full_day
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import announce, follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label

translate = QCoreApplication.translate
AT_FIRST: Final = 20
"""Exports that are shown before anybody asks for more, and that each asking adds."""


class NoticeLine(QWidget):
    """One export."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._icon = IconLabel(theme, Icon.EXPORT, ColourRole.SECONDARY, 16)
        self._title = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._rows = Label(theme, colour=ColourRole.SECONDARY)
        self._when = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._how = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._top = QHBoxLayout()
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self._rows)
        self._words = QVBoxLayout()
        self._words.addLayout(self._top)
        self._words.addWidget(self._when)
        self._words.addWidget(self._how)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._words, 1)
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        follow(theme, self._restyle)

    def say(self, view: NoticeView, time_zone: str) -> None:
        """Tell of this one."""
        notice, count = view.notice, view.notice.rows
        title = dataset_name(notice.dataset)
        rows = translate("Account", "%n row(s)", None, count)
        made = f"{full_day(day_of(notice.made_at, time_zone))} {clock(notice.made_at, time_zone)}"
        when = f"{made} · {_days(notice)}"
        how = f"{_who(view)} · {_where(notice)}"
        self._title.setText(title)
        self._rows.setText(rows)
        self._when.setText(when)
        self._how.setText(how)
        set_name(self, f"{title}, {rows}, {when}, {how}")

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(metrics.space_m))
        self._top.setSpacing(theme.px(metrics.space_m))
        self._words.setSpacing(theme.px(2))
        self._icon.setFixedHeight(theme.line(TextRole.BODY))


class ExportsCard(Card):
    """`more` asks for twenty more than are shown."""

    more = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._known: ExportsOfMine | None = None
        self._time_zone = "UTC"
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._intro = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self._empty = Label(theme, wrap=True)
        self.lines: list[NoticeLine] = []
        self._list = QVBoxLayout()
        self.more_button = Button(theme, "", ButtonKind.SECONDARY)
        self.more_button.clicked.connect(self.more)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.more_button)
        self._buttons.addStretch(1)
        for widget in (self._title, self._intro, self._empty):
            self.body.addWidget(widget)
        self.body.addLayout(self._list)
        self.body.addLayout(self._buttons)
        self._empty.hide()
        self.more_button.hide()
        follow(theme, self._space)

    @property
    def is_empty(self) -> bool:
        """Whether it says that there is nothing."""
        return not self._empty.isHidden()

    def show_exports(self, known: ExportsOfMine, time_zone: str) -> None:
        """Show these; a new one that comes while the person looks is said to a screen reader, too."""
        former = self._known
        self._known, self._time_zone = known, time_zone
        self._say()
        if former is not None and known.count > former.count:
            announce(self, translate("Account", "Another export held rows about you"))

    def retranslate(self) -> None:
        """Says everything anew."""
        self._title.setText(translate("Account", "Exports that held my rows"))
        self._intro.setText(
            translate(
                "Account",
                "Admins export data for accounting and HR. Each export with rows about you is listed here for "
                "400 days. Only you see this list.",
            )
        )
        self._empty.setText(translate("Account", "No export has held rows about you so far."))
        self._say()

    def _say(self) -> None:
        if self._known is None:
            return
        shown = self._known.latest
        while len(self.lines) < len(shown):
            self.lines.append(NoticeLine(self.theme))
            self._list.addWidget(self.lines[-1])
        while len(self.lines) > len(shown):
            line = self.lines.pop()
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        for line, view in zip(self.lines, shown, strict=True):
            line.say(view, self._time_zone)
        self._empty.setVisible(not shown)
        left = min(self._known.count - len(shown), AT_FIRST)
        self.more_button.setVisible(left > 0)
        self.more_button.setText(translate("Account", "Show %n more", None, left))
        set_name(self.more_button, translate("Account", "Show %n more export(s)", None, left))

    def _space(self) -> None:
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._list.setSpacing(self.theme.px(self.theme.metrics.space_m))


def _period(notice: ExportNotice) -> str:
    first, last = notice.day_from, notice.day_to
    if first is None and last is None:
        return translate("Account", "all days")
    if last is None:
        return fill(translate("Account", "from %1 on"), full_day(first)) if first is not None else ""
    if first is None:
        return fill(translate("Account", "up to %1"), full_day(last))
    return full_day(first) if first == last else f"{full_day(first)} – {full_day(last)}"


def _who(view: NoticeView) -> str:
    if view.made_by is not None:
        return fill(translate("Account", "Made by %1"), view.made_by)
    if view.notice.source == ExportSource.SCHEDULE:
        return translate("Account", "Made by the server's schedule")
    if view.notice.made_by is not None:
        return translate("Account", "Made by an admin of another office")
    return translate("Account", "Made by whoever runs the server")


def _where(notice: ExportNotice) -> str:
    if notice.source == ExportSource.DESKTOP:
        return translate("Account", "from an admin's PC")
    return translate("Account", "from the server")


def _days(notice: ExportNotice) -> str:
    return fill(translate("Account", "Period: %1"), _period(notice))
