"""Push and pull. Requests are read and answers written in worker threads: neither is work for the event loop."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel

from lunch_desktop.server.answers import json_answer, parsed
from lunch_desktop.server.needs import LARGE_BODY, Needs, Of, RouteTable, session_of
from lunch_desktop.server.routes import API
from lunch_desktop.server.services import Services
from lunch_desktop.server.workers import Workers
from lunch_desktop.store.company.cursors import ResyncRequired
from lunch_desktop.store.company.push import ClientForked, SequenceGap
from lunch_desktop.store.company.restoring import Recovering
from lunch_desktop.store.company.sync import AccountRefused, EpochChanged, NoSuchVolume
from lunch_desktop.wire.problems import ProblemError, WireCode
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
)

M = TypeVar("M", bound=BaseModel)

_CODES: Final[Mapping[type[Exception], WireCode]] = {
    AccountRefused: WireCode.ACCOUNT_DEACTIVATED,
    EpochChanged: WireCode.EPOCH_CHANGED,
    ClientForked: WireCode.CLIENT_FORKED,
    SequenceGap: WireCode.SEQUENCE_GAP,
    ResyncRequired: WireCode.RESYNC_REQUIRED,
    NoSuchVolume: WireCode.NOT_FOUND,
}


def add(table: RouteTable, services: Services) -> None:
    """`sync/push`, `sync/pull`, `sync/volumes`, `sync/offer-again`."""

    served = services.metrics.served

    async def push(request: Request) -> Response:
        """Decide the changes of one device, in order; each result is given again to whoever asks again."""
        return await _served(request, PushRequest, services.sync.push, services.crew.pushers, served)

    async def pull(request: Request) -> Response:
        """What changed since the cursor, in all that the employee may see."""
        body = await request.body()
        employee_id = session_of(request).employee_id
        content_type, accepted = _said(request)

        def ask() -> tuple[PullRequest, Response | None]:
            wanted = parsed(PullRequest, body, content_type)
            answer = services.sync.pull_if_nothing_new(employee_id, wanted)
            return wanted, None if answer is None else answered(answer)

        def read(wanted: PullRequest) -> Response:
            with _translated():
                answer = services.sync.pull(employee_id, wanted)
            return answered(answer)

        def answered(answer: PullResponse) -> Response:
            served(answer)
            return json_answer(answer, accepted)

        wanted, response = await services.crew.askers.run(ask)
        return response if response is not None else await services.crew.readers.run(read, wanted)

    async def volume(request: Request, name: str) -> Response:
        """A part of a long answer, as a compressed SQLite database; an answer to a pull names it."""
        employee_id = session_of(request).employee_id

        def work() -> Response:
            with _translated():
                content = services.sync.volume(employee_id, name)
            return Response(content, media_type="application/octet-stream")

        return await services.crew.readers.run(work)

    async def offer_again(request: Request) -> Response:
        """What a desktop can prove to have been applied before the database was restored from an older backup."""
        return await _served(request, OfferAgainRequest, services.sync.offer_again, services.crew.pushers, served)

    table.add(
        "POST",
        f"{API}/sync/push",
        push,
        needs=Needs.EMPLOYEE,
        of=Of.SEEN,
        body=PushRequest,
        answer=PushResponse,
        errors=(409, 410, 415),
        largest=LARGE_BODY,
    )
    table.add(
        "POST",
        f"{API}/sync/pull",
        pull,
        needs=Needs.EMPLOYEE,
        of=Of.SEEN,
        body=PullRequest,
        answer=PullResponse,
        errors=(410, 415),
    )
    table.add("GET", f"{API}/sync/volumes/{{name}}", volume, needs=Needs.EMPLOYEE, of=Of.SEEN, errors=(404,))
    table.add(
        "POST",
        f"{API}/sync/offer-again",
        offer_again,
        needs=Needs.EMPLOYEE,
        of=Of.ONESELF,
        body=OfferAgainRequest,
        answer=OfferAgainResponse,
        errors=(415,),
        largest=LARGE_BODY,
    )


async def _served(
    request: Request,
    model: type[M],
    serve: Callable[[str, M], BaseModel],
    workers: Workers,
    served: Callable[[BaseModel], None],
) -> Response:
    body = await request.body()
    employee_id = session_of(request).employee_id
    content_type, accepted = _said(request)

    def work() -> Response:
        wanted = parsed(model, body, content_type)
        with _translated():
            answer = serve(employee_id, wanted)
        served(answer)
        return json_answer(answer, accepted)

    return await workers.run(work)


def _said(request: Request) -> tuple[str | None, str | None]:
    """What the body is, and how the answer may be compressed."""
    return request.headers.get("content-type"), request.headers.get("accept-encoding")


@contextmanager
def _translated() -> Iterator[None]:
    """The sync's own words of refusal as answers. None of them has consumed anything."""
    try:
        yield
    except (AccountRefused, EpochChanged, ClientForked, SequenceGap, ResyncRequired, NoSuchVolume) as error:
        raise ProblemError(_CODES[type(error)]) from None
    except Recovering as error:
        raise ProblemError(WireCode.RECOVERING, headers={"Retry-After": str(error.seconds)}) from None
