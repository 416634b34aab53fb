"""The network between desktops and server: it loses, repeats, holds back and lets overtake, at the machine's word."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from lunch_desktop.sync.http import Unreachable
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)
from tests.simulation.power import PowerCut
from tests.support.company import REFUSALS, as_api_error

A = TypeVar("A")


class Fate(StrEnum):
    """What becomes of one exchange."""

    ARRIVES = "arrives"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    TWICE = "twice"
    """The request arrives twice, and the later answer is taken."""
    TWICE_EARLIER = "twice, earlier answer"
    REQUEST_LATE = "request late"
    """The desktop gives up; the request arrives later on, after others."""
    ANSWER_LATE = "answer late"
    """The desktop gives up; the answer to a pull arrives later on, after others."""


class Server(Protocol):
    """What the network leads to. It may be cut off at any moment."""

    def push(self, employee_id: str, request: PushRequest) -> PushResponse: ...
    def pull(self, employee_id: str, request: PullRequest) -> PullResponse: ...
    def volume(self, employee_id: str, volume: Volume) -> bytes: ...
    def offer_again(self, employee_id: str, request: OfferAgainRequest) -> OfferAgainResponse: ...


@dataclass(frozen=True)
class LateAnswer:
    """An answer that is still under way, and what was asked."""

    request: PullRequest
    answer: PullResponse


def unreachable() -> Unreachable:
    """What a desktop learns of anything that the network does to it."""
    return Unreachable(Problem(ProblemCode.SERVER_UNREACHABLE, server="test"))


class Way:
    """One desktop's way to the server; its next exchange meets `fate`.

    `meanwhile` happens between the server's answer and its arrival. `exchanges` counts what reached the server.
    """

    def __init__(self, server: Server, employee_id: str) -> None:
        self._server = server
        self._employee_id = employee_id
        self.fate = Fate.ARRIVES
        self.meanwhile: Callable[[], None] | None = None
        self.exchanges = 0
        self.late_requests: list[PushRequest] = []
        self.late_answers: list[LateAnswer] = []

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        if self.fate is Fate.REQUEST_LATE:
            self.late_requests.append(request)
        return self._through(lambda: self._push(request))

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        late = self.fate is Fate.ANSWER_LATE
        answer = self._through(lambda: self._pull(request), keep=late)
        if late:
            self.late_answers.append(LateAnswer(request, answer))
            raise unreachable()
        return answer

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        return self._through(lambda: self._asked(lambda: self._server.volume(self._employee_id, volume)))

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        wire = OfferAgainRequest.model_validate_json(request.model_dump_json())
        answer = self._through(lambda: self._asked(lambda: self._server.offer_again(self._employee_id, wire)))
        return OfferAgainResponse.model_validate_json(answer.model_dump_json())

    def deliver_late_request(self) -> None:
        """The oldest request that was held back arrives; nobody waits for its answer any more."""
        request = self.late_requests.pop(0)
        try:
            self._push(request)
        except Exception as error:  # whatever the server said went nowhere
            if isinstance(error, AssertionError):
                raise

    def _through(self, exchange: Callable[[], A], *, keep: bool = False) -> A:
        fate, self.fate = self.fate, Fate.ARRIVES
        if fate in (Fate.REQUEST_LOST, Fate.REQUEST_LATE):
            raise unreachable()
        answer = exchange()
        if fate is Fate.TWICE_EARLIER:
            exchange()
        elif fate is Fate.TWICE:
            answer = exchange()
        if fate is Fate.ANSWER_LOST or (fate is Fate.ANSWER_LATE and not keep):
            raise unreachable()
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return answer

    def _push(self, request: PushRequest) -> PushResponse:
        wire = PushRequest.model_validate_json(request.model_dump_json())
        answer = self._asked(lambda: self._server.push(self._employee_id, wire))
        return PushResponse.model_validate_json(answer.model_dump_json())

    def _pull(self, request: PullRequest) -> PullResponse:
        wire = PullRequest.model_validate_json(request.model_dump_json(by_alias=True))
        answer = self._asked(lambda: self._server.pull(self._employee_id, wire))
        return PullResponse.model_validate_json(answer.model_dump_json())

    def _asked(self, ask: Callable[[], A]) -> A:
        self.exchanges += 1
        try:
            return ask()
        except PowerCut:
            raise unreachable() from None
        except REFUSALS as error:
            raise as_api_error(error) from error
