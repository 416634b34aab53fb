"""Who had lunch on which day, and where. Not with whom: nothing here names the lunch."""

from typing import Final

from lunch_desktop.domain.parties.entities import MEMBERSHIPS, MembershipState, PartyState
from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.exchange.datasets._people import WHO, who
from lunch_desktop.store.reports.query import Distinct, Query, Rows

_STATES: Final = {
    MembershipState.CONFIRMED.value: Words("확정", "Confirmed"),
    MembershipState.REQUESTED.value: Words("요청됨", "Requested"),
    MembershipState.WAITLISTED.value: Words("대기", "Waiting"),
    MembershipState.LEFT.value: Words("취소함", "Left"),
}

DATASET: Final = Dataset(
    name="attendance",
    words=Words("참여", "Attendance"),
    about=Words(
        "직원이 날마다 어느 식당에 자리를 얻었거나 기다렸거나 그만두었는지. 취소된 파티와 초대만 받은 것은 빠져요.",
        "Where an employee had a seat, waited or left, day by day; without cancelled parties and mere invitations.",
    ),
    columns=(
        *WHO,
        Column("day", Words("날짜", "Day"), Kind.DAY, width=11),
        Column("restaurant", Words("식당", "Restaurant"), width=18),
        Column("state", Words("상태", "State"), Kind.CODE, width=10, codes=_STATES),
    ),
    query=Query(
        base=MEMBERSHIPS.name,
        columns={
            **who("employee_id"),
            "day": "day",
            "restaurant": "party_id.restaurant_id.name",
            "state": "state",
        },
        totals={
            "confirmed": Rows({"state": (MembershipState.CONFIRMED.value,)}),
            "requested": Rows({"state": (MembershipState.REQUESTED.value,)}),
            "waitlisted": Rows({"state": (MembershipState.WAITLISTED.value,)}),
            "left": Rows({"state": (MembershipState.LEFT.value,)}),
            "employees": Distinct("employee_id"),
            "days": Distinct("day"),
        },
        where={"state": tuple(_STATES)},
        unless={"party_id.state": (PartyState.CANCELLED.value,)},
        day="day",
        office="employee_id.office_id",
        department="employee_id.department_id",
        subjects=("employee_id",),
    ),
    order=("day", "number", "name"),
    totals=(
        Total("confirmed", _STATES[MembershipState.CONFIRMED.value]),
        Total("requested", _STATES[MembershipState.REQUESTED.value]),
        Total("waitlisted", _STATES[MembershipState.WAITLISTED.value]),
        Total("left", _STATES[MembershipState.LEFT.value]),
        Total("employees", Words("직원", "Employees")),
        Total("days", Words("날짜", "Days")),
    ),
    charts=(
        Chart(Words("월별 참여", "By month"), by="day"),
        Chart(Words("부서별 참여", "By department"), by="department"),
    ),
    filters=frozenset({"period", "office", "department"}),
)
