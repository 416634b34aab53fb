"""A dataset and heads of exports, as writers see them, without a company behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.wire.exports import ExportHead, ExportRequest, Value

STATES: Final = {
    "confirmed": Words("확정", "confirmed"),
    "waiting": Words("대기", "waiting"),
    "left": Words("나감", "left"),
}


@dataclass(frozen=True)
class Sheet:
    """A dataset of one's own."""

    name: str
    words: Words
    columns: Sequence[Column]
    totals: Sequence[Total] = ()
    charts: Sequence[Chart] = ()


LUNCHES: Final = Sheet(
    "lunches",
    Words("점심 참석", "Lunch attendance"),
    (
        Column("number", Words("사번", "Employee no."), width=10),
        Column("name", Words("이름", "Name"), width=12),
        Column("department", Words("부서", "Department"), width=14),
        Column("day", Words("날짜", "Day"), Kind.DAY, 12),
        Column("office", Words("사업장", "Office"), width=12),
        Column("restaurant", Words("식당", "Restaurant"), width=22),
        Column("state", Words("상태", "State"), Kind.CODE, 10, STATES),
        Column("guests", Words("손님", "Guests"), Kind.NUMBER, 8),
        Column("paid", Words("금액", "Paid"), Kind.WON, 12),
        Column("met", Words("만남 시각", "Met at"), Kind.TIME, 8),
        Column("made", Words("만든 때", "Made at"), Kind.MOMENT, 18),
        Column("booked", Words("예약", "Booked"), Kind.FLAG, 6),
    ),
    (Total("guests", Words("손님 합계", "Guests in all")), Total("paid", Words("금액 합계", "Paid in all"), Kind.WON)),
    (
        Chart(Words("상태별", "By state"), "state"),
        Chart(Words("월별 금액", "Paid by month"), "day", "paid"),
        Chart(Words("식당별", "By restaurant"), "restaurant"),
    ),
)


def head_of(shape: Sheet, rows: Sequence[Sequence[Value]], *, columns: Sequence[str] = (), **others: Any) -> ExportHead:
    """A head that is true of the rows."""
    chosen = tuple(columns) or tuple(column.name for column in shape.columns)
    asked: Mapping[str, Any] = {name: others.pop(name) for name in tuple(others) if name in ExportRequest.model_fields}
    places = {name: place for place, name in enumerate(chosen)}
    totals = {
        total.name: sum(int(row[places[total.name]] or 0) for row in rows)
        for total in shape.totals
        if total.name in places
    }
    said: dict[str, Any] = {
        "made_by": "김총무",
        "made_at": 1_795_402_200_123,
        "time_zone": "Asia/Seoul",
        "source": "server",
        "as_of": 1_795_402_200_000,
        "rows": len(rows),
        "totals": totals,
    }
    return ExportHead(request=ExportRequest(dataset=shape.name, columns=chosen, **asked), **(said | others))


def lunches(many: int) -> list[list[Value]]:
    """Rows of LUNCHES as a company has them."""
    return [
        [
            f"{place % 97:05d}",
            f"{'김이박최정'[place % 5]}{'민서지우하준'[place % 6]}{'준연호'[place % 3]}",
            ("개발팀", "영업1팀", "경영지원", None)[place % 4],
            f"2026-{place % 6 + 6:02d}-{place % 28 + 1:02d}",
            ("서울 본사", "판교")[place % 2],
            f"{'햇살골목바다'[place % 6]}{('국밥', '분식', '초밥', '파스타')[place % 4]} {place % 17}호점",
            tuple(STATES)[place % 3],
            place % 3 or None,
            (place * 7919) % 23_000 - 2_000,
            f"{11 + place % 2}:{place % 60:02d}",
            f"2026-11-{place % 28 + 1:02d}T09:{place % 60:02d}:00",
            place % 2 == 0,
        ]
        for place in range(many)
    ]
