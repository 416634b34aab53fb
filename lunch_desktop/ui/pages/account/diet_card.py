"""My diet and allergies: what I don't eat, and what the parties that I have a seat in are told of it."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.diets import SAY_NOTHING, Consent, Diet, SetDiet, read_needs, write_needs
from lunch_desktop.domain.restaurants.diet_facts import ALLERGIES, DIETS, NEED_WORDS, Need
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole, Weight
from lunch_desktop.ui.widgets.base import announce, follow, set_name
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.card import Card
from lunch_desktop.ui.widgets.chip import FilterChip
from lunch_desktop.ui.widgets.flow import FlowLayout
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.segmented import SegmentedControl

translate = QCoreApplication.translate
_CONSENTS: Final = tuple((one.value, "") for one in Consent)


class NeedsPart(QWidget):
    """One kind of need: which of them I have, and what is told of them; `changed` when either is otherwise."""

    changed = Signal()

    def __init__(self, theme: Theme, needs: tuple[Need, ...]) -> None:
        super().__init__()
        self.theme = theme
        self._title = Label(theme, weight=Weight.SEMIBOLD)
        self.chips = {need: FilterChip(theme, "") for need in needs}
        self.consent = SegmentedControl(theme, _CONSENTS, "", wraps=True)
        self._told = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self._flow = FlowLayout()
        for chip in self.chips.values():
            self._flow.addWidget(chip)
            chip.toggled.connect(lambda _on: self.changed.emit())
        self.consent.chosen.connect(lambda _key: self._say_told())
        self.consent.chosen.connect(lambda _key: self.changed.emit())
        beside = FlowLayout()
        beside.addWidget(self.consent)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addLayout(self._flow)
        self._layout.addLayout(beside)
        self._layout.addWidget(self._told)
        follow(theme, self._restyle)

    @property
    def codes(self) -> str:
        """The needs chosen, as rows hold them."""
        return write_needs(need for need, chip in self.chips.items() if chip.isChecked())

    def show_answer(self, codes: str, consent: str) -> None:
        """Shows what was said, without a signal."""
        said = read_needs(codes)
        for need, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(need in said)
            chip.blockSignals(False)
        self.consent.set_value(consent)
        self._say_told()

    def say(self, title: str) -> None:
        """Says everything in the present language."""
        language = language_in_force().value
        self._title.setText(title)
        for need, chip in self.chips.items():
            word = NEED_WORDS[need].in_language(language)
            chip.setText(word)
            set_name(chip, f"{title}: {word}")
        words = {
            Consent.NONE: translate("Account", "Tell nobody"),
            Consent.UNNAMED: translate("Account", "Without my name"),
            Consent.NAMED: translate("Account", "With my name"),
        }
        for consent, word in words.items():
            self.consent.set_text(consent.value, word)
        about = translate("Account", "What parties are told")
        self.consent.setAccessibleName(f"{title}: {about}")
        self._say_told()

    def _say_told(self) -> None:
        told = {
            Consent.NONE: translate("Account", "Nobody is told. Your parties read “unknown”, never “safe”."),
            Consent.UNNAMED: translate(
                "Account",
                "Your parties read “unsuitable for one member”, without your name, and only where at least three "
                "members have not named theirs. Colleagues may still guess whose it is, for instance when you join.",
            ),
            Consent.NAMED: translate("Account", "Those in a party with you read your name beside it."),
        }
        self._told.setText(told[Consent(self.consent.value)])

    def _restyle(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self._flow.set_spacing(self.theme.px(self.theme.metrics.space_s))


class DietCard(Card):
    """`saved` carries a SetDiet. What is being chosen stays until it is saved, whatever arrives meanwhile."""

    saved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._known = SAY_NOTHING
        self._title = Label(theme, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True)
        self._intro = Label(theme, colour=ColourRole.SECONDARY, wrap=True)
        self.diets = NeedsPart(theme, DIETS)
        self.allergies = NeedsPart(theme, ALLERGIES)
        self._always = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY, wrap=True)
        self.save_button = Button(theme, "", ButtonKind.PRIMARY)
        self.save_button.clicked.connect(self._save)
        self.withdraw_button = Button(theme, "", ButtonKind.SECONDARY)
        self.withdraw_button.clicked.connect(self._withdraw)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.save_button)
        self._buttons.addWidget(self.withdraw_button)
        self._buttons.addStretch(1)
        for widget in (self._title, self._intro, self.diets, self.allergies, self._always):
            self.body.addWidget(widget)
        self.body.addLayout(self._buttons)
        for part in (self.diets, self.allergies):
            part.changed.connect(self._tell_dirty)
        self._show(SAY_NOTHING)
        follow(theme, self._space)

    def show_diet(self, diet: Diet | None) -> None:
        """Shows what is known, unless something else is being chosen."""
        dirty = self._chosen() != self._known
        known = (
            SAY_NOTHING
            if diet is None
            else SetDiet(diet.diets, diet.allergies, diet.diets_consent, diet.allergies_consent)
        )
        self._known = known
        if not dirty:
            self._show(known)
        self._tell_dirty()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._title.setText(translate("Account", "Diet and allergies"))
        self._intro.setText(
            translate(
                "Account",
                "Only parties in which you have a seat are told, and only what you allow here. What you withdraw "
                "disappears from colleagues' PCs with their next exchange.",
            )
        )
        self.diets.say(translate("Account", "Diet"))
        self.allergies.say(translate("Account", "Allergies"))
        self._always.setText(
            translate("Account", "No restaurant is ever called safe for an allergy: always ask there, too.")
        )
        self.save_button.setText(translate("Account", "Save"))
        set_name(self.save_button, translate("Account", "Save diet and allergies"))
        self.withdraw_button.setText(translate("Account", "Take everything back"))

    def _chosen(self) -> SetDiet:
        return SetDiet(self.diets.codes, self.allergies.codes, self.diets.consent.value, self.allergies.consent.value)

    def _show(self, known: SetDiet) -> None:
        self.diets.show_answer(known.diets, known.diets_consent)
        self.allergies.show_answer(known.allergies, known.allergies_consent)

    def _tell_dirty(self) -> None:
        self.save_button.setEnabled(self._chosen() != self._known)
        self.withdraw_button.setEnabled(self._known != SAY_NOTHING)

    def _save(self) -> None:
        self._known = self._chosen()
        self._tell_dirty()
        self.saved.emit(self._known)
        announce(self, translate("Account", "Saved"))

    def _withdraw(self) -> None:
        self._show(SAY_NOTHING)
        self._save()

    def _space(self) -> None:
        self.body.setSpacing(self.theme.px(self.theme.metrics.space_m))
        self._buttons.setSpacing(self.theme.px(self.theme.metrics.space_s))
