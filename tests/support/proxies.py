"""Real proxies on loopback: tinyproxy, the same behind TLS, and nginx, which gathers answers first."""

import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

needs_tinyproxy = pytest.mark.skipif(sys.platform != "linux", reason="tinyproxy is installed on Linux only")
needs_nginx = pytest.mark.skipif(sys.platform != "linux", reason="nginx is installed on Linux only")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def by_another_name(url: str) -> str:
    """The address of a server on this PC that the program does not know to be this PC's own, as a proxy asks for it."""
    return url.replace("127.0.0.1", "0.0.0.0")


@dataclass
class Proxy:
    """A proxy that runs."""

    url: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def asked(self) -> list[str]:
        """The first line of each request that came."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return [one.partition("): ")[2] for one in lines if "Request (" in one]

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()


@contextmanager
def tinyproxy(folder: Path, *, login: tuple[str, str] | None = None, port: int = 0) -> Iterator[Proxy]:
    """Tinyproxy, which wants to know who asks if there is a `login`."""
    folder.mkdir(exist_ok=True)
    port = port or free_port()
    log = folder / "log"
    (folder / "conf").write_text(
        f"Port {port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\nAllow 127.0.0.1\n"
        f'LogFile "{log}"\nLogLevel Connect\n' + (f"BasicAuth {login[0]} {login[1]}\n" if login else "")
    )
    process = subprocess.Popen(
        ["tinyproxy", "-d", "-c", str(folder / "conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield Proxy(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.kill()
        process.wait()


@contextmanager
def behind_tls(proxy: str, certificate: Path, key: Path) -> Iterator[str]:
    """The address of a proxy that speaks TLS itself; what comes goes on to `proxy`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                client, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=carry, args=(client,), daemon=True).start()

    def carry(plain: socket.socket) -> None:
        parts = urlsplit(proxy)
        try:
            with (
                context.wrap_socket(plain, server_side=True) as client,
                socket.create_connection((parts.hostname or "", parts.port or 80)) as on,
            ):
                back = threading.Thread(target=pump, args=(on, client), daemon=True)
                back.start()
                pump(client, on)
                back.join()
        except OSError:  # a client that does not trust us leaves
            plain.close()

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65_536):
                target.sendall(content)
            target.shutdown(socket.SHUT_WR)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


@contextmanager
def gathering(folder: Path, server: str) -> Iterator[str]:
    """The address of an nginx before `server` that gathers each answer and passes on whole buffers only."""
    folder.mkdir(exist_ok=True)
    port = free_port()
    (folder / "conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;\n"
        "events { worker_connections 128; }\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;\n"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {server}; proxy_http_version 1.1;\n"
        "proxy_buffering on; proxy_ignore_headers X-Accel-Buffering; proxy_buffer_size 4k; proxy_buffers 8 64k;\n"
        "postpone_output 65536; gzip off; } } }\n"
    )
    process = subprocess.Popen(["nginx", "-c", str(folder / "conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "it does not listen"
            time.sleep(0.01)
        else:
            return
