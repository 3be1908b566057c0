"""Cursors stay right while rows come and go: nothing twice, nothing skipped of what stayed."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.db.unit_of_work import transaction
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime.config import config, configure
from tests.api.delivery.world import at
from tests.factories import NOON, make_article, make_site
from tests.sizes import SIZES

TITLES = ("Ấp Bắc", "Ăn Tết", "Cầu Đá", "Đại hội", "Êm đềm", "Xã ta", "bà con", "Bà Con")
QUERIES = (
    {"sort": "-published_at"},
    {"sort": "published_at"},
    {"sort": "title"},
    {"sort": "-published_at", "tag": "chung"},
    {"sort": "published_at", "tag": "chung", "featured": "false"},
    {"sort": "title", "tag": "chung"},
)


class Newsroom:
    """Publishes and withdraws at random; knows what stayed all along."""

    def __init__(self, site: Document, seed: int, size: int) -> None:
        self.site, self.chance = site, random.Random(seed)  # noqa: S311 - repeatable, not secret
        with transaction():
            self.live = [self.publish() for _ in range(size)]
        self.begin()

    def begin(self) -> None:
        self.stayed = set(self.live)

    def publish(self) -> str:
        # Few titles and few moments, so that many rows are equal but for their id.
        moment = NOON + timedelta(hours=self.chance.randrange(12))
        title = self.chance.choice(TITLES)
        return str(make_article(self.site, title, at=moment, tags=["Chung"]).id)

    def work(self) -> None:
        """A few articles appear anywhere in the list, a few disappear from it."""
        self.live += [self.publish() for _ in range(self.chance.randrange(6))]
        for _ in range(self.chance.randrange(6)):
            gone = self.live.pop(self.chance.randrange(len(self.live)))
            self.stayed.discard(gone)
            document = get_document(gone)
            commands.withdraw(document, OPERATOR, at(24), Withdrawal("other"))


def walk(reader, address: str, between: Callable[[], None]) -> list[str]:
    """The ids on all pages; `between` happens before each next page is asked for."""
    seen: list[str] = []
    following: str | None = address
    while following:
        page = orjson.loads(reader.get(following).data)
        seen += [each["id"] for each in page["items"]]
        following = page["next"]
        between()
    return seen


@pytest.fixture(scope="module")
def newsroom(standing_app) -> Newsroom:
    """A busy commune, `ron`."""
    return Newsroom(make_site("ron"), seed=7, size=SIZES["T56"].items)


@pytest.mark.parametrize("query", QUERIES, ids=urlencode)
def test_t56_pages_hold_what_stayed_once_while_others_come_and_go(reader, newsroom, query) -> None:
    address = f"/v1/articles?{urlencode({**query, 'site': 'ron', 'limit': 50, 'fields': 'id'})}"
    newsroom.begin()

    seen = walk(reader, address, newsroom.work)

    assert len(seen) == len(set(seen))
    assert newsroom.stayed <= set(seen)
    assert 100 < len(newsroom.stayed) < len(seen)


@pytest.mark.parametrize("query", QUERIES, ids=urlencode)
def test_pages_of_any_length_make_up_the_list(reader, crowd, query) -> None:
    address = f"/v1/articles?{urlencode({**query, 'site': 'dong', 'fields': 'id'})}"
    whole = walk(reader, f"{address}&limit=100", lambda: None)

    @given(limit=st.integers(1, 12))
    @settings(max_examples=6, deadline=None)
    def check(limit: int) -> None:
        assert walk(reader, f"{address}&limit={limit}", lambda: None) == whole

    check()
    assert len(whole) == 30


@pytest.fixture(scope="module")
def crowd(standing_app) -> Document:
    """Thirty articles of the commune `dong`, many of them equal but for their id."""
    site = make_site("dong")
    Newsroom(site, seed=3, size=30)
    return site


def cursor_of(reader, query: str) -> str:
    following = orjson.loads(reader.get(f"/v1/articles?limit=2&{query}").data)["next"]
    return following.partition("cursor=")[2]


def refuses(reader, address: str) -> bool:
    answer = reader.get(address)
    named = [each["parameter"] for each in orjson.loads(answer.data).get("errors", [])]
    return answer.status_code == 400 and named == ["cursor"]


@pytest.mark.parametrize(
    "other",
    ["", "site=dong&sort=title", "site=dong&featured=false", "site=dong&tag=chung",
     "site=dong&updated_after=2026-01-01T00:00:00Z"],
)  # fmt: skip
def test_t56_a_cursor_is_good_for_its_own_list_alone(reader, crowd, other) -> None:
    cursor = cursor_of(reader, "site=dong")

    assert refuses(reader, f"/v1/articles?{other}&cursor={cursor}")


@pytest.mark.parametrize("path", ["/v1/tags", "/v1/categories", "/v1/sites"])
def test_t56_a_cursor_of_another_operation_is_refused(reader, crowd, path) -> None:
    cursor = cursor_of(reader, "site=dong")

    assert refuses(reader, f"{path}?cursor={cursor}")


def test_a_cursor_does_not_depend_on_how_a_page_is_cut(reader, crowd) -> None:
    cursor = cursor_of(reader, "site=dong")

    for more in ("limit=1", "limit=100", "fields=id", "total=true"):
        assert reader.get(f"/v1/articles?site=dong&{more}&cursor={cursor}").status_code == 200


@given(place=st.integers(0, 400), letter=st.sampled_from("AZaz09-_.=~!"))
def test_t56_a_cursor_with_one_letter_changed_is_refused(reader, crowd, place, letter) -> None:
    cursor = cursor_of(reader, "site=dong")
    place %= len(cursor)
    tampered = cursor[:place] + letter + cursor[place + 1 :]

    if decodes_alike(tampered, cursor):
        return
    assert refuses(reader, f"/v1/articles?site=dong&cursor={tampered}")


def decodes_alike(tampered: str, cursor: str) -> bool:
    # The last letter of base 64 carries bits that mean nothing.
    return tampered[:-1] == cursor[:-1]


@pytest.mark.parametrize(
    "cursor",
    ["", "0", "1000000000000000000", "-1", "null", "e30", "W10.x", "a.b.c", "x" * 2_000,
     "x" * 2_001, "%00", "%F0%9F%92%A3", "../../etc/passwd", "WzFd.", "."],
)  # fmt: skip
def test_t56_what_was_not_made_here_is_refused(reader, crowd, cursor) -> None:
    assert refuses(reader, f"/v1/articles?site=dong&cursor={cursor}")


def test_t56_a_cursor_signed_with_another_key_is_refused(reader, crowd) -> None:
    ours = config()
    configure(replace(ours, secret_key="somebody else's"))
    theirs = cursor_of(reader, "site=dong&fields=title")
    configure(ours)

    assert refuses(reader, f"/v1/articles?site=dong&cursor={theirs}")


def in_pages(reader, address: str) -> list[tuple[list[str], str | None]]:
    """The ids on each page, and the cursor that follows it."""
    pages = []
    while address:
        page = orjson.loads(reader.get(address).data)
        address = page["next"]
        named = parse_qs((address or "").partition("?")[2])
        pages.append(([each["id"] for each in page["items"]], named.get("cursor", [None])[0]))
    return pages


@pytest.mark.parametrize("query", QUERIES, ids=urlencode)
def test_backwards_comes_the_page_before_that_of_a_cursor(reader, crowd, query) -> None:
    address = f"/v1/articles?{urlencode({**query, 'site': 'dong', 'limit': 7, 'fields': 'id'})}"
    pages = in_pages(reader, address)

    for number, (ids, cursor) in enumerate(pages[:-1]):
        before = in_pages(reader, f"{address}&backwards=true&cursor={cursor}")
        assert before[0][0] == ids
        assert [each for each, _ in reversed(before)] == [each for each, _ in pages[: number + 1]]
    whole = [each for ids, _ in pages for each in ids]
    assert in_pages(reader, f"{address}&backwards=true")[0][0] == whole[-7:]
    assert len(pages) == 5
