"""How a request leaves this PC: to servers that it trusts, and with nothing that was not asked for."""

from http.cookiejar import DefaultCookiePolicy
from typing import Any

from requests import PreparedRequest, Session
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3 import ProxyManager

from lunch_desktop.sync.trust import Trust, pinned_context


class Bearer(AuthBase):
    """The access token, or nothing; without it requests would look for a password in a .netrc file."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class TrustAdapter(HTTPAdapter):
    """Lets the trust decide about servers, directly and through proxies, and about proxies with TLS.

    With a pin one server is meant; a proxy before it is still one that the system trusts.
    """

    def __init__(self, trust: Trust, pin: str) -> None:
        self._proxies_context = trust.context()
        self._context = pinned_context(pin) if pin else self._proxies_context
        self._named: dict[str, Any] = {"assert_hostname": False} if pin else {}
        super().__init__(pool_maxsize=4, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        super().init_poolmanager(*arguments, ssl_context=self._context, **(named | self._named))

    def proxy_manager_for(self, proxy: str, **named: Any) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(
            proxy, ssl_context=self._context, proxy_ssl_context=self._proxies_context, **(named | self._named)
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


def plain_session(trust: Trust | None = None, pin: str = "") -> Session:
    """A session that takes nothing from the environment, keeps no cookies, and goes by the ways that it is given.

    Without `trust` it trusts what the system trusts; with a `pin`, only the server of that key.
    """
    session = Session()
    adapter = TrustAdapter(trust or Trust(), pin)
    for scheme in ("https://", "http://"):  # a proxy that speaks TLS may lie before either
        session.mount(scheme, adapter)
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "lunch-desktop"
    return session
