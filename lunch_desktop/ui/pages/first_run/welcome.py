"""The first screen: three ways in, each with what it is for."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.system.problems import Problem
from lunch_desktop.ui.pages.first_run.column import WIDE, Column
from lunch_desktop.ui.pages.first_run.failures import words_for
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.banner import Banner, BannerKind
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.icon_label import IconLabel
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.progress import Progress

translate = QCoreApplication.translate


class ChoiceCard(Card):
    """One way in: icon, title, one sentence and its button."""

    chosen = Signal()

    def __init__(
        self, theme: Theme, icon: Icon, kind: ButtonKind = ButtonKind.SECONDARY, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, padding=16, parent=parent)
        self._icon = IconLabel(theme, icon, ColourRole.ACCENT, 24)
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._sentence = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.button = Button(theme, kind=kind)
        self.button.clicked.connect(self.chosen)
        self._words = QVBoxLayout()
        for widget in (self._title, self._sentence):
            self._words.addWidget(widget)
        self._words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._words, 1)
        self.body.addLayout(self._row)
        follow(theme, self._space)

    def set_words(self, title: str, sentence: str, button: str) -> None:
        """Say what it is for; the button explains it to a screen reader."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setAccessibleDescription(f"{title}. {sentence}")

    def _space(self) -> None:
        self._row.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._words.setSpacing(self.theme.px(self.theme.metrics.space_xs))


class WelcomeView(Column):
    """`sign_in`, `host`, `look_around` say which way was chosen; `cancelled`, that the demo is not wanted after all."""

    sign_in = Signal()
    host = Signal()
    look_around = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, *, can_host: bool, can_look: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, Icon.BOWL, width=WIDE, parent=parent)
        self._problem: Problem | None = None
        self.sign_in_card = ChoiceCard(theme, Icon.KEY, ButtonKind.PRIMARY)
        self.host_card = ChoiceCard(theme, Icon.SERVER)
        self.demo_card = ChoiceCard(theme, Icon.EYE)
        self.progress = Progress(theme)
        self.problem = Banner(theme)
        self.sign_in_card.chosen.connect(self.sign_in)
        self.host_card.chosen.connect(self.host)
        self.demo_card.chosen.connect(self.look_around)
        self.progress.cancelled.connect(self.cancelled)
        self.add(self.sign_in_card, self.host_card, self.demo_card, self.problem)
        self.demo_card.body.addWidget(self.progress)
        self.host_card.setVisible(can_host)
        self.demo_card.setVisible(can_look)
        self.problem.hide()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.retranslate()

    def focus_first(self) -> None:
        """The way that most people come by."""
        self.sign_in_card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_preparing(self, preparing: bool) -> None:
        """The demo company is being made, or no longer."""
        if preparing:
            self._problem = None
            self.problem.hide()
            self.progress.start(translate("FirstRun", "Preparing the demo company…"))
        else:
            self.progress.finish()
        if preparing:  # a disabled button would hand the focus on to whatever comes next
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for card in (self.sign_in_card, self.host_card, self.demo_card):
            card.button.setEnabled(not preparing)
        if not preparing:
            self.demo_card.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: Problem) -> None:
        """The demo company can't be shown."""
        self._problem = problem
        said = words_for(problem)
        self.problem.show_message(BannerKind.ERROR, said.title, f"{said.what}\n{said.remedy}")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.set_words(
            translate("FirstRun", "Welcome to Lunch Desktop"),
            translate("FirstRun", "Find somebody to have lunch with, in a few seconds. How do you want to begin?"),
        )
        self.sign_in_card.set_words(
            translate("FirstRun", "My company uses it already"),
            translate("FirstRun", "Paste the invitation that you were sent, or sign in with your account."),
            translate("FirstRun", "Sign in or join"),
        )
        self.host_card.set_words(
            translate("FirstRun", "Host for my team on this PC"),
            translate("FirstRun", "This PC becomes your team's server. You get an invitation to pass on."),
            translate("FirstRun", "Start hosting"),
        )
        self.demo_card.set_words(
            translate("FirstRun", "Look around first"),
            translate("FirstRun", "A demo company of 20 people to try everything in. Nothing leaves this PC."),
            translate("FirstRun", "Open the demo company"),
        )
        if self._problem is not None and self.problem.isVisibleTo(self):
            self.show_problem(self._problem)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
