"""The gallery as a window: a list of boards at the left, the board at the right, the looks to switch above it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lunch_desktop.system.languages import Language
from lunch_desktop.ui.texts.language import LanguageSwitch
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.widgets.base import follow
from lunch_desktop.ui.widgets.dressed import dress_bars
from lunch_desktop.ui.widgets.gallery.boards import SECTIONS
from lunch_desktop.ui.widgets.gallery.samples import Words
from lunch_desktop.ui.widgets.gallery.saving import Look, dress, make_board
from lunch_desktop.ui.widgets.header import PageHeader
from lunch_desktop.ui.widgets.rail import NavigationRail, RailItem
from lunch_desktop.ui.widgets.segmented import SegmentedControl

_SCALES = ("100", "125", "150", "200")


class GalleryWindow(QWidget):
    """Boards are made anew for each look and language, so that what they were made in does not matter."""

    def __init__(self, theme: Theme, languages: LanguageSwitch, look: Look, board: str = "type") -> None:
        super().__init__()
        self.theme, self._languages = theme, languages
        self.setWindowTitle("Lunch Desktop · Gallery")
        self.resize(1120, 760)
        self._rail = NavigationRail(theme, "Boards")
        self._rail.chosen.connect(self.show_board)
        self._header = PageHeader(theme)
        self._looks = SegmentedControl(theme, [(one.value, one.value.capitalize()) for one in Look], "Look")
        self._looks.set_value(look.value)
        self._looks.chosen.connect(self._dress)
        options = [(Language.KOREAN.value, "한국어"), (Language.ENGLISH.value, "English")]
        self._language = SegmentedControl(theme, options, "Language")
        self._language.set_value((languages.language or Language.ENGLISH).value)
        self._language.chosen.connect(self._speak)
        self._sizes = SegmentedControl(theme, [(one, f"{one} %") for one in _SCALES], "Text size")
        self._sizes.chosen.connect(lambda size: self._resize(int(size)))
        for control in (self._looks, self._language, self._sizes):
            self._header.add(control)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._rail_scroll = QScrollArea()
        self._rail_scroll.setWidgetResizable(True)
        self._rail_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._rail_scroll.setWidget(self._rail)
        for area in (self._scroll, self._rail_scroll):
            dress_bars(theme, area)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._header)
        right.addWidget(self._scroll, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail_scroll)
        layout.addLayout(right, 1)
        self._board = board if board in SECTIONS else next(iter(SECTIONS))
        self._list_boards()
        self.show_board(self._board)
        follow(theme, self._restyle)

    @property
    def board(self) -> str:
        """The name of the board in sight."""
        return self._board

    def show_board(self, name: str) -> None:
        """Shows a board."""
        self._board = name
        section, say = SECTIONS[name], self._words()
        self._rail.set_current(name)
        self._header.set_title(say(section.korean, section.english))
        self._scroll.setWidget(make_board(self.theme, name, say))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._list_boards()
            self.show_board(self._board)
        super().changeEvent(event)

    def _words(self) -> Words:
        return Words(self._languages.language is Language.KOREAN)

    def _list_boards(self) -> None:
        say = self._words()
        items = [RailItem(key, say(one.korean, one.english), one.icon) for key, one in SECTIONS.items()]
        self._rail.show_items(tuple(items))
        self._rail.set_current(self._board)

    def _dress(self, look: str) -> None:
        dress(self.theme, Look(look))
        self.show_board(self._board)

    def _speak(self, language: str) -> None:
        self._languages.choose(Language(language))

    def _resize(self, percent: int) -> None:
        self.theme.set_scale(percent / 100)
        self.show_board(self._board)

    def _restyle(self) -> None:
        self._rail_scroll.setFixedWidth(self._rail.width() + self.theme.px(12))
