"""Finding by typing: the list follows the text, the keyboard does everything, and nothing typed gets lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunch_desktop.ui.pickers.restaurants import RestaurantPicker
from lunch_desktop.ui.pickers.suggestion_row import SuggestionRow
from tests.support.company import PLACES
from tests.ui.test_parties_form import begin, is_open
from tests.ui.test_parties_stage import PartiesStage, pytestmark, stage

__all__ = ["pytestmark", "stage"]


def rows(stage: PartiesStage) -> list[str]:
    """What is offered, as a screen reader says it."""
    found = [row for row in stage.page.window().findChildren(SuggestionRow) if row.isVisible()]
    return [row.accessibleName() for row in sorted(found, key=lambda row: row.index)]


def picker(stage: PartiesStage) -> RestaurantPicker:
    """The restaurant's field of a new party, with the keyboard in it."""
    field = begin(stage).restaurant
    field.setFocus()
    return field


def test_down_shows_the_nearest_restaurants_and_the_choice_of_none(stage: PartiesStage) -> None:
    picker(stage)
    stage.press(Qt.Key.Key_Down)
    assert rows(stage) == [
        "Not decided yet",
        "할매국밥, 국밥 · 4 min walk · ₩9,000",
        "김치찌개집, 한식 · 7 min walk · ₩8,500",
        "스시하루, 일식 · 9 min walk · ₩15,000",
    ]


def test_arrows_and_enter_choose(stage: PartiesStage) -> None:
    field = picker(stage)
    for _ in range(4):
        stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Up)
    stage.press(Qt.Key.Key_Return)
    assert field.restaurant == PLACES[1]
    assert field.text() == "김치찌개집"
    assert not field.is_open
    assert is_open(stage)


def test_typing_narrows_the_list_and_enter_takes_the_first(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.write("Restaurant", "스시")
    assert rows(stage) == ["스시하루, 일식 · 9 min walk · ₩15,000"]
    stage.press(Qt.Key.Key_Return)
    assert field.restaurant == PLACES[2]


def test_a_syllable_under_way_is_searched_too(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.write("Restaurant", "국")
    QApplication.sendEvent(field, QInputMethodEvent("밥", []))
    stage.settle()
    assert rows(stage) == ["할매국밥, 국밥 · 4 min walk · ₩9,000"]


def test_enter_before_the_answer_takes_the_first_when_it_comes(stage: PartiesStage) -> None:
    field = picker(stage)
    event = QInputMethodEvent()
    event.setCommitString("스시")
    QApplication.sendEvent(field, event)
    QTest.keyClick(field, Qt.Key.Key_Return)
    stage.settle()
    assert is_open(stage)
    assert field.restaurant == PLACES[2]


def test_esc_closes_the_list_and_not_the_form(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Escape)
    assert not field.is_open
    assert is_open(stage)
    stage.press(Qt.Key.Key_Escape)
    assert not is_open(stage)


def test_leaving_with_tab_takes_what_is_highlighted(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.write("Restaurant", "국밥")
    stage.press(Qt.Key.Key_Tab)
    assert field.restaurant == PLACES[0]


def test_what_is_not_in_the_list_stays_typed_and_undecided(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.write("Restaurant", "우주식당")
    assert stage.offers("No restaurant of that name. Leave it undecided and say it in the note.")
    stage.press(Qt.Key.Key_Tab)
    assert field.restaurant is None
    assert field.text() == "우주식당"
    assert stage.offers("“우주식당” is not in the list: the place stays undecided.")


def test_emptying_the_field_undecides(stage: PartiesStage) -> None:
    field = picker(stage)
    field.set_restaurant(PLACES[0])
    stage.write("Restaurant", "")
    assert field.restaurant is None
    stage.press(Qt.Key.Key_Return)
    assert field.restaurant is None
    assert field.text() == ""


def test_a_click_chooses(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.press(Qt.Key.Key_Down)
    stage.click("할매국밥")
    assert field.restaurant == PLACES[0]
    assert field.hasFocus()


def test_a_press_elsewhere_closes_the_list(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.press(Qt.Key.Key_Down)
    assert field.is_open
    stage.click("Invited only")
    assert not field.is_open


def test_the_list_lies_within_the_window_below_its_field(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.press(Qt.Key.Key_Down)
    popup = field._popup
    assert popup is not None
    over = popup.parentWidget()
    assert over is not None
    assert over.rect().contains(popup.geometry())
    assert popup.y() >= field.mapTo(over, field.rect().bottomLeft()).y()
    assert len(rows(stage)) == 4


def test_colleagues_who_are_chosen_are_not_offered_again(stage: PartiesStage) -> None:
    begin(stage)
    stage.click("Invited only")
    stage.write("Colleagues", "이")
    assert rows(stage) == ["이서준, 경영지원팀 · ext. 4101"]
    stage.press(Qt.Key.Key_Return)
    assert stage.offers("Take out 이서준")
    stage.write("Colleagues", "이서")
    assert rows(stage) == []
    assert stage.offers("Nobody else of that name.")


def test_initial_consonants_find_a_restaurant_and_show_what_they_found(stage: PartiesStage) -> None:
    field = picker(stage)
    stage.write("Restaurant", "ㄱㅊㅉㄱ")
    assert rows(stage) == ["김치찌개집, 한식 · 7 min walk · ₩8,500"]
    assert [one.ranges for one in field.suggestions] == [((0, 4),)]
    stage.write("Restaurant", "일식")
    assert [one.ranges for one in field.suggestions] == [()]
    stage.press(Qt.Key.Key_Return)
    assert field.restaurant == PLACES[2]


def test_colleagues_are_found_by_team_and_on_the_other_keyboard(stage: PartiesStage) -> None:
    begin(stage)
    stage.click("Invited only")
    stage.write("Colleagues", "qkrwldn")
    assert rows(stage) == ["박지우, 개발팀 · ext. 4102"]
    stage.write("Colleagues", "경영")
    assert all("경영지원팀" in row for row in rows(stage))
