"""How much load, race and fault tests do: little in `make test`, all of it in `make test-full`.

A test names its size by the id of its row: `SIZES["F11"].rounds`. What is smaller is at most one
twentieth of the full size.
"""

import os
from dataclasses import dataclass, fields
from types import MappingProxyType


@dataclass(frozen=True)
class Size:
    """One row's numbers; what a row does not use stays 0."""

    rounds: int = 0
    clients: int = 0
    items: int = 0
    examples: int = 0


FULL = MappingProxyType(
    {
        "hypothesis": Size(examples=1_000),  # examples of each property
        "F01": Size(rounds=200, clients=8, items=100),  # kills, and what was answered before each
        "F02": Size(rounds=1),  # every so many steps of a write its worker is killed
        "F05": Size(rounds=1_000),  # moments at which the power is lost
        "F04": Size(rounds=1),  # every so many calls of a write one that fails
        "F11": Size(rounds=1_000, clients=64),  # writers racing to publish one version
        "F12": Size(rounds=1_000, clients=3),  # publish, withdraw and schedule racing
        "F14": Size(rounds=500),  # times that a mirror is cut off
        "F15": Size(rounds=200, clients=20),  # short commits while a long one is open
        "F17": Size(clients=2_000),  # slow ones of each kind together
        "F18": Size(clients=500, items=10_000),  # who asks, beside so many that are silent
        "F21": Size(items=1_000_000),  # combining marks on one letter
        "F22": Size(rounds=50),  # backups while somebody publishes
        "F25": Size(rounds=1, items=10_000),  # every so many statements a kill; articles
        "F28": Size(rounds=50),  # times that a site written as files is killed
        "F30": Size(items=3_600, clients=50),  # seconds, and answers in each
        "F31": Size(rounds=1_000, items=660),  # times that threads end, seconds of silence
        "F32": Size(items=20_000_000),  # bytes that come and go slowly
        "F33": Size(rounds=10),  # workers killed within a minute
        "T01": Size(items=744),  # payloads in every sink of content
        "T28": Size(items=300),  # injections on every parameter
        "T30": Size(items=10_000),  # guesses within an hour
        "T31": Size(items=1_000),  # refusals of each kind of account at the door
        "T44": Size(items=60),  # headers that must change nothing
        "T50": Size(items=10_000),  # frames of an animated bomb
        "T52": Size(items=60),  # values of each member that an editor sends
        "T56": Size(items=10_000),  # rows under a cursor
        "T57": Size(items=3_000),  # searches from one network of IPv6
        "T65": Size(items=500),  # articles that a stolen token defaces
        "T76": Size(items=10_000),  # votes from one network
        "V01": Size(clients=64, items=1_000),  # views of each client, four workers
        "V02": Size(items=64_000),  # visitors, three times in a window
        "V03": Size(rounds=100, items=500),  # kill -9, while so many a second are sent
        "V04": Size(items=15_000),  # views while the database is away
        "V05": Size(items=10_000),  # user agents, and forged addresses
        "V07": Size(items=1_000_000),  # views, after which nobody is found
        "V08": Size(items=2_000),  # visitors around midnight
        "nodes": Size(rounds=18),  # nodes of three that are killed, one each ten seconds
        "import": Size(items=20_000),  # lines of a large bundle
        "words": Size(rounds=40, items=1, examples=60),  # kills, every so many keys one, seconds
    }
)

# A twentieth of the writers would be no crowd: fewer rounds instead, of enough at a time to race.
_SMALL = {
    "hypothesis": Size(examples=25),
    "F01": Size(rounds=1, clients=8, items=40),
    "F02": Size(rounds=13),
    "F04": Size(rounds=7),
    "F11": Size(rounds=4, clients=8),
    "F12": Size(rounds=4, clients=3),
    "F15": Size(rounds=3, clients=8),
    "F25": Size(rounds=9),
    "nodes": Size(rounds=1),
    "F30": Size(items=6, clients=10),
    "words": Size(rounds=2, items=24, examples=3),
    # What is shorter than the server's own half minute would show nothing.
    "F22": Size(rounds=2),
    "F31": Size(rounds=50, items=35),
    "F33": Size(rounds=10),
    "T31": Size(items=15),
    "T65": Size(items=6),
    "V01": Size(clients=64, items=50),
    "V03": Size(rounds=4, items=500),
    "V07": Size(items=3_000),
}
IS_FULL = os.environ.get("CONGXA_TEST_SIZE", "small") == "full"
FULL_SECONDS = 3 * 60 * 60  # for one test; pyproject.toml says how long one of `make test` may take


def _twentieth(size: Size) -> Size:
    return Size(**{f.name: -(-getattr(size, f.name) // 20) for f in fields(size)})


SMALL = MappingProxyType({row: _SMALL.get(row, _twentieth(size)) for row, size in FULL.items()})
SIZES = FULL if IS_FULL else SMALL
