"""The restaurants, in the columns that their import reads: what is exported can be brought in again as it is."""

from typing import Final

from lunch_desktop.domain.restaurants.entities import RESTAURANTS, RestaurantState
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.imports.restaurants import COLUMNS
from lunch_desktop.store.reports.query import Distinct, Query

_KINDS: Final = {"walk_minutes": Kind.NUMBER, "price": Kind.WON}
_ENGLISH: Final = {
    "name": "Restaurant",
    "category": "Category",
    "address": "Address",
    "walk_minutes": "Walk (min)",
    "price": "Price (won)",
    "phone": "Phone",
    "tags": "Tags",
    "menu_link": "Menu link",
    "diet_facts": "Diet facts",
    "hours": "Open",
}
_WIDTHS: Final = {"name": 20, "address": 28, "walk_minutes": 9, "price": 10, "tags": 24, "menu_link": 28, "hours": 28}
_OFFICE: Final = Column("office", Words("사업장", "Office"))

DATASET: Final = Dataset(
    name="restaurants",
    words=Words("식당", "Restaurants"),
    about=Words(
        "승인된 식당. 이 파일은 가져오기로 그대로 다시 읽을 수 있어요.",
        "The approved restaurants. The import reads this file as it is.",
    ),
    columns=(
        *(
            Column(name, Words(headers[0], _ENGLISH[name]), _KINDS.get(name, Kind.TEXT), _WIDTHS.get(name, 14))
            for name, headers in COLUMNS.items()
        ),
        _OFFICE,
    ),
    query=Query(
        base=RESTAURANTS.name,
        columns={**{name: name for name in COLUMNS}, _OFFICE.name: "office_id.name"},
        totals={"categories": Distinct("category")},
        where={"state": (RestaurantState.APPROVED.value,)},
        office="office_id",
    ),
    order=("name", "address"),
    totals=(Total("categories", Words("분류", "Categories")),),
    charts=(Chart(Words("분류별 식당", "By category"), by="category"),),
    filters=frozenset({"office"}),
    chosen=tuple(COLUMNS),
)
