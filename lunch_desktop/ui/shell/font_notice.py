"""A PC on which nothing writes Korean: told once in plain words, in the language that can be read there."""

from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.ui.shell.memory import WindowMemory
from lunch_desktop.ui.theme.theme import Theme


def readable_language(theme: Theme, wanted: Language) -> Language:
    """The language to start in: English where Korean would be a row of boxes, whatever was chosen."""
    return wanted if theme.writes_korean else Language.ENGLISH


def missing_font(theme: Theme, memory: WindowMemory) -> list[Problem]:
    """What is to be told of it, the first time only; once a font was there, its loss is news again."""
    if theme.writes_korean:
        memory.forget_told(ProblemCode.KOREAN_FONT_MISSING)
        return []
    is_news = memory.tell_once(ProblemCode.KOREAN_FONT_MISSING)
    return [Problem(ProblemCode.KOREAN_FONT_MISSING)] if is_news else []
