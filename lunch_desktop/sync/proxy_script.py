"""The proxy script of a company: fetched, kept for a while, and asked on a thread of its own."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from requests import RequestException

from lunch_desktop.sync.http_transport import plain_session
from lunch_desktop.sync.pac_script import LARGEST_SCRIPT, ScriptFailed, find_proxy
from lunch_desktop.sync.surroundings import Route
from lunch_desktop.sync.ways import Way, of_answer

log = logging.getLogger(__name__)

LONGEST_WAIT: Final = 5.0
"""Seconds that a request waits for the script; then it goes without."""
SCRIPT_LASTS: Final = 3600.0
ANSWER_LASTS: Final = 600.0
FAILURE_LASTS: Final = 60.0
_FETCH_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer, or why there is none, and until when it is good."""

    ways: tuple[Way, ...]
    failure: str
    until: float


class ProxyScript:
    """One script. Safe from every thread; the thread that fetches and runs it is never waited for beyond the limit."""

    def __init__(
        self,
        address: str,
        fetch: Callable[[str], str] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        longest_wait: float = LONGEST_WAIT,
    ) -> None:
        """`address` is http or https. `fetch` gives the text at an address; it raises ScriptFailed."""
        self.address = address
        self._fetch = fetch or fetch_script
        self._monotonic = monotonic
        self._longest_wait = longest_wait
        self._lock = threading.Lock()
        self._generation = 0
        self._script: tuple[str, float] | None = None
        self._kept: dict[str, _Kept] = {}
        self._coming: dict[str, Future[tuple[Way, ...]]] = {}

    def ways(self, url: str) -> tuple[Way, ...]:
        """The ways to the server of `url`. Raises ScriptFailed, for a while without asking again."""
        origin = _origin(url)
        with self._lock:
            kept = self._kept.get(origin)
            if kept is not None and self._monotonic() < kept.until:
                if kept.failure:
                    raise ScriptFailed(kept.failure)
                return kept.ways
            coming = self._coming.get(origin) or self._begin(origin)
        try:
            return coming.result(self._longest_wait)
        except TimeoutError:
            reason = f"no answer within {self._longest_wait:.0f} s"
            self._keep(origin, _Kept((), reason, self._monotonic() + FAILURE_LASTS), self._generation)
            raise ScriptFailed(reason) from None

    def forget(self) -> None:
        """The network is another one: script and answers were for the one before."""
        with self._lock:
            self._generation += 1
            self._script = None
            self._kept.clear()
            self._coming.clear()

    def _begin(self, origin: str) -> "Future[tuple[Way, ...]]":
        coming: Future[tuple[Way, ...]] = Future()
        self._coming[origin] = coming
        arguments = (origin, coming, self._generation)
        threading.Thread(target=self._find, args=arguments, name="proxy-script", daemon=True).start()
        return coming

    def _find(self, origin: str, coming: "Future[tuple[Way, ...]]", generation: int) -> None:
        try:
            ways = self._ask(origin, generation)
        except ScriptFailed as failed:
            log.info("the proxy script failed: %s", failed)
            self._keep(origin, _Kept((), str(failed), self._monotonic() + FAILURE_LASTS), generation)
            coming.set_exception(failed)
        except Exception as error:
            log.exception("the proxy script could not be asked, by a fault of this program")
            self._keep(origin, _Kept((), type(error).__name__, self._monotonic() + FAILURE_LASTS), generation)
            coming.set_exception(ScriptFailed(type(error).__name__))
        else:
            self._keep(origin, _Kept(ways, "", self._monotonic() + ANSWER_LASTS), generation)
            coming.set_result(ways)
        finally:
            with self._lock:
                if self._coming.get(origin) is coming:
                    del self._coming[origin]

    def _ask(self, origin: str, generation: int) -> tuple[Way, ...]:
        host, here = urlsplit(origin).hostname or "", Route(origin).local_address() or ""
        answer = find_proxy(self._text(generation), f"{origin}/", host, _address_of, here)
        try:
            return tuple(of_answer(answer))
        except ValueError as error:
            raise ScriptFailed(str(error)) from error

    def _text(self, generation: int) -> str:
        """The script. An old one goes on where a newer can't be had; in another network there is no old one."""
        held = self._script
        if held is not None and self._monotonic() < held[1]:
            return held[0]
        try:
            text = self._fetch(self.address)
        except ScriptFailed:
            if held is None:
                raise
            text = held[0]
        with self._lock:
            if generation == self._generation:
                self._script = text, self._monotonic() + SCRIPT_LASTS
        return text

    def _keep(self, origin: str, kept: _Kept, generation: int) -> None:
        with self._lock:
            if generation == self._generation:
                self._kept[origin] = kept


def fetch_script(address: str) -> str:
    """The script at an http, https or file address, fetched directly. Raises ScriptFailed."""
    parts = urlsplit(address)
    try:
        if parts.scheme == "file":
            with Path(url2pathname(parts.path)).open("rb") as file:
                return _decoded(address, file.read(LARGEST_SCRIPT + 1))
        with plain_session() as session:
            response = session.get(address, timeout=(_FETCH_SECONDS, _FETCH_SECONDS), stream=True)
            with response:
                if response.status_code != 200:
                    raise ScriptFailed(f"{address} answers {response.status_code}")
                content: bytes = response.raw.read(LARGEST_SCRIPT + 1, decode_content=True)
    except (RequestException, OSError) as error:
        raise ScriptFailed(f"{address} can't be fetched") from error
    return _decoded(address, content)


def _decoded(address: str, content: bytes) -> str:
    if len(content) > LARGEST_SCRIPT:
        raise ScriptFailed(f"{address} is too large")
    return content.decode("utf-8-sig", errors="replace")


def _origin(url: str) -> str:
    """Scheme, host and port: no script is told what is asked for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _address_of(name: str) -> str | None:
    try:
        return str(socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return None
