"""The audit log: ids and codes, as the server shows them to admins."""

from typing import Final

from lunch_desktop.exchange.columns import Chart, Column, Kind, Total, Words
from lunch_desktop.exchange.dataset import Dataset
from lunch_desktop.store.reports.query import Beside, Distinct, Instants, Query, WallClock

_EMPLOYEES: Final = "employees"

DATASET: Final = Dataset(
    name="audit",
    words=Words("감사 기록", "Audit log"),
    about=Words(
        "계정, 기기, 관리에 있었던 일. 번호와 코드만 있고 사람의 말은 없어요.",
        "What was done to accounts, devices and the company's administration: ids and codes, nobody's words.",
    ),
    columns=(
        Column("number", Words("번호", "Number"), Kind.NUMBER, width=9),
        Column("at", Words("때", "At"), Kind.MOMENT, width=17),
        Column("action", Words("한 일", "Action"), width=22),
        Column("actor", Words("한 사람(ID)", "Actor (id)"), width=36),
        Column("subject", Words("대상(ID)", "Subject (id)"), width=36),
        Column("device", Words("기기(ID)", "Device (id)"), width=36),
        Column("before", Words("이전", "Before"), width=24),
        Column("after", Words("이후", "After"), width=24),
        Column("details", Words("자세히", "Details"), width=30),
    ),
    query=Query(
        base="audit_entries",
        columns={
            "number": "number",
            "at": WallClock("at", None, "moment"),
            "action": "action",
            "actor": "actor",
            "subject": "subject",
            "device": "device",
            "before": "was",
            "after": "became",
            "details": "details",
        },
        totals={"actors": Distinct("actor"), "actions": Distinct("action")},
        day=Instants("at", None),
        subjects=(Beside("actor", _EMPLOYEES, "id"), Beside("subject", _EMPLOYEES, "id")),
    ),
    order=("at", "number"),
    totals=(
        Total("actors", Words("한 사람", "Actors")),
        Total("actions", Words("한 일의 종류", "Kinds of action")),
    ),
    charts=(Chart(Words("한 일별 기록", "By action"), by="action"),),
    filters=frozenset({"period"}),
    on_desktops=False,
)
