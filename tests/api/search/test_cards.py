"""The search finds what a card shows, telephones in any spacing, and nobody by their number."""

import re

import pytest
from flask.testing import FlaskClient

from api.db.databases import execute
from api.media.models import Attachment
from api.publishing import commands
from api.publishing.live.projection import Origin
from api.publishing.live.rendering import render_all_stale
from api.publishing.workflow import OPERATOR
from api.search.words.highlights import whole
from api.search.words.query_parser import ask
from tests.api.delivery.world import at
from tests.factories import NOON, make, make_article, make_category, make_site

FILE = "0" * 40
CITIZEN = "038090001234"


@pytest.fixture
def portal(client: FlaskClient) -> FlaskClient:
    """A notice with all that its card shows, an article in a category, and a file."""
    site = make_site()
    Attachment.create(
        id=FILE, key="tep.pdf", name="a.pdf", media_type="application/pdf", bytes=1, sha256="0",
        text=f"Ðoàn xã Ðông Sơn, ngƣời dân. CCCD: {CITIZEN}. Máy 0238 3.870.123, 1900.56 78",
        created_at=NOON,
    )  # fmt: skip
    make(
        "notice", site, title="Cắt điện", kind="Kế hoạch", issuer="Hội đồng nhân dân xã",
        signer="Lê Thị Thu Hà", attachments=[{"media": FILE, "name": "Phụ lục"}],
        body_html=f"<p>Ông A ({CITIZEN}), gọi 0912 345 678.</p>",
    )  # fmt: skip
    # The address of a text is its own, and shown.
    category = make_category(site, "Nông nghiệp")
    make_article(
        site, f"Vụ mùa của số 038.090.001.234 và {CITIZEN}", category=str(category.id),
        lead="Hỏi (+84) 912.345.678", origin=Origin(slug="vu-mua"),
    )  # fmt: skip
    client.category = category
    return client


def found(client: FlaskClient, q: str, **more: str) -> list[str]:
    answer = client.get("/v1/search", query_string={"q": q, **more})
    assert answer.status_code == 200, answer.text
    return [each["title"][:8] for each in answer.get_json()["items"]]


def test_what_a_card_shows_is_found(portal: FlaskClient) -> None:
    for q in ("kế hoạch", "hoi dong nhan dan", "Thu Hà", "cắt điện lê thị thu hà kế hoạch"):
        assert found(portal, q) == ["Cắt điện"], q
    assert found(portal, "nông nghiệp vụ mùa") == ["Vụ mùa c"]

    commands.save(portal.category, {"name": "Chăn nuôi"}, OPERATOR, at(1))
    render_all_stale(at(2))

    assert found(portal, "nông nghiệp") == []
    assert found(portal, "chăn nuôi") == ["Vụ mùa c"]


def test_letters_of_a_file_are_those_that_are_meant(portal: FlaskClient) -> None:
    for q in ("Đoàn xã Đông Sơn", "Ðông Sơn", '"người dân"', "đông sơn", "dong son"):
        assert found(portal, q) == ["Cắt điện"], q
    body = portal.get("/v1/search?q=đông+sơn").get_json()["items"][0]["highlights"]["body"]
    assert "<mark>Đông</mark> <mark>Sơn</mark>" in body


@pytest.mark.parametrize(
    "q",
    [
        "0912345678",
        "0912 345 678",
        "091.234.5678",
        "+84912345678",
        "84 912 345 678",
        '"0912 345678"',
    ],
)
def test_a_telephone_number_is_found_however_it_is_spaced(portal: FlaskClient, q: str) -> None:
    assert sorted(found(portal, q)) == ["Cắt điện", "Vụ mùa c"]
    assert found(portal, f'{q} "vụ mùa"') == ["Vụ mùa c"]


def test_a_landline_is_found_however_it_is_spaced(portal: FlaskClient) -> None:
    for q in ("02383870123", "0238.3870.123", "(0238) 3870 123"):
        assert found(portal, q) == ["Cắt điện"], q
    for q in ("19005678", "1900 5678", "1900.5678"):
        assert found(portal, q) == ["Cắt điện"], q


def test_the_last_word_is_a_word_unless_one_is_typing(portal: FlaskClient) -> None:
    assert found(portal, "cắt điệ") == found(portal, "cat die") == []
    assert found(portal, "cat die", prefix="true") == ["Cắt điện"]
    assert found(portal, "0912 345 67", prefix="true") == ["Cắt điện"]
    following = portal.get("/v1/search?q=h&prefix=maybe")
    assert [each["parameter"] for each in following.get_json()["errors"]] == ["q", "prefix"]


@pytest.mark.parametrize(
    "q", [CITIZEN, "038.090.001.234", "038 090 001 234", f'"{CITIZEN}"', f"cắt điện {CITIZEN}"]
)
def test_nobody_is_found_by_the_number_of_a_citizen(portal: FlaskClient, q: str) -> None:
    assert found(portal, q) == []
    assert found(portal, q, prefix="true") == []
    # Nor in an index that is not yet made anew.
    assert ask(q).terms == ()


def without_ids(text: str) -> str:
    """The text without ids, which hold any digits by chance."""
    return re.sub("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)


def test_no_number_of_a_citizen_is_in_the_index_or_shown(portal: FlaskClient) -> None:
    assert found(portal, "0380900", prefix="true") == []
    columns = '"card", "title", "lead", "body", "exact", "folded"'
    rows = execute(f'SELECT {columns} FROM "search_document"').fetchall()
    texts = [bytes(card).decode() + repr(words) for card, *words in rows]
    kept = without_ids("".join(texts))
    assert "Cắt điện" in kept
    for part in (CITIZEN, "038.090", "038", "001234"):
        assert part not in kept.replace("https://", ""), part
    for q in ("vụ mùa", "cắt điện ông gọi"):
        assert "038" not in without_ids(portal.get("/v1/search", query_string={"q": q}).text)
        assert "••••" in portal.get("/v1/search", query_string={"q": q}).text


def test_a_number_is_marked_where_it_stands() -> None:
    question = ask("0912345678")

    assert whole("Gọi 0912.345 678!", question, (0,)) == "Gọi <mark>0912.345 678</mark>!"
    assert whole("Gọi +84 (0)912 345 678", question, (0,)) == "Gọi +<mark>84 (0)912 345 678</mark>"
    assert whole("Số 10912345678", question, (0,)) == "Số 10912345678"
