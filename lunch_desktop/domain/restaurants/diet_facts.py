"""What a kitchen says of diets and allergies, and whether that suits somebody who has a need.

A need is what a person can't or doesn't eat. A fact says of one need that somebody who has it finds a lunch here, or
that they do not. Of what no fact is given, nothing is known, which is never "safe".

The words stand here in both languages, because imports and exports read and write them as well as the window.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Need(StrEnum):
    """What a person may need, in the order in which it is offered: diets first, then allergies."""

    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"
    HALAL = "halal"
    NO_PORK = "no_pork"
    NO_BEEF = "no_beef"
    NO_SEAFOOD = "no_seafood"
    NO_RAW_FISH = "no_raw_fish"
    NOT_SPICY = "not_spicy"
    GLUTEN = "gluten"
    EGG = "egg"
    MILK = "milk"
    PEANUT = "peanut"
    NUT = "nut"
    SOY = "soy"
    BUCKWHEAT = "buckwheat"
    FISH = "fish"
    SHELLFISH = "shellfish"


class Verdict(StrEnum):
    """What a restaurant's facts come to for a need."""

    SUITS = "suits"
    CLASHES = "clashes"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Words:
    """One thing in both languages."""

    korean: str
    english: str

    def in_language(self, language: str) -> str:
        """`language` is "ko" or "en"; any other reads as English."""
        return self.korean if language == "ko" else self.english


ALLERGIES: Final = (
    Need.GLUTEN,
    Need.EGG,
    Need.MILK,
    Need.PEANUT,
    Need.NUT,
    Need.SOY,
    Need.BUCKWHEAT,
    Need.FISH,
    Need.SHELLFISH,
)
DIETS: Final = tuple(need for need in Need if need not in ALLERGIES)

_ALSO_SUITS: Final[Mapping[Need, tuple[Need, ...]]] = {
    Need.VEGAN: (Need.VEGETARIAN, Need.NO_PORK, Need.NO_BEEF, Need.NO_SEAFOOD, Need.NO_RAW_FISH),
    Need.VEGETARIAN: (Need.NO_PORK, Need.NO_BEEF, Need.NO_SEAFOOD, Need.NO_RAW_FISH),
    Need.HALAL: (Need.NO_PORK,),
    Need.NO_SEAFOOD: (Need.NO_RAW_FISH,),
}
"""Who finds a lunch where those with another diet do. Nothing is concluded for an allergy: traces are enough."""

NEED_WORDS: Final[Mapping[Need, Words]] = MappingProxyType(
    {
        Need.VEGETARIAN: Words("채식", "Vegetarian"),
        Need.VEGAN: Words("비건", "Vegan"),
        Need.HALAL: Words("할랄", "Halal"),
        Need.NO_PORK: Words("돼지고기 안 먹음", "No pork"),
        Need.NO_BEEF: Words("소고기 안 먹음", "No beef"),
        Need.NO_SEAFOOD: Words("해산물 안 먹음", "No seafood"),
        Need.NO_RAW_FISH: Words("날생선 안 먹음", "No raw fish"),
        Need.NOT_SPICY: Words("매운 음식 안 먹음", "Nothing spicy"),
        Need.GLUTEN: Words("밀·글루텐", "Gluten"),
        Need.EGG: Words("달걀", "Egg"),
        Need.MILK: Words("우유·유제품", "Milk"),
        Need.PEANUT: Words("땅콩", "Peanut"),
        Need.NUT: Words("견과류", "Tree nuts"),
        Need.SOY: Words("대두", "Soy"),
        Need.BUCKWHEAT: Words("메밀", "Buckwheat"),
        Need.FISH: Words("생선", "Fish"),
        Need.SHELLFISH: Words("갑각류·조개류", "Shellfish"),
    }
)
"""What a person says of themselves."""

_DIET_FACTS: Final[Mapping[Need, tuple[Words, Words]]] = {
    Need.VEGETARIAN: (Words("채식 메뉴 있음", "Vegetarian dishes"), Words("채식 메뉴 없음", "Nothing vegetarian")),
    Need.VEGAN: (Words("비건 메뉴 있음", "Vegan dishes"), Words("비건 메뉴 없음", "Nothing vegan")),
    Need.HALAL: (Words("할랄 메뉴 있음", "Halal dishes"), Words("할랄 메뉴 없음", "Nothing halal")),
    Need.NO_PORK: (
        Words("돼지고기 없는 메뉴 있음", "Dishes without pork"),
        Words("모든 메뉴에 돼지고기", "Pork in every dish"),
    ),
    Need.NO_BEEF: (
        Words("소고기 없는 메뉴 있음", "Dishes without beef"),
        Words("모든 메뉴에 소고기", "Beef in every dish"),
    ),
    Need.NO_SEAFOOD: (
        Words("해산물 없는 메뉴 있음", "Dishes without seafood"),
        Words("모든 메뉴에 해산물", "Seafood in every dish"),
    ),
    Need.NO_RAW_FISH: (
        Words("익힌 메뉴 있음", "Cooked dishes"),
        Words("날생선 메뉴뿐", "Raw fish only"),
    ),
    Need.NOT_SPICY: (Words("안 매운 메뉴 있음", "Mild dishes"), Words("매운 메뉴뿐", "Spicy only")),
}


def fact_code(need: Need, *, suits: bool) -> str:
    """The code of a fact, as rows hold it: `vegetarian`, `not_vegetarian`; of an allergy `nut_free`, `has_nut`."""
    if need in ALLERGIES:
        return f"{need}_free" if suits else f"has_{need}"
    return need.value if suits else f"not_{need}"


_FACTS: Final = {fact_code(need, suits=suits): (need, suits) for need in Need for suits in (True, False)}


def _fact_words(need: Need, *, suits: bool) -> Words:
    if need in _DIET_FACTS:
        return _DIET_FACTS[need][0 if suits else 1]
    what = NEED_WORDS[need]
    if suits:
        return Words(f"{what.korean} 없는 메뉴 있음", f"Dishes without {what.english.lower()}")
    return Words(f"{what.korean} 사용", f"Uses {what.english.lower()}")


FACT_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {code: _fact_words(need, suits=suits) for code, (need, suits) in _FACTS.items()}
)
"""What is said of a restaurant, by the fact's code, in the order of the needs."""


def read_facts(text: str) -> dict[Need, bool]:
    """What `Restaurant.diet_facts` says: whether somebody with the need finds a lunch; no entry for what is unknown.

    Codes of a newer program are passed over. Where two contradict each other, the one that warns stands.
    """
    facts: dict[Need, bool] = {}
    for code in text.split(","):
        if code in _FACTS:
            need, suits = _FACTS[code]
            facts[need] = suits and facts.get(need, True)
    return facts


def write_facts(facts: Mapping[Need, bool]) -> str:
    """The opposite of `read_facts`, in the order of the needs."""
    return ",".join(fact_code(need, suits=facts[need]) for need in Need if need in facts)


def fact_codes(text: str) -> tuple[str, ...]:
    """The known facts of `Restaurant.diet_facts`, in the order of the needs."""
    facts = read_facts(text)
    return tuple(fact_code(need, suits=facts[need]) for need in Need if need in facts)


def verdict(text: str, need: Need) -> Verdict:
    """What `Restaurant.diet_facts` comes to for somebody who has `need`."""
    facts = read_facts(text)
    if need in facts:
        return Verdict.SUITS if facts[need] else Verdict.CLASHES
    if any(facts.get(other) is True for other, also in _ALSO_SUITS.items() if need in also):
        return Verdict.SUITS
    if any(facts.get(other) is False for other in _ALSO_SUITS.get(need, ())):
        return Verdict.CLASHES
    return Verdict.UNKNOWN


def clashes(text: str, needs: Iterable[Need]) -> tuple[Need, ...]:
    """Those of `needs` for which a restaurant is known to be unsuitable, in the order of all."""
    wanted = frozenset(needs)
    return tuple(need for need in Need if need in wanted and verdict(text, need) is Verdict.CLASHES)


def fact_named(word: str) -> str | None:
    """The code that somebody means who wrote `word`, a code or the words of either language; None for anything else."""
    wanted = " ".join(word.split()).casefold()
    return _BY_WORD.get(wanted)


_BY_WORD: Final = {
    **{code.casefold(): code for code in FACT_WORDS},
    **{words.korean: code for code, words in FACT_WORDS.items()},
    **{words.english.casefold(): code for code, words in FACT_WORDS.items()},
}
