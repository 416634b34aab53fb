"""An icon in the theme's colour."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme
from lunch_desktop.ui.theme.tokens import METRICS, ColourRole
from lunch_desktop.ui.widgets.base import follow


class IconLabel(QWidget):
    """Shows an icon beside its word; by itself it has no meaning and no accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: Icon,
        role: ColourRole = ColourRole.TEXT,
        size: int = METRICS.icon,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon, self._role, self._size = icon, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(theme, self._restyle)

    def set_icon(self, icon: Icon, role: ColourRole | None = None) -> None:
        """Shows another icon, in another colour when one is given."""
        self._icon = icon
        self._role = role if role is not None else self._role
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the icon."""
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the icon in the middle."""
        painter = QPainter(self)
        pixmap = self.theme.icon_pixmap(self._icon, self.theme.colour(self._role), self._size, self.devicePixelRatioF())
        side = self.theme.px(self._size)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, pixmap)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
