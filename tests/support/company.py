"""A company's real database in a folder of the test's own, and a small staff for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_DNS, uuid5

from lunch_desktop.domain.ids import DepartmentId, EmployeeId, OfficeId, RestaurantId
from lunch_desktop.domain.people import DEPARTMENTS, EMPLOYEES, OFFICES, Department, Employee, Office
from lunch_desktop.domain.restaurants.entities import RESTAURANTS, Restaurant
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.store.company.push import ClientForked, SequenceGap
from lunch_desktop.store.company.restoring import Recovering as ServerRecovering
from lunch_desktop.store.company.seals import Seals
from lunch_desktop.store.company.sync import AccountRefused, CompanySync, EpochChanged, NoSuchVolume
from lunch_desktop.store.company.volumes import VolumeFolder
from lunch_desktop.sync.http import ApiError, Forbidden, Recovering, Rejected
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)

NAMES = ("김민지", "이서준", "박지우", "최예은", "정도윤", "강하은", "조시우", "윤채원")


def an_id(name: str) -> str:
    """A steady id for a name."""
    return str(uuid5(NAMESPACE_DNS, name))


OFFICE = Office(OfficeId(an_id("office")), "서울 사무실", "Asia/Seoul")
DEPARTMENTS_HERE = (
    Department(DepartmentId(an_id("dev")), OFFICE.id, "개발팀"),
    Department(DepartmentId(an_id("ops")), OFFICE.id, "경영지원팀"),
)
STAFF = tuple(
    Employee(EmployeeId(an_id(f"employee {n}")), OFFICE.id, DEPARTMENTS_HERE[n % 2].id, name, f"41{n:02}", active=True)
    for n, name in enumerate(NAMES)
)
PLACES = tuple(
    Restaurant(RestaurantId(an_id(name)), OFFICE.id, name, kind, "햇살로 1", walk, price, "02-000-0000")
    for name, kind, walk, price in (
        ("할매국밥", "국밥", 4, 9_000),
        ("김치찌개집", "한식", 7, 8_500),
        ("스시하루", "일식", 9, 15_000),
    )
)

SEALS = Seals(b"known to the tests, to nobody else")


@dataclass
class Company:
    """The server's store, as the server itself uses it."""

    database: CompanyDatabase
    sync: CompanySync
    clock: Clock
    path: Path
    """The database's file where it is one; the desktops' files lie beside it."""

    @property
    def url(self) -> str:
        """Where the database is."""
        return self.database.engine.url.render_as_string(hide_password=False)


def make_company(folder: Path, clock: Clock, *, staff: int = len(STAFF), url: str | None = None) -> Company:
    """A company of the first `staff` people with two departments and three restaurants.

    It is kept in the database at `url`, or in a file in `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "company.db"
    database = CompanyDatabase.open(url or f"sqlite:///{path}")
    sync = CompanySync(database, clock, SEALS, volumes=VolumeFolder(folder / "volumes"))
    sync.import_rows(
        [
            (OFFICES, OFFICE),
            *((DEPARTMENTS, one) for one in DEPARTMENTS_HERE),
            *((EMPLOYEES, one) for one in STAFF[:staff]),
            *((RESTAURANTS, one) for one in PLACES),
        ]
    )
    return Company(database, sync, clock, path)


def company_at(path: Path, clock: Clock, seals: Seals = SEALS, url: str | None = None) -> Company:
    """The server's store over a file, or a database at `url`, that is there."""
    database = CompanyDatabase.open(url or f"sqlite:///{path}")
    sync = CompanySync(database, clock, seals, volumes=VolumeFolder(path.parent / "volumes"))
    return Company(database, sync, clock, path)


REFUSALS = (ClientForked, SequenceGap, EpochChanged, ResyncRequired, AccountRefused, ServerRecovering, NoSuchVolume)


class InProcessRemote:
    """The server's push and pull as one employee's desktop reaches them, without a network in between."""

    def __init__(self, sync: Callable[[], CompanySync], employee_id: str) -> None:
        self._sync = sync
        self._employee_id = employee_id

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        wire = PushRequest.model_validate_json(request.model_dump_json())
        try:
            return PushResponse.model_validate_json(self._sync().push(self._employee_id, wire).model_dump_json())
        except REFUSALS as error:
            raise as_api_error(error) from error

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        wire = PullRequest.model_validate_json(request.model_dump_json(by_alias=True))
        try:
            return PullResponse.model_validate_json(self._sync().pull(self._employee_id, wire).model_dump_json())
        except REFUSALS as error:
            raise as_api_error(error) from error

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        try:
            return self._sync().volume(self._employee_id, volume.name)
        except REFUSALS as error:
            raise as_api_error(error) from error

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        wire = OfferAgainRequest.model_validate_json(request.model_dump_json())
        try:
            answer = self._sync().offer_again(self._employee_id, wire)
        except REFUSALS as error:
            raise as_api_error(error) from error
        return OfferAgainResponse.model_validate_json(answer.model_dump_json())


def as_api_error(error: Exception) -> ApiError:
    """What a desktop's HTTP client makes of the server's refusal."""
    codes = {
        ClientForked: WireCode.CLIENT_FORKED,
        SequenceGap: WireCode.SEQUENCE_GAP,
        EpochChanged: WireCode.EPOCH_CHANGED,
        ResyncRequired: WireCode.RESYNC_REQUIRED,
        NoSuchVolume: WireCode.NOT_FOUND,
    }
    if isinstance(error, AccountRefused):
        return Forbidden(Problem(ProblemCode.ACCOUNT_DEACTIVATED), WireCode.ACCOUNT_DEACTIVATED)
    if isinstance(error, ServerRecovering):
        return Recovering(Problem(ProblemCode.SERVER_RECOVERING, server="test"), WireCode.RECOVERING, error.seconds)
    code = codes[type(error)]
    return Rejected(Problem(ProblemCode.SERVER_REFUSED, server="test", reason=code), code)
