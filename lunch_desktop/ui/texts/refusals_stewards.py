"""Why a rule about restaurants, suggestions or the cafeteria's week said no: title, what happened, the next step."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.errors import RefusalCode
from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate
Details = Mapping[str, Any]


def _not_admin(details: Details) -> tuple[str, str, str]:
    del details
    return (
        translate("Refusals", "Only admins can do this"),
        translate("Refusals", "The office's admins keep the restaurants and the cafeteria's menu."),
        translate("Refusals", "Suggest it instead, and an admin decides."),
    )


def _name_missing(details: Details) -> tuple[str, str, str]:
    del details
    return (
        translate("Refusals", "The name is missing"),
        translate("Refusals", "A restaurant needs a name."),
        translate("Refusals", "Enter its name, then try again."),
    )


def _reason_missing(details: Details) -> tuple[str, str, str]:
    del details
    return (
        translate("Refusals", "The reason is missing"),
        translate("Refusals", "Whoever suggested it is told why it was not taken."),
        translate("Refusals", "Enter a reason, then try again."),
    )


def _already_decided(details: Details) -> tuple[str, str, str]:
    del details
    return (
        translate("Refusals", "It was decided already"),
        translate("Refusals", "Somebody decided on this suggestion, or it was withdrawn meanwhile."),
        translate("Refusals", "Look how things stand now."),
    )


def _no_longer_listed(details: Details) -> tuple[str, str, str]:
    title = details.get("title")
    name = f"“{title}”" if title else translate("Refusals", "The restaurant")
    return (
        translate("Refusals", "The restaurant is no longer listed"),
        fill(translate("Refusals", "%1 was merged with another, closed or not taken."), name),
        translate("Refusals", "Choose another restaurant."),
    )


def _parts_missing(details: Details) -> tuple[str, str, str]:
    del details
    return (
        translate("Refusals", "The list did not arrive as a whole"),
        translate("Refusals", "A part of the imported list was refused or withdrawn, so nothing of it was taken."),
        translate("Refusals", "Import the file again."),
    )


STEWARDS_TEXTS: Final[Mapping[str, Callable[[Details], tuple[str, str, str]]]] = {
    RefusalCode.NOT_ADMIN: _not_admin,
    RefusalCode.NAME_MISSING: _name_missing,
    RefusalCode.REASON_MISSING: _reason_missing,
    RefusalCode.ALREADY_DECIDED: _already_decided,
    RefusalCode.NO_LONGER_LISTED: _no_longer_listed,
    RefusalCode.PARTS_MISSING: _parts_missing,
}
