"""The lunches, and how many took part. Nothing here says who."""

from typing import Final

from lunch_desktop.domain.parties.entities import MEMBERSHIPS, PARTIES, MembershipState, PartyState, Visibility
from lunch_desktop.domain.parties.guests import GUESTS
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import OFFICE
from lunch_desktop.store.reports.query import Count, Query, Rows, Sum, WallClock

_VISIBILITY: Final = {
    Visibility.OFFICE.value: Words("사업장 공개", "Office"),
    Visibility.INVITED.value: Words("초대한 사람만", "Invited only"),
}
_STATES: Final = {
    PartyState.OPEN.value: Words("모집 중", "Open"),
    PartyState.CLOSED.value: Words("마감", "Closed"),
    PartyState.CANCELLED.value: Words("취소됨", "Cancelled"),
}
_CONFIRMED: Final = Words("확정", "Confirmed")
_WAITING: Final = Words("대기", "Waiting")
_GUESTS: Final = Words("손님", "Guests")

DATASET: Final = Dataset(
    name="parties",
    words=Words("점심 파티", "Parties"),
    about=Words(
        "점심 파티마다 날짜, 식당과 인원수. 누가 함께 먹었는지는 없어요.",
        "Each lunch party with its day, restaurant and numbers; not who ate together.",
    ),
    columns=(
        Column("day", Words("날짜", "Day"), Kind.DAY, width=11),
        Column("time", Words("시각", "Time"), Kind.TIME, width=7),
        OFFICE,
        Column("restaurant", Words("식당", "Restaurant"), width=18),
        Column("visibility", Words("공개 범위", "Visibility"), Kind.CODE, width=12, codes=_VISIBILITY),
        Column("state", Words("상태", "State"), Kind.CODE, width=10, codes=_STATES),
        Column("capacity", Words("정원", "Seats"), Kind.NUMBER, width=7),
        Column("confirmed", _CONFIRMED, Kind.NUMBER, width=9),
        Column("waiting", _WAITING, Kind.NUMBER, width=8),
        Column("guests", _GUESTS, Kind.NUMBER, width=7),
        Column("booked", Words("예약함", "Booked"), Kind.FLAG, width=8),
    ),
    query=Query(
        base=PARTIES.name,
        columns={
            "day": "day",
            "time": WallClock("meets_at", "office_id", "time"),
            "office": "office_id.name",
            "restaurant": "restaurant_id.name",
            "visibility": "visibility",
            "state": "state",
            "capacity": "capacity",
            "confirmed": Count(MEMBERSHIPS.name, "party_id", {"state": (MembershipState.CONFIRMED.value,)}),
            "waiting": Count(MEMBERSHIPS.name, "party_id", {"state": (MembershipState.WAITLISTED.value,)}),
            "guests": Count(GUESTS.name, "party_id", {"state": (MembershipState.CONFIRMED.value,)}),
            "booked": "booked",
        },
        totals={
            "held": Rows({"state": (PartyState.OPEN.value, PartyState.CLOSED.value)}),
            "cancelled": Rows({"state": (PartyState.CANCELLED.value,)}),
            "confirmed": Sum("confirmed"),
            "waiting": Sum("waiting"),
            "guests": Sum("guests"),
        },
        day="day",
        office="office_id",
    ),
    order=("day", "time", "restaurant"),
    totals=(
        Total("held", Words("열린 파티", "Not cancelled")),
        Total("cancelled", _STATES[PartyState.CANCELLED.value]),
        Total("confirmed", _CONFIRMED),
        Total("waiting", _WAITING),
        Total("guests", _GUESTS),
    ),
    charts=(
        Chart(Words("월별 파티", "Parties by month"), by="day"),
        Chart(Words("식당별 확정 인원", "Seats by restaurant"), by="restaurant", sum="confirmed"),
    ),
    filters=frozenset({"period", "office"}),
)
