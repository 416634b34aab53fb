"""Who must hold which rows, and what a desktop must show of them while changes wait."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta

from tests.support.model.company import Word, run
from tests.support.model.rows import TABLES, Look, Row, Tables

Waiting = tuple[str, str | None, int]
"""A waiting change's uuid, its payload (None: a void, which does nothing) and when it was made."""


def visible(tables: Tables, person: str) -> Tables:
    """The rows that a person may see, and must hold once they have everything."""
    sees = _Sight(tables, person)
    return {name: {key: row for key, row in tables[name].items() if sees.row(name, row)} for name in TABLES}


class _Sight:
    """What one person may see of a company's rows."""

    def __init__(self, tables: Tables, person: str) -> None:
        me = tables["employees"][person]
        self.me, self.office, self.tables = person, me["office_id"], tables
        self.team, self.works = me["department_id"], me["active"]
        places = [one for one in tables["memberships"].values() if one["employee_id"] == person]
        self.asked = {one["party_id"] for one in places if one["state"] != "removed"}
        taking = {one["party_id"] for one in places if one["state"] in ("confirmed", "waitlisted")}
        self.rooms = {key for key in taking if tables["parties"][key]["office_id"] == self.office}
        circles = [one for one in tables["group_members"].values() if one["employee_id"] == person]
        self.circles = {one["group_id"] for one in circles if one["state"] in ("invited", "member")}
        member = {one["group_id"] for one in circles if one["state"] == "member"}
        self.rooms |= {key for key in member if tables["groups"][key]["office_id"] == self.office}
        answers = tables["proposal_answers"].values()
        self.proposed = {one["proposal_id"] for one in answers if one["employee_id"] == person}

    def row(self, name: str, row: Row) -> bool:
        """Whether they may see it."""
        if name in _OF_OFFICE:
            return bool((row["id"] if name == "offices" else row["office_id"]) == self.office)
        if name in _OF_ONESELF:
            return bool((row["id"] if name == "admins" else row["employee_id"]) == self.me)
        if name in _OF_ROOM:
            return bool(row[_OF_ROOM[name]] in self.rooms)
        if name in ("suggestions", "staff_numbers"):
            admin = self.tables["admins"].get(self.me)
            kept = admin is not None and admin["office_id"] == row["office_id"]
            return bool(row.get("suggested_by") == self.me or kept)
        if name == "free_windows":
            return self._circle(row)
        if name == "reviews":
            return bool(self.tables["restaurants"][row["restaurant_id"]]["office_id"] == self.office)
        if name in ("proposals", "proposal_answers"):
            return self._proposal(row if name == "proposals" else self.tables["proposals"][row["proposal_id"]])
        if name in ("groups", "group_members", "group_exceptions"):
            return self._group(row if name == "groups" else self.tables["groups"][row["group_id"]])
        return self._party(row if name == "parties" else self.tables["parties"][row["party_id"]])

    def _circle(self, window: Row) -> bool:
        """Team, groups, and lunches of which both said that they went."""
        them = self.tables["employees"][window["employee_id"]]
        if not (self.works and them["active"] and them["office_id"] == self.office):
            return False
        groups = self.tables["group_members"].values()
        both: dict[str, set[str]] = {self.me: set(), them["id"]: set()}
        for one in groups:
            if one["employee_id"] in both and one["state"] == "member":
                both[one["employee_id"]].add(one["group_id"])
        shared = [self.tables["groups"][key] for key in both[self.me] & both[them["id"]]]
        from_day = (date.fromisoformat(window["day"]) - timedelta(days=90)).isoformat()
        meals: dict[str, set[str]] = {self.me: set(), them["id"]: set()}
        for one in self.tables["visits"].values():
            if one["employee_id"] in meals and one["day"] >= from_day:
                meals[one["employee_id"]].add(one["party_id"])
        return bool(
            them["department_id"] == self.team
            or any(one["state"] != "ended" for one in shared)
            or meals[self.me] & meals[them["id"]]
        )

    def _party(self, party: Row) -> bool:
        return bool(
            party["office_id"] == self.office and (party["visibility"] == "office" or party["id"] in self.asked)
        )

    def _group(self, group: Row) -> bool:
        return bool(
            group["office_id"] == self.office and (group["visibility"] == "office" or group["id"] in self.circles)
        )

    def _proposal(self, proposal: Row) -> bool:
        mine = proposal["proposer_id"] == self.me or proposal["id"] in self.proposed
        return bool(mine and proposal["office_id"] == self.office)


_OF_OFFICE = ("offices", "departments", "employees", "restaurants", "menus")
_OF_ONESELF = (
    "admins",
    "import_parts",
    "availabilities",
    "visits",
    "favourites",
    "diets",
    "export_notices",
    "export_presets",
)
_OF_ROOM = {
    "guest_names": "party_id",
    "ballots": "party_id",
    "party_needs": "party_id",
    "rooms": "id",
    "messages": "room_id",
    "read_markers": "room_id",
}
"""Rows for those alone who take part in a party, or are members of a group, and the field that names it."""


def shown(confirmed: Tables, queue: Iterable[Waiting], person: str) -> tuple[Tables, dict[str, Word]]:
    """What a desktop must show: its waiting changes, run in order on the confirmed rows; and the word on each."""
    tables = {name: copy(rows) for name, rows in confirmed.items()}
    absent: set[tuple[str, str]] = set()
    words = {}
    for uuid, payload, made_at in queue:
        if payload is not None:
            words[uuid] = run(Look(tables, decides=False, absent=absent), payload, uuid, person, made_at)
    return tables, words


def click(confirmed: Tables, tables: Tables, payload: str, uuid: str, person: str, now: int) -> Word:
    """What a click must come to on a desktop that shows `tables`."""
    absent = {(name, key) for name, rows in confirmed.items() for key in rows if key not in tables[name]}
    return run(
        Look({name: copy(rows) for name, rows in tables.items()}, decides=False, absent=absent),
        payload,
        uuid,
        person,
        now,
    )
