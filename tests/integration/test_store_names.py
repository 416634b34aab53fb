"""Names as pickers, the palette and searches find them, over a real desktop file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.domain.ids import PartyId, RestaurantId
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import MINUTE, Day, Instant, at
from lunch_desktop.store.desktop.queries.names import ranked
from lunch_desktop.store.desktop.queries.parties import PartyFilter
from tests.support.clock import ManualClock
from tests.support.company import OFFICE, PLACES, STAFF, make_company
from tests.support.desktop import Desktop, make_desktop

TODAY = Day("2026-11-23")
NOON = at(TODAY, 12, 0, OFFICE.time_zone)


class Office:
    """김민지's desktop, and a colleague's."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(at(TODAY, 9, 0, OFFICE.time_zone))
        self.company = make_company(folder / "company", self.clock)
        self.me = make_desktop(self.company, STAFF[0].id)
        self.colleague = make_desktop(self.company, STAFF[5].id)

    def opens(self, title: str, place: int | None, *, day: int = 0) -> PartyId:
        """The colleague opens a party, so many days from now; `place` is the number of a restaurant."""
        restaurant = RestaurantId(PLACES[place].id) if place is not None else None
        when = Instant(NOON + day * 24 * 60 * MINUTE)
        self.colleague.sync()
        done = self.colleague.do("party.open", OpenParty(title, restaurant, when, 60, "1층 로비", 4, "", "office"))
        self.sync(self.colleague, self.me)
        return PartyId(str(done.answer["party_id"]))

    def join(self, party: PartyId, *, day: int = 0) -> None:
        """I take a seat, and get it."""
        until = Instant(NOON + day * 24 * 60 * MINUTE - 15 * MINUTE)
        self.me.do("party.join", JoinParty(party, or_wait=True, until=until))
        self.sync(self.me)

    def sync(self, *desktops: Desktop) -> None:
        """Exchange everything."""
        for desktop in desktops:
            desktop.sync()

    def titles(self, search: str, which: PartyFilter = PartyFilter.COMING) -> list[str]:
        """The parties of a list that a search finds."""
        ids = self.me.reads.party_ids(which, TODAY, search)
        return [view.party.title for view in self.me.reads.parties(ids)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Nobody has opened anything yet."""
    made = Office(tmp_path)
    made.sync(made.me)
    yield made
    made.me.close()
    made.colleague.close()
    made.company.database.close()


def test_those_met_and_places_visited_lately_stand_first(office: Office) -> None:
    assert [one.name for one in office.me.reads.colleagues()][:2] == ["강하은", "박지우"]
    assert [one.name for one in office.me.reads.restaurants()] == ["할매국밥", "김치찌개집", "스시하루"]
    office.colleague.sync()
    office.join(office.opens("초밥", 2))
    office.join(office.opens("찌개", 1, day=1), day=1)
    assert [one.name for one in office.me.reads.restaurants()] == ["김치찌개집", "스시하루", "할매국밥"]
    assert office.me.reads.colleagues()[0].name == "강하은"
    met = office.me.reads.names_of_people()[0]
    assert (met.name, met.department, met.extension) == ("강하은", "경영지원팀", "4105")


def test_people_are_found_by_initial_consonants_and_by_team(office: Office) -> None:
    assert [one.name for one in office.me.reads.colleagues("ㅈㄷㅇ")] == ["정도윤"]
    assert [one.name for one in office.me.reads.colleagues("dltjwns")] == ["이서준"]
    team = {one.name for one in office.me.reads.colleagues("개발")}
    assert team == {"박지우", "정도윤", "조시우"}
    assert office.me.reads.colleagues("김민지") == []  # that's me
    assert office.me.reads.colleague(STAFF[1].id) == office.me.reads.colleagues("이서준")[0]
    assert office.me.reads.colleague("nobody") is None


def test_restaurants_are_found_by_name_before_category(office: Office) -> None:
    assert [one.name for one in office.me.reads.restaurants("ㄱㅊㅉㄱ")] == ["김치찌개집"]
    assert [one.name for one in office.me.reads.restaurants("일식")] == ["스시하루"]
    assert [one.name for one in office.me.reads.restaurants("국")] == ["할매국밥"]
    assert ranked(["한 국수 식당", "강남집", "한식당"], ["", "한식", ""], "한식", 5) == [2, 1, 0]
    assert ranked(["가", "가나", "가나다"], ["", "", ""], "가", 2) == [0, 1]


@pytest.mark.parametrize("search", ["ㄱㅂ", "국밥", "할매", "ㅎㅁ", "국밥 로비", "로비 국", "rnrqkq", "궁"])
def test_parties_are_found_by_title_place_and_restaurant(office: Office, search: str) -> None:
    office.opens("든든하게 국밥", 0)
    office.opens("초밥 먹어요", 2, day=1)
    expected = [] if search in ("rnrqkq", "궁") else ["든든하게 국밥"]
    assert office.titles(search) == expected


def test_the_coming_are_named_soonest_first_and_the_past_by_words(office: Office) -> None:
    office.opens("내일 국밥", 0, day=1)
    office.opens("오늘 국밥", None)
    coming = office.me.reads.names_of_coming_parties(TODAY)
    assert [(one.name, one.place) for one in coming] == [("오늘 국밥", "1층 로비"), ("내일 국밥", "할매국밥")]
    tomorrow = Day("2026-11-24")
    assert [one.name for one in office.me.reads.names_of_coming_parties(tomorrow)] == ["내일 국밥"]
    assert [one.name for one in office.me.reads.names_of_past_parties(tomorrow, "국밥", 5)] == ["오늘 국밥"]
    assert office.me.reads.names_of_past_parties(tomorrow, "초밥", 5) == []
    assert office.me.reads.names_of_past_parties(tomorrow, "!", 5) == []
