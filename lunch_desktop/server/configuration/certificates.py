"""What is wrong with the certificate that the server is to speak TLS with."""

import os
import ssl
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from lunch_desktop.server.settings import ServerSettings
from lunch_desktop.server.tls import new_context
from lunch_desktop.system.problems import Problem, ProblemCode


def of_certificate(settings: ServerSettings) -> Iterator[Problem]:
    """All that keeps the certificate and its key from being used; nothing where none is named."""
    chain, key = settings.certificate, settings.certificate_key
    if chain is None or key is None:
        if chain is not None or key is not None:
            missing = "certificate" if chain is None else "certificate_key"
            yield Problem(ProblemCode.CERTIFICATE_HALF, path=str(chain or key), missing=missing)
        return
    unread = [problem for problem in (_unread(chain), _unread(key)) if problem is not None]
    yield from unread
    if unread:
        return
    if settings.production and os.name != "nt" and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Problem(ProblemCode.KEY_FILE_EXPOSED, path=str(key))
    try:
        first = x509.load_pem_x509_certificates(chain.read_bytes())[0]
        new_context(chain, key)
    except (OSError, ValueError) as error:
        yield _unusable(error, chain, key)
        return
    start, end = first.not_valid_before_utc, first.not_valid_after_utc
    if not start <= datetime.now(UTC) < end:
        yield Problem(
            ProblemCode.CERTIFICATE_NOT_NOW, path=str(chain), start=f"{start:%Y-%m-%d}", end=f"{end:%Y-%m-%d}"
        )
    host = urlsplit(settings.public_address or "").hostname
    if host and not _is_for(first, host):
        yield Problem(ProblemCode.CERTIFICATE_FOR_ANOTHER, path=str(chain), host=host)


def _unread(path: Path) -> Problem | None:
    try:
        with path.open("rb"):
            return None
    except FileNotFoundError:
        return Problem(ProblemCode.CERTIFICATE_MISSING, path=str(path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Problem(ProblemCode.CERTIFICATE_UNREADABLE, path=str(path), reason=reason)


def _unusable(error: OSError | ValueError, chain: Path, key: Path) -> Problem:
    reason = (error.reason if isinstance(error, ssl.SSLError) else None) or str(error) or type(error).__name__
    if reason == "KEY_VALUES_MISMATCH":
        return Problem(ProblemCode.CERTIFICATE_WRONG_KEY, path=str(chain), key=str(key))
    broken = key if isinstance(error, ssl.SSLError) else chain
    return Problem(ProblemCode.CERTIFICATE_UNUSABLE, path=str(broken), reason=reason[:200])


def _is_for(certificate: x509.Certificate, host: str) -> bool:
    """Whether the certificate names the host, by RFC 6125: a star stands for one whole label."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    try:
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        known = {name.casefold() for name in names.get_values_for_type(x509.DNSName)}
        return host.casefold() in known or f"*.{host.casefold().partition('.')[2]}" in known
