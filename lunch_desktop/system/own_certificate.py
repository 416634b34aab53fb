"""The key of a server that a team hosts itself, and the certificate that it signs for itself with that key.

Colleagues' desktops know the key by its pin, so it is made once and stays; the certificate around it is made anew
before it ends. P-256, which every TLS library of the last ten years takes; Ed25519 some still refuse in certificates.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunch_desktop.system.files import write_atomically, write_once
from lunch_desktop.system.paths import make_private
from lunch_desktop.system.problems import Problem, ProblemCode, of_os_error
from lunch_desktop.wire.pins import pin_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

_LASTS: Final = timedelta(days=5 * 365)
_RENEWED_BEFORE: Final = timedelta(days=365)
_NAME: Final = "Lunch Desktop"
_HOST: Final = "lunch-desktop.invalid"
"""Desktops go by the key; a certificate without any name is refused by some tools."""


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """Where certificate and key are, as PEM, and the pin of the key."""

    certificate: Path
    key: Path
    pin: str


def own_certificate(folder: Path, now: datetime) -> OwnCertificate:
    """The certificate in `folder`, made or renewed where that is due; `now` is in UTC.

    A key that can't be read is never replaced: colleagues would take the server for a stranger. Raises Problem.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    paths = folder / "certificate.pem", folder / "key.pem"
    try:
        make_private(folder)
        key = _key(paths[1])
        if not _is_good(paths[0], key, now):
            write_atomically(paths[0], _signed(key, now))
    except OSError as error:
        raise of_os_error(error, folder) from error
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return OwnCertificate(*paths, pin_of(public))


def utc_now() -> datetime:
    """The time by this PC's clock."""
    return datetime.now(UTC)


def _key(path: Path) -> "EllipticCurvePrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import (
        SECP256R1,
        EllipticCurvePrivateKey,
        generate_private_key,
    )
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        load_pem_private_key,
    )

    if not path.exists():
        made = generate_private_key(SECP256R1())
        write_once(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path)) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise Problem(ProblemCode.KEY_FILE_UNREADABLE, path=str(path))
    return key


def _is_good(path: Path, key: "EllipticCurvePrivateKey", now: datetime) -> bool:
    """Whether the certificate is there, of this key, and lasts for a while."""
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    lasts = found.not_valid_before_utc <= now < found.not_valid_after_utc - _RENEWED_BEFORE
    return lasts and found.public_key() == key.public_key()


def _signed(key: "EllipticCurvePrivateKey", now: datetime) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LASTS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(_HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)
