"""Every number and colour of the look, in one place.

Colours are ``#RRGGBB`` strings, lengths are pixels at a font scale of 100 %. Nothing else in ``ui`` states
a colour.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Tone(StrEnum):
    """What a state means. The accent colour is not among them: it means action only."""

    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    WAITING = "waiting"
    REFUSED = "refused"
    NEUTRAL = "neutral"


class ColourRole(StrEnum):
    """The name of a colour, the same in every mode."""

    CANVAS = "canvas"
    SURFACE = "surface"
    SUNKEN = "sunken"
    BORDER = "border"
    CONTROL = "control"
    TEXT = "text"
    SECONDARY = "secondary"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_PRESSED = "accent_pressed"
    ON_ACCENT = "on_accent"
    SELECTED = "selected"
    HOVER = "hover"
    PRESSED = "pressed"
    DISABLED = "disabled"
    CONFIRMED_TEXT = "confirmed_text"
    CONFIRMED_FILL = "confirmed_fill"
    REQUESTED_TEXT = "requested_text"
    REQUESTED_FILL = "requested_fill"
    WAITING_TEXT = "waiting_text"
    WAITING_FILL = "waiting_fill"
    REFUSED_TEXT = "refused_text"
    REFUSED_FILL = "refused_fill"


class TextRole(Enum):
    """A step of the type scale: size and line height in pixels."""

    CAPTION = (12, 16)
    BODY = (14, 20)
    TITLE = (16, 24)
    HEADING = (20, 28)
    TIME = (32, 40)

    @property
    def pixel_size(self) -> int:
        """The font's size in pixels at 100 %."""
        return self.value[0]

    @property
    def line_height(self) -> int:
        """The height of one line in pixels at 100 %."""
        return self.value[1]


class Weight(Enum):
    """The three weights in use (CSS numbers, which QFont.Weight shares)."""

    REGULAR = 400
    SEMIBOLD = 600
    BOLD = 700


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one mode. Text colours keep 4.5:1 on every fill they are used on
    (tests/ui/test_theme.py).
    """

    canvas: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    secondary: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selected: str
    hover: str
    pressed: str
    disabled: str
    confirmed_text: str
    confirmed_fill: str
    requested_text: str
    requested_fill: str
    waiting_text: str
    waiting_fill: str
    refused_text: str
    refused_fill: str

    def of(self, role: ColourRole) -> str:
        """The colour that a role has in this mode."""
        value: str = getattr(self, role.value)
        return value

    def state(self, tone: Tone) -> tuple[str, str]:
        """Text and fill of a state."""
        if tone is Tone.NEUTRAL:
            return self.secondary, self.sunken
        return self.of(ColourRole(f"{tone.value}_text")), self.of(ColourRole(f"{tone.value}_fill"))


LIGHT = Colours(
    canvas="#F5F5F3",
    surface="#FFFFFF",
    sunken="#ECECE8",
    border="#DEDDD8",
    control="#85837C",
    text="#1B1B19",
    secondary="#5E5C56",
    accent="#3552D1",
    accent_hover="#2C46B8",
    accent_pressed="#243A9C",
    on_accent="#FFFFFF",
    selected="#E9EDFC",
    hover="#F5F5F3",
    pressed="#ECECE8",
    disabled="#A3A19A",
    confirmed_text="#0B6E4F",
    confirmed_fill="#E2F4EC",
    requested_text="#8A5300",
    requested_fill="#FDF0D9",
    waiting_text="#6B3FC4",
    waiting_fill="#F0EAFB",
    refused_text="#B3261E",
    refused_fill="#FCE9E7",
)

DARK = Colours(
    canvas="#161618",
    surface="#1F1F22",
    sunken="#121214",
    border="#36363B",
    control="#7E7E86",
    text="#EDECEA",
    secondary="#ABA9A4",
    accent="#93A7FF",
    accent_hover="#A9B9FF",
    accent_pressed="#7E95FA",
    on_accent="#10153A",
    selected="#262C4A",
    hover="#28282C",
    pressed="#313136",
    disabled="#6A6A70",
    confirmed_text="#58D0A0",
    confirmed_fill="#14332A",
    requested_text="#F2B65A",
    requested_fill="#3A2A10",
    waiting_text="#BFA3FF",
    waiting_fill="#2E2447",
    refused_text="#FF8F86",
    refused_fill="#421D1B",
)


def contrast_colours(ground: str, text: str, accent: str, on_accent: str, disabled: str) -> Colours:
    """Two colours and the accent: what fills tell otherwise, borders, icons and words tell here."""
    return Colours(
        canvas=ground,
        surface=ground,
        sunken=ground,
        border=text,
        control=text,
        text=text,
        secondary=text,
        accent=accent,
        accent_hover=accent,
        accent_pressed=accent,
        on_accent=on_accent,
        selected=ground,
        hover=ground,
        pressed=ground,
        disabled=disabled,
        confirmed_text=text,
        confirmed_fill=ground,
        requested_text=text,
        requested_fill=ground,
        waiting_text=text,
        waiting_fill=ground,
        refused_text=text,
        refused_fill=ground,
    )


CONTRAST_DARK = contrast_colours("#000000", "#FFFFFF", "#FFE000", "#000000", "#B0B0B0")
CONTRAST_LIGHT = contrast_colours("#FFFFFF", "#000000", "#0000C8", "#FFFFFF", "#595959")


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths in pixels at 100 % and durations in milliseconds."""

    space_xs: int = 4
    space_s: int = 8
    space_m: int = 12
    space_l: int = 16
    space_xl: int = 24
    radius_input: int = 6
    radius_button: int = 8
    radius_card: int = 12
    control: int = 32
    pill: int = 24
    icon: int = 20
    icon_small: int = 16
    focus_ring: int = 2
    rail: int = 184
    icon_rail: int = 56
    header: int = 56
    search: int = 240
    hero: int = 136
    state_bar: int = 4
    row: int = 64
    row_time: int = 52
    row_action: int = 72
    side: int = 272
    availability: int = 48
    hover_ms: int = 120
    sheet_ms: int = 180
    toast_ms: int = 7000


METRICS = Metrics()

# Below these window widths, in em of the body text, the page rearranges itself.
SIDE_BELOW_EM = 72
ICON_RAIL_EM = 60
