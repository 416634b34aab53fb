"""How many employees of an office told of which need: numbers only, and none by which one could be found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lunch_desktop.domain.diets import DIETS, Consent, read_needs
from lunch_desktop.domain.restaurants.diet_facts import ALLERGIES, NEED_WORDS, Need
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import OFFICE
from lunch_desktop.store.reports.query import Gathered, Made, Query

FEWEST: Final = 5
"""No number stands for fewer people, and none leaves fewer behind; see docs/decisions/0042."""
_KINDS: Final = {"diet": Words("식단", "Diet"), "allergy": Words("알레르기", "Allergy")}
_COLUMNS: Final = ("office", "kind", "need", "employees")


def _made(found: Mapping[str, Sequence[Sequence[Any]]]) -> Made:
    """A row for each office and need that may be told."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for office_id, office, diets, allergies, diets_consent, allergies_consent in found["answers"]:
        for kind, codes, consent in (("diet", diets, diets_consent), ("allergy", allergies, allergies_consent)):
            if consent != Consent.NONE.value:
                told.setdefault((office, office_id, kind), []).append(codes)
    rows = [
        (office, kind, need.value, many)
        for (office, _, kind), answers in sorted(told.items())
        for need, many in _safe(answers, kind)
    ]
    return Made(rows, {"offices": len({row[0] for row in rows})})


def _safe(answers: Sequence[str], kind: str) -> list[tuple[Need, int]]:
    """The counts of one office and kind, without those that are small, or whose complement is."""
    counted = Counter(need for codes in answers for need in read_needs(codes))
    needs = [need for need in Need if (need in ALLERGIES) == (kind == "allergy")]
    return [(need, counted[need]) for need in needs if FEWEST <= counted[need] <= len(answers) - FEWEST]


DATASET: Final = Dataset(
    name="diet",
    words=Words("식이 정보", "Diet"),
    about=Words(
        "알려도 된다고 한 직원 가운데 그렇게 답한 사람 수. 그런 사람이나 그렇지 않은 사람이 다섯 명보다 적으면 빠져요.",
        "How many of those who consented to tell have a need; left out where fewer than five have it or do not.",
    ),
    columns=(
        OFFICE,
        Column("kind", Words("종류", "Kind"), Kind.CODE, width=9, codes=_KINDS),
        Column(
            "need",
            Words("필요", "Need"),
            Kind.CODE,
            width=18,
            codes={need.value: Words(words.korean, words.english) for need, words in NEED_WORDS.items()},
        ),
        Column("employees", Words("직원 수", "Employees"), Kind.NUMBER, width=10),
    ),
    query=Gathered(
        columns=_COLUMNS,
        queries={
            "answers": Query(
                base=DIETS.name,
                columns={
                    "office_id": "employee_id.office_id",
                    "office": "employee_id.office_id.name",
                    "diets": "diets",
                    "allergies": "allergies",
                    "diets_consent": "diets_consent",
                    "allergies_consent": "allergies_consent",
                },
                totals={},
                where={"employee_id.active": (True,)},
                office="employee_id.office_id",
            )
        },
        make=_made,
    ),
    order=("office", "kind", "need"),
    totals=(Total("offices", Words("사업장", "Offices")),),
    charts=(Chart(Words("필요별 직원 수", "By need"), by="need", sum="employees"),),
    filters=frozenset({"office"}),
    on_desktops=False,
)
