"""Between the tokens and Qt's palette, in both directions."""

from PySide6.QtGui import QColor, QPalette

from lunch_desktop.ui.theme.contrast import contrast_ratio
from lunch_desktop.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, Colours, contrast_colours

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup

_STRONG = 7.0
"""What text has to the ground in every contrast theme (WCAG 2.2, 1.4.6)."""
_READABLE = 4.5
_VISIBLE = 3.0
_MIDDLE = 0.42


def palette_from(colours: Colours) -> QPalette:
    """The palette that Fusion and the program's own widgets draw with."""
    palette = QPalette()
    for role, colour in (
        (_Role.Window, colours.canvas),
        (_Role.WindowText, colours.text),
        (_Role.Base, colours.surface),
        (_Role.AlternateBase, colours.canvas),
        (_Role.Text, colours.text),
        (_Role.PlaceholderText, colours.secondary),
        (_Role.Button, colours.surface),
        (_Role.ButtonText, colours.text),
        (_Role.BrightText, colours.refused_text),
        (_Role.Highlight, colours.accent),
        (_Role.HighlightedText, colours.on_accent),
        (_Role.Accent, colours.accent),
        (_Role.Link, colours.accent),
        (_Role.LinkVisited, colours.waiting_text),
        (_Role.ToolTipBase, colours.text),
        (_Role.ToolTipText, colours.surface),
        (_Role.Light, colours.surface),
        (_Role.Midlight, colours.hover),
        (_Role.Mid, colours.border),
        (_Role.Dark, colours.control),
        (_Role.Shadow, colours.control),
    ):
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText):
        palette.setColor(_Group.Disabled, role, QColor(colours.disabled))
    palette.setColor(_Group.Disabled, _Role.Base, QColor(colours.sunken))
    palette.setColor(_Group.Disabled, _Role.Button, QColor(colours.sunken))
    return palette


def contrast_palette(colours: Colours) -> QPalette:
    """The palette of high contrast, by which Fusion draws its lines without a stylesheet."""
    palette = palette_from(colours)
    for role in (_Role.Light, _Role.Midlight, _Role.Mid, _Role.Dark, _Role.Shadow):
        palette.setColor(role, QColor(colours.border))
    # What Fusion fills with this colour (scroll bars, boxes to choose from) stands out from the ground, and the word on
    # it from it.
    for group in (_Group.Active, _Group.Inactive, _Group.Disabled):
        palette.setColor(group, _Role.Button, _between(colours.canvas, colours.text))
    palette.setColor(_Role.ToolTipBase, QColor(colours.surface))
    palette.setColor(_Role.ToolTipText, QColor(colours.text))
    return palette


def contrast_colours_of(system: QPalette, *, dark: bool) -> Colours:
    """The tokens in the system's own high-contrast colours; in ours where its palette is not one of high contrast.

    Windows hands its contrast theme's colours on. A Linux desktop says that it wants contrast and leaves the colours
    to the program.
    """
    own = CONTRAST_DARK if dark else CONTRAST_LIGHT
    window, text = _of(system, _Role.Window), _of(system, _Role.WindowText)
    accent, on_accent = _of(system, _Role.Highlight), _of(system, _Role.HighlightedText)
    disabled = _of(system, _Role.WindowText, _Group.Disabled)
    if contrast_ratio(text, window) < _STRONG or contrast_ratio(on_accent, accent) < _READABLE:
        return own
    if contrast_ratio(accent, window) < _VISIBLE:
        return own
    return contrast_colours(window, text, accent, on_accent, disabled)


def _between(ground: str, text: str) -> QColor:
    first, second = QColor(ground), QColor(text)
    return QColor(
        round(first.red() + (second.red() - first.red()) * _MIDDLE),
        round(first.green() + (second.green() - first.green()) * _MIDDLE),
        round(first.blue() + (second.blue() - first.blue()) * _MIDDLE),
    )


def _of(palette: QPalette, role: QPalette.ColorRole, group: QPalette.ColorGroup = _Group.Active) -> str:
    return palette.color(group, role).name().upper()
