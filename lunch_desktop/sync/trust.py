"""Whom this desktop trusts: what the system trusts, the company's own authority beside it, or the one key of a pin."""

import logging
import ssl
from hmac import compare_digest
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import truststore

from lunch_desktop.sync.ways import is_this_pc
from lunch_desktop.system.problems import Problem, ProblemCode
from lunch_desktop.wire.pins import pin_of

_LARGEST_FILE: Final = 1024 * 1024
_logger = logging.getLogger(__name__)


class WrongKey(ssl.SSLCertVerificationError):
    """The server has another key than the pin says."""


class Trust:
    """The settings in force. Safe from every thread.

    `plain_http`: the person or the company has allowed servers elsewhere without TLS; it may be changed at any time.
    """

    def __init__(self, company_ca: str = "", *, plain_http: bool = False) -> None:
        """`company_ca` is a file with the certificates of the company's own authority, as PEM; empty for none."""
        self.plain_http = plain_http
        self.problem: Problem | None = None
        """Why the company's file counts for nothing."""
        self._added = ""
        if company_ca:
            try:
                self._added = _certificates_in(Path(company_ca))
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                self.problem = Problem(ProblemCode.COMPANY_CA_UNUSABLE, path=company_ca, reason=reason)
                _logger.warning("the company's certificates can't be used: %s", type(error).__name__)

    def context(self) -> ssl.SSLContext:
        """A context that trusts what the operating system trusts, and the company's authority."""
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._added:
            context.load_verify_locations(cadata=self._added)
        return context

    def refusal(self, address: str, pin: str = "") -> Problem | None:
        """Why nothing is sent to a server: it speaks no TLS, is on another machine, and nobody has allowed it.

        A server that is known by its key has to show it, wherever it is and whatever is allowed.
        """
        parts = urlsplit(address)
        if parts.scheme == "https" or (not pin and (self.plain_http or is_this_pc(parts.hostname or ""))):
            return None
        return Problem(ProblemCode.PLAIN_HTTP_REFUSED, server=address)


def pinned_context(pin: str) -> ssl.SSLContext:
    """A context that trusts one key and nothing else: neither who signed the certificate nor its name and dates count.

    The handshake proves that the server has the key's secret half, and the pin came with the invitation, so that
    nobody else can be meant. A name would add nothing: a host's address changes with its network.
    """
    context = _PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hold_to(pin)
    return context


class _PinnedContext(ssl.SSLContext):
    """OpenSSL itself verifies nothing here; each handshake compares the key, before anything is sent."""

    def hold_to(self, pin: str) -> None:
        """Take this key only."""

        class PinnedSocket(ssl.SSLSocket):
            def do_handshake(self, block: bool = False) -> None:
                super().do_handshake(block)
                try:
                    _check(self.getpeercert(binary_form=True), pin)
                except ssl.SSLError:
                    self.close()
                    raise

        class PinnedObject(ssl.SSLObject):
            def do_handshake(self) -> None:
                super().do_handshake()
                _check(self.getpeercert(binary_form=True), pin)

        self.sslsocket_class = PinnedSocket
        self.sslobject_class = PinnedObject
        ssl.SSLContext.check_hostname.__set__(self, False)  # type: ignore[attr-defined]
        ssl.SSLContext.verify_mode.__set__(self, ssl.CERT_NONE)  # type: ignore[attr-defined]

    @property  # type: ignore[override]
    def verify_mode(self) -> ssl.VerifyMode:
        """Told to the libraries, which take it for unverified otherwise; they may not change it."""
        return ssl.CERT_REQUIRED

    @verify_mode.setter
    def verify_mode(self, value: Any) -> None:
        del value

    @property
    def check_hostname(self) -> bool:
        """The name does not count."""
        return False

    @check_hostname.setter
    def check_hostname(self, value: bool) -> None:
        del value


def _check(certificate: bytes | None, pin: str) -> None:
    """Raises WrongKey where the certificate is of another key than the pin's."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        key = x509.load_der_x509_certificate(certificate or b"").public_key()
        found = pin_of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    except ValueError as error:
        raise WrongKey("the server's certificate can't be read") from error
    if not compare_digest(found, pin):
        raise WrongKey("the server has another key")


def _certificates_in(path: Path) -> str:
    """The certificates of a PEM file. Raises OSError, or ValueError where there is none or one is broken."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    with path.open("rb") as file:
        content = file.read(_LARGEST_FILE)
    found = x509.load_pem_x509_certificates(content)
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in found)
