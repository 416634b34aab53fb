"""Words from process to process through Redis: of commits, with what they changed, and of sessions that ended.

What goes over it is encrypted and authenticated (ChaCha20-Poly1305, RFC 8439) with a key that only the server's
processes have: who reads Redis sees how much is written and when, and who writes to it can't make desktops believe
anything. The channel is named by the database's epoch, which also every message is bound to, so that companies can
share a Redis and nothing of a history that was lost is heard.

A word may be lost, come twice or out of order; its hearers know by the versions. No request waits for Redis.
"""

import asyncio
import logging
import random
import secrets
from collections.abc import Awaitable
from typing import Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import RedisError

from lunch_desktop.server.hearing import OwnCommit
from lunch_desktop.server.neighbours import Ear
from lunch_desktop.store.company.words import NotAWord, Word

ANSWER_SECONDS: Final = 1.0
"""A Redis that takes longer is as good as gone."""
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
MOST_WAITING: Final = 1_000
"""Words that wait to be sent; more are dropped, and found in the database."""

_COMMIT: Final = b"c"
_ENDED: Final = b"e"
_NONCE: Final = 12
_SENDER: Final = 8

_logger = logging.getLogger(__name__)


class RedisBus:
    """One process's end of the bus. Used on the event loop only."""

    def __init__(self, url: str, key: bytes) -> None:
        """`key` has 32 bytes and is the same for all processes of the server."""
        self._listener = _client(url, Retry(NoBackoff(), 0))  # a lost connection has to be known: words were missed
        self._teller = _client(url, Retry(NoBackoff(), 1, (LostConnection,)))
        self._cipher = ChaCha20Poly1305(key)
        self._sender = secrets.token_bytes(_SENDER)
        self._channel = b""
        self._ear: Ear | None = None
        self._connected = False
        self._waiting: asyncio.Queue[OwnCommit | str] = asyncio.Queue(MOST_WAITING)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def connected(self) -> bool:
        """Whether what others say is heard now."""
        return self._connected

    async def start(self, ear: Ear, epoch: str) -> None:
        """Begin to listen and to tell."""
        self._ear = ear
        self.move(epoch)
        self._tasks = [
            asyncio.create_task(self._listen_always(ear), name="bus"),
            asyncio.create_task(self._send_all(), name="bus-sender"),
        ]

    async def stop(self) -> None:
        """Hang up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._listener.aclose()
        await self._teller.aclose()

    def move(self, epoch: str) -> None:
        """The database's epoch is this one now; the listener moves at its next breath."""
        self._channel = f"lunch:{epoch}".encode()

    def tell(self, commit: OwnCommit) -> None:
        """Tell of a commit, soon."""
        self._send(commit)

    def tell_ended(self, family: str) -> None:
        """Tell of a session that ended, soon."""
        self._send(family)

    def _send(self, what: OwnCommit | str) -> None:
        if self._connected:
            try:
                self._waiting.put_nowait(what)
            except asyncio.QueueFull:
                _logger.warning("a word was not sent, since too many wait")

    async def _send_all(self) -> None:
        while True:
            what = await self._waiting.get()
            if not self._connected:
                continue  # nobody knows when it would arrive; the others look at the database meanwhile
            try:
                channel = self._channel
                sealed = await asyncio.to_thread(self._written, what, channel)
                await self._teller.publish(channel, sealed)
            except (RedisError, OSError) as error:
                _logger.warning("a word was not sent: %s", type(error).__name__)
            except Exception:
                _logger.exception("a word could not be said")

    async def _listen_always(self, ear: Ear) -> None:
        pause, complained = FIRST_PAUSE, False
        while True:
            try:
                await self._listen(ear)
                pause, complained = FIRST_PAUSE, False
                continue  # only to move to another channel
            except (RedisError, OSError) as error:
                if self._connected or not complained:
                    _logger.warning("Redis is not available: %s", type(error).__name__)
                pause = FIRST_PAUSE if self._connected else min(LONGEST_PAUSE, pause * 2)
                complained = True
            finally:
                was, self._connected = self._connected, False
                if was:
                    ear.hurry()
            await asyncio.sleep(random.uniform(pause / 2, pause))

    async def _listen(self, ear: Ear) -> None:
        """Listen until the epoch is another. Raises RedisError, OSError where Redis is gone, or silent."""
        channel = self._channel
        async with self._listener.pubsub() as pubsub:
            await pubsub.subscribe(channel)
            asked = False
            while channel == self._channel:
                message = await pubsub.get_message(timeout=ANSWER_SECONDS)
                if message is None:
                    if asked:
                        raise TimeoutError
                    await _ask(pubsub)
                    asked = True
                    continue
                asked = False
                if message["type"] == "subscribe":
                    self._connected = True
                    _logger.info("live updates travel through Redis")
                    ear.hurry()
                elif message["type"] == "message":
                    await self._hear(ear, message["data"], channel)

    async def _hear(self, ear: Ear, sealed: bytes, channel: bytes) -> None:
        if sealed[:_SENDER] == self._sender:
            return
        nonce, content = sealed[_SENDER : _SENDER + _NONCE], sealed[_SENDER + _NONCE :]
        try:
            said = self._cipher.decrypt(nonce, content, sealed[:_SENDER] + channel)
            if said[:1] == _COMMIT:
                ear.heard(Word.from_json(said[1:]))
            elif said[:1] == _ENDED:
                ear.heard_ended([said[1:].decode()])
        except (InvalidTag, NotAWord, ValueError):
            _logger.warning("something on the bus is not from a process of this server, or of another version")

    def _written(self, what: OwnCommit | str, channel: bytes) -> bytes:
        """A message, encrypted. In a thread: a commit is encoded first."""
        said = _ENDED + what.encode() if isinstance(what, str) else _COMMIT + what.word().as_json().encode()
        nonce = secrets.token_bytes(_NONCE)
        return self._sender + nonce + self._cipher.encrypt(nonce, said, self._sender + channel)


async def _ask(pubsub: PubSub) -> None:
    """Have Redis say something, to see whether it is there."""
    await cast(Awaitable[object], pubsub.ping())


def _client(url: str, retry: Retry) -> Redis:
    return Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS, retry=retry)
