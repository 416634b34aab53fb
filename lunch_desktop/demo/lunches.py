"""Parties of the demo company, opened, joined and left by the product's own mutations."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunch_desktop.demo.days import Clock
from lunch_desktop.demo.people import Circles, Staff
from lunch_desktop.demo.world import DemoWorld
from lunch_desktop.demo.writing import Writer
from lunch_desktop.domain.ids import EmployeeId, PartyId, RestaurantId
from lunch_desktop.domain.parties.entities import (
    MEMBERSHIPS,
    PARTIES,
    REQUEST_LAPSES,
    TAKING_PART,
    Membership,
    Party,
    PartyState,
    Visibility,
    membership_id,
)
from lunch_desktop.domain.parties.inviting import INVITE, Invite
from lunch_desktop.domain.parties.joining import JOIN_PARTY, JoinParty
from lunch_desktop.domain.parties.leaving import LEAVE_PARTY, LeaveParty
from lunch_desktop.domain.parties.opening import OPEN_PARTY, OpenParty
from lunch_desktop.domain.parties.seats import confirmed
from lunch_desktop.domain.times import MINUTE, Day, Instant, later

JOINED_BEFORE: Final = 35 * MINUTE
"""Everybody has joined this long before the meeting, so that later leaves still promote those who wait."""


class Lunches:
    """The stage on which people open parties and come along."""

    def __init__(
        self,
        world: DemoWorld,
        staff: Staff,
        circles: Circles,
        writer: Writer,
        clock: Clock,
    ) -> None:
        self.world = world
        self.staff = staff
        self.circles = circles
        self.writer = writer
        self.clock = clock

    @property
    def protagonist(self) -> EmployeeId:
        """The employee as whom the demo is shown."""
        return self.staff.employees[0].id

    def everybody(self) -> list[EmployeeId]:
        """All employees, in a fixed order."""
        return [one.id for one in self.staff.employees]

    def colleagues(self) -> list[EmployeeId]:
        """Everybody but the protagonist."""
        return [one for one in self.everybody() if one != self.protagonist]

    def idle(self, among: Iterable[EmployeeId], day: Day, start: Instant, end: Instant) -> list[EmployeeId]:
        """Those who are in no party, not even waiting, that touches the time from `start` to `end`."""
        return [one for one in among if not self._engaged(one, day, start, end)]

    def idle_at_lunch(self, among: Iterable[EmployeeId], day: Day) -> list[EmployeeId]:
        """Those without a party at lunch time: nobody eats lunch twice."""
        return self.idle(among, day, self.clock.at(day, 11), self.clock.at(day, 14))

    def _engaged(self, employee: EmployeeId, day: Day, start: Instant, end: Instant) -> bool:
        for mine in self.world.find(MEMBERSHIPS, employee_id=employee, day=day):
            party = self.party(mine.party_id)
            happens = mine.state in TAKING_PART and party.state != PartyState.CANCELLED
            if happens and party.meets_at < end and start < party.ends_at:
                return True
        return False

    def party(self, party_id: PartyId) -> Party:
        """The party as it stands."""
        found = self.world.get(PARTIES, party_id)
        if not found:
            raise LookupError(party_id)
        return found

    def members(self, party_id: PartyId) -> list[Membership]:
        """The confirmed members, the longest-confirmed first."""
        return confirmed(self.world.find(MEMBERSHIPS, party_id=party_id))

    def taken_restaurants(self, day: Day) -> set[RestaurantId]:
        """Restaurants that a party of the day goes to: two of them at one place would join up."""
        parties = self.world.find(PARTIES, office_id=self.staff.office.id, day=day)
        return {one.restaurant_id for one in parties if one.restaurant_id is not None}

    def hold(self, draft: OpenParty, host: EmployeeId, opened: Instant, guests: Sequence[EmployeeId]) -> PartyId:
        """Open a party; the guests join in order, those beyond its capacity wait."""
        answer = self.world.act(host, opened, OPEN_PARTY, draft)
        party_id = PartyId(answer["party_id"])
        moment = self.arranged_by(self.party(party_id))
        for guest in guests:
            if draft.visibility == Visibility.INVITED:
                self.world.act(host, moment, INVITE, Invite(party_id, guest))
            until = later(draft.meets_at, -REQUEST_LAPSES)
            self.world.act(guest, moment, JOIN_PARTY, JoinParty(party_id, or_wait=True, until=until))
        return party_id

    def arranged_by(self, party: Party) -> Instant:
        """The moment at which everybody who came had said so."""
        return min(self.clock.now, later(party.meets_at, -JOINED_BEFORE))

    def invite(self, party_id: PartyId, guest: EmployeeId) -> None:
        """The host asks somebody, who hasn't answered yet."""
        party = self.party(party_id)
        self.world.act(party.host_id, self.arranged_by(party), INVITE, Invite(party_id, guest))

    def leave(self, party_id: PartyId, employee: EmployeeId, when: Instant) -> None:
        """Give up a seat, or decline an invitation."""
        mine = self.world.get(MEMBERSHIPS, membership_id(party_id, employee))
        if mine:
            self.world.act(employee, when, LEAVE_PARTY, LeaveParty(party_id, mine.joined_by))
