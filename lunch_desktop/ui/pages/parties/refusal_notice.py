"""Why something could not be done, where it was tried, with what can be done instead."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.store.desktop.queries.parties import PartyView
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.texts.refusals import refusal_text
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.banner import Banner, BannerKind

translate = QCoreApplication.translate

_SHOW, _WAIT, _SWITCH = "show", "wait", "switch"


class RefusalNotice(Banner):
    """`show_wanted` carries the id of the party that is in the way, `wait_wanted` the PartyView to wait for,
    `switch_wanted` the one to switch to, `read` the uuid of a change of which the person has now read that the server
    refused it.
    """

    show_wanted = Signal(str)
    wait_wanted = Signal(object)
    switch_wanted = Signal(object)
    read = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        # Shown only now that it has its place: a widget without one would open a window of its own.
        self._close.show()
        # As high as its words are at this width.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.uuid = ""
        self._view: PartyView | None = None
        self._in_the_way = ""
        self.action.connect(self._pressed)
        self.dismissed.connect(self._was_read)
        self.hide()

    @property
    def party_id(self) -> str:
        """The party that it is about, "" for none."""
        return self._view.party.id if self._view is not None else ""

    def show_refusal(self, view: PartyView | None, code: str, details: Mapping[str, Any], *, uuid: str = "") -> None:
        """Says a no; `uuid` names the change that the server refused, "" if it was refused here at once."""
        if uuid and uuid == self.uuid and not self.isHidden():
            return
        self.uuid, self._view = uuid, view
        self._in_the_way = str(details.get("party", "")) if code == RefusalCode.OVERLAPS else ""
        ways: list[tuple[str, str]] = []
        if self._in_the_way and view is not None and view.in_the_way is not None and view.free > 0:
            ways.append((_SWITCH, translate("Parties", "Switch to this party")))
        if self._in_the_way:
            ways.append((_SHOW, fill(translate("Parties", "Open “%1”"), details.get("title", ""))))
        if code == RefusalCode.FULL and view is not None and view.in_the_way is None:
            ways.append((_WAIT, translate("Parties", "Wait for a seat")))
        said = refusal_text(code, details)
        self._close.set_name(translate("Parties", "Dismiss"))
        self.show_message(BannerKind.ERROR, said.title, said.sentence, ways)

    def clear(self) -> None:
        """Nothing to say any more."""
        self.hide()
        self.uuid, self._view = "", None

    def _pressed(self, key: str) -> None:
        view, in_the_way = self._view, self._in_the_way
        self.hide()
        self._was_read()
        if key == _SHOW:
            self.show_wanted.emit(in_the_way)
        elif key == _SWITCH and view is not None:
            self.switch_wanted.emit(view)
        elif view is not None:
            self.wait_wanted.emit(view)

    def _was_read(self) -> None:
        if self.uuid:
            self.read.emit(self.uuid)
        self.uuid, self._view = "", None
