"""What somebody may do about their own account at the server."""

from lunch_desktop.sync.http import ApiClient
from lunch_desktop.wire.identity import (
    Device,
    DeviceEnding,
    DeviceName,
    Devices,
    DevicesEnded,
    DevicesEnding,
    PasswordChange,
    PasswordRules,
)

_DEVICES = "/auth/devices"


class AccountApi:
    """One server. Everything takes an access token, waits, and raises ApiErrors."""

    def __init__(self, client: ApiClient) -> None:
        self._client = client

    def devices(self, token: str) -> list[Device]:
        """Where the person is signed in, the last used first."""
        return self._client.ask("GET", _DEVICES, token, Devices).devices

    def rename_device(self, token: str, device: str, name: str) -> None:
        """Name a device otherwise."""
        self._client.tell("PATCH", f"{_DEVICES}/{device}", token, DeviceName(name=name))

    def end_device(self, token: str, device: str, ending: DeviceEnding) -> None:
        """Sign one device out."""
        self._client.tell("POST", f"{_DEVICES}/{device}/end", token, ending)

    def end_devices(self, token: str, ending: DevicesEnding) -> int:
        """Sign all others out, or all; how many they were."""
        return self._client.ask("POST", f"{_DEVICES}/end", token, DevicesEnded, ending).ended

    def password_rules(self, token: str) -> PasswordRules:
        """What a new password has to be."""
        return self._client.ask("GET", "/auth/password", token, PasswordRules)

    def change_password(self, token: str, change: PasswordChange) -> None:
        """Set another password."""
        self._client.tell("POST", "/auth/password", token, change)
