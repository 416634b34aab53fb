"""A database that was restored from an older backup: what desktops can prove to have been applied is applied again.

For a while the server gathers what desktops offer; then everything runs in its former order, as of its former time, so
that who had a seat has it again. What comes later is decided at once, on top of what stands by then.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from lunch_desktop.domain.ids import ClientId, EmployeeId
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.store.company.commit import Written
from lunch_desktop.store.company.cursors import Head, mint_epoch
from lunch_desktop.store.company.deciding import Asked, Deciding
from lunch_desktop.store.company.receipts import is_proven
from lunch_desktop.store.company.results import known_results
from lunch_desktop.store.company.schema import CompanySchema
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.listed import insert_for
from lunch_desktop.wire.changes import LARGEST_BATCH, Outcome
from lunch_desktop.wire.sync import OfferAgainRequest, OfferedAgain, Result

GATHERING = 2 * MINUTE
"""For how long a restored server gathers, in milliseconds."""

AWAITED: Final = Instant(0)
"""As the end of the gathering: it begins with the first request, as the database was restored while nobody served."""

_OUR_FAULTS: Final = (
    IntegrityError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""A change that meets one of these is refused: there is no desktop to set it aside, and the others must not wait."""

log = logging.getLogger(__name__)


class Recovering(Exception):
    """The server gathers what desktops offer again; nothing else is served. `seconds` is how long that takes yet."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


class GatheringDue(Recovering):
    """The database was restored while nobody served it: the gathering begins now."""


class Gathered(Exception):
    """The time to gather is over: what was gathered is to be applied before anything else is served."""


@dataclass(frozen=True)
class Offered:
    """What became of an offer; `written` is None where nothing was decided."""

    taken: int
    unproven: list[str]
    results: list[Result]
    written: Written | None


def begin(connection: Connection, schema: CompanySchema, head: Head, lost: str | None, now: Instant, span: int) -> None:
    """Mint a new epoch, and gather for `span` milliseconds; `lost` is the epoch of the future that is gone."""
    epoch = mint_epoch(now, head.epoch, *([lost] if lost else []))
    connection.execute(update(schema.head).values(epoch=epoch, gathering_until=now + span))
    log.warning("the database was restored from an older backup; gathering", extra={"fields": {"head": head.version}})


def await_first_request(connection: Connection, schema: CompanySchema, head: Head, now: Instant) -> None:
    """Mint a new epoch for a database that is restored while nobody serves it; gathering begins when somebody does."""
    epoch = mint_epoch(now, head.epoch)
    connection.execute(update(schema.head).values(epoch=epoch, gathering_until=AWAITED))


def begin_awaited(connection: Connection, schema: CompanySchema, now: Instant, span: int) -> None:
    """Let a gathering that was awaited begin, unless another process has."""
    awaited = schema.head.c.gathering_until == AWAITED
    connection.execute(update(schema.head).where(awaited).values(gathering_until=now + span))


def check_open(head: Head, now: Instant, span: int) -> None:
    """Raises Recovering while the server gathers, GatheringDue before that, and Gathered when it has.

    A clock that was set back does not make the time longer than its `span`.
    """
    if head.gathering_until is None:
        return
    if head.gathering_until == AWAITED:
        raise GatheringDue(-(-span // 1000))
    left = head.gathering_until - now
    if 0 < left <= span:
        raise Recovering(-(-left // 1000))
    raise Gathered


class Restoring:
    """What is offered again, inside the caller's writing transaction."""

    def __init__(self, connection: Connection, schema: CompanySchema, seals: Seals, deciding: Deciding) -> None:
        self._connection = connection
        self._schema = schema
        self._seals = seals
        self._deciding = deciding

    def take(self, actor: EmployeeId, request: OfferAgainRequest, head: Head) -> Offered:
        """Keep the offered changes while the server gathers, else decide them now; what was decided before stands.

        A change whose result is no longer kept would be taken for one that is new: it counts as unproven.
        """
        uuids = [one.result.uuid for one in request.changes]
        known = known_results(self._connection, self._schema, self._seals, actor, uuids)
        new: dict[str, OfferedAgain] = {}
        results: dict[str, Result] = {}
        unproven: list[str] = []
        for one in request.changes:
            result, standing = one.result, known.get(one.result.uuid)
            if not is_proven(one, actor, self._seals):
                unproven.append(result.uuid)
            elif standing is not None and (standing.hash == result.hash or standing.outcome is Outcome.VOID):
                results[result.uuid] = standing
            elif standing is not None or result.version <= head.log_floor:
                unproven.append(result.uuid)
            else:
                new[result.uuid] = one
        ordered = sorted(new.values(), key=lambda one: (one.result.version, one.result.place))
        written = None
        if ordered and head.gathering_until is not None:
            self._keep(actor, request.client_id, ordered)
        elif ordered:
            client = ClientId(request.client_id)
            asked = [
                Asked(actor, client, Instant(one.result.at), one.result.seq, one.result.uuid, one.payload)
                for one in ordered
            ]
            decided, written = self._deciding.decide(asked, faults=_OUR_FAULTS)
            results |= {result.uuid: result for result in decided}
        return Offered(len(request.changes) - len(unproven), unproven, list(results.values()), written)

    def apply_some(self) -> Written | None:
        """Decide the next of what was gathered, in its former order; None if that was all, and the server is open."""
        gathered, results = self._schema.gathered, self._schema.results
        known = select(results.c.uuid).where(
            results.c.employee_id == gathered.c.employee_id, results.c.uuid == gathered.c.uuid
        )
        self._connection.execute(delete(gathered).where(known.exists()))
        order = (gathered.c.version, gathered.c.place, gathered.c.employee_id, gathered.c.uuid)
        some = self._connection.execute(select(gathered).order_by(*order).limit(LARGEST_BATCH)).all()
        if not some:
            self._connection.execute(update(self._schema.head).values(gathering_until=None))
            return None
        keys = [(row.employee_id, row.uuid) for row in some]
        self._connection.execute(delete(gathered).where(tuple_(gathered.c.employee_id, gathered.c.uuid).in_(keys)))
        asked = [
            Asked(EmployeeId(row.employee_id), ClientId(row.client_id), Instant(row.at), 0, row.uuid, row.payload)
            for row in some
        ]
        _, written = self._deciding.decide(asked, faults=_OUR_FAULTS)
        return written

    def _keep(self, actor: EmployeeId, client: str, changes: Sequence[OfferedAgain]) -> None:
        statement = insert_for(self._connection.dialect.name)(self._schema.gathered)
        self._connection.execute(
            statement.on_conflict_do_nothing(),
            [
                {
                    "employee_id": actor,
                    "uuid": one.result.uuid,
                    "client_id": client,
                    "payload": one.payload,
                    "version": one.result.version,
                    "place": one.result.place,
                    "at": one.result.at,
                }
                for one in changes
            ],
        )
