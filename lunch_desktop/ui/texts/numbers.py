"""Numbers and amounts as the language in force writes them."""

from PySide6.QtCore import QCoreApplication, QLocale

from lunch_desktop.ui.texts.particles import fill

translate = QCoreApplication.translate


def number(value: int) -> str:
    """With its thousands apart: "12,600"."""
    return QLocale().toString(value)


def won(amount: int) -> str:
    """An amount in won: "12,000원", "₩12,000"; the minus of a negative one goes before everything."""
    shown = fill(translate("Numbers", "₩%1"), number(abs(amount)))
    return f"−{shown}" if amount < 0 else shown
