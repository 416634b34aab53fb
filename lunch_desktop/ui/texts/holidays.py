"""The names of public holidays, in the language in force."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from lunch_desktop.system.holidays import Holiday, holidays_of

translate = QCoreApplication.translate


def holidays_at(time_zone: str) -> Callable[[int], Mapping[date, str]]:
    """Gives the holidays of a year where an office is; none where its country's are not known to us."""
    return lambda year: {day: holiday_name(one) for day, one in holidays_of(time_zone, year).items()}


def holiday_name(holiday: Holiday) -> str:
    """ "Children’s Day", "어린이날"."""
    return {
        Holiday.NEW_YEAR: translate("Holidays", "New Year’s Day"),
        Holiday.SEOLLAL: translate("Holidays", "Seollal holidays"),
        Holiday.INDEPENDENCE_MOVEMENT: translate("Holidays", "Independence Movement Day"),
        Holiday.LABOUR: translate("Holidays", "Labour Day"),
        Holiday.CHILDREN: translate("Holidays", "Children’s Day"),
        Holiday.BUDDHA: translate("Holidays", "Buddha’s Birthday"),
        Holiday.MEMORIAL: translate("Holidays", "Memorial Day"),
        Holiday.CONSTITUTION: translate("Holidays", "Constitution Day"),
        Holiday.LIBERATION: translate("Holidays", "Liberation Day"),
        Holiday.CHUSEOK: translate("Holidays", "Chuseok holidays"),
        Holiday.FOUNDATION: translate("Holidays", "National Foundation Day"),
        Holiday.HANGUL: translate("Holidays", "Hangul Day"),
        Holiday.CHRISTMAS: translate("Holidays", "Christmas Day"),
        Holiday.SUBSTITUTE: translate("Holidays", "Substitute holiday"),
    }[holiday]
