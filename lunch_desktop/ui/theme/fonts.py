"""Fonts that can show Korean on every machine, in the steps of the type scale."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from lunch_desktop.system.resources import resource_path
from lunch_desktop.ui.theme.tokens import TextRole, Weight

# Best first. The names are as each system lists them in English.
KOREAN_FAMILIES = (
    "Pretendard",
    "Pretendard Variable",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "NanumBarunGothic",
    "NanumGothic",
    "NanumSquare",
    "Gulim",
    "Baekmuk Gulim",
    "UnDotum",
)

MINIMUM_SCALE, MAXIMUM_SCALE = 1.0, 2.0


def choose_family(installed: Iterable[str]) -> str | None:
    """The best of the installed families that write Korean; None when there is none at all.

    A family that this list does not know is better than squares, but decorative ones (serif, coding, handwriting)
    come last.
    """
    families = list(installed)
    by_folded_name = {family.casefold(): family for family in families}
    for wanted in KOREAN_FAMILIES:
        if wanted.casefold() in by_folded_name:
            return by_folded_name[wanted.casefold()]
    plain = [
        family for family in families if not any(word in family for word in ("Coding", "Mono", "Serif", "Myeongjo"))
    ]
    return next(iter(plain or families), None)


def find_family() -> tuple[str, bool]:
    """The family the application uses, and whether it writes Korean: else it is what the system calls its own."""
    _add_bundled()
    korean = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    chosen = choose_family(korean)
    if chosen is not None:
        return chosen, True
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family(), False


@lru_cache(maxsize=1)
def _add_bundled() -> None:
    """Fonts that a built package may carry in resources/fonts; a checkout has none."""
    folder = resource_path("fonts")
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in (".otf", ".ttf", ".ttc"):
                QFontDatabase.addApplicationFont(str(file))


def make_font(
    family: str, role: TextRole, weight: Weight = Weight.REGULAR, scale: float = 1.0, *, tabular: bool = False
) -> QFont:
    """A font of one step. ``scale`` is 1.0 to 2.0; ``tabular`` gives every figure the same width."""
    font = QFont(family)
    font.setPixelSize(round(role.pixel_size * scale))
    font.setWeight(QFont.Weight(weight.value))
    if tabular or role is TextRole.TIME:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
