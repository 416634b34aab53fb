"""The look keeps its promises: contrast, Korean, one switch for everything."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.contrast import contrast_ratio
from lunch_desktop.ui.theme.fonts import choose_family
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.palette import contrast_colours_of
from lunch_desktop.ui.theme.sheets import Sheet
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    ColourRole,
    Colours,
    TextRole,
    Tone,
)
from lunch_desktop.ui.widgets.chip import SyncChip, SyncState
from lunch_desktop.ui.widgets.icon_label import IconLabel

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MODES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


GROUNDS = ("canvas", "surface", "sunken", "selected", "hover", "pressed")


@MODES
@pytest.mark.parametrize("tone", list(Tone))
def test_a_states_word_is_readable_on_its_fill(colours: Colours, tone: Tone) -> None:
    assert contrast_ratio(*colours.state(tone)) >= 4.5


# What is written on what, as the widgets and the stylesheet draw it; disabled text is exempt (WCAG 2.2, 1.4.3).
WRITTEN = [
    *[(text, ground) for text in ("text", "secondary") for ground in GROUNDS],
    *[("secondary", "border"), ("text", "border")],  # what lies on the canvas, pressed
    *[("on_accent", fill) for fill in ("accent", "accent_hover", "accent_pressed")],  # filled buttons, selected text
    *[(link, ground) for link in ("accent", "accent_hover", "accent_pressed") for ground in ("canvas", "surface")],
    *[("refused_text", ground) for ground in ("canvas", "surface", "refused_fill")],  # errors, dangerous buttons
    *[("surface", "text")],  # tooltips and badges
    *[("text", f"{tone}_fill") for tone in ("requested", "refused")],  # banners
]
# Bounds, rings and marks by which a control is known (1.4.11).
SEEN = [
    *[(mark, ground) for mark in ("control", "refused_text") for ground in ("canvas", "surface")],
    *[("accent", ground) for ground in (*GROUNDS, "border")],  # the focus ring, wherever it is drawn
    *[("on_accent", "accent"), ("secondary", "canvas"), ("text", "surface")],  # in filled buttons, scroll bars, hover
]


@MODES
@pytest.mark.parametrize(("text", "ground"), WRITTEN)
def test_everything_written_is_readable_on_its_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast_ratio(getattr(colours, text), getattr(colours, ground)) >= 4.5


@MODES
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_bounds_and_marks_and_the_focus_ring_stand_out(colours: Colours, mark: str, ground: str) -> None:
    assert contrast_ratio(getattr(colours, mark), getattr(colours, ground)) >= 3.0


@pytest.mark.parametrize("colours", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
def test_high_contrast_has_more_of_it(colours: Colours) -> None:
    for text, ground in WRITTEN:
        assert contrast_ratio(getattr(colours, text), getattr(colours, ground)) >= 7.0 or ground == "border"
    assert contrast_ratio(colours.disabled, colours.canvas) >= 4.5


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("state", list(SyncState))
@pytest.mark.parametrize("hover", [0.0, 1.0])
def test_the_sync_chip_is_readable_however_it_is_used(
    qapp: QApplication, qtbot: QtBot, mode: ThemeMode, state: SyncState, hover: float
) -> None:
    theme = Theme(mode)
    chip = SyncChip(theme)
    qtbot.addWidget(chip)
    chip.show_state(state, "상태")
    for down in (False, True):
        chip.setDown(down)
        text, fill = (one.name() for one in chip.ground(hover)[:2])
        assert contrast_ratio(text, fill) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_switching_the_mode_changes_palette_stylesheet_and_icons(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    label = IconLabel(theme, Icon.BELL)
    qtbot.addWidget(label)
    before = (qapp.palette().color(QPalette.ColorRole.Window), theme.sheet(Sheet.LINE), label.grab().toImage())
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.DARK)
    after = (qapp.palette().color(QPalette.ColorRole.Window), theme.sheet(Sheet.LINE), label.grab().toImage())
    assert after[0] == QColor(DARK.canvas)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "$" not in after[1]


@pytest.mark.parametrize(("mode", "colours"), [(ThemeMode.LIGHT, CONTRAST_LIGHT), (ThemeMode.DARK, CONTRAST_DARK)])
def test_high_contrast_drops_the_stylesheet_and_has_colours_of_its_own(
    qapp: QApplication, mode: ThemeMode, colours: Colours
) -> None:
    theme = Theme(mode)
    theme.apply(qapp)
    theme.set_high_contrast(True)
    assert {theme.sheet(one) for one in Sheet} == {""}
    assert theme.colours == colours
    assert theme.dark is (mode is ThemeMode.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == colours.canvas
    theme.set_high_contrast(None)
    assert theme.colours == (LIGHT if mode is ThemeMode.LIGHT else DARK)
    assert all(theme.sheet(one) for one in Sheet)


def system_palette(text: str, window: str, accent: str, on_accent: str) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.Highlight, accent),
        (QPalette.ColorRole.HighlightedText, on_accent),
    ):
        palette.setColor(role, QColor(colour))
    return palette


def test_a_contrast_theme_of_the_system_is_taken_as_it_is() -> None:
    """Windows 11, "Desert" and "Night sky"."""
    desert = contrast_colours_of(system_palette("#3D3D3D", "#FFFAEF", "#903909", "#FFF5E3"), dark=False)
    assert (desert.text, desert.canvas, desert.accent, desert.on_accent) == ("#3D3D3D", "#FFFAEF", "#903909", "#FFF5E3")
    night = contrast_colours_of(system_palette("#FFFFFF", "#000000", "#D6B4FD", "#2B2B2B"), dark=True)
    assert (night.confirmed_text, night.confirmed_fill) == ("#FFFFFF", "#000000")


def test_a_system_palette_without_contrast_gives_way_to_ours() -> None:
    plain = system_palette("#000000", "#EFEFEF", "#308CC6", "#FFFFFF")
    assert contrast_colours_of(plain, dark=False) == CONTRAST_LIGHT
    assert contrast_colours_of(plain, dark=True) == CONTRAST_DARK


def test_what_the_system_says_is_followed_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    """Through Qt's own signals; tests/e2e/test_follow_system.py has the real ones."""
    theme = Theme(ThemeMode.SYSTEM)
    theme.apply(qapp)
    accessibility = QGuiApplication.styleHints().accessibility()
    with qtbot.waitSignal(theme.changed):
        accessibility.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    with qtbot.waitSignal(theme.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_lengths_and_fonts_grow_together(qapp: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT, scale=2.0)
    theme.apply(qapp)
    assert theme.px(64) == 128
    assert qapp.font().pixelSize() == 28
    assert theme.font(TextRole.TIME).pixelSize() == 64
    theme.set_scale(9)
    assert theme.scale == 2.0


EMPTY_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>"""
ASK_FOR_A_FONT = """
from PySide6.QtWidgets import QApplication
application = QApplication(["fonts"])
from pathlib import Path
from lunch_desktop.system.languages import Language
from lunch_desktop.ui.shell.font_notice import missing_font, readable_language
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.theme.theme import Theme
import sys
theme, file = Theme(), Path(sys.argv[1])
told = [[one.code.value for one in missing_font(theme, WindowMemory(file))] for _ in range(2)]
print(theme.writes_korean, readable_language(theme, Language.KOREAN).value, *told, sep="|")
"""


def test_without_any_korean_font_it_says_so_once_and_speaks_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text(EMPTY_FONTS.format(folder=tmp_path), encoding="utf-8")
    said = {}
    for name, extra in (("none", {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")}), ("installed", {})):
        done = subprocess.run(
            [sys.executable, "-c", ASK_FOR_A_FONT, str(tmp_path / f"{name}.ini")],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **extra},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        said[name] = done.stdout.strip()
    assert said["none"] == "False|en|['korean_font_missing']|[]"
    assert said["installed"] == "True|ko|[]|[]"


def test_figures_of_a_time_are_all_as_wide(qapp: QApplication) -> None:
    metrics = QFontMetrics(Theme(ThemeMode.LIGHT).font(TextRole.BODY, tabular=True))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_font_writes_korean_where_any_installed_one_does(qapp: QApplication) -> None:
    korean = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    family = Theme(ThemeMode.LIGHT).family
    assert not korean or family in korean


@pytest.mark.parametrize(
    ("installed", "chosen"),
    [
        (["NanumGothic", "Malgun Gothic", "Arial"], "Malgun Gothic"),
        (["NanumGothic", "Pretendard"], "Pretendard"),
        (["NanumGothicCoding", "Some Gothic"], "Some Gothic"),
        (["NanumMyeongjo"], "NanumMyeongjo"),
        ([], None),
    ],
)
def test_the_best_korean_family_is_chosen(installed: list[str], chosen: str | None) -> None:
    assert choose_family(installed) == chosen


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, icon: Icon) -> None:
    theme = Theme(ThemeMode.LIGHT)
    colour = theme.colour(ColourRole.REFUSED_TEXT)
    for ratio in (1.0, 2.0):
        image = theme.icon_pixmap(icon, colour, 24, ratio).toImage()
        assert image.width() == round(24 * ratio)
        solid = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert solid
        assert all(abs(pixel.red() - colour.red()) < 8 and pixel.blue() < 60 for pixel in solid)


def test_every_colour_has_a_role_and_every_role_a_colour() -> None:
    assert {role.value for role in ColourRole} == {field.name for field in fields(Colours)}
