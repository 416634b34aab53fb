"""The proxies that the operating system is set to: the environment, Windows' registry, macOS's network settings."""

import sys
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import getproxies

from requests.utils import should_bypass_proxies

from lunch_desktop.sync.ways import DIRECT, Way, of_address

_INTERNET_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"


class Registry(Protocol):
    """What is needed of the standard library's `winreg`."""

    HKEY_CURRENT_USER: Any

    def OpenKey(self, key: Any, sub_key: str) -> Any:
        """A handle that is a context manager. Raises FileNotFoundError, or PermissionError."""
        ...

    def QueryValueEx(self, key: Any, name: str) -> tuple[object, int]:
        """A value and its type. Raises FileNotFoundError."""
        ...


def script_address(platform: str = sys.platform) -> str:
    """The address of the script that the system is set to, empty if there is none; only Windows tells."""
    if platform != "win32":
        return ""
    import winreg

    return script_in_registry(winreg)  # type: ignore[arg-type,unused-ignore]  # it is empty elsewhere


def script_in_registry(registry: Registry) -> str:
    """What the person, or their company, named as the address of a script in Windows' settings."""
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, _INTERNET_SETTINGS) as key:
            found, _ = registry.QueryValueEx(key, "AutoConfigURL")
    except OSError:
        return ""
    return found.strip() if isinstance(found, str) else ""


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
