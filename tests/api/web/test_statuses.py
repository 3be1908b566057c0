"""A page has the status that its address deserves, and says why, in words for people."""

from urllib.parse import unquote

import orjson
import pytest

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, rename
from tests.factories import make, make_article, make_category


@pytest.fixture
def article(site):
    return make_article(site, "Khánh thành cầu Đá")


NOWHERE = [
    "/bai-viet/khong-co", "/thong-bao/khong-co", "/trang/khong-co", "/chuyen-muc/khong-co",
    "/lich-lam-viec/2026-W99", "/lich-lam-viec/khong", "/lich-lam-viec/0000-W00",
    "/thong-bao?cursor=khong-co", "/chuyen-muc/tin-xa?cursor=khong-co", "/khong-co",
    "/bai-viet/a/b", "/bai-viet/a%00b", "/bai-viet/a'--", "/bai-viet/%D9%A1",
    "/bai-viet/a%0ab", "/bai-viet/%FF", "/bai-viet/a%2fb", "/bai-viet/a%3fb", "/bai-viet/a%23b",
    "/bai-viet/{site}", "/bai-viet/..", "/bai-viet/" + "x" * 2_000,
]  # fmt: skip


def test_t62_what_is_not_there_is_404_and_not_indexed(visit, site) -> None:
    make_category(site, "Tin xã")

    for page in map(visit, NOWHERE):
        assert page.status == 404, page.handed
        assert page.title == "Không tìm thấy trang – Xã Yên Hòa"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert page.meta["robots"] == "noindex"
        assert "Địa chỉ này không có nội dung nào" in page.part("main")
        assert "canonical" not in page.links
        assert "Surrogate-Key" not in page.headers
        assert "stale" not in page.headers["Cache-Control"]


SPAM = [
    "/bai-viet/casino-8xbet", "/chuyen-muc/casino-8xbet", "/casino-8xbet",
    "/thong-bao/casino-8xbet",
    "/thong-bao?loai=casino-8xbet", "/thong-bao?muc-do=casino-8xbet", "/trang/casino-8xbet",
    "/lich-lam-viec?lanh-dao=casino-8xbet", "/lich-lam-viec/casino-8xbet", "/?q=casino-8xbet",
]  # fmt: skip


def test_t62_words_of_an_address_are_not_in_a_page_that_is_indexed(visit, site) -> None:
    for page in map(visit, SPAM):
        assert "casino-8xbet" not in page.part("head")
        assert "casino-8xbet" not in page.part("main")
        assert "casino-8xbet" not in page.html or page.headers["X-Robots-Tag"] == "noindex"


def test_what_is_withdrawn_is_410_with_its_reason(visit, site, article) -> None:
    newer = make_article(site, "Số liệu mới")
    visit("/bai-viet/khanh-thanh-cau-da")
    withdrawal = Withdrawal("superseded", "Số liệu đã được tính lại.", superseded_by=newer.id)

    commands.withdraw(get_document(article.id), OPERATOR, at(1), withdrawal)

    page = visit("/bai-viet/khanh-thanh-cau-da")
    assert page.status == 410
    assert page.title == "Nội dung đã được gỡ – Xã Yên Hòa"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "đã có nội dung khác thay thế" in page.part("main")
    assert "Số liệu đã được tính lại." in page.part("main")
    assert "11/07/2026" in page.part("main")
    assert '<a href="/bai-viet/so-lieu-moi">Số liệu mới</a>' in page.part("main")
    assert f"/v1/articles/{newer.id}?fields=slug%2Ctitle" in page.handed["answers"]
    assert "Khánh thành" not in page.html


@pytest.mark.parametrize(
    "query",
    ["", "?fbclid=a%20b", "?next=//evil.example", "?next=/%5Cevil%0d%0aSet-Cookie:a=b"],
)
def test_t48_an_old_slug_moves_within_the_site_and_keeps_the_query(visit, site, query) -> None:
    for kind, folder in (("article", "bai-viet"), ("notice", "thong-bao"), ("page", "trang")):
        rename(make(kind, site, title="Tên cũ"), "ten-moi", at(1))

        moved = visit(f"/{folder}/ten-cu{query}")

        assert moved.status == 301
        assert moved.headers["Location"] == f"/{folder}/ten-moi{query}"
        assert visit(f"/{folder}/ten-moi").status == 200


ELSEWHERE = [
    "//evil.example", "//evil.example/bai-viet/a", "/%5cevil.example", "/\\evil.example",
    "/https:evil.example", "/https://evil.example", "/%2f%2fevil.example", "/%0d%0aLocation:x",
    "/bai-viet//evil.example", "/bai-viet/%2f%2fevil.example", "/bai-viet/%0d%0aLocation:x",
]  # fmt: skip


def test_t48_no_address_sends_anybody_elsewhere(client, site) -> None:
    for path in ELSEWHERE:
        raw = {"PATH_INFO": unquote(path, "latin-1")}
        answer = client.get("/", headers={"Accept": "text/html"}, environ_overrides=raw)
        assert answer.status_code == 404, path
        assert "Location" not in answer.headers


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(client, site) -> None:
    people = client.get("/khong-co", headers={"Accept": "text/html"})
    programs = client.get("/khong-co", headers={"Accept": "*/*"})
    of_the_api = client.get("/v1/khong-co", headers={"Accept": "text/html"})
    posted = client.post("/khong-co", headers={"Accept": "text/html"})

    assert people.content_type == "text/html; charset=utf-8"
    for problem in (programs, of_the_api, posted):
        assert orjson.loads(problem.data)["code"] == "not_found"
    assert "Accept" in [each.strip() for each in people.headers["Vary"].split(",")]
    assert "Accept" in [each.strip() for each in programs.headers["Vary"].split(",")]


def test_an_empty_category_is_a_page_and_an_unknown_one_is_none(visit, site) -> None:
    make_category(site, "Tin xã")

    assert visit("/chuyen-muc/tin-xa").status == 200
    assert visit("/chuyen-muc/khac").status == 404


def test_an_installation_without_a_site_shows_no_page(visit, app) -> None:
    page = visit("/")

    assert page.status == 404
    assert "Đang tải" in page.part("main")
    assert page.handed == {"site": None, "api": "http://portal.test", "answers": {}}


@pytest.mark.parametrize("address", ["/bai-viet/khanh-thanh-cau-da-moi-sai", "/khanh-thanh-cau-da"])
def test_where_nothing_is_stands_what_may_be_meant(visit, article, address) -> None:
    main = visit(address).part("main")

    assert '<a href="/bai-viet/khanh-thanh-cau-da">Khánh thành cầu Đá</a>' in main
    assert 'action="/tim-kiem"' in main
