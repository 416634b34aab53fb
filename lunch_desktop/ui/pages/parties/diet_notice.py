"""What a restaurant is to the diets of those who eat there, as far as they let it be known."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lunch_desktop.domain.diet_clash import Clash
from lunch_desktop.domain.restaurants.diet_facts import NEED_WORDS, Need
from lunch_desktop.store.desktop.people_reads import ClashView
from lunch_desktop.ui.pages.parties.fact_row import FactRow
from lunch_desktop.ui.session import DesktopSession
from lunch_desktop.ui.texts.language import language_in_force
from lunch_desktop.ui.texts.particles import fill
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.base import set_name

translate = QCoreApplication.translate


class DietNotice(FactRow):
    """A line below the restaurant; hidden where nobody has told anything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Icon.WARNING)
        self._looks_at: str | None = None

    def show_clash(self, view: ClashView | None) -> None:
        """Shows what there is to say."""
        if view is None or view.found.is_silent:
            self.show_fact("")
            return
        found = view.found
        first, more = notice_words(found, view.names)
        self.set_tone(
            Icon.WARNING if found.warns else Icon.INFO,
            ColourRole.REQUESTED_TEXT if found.warns else ColourRole.SECONDARY,
        )
        self.show_fact(first, more)
        set_name(self, " ".join(part for part in (first, more) if part))

    def look(self, session: DesktopSession, restaurant_id: str | None, party_id: str | None) -> None:
        """Reads and shows what there is to say of a restaurant that is being chosen; nothing for None."""
        self._looks_at = restaurant_id
        if restaurant_id is None:
            self.show_fact("")
            return
        session.read(
            lambda reads: reads.diet_clash(restaurant_id, party_id),
            lambda view: self.show_clash(view) if self._looks_at == restaurant_id else None,
            key="parties.diet",
            receiver=self,
        )


def notice_words(found: Clash, names: Mapping[str, str]) -> tuple[str, str]:
    """The warning, or what is known, and the rest in small."""
    lines = []
    if found.mine:
        lines.append(fill(translate("Parties", "Unsuitable for you: %1"), _listed(found.mine)))
    for whose, needs in found.named:
        if whose in names:
            lines.append(fill(translate("Parties", "Unsuitable for %1: %2"), names[whose], _listed(needs)))
    count = found.unnamed
    if count:
        lines.append(translate("Parties", "Unsuitable for %n member(s)", None, count))
    rest = []
    if found.ask:
        rest.append(translate("Parties", "Somebody has an allergy: ask the restaurant."))
    if found.is_unknown:
        rest.append(translate("Parties", "Whether it suits every need is unknown."))
    silent = found.silent
    if silent:
        rest.append(translate("Parties", "Of %n member(s) not everything is known.", None, silent))
    if lines:
        return "\n".join(lines), " ".join(rest)
    return (rest[0], " ".join(rest[1:])) if rest else ("", "")


def _listed(needs: tuple[Need, ...]) -> str:
    language = language_in_force().value
    return ", ".join(NEED_WORDS[need].in_language(language) for need in needs)
