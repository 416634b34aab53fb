"""What employees say of restaurants, as everybody at the office reads it."""

from typing import Final

from lunch_desktop.domain.restaurants.entities import BEST_RATING, REVIEWS
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import WHO, who
from lunch_desktop.store.reports.query import Distinct, Instants, Query, Rows, WallClock

_OFFICE: Final = "restaurant_id.office_id"

DATASET: Final = Dataset(
    name="reviews",
    words=Words("리뷰", "Reviews"),
    about=Words(
        "사업장에서 모두가 보는 식당 리뷰. 기간은 처음 쓴 날 기준이에요.",
        "Reviews of restaurants as the office reads them; a period goes by the day on which they were written.",
    ),
    columns=(
        Column("restaurant", Words("식당", "Restaurant"), width=18),
        *WHO,
        Column("rating", Words("별점", "Rating"), Kind.NUMBER, width=7),
        Column("text", Words("내용", "Text"), width=40),
        Column("tags", Words("태그", "Tags"), width=18),
        Column("written", Words("쓴 때", "Written"), Kind.MOMENT, width=17),
        Column("edited", Words("고친 때", "Edited"), Kind.MOMENT, width=17),
    ),
    query=Query(
        base=REVIEWS.name,
        columns={
            **who("employee_id"),
            "restaurant": "restaurant_id.name",
            "rating": "rating",
            "text": "text",
            "tags": "tags",
            "written": WallClock("written_at", _OFFICE, "moment"),
            "edited": WallClock("edited_at", _OFFICE, "moment"),
        },
        totals={
            **{f"stars_{stars}": Rows({"rating": (stars,)}) for stars in range(BEST_RATING, 0, -1)},
            "employees": Distinct("employee_id"),
            "restaurants": Distinct("restaurant_id"),
        },
        day=Instants("written_at", _OFFICE),
        office=_OFFICE,
        department="employee_id.department_id",
        subjects=("employee_id",),
    ),
    order=("restaurant", "written"),
    totals=(
        *(
            Total(f"stars_{stars}", Words(f"별점 {stars}", f"{stars} stars" if stars > 1 else "1 star"))
            for stars in range(BEST_RATING, 0, -1)
        ),
        Total("employees", Words("직원", "Employees")),
        Total("restaurants", Words("식당", "Restaurants")),
    ),
    charts=(Chart(Words("식당별 리뷰", "By restaurant"), by="restaurant"),),
    filters=frozenset({"period", "office", "department"}),
)
