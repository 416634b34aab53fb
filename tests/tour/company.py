"""The company that the tour visits, and a colleague who acts at the same time."""

from pathlib import Path
from typing import Final

from lunch_desktop.demo.people import DemoAccount
from lunch_desktop.domain.ids import EmployeeId, PartyId
from lunch_desktop.domain.mutations import Intent
from lunch_desktop.domain.parties.cancelling import CancelParty
from lunch_desktop.domain.parties.editing import EditParty
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.opening import OpenParty
from lunch_desktop.domain.times import HOUR, Instant, at
from lunch_desktop.store.desktop.performed import Performed
from tests.performance.engine_desktop import EngineDesktop
from tests.performance.large_company import LargeCompany

DAY: Final = 24 * HOUR
ROWS: Final = 10_000


class Colleague:
    """Another desktop without a window: the real store, engine and sign-in, of somebody else or of the same person."""

    def __init__(self, folder: Path, address: str, account: DemoAccount, password: str) -> None:
        folder.mkdir(parents=True)
        self._desktop = EngineDesktop(folder, address, account.login, password, lambda _changed: None)
        self._desktop.wait_until_live()

    def do(self, name: str, arguments: object) -> Performed:
        """Perform a mutation, and send it."""
        done = self._desktop.store.perform(Intent(name, arguments))
        self._desktop.engine.local_change()
        return done

    def open_party(self, title: str, meets_at: Instant, seats: int = 4, place: str = "1층 로비") -> str:
        """Open a party for the office; its id."""
        opened = OpenParty(title, None, meets_at, 60, place, seats, "", "office")
        return str(self.do("party.open", opened).answer["party_id"])

    def invite(self, party_id: str, employee_id: str) -> None:
        """Invite somebody."""
        self.do("party.invite", Invite(PartyId(party_id), EmployeeId(employee_id)))

    def rename(self, party_id: str, old: str, new: str) -> None:
        """Give a party another title."""
        self.do("party.edit", EditParty(PartyId(party_id), {"title": (old, new)}))

    def cancel(self, party_id: str) -> None:
        """Call a party off."""
        self.do("party.cancel", CancelParty(PartyId(party_id)))

    def close(self) -> None:
        """Leave."""
        self._desktop.close()


def found(folder: Path, rows: int = ROWS) -> LargeCompany:
    """The demo company with so many rows for one person to see."""
    return LargeCompany(folder, rows)


def quiet_noon(company: LargeCompany, days: int = 1) -> Instant:
    """Noon on a day on which nobody has other plans: so many days after the last that the company has planned."""
    last, office = company.company.parties[-1], company.company.office
    return Instant(at(last.day, 12, 0, office.time_zone) + days * DAY)
