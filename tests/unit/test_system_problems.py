"""Every problem can be told, in every language, with its facts."""

import errno
import string
import tomllib
from pathlib import Path

import pytest

from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import FACTS, Problem, ProblemCode, of_os_error, text
from lunch_desktop.system.resources import resource_path

PARTS = ("title", "what", "remedy")


def texts() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resource_path("texts", "problems.toml").read_text(encoding="utf-8"))


def test_every_code_has_its_texts_in_every_language_and_no_text_is_left_over() -> None:
    told = texts()
    assert told.keys() == {code.value for code in ProblemCode}
    for entry in told.values():
        assert entry.keys() == {language.value for language in Language}
        for parts in entry.values():
            assert tuple(parts) == PARTS
            assert all(part.strip() for part in parts.values())


@pytest.mark.parametrize("code", ProblemCode)
def test_texts_name_the_facts_of_their_code_in_both_languages_alike(code: ProblemCode) -> None:
    named = {
        language: {name for part in parts.values() for _, name, _, _ in string.Formatter().parse(part) if name}
        for language, parts in texts()[code.value].items()
    }
    assert named["ko"] == named["en"] == FACTS[code]


@pytest.mark.parametrize("code", ProblemCode)
@pytest.mark.parametrize("language", Language)
def test_a_problem_is_told_with_its_facts_filled_in(code: ProblemCode, language: Language) -> None:
    told = text(Problem(code, **dict.fromkeys(FACTS[code], "FACT")), language)
    whole = f"{told.title} {told.what} {told.remedy}"
    assert "{" not in whole
    assert ("FACT" in whole) == bool(FACTS[code])


def test_korean_texts_are_korean_and_english_ones_english() -> None:
    for entry in texts().values():
        assert any("가" <= letter <= "힣" for letter in entry["ko"]["title"])
        assert not any("가" <= letter <= "힣" for part in entry["en"].values() for letter in part)


def test_korean_particles_fit_the_facts() -> None:
    said = [text(Problem(ProblemCode.DATABASE_NEWER, path=path), Language.KOREAN).what for path in ("점심", "파스타")]
    assert said[0].startswith("점심은 ")
    assert said[1].startswith("파스타는 ")


def test_wrong_credentials_do_not_tell_which_of_them_is_wrong() -> None:
    told = text(Problem(ProblemCode.WRONG_CREDENTIALS), Language.ENGLISH)
    assert "e-mail address or the password" in told.what


def test_a_fact_too_few_or_too_many_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError):
        Problem(ProblemCode.DISK_FULL)
    with pytest.raises(TypeError):
        Problem(ProblemCode.SESSION_ENDED, path="/x")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, ProblemCode.DISK_FULL),
        (errno.EDQUOT, ProblemCode.DISK_FULL),
        (errno.EROFS, ProblemCode.DATA_FOLDER_READ_ONLY),
        (errno.EACCES, ProblemCode.DATA_FOLDER_READ_ONLY),
        (errno.ENOTDIR, ProblemCode.DATA_FOLDER_UNMAKEABLE),
    ],
)
def test_errors_of_the_system_have_their_problems(number: int, code: ProblemCode) -> None:
    assert of_os_error(OSError(number, "as the system says"), Path("/x")).code is code
