"""What never goes into a log: tokens, passwords, keys and e-mail addresses."""

import re
from typing import Final

REFRESH_TOKEN_PREFIX: Final = "ldr_"
"""Refresh tokens start with it, so that they can be found wherever they should not be."""
INVITATION_PREFIX: Final = "ldi_"
"""So do the codes of invitations."""
RESET_PREFIX: Final = "ldp_"
"""So do the codes by which a password is set anew,"""
DEVICE_TOKEN_PREFIX: Final = "ldd_"
"""and the tokens by which the server knows a PC."""
DEVICE_SECRET_PREFIX: Final = "lds_"
"""So do the secrets that the server keeps for desktops,"""
KEYRING_SECRET_PREFIX: Final = "ldk_"
"""and those that lie in keyrings."""

_RULES: Final = (
    (re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*"), "[token]"),
    (re.compile(rf"\b(?:{REFRESH_TOKEN_PREFIX}|{DEVICE_TOKEN_PREFIX})[\w-]+"), "[token]"),
    (re.compile(rf"\b(?:{INVITATION_PREFIX}|{RESET_PREFIX})[\w-]+"), "[code]"),
    (re.compile(rf"\b(?:{DEVICE_SECRET_PREFIX}|{KEYRING_SECRET_PREFIX})[\w-]+"), "[secret]"),
    (re.compile(r"x'[0-9a-fA-F]{64,}'"), "[key]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), r"\1 [token]"),
    (re.compile(r"\$argon2\w+\$\S+"), "[password hash]"),
    (
        re.compile(
            r"""(?i)(["']?\b\w*(?:password|passwd|secret|token)["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&)}\]]+)"""
        ),
        r"\1[secret]",
    ),
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"), "[secret]"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S), "[key]"),
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
)


def redacted(line: str) -> str:
    """`line` without what must not be kept; the last line of defence, for callers log codes and ids only."""
    for pattern, stand_in in _RULES:
        line = pattern.sub(stand_in, line)
    return line
