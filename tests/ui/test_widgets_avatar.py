"""Faces: initials of Korean and English names, on colours that stay readable."""

import os
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunch_desktop.ui.theme.contrast import contrast_ratio
from lunch_desktop.ui.theme.theme import Theme, ThemeMode
from lunch_desktop.ui.theme.tokens import ColourRole
from lunch_desktop.ui.widgets.avatar import AvatarStack, face_colours, initials

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("김민지", "민지"),
        ("남궁민수", "민수"),
        ("이준", "이준"),
        ("준", "준"),
        ("Jane Miller", "JM"),
        ("jane", "JA"),
        ("Anna Maria van Dyke", "AD"),
        ("김 민지", "김민"),
        ("(외부) 손님", "손님"),
        ("  ", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_keeps_its_colour() -> None:
    assert face_colours("김민지", dark=False) == face_colours("김민지", dark=False)
    assert len({face_colours(f"직원 {number}", dark=False)[1].name() for number in range(60)}) > 8


@pytest.mark.parametrize("dark", [False, True])
def test_initials_are_readable_on_every_face(dark: bool) -> None:
    for first, second in product("김이박최정", "가나다라마바사아자차카타파하"):
        text, fill = face_colours(first + second, dark=dark)
        assert contrast_ratio(text.name(), fill.name()) >= 4.5


@pytest.mark.parametrize(
    ("people", "free", "places"), [(4, 1, 5), (2, 2, 4), (5, 3, 5), (7, 1, 6), (0, 4, 4), (3, 0, 3)]
)
def test_free_seats_stand_beside_the_faces_where_there_is_room(
    qapp: QApplication, qtbot: QtBot, people: int, free: int, places: int
) -> None:
    """Five at most, and one that counts the rest."""
    stack = AvatarStack(Theme(ThemeMode.LIGHT), 24, 5)
    qtbot.addWidget(stack)
    stack.show_people([f"직원 {number}" for number in range(people)], "", free)
    step = stack.theme.px(24 * 0.8)
    assert stack.sizeHint().width() == 24 + step * (places - 1)
    image = stack.grab().toImage()
    last = step * (places - 1) + 12
    middle = image.pixelColor(round(last * image.devicePixelRatio()), round(12 * image.devicePixelRatio()))
    is_free = free > 0 and people < 5
    assert (middle == stack.theme.colour(ColourRole.SURFACE)) is is_free
