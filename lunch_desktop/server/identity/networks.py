"""From where a device is used, told so that its owner recognises it and nobody could be followed by it."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

_IPV4_KEPT: Final = 24
_IPV6_KEPT: Final = 48
"""Bits: those that a provider gives to a site."""


def network_of(address: str) -> str:
    """The network that an address is in, as `203.0.113.0/24`; "" for what is no address, and for this machine."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(known, IPv6Address) and known.ipv4_mapped is not None:
        known = known.ipv4_mapped
    if known.is_loopback:
        return ""
    return str(ip_network((known, _IPV4_KEPT if known.version == 4 else _IPV6_KEPT), strict=False))
