"""What a restaurant's diet facts come to: unknown is never safe, and an allergy is never concluded about."""

from lunch_desktop.domain.restaurants.diet_facts import (
    ALLERGIES,
    DIETS,
    FACT_WORDS,
    NEED_WORDS,
    Need,
    Verdict,
    clashes,
    fact_code,
    fact_named,
    read_facts,
    verdict,
    write_facts,
)


def test_what_no_fact_is_given_of_is_unknown() -> None:
    assert {verdict("", need) for need in Need} == {Verdict.UNKNOWN}
    assert {verdict("a_code_of_tomorrow", need) for need in Need} == {Verdict.UNKNOWN}


def test_facts_survive_being_written_and_read() -> None:
    facts = {Need.VEGAN: True, Need.NUT: False, Need.EGG: True}
    assert write_facts(facts) == "vegan,egg_free,has_nut"
    assert read_facts(write_facts(facts)) == facts


def test_of_two_facts_that_contradict_each_other_the_one_that_warns_stands() -> None:
    for text in ("nut_free,has_nut", "has_nut,nut_free"):
        assert verdict(text, Need.NUT) is Verdict.CLASHES


def test_one_diet_says_something_of_another() -> None:
    assert verdict("vegan", Need.VEGETARIAN) is Verdict.SUITS
    assert verdict("not_no_pork", Need.HALAL) is Verdict.CLASHES
    assert verdict("not_vegetarian", Need.VEGAN) is Verdict.CLASHES
    assert verdict("vegetarian", Need.VEGAN) is Verdict.UNKNOWN
    assert verdict("not_vegan", Need.VEGETARIAN) is Verdict.UNKNOWN


def test_nothing_is_concluded_for_an_allergy() -> None:
    every_diet = write_facts(dict.fromkeys(DIETS, True))
    assert {verdict(every_diet, need) for need in ALLERGIES} == {Verdict.UNKNOWN}


def test_clashes_name_what_is_known_to_be_unsuitable_only() -> None:
    needs = [Need.NUT, Need.VEGETARIAN, Need.MILK]
    assert clashes("has_nut,not_vegetarian", needs) == (Need.VEGETARIAN, Need.NUT)


def test_every_need_and_fact_has_words_and_is_known_by_them() -> None:
    assert NEED_WORDS.keys() == set(Need)
    assert FACT_WORDS.keys() == {fact_code(need, suits=suits) for need in Need for suits in (True, False)}
    for code, words in FACT_WORDS.items():
        assert fact_named(words.korean) == fact_named(f" {words.english.upper()} ") == fact_named(code) == code
    assert fact_named("맛있음") is None
