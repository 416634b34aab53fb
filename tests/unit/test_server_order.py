"""Commits come late, twice and out of order, and are told once, in order of version."""

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunch_desktop.server.order import AnotherHistory, Order
from lunch_desktop.store.company.words import Word


def word(version: int, **named: object) -> Word:
    return Word(version, f"tag {version}", **named)  # type: ignore[arg-type]


def ready(order: Order) -> list[int]:
    return [commit.version for commit in iter(order.next, None)]


@given(st.permutations(range(4, 12)), st.lists(st.integers(1, 11), max_size=10), st.randoms())
def test_each_is_told_once_and_in_order(once: list[int], again: list[int], chance: random.Random) -> None:
    order = Order(3, "tag 3")
    for version in (1, 2, 3):
        order.add(word(version), is_proof=False)
    told: list[int] = []
    arriving = [*once, *(version for version in again if version > 3)]
    chance.shuffle(arriving)
    for version in arriving:
        order.add(word(version))
        told += ready(order)
    assert told == list(range(4, 12))
    assert not order.has_gap


def test_a_gap_is_there_until_what_is_missing_has_come() -> None:
    order = Order(3, "tag 3")
    order.add(word(5))
    assert (order.has_gap, ready(order)) == (True, [])
    order.add(word(4))
    assert (order.has_gap, ready(order)) == (False, [4, 5])


def test_what_is_known_with_its_changes_is_not_replaced_by_a_bare_word() -> None:
    order = Order(3, "tag 3")
    order.add(word(4, patch="{}"))
    order.add(word(4))
    found = order.next()
    assert found is not None
    assert found.delta_for(frozenset()) == "{}"


def test_what_was_only_heard_gives_way_to_what_the_database_says() -> None:
    order = Order(3, "tag 3")
    order.add(Word(4, "of a lost history", patch="{}"), is_proof=False)
    order.add(word(4))
    found = order.next()
    assert found is not None
    assert found.tag == "tag 4"


@pytest.mark.parametrize("version", [2, 3, 5])
def test_another_commit_at_a_version_that_was_told_is_of_another_history(version: int) -> None:
    order = Order(3, "tag 3")
    order.add(word(4))
    order.add(word(5))
    assert ready(order) == [4, 5]
    order.add(word(5))
    order.add(Word(version, "another"), is_proof=False)
    with pytest.raises(AnotherHistory):
        order.add(Word(version, "another"))


def test_what_waits_for_something_that_never_was_is_forgotten() -> None:
    order = Order(3, "tag 3")
    order.add(word(9), is_proof=False)
    order.forget_beyond(3)
    assert not order.has_gap
    order.add(word(4))
    assert list(islice(iter(order.next, None), 5))[-1].version == 4
