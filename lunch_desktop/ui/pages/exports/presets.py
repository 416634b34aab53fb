"""Exports as an admin likes to make them, under names: chosen, kept, overwritten and deleted in a menu."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.errors import Refusal
from lunch_desktop.domain.exports.entities import ExportPreset
from lunch_desktop.domain.exports.presets import RemovePreset, SavePreset
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.store.desktop.performed import Performed
from lunch_desktop.ui.page import PageContext
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import TextRole, Weight
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.button import Button, ButtonKind
from lunch_desktop.ui.widgets.field import Field
from lunch_desktop.ui.widgets.fitting import FittingDialog
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inputs import LineEdit
from lunch_desktop.ui.widgets.label import Label
from lunch_desktop.ui.widgets.menu_button import MenuButton, MenuEntry

translate = QCoreApplication.translate

_CHOOSE, _SAVE, _SAVE_AS, _REMOVE = "choose:", "save", "save-as", "remove"
_LONGEST_NAME: Final = 60


class PresetMenu(MenuButton):
    """`picked` carries the settings of a preset that was chosen; `settings` gives those that are to be kept."""

    picked = Signal(str)

    def __init__(self, context: PageContext, settings: Callable[[], str]) -> None:
        super().__init__(context.theme, kind=ButtonKind.QUIET)
        self._context, self._settings = context, settings
        self._presets: tuple[ExportPreset, ...] = ()
        self._current = ""
        self.dialog: NameDialog | None = None
        self.chosen.connect(self._do)
        self.retranslate()

    @property
    def presets(self) -> tuple[ExportPreset, ...]:
        """Those that there are, by name."""
        return self._presets

    def read(self) -> None:
        """Reads them anew."""
        self._context.session.read(
            lambda reads: reads.export_presets(), self._take, key="exports.presets", receiver=self
        )

    def show_settings(self, settings: str) -> None:
        """What is chosen on the page now; the preset that says the same is the current one."""
        same = next((one.name for one in self._presets if one.settings == settings), None)
        if same is not None:
            self._current = same
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        current = next((one for one in self._presets if one.name == self._current), None)
        word = translate("Exports", "Saved exports")
        if current is not None:
            is_same = current.settings == self._settings()
            word = current.name if is_same else fill(translate("Exports", "%1, changed"), current.name)
        self.setText(word)
        self.setAccessibleName(fill(translate("Exports", "Saved exports: %1"), word) if current else word)
        entries = [MenuEntry(f"{_CHOOSE}{one.name}", one.name.replace("&", "&&")) for one in self._presets]
        if entries:
            entries.append(MenuEntry())
        if current is not None:
            named = current.name.replace("&", "&&")
            entries += [
                MenuEntry(_SAVE, fill(translate("Exports", "Overwrite “%1”"), named), Icon.CHECK),
                MenuEntry(_REMOVE, fill(translate("Exports", "Delete “%1”"), named), Icon.TRASH),
            ]
        entries.append(MenuEntry(_SAVE_AS, translate("Exports", "Save as…"), Icon.PLUS))
        self.show_entries(entries)
        self.updateGeometry()

    def _take(self, presets: Sequence[ExportPreset]) -> None:
        self._presets = tuple(presets)
        if all(one.name != self._current for one in presets):
            self._current = ""
        self.show_settings(self._settings())

    def _do(self, key: str) -> None:
        if key.startswith(_CHOOSE):
            self._pick(key.removeprefix(_CHOOSE))
        elif key == _SAVE:
            self._save(self._current)
        elif key == _SAVE_AS:
            self._ask()
        else:
            self._remove(self._current)

    def _pick(self, name: str) -> None:
        found = next((one for one in self._presets if one.name == name), None)
        if found is not None:
            self._current = name
            self.picked.emit(found.settings)
            self.retranslate()

    def _ask(self) -> None:
        dialog = NameDialog(self.theme, [one.name for one in self._presets], self.window())
        dialog.named.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _save(self, name: str) -> None:
        known = any(one.name == name for one in self._presets)
        said = translate("Exports", "“%1” was overwritten") if known else translate("Exports", "“%1” was saved")
        self._current = name
        self._perform("preset.save", SavePreset(name, self._settings()), fill(said, name))

    def _remove(self, name: str) -> None:
        self._perform("preset.remove", RemovePreset(name), fill(translate("Exports", "“%1” was deleted"), name))

    def _perform(self, mutation: str, args: object, said: str) -> None:
        session, shell = self._context.session, self._context.shell

        def done(performed: Performed) -> None:
            shell.toast(said, lambda: session.undo(performed.uuid))
            self.read()

        session.do(Intent(mutation, args), done, self._refused, receiver=self)

    def _refused(self, refusal: Refusal) -> None:
        self._context.shell.toast(refusal_text(refusal.code.value, refusal.details).sentence)
        self.read()


class NameDialog(FittingDialog):
    """Asks what a preset is to be called. `named` carries the name."""

    named = Signal(str)

    def __init__(self, theme: Theme, taken: Sequence[str], parent: QWidget) -> None:
        """A name that is `taken` overwrites what it named, and says so."""
        super().__init__(parent)
        self.theme, self._taken = theme, frozenset(taken)
        self.setModal(True)
        title = translate("Exports", "Save this export")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.name = LineEdit(theme)
        self.name.setMaxLength(_LONGEST_NAME)
        self.field = Field(theme, translate("Exports", "Name"), self.name)
        self.save_button = Button(theme, translate("Exports", "Save"), ButtonKind.PRIMARY)
        self.cancel_button = Button(theme, translate("Exports", "Cancel"))
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.save_button)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(Label(theme, title, role=TextRole.TITLE, weight=Weight.SEMIBOLD, wrap=True))
        self._layout.addWidget(self.field)
        self._layout.addLayout(self._buttons)
        self.name.textChanged.connect(self._look)
        self.name.submitted.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)
        self._look()
        follow(theme, self._restyle)
        QTimer.singleShot(0, self.name, lambda: self.name.setFocus(Qt.FocusReason.OtherFocusReason))

    def _look(self) -> None:
        name = self.name.text().strip()
        self.field.set_error("")
        if name in self._taken:
            self.field.set_help(translate("Exports", "There is one of this name; it is overwritten."))
        else:
            self.field.set_help(translate("Exports", "A period such as “last month” stays one, whenever it is used."))

    def _save(self) -> None:
        commit_pending_input(self)
        name = self.name.text().strip()
        if not name:
            self.field.set_error(translate("Exports", "Give it a name."))
            self.name.setFocus()
            return
        self.named.emit(name)
        self.accept()

    def _restyle(self) -> None:
        side = self.theme.px(self.theme.metrics.space_xl)
        self._layout.setContentsMargins(side, side, side, self.theme.px(self.theme.metrics.space_l))
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_l))
        self._buttons.setSpacing(self.theme.px(self.theme.metrics.space_s))
        self.setMinimumWidth(self.theme.px(400))
