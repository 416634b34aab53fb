"""A company of full size: 1,000 employees, 300 restaurants, 50,000 reviews, 100,000 messages that one person holds.

Made of a large demo company by writing what colleagues and years add to it; the same seed gives the same rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, islice
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from lunch_desktop.demo.company import DemoCompany
from lunch_desktop.domain.chat.entities import (
    MESSAGES,
    READ_MARKERS,
    ROOMS,
    Message,
    ReadMarker,
    Room,
    RoomKind,
    read_marker_id,
)
from lunch_desktop.domain.groups.entities import (
    GROUP_MEMBERS,
    GROUPS,
    Group,
    GroupMember,
    GroupMemberState,
    GroupState,
    GroupVisibility,
    group_member_id,
)
from lunch_desktop.domain.ids import ChangeId, DepartmentId, EmployeeId, GroupId, MessageId, RestaurantId, RoomId
from lunch_desktop.domain.parties.entities import MembershipState
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, Department, Employee
from lunch_desktop.domain.restaurants.entities import (
    FAVOURITES,
    RESTAURANTS,
    REVIEWS,
    Favourite,
    Restaurant,
    Review,
    favourite_id,
    review_id,
)
from lunch_desktop.domain.table import Table
from lunch_desktop.domain.times import HOUR, MINUTE, Day, Instant

EMPLOYEES_IN_ALL: Final = 1_000
RESTAURANTS_IN_ALL: Final = 300
REVIEWS_IN_ALL: Final = 50_000
MESSAGES_IN_ALL: Final = 100_000
DEPARTMENTS_MORE: Final = 27
GROUPS_OF_MINE: Final = 8
PARTY_ROOMS: Final = 392
"""With the groups, 400 rooms."""

_NAMESPACE: Final = UUID("a4d7b7d2-6b4e-5f0c-8a9d-2f1f0c6a7e55")
_FAMILY: Final = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남"
_GIVEN: Final = "민서준우지호예은도윤하린시아수빈현채원유나건태영진선경미소라희정훈석규동혁재"
_KINDS: Final = ("한식", "국밥", "중식", "일식", "분식", "면", "양식", "샐러드", "베트남", "카페")
_PLACE: Final = ("할매", "원조", "본가", "명가", "골목", "시장", "햇살", "우리", "바다", "들꽃", "한그릇", "고향")
_DISH: Final = ("국밥", "김치찌개", "칼국수", "비빔밥", "돈가스", "초밥", "파스타", "쌀국수", "마라탕", "냉면")
_SAID: Final = (
    "점심에 가기 좋아요. 회전이 빨라서 금방 앉았어요.",
    "국물이 진하고 반찬이 넉넉해요. 다음에 또 올게요.",
    "가격이 조금 올랐지만 양은 그대로예요.",
    "열두 시 십 분이 지나면 줄이 길어요. 일찍 가세요.",
    "조용해서 이야기하기 좋았어요.",
    "매운 걸 못 먹으면 덜 맵게 해 달라고 하세요.",
)
_TALK: Final = (
    "몇 시에 나갈까요?",
    "저는 5분 늦어요",
    "1층 로비에서 봐요",
    "오늘은 비가 와서 지하로 가요",
    "자리 잡아 뒀어요 창가 쪽이에요",
    "네 좋아요",
    "ㅋㅋㅋㅋ",
    "메뉴는 김치찌개로 할게요",
    "회의가 길어져서 먼저 드세요",
    "다음 주에도 갈까요? https://menu.example/lunch 여기 메뉴예요",
)


@dataclass(frozen=True)
class _Talk:
    """A room of mine, and who talks in it."""

    room: RoomId
    kind: RoomKind
    people: Sequence[EmployeeId]
    begins: Instant
    messages: int


def full_rows(company: DemoCompany, now: Instant) -> Iterator[tuple[Table[Any], Any]]:
    """All rows of `company` and those that make it full, in an order in which references point backwards."""
    rng = Random("full")
    departments = [_department(company, number) for number in range(DEPARTMENTS_MORE)]
    people = list(_colleagues(company, departments, rng))
    places = list(_places(company, rng))
    groups = list(_groups(company, people, now))
    more: list[tuple[Table[Any], Sequence[Any]]] = [
        (DEPARTMENTS, departments),
        (EMPLOYEES, people),
        (RESTAURANTS, places),
    ]
    yield from company.rows()
    for table, rows in more:
        for row in rows:
            yield table, row
    for group, members in groups:
        yield GROUPS, group
        for member in members:
            yield GROUP_MEMBERS, member
    everybody = [one.id for one in (*company.employees, *people)]
    everywhere = [one.id for one in (*company.restaurants, *places)]
    yield from _reviews(everybody, everywhere, now, rng)
    for place in everywhere[:12]:
        yield FAVOURITES, Favourite(favourite_id(company.protagonist, place), place, company.protagonist)
    yield from _talks(company, groups, now, rng)


def _id(what: str) -> str:
    return str(uuid5(_NAMESPACE, what))


def _department(company: DemoCompany, number: int) -> Department:
    return Department(DepartmentId(_id(f"department {number}")), company.office.id, f"{_PLACE[number % 12]}{number}팀")


def _colleagues(company: DemoCompany, departments: Sequence[Department], rng: Random) -> Iterator[Employee]:
    for number in range(EMPLOYEES_IN_ALL - len(company.employees)):
        name = rng.choice(_FAMILY) + rng.choice(_GIVEN) + rng.choice(_GIVEN)
        department = departments[number % len(departments)].id
        whose = EmployeeId(_id(f"employee {number}"))
        yield Employee(whose, company.office.id, department, name, f"{5000 + number}", active=True)


def _places(company: DemoCompany, rng: Random) -> Iterator[Restaurant]:
    for number in range(RESTAURANTS_IN_ALL - len(company.restaurants)):
        name = f"{rng.choice(_PLACE)} {rng.choice(_DISH)} {number}"
        yield Restaurant(
            RestaurantId(_id(f"restaurant {number}")),
            company.office.id,
            name,
            rng.choice(_KINDS),
            f"햇살로 {number}길 {number % 40 + 1}",
            rng.randint(1, 20),
            rng.randrange(6_000, 20_000, 500),
            f"02-000-{number:04}",
            tags="조용한,회식" if number % 5 == 0 else "",
            diet_facts="vegetarian" if number % 7 == 0 else "",
        )


def _groups(
    company: DemoCompany, people: Sequence[Employee], now: Instant
) -> Iterator[tuple[Group, list[GroupMember]]]:
    for number in range(GROUPS_OF_MINE):
        group_id = GroupId(_id(f"group {number}"))
        whole = [company.protagonist, *(one.id for one in people[number * 9 : number * 9 + 9])]
        group = Group(
            id=group_id,
            office_id=company.office.id,
            host_id=whole[1],
            name=f"{_DISH[number]} 단골",
            description="같이 먹어요",
            tags="",
            visibility=GroupVisibility.INVITED.value,
            rule="",
            starts_on=Day("2026-01-05"),
            meets="12:00",
            minutes=60,
            place="1층 로비",
            capacity=10,
            restaurant_id=None,
            state=GroupState.ACTIVE.value,
            made_at=Instant(now - 8_000 * HOUR),
        )
        yield (
            group,
            [
                GroupMember(
                    group_member_id(group_id, one),
                    group_id,
                    one,
                    GroupMemberState.MEMBER.value,
                    turn,
                    ChangeId(_id(f"joins {group_id} {one}")),
                )
                for turn, one in enumerate(whole, 1)
            ],
        )


def _reviews(
    people: Sequence[EmployeeId], places: Sequence[RestaurantId], now: Instant, rng: Random
) -> Iterator[tuple[Table[Any], Any]]:
    each = REVIEWS_IN_ALL // len(people)
    for number, whose in enumerate(people):
        for place in rng.sample(places, each):
            written = Instant(now - rng.randrange(1, 8_000) * HOUR)
            rating = min(5, max(1, round(rng.gauss(3.6 + (number % 5 - 2) / 10, 0.9))))
            tags = "빨라요" if rng.random() < 0.2 else ""
            review = Review(review_id(whose, place), place, whose, rating, rng.choice(_SAID), tags, written, None)
            yield REVIEWS, review


def _talks(
    company: DemoCompany, groups: Sequence[tuple[Group, list[GroupMember]]], now: Instant, rng: Random
) -> Iterator[tuple[Table[Any], Any]]:
    in_groups = MESSAGES_IN_ALL * 4 // 10 // len(groups)
    rooms = [
        _Talk(
            RoomId(group.id),
            RoomKind.GROUP,
            [one.employee_id for one in members],
            Instant(now - 6_000 * HOUR),
            in_groups,
        )
        for group, members in groups
    ]
    seated: dict[str, list[EmployeeId]] = {}
    for seat in company.memberships:
        if seat.state == MembershipState.CONFIRMED:
            seated.setdefault(seat.party_id, []).append(seat.employee_id)
    past = (one for one in reversed(company.parties) if company.protagonist in seated.get(one.id, ()))
    left = MESSAGES_IN_ALL - in_groups * len(groups)
    chosen = list(islice((one for one in past if one.meets_at < now), PARTY_ROOMS))
    for number, party in enumerate(chosen):
        share = left // len(chosen) + (number < left % len(chosen))
        begins = Instant(party.meets_at - 90 * MINUTE)
        rooms.append(_Talk(RoomId(party.id), RoomKind.PARTY, seated[party.id], begins, share))
    yield from chain.from_iterable(_talk(one, company.protagonist, now, rng) for one in rooms)


def _talk(talk: _Talk, me: EmployeeId, now: Instant, rng: Random) -> Iterator[tuple[Table[Any], Any]]:
    step = max(1_000, (now - talk.begins) // (talk.messages + 1)) if talk.kind is RoomKind.GROUP else 20_000
    last = Instant(min(now, talk.begins + talk.messages * step))
    yield ROOMS, Room(talk.room, talk.kind.value, talk.messages, last)
    for number in islice(count(1), talk.messages):
        message = Message(
            id=MessageId(_id(f"message {talk.room} {number}")),
            room_id=talk.room,
            kind=talk.kind.value,
            author_id=rng.choice(talk.people),
            number=number,
            text=rng.choice(_TALK),
            mentions=me if rng.random() < 0.01 else "",
            written_at=Instant(min(now, talk.begins + number * step)),
            edited_at=None,
            deleted=False,
        )
        yield MESSAGES, message if rng.random() > 0.005 else replace(message, deleted=True, text="", mentions="")
    read = talk.messages - (7 if talk.kind is RoomKind.GROUP else 0)
    yield READ_MARKERS, ReadMarker(read_marker_id(talk.room, me), talk.room, talk.kind.value, me, max(0, read))
