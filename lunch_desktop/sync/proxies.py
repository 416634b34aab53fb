"""By which ways the server is asked for, in which order, and with whose name at the proxy."""

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

from lunch_desktop.sync.pac_script import ScriptFailed
from lunch_desktop.sync.proxy_script import ProxyScript
from lunch_desktop.sync.system_proxies import is_exempt, script_address, system_way
from lunch_desktop.sync.ways import DIRECT, Kind, ProxyChoice, Way, is_this_pc, proxy_choice
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.system.vault import MemoryVault, Vault

log = logging.getLogger(__name__)

DEAD_SECONDS: Final = 300.0
"""How long a proxy that could not be reached is asked only after the others."""


class Proxies:
    """The setting in force. Safe from every thread.

    Names and passwords for proxies that ask for them are kept in the vault; those in an address go before them.
    """

    def __init__(
        self, choice: str = "", vault: Vault | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`choice` is the setting `proxy`. Raises ValueError for one that is not understood."""
        self._vault = vault or MemoryVault()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._dead: dict[str, float] = {}
        self._logins: dict[str, tuple[str, str] | None] = {}
        self._script: ProxyScript | None = None
        self._choice = ProxyChoice()
        self._problem: Problem | None = None
        self.choose(choice)

    @property
    def problem(self) -> Problem | None:
        """Why the last look for a way ended in going directly; None if all is as it was chosen."""
        return self._problem

    def choose(self, choice: str) -> None:
        """Take another setting, from the next request on. Raises ValueError."""
        chosen = proxy_choice(choice)
        with self._lock:
            self._choice = chosen
            self._script = None
            self._dead.clear()
            self._problem = None

    def network_changed(self) -> None:
        """The network is another one: what was learnt in the one before says nothing."""
        with self._lock:
            self._dead.clear()
            script = self._script
        if script is not None:
            script.forget()

    def ways(self, url: str) -> Sequence[Way]:
        """The ways to `url`, at least one, the likeliest first. May take five seconds where a script is asked."""
        if is_this_pc(_host(url)):
            return (DIRECT,)
        try:
            found = self._found(url)
            self._problem = None
        except ScriptFailed as failed:
            self._tell(Problem(ProblemCode.PROXY_SCRIPT_FAILED, address=self._script_address(), reason=str(failed)))
            found = (DIRECT,)
        except ValueError:
            self._tell(Problem(ProblemCode.PROXY_UNSUPPORTED))
            found = (DIRECT,)
        return sorted((self._signed_in(way) for way in found), key=self._is_dead)

    def failed(self, way: Way) -> None:
        """The proxy of this way could not be reached."""
        log.info("the proxy %s can't be reached", way.name)
        with self._lock:
            self._dead[way.name] = self._monotonic() + DEAD_SECONDS

    def worked(self, way: Way) -> None:
        """The proxy of this way was there."""
        with self._lock:
            self._dead.pop(way.name, None)

    def sign_in(self, proxy: str, user: str, password: str) -> None:
        """Keep what the person typed for `proxy`, the name of a way."""
        with self._lock:
            self._logins[proxy] = user, password
        self._vault.set(_secret(proxy), json.dumps([user, password]))

    def _tell(self, problem: Problem) -> None:
        """Once: a problem that stays is the same one."""
        if self._problem is None or self._problem.args != problem.args:
            log.warning("the server is asked for without a proxy: %s", problem.code)
            self._problem = problem

    def _found(self, url: str) -> Sequence[Way]:
        choice = self._choice
        if choice.kind is Kind.NONE:
            return (DIRECT,)
        if choice.kind is Kind.ADDRESS:
            return (DIRECT,) if is_exempt(url) else (Way(choice.address),)
        address = self._script_address()
        if address:
            return self._asked(address).ways(url)
        return (system_way(url),)

    def _script_address(self) -> str:
        if self._choice.kind is Kind.SCRIPT:
            return self._choice.address
        return script_address() if self._choice.kind is Kind.SYSTEM else ""

    def _asked(self, address: str) -> ProxyScript:
        with self._lock:
            if self._script is None or self._script.address != address:
                self._script = ProxyScript(address)
            return self._script

    def _signed_in(self, way: Way) -> Way:
        """The way with the name and password that were typed for its proxy, unless its address has some."""
        if not way.proxy or way.login is not None:
            return way
        login = self._login(way.name)
        return way if login is None else way.as_user(*login)

    def _login(self, proxy: str) -> tuple[str, str] | None:
        """What was typed for a proxy; the keyring is asked once, because it may be slow."""
        with self._lock:
            if proxy in self._logins:
                return self._logins[proxy]
        kept = self._vault.get(_secret(proxy))
        user, password = json.loads(kept) if kept is not None else ("", "")
        with self._lock:
            return self._logins.setdefault(proxy, (user, password) if kept is not None else None)

    def _is_dead(self, way: Way) -> bool:
        return self._monotonic() < self._dead.get(way.name, 0.0)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _secret(proxy: str) -> str:
    return f"proxy:{proxy}"
