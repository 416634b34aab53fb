"""The rule by which texts in tables are neutralised, and its inverse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.exchange.neutral import TRIGGERS, neutral, original
from tests.support.hostile_texts import HOSTILE

_TEXTS = st.text(st.sampled_from("'=+-@\t\r\n\0＝＠a1 \u200b"), max_size=6) | st.text(max_size=20)


@given(_TEXTS)
def test_reading_gives_back_what_was_written(text: str) -> None:
    assert original(neutral(text)) == text


@given(_TEXTS)
def test_nothing_is_written_that_begins_as_a_formula(text: str) -> None:
    assert neutral(text)[:1] not in TRIGGERS


@given(_TEXTS, _TEXTS)
def test_two_texts_are_never_written_alike(one: str, other: str) -> None:
    assert one == other or neutral(one) != neutral(other)


def test_hostile_texts_come_back() -> None:
    assert [original(neutral(text)) for text in HOSTILE] == list(HOSTILE)


@pytest.mark.parametrize(("text", "written"), [("=1", "'=1"), ("'=1", "''=1"), ("'a", "'a"), ("a=1", "a=1"), ("", "")])
def test_only_what_needs_it_gets_an_apostrophe(text: str, written: str) -> None:
    assert neutral(text) == written
