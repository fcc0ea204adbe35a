"""Networks: whose tries and connections count together."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

IPV6_PREFIX = 64  # what one household or one phone is given; all of it is theirs to come from (RFC 6177)


def network_of(address: str) -> str:
    """The address itself for IPv4, the /64 for IPv6; what is no address (a test, a socket of the machine) is itself."""
    if ":" not in address:  # nearly all; parsing takes longer than what it is for
        return address
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> (128 - IPV6_PREFIX) << (128 - IPV6_PREFIX))}/{IPV6_PREFIX}"
