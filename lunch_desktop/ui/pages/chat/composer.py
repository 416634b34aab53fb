"""Saying something in a room: the field, who is called, how much room is left, what is being changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunch_desktop.domain.chat.entities import LONGEST_TEXT
from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.ui.pages.chat.items import MessageItem
from lunch_desktop.ui.pages.chat.mentions import Person, called
from lunch_desktop.ui.pages.chat.typing_area import TypingArea
from lunch_desktop.ui.texts.numbers import number
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole, TextRole
from lunch_desktop.ui.widgets.base import follow, set_flag
from lunch_desktop.ui.widgets.button import Button, ButtonKind, IconButton
from lunch_desktop.ui.widgets.ime import commit_pending_input
from lunch_desktop.ui.widgets.inline_error import InlineError
from lunch_desktop.ui.widgets.label import ElidedLabel, Label

translate = QCoreApplication.translate

_TOLD_FROM: Final = LONGEST_TEXT - 200
"""From so many letters on it is shown how many there may be."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wants to say: the text without blanks around it, and whom it calls."""

    text: str
    mentions: tuple[EmployeeId, ...]


class ChatComposer(QWidget):
    """`sent` carries Words; `changed` the MessageItem that was being changed, and Words. `went_up`: the person wants to
    change the last thing that they said. `turned` see TypingArea.
    """

    sent = Signal(object)
    changed = Signal(object, object)
    went_up = Signal()
    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._editing: MessageItem | None = None
        self._aside = ""
        self.area = TypingArea(theme)
        self.area.setObjectName("chat-text")
        self.area.submitted.connect(self.submit)
        self.area.textChanged.connect(self._text_changed)
        self.area.left.connect(self.stop_editing)
        self.area.went_up.connect(self.went_up)
        self.area.turned.connect(self.turned)
        self.send_button = Button(theme, "", ButtonKind.PRIMARY, Icon.SEND)
        self.send_button.clicked.connect(self.submit)
        self.error = InlineError(theme, small=True)
        self._count = Label(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._about = ElidedLabel(theme, role=TextRole.CAPTION, colour=ColourRole.SECONDARY)
        self._cancel = IconButton(theme, Icon.CLOSE, "")
        self._cancel.clicked.connect(self.stop_editing)
        self._banner = QWidget()
        self._build()
        self.retranslate()
        self._text_changed()
        follow(theme, self._restyle)

    @property
    def draft(self) -> str:
        """What is typed and not sent; while a message is being changed, what was typed before that."""
        return self._aside if self._editing is not None else self.area.toPlainText()

    @property
    def editing(self) -> MessageItem | None:
        """The message that is being changed."""
        return self._editing

    def start(self, draft: str, people: Sequence[Person]) -> None:
        """Begin in a room: with what was typed there before, and those who can be called."""
        self._editing, self._aside = None, ""
        self._banner.hide()
        self.area.picked.clear()
        self.show_people(people)
        self.area.start_with(draft)
        self.error.show_error("")
        self._name_button()

    def show_people(self, people: Sequence[Person]) -> None:
        """Others take part now."""
        self.area.people = tuple(people)

    def edit(self, item: MessageItem) -> None:
        """Have the person put a message in other words; what they were typing comes back afterwards."""
        if self._editing is None:
            self._aside = self.area.toPlainText()
        self._editing = item
        self.area.start_with(item.written)
        self._banner.show()
        self._name_button()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_editing(self) -> None:
        """Leave the message as it is."""
        if self._editing is not None:
            aside, self._editing, self._aside = self._aside, None, ""
            self._banner.hide()
            self.area.start_with(aside)
            self._name_button()
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Say it, with the syllable that is being composed."""
        commit_pending_input(self)
        text = self.area.toPlainText().strip()
        if len(text) > LONGEST_TEXT:
            self._say_too_long(len(text))
            return
        if not text:
            self.area.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        picked = {name: person.id for name, person in self.area.picked.items()}
        words = Words(text, tuple(called(text, self.area.people, picked)))
        item = self._editing
        if item is not None:
            self.stop_editing()
            if text != item.written:
                self.changed.emit(item, words)
            return
        self.area.start_with("")
        self.area.picked.clear()
        self.sent.emit(words)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self, text: str, why: str) -> None:
        """It could not be said: the text comes back where nothing else was begun, with the reason beside it."""
        if not self.area.toPlainText().strip():
            self.area.start_with(text)
        self.error.show_error(why)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.area.setPlaceholderText(translate("Chat", "Write a message"))
        self.area.setAccessibleName(translate("Chat", "Message"))
        hint = translate("Chat", "Enter sends, Shift+Enter makes a new line, @ calls somebody")
        self.area.setAccessibleDescription(hint)
        self._about.setText(translate("Chat", "You are changing your message"))
        cancel = translate("Chat", "Leave the message as it is")
        self._cancel.setAccessibleName(cancel)
        self._cancel.setToolTip(cancel)
        self._name_button()
        self._text_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        super().resizeEvent(event)
        self.area.fit()

    def _name_button(self) -> None:
        editing = self._editing is not None
        self.send_button.setText(translate("Chat", "Save") if editing else translate("Chat", "Send"))
        self.send_button.set_glyph(Icon.CHECK if editing else Icon.SEND)

    def _text_changed(self) -> None:
        length = len(self.area.toPlainText().strip())
        self.send_button.setEnabled(length > 0)
        self._count.setVisible(length >= _TOLD_FROM)
        self._count.setText(fill(translate("Chat", "%1 of %2 letters"), number(length), number(LONGEST_TEXT)))
        set_flag(self.area, "invalid", length > LONGEST_TEXT)
        if length > LONGEST_TEXT:
            self._say_too_long(length)
        elif self.error.text():
            self.error.show_error("")

    def _say_too_long(self, length: int) -> None:
        beyond = length - LONGEST_TEXT
        self.error.show_error(translate("Chat", "%n letter(s) too many. Send it in two messages.", None, beyond))

    def _build(self) -> None:
        banner = QHBoxLayout(self._banner)
        banner.setContentsMargins(0, 0, 0, 0)
        banner.addWidget(self._about, 1)
        banner.addWidget(self._cancel)
        self._banner.hide()
        row = QHBoxLayout()
        row.addWidget(self.area, 1)
        row.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        below = QHBoxLayout()
        below.addWidget(self.error, 1)
        below.addStretch(0)
        below.addWidget(self._count)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._banner)
        self._layout.addLayout(row)
        self._layout.addLayout(below)
        self._row = row

    def _restyle(self) -> None:
        space = self.theme.px(self.theme.metrics.space_s)
        side = self.theme.px(self.theme.metrics.space_l)
        self._layout.setContentsMargins(side, space, side, space)
        self._layout.setSpacing(self.theme.px(self.theme.metrics.space_xs))
        self._row.setSpacing(space)
