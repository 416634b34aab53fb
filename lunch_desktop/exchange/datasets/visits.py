"""Where employees said that they went. Each visit is known to its employee and to the server alone."""

from typing import Final

from lunch_desktop.domain.visits import VISITS
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import WHO, who
from lunch_desktop.store.reports.query import Distinct, Query

DATASET: Final = Dataset(
    name="visits",
    words=Words("방문", "Visits"),
    about=Words(
        "직원이 '다녀왔어요'라고 남긴 방문. 누구와 갔는지는 없어요.",
        'The visits that employees confirmed with "we went"; not with whom.',
    ),
    columns=(
        *WHO,
        Column("day", Words("날짜", "Day"), Kind.DAY, width=11),
        Column("restaurant", Words("식당", "Restaurant"), width=18),
    ),
    query=Query(
        base=VISITS.name,
        columns={**who("employee_id"), "day": "day", "restaurant": "restaurant_id.name"},
        totals={
            "employees": Distinct("employee_id"),
            "restaurants": Distinct("restaurant_id"),
            "days": Distinct("day"),
        },
        day="day",
        office="employee_id.office_id",
        department="employee_id.department_id",
        subjects=("employee_id",),
    ),
    order=("day", "number", "name"),
    totals=(
        Total("employees", Words("직원", "Employees")),
        Total("restaurants", Words("식당", "Restaurants")),
        Total("days", Words("날짜", "Days")),
    ),
    charts=(
        Chart(Words("월별 방문", "By month"), by="day"),
        Chart(Words("식당별 방문", "By restaurant"), by="restaurant"),
    ),
    filters=frozenset({"period", "office", "department"}),
    on_desktops=False,
)
