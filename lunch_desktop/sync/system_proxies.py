"""The proxies that the operating system is set to: the environment, Windows' registry, macOS's network settings."""

import sys
from urllib.parse import urlsplit
from urllib.request import getproxies

from requests.utils import should_bypass_proxies

from lunch_desktop.sync.ways import DIRECT, Way, of_address

if sys.platform == "win32":
    import winreg

    def script_address() -> str:
        """The address of the script that Windows is set to; empty if there is none."""
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _INTERNET_SETTINGS) as key:
                found, _ = winreg.QueryValueEx(key, "AutoConfigURL")
        except OSError:
            return ""
        return found if isinstance(found, str) else ""

    _INTERNET_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
else:

    def script_address() -> str:
        """The address of the script that the system is set to; only Windows tells."""
        return ""


def system_way(url: str) -> Way:
    """The way that the system's settings name for `url`; exceptions (no_proxy, ProxyOverride) are kept to.

    Raises ValueError for a proxy of a kind that we can't speak with, such as SOCKS.
    """
    proxies = getproxies()
    found = proxies.get(urlsplit(url).scheme) or proxies.get("all")
    return of_address(found) if found and not is_exempt(url) else DIRECT


def is_exempt(url: str) -> bool:
    """Whether the system says that `url` is to be asked for directly (no_proxy, ProxyOverride)."""
    return bool(should_bypass_proxies(url, no_proxy=None))
