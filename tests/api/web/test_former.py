"""Addresses of the former portal lead to where things stand now, and nobody else pays for it."""

from itertools import product
from urllib.parse import unquote

import pytest
from werkzeug.test import create_environ

from api.http import hosts
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import old_urls
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.web.former import former
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import at, rename
from tests.factories import make, make_article, make_site

OLD = [
    "/?tabid=77&id=9",
    "/2024/05/bai-1/",
    "/tin-t%E1%BB%A9c/b%C3%A0i-1.html",
    "/Default.aspx?ItemID=9&l=Tin",
    "/thong-bao/cu?id=3",
    "/thong-bao/moi",
]
HERE = "/bai-viet/khanh-thanh-cau"


@pytest.fixture
def article(site):
    """An article that had several addresses on the former portal."""
    article = make_article(site, "Khánh thành cầu")
    old_urls.replace(article, OLD)
    # Imports keep old addresses before they publish.
    rename(article, "khanh-thanh-cau", at(0))
    return article


ASKED = [
    *OLD,
    "/?id=9&tabid=77",
    "/?utm_source=zalo&tabid=77&id=9&fbclid=x",
    "/?tabid=%37%37&id=9",
    "/2024/05/bai-1",
    "/2024/05/bai-1?fbclid=x&s=1",
    "/tin-t%e1%bb%a9c/b%c3%a0i-1.html",
    "/tin-tức/bài-1.html/",
    "/Default.aspx/?l=Tin&ItemID=9",
    "/thong-bao/cu/?id=3&utm_medium=x",
    "/thong-bao/moi/?id=3&next=//evil.vn",
]


def test_it_leads_to_the_present_address(client, article) -> None:
    for method, asked in product(("GET", "HEAD"), ASKED):
        answer = client.open(asked, method=method, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers.get("Location")) == (301, HERE), asked
        assert answer.data == b""
        assert str(article.id) in answer.headers["Surrogate-Key"]
        kept_by = "private" if asked.startswith("/?") else "public"
        assert answer.headers["Cache-Control"].startswith(f"{kept_by}, max-age=15")


def test_it_does_so_again_and_again_whatever_is_kept_of_the_home_page(visit, article) -> None:
    for _ in range(2):
        assert visit("/").status == 200
        assert visit("/?tabid=77&id=10").status == 200
        assert visit("/?tabid=77&id=9").status == 301


OTHERS = ["/?tabid=77", "/?tabid=77&id=9&x=1", "/2024/05", "/2024/05/bai-1/2",
          "/Default.aspx?ItemID=8", "/default.aspx?ItemID=9", "/thong-bao/cu"]  # fmt: skip


def test_others_lead_nowhere(visit, client, article) -> None:
    for path in OTHERS:
        assert visit(path).status in (200, 404), path
    assert client.post("/2024/05/bai-1").status_code == 404


def test_a_present_page_wins(visit, site, article) -> None:
    old_urls.replace(article, ["/bai-viet/khac", "/lien-he", "/bai-viet/Khac-Nua", "/trang/x/"])
    rename(article, "cau", at(0))
    assert visit("/bai-viet/khac").headers["Location"] == "/bai-viet/cau"
    assert visit("/bai-viet/Khac-Nua").headers["Location"] == "/bai-viet/cau"
    assert visit("/trang/x/").headers["Location"] == "/bai-viet/cau"

    make_article(site, "Khác")

    assert visit("/bai-viet/khac").status == 200
    assert visit("/lien-he").status == 200


def test_what_was_withdrawn_says_so_at_its_old_address(visit, client, article) -> None:
    for old in OLD:
        assert visit(old).status == 301
    withdrawal = Withdrawal("personal_data", "Có thông tin riêng.")

    commands.withdraw(get_document(article.id), OPERATOR, at(1), withdrawal)

    for old in OLD:
        assert visit(old).status == 410
        assert "Có thông tin riêng." in visit(old).part("main")
        gone = client.head(old)
        assert gone.status_code == 410
        assert gone.headers["Cache-Control"].startswith("private") == old.startswith("/?")


def test_a_draft_stands_nowhere(visit, site) -> None:
    draft = make_article(site, "Nháp", published=False)
    old_urls.replace(draft, ["/?id=1", "/nhap"])
    make_article(site, "Khác")

    assert visit("/?id=1").status == 200
    assert visit("/nhap").status == 404


def test_each_host_has_its_own(visit, app) -> None:
    for slug, host in (("yen-hoa", "https://a.vn"), ("dong-ha", "https://b.vn")):
        page = make("page", make_site(slug, base_url=host), title=f"Về {slug}")
        old_urls.replace(page, ["/?id=1", "/gioi-thieu.html"])
        rename(page, f"ve-{slug}", at(0))

    for path in ("/?id=1", "/gioi-thieu.html"):
        assert visit(path, Host="a.vn").headers["Location"] == "/trang/ve-yen-hoa"
        assert visit(path, Host="b.vn").headers["Location"] == "/trang/ve-dong-ha"
        assert visit(path).status == 404
        assert visit(path, Host="evil.vn").status == 400


ELSEWHERE = [
    "//evil.vn/", "/\\evil.vn", "/%5cevil.vn", "/%2f%2fevil.vn", "//evil.vn/2024/05/bai-1",
    "/2024/05/bai-1/../..//evil.vn", "/?tabid=77&id=9&next=//evil.vn", "/%0d%0aSet-Cookie:a=b",
]  # fmt: skip


def test_t48_an_old_address_leads_to_its_own_site_alone(client, article) -> None:
    for path in ELSEWHERE:
        raw, _, query = path.partition("?")
        environ = {"PATH_INFO": unquote(raw, "latin-1"), "QUERY_STRING": query}
        answer = client.get("/", environ_overrides=environ, headers={"Accept": "text/html"})
        assert answer.headers.get("Location", HERE) in (HERE, "/")
        assert "Set-Cookie" not in answer.headers


def test_it_costs_nothing_where_there_are_none(app, client, site) -> None:
    make_article(site, "Khánh thành cầu")
    cached = app.extensions["cache"]
    for path in ("/", "/?x=0", HERE):
        client.get(path)
    hosts.refresh()

    with recorded() as statements:
        for path in ("/", "/?x=1", "/?fbclid=2", HERE):
            environ = create_environ(path)
            assert not former.get().may_be_meant(environ)
            assert cached.ready(environ).status == "200 OK"
            assert client.get(path).status_code == 200

    assert not list(statements)


def test_where_there_are_some_the_home_page_asks_once(app, client, article) -> None:
    client.get("/?id=0")
    for path, count in (("/", 0), ("/?lang=en", 0), ("/?fbclid=x", 0), ("/?x=1", 1), (HERE, 0)):
        client.get(path)
        with recorded() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) == count, path
