"""A day in a company of 10,000 rows: everything is full, the network goes, somebody refuses."""

from typing import Final

from lunch_desktop.demo.desktop import StepFailed
from lunch_desktop.system.languages import Language
from lunch_desktop.system.setting_words import words_of
from lunch_desktop.system.settings import Theme
from tests.tour.company import Colleague, quiet_noon
from tests.tour.setting import Setting
from tests.tour.visitor import Visitor
from tests.tour.ways import PAGES, find_party, walk, walk_account, work_offline, work_online

_OWN: Final = "김치찌개 같이 먹어요"
_ASKED: Final = "순대국밥 한 그릇"
_AGREED: Final = "칼국수 먹으러"
_MESSAGES: Final = 3
"""So many are on the screen at most."""


class FullDay:
    """One visitor, who has never been at this desktop before, and a colleague on another."""

    def __init__(self, setting: Setting, visitor: Visitor, colleague: Colleague, laptop: Colleague) -> None:
        """`laptop` is the visitor's own second desktop."""
        self._setting, self._visitor, self._colleague, self._laptop = setting, visitor, colleague, laptop
        self._me = setting.visitor

    def live(self) -> None:
        """All of it."""
        self.sign_in()
        walk(self._visitor, "full")
        walk_account(self._visitor, "online")
        self.scroll_and_search()
        self.use_the_keyboard()
        self.open_a_party()
        self.be_refused()
        self.disagree_with_oneself()
        self.change_clothes()

    def sign_in(self) -> None:
        """A wrong password first, then the right one."""
        visitor = self._visitor
        visitor.sees("SignIn", "Password")
        visitor.picture("sign-in")
        visitor.fill("SignIn", "E-mail", self._me.login)
        visitor.fill("SignIn", "Password", "not it")
        visitor.press("Enter")
        visitor.sees("SignIn", "Sign in")
        visitor.picture("sign-in-refused")
        visitor.fill("SignIn", "Password", self._setting.company.company.password)
        visitor.press("Enter")
        visitor.status(reach="online", live=True)
        visitor.click("Shell", "Close message")  # that there is no password store

    def scroll_and_search(self) -> None:
        """The wheel, the thumb of the scroll bar, a row by the mouse, a search."""
        visitor = self._visitor
        visitor.press("Ctrl+2")
        x, y = visitor.place(visitor.words.say("Parties", "New party"))
        visitor.screen.move(x, y + 240)
        visitor.screen.wheel(200)
        visitor.picture("parties-scrolled")
        visitor.screen.click(x - 200, y + 240)
        visitor.picture("parties-chosen")
        visitor.press("End")
        visitor.press("Home")
        visitor.press("Ctrl+F")
        visitor.write("국밥")
        visitor.picture("parties-found")
        visitor.press("Ctrl+A")
        visitor.write("zzzz")
        visitor.picture("parties-nothing-found")
        visitor.press("Ctrl+A")
        visitor.press("Backspace")

    def use_the_keyboard(self) -> None:
        """The palette, by initial consonants too, and the sheet of keys."""
        visitor = self._visitor
        visitor.press("Ctrl+1")
        visitor.press("Ctrl+K")
        visitor.picture("palette")
        visitor.write("ㄱㅂ")
        visitor.picture("palette-initials")
        visitor.press("Ctrl+A")
        visitor.write("zzzz")
        visitor.picture("palette-nothing-found")
        visitor.press("Esc")
        visitor.press("F1")
        visitor.picture("keys")
        visitor.press("Esc")

    def open_a_party(self) -> None:
        """The composer: what is wrong beside the field, then a party, and back."""
        visitor = self._visitor
        visitor.press("Ctrl+N")
        visitor.picture("composer")
        visitor.press("Ctrl+A")
        visitor.press("Backspace")
        visitor.press("Ctrl+Enter")
        visitor.picture("composer-wrong")
        visitor.write(_OWN)
        visitor.press("Ctrl+Enter")
        visitor.status(waiting=0, attention=0)
        visitor.picture("party-opened")

    def be_refused(self) -> None:
        """Ask for a seat offline, in a party that is called off meanwhile."""
        visitor, colleague = self._visitor, self._colleague
        party = colleague.open_party(_ASKED, quiet_noon(self._setting.company))
        visitor.status(reach="online", waiting=0)
        find_party(visitor, _ASKED)
        visitor.desktop.wait(text=_ASKED)
        work_offline(visitor)
        find_party(visitor, _ASKED)
        visitor.click("Parties", "Join")
        visitor.status(waiting=1)
        visitor.picture("party-requested")
        walk(visitor, "offline")
        walk_account(visitor, "offline")
        colleague.cancel(party)
        work_online(visitor)
        visitor.status(reach="online", waiting=0, attention=1)
        walk(visitor, "refused")

    def disagree_with_oneself(self) -> None:
        """Two desktops of one person give a party two titles."""
        visitor, laptop = self._visitor, self._laptop
        party = laptop.open_party(_AGREED, quiet_noon(self._setting.company, days=2))
        find_party(visitor, _AGREED)
        visitor.desktop.wait(text=_AGREED)
        work_offline(visitor)
        laptop.rename(party, _AGREED, "칼국수 대신 막국수")
        find_party(visitor, _AGREED)
        visitor.click("Parties", "Edit")
        visitor.press("Ctrl+A")
        visitor.write("바지락 칼국수")
        visitor.press("Ctrl+Enter")
        visitor.status(waiting=1)
        work_online(visitor)
        visitor.status(reach="online", waiting=0)
        visitor.press(f"Ctrl+{PAGES.index('sync') + 1}")
        visitor.press("Esc", times=_MESSAGES)
        visitor.picture("sync-conflict")

    def change_clothes(self) -> None:
        """Every page dark, in high contrast, and at twice the size in the default window and the smallest."""
        visitor = self._visitor
        visitor.press("Ctrl+1")
        for word, look in (("dark", Theme.DARK), ("contrast", Theme.HIGH_CONTRAST)):
            self._choose_look(look)
            walk(visitor, word)
        self._choose_look(Theme.LIGHT)
        visitor.desktop.ask("scale", value=2.0)
        walk(visitor, "large")
        visitor.press("Ctrl+N")
        visitor.picture("composer-large")
        visitor.press("Esc")
        visitor.press("Ctrl+K")
        visitor.picture("palette-large")
        visitor.press("Esc")
        visitor.desktop.ask("size", width=880, height=600)
        walk(visitor, "large-small")
        visitor.desktop.ask("scale", value=1.0)
        walk(visitor, "small")

    def _choose_look(self, look: Theme) -> None:
        """By a click on the page of the settings, once messages in passing are sent away."""
        visitor = self._visitor
        visitor.press("Ctrl+,")
        visitor.press("Esc", times=_MESSAGES)
        name = words_of("theme", Language(visitor.words.language)).options[look.value]
        visitor.click_named(name)
        if not visitor.desktop.ask("find", name=name)["checked"]:
            raise StepFailed(f"{name} can't be chosen")
