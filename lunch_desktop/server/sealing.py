"""Sealing the audit log while the server runs, so that what was noted can soon not be changed unseen.

Once a day what is too old goes.
"""

import asyncio
import logging
from typing import Final

from lunch_desktop.domain.times import HOUR, Instant
from lunch_desktop.store.company.accounts import Accounts
from lunch_desktop.store.company.auditing.pruning import prune_audit
from lunch_desktop.store.company.auditing.sealing import AuditSealer
from lunch_desktop.store.company.database import CompanyDatabase
from lunch_desktop.system.clock import Clock
from lunch_desktop.system.problems import Problem

EVERY_SECONDS: Final = 5.0
"""As long an entry may wait for its seal, while the database answers."""
_NOTED_EVERY: Final = HOUR
_PRUNED_EVERY: Final = 24 * HOUR

_logger = logging.getLogger(__name__)


class Sealing:
    """Seals at the start, every so often from then on, and at the end."""

    def __init__(
        self, database: CompanyDatabase, sealer: AuditSealer, accounts: Accounts, clock: Clock, keep: int
    ) -> None:
        """`keep`: for how long entries stay, in milliseconds."""
        self._database = database
        self._sealer = sealer
        self._keep = keep
        self._accounts = accounts
        self._clock = clock
        self._noted = Instant(0)
        self._pruned = Instant(0)

    async def run(self) -> None:
        """Seal until cancelled."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(EVERY_SECONDS)

    def look(self) -> None:
        """Seal what waits. What fails is logged, and tried again at the next look."""
        try:
            if self._sealer.seal():
                self._note()
            self._let_go()
        except OSError as error:
            _logger.warning("the audit log's anchor could not be kept: %s", error)
        except Problem as problem:
            _logger.warning("the audit log has to wait for its seal: %s", problem.code)
        except Exception:
            _logger.exception("the audit log could not be sealed")

    def _let_go(self) -> None:
        now = self._clock.now()
        if now - self._pruned < _PRUNED_EVERY:
            return
        self._pruned = now
        gone = prune_audit(self._database, now, Instant(now - self._keep))
        if gone:
            _logger.info("old entries of the audit log went", extra={"fields": {"entries": gone}})

    def _note(self) -> None:
        """Write the last seal into the server's log, once an hour; start and end are noted in any case."""
        now = self._clock.now()
        if now - self._noted < _NOTED_EVERY:
            return
        self._noted = now
        end = self._accounts.audit_end()
        fields = {"audit_entries": end.entries, "audit_seals": end.seals, "audit_hash": end.hash}
        _logger.info("the audit log was sealed", extra={"fields": fields})
