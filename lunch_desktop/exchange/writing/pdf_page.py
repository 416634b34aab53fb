"""The page of a report: its size, its colours, its font, and texts that fit into a width."""

from functools import lru_cache
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lunch_desktop.exchange.writing.texts import held
from lunch_desktop.system.resources import resource_path

FONT: Final = "NanumGothic"
HEIGHT, WIDTH = A4
"""Landscape: a table is wide."""
MARGIN: Final = 42.0
INNER: Final = WIDTH - 2 * MARGIN
TEXT: Final = HexColor("#1B1B19")
SECONDARY: Final = HexColor("#5E5C56")
BORDER: Final = HexColor("#DEDDD8")
CONTROL: Final = HexColor("#85837C")
SUNKEN: Final = HexColor("#F5F5F3")
ACCENT: Final = HexColor("#3552D1")
TINT: Final = HexColor("#E9EDFC")
WARNING: Final = HexColor("#8A5300")
WARNING_FILL: Final = HexColor("#FDF0D9")
NEGATIVE: Final = HexColor("#B3261E")
"""The colours of the window's light mode."""
_BOX: Final = "□"
_MOST_LINES: Final = 40
"""Of a cell: what is longer than a page is no text of a table."""
_INVISIBLE: Final = dict.fromkeys(
    [
        0x00AD,
        0x061C,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFE00, 0xFE10),
    ]
)
"""Marks that turn or join letters, which a page that is set letter by letter does not obey."""


def load_font() -> None:
    """Make the font known to the library, once a process."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(resource_path("reports", f"{FONT}.ttf"))))


def printed(text: str) -> str:
    """The text as a page shows it: a box for what the font has no shape of, and nothing that turns letters round."""
    if text.isascii() and text.isprintable():
        return text
    shapes = pdfmetrics.getFont(FONT).face.charToGlyph
    plain = held(text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return "".join(letter if ord(letter) in shapes or letter == "\n" else _BOX for letter in plain)


@lru_cache(maxsize=8_192)
def width_of(text: str, size: float) -> float:
    """In points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def clipped(text: str, size: float, width: float) -> str:
    """The text in one line, with an ellipsis where it is too long."""
    line = " ".join(printed(text).split())
    if width_of(line, size) <= width:
        return line
    while line and width_of(line + "…", size) > width:
        line = line[: -max(1, len(line) // 16)]
    return line.rstrip() + "…"


@lru_cache(maxsize=8_192)
def wrapped(text: str, size: float, width: float) -> tuple[str, ...]:
    """The lines of a text: broken between words, and within one that is wider than a line."""
    lines: list[str] = []
    for paragraph in printed(text).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width_of(joined, size) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while width_of(line, size) > width:
                kept = _fits(line, size, width)
                lines.append(line[:kept])
                line = line[kept:]
                if len(lines) >= _MOST_LINES:
                    break
        lines.append(line)
        if len(lines) >= _MOST_LINES:
            return (*lines[: _MOST_LINES - 1], "…")
    return tuple(lines)


def _fits(word: str, size: float, width: float) -> int:
    """How many of its letters fit, one at least."""
    low, high = 1, min(len(word), int(width / size * 6) + 2)
    while low < high:
        middle = (low + high + 1) // 2
        if pdfmetrics.stringWidth(word[:middle], FONT, size) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def put(
    canvas: Canvas, x: float, y: float, text: str, size: float, colour: HexColor = TEXT, *, right: bool = False
) -> None:
    """A line of text whose foot stands at `y`; `x` is its left end, or its right one."""
    canvas.setFont(FONT, size)
    canvas.setFillColor(colour)
    if right:
        canvas.drawRightString(x, y, text)
    else:
        canvas.drawString(x, y, text)
