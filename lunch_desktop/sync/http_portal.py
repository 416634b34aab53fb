"""A network's sign-in page in front of a secure server: it can't answer in the server's name, so it is looked for."""

from typing import Final
from urllib.parse import urlsplit

from requests import ConnectTimeout, RequestException
from requests.exceptions import ReadTimeout

from lunch_desktop.sync.http_errors import NETWORK_WANTS_SIGN_IN, NotOurServer, of_stranger
from lunch_desktop.sync.http_transport import plain_session
from lunch_desktop.sync.ways import Way, is_this_pc

_LOOK_SECONDS: Final = 2.0


def portal_in_the_way(error: RequestException, way: Way, server: str) -> NotOurServer | None:
    """The sign-in page, if one answers at the server's name without TLS, and leads elsewhere.

    Networks that want people to sign in turn every plain request to their page; a secure one they can only break. So a
    broken one is followed by a plain one, which says nothing and is believed for nothing else. Where there was no
    answer in time there is hardly a page either, and another wait would help nobody.
    """
    parts = urlsplit(server)
    host = parts.hostname or ""
    if parts.scheme != "https" or is_this_pc(host) or isinstance(error, ConnectTimeout | ReadTimeout):
        return None
    address = f"http://{f'[{host}]' if ':' in host else host}/"
    try:
        with (
            plain_session() as session,
            session.get(
                address,
                proxies=dict(way.for_requests()),
                timeout=(_LOOK_SECONDS, _LOOK_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            found = of_stranger(response, address)
            is_sure = response.status_code == NETWORK_WANTS_SIGN_IN
    except RequestException:
        return None
    leads_elsewhere = found is not None and urlsplit(found.portal).hostname != host
    return found if is_sure or leads_elsewhere else None  # any web server answers with a page at its own name
