"""One colleague: what I may know of them, and what we can do together."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.store.desktop.queries.people import Colleague, Directory
from lunch_desktop.ui.pages.parties.fact_row import FactRow
from lunch_desktop.ui.pages.people.items import extension_words, free_words, last_words
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.label import ElidedLabel, Label

translate = QCoreApplication.translate


class PersonDetail(QWidget):
    """Says what the person wants: `invited` to my own party, `new_party` with them, `proposed` lunch, `copied`
    their extension.
    """

    invited = Signal()
    new_party = Signal()
    proposed = Signal()
    copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown: tuple[Colleague, Directory] | None = None
        self._face = Avatar(theme, "", 56)
        self._name = ElidedLabel(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._department = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self.free = FactRow(theme, Icon.CLOCK, weight=Weight.SEMIBOLD)
        self.telephone = FactRow(theme, Icon.PHONE)
        self.lunches = FactRow(theme, Icon.UTENSILS)
        self.invite_button = Button(theme, "", ButtonKind.PRIMARY, Icon.INVITE)
        self.invite_button.clicked.connect(self.invited)
        self.new_button = Button(theme, "", ButtonKind.PRIMARY, Icon.PLUS)
        self.new_button.clicked.connect(self.new_party)
        self.propose_button = Button(theme, "", ButtonKind.SECONDARY, Icon.CHAT)
        self.propose_button.clicked.connect(self.proposed)
        self.copy_button = Button(theme, "", ButtonKind.SECONDARY, Icon.COPY)
        self.copy_button.clicked.connect(self.copied)
        self._private = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._build()
        follow(theme, self._restyle)

    def show_colleague(self, one: Colleague, directory: Directory) -> None:
        """Shows somebody."""
        self._shown = (one, directory)
        self.retranslate()

    def first_button(self) -> Button:
        """What is done most likely."""
        return self.new_button if self.invite_button.isHidden() else self.invite_button

    def retranslate(self) -> None:
        """Says everything anew."""
        if self._shown is None:
            return
        one, directory = self._shown
        self._face.set_person(one.name)
        self._name.setText(one.name)
        self._department.setText(one.department)
        self.free.show_fact(free_words(one, directory), translate("People", "Today") if one.free else "")
        self.telephone.show_fact(extension_words(one))
        lunches = one.lunches
        count = translate("People", "%n lunch(es) together", None, lunches) if lunches else ""
        self.lunches.show_fact(count, last_words(one, directory.today))
        self._private.setText(translate("People", "How often you had lunch is for you alone to see."))
        self._private.setVisible(one.lunches > 0)
        hosted = directory.hosted
        can_invite = hosted is not None and one.id not in hosted.there
        self.invite_button.setVisible(can_invite)
        if hosted is not None:
            self.invite_button.setText(fill(translate("People", "Invite to “%1”"), hosted.title))
        self.new_button.setText(translate("People", "New party together"))
        self.new_button.set_kind(ButtonKind.SECONDARY if can_invite else ButtonKind.PRIMARY)
        self.propose_button.setText(translate("People", "Propose lunch"))
        self.copy_button.setText(translate("People", "Copy the extension"))
        self.copy_button.setVisible(bool(one.extension))

    def _build(self) -> None:
        self._words = QVBoxLayout()
        self._words.addStretch(1)
        self._words.addWidget(self._name)
        self._words.addWidget(self._department)
        self._words.addStretch(1)
        self._head = QHBoxLayout()
        self._head.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(self._words, 1)
        self._facts = QVBoxLayout()
        for fact in (self.free, self.telephone, self.lunches):
            self._facts.addWidget(fact)
        self._buttons = QVBoxLayout()
        for button in (self.invite_button, self.new_button, self.propose_button, self.copy_button):
            self._buttons.addWidget(button)
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self._head)
        self._layout.addLayout(self._facts)
        self._layout.addLayout(self._buttons)
        self._layout.addWidget(self._private)
        self._layout.addStretch(1)

    def _restyle(self) -> None:
        metrics, px = self.theme.metrics, self.theme.px
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(metrics.space_l))
        self._head.setSpacing(px(metrics.space_m))
        self._words.setSpacing(0)
        self._facts.setSpacing(px(metrics.space_m))
        self._buttons.setSpacing(px(metrics.space_s))
