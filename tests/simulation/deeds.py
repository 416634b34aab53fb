"""What may happen in a history, each with how likely it is; small numbers choose the particulars."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lunch_desktop.domain.catalogue import mutations
from lunch_desktop.domain.ids import ChangeId, PartyId, derived_id
from lunch_desktop.domain.parties.inviting import Invite
from lunch_desktop.domain.parties.joining import JoinParty
from lunch_desktop.domain.parties.lateness import BeLate
from lunch_desktop.domain.parties.leaving import LeaveParty
from lunch_desktop.domain.times import HOUR, MINUTE, Instant
from tests.simulation.company import SimulatedCompany
from tests.simulation.founding import STAFF_SIZE
from tests.simulation.network import Fate
from tests.simulation.wishes import LIVELY, wish
from tests.simulation.wishing import Numbers, one_of
from tests.support.company import STAFF
from tests.support.seen import Seen

Deed = Callable[[SimulatedCompany, int, int, int, int], None]

NAMES: Final = sorted(mutation.name for mutation in mutations())
NUMBERS: Final = 12
"""The particulars `a`, `b` and `c` are each below this."""
FATES: Final = [*Fate, *[Fate.ARRIVES] * 5]
DEEDS: dict[str, Deed] = {}
"""By name."""
LIKELY: list[str] = []
"""The names, each as often as it is likely."""


def deed(likely: int) -> Callable[[Deed], Deed]:
    """Register what may happen."""

    def register(one: Deed) -> Deed:
        DEEDS[one.__name__] = one
        LIKELY.extend([one.__name__] * likely)
        return one

    return register


def name_of_a_click(a: int, b: int) -> str:
    """What somebody does: anything there is, and mostly what makes for a lively day."""
    names = NAMES + LIVELY
    return names[(a * NUMBERS + b) % len(names)]


@deed(22)
def click(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Somebody does something that is likely to make sense; now and then the power fails just then."""
    desktop = company.at(who)
    name = name_of_a_click(a, b)
    cut = (1, 7, 99)[a % 3] if b == c == 11 else 0
    desktop.click(name, wish(name, desktop.seen(), (b + c, c, a)), cut)


@deed(3)
def burst(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Somebody does a lot while nothing is sent."""
    desktop = company.at(who)
    for turn in range(2 + a * 3 // 4):
        name = one_of(LIVELY, b * 7 + turn * 5, "")
        desktop.click(name, wish(name, desktop.seen(), (c + turn, b, turn)))
    company.most("longest queue", len(desktop.desk().queue))


@deed(22)
def exchange(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The engine takes its next step, the network does what it does, and something may happen meanwhile."""
    desktop, fate = company.at(who), FATES[a]
    others = {
        1: lambda: desktop.hear(everything=True),
        2: lambda: desktop.click("party.join", wish("party.join", desktop.seen(), (c, b, a))),
        3: lambda: company.at(who + 1).exchange(),
        4: lambda: click(company, who, c, c, 1),
    }
    desktop.remote.fate, desktop.remote.meanwhile = fate, others.get(b)
    desktop.facts.behind = True
    before = desktop.remote.exchanges
    desktop.exchange()
    if desktop.remote.exchanges > before:
        company.tally[f"network: {fate}"] += 1
    desktop.remote.fate, desktop.remote.meanwhile = Fate.ARRIVES, None  # there may have been nothing to exchange


@deed(8)
def work_online(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The network is good for a while."""
    del b, c
    desktop = company.at(who)
    desktop.facts.behind = True
    for _ in range(1 + a % 3):
        desktop.exchange()


@deed(10)
def hear(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The oldest event that this desktop has not seen arrives, or all of them."""
    del b, c
    company.at(who).hear(everything=a % 2 == 1)


@deed(8)
def arrive_late(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """What the network held back arrives after all, behind what was sent later; or it begins to hold something back."""
    del b, c
    held_back = [one for one in company.desktops if one.remote.late_answers or one.remote.late_requests]
    if not held_back:
        desktop = company.at(who)
        desktop.facts.unsent, desktop.facts.behind, desktop.remote.fate = False, True, Fate.ANSWER_LATE
        desktop.exchange()
        desktop.remote.fate = Fate.ARRIVES
        return
    desktop = held_back[who % len(held_back)]
    if desktop.remote.late_answers and (a % 2 or not desktop.remote.late_requests):
        desktop.answer_arrives_late()
    else:
        company.tally["late request arrived"] += 1
        desktop.remote.deliver_late_request()


@deed(10)
def elsewhere(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """A colleague does something at a desktop that is always connected; perhaps everybody is told at once."""
    n, name = 2 + who % 3, name_of_a_click(a, b)
    company.push_from(n, name, wish(name, company.seen_by(n), (b + c, c, a)))
    for desktop in company.desktops if c % 2 else ():
        desktop.hear(everything=True)


@deed(8)
def crowd(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Everybody wants the one free seat, from wherever they are; now and then somebody gives one up."""
    party = company.wanted_party()
    leaves, until = a % 4 == 3, Instant(company.clock.now() + HOUR)
    for n in range(STAFF_SIZE) if leaves or b % 3 == 0 else [who]:
        company.push_from(n, "party.join", JoinParty(party, leaves or c % 4 != 3, until))
    if leaves:
        seated = company.seated(party)
        n = seated[who % len(seated)] if seated else who
        mine = company.seen_by(n).memberships.get(party)
        company.push_from(n, "party.leave", LeaveParty(party, mine.joined_by if mine else None))


@deed(3)
def race(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Everybody clicks the same seat, perhaps hears what others did, and only then sends it."""
    party, desktops = company.wanted_party(), company.desktops
    for desktop in desktops:
        if party in desktop.desk().shown["parties"]:
            until = Instant(company.clock.now() + HOUR)
            desktop.click("party.join", JoinParty(party, a % 3 != 2, until))
    first = who % len(desktops)
    for desktop in [*desktops[first:], *desktops[:first]]:
        if b % 2:
            desktop.hear(everything=True)
        desktop.facts.unsent = True
        for _ in range(1 + c % 2):
            desktop.exchange()


@deed(4)
def plan_a_lunch(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Somebody opens a party, asks colleagues, changes it, and perhaps takes all of it back before it is sent."""
    desktop = company.at(who)
    before = {one.uuid for one in desktop.desk().queue}
    desktop.click("party.open", wish("party.open", desktop.seen(), (a, b, c)))
    opened = [one.uuid for one in desktop.desk().queue if one.uuid not in before]
    if not opened:
        return
    party = PartyId(derived_id(ChangeId(opened[0]), 0))
    desktop.click("party.invite", Invite(party, STAFF[c % STAFF_SIZE].id))
    desktop.click("party.late", BeLate(party, 5))
    if a % 3 == 0:
        desktop.exchange()
    if a % 2 == 0:
        desktop.withdraw(opened[0], lambda: desktop.store.discard(opened))


@deed(4)
def vote(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """A host lets the others decide; they choose, mostly offline; it ends by deadline or host, or somebody leaves."""
    running = [one for one in company.server.oracle.tables["votes"].values() if one["state"] == "open"]
    if not running or a % 3 == 0:
        party = company.wanted_party()
        host = company.server.oracle.tables["parties"].get(party, {}).get("host_id")
        n = next((n for n, one in enumerate(STAFF) if one.id == host), who)
        company.push_from(n, "vote.open", wish("vote.open", only(company.seen_by(n), party), (a, b, c)))
    for desktop in company.desktops:
        desktop.click("vote.cast", wish("vote.cast", desktop.seen(), (a, b + len(desktop.clicked), c)))
        if (b + c) % 3 == 0:
            desktop.exchange()
    if c % 4 == 0:
        company.clock.advance((20, 60, 90)[b % 3] * MINUTE)
        company.server.do_what_is_due()
    elif c % 4 == 1:
        click_as(company, who, "vote.close", (a, b, c))
    elif c % 4 == 2:
        click_as(company, who, "party.leave", (a, 0, c))
    for desktop in company.desktops if b % 2 else ():
        desktop.facts.unsent = desktop.facts.behind = True
        desktop.exchange()


def only(seen: Seen, party: PartyId) -> Seen:
    """What somebody sees, if they looked at one party alone."""
    return replace(seen, parties=[one for one in seen.parties if one.id == party] or seen.parties)


def click_as(company: SimulatedCompany, who: int, name: str, numbers: Numbers) -> None:
    """Somebody at a desktop wants this."""
    desktop = company.at(who)
    desktop.click(name, wish(name, desktop.seen(), numbers))


@deed(8)
def invitation(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """A colleague elsewhere asks somebody to the party of invited people, or takes that back."""
    guest, asked = STAFF[who % 2], a % 2 == 0
    desktops = [one for one in company.desktops if one.employee_id == guest.id]
    secret = company.first_day.secret
    held = sum(secret in one.desk().shown["parties"] for one in desktops)
    host = 3 if b else 2
    code = company.push_from(host, "party.invite" if asked else "party.uninvite", Invite(secret, guest.id))
    if code is None and asked:
        company.tally["a right reaches desktops that lack the rows"] += len(desktops) - held
    elif code is None:
        company.tally["a right is withdrawn from desktops that hold the rows"] += held
    for desktop in desktops if c % 2 else ():
        desktop.facts.behind = True
        desktop.exchange()


@deed(5)
def rights(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """An admin moves a colleague to the other department, deactivates an account or takes somebody back."""
    del b, c
    if not company.is_active(who):
        company.employ(who, active=True)
    elif a % 4 == 3:
        company.employ(who, active=False)
    else:
        company.employ(who)


@deed(4)
def the_server_works(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The server does by itself what is due, alone or with another process, or is killed at it."""
    company.server.do_what_is_due(rivals=a % 2 == 0, cut=1 + b if c % 4 == 3 else 0)
    company.open_streams()
    if who % 2:
        company.at(who).hear(everything=True)


@deed(4)
def desktop_falls(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The program is killed in the middle of an exchange, or after it, and starts again on what was left."""
    del c
    desktop = company.at(who)
    desktop.facts.behind = True
    desktop.exchange(cut=1 + a * 4 + b % 4)


@deed(4)
def server_falls(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The server is killed in the middle of a push, or between two requests, and starts again."""
    desktop = company.at(who)
    if c % 4 == 0:
        company.server.restart()
    else:
        company.server.cut_at = 1 + a * 3 + b % 3
        desktop.facts.unsent = True
        desktop.exchange()
    company.open_streams()


@deed(3)
def server_restored(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The operator copies the server's database, or puts the copy back; then some desktops meet it, or all of them."""
    if a < 7:
        company.server.back_up()
        return
    company.server.restore(said=b % 2 == 0)
    company.open_streams()
    for desktop in company.desktops[: c % 3 * 2]:
        desktop.facts.behind = True
        desktop.exchange()
    if who % 2:
        company.server.end_recovery()


@deed(7)
def accident(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The program is killed at rest; its file is copied, the copy takes its place, or is opened somewhere else."""
    del c
    desktop = company.at(who)
    if a < 4:
        desktop.back_up()
    elif a < 8 and desktop.backup is not None:
        company.tally["restored from an older copy"] += 1
        desktop.restore(desktop.backup, unnoticed=b % 2 == 0)
    elif a < 10:
        desktop.fall()
    else:
        company.clone(who % len(company.desktops), unnoticed=b % 2 == 0)


@deed(2)
def old_copy_meets_its_future(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """An older copy hears what became of changes that it does not know, just while its person makes another."""
    desktop = company.at(who)
    backup = desktop.back_up()
    click(company, who, a, b, c)
    for _ in range(3):
        desktop.exchange()
    desktop.restore(backup, unnoticed=True)
    desktop.exchange()
    desktop.facts.unsent, desktop.facts.behind = False, True
    desktop.remote.meanwhile = lambda: click(company, who, c, a, 1)
    desktop.exchange()
    desktop.remote.meanwhile = None


@deed(6)
def withdraw(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Somebody takes back a change that waits, and with it whatever was built on what it made."""
    del b, c
    waiting_somewhere = [one for one in company.desktops if one.desk().queue]
    if not waiting_somewhere:
        return
    desktop = waiting_somewhere[who % len(waiting_somewhere)]
    waiting = [one for one in desktop.reads.sync_centre().waiting if one.undoable]
    if waiting:
        uuid = waiting[a % len(waiting)].uuid
        desktop.withdraw(uuid, lambda: desktop.store.discard([uuid]))


@deed(3)
def undo(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Somebody undoes a change that was decided."""
    del b, c
    desktop = company.at(who)
    decided = [
        uuid for (uuid,) in desktop.plain.ask("SELECT uuid FROM history WHERE inverse IS NOT NULL ORDER BY uuid")
    ]
    if decided:
        uuid = decided[-1 - a % len(decided)]
        desktop.withdraw(uuid, lambda: desktop.store.undo(uuid))


@deed(5)
def time_passes(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """Lunch comes nearer."""
    del who, b, c
    company.clock.advance((1, 5, 10, 30)[a % 4] * MINUTE)
    company.server.do_what_is_due()


@deed(1)
def heal(company: SimulatedCompany, who: int, a: int, b: int, c: int) -> None:
    """The network works again."""
    del who, a, b, c
    company.heal()
