"""What a file will hold: its count, its totals and its first rows, or why they can't be shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lunch_desktop.domain.times import Instant
from lunch_desktop.exchange.columns import Column, FileLanguage
from lunch_desktop.system.problems import ProblemText
from lunch_desktop.ui.pages.exports.cells import whole
from lunch_desktop.ui.pages.exports.table import PreviewTable
from lunch_desktop.ui.pages.exports.words import rows_words, whence
from lunch_desktop.ui.texts.numbers import number
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import announce, follow
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.empty_state import EmptyState
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.skeleton import SkeletonRow
from lunch_desktop.wire.exports import ExportPreview

if TYPE_CHECKING:
    from lunch_desktop.exchange.dataset import Dataset

translate = QCoreApplication.translate

_SKELETON_ROWS = 4


class PreviewPanel(Card):
    """Loading, a table, nothing, or a failure. `wider` asks for a longer period, `retry` for another attempt."""

    wider = Signal()
    retry = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padding=0)
        self.table = PreviewTable(theme)
        self.empty = EmptyState(theme, Icon.EXPORT, "")
        self.failure = EmptyState(theme, Icon.WARNING, "")
        self.count = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self.totals = Label(theme, wrap=True)
        self.source = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.missing = Label(theme, role=TextRole.CAPTION, colour=ColourRole.REQUESTED_TEXT, wrap=True)
        self._head = QWidget()
        self._head_layout = QVBoxLayout(self._head)
        for label in (self.count, self.totals, self.source, self.missing):
            self._head_layout.addWidget(label)
        self._loading = QWidget()
        self._loading_layout = QVBoxLayout(self._loading)
        self._loading_layout.setContentsMargins(0, 0, 0, 0)
        for _ in range(_SKELETON_ROWS):
            self._loading_layout.addWidget(SkeletonRow(theme))
        self._loading_layout.addStretch(1)
        self._stack = QStackedWidget()
        for state in (self._loading, self.table, self.empty, self.failure):
            self._stack.addWidget(state)
        self.body.addWidget(self._head)
        self.body.addWidget(self._stack, 1)
        self.empty.pressed.connect(self.wider)
        self.failure.pressed.connect(self.retry)
        self._shown: tuple[ExportPreview, Dataset, Instant, bool] | None = None
        follow(theme, self._space)
        self.show_loading()

    @property
    def state(self) -> str:
        """What is in sight: "loading", "table", "empty" or "failure"."""
        return ("loading", "table", "empty", "failure")[self._stack.currentIndex()]

    def show_loading(self) -> None:
        """Rows are on their way. Those of before stay in sight: the eye finds them again where they are the same."""
        if self._shown is None:
            self._say(translate("Exports", "Reading…"))
            self._stack.setCurrentWidget(self._loading)
        else:
            self.source.setText(translate("Exports", "Reading…"))

    def forget(self) -> None:
        """What was shown is not what is asked for any more."""
        self._shown = None

    def show_preview(self, preview: ExportPreview, dataset: "Dataset", now: Instant, *, can_widen: bool) -> None:
        """The first rows, with count and totals over all."""
        self._shown = (preview, dataset, now, can_widen)
        self._show_words()
        head = preview.head
        language: FileLanguage = head.request.language
        if head.rows:
            self.table.show_rows(columns_of(dataset, head.request.columns), preview.rows, language)
            self._stack.setCurrentWidget(self.table)
        else:
            self._stack.setCurrentWidget(self.empty)
        announce(self, rows_words(head.rows))

    def show_failure(self, words: ProblemText) -> None:
        """Why there is nothing to see, and what to do."""
        self._shown = None
        self._say("")
        sentence = " ".join(part for part in (words.what, words.remedy) if part)
        self.failure.show_content(Icon.WARNING, words.title, sentence, translate("Exports", "Try again"))
        self._stack.setCurrentWidget(self.failure)
        announce(self, words.title)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.table.setAccessibleName(translate("Exports", "First rows"))
        self._loading.setAccessibleName(translate("Exports", "Reading…"))
        if self._shown is not None:
            self._show_words()

    def _show_words(self) -> None:
        if self._shown is None:
            return
        preview, dataset, now, can_widen = self._shown
        head = preview.head
        self._say(
            rows_words(head.rows),
            _totals(dataset, head.totals, head.request.language),
            _first_of(len(preview.rows), head.rows, whence(head, now)),
            _missing(dataset, head.missing, head.request.language),
        )
        self.empty.show_content(
            Icon.CALENDAR if can_widen else Icon.EXPORT,
            translate("Exports", "Nothing in this period") if can_widen else translate("Exports", "There is nothing"),
            translate("Exports", "A longer period, or another office or department, may hold more.")
            if can_widen
            else translate("Exports", "A file would hold its headers alone."),
            translate("Exports", "Look at a longer period") if can_widen else "",
        )

    def _say(self, count: str, totals: str = "", source: str = "", missing: str = "") -> None:
        words = ((self.count, count), (self.totals, totals), (self.source, source), (self.missing, missing))
        for label, text in words:
            label.setText(text)
            label.setVisible(bool(text))

    def _space(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        self._head_layout.setContentsMargins(px(metrics.space_l), px(metrics.space_m), px(metrics.space_l), 0)
        self._head_layout.setSpacing(px(2))
        self.body.setContentsMargins(1, 1, 1, px(metrics.space_s))
        self.body.setSpacing(px(metrics.space_m))


def columns_of(dataset: "Dataset", names: Sequence[str]) -> list[Column]:
    """The columns by their names, in this order."""
    by_name = {column.name: column for column in dataset.columns}
    return [by_name[name] for name in names]


def _totals(dataset: "Dataset", totals: dict[str, int], language: FileLanguage) -> str:
    known = [one for one in dataset.totals if one.name in totals]
    return " · ".join(f"{one.words.in_(language)} {whole(totals[one.name], language)}" for one in known)


def _first_of(shown: int, rows: int, source: str) -> str:
    if shown >= rows:
        return source
    first = fill(translate("Exports", "the first %1 are shown"), number(shown))
    return f"{source} · {first}"


def _missing(dataset: "Dataset", names: Sequence[str], language: FileLanguage) -> str:
    if not names:
        return ""
    columns = ", ".join(column.words.in_(language) for column in columns_of(dataset, names))
    return fill(translate("Exports", "This PC does not hold these columns: %1"), columns)
