"""Device tokens: by them the server knows a PC at which somebody has signed in before (OWASP: device cookies).

A token is a random name and a MAC over it and the employee, by a key outside the database. It lets nobody in. Attempts
that bring one are counted by its name, apart from everybody else's, so that nobody elsewhere can keep its owner out;
who steals one has that one count more than a stranger (see `limits`). It is given at sign-in, and good as long as the
key is.
"""

import base64
import hmac
import re
import secrets
from typing import Final

from lunch_desktop.system.redaction import DEVICE_TOKEN_PREFIX

_NAME_BYTES: Final = 16
_MAC_BYTES: Final = 24
_FORM: Final = re.compile(rf"{DEVICE_TOKEN_PREFIX}[\w-]{{54}}", re.ASCII)


class DeviceTokens:
    """Makes and knows them. Safe from every thread."""

    def __init__(self, key: bytes) -> None:
        """`key` is secret, and the same for all processes of the server."""
        self._key = key

    def make(self, employee_id: str) -> str:
        """A new one for an employee: 58 characters."""
        name = secrets.token_bytes(_NAME_BYTES)
        return DEVICE_TOKEN_PREFIX + base64.urlsafe_b64encode(name + self._mac(employee_id, name)).decode().rstrip("=")

    def known(self, token: str | None, employee_id: str) -> str | None:
        """The name that attempts with this token are counted by; None if it is not one of this employee's."""
        if token is None or not _FORM.fullmatch(token):
            return None
        told = base64.urlsafe_b64decode(token.removeprefix(DEVICE_TOKEN_PREFIX) + "==")
        name, mac = told[:_NAME_BYTES], told[_NAME_BYTES:]
        return name.hex() if hmac.compare_digest(mac, self._mac(employee_id, name)) else None

    def _mac(self, employee_id: str, name: bytes) -> bytes:
        return hmac.digest(self._key, name + employee_id.encode(), "sha256")[:_MAC_BYTES]
