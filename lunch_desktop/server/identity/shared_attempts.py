"""Attempts to sign in, counted for all processes together in Redis.

Each count is a sorted set of the attempts of the window's time, by Redis's own clock. All counts of one attempt are
looked at and added to by one script, which Redis runs as a whole: however many processes ask at once, no more get
through. Names of counts are MACs, so that nobody reads in Redis who signs in from where. Redis that does not answer
within a fifth of a second is not asked for a while; the process then counts for itself.
"""

import hmac
import logging
import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import RedisError
from redis.retry import Retry

from lunch_desktop.server.breaker import Breaker
from lunch_desktop.server.identity.windows import Limit

ANSWER_SECONDS: Final = 0.2

_TAKE: Final = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
    local attempts, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
    if redis.call('ZCARD', key) >= attempts then
        local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
        return math.max(1, window - (now - tonumber(oldest[2])))
    end
end
for i, key in ipairs(KEYS) do
    redis.call('ZADD', key, now, ARGV[1])
    redis.call('PEXPIRE', key, ARGV[2 * i + 1])
end
return 0
"""
"""KEYS: the counts. ARGV: a name for the attempt, then each count's attempts and window in milliseconds."""

_logger = logging.getLogger(__name__)


class Unanswered(Exception):
    """Redis does not answer, or is not asked for a while."""


class SharedAttempts:
    """The counts in Redis. Safe from every thread; a call waits for a fifth of a second at most."""

    def __init__(self, url: str, key: bytes, breaker: Breaker | None = None) -> None:
        """`key` is the same for all processes of the server."""
        self._redis = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 1, (LostConnection,)),  # an attempt that is counted twice is one: it has a name
        )
        self._key = key
        self._breaker = breaker or Breaker()
        self._take = self._redis.register_script(_TAKE)

    @property
    def available(self) -> bool:
        """Whether Redis answered when it was last asked."""
        return self._breaker.closed

    def take(self, counts: Sequence[tuple[str, Limit]]) -> tuple[int, str]:
        """Count an attempt under every name, if none has too many.

        The milliseconds to wait, 0 if it was counted; and what `give_back` takes. Raises Unanswered.
        """
        attempt = secrets.token_hex(8)
        arguments: list[str | int] = [attempt]
        for _, limit in counts:
            arguments += [limit.attempts, limit.window]
        names = [self._name(name) for name, _ in counts]
        return int(self._asked(lambda: self._take(keys=names, args=arguments))), attempt

    def give_back(self, names: Sequence[str], attempt: str) -> None:
        """Uncount an attempt. Raises Unanswered."""

        def ask() -> None:
            with self._redis.pipeline() as pipeline:
                for name in names:
                    pipeline.zrem(self._name(name), attempt)
                pipeline.execute()

        self._asked(ask)

    def forget(self, name: str) -> None:
        """Uncount all attempts of a name. Raises Unanswered."""
        self._asked(lambda: self._redis.delete(self._name(name)))

    def close(self) -> None:
        """Hang up."""
        self._redis.close()

    def _asked(self, ask: Callable[[], Any]) -> Any:
        if not self._breaker.may_ask():
            raise Unanswered
        try:
            answer = ask()
        except (RedisError, OSError) as error:
            if self._breaker.failed():
                _logger.warning("Redis does not count attempts to sign in: %s", type(error).__name__)
            raise Unanswered from error
        self._breaker.answered()
        return answer

    def _name(self, name: str) -> str:
        return f"lunch:attempts:{hmac.digest(self._key, name.encode(), 'sha256').hex()[:32]}"
