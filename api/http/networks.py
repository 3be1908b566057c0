"""Says what network an address belongs to: the part of it that one connection is given whole."""

import socket


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
