"""Fetching the next page of a long answer while the last one is being written."""

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain

from lunch_desktop.sync.http import ApiError
from lunch_desktop.sync.steps import Remote
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)


@dataclass(frozen=True, slots=True)
class _Page:
    """An answer, with the file that it names."""

    answer: PullResponse
    content: bytes | None


class Ahead:
    """The server, which is asked for the next page as soon as one was answered. For one thread.

    What comes is used only if it is then asked for in the same words, and only if it is a page: the last answer, which
    moves the cursor, is asked for when everything before it is written, and so not ahead where a page leaves no more
    than it brought. What went wrong is found out again when it is asked for.
    """

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._asked: PullRequest | None = None
        self._coming: Future[_Page] | None = None
        self._behind_volume: PullRequest | None = None
        self._content: dict[str, bytes] = {}

    def push(self, request: PushRequest) -> PushResponse:
        """See Remote."""
        return self._remote.push(request)

    def pull(self, request: PullRequest) -> PullResponse:
        """See Remote."""
        page = self._came(request)
        answer = self._remote.pull(request) if page is None else page.answer
        self._content = {}
        self._behind_volume = None
        following = None if answer.more is None else request.model_copy(update={"page": answer.more})
        if answer.volume is None:
            self._ask(None if _leaves_little(answer) else following)
        else:
            self._behind_volume = following
            if page is not None and page.content is not None:
                self._content[answer.volume.name] = page.content
        return answer

    def volume(self, volume: Volume) -> bytes:
        """See Remote."""
        content = self._content.pop(volume.name, None)
        if content is None:
            content = self._remote.volume(volume)
        following, self._behind_volume = self._behind_volume, None
        self._ask(following)
        return content

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """See Remote."""
        return self._remote.offer_again(request)

    def _ask(self, request: PullRequest | None) -> None:
        self._asked, self._coming = request, None
        if request is not None:
            self._coming = Future()
            arguments = (request, self._coming)
            threading.Thread(target=self._fetch, args=arguments, name="sync-ahead", daemon=True).start()

    def _fetch(self, request: PullRequest, coming: "Future[_Page]") -> None:
        try:
            answer = self._remote.pull(request)
            content = None if answer.volume is None else self._remote.volume(answer.volume)
            coming.set_result(_Page(answer, content))
        except Exception as error:  # noqa: BLE001  # whoever waits for it hears of it
            coming.set_exception(error)

    def _came(self, request: PullRequest) -> _Page | None:
        coming, self._coming = self._coming, None
        if coming is None or request != self._asked:
            return None
        try:
            page = coming.result()
        except ApiError:
            return None
        return page if page.answer.more is not None else None


def _leaves_little(page: PullResponse) -> bool:
    """Whether what follows the page is likely to be the last answer, which may hold all results of a long queue."""
    if page.progress is None:
        return False
    named = sum(len(ids) for one in page.scopes for ids in chain(one.present.values(), one.gone.values()))
    return page.progress.total - page.progress.done <= named
