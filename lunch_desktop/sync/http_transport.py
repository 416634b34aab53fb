"""How a request leaves this PC: with the system's trust, and with nothing that was not asked for."""

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import truststore
from requests import PreparedRequest, Session
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3 import ProxyManager


class Bearer(AuthBase):
    """The access token, or nothing; without it requests would look for a password in a .netrc file."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class SystemTrust(HTTPAdapter):
    """Trusts what the operating system trusts: of servers, directly and through proxies, and of proxies with TLS."""

    def __init__(self) -> None:
        self._context = system_context()
        super().__init__(pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, ssl_context=self._context, **named)

    def proxy_manager_for(self, proxy: str, **named: Any) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(
            proxy, ssl_context=self._context, proxy_ssl_context=self._context, **named
        )
        return manager

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        """The environment's certificates, which requests puts into `verify`, are not the system's."""
        del verify
        return super().build_connection_pool_key_attributes(request, True, cert)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the context as it is: requests would add the certificates that it brings, and the environment's."""
        del url, verify, cert
        conn.cert_reqs = "CERT_REQUIRED"


def system_context() -> truststore.SSLContext:
    """A context that trusts what the operating system trusts."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def plain_session() -> Session:
    """A session that takes nothing from the environment, keeps no cookies, and goes by the ways that it is given."""
    session = Session()
    trust = SystemTrust()
    for scheme in ("https://", "http://"):  # a proxy that speaks TLS may lie before either
        session.mount(scheme, trust)
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "lunch-desktop"
    return session
