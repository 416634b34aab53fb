"""Access tokens: JWTs (RFC 9068), signed with Ed25519, good for ten minutes, held in memory only by whoever has one."""

import hashlib
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

import jwt

from lunch_desktop.domain.people import Role
from lunch_desktop.domain.times import MINUTE, Instant
from lunch_desktop.server.identity.keys import SigningKeys
from lunch_desktop.system.clock import Clock
from lunch_desktop.wire.problems import ProblemError, WireCode

LIFE: Final = 10 * MINUTE
ISSUER: Final = "lunch-desktop"
AUDIENCE: Final = "lunch-desktop-api"
_ALGORITHM: Final = "EdDSA"
_TYPE: Final = "at+jwt"
_CLAIMS: Final = ("iss", "aud", "sub", "role", "fam", "jti", "iat", "exp")
_LONGEST: Final = 2_000
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says: who, as what, on which device, until when; and the id of the key that signed it."""

    employee_id: str
    role: Role
    family: str
    expires: Instant
    key: str


class AccessTokens:
    """Makes and checks access tokens. Safe from every thread.

    A token that was found good is remembered by its hash: a desktop sends the same one with every request, so that only
    the time has to be looked at again, and whether the key is still trusted: one that was stolen is not.
    """

    def __init__(self, keys: SigningKeys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock
        self._turn = threading.Lock()
        self._good: OrderedDict[bytes, Claims] = OrderedDict()

    def issue(self, employee_id: str, role: Role, family: str) -> str:
        """A token for one device of an employee, good for LIFE."""
        key = self._keys.current()
        seconds = self._clock.now() // 1000
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": employee_id,
            "role": role.value,
            "fam": family,
            "jti": secrets.token_urlsafe(12),
            "iat": seconds,
            "exp": seconds + LIFE // 1000,
        }
        return jwt.encode(claims, key.private, algorithm=_ALGORITHM, headers={"kid": key.kid, "typ": _TYPE})

    def verify(self, token: str) -> Claims:
        """Check signature, type, issuer, audience and time. Raises ProblemError: token_invalid, token_expired.

        The key is one of ours by its id; what the token's header says of algorithms, keys or addresses decides nothing.
        """
        digest = hashlib.sha256(token.encode()).digest()
        told = self._good.get(digest)
        if told is None:
            told = self._checked(token)
            with self._turn:
                self._good[digest] = told
                if len(self._good) > _REMEMBERED:
                    self._good.popitem(last=False)
        if told.expires <= self._clock.now():
            raise ProblemError(WireCode.TOKEN_EXPIRED)
        if not self.is_trusted(told.key):
            raise ProblemError(WireCode.TOKEN_INVALID)
        return told

    def is_trusted(self, key: str) -> bool:
        """Whether tokens that the key of that id signed count."""
        return self._keys.find(key) is not None

    def _checked(self, token: str) -> Claims:
        """What a token says whose signature and claims are right; the time apart."""
        try:
            key, claims = self._decoded(token)
            told = Claims(
                employee_id=str(claims["sub"]),
                role=Role(claims["role"]),
                family=str(claims["fam"]),
                expires=Instant(int(claims["exp"]) * 1000),
                key=key,
            )
            issued = int(claims["iat"]) * 1000
        except (jwt.PyJWTError, ValueError, TypeError):
            raise ProblemError(WireCode.TOKEN_INVALID) from None
        if issued > self._clock.now() + MINUTE:
            raise ProblemError(WireCode.TOKEN_INVALID)
        return told

    def _decoded(self, token: str) -> tuple[str, dict[str, Any]]:
        """The id of the key that signed it, and the claims."""
        if len(token) > _LONGEST:
            raise jwt.InvalidTokenError
        header = jwt.get_unverified_header(token)
        if header.get("typ") != _TYPE:
            raise jwt.InvalidTokenError
        key = self._keys.find(str(header.get("kid")))
        if key is None:
            raise jwt.InvalidTokenError
        claims = jwt.decode(
            token,
            key.public,
            algorithms=[_ALGORITHM],
            issuer=ISSUER,
            audience=AUDIENCE,
            options={"require": list(_CLAIMS), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        return key.kid, claims
