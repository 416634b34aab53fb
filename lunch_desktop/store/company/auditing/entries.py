"""What an entry of the audit log holds, and how it is written where it counts."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any, Final

from lunch_desktop.domain.times import Instant

SERVER: Final = "server"
"""As an actor: what the server did by itself."""
OPERATOR: Final = "operator"
"""As an actor: who looks after the server, by its command line."""
GENESIS: Final = "0" * 64
"""What the first seal, and the first entry of the former chain, has as the hash before it."""
_KEPT_OF_IPV4: Final = 24
_KEPT_OF_IPV6: Final = 48
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `number` is None until it is sealed.

    `actor` is an employee, SERVER, OPERATOR, or None for somebody who has not signed in. `device` is the signed-in
    device on which it was done, as the list of devices names it.
    """

    id: str
    number: int | None
    at: Instant
    actor: str | None
    action: str
    subject: str | None
    device: str | None
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None
    details: Mapping[str, object]


def entry_of(row: Any) -> Entry:
    """A row as an entry."""
    return Entry(
        row.id,
        row.number,
        Instant(row.at),
        row.actor,
        row.action,
        row.subject,
        row.device,
        None if row.was is None else json.loads(row.was),
        None if row.became is None else json.loads(row.became),
        json.loads(row.details),
    )


def written(values: Mapping[str, object]) -> str:
    """Values as JSON, in one way only. Raises ValueError for what could be somebody's words."""
    for name, value in values.items():
        if not _is_code(value):
            raise ValueError(f"the audit log takes ids, codes and numbers; {name} is none")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def shortened(address: str) -> str:
    """The network that an address belongs to: enough to tell an office from elsewhere, too little for one PC."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    ip = getattr(ip, "ipv4_mapped", None) or ip
    kept = _KEPT_OF_IPV4 if isinstance(ip, IPv4Address) else _KEPT_OF_IPV6
    return str(ip_network((ip, kept), strict=False))


def content_of(row: Any) -> bytes:
    """What is vouched for: everything but the number and the MAC, as a JSON list, which reads in one way only."""
    said = [row.id, row.at, row.actor, row.action, row.subject, row.device, row.was, row.became, row.details]
    return json.dumps([*said, row.chained_to, row.chained], ensure_ascii=False).encode()


def mac_of(content: bytes, key: bytes) -> str:
    """The server's own word that it made an entry."""
    return hmac.digest(key, b"audit entry\0" + content, "sha256").hex()


def is_vouched_for(row: Any, key: bytes) -> bool:
    """Whether the server made an entry; those of the former chain are known by their links."""
    if row.mac is None:
        return row.chained is not None
    return hmac.compare_digest(str(row.mac).encode(), mac_of(content_of(row), key).encode())


def leaf_of(row: Any) -> str:
    """The hash by which a seal knows an entry."""
    return hashlib.sha256(b"audit leaf\0" + content_of(row) + b"\0" + str(row.mac).encode()).hexdigest()


def link_of(row: Any, number: int, previous: str) -> str:
    """The hash of an entry of the former chain, which had no device and no before and after."""
    content = json.dumps(
        [number, row.at, row.actor, str(row.action), row.subject, row.details, previous], ensure_ascii=False
    )
    return hashlib.sha256(content.encode()).hexdigest()


def _is_code(value: object) -> bool:
    if value is None or isinstance(value, bool | int):
        return True
    return isinstance(value, str) and len(value) <= _LONGEST and value.isascii() and not set(value) & _FORBIDDEN


_FORBIDDEN: Final = frozenset(" @\"'\\\t\r\n")
"""What no id and no code holds, but names, addresses of people and sentences do."""
