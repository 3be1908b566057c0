"""Says what network an address belongs to: that of one connection, or that of one provider."""

import socket

_IPV4_BYTES = 4


def network_of(address: str) -> bytes:
    """IPv4 whole, also where IPv6 maps it; 64 bits of IPv6, the rest being the visitor's choice.

    Ports and zones are not looked at. All that cannot be read are one network.
    """
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    try:
        return socket.inet_pton(socket.AF_INET, address)
    except (OSError, ValueError):
        pass
    try:
        packed = socket.inet_pton(socket.AF_INET6, address.partition("%")[0])
    except (OSError, ValueError):
        return b""
    is_ipv4 = packed.startswith(bytes(10) + b"\xff\xff")
    return packed[12:] if is_ipv4 else packed[:8]


def neighbourhood_of(address: str) -> bytes:
    """The addresses that one owner may have many of: 24 bits of IPv4, 48 of IPv6."""
    network = network_of(address)
    return network[:3] if len(network) == _IPV4_BYTES else network[:6]
