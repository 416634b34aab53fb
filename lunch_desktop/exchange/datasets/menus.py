"""What the cafeteria serves, in the columns that the import reads."""

from typing import Final

from lunch_desktop.domain.menus import MENUS
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import OFFICE
from lunch_desktop.store.reports.query import Distinct, Query

DATASET: Final = Dataset(
    name="menus",
    words=Words("구내식당 식단", "Cafeteria menus"),
    about=Words(
        "구내식당이 날마다 코너별로 내는 식단. 이 파일은 가져오기로 그대로 다시 읽을 수 있어요.",
        "What the cafeteria serves, by day and corner. The import reads this file as it is.",
    ),
    columns=(
        Column("day", Words("날짜", "Day"), Kind.DAY, width=11),
        Column("corner", Words("코너", "Corner"), width=12),
        Column("dishes", Words("메뉴", "Dishes"), width=40),
        Column("price", Words("가격(원)", "Price (won)"), Kind.WON, width=10),
        OFFICE,
    ),
    query=Query(
        base=MENUS.name,
        columns={"day": "day", "corner": "corner", "dishes": "dishes", "price": "price", "office": "office_id.name"},
        totals={"days": Distinct("day"), "corners": Distinct("corner")},
        day="day",
        office="office_id",
    ),
    order=("day", "corner"),
    totals=(Total("days", Words("날짜", "Days")), Total("corners", Words("코너", "Corners"))),
    charts=(Chart(Words("코너별 식단", "By corner"), by="corner"),),
    filters=frozenset({"period", "office"}),
    chosen=("day", "corner", "dishes", "price"),
)
