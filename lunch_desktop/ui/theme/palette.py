"""Between the tokens and Qt's palette, in both directions."""

from PySide6.QtGui import QColor, QPalette

from lunch_desktop.ui.theme.tokens import Colours

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


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


def colours_from(palette: QPalette) -> Colours:
    """The tokens in the system's own high-contrast colours, where every state keeps its icon and word
    only.
    """

    def of(role: QPalette.ColorRole, group: QPalette.ColorGroup = _Group.Active) -> str:
        return palette.color(group, role).name().upper()

    window, text, accent = of(_Role.Window), of(_Role.WindowText), of(_Role.Highlight)
    on_accent = of(_Role.HighlightedText)
    return Colours(
        canvas=window,
        surface=window,
        sunken=window,
        border=text,
        control=text,
        text=text,
        secondary=text,
        accent=accent,
        accent_hover=accent,
        accent_pressed=accent,
        on_accent=on_accent,
        selected=window,
        hover=window,
        pressed=window,
        disabled=of(_Role.WindowText, _Group.Disabled),
        confirmed_text=text,
        confirmed_fill=window,
        requested_text=text,
        requested_fill=window,
        waiting_text=text,
        waiting_fill=window,
        refused_text=text,
        refused_fill=window,
    )
