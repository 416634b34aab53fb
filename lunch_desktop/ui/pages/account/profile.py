"""Who I am in the company, and what colleagues see of it. All of it is on this PC."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lunch_desktop.domain.diets import SET_DIET, Diet
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.people import Employee, Office, Role
from lunch_desktop.sync.session import Session
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.pages.account.base import PROFILE, AccountPage
from lunch_desktop.ui.pages.account.diet_card import DietCard
from lunch_desktop.ui.pages.account.exports_card import AT_FIRST, ExportsCard
from lunch_desktop.ui.pages.account.lines import FactLine, SeenLine
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.avatar import Avatar
from lunch_desktop.ui.widgets.base import follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.label import ElidedLabel, Label

if TYPE_CHECKING:
    from lunch_desktop.store.desktop.queries.exports import ExportsOfMine
    from lunch_desktop.store.desktop.reads import Reads

translate = QCoreApplication.translate
_LANGUAGE = "language"
"""The setting that the language is chosen in."""
_NAMES = {Language.KOREAN: "한국어", Language.ENGLISH: "English"}


class ProfilePage(AccountPage):
    """What the server and this PC know of the person who is signed in."""

    key: ClassVar[str] = PROFILE
    tables: ClassVar[frozenset[str]] = frozenset({"employees", "offices", "departments", "diets", "export_notices"})

    def __init__(self, context: PageContext, signed: Callable[[], Session]) -> None:
        """`signed` gives the session as the server said it last."""
        super().__init__(context)
        theme = self.theme
        self._signed = signed
        self._me: tuple[Employee, Office] | None = None
        self._department = ""
        self._face = Avatar(theme, signed().name, 64)
        self._name = ElidedLabel(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD)
        self._login = ElidedLabel(theme, colour=ColourRole.SECONDARY)
        self.facts = {name: FactLine(theme) for name in ("department", "office", "extension", "role", "language")}
        self.language_button = Button(theme, kind=ButtonKind.LINK)
        self.language_button.clicked.connect(lambda: context.shell.navigate("settings", _LANGUAGE))
        self.facts["language"].add(self.language_button)
        self._wrong = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._seen_title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self.seen = [SeenLine(theme, seen=seen) for seen in (True, True, False, False)]
        self.diet = DietCard(theme)
        self.diet.saved.connect(lambda said: context.session.do(Intent(SET_DIET.name, said)))
        self.exports = ExportsCard(theme)
        self.exports.more.connect(self._read_more_exports)
        self._most_exports = AT_FIRST
        self._build()
        self.retranslate()
        follow(theme, self._restyle)

    def refresh(self) -> None:
        """Read what this PC knows."""
        self.context.session.read(_known, self._take, key="account.profile", receiver=self)
        self._read_exports()

    def focus_first(self) -> None:
        """On the way to the other pages of the account."""
        self.tabs.focus_current()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._wrong.setText(
            translate("Account", "Something is wrong? Your company's admin changes names, departments and offices.")
        )
        self._seen_title.setText(translate("Account", "What colleagues see"))
        seen = (
            translate("Account", "Your name, department, office and extension"),
            translate("Account", "When you are free for lunch and where you work today: your circle only"),
            translate("Account", "Nobody sees why you are not free: an appointment, leave and illness look alike"),
            translate("Account", "Only you and your admins see your e-mail address, only you from where you sign in"),
        )
        for line, text in zip(self.seen, seen, strict=True):
            line.say(text)
        self.diet.retranslate()
        self.exports.retranslate()
        self.language_button.setText(translate("Account", "Change"))
        set_name(self.language_button, translate("Account", "Change the language"))
        self._show()

    def _read_exports(self) -> None:
        most = self._most_exports
        self.context.session.read(
            lambda reads: reads.exports_of_mine(most), self._take_exports, key="account.exports", receiver=self
        )

    def _read_more_exports(self) -> None:
        self._most_exports += AT_FIRST
        self._read_exports()

    def _take_exports(self, known: "ExportsOfMine") -> None:
        self.exports.show_exports(known, self._signed().time_zone)

    def _take(self, known: tuple[tuple[Employee, Office] | None, str, Diet | None]) -> None:
        self._me, self._department, diet = known
        self.diet.show_diet(diet)
        self._show()

    def _show(self) -> None:
        signed, unknown = self._signed(), translate("Account", "Not known yet")
        employee, office = self._me or (None, None)
        name = employee.name if employee is not None else signed.name
        self._face.set_person(name)
        self._name.setText(name)
        self._login.setText(signed.login)
        is_admin = signed.role is Role.ADMIN
        role = translate("Account", "Admin") if is_admin else translate("Account", "Employee")
        values = {
            "department": (translate("Account", "Department"), self._department),
            "office": (translate("Account", "Office"), office.name if office is not None else signed.office_name),
            "extension": (translate("Account", "Extension"), employee.extension if employee is not None else ""),
            "role": (translate("Account", "Role"), role),
            "language": (translate("Account", "Language"), _NAMES[language_in_force()]),
        }
        for key, (word, value) in values.items():
            self.facts[key].say(word, value or unknown)

    def _build(self) -> None:
        self._card = Card(self.theme)
        self._words = QVBoxLayout()
        self._words.addStretch(1)
        for label in (self._name, self._login):
            self._words.addWidget(label)
        self._words.addStretch(1)
        self._head = QHBoxLayout()
        self._head.addWidget(self._face, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(self._words, 1)
        self._card.body.addLayout(self._head)
        self._lines = QVBoxLayout()
        for line in self.facts.values():
            self._lines.addWidget(line)
        self._card.body.addLayout(self._lines)
        self._card.body.addWidget(self._wrong)
        self._seen_card = Card(self.theme)
        self._seen_card.body.addWidget(self._seen_title)
        for seen in self.seen:
            self._seen_card.body.addWidget(seen)
        for card in (self._card, self.diet, self._seen_card, self.exports):
            self.column.addWidget(card)

    def _restyle(self) -> None:
        theme, metrics = self.theme, self.theme.metrics
        self._head.setSpacing(theme.px(metrics.space_l))
        self._words.setSpacing(0)
        self._lines.setSpacing(theme.px(metrics.space_xs))
        self._lines.setContentsMargins(0, theme.px(metrics.space_s), 0, theme.px(metrics.space_s))


def _known(reads: "Reads") -> tuple[tuple[Employee, Office] | None, str, Diet | None]:
    return reads.me(), reads.my_department(), reads.my_diet()
