"""A vote in the party's detail: options with their votes, one's own choice, the rule for a tie, the result."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.parties.votes import Vote, VoteState
from lunch_desktop.domain.times import Instant
from lunch_desktop.store.desktop.queries.votes import OptionView, VoteView
from lunch_desktop.ui.texts import votes as words
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Tone, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.check_box import CheckBox
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import ElidedLabel, Label
from lunch_desktop.ui.widgets.pill import PillContent, StatePill
from lunch_desktop.ui.widgets.progress_bar import ThinProgressBar

translate = QCoreApplication.translate


class _Option(QWidget):
    """One option: chosen or not, how many chose it, and a bar; who they are when the pointer rests on it."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.box = CheckBox(theme, "")
        self.box.clicked.connect(self.chosen)
        self._word = ElidedLabel(theme)
        self._count = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._bar = ThinProgressBar(theme)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head = QHBoxLayout()
        self._head.addWidget(self.box)
        self._head.addWidget(self._word, 1)
        self._head.addWidget(self._count)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._head)
        self._layout.addWidget(self._bar)
        follow(theme, self._restyle)

    def show_option(self, option: OptionView, time_zone: str, most: int, *, view: VoteView, runs: bool) -> None:
        """Shows an option beside others, of which the one in front has `most` votes."""
        told, count = view.takes_part, len(option.voters)
        self.box.setVisible(runs and told)
        self.box.setChecked(option.mine)
        self.box.setAccessibleName(words.option_name(option, time_zone, is_told=told))
        won = view.vote.winner_id == option.option.id
        text = words.option_word(option, time_zone)
        self._word.setText(f"✓ {text}" if won and view.vote.state == VoteState.CLOSED else text)
        self._count.setText(words.count_word(count))
        self._count.setVisible(told)
        self._bar.setVisible(told)
        self._bar.setMaximum(max(1, most))
        self._bar.setValue(count)
        self._bar.setAccessibleName(words.option_name(option, time_zone, is_told=told))
        self.setToolTip(", ".join(option.voters) if told else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The word is as good as the mark."""
        if event.button() == Qt.MouseButton.LeftButton and not self.box.isHidden():
            self.box.click()
            return
        super().mousePressEvent(event)

    def _restyle(self) -> None:
        self._layout.setSpacing(0)
        self._head.setSpacing(self.theme.px(self.theme.metrics.space_xs))


class VoteCard(QWidget):
    """Shows a `VoteView`. `chose` carries all the options that one wants, the others what else is wanted of it."""

    chose = Signal(object, object)
    add_wanted = Signal(object)
    close_wanted = Signal(object)
    cancel_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._view: VoteView | None = None
        self._options: dict[str, _Option] = {}
        self._title = Label(theme, weight=Weight.SEMIBOLD)
        self._state = StatePill(theme, PillContent(""))
        self._list = QVBoxLayout()
        self._said = Label(theme, weight=Weight.SEMIBOLD, wrap=True)
        self._rule = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self._add = Button(theme, kind=ButtonKind.QUIET, icon=Icon.PLUS)
        self._close = Button(theme, kind=ButtonKind.QUIET)
        self._cancel = Button(theme, kind=ButtonKind.QUIET)
        self._add.clicked.connect(lambda: self.add_wanted.emit(self._vote))
        self._close.clicked.connect(lambda: self.close_wanted.emit(self._vote))
        self._cancel.clicked.connect(lambda: self.cancel_wanted.emit(self._vote))
        for button in (self._add, self._close, self._cancel):
            self._flow.addWidget(button)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._state)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(self._head)
        self._layout.addWidget(self._said)
        self._layout.addLayout(self._list)
        self._layout.addWidget(self._rule)
        self._layout.addWidget(self._buttons)
        follow(theme, self._restyle)

    def show_vote(self, view: VoteView, now: Instant, time_zone: str, *, hosts: bool) -> None:
        """Shows a vote, or how it stands now."""
        self._view = view
        runs = view.is_open and now <= view.vote.deadline
        self._title.setText(words.vote_title(view.vote.subject))
        self.setAccessibleName(words.vote_title(view.vote.subject))
        self._state.show_content(PillContent(words.standing(view, now, time_zone), *_look(view.vote.state)))
        said = words.outcome(view, now, time_zone)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._rule.setText(self._explained(view, runs=runs))
        self._rule.setVisible(bool(self._rule.text()))
        self._show_options(view, time_zone, runs=runs)
        self._add.setText(translate("Votes", "Add an option"))
        self._close.setText(translate("Votes", "Close now"))
        self._cancel.setText(translate("Votes", "Take it back"))
        self._add.setVisible(runs and view.takes_part)
        self._close.setVisible(view.is_open and hosts)
        self._cancel.setVisible(view.is_open and hosts)
        self._buttons.setVisible(not all(one.isHidden() for one in (self._add, self._close, self._cancel)))

    def first(self) -> QWidget | None:
        """Where one begins to vote."""
        return next((one.box for one in self._options.values() if not one.box.isHidden()), None)

    def _explained(self, view: VoteView, *, runs: bool) -> str:
        if not runs:
            return ""
        parts = [words.tie_sentence(view.vote.tie_break)]
        if not view.takes_part:
            parts.insert(0, translate("Votes", "Who takes part votes, and sees who chose what."))
        elif not view.counts:
            parts.insert(0, translate("Votes", "Your choice counts once you have a seat."))
        else:
            parts.insert(0, translate("Votes", "Choose as many as suit you."))
        return " ".join(parts)

    def _show_options(self, view: VoteView, time_zone: str, *, runs: bool) -> None:
        listed = [one.option.id for one in view.options]
        for gone in [key for key in self._options if key not in listed]:
            self._options.pop(gone).deleteLater()
        most = max((len(one.voters) for one in view.options), default=0)
        for place, option in enumerate(view.options):
            shown = self._options.get(option.option.id)
            if shown is None:
                shown = self._options[option.option.id] = _Option(self.theme)
                shown.chosen.connect(self._chosen)
                self._list.insertWidget(place, shown)
            shown.show_option(option, time_zone, most, view=view, runs=runs)

    def _chosen(self) -> None:
        if self._view is not None:
            wanted = [key for key, one in self._options.items() if one.box.isChecked()]
            self.chose.emit(self._view, wanted)

    @property
    def _vote(self) -> Vote | None:
        return self._view.vote if self._view is not None else None

    def _restyle(self) -> None:
        px, metrics = self.theme.px, self.theme.metrics
        self._layout.setSpacing(px(metrics.space_s))
        self._list.setSpacing(px(metrics.space_s))
        self._head.setSpacing(px(metrics.space_s))
        self._flow.set_spacing(px(metrics.space_xs))


def _look(state: str) -> tuple[Tone, Icon]:
    return {
        VoteState.CLOSED.value: (Tone.CONFIRMED, Icon.CHECK),
        VoteState.VOID.value: (Tone.NEUTRAL, Icon.MINUS),
    }.get(state, (Tone.REQUESTED, Icon.VOTE))
