"""What stands at an article's address over the years: 200, 301 after a move, 410 with a reason."""

import orjson
import pytest

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import rendering
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, rename, revise
from tests.factories import make_article, make_site


@pytest.fixture
def home(site) -> str:
    """Where the articles of the commune stand."""
    return f"/v1/sites/{site.slug}/articles"


def withdraw(document, reason: str = "error", note: str | None = None, by=None) -> None:
    commands.withdraw(get_document(document.id), OPERATOR, at(9), Withdrawal(reason, note, by))


def test_an_old_slug_moves_to_the_new_one_and_keeps_the_query(reader, site, home) -> None:
    article = make_article(site, "Tên cũ")
    rename(article, "ten-moi", at(1))

    moved = reader.get(f"{home}/ten-cu?body=text&fields=id%2Ctitle")

    assert moved.status_code == 301
    assert moved.data == b""
    assert moved.headers["Location"] == (f"{home}/ten-moi?body=text&fields=id%2Ctitle")
    assert "Content-Type" not in moved.headers
    assert moved.headers["Surrogate-Key"] == f"{article.id} site:{site.slug}"
    followed = reader.get(moved.headers["Location"])
    assert followed.status_code == 200
    assert orjson.loads(followed.data)["id"] == str(article.id)


def test_every_old_slug_moves_in_one_step(reader, site, home) -> None:
    article = make_article(site, "Một")
    for number, slug in enumerate(("hai", "ba", "bon")):
        rename(article, slug, at(number + 1))

    moves = {slug: reader.get(f"{home}/{slug}") for slug in ("mot", "hai", "ba")}

    assert {r.headers["Location"] for r in moves.values()} == {f"{home}/bon"}
    assert reader.get(f"{home}/bon").status_code == 200


def test_a_new_title_keeps_the_address(reader, site, home) -> None:
    article = make_article(site, "Đầu đề")
    revise(article, at(1), title="Đầu đề khác")

    kept = reader.get(f"{home}/dau-de")

    assert kept.status_code == 200
    assert orjson.loads(kept.data)["title"] == "Đầu đề khác"


def test_a_move_is_refused_what_the_item_refuses(reader, site, home) -> None:
    rename(make_article(site, "Tên cũ"), "ten-moi", at(1))

    assert reader.get(f"{home}/ten-cu?x=1").status_code == 400


@pytest.mark.parametrize(
    "query", ["body=text%0d%0aSet-Cookie:%20a=b", "body=html%FF", "body=%C3%A9"]
)
def test_t48_a_move_sends_nobody_elsewhere(reader, site, home, query) -> None:
    rename(make_article(site, "Tên cũ"), "ten-moi", at(1))

    answer = reader.get(f"{home}/ten-cu?{query}")

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers


def test_a_withdrawn_article_says_why_at_both_addresses(reader, site, home) -> None:
    successor = make_article(site, "Bài mới")
    article = make_article(site, "Bài cũ")
    withdraw(article, "superseded", "Đã có bài mới.", successor.id)

    for address in (f"/v1/articles/{article.id}", f"{home}/bai-cu",
                    f"/v1/articles/{article.id}/related"):  # fmt: skip
        gone = reader.get(address)
        assert gone.status_code == 410, address
        assert gone.content_type == "application/problem+json"
        assert gone.headers["Surrogate-Key"] == str(article.id)
        assert orjson.loads(gone.data) == {
            "type": "urn:congxa:problem:article_withdrawn",
            "title": "Gone",
            "status": 410,
            "detail": "This article was published here and has been withdrawn.",
            "code": "article_withdrawn",
            "reason": "superseded",
            "public_note": "Đã có bài mới.",
            "withdrawn_at": "2026-07-12T04:00:00+07:00",
            "superseded_by": str(successor.id),
        }


def test_what_is_not_known_of_a_withdrawal_is_null(reader, site, home) -> None:
    article = make_article(site, "Bài cũ")
    withdraw(article, "personal_data")

    gone = orjson.loads(reader.get(f"/v1/articles/{article.id}").data)

    assert gone["reason"] == "personal_data"
    assert gone["public_note"] is None
    assert gone["superseded_by"] is None


def test_a_withdrawn_article_is_gone_from_its_old_slug_too(reader, site, home) -> None:
    article = make_article(site, "Tên cũ")
    rename(article, "ten-moi", at(1))
    withdraw(article)

    assert reader.get(f"{home}/ten-cu").status_code == 410
    assert reader.get(f"{home}/ten-moi").status_code == 410


def test_a_withdrawn_article_leaves_every_list(reader, site, home) -> None:
    kept = make_article(site, "Còn", tags=["Chung"])
    article = make_article(site, "Gỡ", tags=["Chung"], byline="Tân Phượng")
    withdraw(article)

    for path in ("/v1/articles", f"/v1/articles?site={site.slug}&tag=chung",
                 f"/v1/articles?ids={article.id}",
                 "/v1/articles?author=t%C3%A2n%20ph%C6%B0%E1%BB%A3ng",
                 f"/v1/articles/{kept.id}/related"):  # fmt: skip
        assert str(article.id).encode() not in reader.get(path).data
    (tag,) = orjson.loads(reader.get(f"/v1/tags?site={site.slug}").data)["items"]
    assert tag["articles"] == 1


def test_it_can_come_back(reader, site, home) -> None:
    article = make_article(site, "Bài")
    withdraw(article)
    commands.publish(get_document(article.id), OPERATOR, at(10))

    assert reader.get(f"/v1/articles/{article.id}").status_code == 200
    assert reader.get(f"{home}/bai").status_code == 200


def test_what_was_purged_keeps_its_stub(reader, site, home) -> None:
    article = make_article(site, "Bài")
    withdraw(article)
    commands.trash(get_document(article.id), OPERATOR, at(11))
    commands.purge(get_document(article.id), OPERATOR, at(12))

    assert reader.get(f"/v1/articles/{article.id}").status_code == 410
    assert reader.get(f"{home}/bai").status_code == 410


def test_two_communes_may_use_the_same_slug(reader, site, home) -> None:
    other = make_site(f"{site.slug}-ban")
    first = make_article(site, "Đông Thành")
    second = make_article(other, "Đồng Thanh")

    found = [orjson.loads(reader.get(f"/v1/sites/{slug}/articles/dong-thanh").data)["id"]
             for slug in (site.slug, other.slug)]  # fmt: skip

    assert found == [str(first.id), str(second.id)]


def test_a_renamed_site_moves_its_articles_with_it(reader, site, home) -> None:
    article = make_article(site, "Bài")
    new = f"{site.slug}-moi"
    revise(get_document(site.id), at(1), slug=new)

    early = reader.get(f"/v1/sites/{new}/articles/bai")
    rendering.render_all_stale(at(2))
    late = reader.get(f"/v1/sites/{new}/articles/bai")
    moved = reader.get(f"{home}/bai?fields=id")

    assert (early.status_code, late.status_code) == (200, 200)
    assert orjson.loads(late.data)["site"]["slug"] == new
    assert orjson.loads(late.data)["id"] == str(article.id)
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/v1/sites/{new}/articles/bai?fields=id"


@pytest.mark.parametrize("slug", ["khong-co", "bai-", "-bai", "b%E6%96%87i", "bai%00", "bai'--",
                                  "b%20ai", "..%2fbai", "bai;.css", "bai.json"])  # fmt: skip
def test_any_other_address_is_404(reader, site, home, slug) -> None:
    make_article(site, "Bài")

    for address in (f"{home}/{slug}", f"/v1/sites/{slug}/articles/bai",
                    f"/v1/sites/{slug}"):  # fmt: skip
        answer = reader.get(address)
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
