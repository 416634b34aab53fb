"""The server's own TLS: which versions and ciphers it speaks, and certificates that are renewed while it serves."""

import asyncio
import logging
import ssl
from pathlib import Path
from typing import Final

LOOK_SECONDS: Final = 30.0
"""How often is looked whether the files were renewed."""
_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2, with forward secrecy and authenticated encryption only; TLS 1.3 has no others."""

_logger = logging.getLogger(__name__)


class ServerCertificate:
    """A chain and its key, as PEM files. A connection keeps what it began with, so that a renewal disturbs nobody."""

    def __init__(self, chain: Path, key: Path) -> None:
        """Raises OSError (ssl.SSLError among them), where the files can't be used."""
        self._chain, self._key = chain, key
        self._seen = self._stamp()
        self._told: object = None
        self.context = new_context(chain, key)
        """What the server listens with; it stays the same."""
        self._current = self.context
        self.context.sni_callback = self._choose  # called for connections without a name too

    def look(self) -> bool:
        """Take up files that were renewed; whether they were. Files that don't fit each other yet are tried again."""
        try:
            stamp = self._stamp()
            if stamp == self._seen:
                return False
            self._current = new_context(self._chain, self._key)
        except OSError as error:
            failure = type(error).__name__, str(error)
            if failure != self._told:
                fields = {"path": str(self._chain), "error": failure[0]}
                _logger.warning(
                    "the renewed certificate can't be used yet; the one before goes on", extra={"fields": fields}
                )
            self._told = failure
            return False
        self._seen, self._told = stamp, None
        _logger.info("the renewed certificate is used from now on", extra={"fields": {"path": str(self._chain)}})
        return True

    async def watch(self, every: float = LOOK_SECONDS) -> None:
        """Look every so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(every)
            await asyncio.to_thread(self.look)

    def _choose(self, connection: ssl.SSLObject, name: str | None, listening: ssl.SSLContext) -> None:
        del name, listening
        if self._current is not self.context:
            connection.context = self._current

    def _stamp(self) -> tuple[tuple[int, int, int], ...]:
        found = (self._chain.stat(), self._key.stat())
        return tuple((one.st_mtime_ns, one.st_size, one.st_ino) for one in found)


def new_context(chain: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and 1.3, without anything that is known to be weak. Raises OSError, ssl.SSLError among them."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_ciphers(_CIPHERS)
    context.load_cert_chain(chain, key, password=_no_password)
    return context


def _no_password() -> bytes:
    """Instead of a question on the terminal that nobody sees."""
    return b""
