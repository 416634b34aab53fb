"""The look keeps its promises: contrast, Korean, one switch for everything."""

import os
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.contrast import contrast_ratio
from lunch_desktop.ui.theme.fonts import choose_family
from lunch_desktop.ui.theme.icons import Icon
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import DARK, LIGHT, ColourRole, Colours, TextRole, Tone
from lunch_desktop.ui.widgets.icon_label import IconLabel

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MODES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@MODES
@pytest.mark.parametrize("tone", list(Tone))
def test_a_states_word_is_readable_on_its_fill(colours: Colours, tone: Tone) -> None:
    assert contrast_ratio(*colours.state(tone)) >= 4.5


@MODES
@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "selected", "hover", "pressed"])
@pytest.mark.parametrize("text", ["text", "secondary"])
def test_text_is_readable_on_every_ground(colours: Colours, ground: str, text: str) -> None:
    assert contrast_ratio(getattr(colours, text), getattr(colours, ground)) >= 4.5


@MODES
@pytest.mark.parametrize("fill", ["accent", "accent_hover", "accent_pressed"])
def test_the_filled_buttons_word_is_readable(colours: Colours, fill: str) -> None:
    assert contrast_ratio(colours.on_accent, getattr(colours, fill)) >= 4.5


@MODES
@pytest.mark.parametrize("ground", ["canvas", "surface"])
def test_the_bounds_of_controls_and_the_focus_ring_stand_out(colours: Colours, ground: str) -> None:
    for role in ("control", "accent", "refused_text"):
        assert contrast_ratio(getattr(colours, role), getattr(colours, ground)) >= 3.0


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_switching_the_mode_changes_palette_stylesheet_and_icons(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    label = IconLabel(theme, Icon.BELL)
    qtbot.addWidget(label)
    before = (qapp.palette().color(QPalette.ColorRole.Window), qapp.styleSheet(), label.grab().toImage())
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.DARK)
    after = (qapp.palette().color(QPalette.ColorRole.Window), qapp.styleSheet(), label.grab().toImage())
    assert after[0] == QColor(DARK.canvas)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "$" not in after[1]


def test_high_contrast_drops_the_stylesheet_and_takes_the_systems_colours(qapp: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)
    qapp.setPalette(QPalette())
    system = qapp.palette().color(QPalette.ColorRole.WindowText).name().upper()
    theme.set_high_contrast(True)
    assert qapp.styleSheet() == ""
    assert theme.colours.text == system
    assert theme.colours.confirmed_text == system


def test_lengths_and_fonts_grow_together(qapp: QApplication) -> None:
    theme = Theme(ThemeMode.LIGHT, scale=2.0)
    theme.apply(qapp)
    assert theme.px(64) == 128
    assert qapp.font().pixelSize() == 28
    assert theme.font(TextRole.TIME).pixelSize() == 64
    theme.set_scale(9)
    assert theme.scale == 2.0


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
