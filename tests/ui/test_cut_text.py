"""Text is read to its end on every page, at every size of text, in both languages, in the smallest window too."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lunch_desktop.system.languages import Language
from tests.ui.access_stage import SMALLEST, WINDOW, first_screen, shown_parts, whole_window
from tests.ui.cut_text import faults

SCALES = (1.0, 1.25, 1.5, 2.0)


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_no_text_is_cut(language: Language, tmp_path: Path, qtbot: QtBot) -> None:
    wrong: dict[str, None] = {}
    with whole_window(tmp_path, qtbot, language) as whole:
        for scale in SCALES:
            whole.stage.choices.set_scale(scale)
            for size in (WINDOW, SMALLEST):
                whole.window.resize(*size)
                whole.settle()
                assert whole.window.size().toTuple() == size, f"the window can't be as small as that at {scale}"
                for part, root in shown_parts(whole):
                    whole.settle()  # what turned at a breakpoint is laid out once more
                    place = f"{scale:.0%} {size[0]} {part}"
                    wrong.update(dict.fromkeys(f"{place}: {fault}" for fault in faults(root, scale)))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("server", ["", "https://lunch.example"])
@pytest.mark.parametrize("language", Language)
def test_no_text_is_cut_before_anybody_has_signed_in(
    language: Language, server: str, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong: dict[str, None] = {}
    with first_screen(tmp_path, qtbot, language, server) as first:
        for scale in SCALES:
            first.stage.choices.set_scale(scale)
            for size in (WINDOW, SMALLEST):
                first.window.resize(*size)
                first.settle()
                first.settle()
                wrong.update(dict.fromkeys(f"{scale:.0%} {size[0]}: {fault}" for fault in faults(first.window, scale)))
    assert not wrong, "\n".join(wrong)
