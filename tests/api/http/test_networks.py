"""An address counts for the network that its connection has whole."""

import pytest

from api.http.networks import neighbourhood_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.113.0.1", bytes([203, 113, 0, 1])),
        ("203.113.0.1:4711", bytes([203, 113, 0, 1])),
        ("::ffff:203.113.0.1", bytes([203, 113, 0, 1])),
        ("::FFFF:cb71:1", bytes([203, 113, 0, 1])),
        ("[::ffff:203.113.0.1]:4711", bytes([203, 113, 0, 1])),
        ("2402:800::1", bytes.fromhex("2402080000000000")),
        ("2402:0800:0:0:ffff::1", bytes.fromhex("2402080000000000")),
        ("2402:800:0:1::1", bytes.fromhex("2402080000000001")),
        ("[2402:800::2]:4711", bytes.fromhex("2402080000000000")),
        ("fe80::1%eth0", bytes.fromhex("fe80000000000000")),
        ("", b""),
        ("unknown", b""),
        ("203.113.0.999", b""),
        ("203.113.0.1\x00", b""),
        ("[", b""),
    ],
)
def test_it_is_the_part_that_one_connection_has(address: str, network: bytes) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("one", "other"),
    [("203.113.0.1", "::ffff:203.113.0.254"), ("2402:800:1:2::3", "2402:800:1:ffff::4")],
)
def test_neighbours_are_those_that_one_owner_may_have(one: str, other: str) -> None:
    assert neighbourhood_of(one) == neighbourhood_of(other) != neighbourhood_of("203.113.1.1")
