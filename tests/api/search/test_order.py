"""The order holds for any texts, questions and pages, however much the index may look at."""

import random
from collections.abc import Iterator, Sequence
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from api.db.unit_of_work import transaction
from api.publishing.models import Document
from api.search import index, paging
from api.sites.models import Site
from tests.api.delivery.world import at
from tests.api.search.reference import Paper, found
from tests.factories import make, make_site

WORDS = (
    *("hồ", "hô", "ho", "hộ", "hồng", "sơ", "so", "sớ", "đất", "dat", "đạt", "đai", "dai", "đài"),
    *("hoà", "hòa", "hoàng", "an", "thủy", "thuỷ"),
)
QUESTIONS = 40


def texts(choice: random.Random) -> tuple[str, str, str]:
    title, lead, body = (" ".join(choice.choices(WORDS, k=most)) for most in (2, 3, 8))
    return title, lead, body


def questions(choice: random.Random) -> Iterator[str]:
    for _ in range(QUESTIONS):
        parts = [choice.choice(WORDS) for _ in range(choice.randint(1, 3))]
        if choice.random() < 0.4:
            parts.insert(choice.randint(0, 1), f'"{" ".join(choice.choices(WORDS, k=2))}"')
        last = parts[-1]
        parts[-1] = last if '"' in last else last[: choice.randint(2, 5)]
        yield " ".join(parts)


@pytest.fixture(params=["enough", "little"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether it may look at as much as it does, or at so little that it gives up at once."""
    if request.param == "little":
        monkeypatch.setattr(paging, "MOST_LOOKED_AT", 7)
        monkeypatch.setattr(paging, "_FIRST", 3)
        monkeypatch.setattr(index, "MOST_SPELLINGS", 2)
    return str(request.param)


def published(papers: Sequence[Paper]) -> dict[str, int]:
    """Their numbers by the ids under which they are public."""
    site = make_site()
    with transaction():
        return {str(_make(site, each).id): each.number for each in papers}


def _make(site: Site, paper: Paper) -> Document:
    title, lead, body = (" ".join(token.exact for token in text) for text in paper.fields)
    content = {"title": title, "lead": lead, "body_html": f"<p>{body}</p>"}
    return make("article", site, at=at(paper.number), **content)


def all_pages(
    client: FlaskClient, q: str, limit: int, *, prefix: bool
) -> tuple[list[str], set[int | None]]:
    """The ids of all hits, and what the pages say of the total."""
    ids: list[str] = []
    totals = set()
    address = f"/v1/search?q={quote(q)}&limit={limit}&total=true&prefix={str(prefix).lower()}"
    while address:
        page = client.get(address).get_json()
        ids += [each["id"] for each in page["items"]]
        totals.add(page["total"])
        address = page["next"]
    return ids, totals


def test_it_finds_the_same_as_the_rules_said_in_plain_words(client: FlaskClient, room: str) -> None:
    choice = random.Random(11)  # noqa: S311 - a reproducible test
    papers = [Paper.of(number, *texts(choice)) for number in range(60)]
    numbers = published(papers)

    for q in questions(choice):
        prefix = choice.random() < 0.7
        ids, totals = all_pages(client, q, choice.choice([1, 3, 20, 100]), prefix=prefix)

        expected = found(papers, q, prefix=prefix)
        assert [numbers[each] for each in ids] == expected, q
        assert totals in ({len(expected)}, {None} if room == "little" else {len(expected)}), q


def test_a_page_that_gives_up_tells_where_to_go_on_and_no_total(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site()
    with transaction():
        make("article", site, at=at(0), title="Hồ sơ cũ")
        for number in range(1, 7):
            make("article", site, at=at(number), title=f"Sơ đồ {number} của hồ")
    monkeypatch.setattr(paging, "MOST_LOOKED_AT", 4)

    first = client.get("/v1/search", query_string={"q": '"hồ sơ"', "total": "true"}).get_json()
    second = client.get(first["next"]).get_json()

    assert (first["items"], first["total"]) == ([], None)
    assert [each["title"] for each in second["items"]] == ["Hồ sơ cũ"]
