"""The theme: which colours, fonts and icons are in force, and the signal that says they changed."""

from dataclasses import asdict
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from lunch_desktop.ui.theme.contrast import relative_luminance
from lunch_desktop.ui.theme.fonts import MAXIMUM_SCALE, MINIMUM_SCALE, find_family, make_font
from lunch_desktop.ui.theme.icons import Icon, IconRenderer
from lunch_desktop.ui.theme.motion import prefers_less_motion
from lunch_desktop.ui.theme.palette import contrast_colours_of, contrast_palette, palette_from
from lunch_desktop.ui.theme.sheets import Sheet, sheets
from lunch_desktop.ui.theme.tokens import (
    DARK,
    LIGHT,
    METRICS,
    ColourRole,
    Colours,
    Metrics,
    TextRole,
    Tone,
    Weight,
)

# The luminance at which black and white stand out equally.
_DARK_BELOW = 0.18
_POPUPS = ("QMenu", "QComboBoxPrivateContainer")


class ThemeMode(StrEnum):
    """What the person chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Gives every widget its colours, fonts, lengths and icons; ``changed`` says that any of them is
    different now.

    One object, made by the shell and handed to every widget as its first argument. Lengths are asked for in
    pixels at 100 % and come back scaled with the font.
    """

    changed = Signal()

    def __init__(self, mode: ThemeMode = ThemeMode.SYSTEM, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.metrics: Metrics = METRICS
        self._mode = mode
        self._scale = min(max(scale, MINIMUM_SCALE), MAXIMUM_SCALE)
        self._forced_contrast: bool | None = None
        self._forced_motion: bool | None = None
        self._application: QApplication | None = None
        self._icons = IconRenderer()
        self._family, self._writes_korean = find_family()
        # Both are kept: PySide deletes the second with the wrapper of the first.
        self._hints = QGuiApplication.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._system_changed)
        self._system_palette = QGuiApplication.palette()
        self.colours: Colours = self._choose()
        self._sheets: dict[Sheet, str] = {}
        self._fonts: dict[tuple[TextRole, Weight, bool], QFont] = {}

    @property
    def mode(self) -> ThemeMode:
        """What the person chose, which may be to follow the system."""
        return self._mode

    @property
    def scale(self) -> float:
        """The font scale, 1.0 to 2.0."""
        return self._scale

    @property
    def family(self) -> str:
        """The font family in use; it writes Korean wherever any installed one does."""
        return self._family

    @property
    def writes_korean(self) -> bool:
        """Whether it does; where it does not, Korean is a row of boxes until a Korean font is installed."""
        return self._writes_korean

    @property
    def dark(self) -> bool:
        """Whether the colours in force are the dark ones."""
        if self.high_contrast:
            return relative_luminance(self.colours.canvas) < _DARK_BELOW
        return self._wants_dark()

    @property
    def high_contrast(self) -> bool:
        """Whether high contrast is in force, which has no stylesheet: chosen by the person, or by the system."""
        if self._forced_contrast is not None:
            return self._forced_contrast
        return self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast

    def set_mode(self, mode: ThemeMode) -> None:
        """Changes the mode, at once when the theme is applied."""
        if mode is not self._mode:
            self._mode = mode
            self._update()

    def set_scale(self, scale: float) -> None:
        """Changes the font scale; values outside 1.0 to 2.0 are brought inside."""
        scale = min(max(scale, MINIMUM_SCALE), MAXIMUM_SCALE)
        if scale != self._scale:
            self._scale = scale
            self._update()

    def set_high_contrast(self, forced: bool | None) -> None:
        """Forces high contrast on or off; None follows the system."""
        if forced is not self._forced_contrast:
            self._forced_contrast = forced
            self._update()

    def set_motion(self, forced: bool | None) -> None:
        """Forces animations on or off; None follows the system."""
        self._forced_motion = forced

    def apply(self, application: QApplication) -> None:
        """Puts style, palette and font on the application, and keeps them up to date."""
        self._application = application
        application.setStyle("Fusion")
        self._update()

    def colour(self, role: ColourRole) -> QColor:
        """A colour for painting."""
        return QColor(self.colours.of(role))

    def state(self, tone: Tone) -> tuple[QColor, QColor]:
        """Text and fill of a state, for painting."""
        text, fill = self.colours.state(tone)
        return QColor(text), QColor(fill)

    def font(self, role: TextRole, weight: Weight = Weight.REGULAR, *, tabular: bool = False) -> QFont:
        """The font of a step of the type scale, scaled."""
        key = (role, weight, tabular)
        if key not in self._fonts:
            self._fonts[key] = make_font(self._family, role, weight, self._scale, tabular=tabular)
        return QFont(self._fonts[key])

    def px(self, length: float) -> int:
        """A length given at 100 %, scaled with the font."""
        return round(length * self._scale)

    def line(self, role: TextRole) -> int:
        """The height of one line of text, scaled."""
        return self.px(role.line_height)

    def em(self, widget: QWidget) -> float:
        """The width of a widget in em of the body text: what breakpoints are stated in."""
        return widget.width() / self.px(TextRole.BODY.pixel_size)

    def motion(self, milliseconds: int) -> int:
        """How long an animation may take: 0 when the system asks for less motion."""
        wanted = self._forced_motion
        if wanted is None:
            wanted = not prefers_less_motion(self._accessibility)
        return milliseconds if wanted else 0

    def sheet(self, sheet: Sheet) -> str:
        """The stylesheet for a kind of control; "" in high contrast."""
        if self.high_contrast:
            return ""
        if not self._sheets:
            self._sheets = sheets(self._values())
        return self._sheets[sheet]

    def icon(self, icon: Icon, role: ColourRole = ColourRole.TEXT, size: int = METRICS.icon) -> QIcon:
        """An icon for Qt's own buttons, menus and tray, in the colour of a role. Ask again after
        ``changed``.
        """
        colours = self.colours
        active = colours.on_accent if self.high_contrast else colours.of(role)
        return self._icons.icon(icon, colours.of(role), colours.disabled, active, self.px(size))

    def icon_pixmap(self, icon: Icon, colour: QColor, size: int, ratio: float) -> QPixmap:
        """An icon for painting; ``size`` is at 100 %."""
        return self._icons.pixmap(icon, colour.name(), self.px(size), ratio)

    def _choose(self) -> Colours:
        if self.high_contrast:
            return contrast_colours_of(self._system_palette, dark=self._wants_dark())
        return DARK if self._wants_dark() else LIGHT

    def _wants_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return self._hints.colorScheme() is Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK

    def _system_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM or self._forced_contrast is None:
            self._update()

    def _update(self) -> None:
        self.colours = self._choose()
        self._icons.forget()
        self._sheets.clear()
        self._fonts.clear()
        if self._application is not None:
            self._tell_platform()
            self._application.setPalette(self._palette(self._application))
            for popup in _POPUPS:
                self._application.setPalette(self._popup_palette(), popup)  # type: ignore[arg-type]  # takes str alone
            self._application.setFont(self.font(TextRole.BODY))
            QToolTip.setPalette(self._application.palette())
            QToolTip.setFont(self.font(TextRole.BODY))
        self.changed.emit()

    def _tell_platform(self) -> None:
        """Window frames and native dialogs follow the choice where the platform can (Windows, macOS)."""
        wanted = {ThemeMode.LIGHT: Qt.ColorScheme.Light, ThemeMode.DARK: Qt.ColorScheme.Dark}.get(self._mode)
        self._hints.blockSignals(True)
        if wanted is None:
            self._hints.unsetColorScheme()
        elif self._hints.colorScheme() is not wanted:
            self._hints.setColorScheme(wanted)
        self._hints.blockSignals(False)
        self.colours = self._choose()

    def _palette(self, application: QApplication) -> QPalette:
        if not self.high_contrast:
            return palette_from(self.colours)
        # An empty palette brings back the system's, which may be another one since the start.
        application.setPalette(QPalette())
        self._system_palette = application.palette()
        self.colours = self._choose()
        return contrast_palette(self.colours)

    def _popup_palette(self) -> QPalette:
        """Fusion draws the edge of menus in a darker shade of their ground: of the text's where the ground is black."""
        if not self.high_contrast:
            return palette_from(self.colours)
        palette = contrast_palette(self.colours)
        palette.setColor(QPalette.ColorRole.Window, QColor(self.colours.text))
        return palette

    def _values(self) -> dict[str, object]:
        """What the stylesheet's names stand for."""
        lengths = asdict(self.metrics)
        values: dict[str, object] = {name: self.px(value) for name, value in lengths.items()}
        values.update(asdict(self.colours))
        control, space = self.px(self.metrics.control), self.px(self.metrics.space_s)
        values.update(
            input_inner=control - 2,
            input_inner_focused=control - 4,
            space_s_focused=space - 1,
            stepper=self.px(28),
            stepper_focused=self.px(28) - 1,
            item=self.px(28),
            menu_pad=self.px(6),
            # Every input's text begins where that of a single line does, which Qt indents by two pixels.
            box_pad=space + 2,
            box_pad_focused=space + 1,
            text_pad=space - 2,
            text_pad_focused=space - 3,
            text_pad_v=self.px(self.metrics.space_xs) - 1,
        )
        return values
