"""Somebody in the network: ends the desktop's TLS with a certificate of their own, reads along, and passes on."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Interceptor:
    """`read` is what it could read of what desktops sent; `connections` counts who came, however briefly."""

    url: str
    read: bytearray = field(default_factory=bytearray)
    connections: int = 0


@contextmanager
def interceptor(server: str, certificate: Path, key: Path) -> Iterator[Interceptor]:
    """One in front of `server`, which speaks TLS itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening = socket.create_server(("127.0.0.1", 0))
    found = Interceptor(f"https://127.0.0.1:{listening.getsockname()[1]}")
    carriers: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            found.connections += 1
            carriers.append(threading.Thread(target=carry, args=(client,), daemon=True))
            carriers[-1].start()

    def carry(plain: socket.socket) -> None:
        parts = urlsplit(server)
        try:
            with (
                context.wrap_socket(plain, server_side=True) as client,
                socket.create_connection((parts.hostname or "", parts.port or 443)) as further,
                _trusting_anybody().wrap_socket(further) as on,
            ):
                back = threading.Thread(target=pump, args=(on, client, None), daemon=True)
                back.start()
                pump(client, on, found.read)
                back.join(10)
        except OSError:  # a desktop that does not trust us leaves
            plain.close()

    def pump(source: socket.socket, target: socket.socket, record: bytearray | None) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                if record is not None:
                    record += content
                target.sendall(content)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
        for carrier in carriers:
            carrier.join(10)


def _trusting_anybody() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
