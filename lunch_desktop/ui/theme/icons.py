"""The program's own stroke icons, drawn in the colour of the theme and crisp at every pixel ratio."""

from enum import StrEnum

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lunch_desktop.system.resources import resource_path


class Icon(StrEnum):
    """Every icon there is; the value is the file name in resources/icons."""

    BELL = "bell"
    BELL_OFF = "bell-off"
    BLOCK = "block"
    BOWL = "bowl"
    CALENDAR = "calendar"
    CALENDAR_TODAY = "calendar-today"
    CHAT = "chat"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CLOCK = "clock"
    CLOSE = "close"
    COPY = "copy"
    DEVICE = "device"
    EDIT = "edit"
    ERROR = "error"
    EXPORT = "export"
    EYE = "eye"
    EYE_OFF = "eye-off"
    FILTER = "filter"
    GROUPS = "groups"
    HEART = "heart"
    HOST = "host"
    HOURGLASS = "hourglass"
    IMPORT = "import"
    INFO = "info"
    INVITE = "invite"
    KEY = "key"
    LANGUAGE = "language"
    LINK = "link"
    LOGOUT = "logout"
    MAP_PIN = "map-pin"
    MINUS = "minus"
    MOON = "moon"
    MORE = "more"
    OFFLINE = "offline"
    PEOPLE = "people"
    PERSON = "person"
    PHONE = "phone"
    PLUS = "plus"
    RETRY = "retry"
    SEARCH = "search"
    SEAT = "seat"
    SEND = "send"
    SENDING = "sending"
    SERVER = "server"
    SETTINGS = "settings"
    SHIELD = "shield"
    SHUFFLE = "shuffle"
    SORT = "sort"
    STAR = "star"
    STAR_FILLED = "star-filled"
    STORE = "store"
    SUN = "sun"
    SYNCED = "synced"
    TRASH = "trash"
    UNDO = "undo"
    UTENSILS = "utensils"
    VOTE = "vote"
    WALKING = "walking"
    WARNING = "warning"
    WON = "won"


class IconRenderer:
    """Renders icons and keeps the pixmaps, one for each colour, size and pixel ratio."""

    def __init__(self) -> None:
        self._sources: dict[Icon, str] = {}
        self._pixmaps: dict[tuple[Icon, str, int, float], QPixmap] = {}

    def pixmap(self, icon: Icon, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon in a ``#RRGGBB`` colour, ``size`` logical pixels square."""
        key = (icon, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(icon, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, icon: Icon, colour: str, disabled: str, active: str, size: int) -> QIcon:
        """A QIcon for menus, for pixel ratios 1 to 3; ``active`` is its colour in the line under the pointer."""
        result = QIcon()
        for ratio in (1.0, 2.0, 3.0):
            result.addPixmap(self.pixmap(icon, colour, size, ratio), QIcon.Mode.Normal)
            result.addPixmap(self.pixmap(icon, disabled, size, ratio), QIcon.Mode.Disabled)
            for mode in (QIcon.Mode.Active, QIcon.Mode.Selected):
                result.addPixmap(self.pixmap(icon, active, size, ratio), mode)
        return result

    def forget(self) -> None:
        """Drops the pixmaps, after the colours or the sizes have changed."""
        self._pixmaps.clear()

    def _render(self, icon: Icon, colour: str, size: int, ratio: float) -> QPixmap:
        if icon not in self._sources:
            self._sources[icon] = resource_path("icons", f"{icon.value}.svg").read_text(encoding="utf-8")
        source = self._sources[icon].replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
