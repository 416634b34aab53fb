"""Where colleagues reach this PC."""

from ipaddress import ip_address

from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

_VIRTUAL = ("docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "vethernet", "tap", "tun", "zt", "wsl")


def addresses_of_this_pc() -> tuple[str, ...]:
    """Its IPv4 addresses in networks, the likeliest first; none without a network. Nothing is sent."""
    flags = QNetworkInterface.InterfaceFlag
    found: list[tuple[bool, bool, str]] = []
    for one in QNetworkInterface.allInterfaces():
        state = one.flags()
        if not state & flags.IsRunning or state & flags.IsLoopBack:
            continue
        virtual = one.humanReadableName().casefold().startswith(_VIRTUAL)
        for entry in one.addressEntries():
            if entry.ip().protocol() is not QAbstractSocket.NetworkLayerProtocol.IPv4Protocol:
                continue
            address = ip_address(entry.ip().toString())
            if not address.is_link_local:
                found.append((virtual, not address.is_private, str(address)))
    return tuple(address for _, _, address in sorted(found))
