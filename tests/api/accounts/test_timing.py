"""How long a refusal at the door takes says nothing of who has an account."""

import random
from collections.abc import Sequence
from itertools import chain
from math import sqrt
from statistics import NormalDist, median
from time import perf_counter

from api.accounts import commands
from api.accounts.entry import credentials
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from tests.api.accounts.conftest import PASSWORD
from tests.api.accounts.test_sessions import sign_in
from tests.sizes import SIZES

LEAST_P = 0.01
SEEN = 0.002
"""Seconds: a difference below is lost in any network."""


def test_t31_known_and_unknown_are_refused_in_one_time(client, member) -> None:
    by = OPERATOR, clock.now()
    commands.create_account("moi@yenhoa.example", "Được mời", None, by)
    gone = commands.create_account("nghi@yenhoa.example", "Đã nghỉ", None, by)
    credentials.choose_password(commands.make_link(gone, by), PASSWORD, clock.now())
    commands.disable(gone, by)
    said = {"unknown": "la@yenhoa.example", "known": member.email,
            "invited": "moi@yenhoa.example", "disabled": gone.email}  # fmt: skip

    took: dict[str, list[float]] = {name: [] for name in said}
    for _ in range(SIZES["T31"].items):
        # Whatever else the machine does meanwhile meets all of them alike.
        for name in random.sample([*said], len(said)):
            began = perf_counter()
            assert sign_in(client, "sai mật khẩu", said[name], code="123456").status_code == 401
            took[name].append(perf_counter() - began)

    for name in said:
        apart = abs(median(took[name]) - median(took["unknown"]))
        assert apart < SEEN or p_of_one_time(took[name], took["unknown"]) > LEAST_P, (name, apart)


def p_of_one_time(some: Sequence[float], others: Sequence[float]) -> float:
    """The two-sided p of Mann and Whitney's U, by its normal approximation without ties."""
    order = sorted(chain(some, others))
    rank = {value: number for number, value in enumerate(order, 1)}
    u = sum(rank[each] for each in some) - len(some) * (len(some) + 1) / 2
    expected = len(some) * len(others) / 2
    deviation = sqrt(expected * (len(order) + 1) / 6)
    return 2 * NormalDist().cdf(-abs(u - expected) / deviation)
