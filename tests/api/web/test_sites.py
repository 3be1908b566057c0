"""One server, several sites: `Host` says whose page it is, and no cache gives one's to another."""

from dataclasses import replace

import orjson
import pytest

from api.articles.models import Article
from api.db import databases
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests import applications
from tests.api.delivery.world import at, revise
from tests.factories import make_article, make_site

PATHS = [
    "/",
    "/bai-viet/khanh-thanh-cau",
    "/v1",
    "/v1/articles",
    "/v1/views",
    "/v1/openapi.json",
    "/docs",
    "/config.js",
    "/khong-co",
]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


@pytest.fixture
def two(app):
    """Two sites with an address each, and an article of the same slug."""
    sites = [
        make_site("yen-hoa", name="Xã Yên Hòa", base_url="https://yenhoa.example.vn"),
        make_site("dong-ha", name="Xã Đông Hà", base_url="https://dongha.example.vn"),
    ]
    for each in sites:
        make_article(each, "Khánh thành cầu", lead=f"Tin của {each.slug}.")
    return sites


def test_each_name_shows_its_own_site_again_and_again(visit, two) -> None:
    for _ in range(2):
        for address in ("/", "/bai-viet/khanh-thanh-cau", "/lien-he", "/thong-bao"):
            yen_hoa = visit(address, Host="yenhoa.example.vn")
            dong_ha = visit(address, Host="DONGHA.example.vn:8443")
            assert (yen_hoa.status, dong_ha.status) == (200, 200)
            assert "Đông Hà" not in yen_hoa.html
            assert "Yên Hòa" not in dong_ha.html
            assert yen_hoa.handed["site"] == "yen-hoa"
            assert dong_ha.handed["site"] == "dong-ha"
            assert yen_hoa.headers["ETag"] != dong_ha.headers["ETag"]
            assert yen_hoa.links["canonical"].startswith("https://yenhoa.example.vn/")


def test_a_name_without_a_site_of_its_own_shows_none_of_several(visit, two) -> None:
    visit("/", Host="yenhoa.example.vn")

    for address in ("/", "/bai-viet/khanh-thanh-cau", "/lien-he"):
        page = visit(address, Host="portal.test")
        assert page.status == 404
        assert page.handed == {"site": None, "api": "http://portal.test", "answers": {}}
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert "Tin của" not in page.html


def test_a_second_site_without_an_address_leaves_the_first_where_it_is(visit, site) -> None:
    make_article(site, "Khánh thành cầu")
    paths = ("/", "/bai-viet/khanh-thanh-cau", "/lien-he")
    before = [visit(path).handed["site"] for path in paths]

    # Earlier in the alphabet, and later here.
    make_site("an-hoa", name="Xã An Hòa")

    assert [visit(path).status for path in paths] == [200] * 3
    assert [visit(path).handed["site"] for path in paths] == before == ["yen-hoa"] * 3


def test_a_site_that_moves_is_known_under_its_new_name_at_once(visit, client, two) -> None:
    assert visit("/", Host="yenhoa.example.vn").status == 200

    revise(two[0], at(1), base_url="https://moi.example.vn")

    assert visit("/", Host="moi.example.vn").handed["site"] == "yen-hoa"
    assert client.get("/", headers={"Host": "yenhoa.example.vn"}).status_code == 400


def test_t47_a_stranger_is_refused_by_every_layer(client, two) -> None:
    for path in PATHS:
        client.get(path, headers={"Host": "yenhoa.example.vn"})
        for method in METHODS:
            answer = client.open(path, method=method, headers={"Host": "evil.example"})
            assert answer.status_code == 400, (method, path)
            assert "X-Request-Id" in answer.headers
            assert b"evil" not in answer.data
            if method != "HEAD":
                assert orjson.loads(answer.data)["code"] == "unknown_host"
                assert answer.headers["Cache-Control"] != "public, max-age=15"


def test_t47_no_number_of_slashes_mixes_sites(client, two) -> None:
    for path in ("//", "///", "//bai-viet/khanh-thanh-cau", "////lien-he"):
        for host in ("yenhoa.example.vn", "dongha.example.vn"):
            raw = {"PATH_INFO": path}
            answer = client.get("/", headers={"Host": host}, environ_overrides=raw)
            assert answer.status_code == 308, path
            assert answer.headers["Location"] == "/" + path.lstrip("/")


def test_t47_a_view_is_not_taken_from_a_stranger(client, two) -> None:
    body = orjson.dumps({"type": "article", "id": str(two[0].id)})
    headers = {"Host": "evil.example", "Content-Type": "text/plain"}

    assert client.post("/v1/views", data=body, headers=headers).status_code == 400


def test_t47_a_forwarded_name_counts_only_behind_proxies(visit, settings, two) -> None:
    forwarded = {"Host": "yenhoa.example.vn", "X-Forwarded-Host": "dongha.example.vn"}
    assert visit("/", **forwarded).handed["site"] == "yen-hoa"

    databases.close()
    behind = applications.opened(replace(settings, proxy_hops=1)).test_client()

    assert "Đông Hà" in behind.get("/", headers=forwarded).get_data(as_text=True)
    stranger = {"Host": "yenhoa.example.vn", "X-Forwarded-Host": "evil.example"}
    assert behind.get("/", headers=stranger).status_code == 400
    assert behind.get("/", headers={"Host": "yenhoa.example.vn"}).status_code == 200


def test_a_withdrawal_reaches_every_name(visit, two, app) -> None:
    for host in ("yenhoa.example.vn", "dongha.example.vn"):
        assert visit("/bai-viet/khanh-thanh-cau", Host=host).status == 200
    article = _article_of("yen-hoa")

    commands.withdraw(get_document(article), OPERATOR, at(1), Withdrawal("error"))

    assert visit("/bai-viet/khanh-thanh-cau", Host="yenhoa.example.vn").status == 410
    assert visit("/bai-viet/khanh-thanh-cau", Host="dongha.example.vn").status == 200


def _article_of(site: str):
    return Article.get(Article.site_slug == site).id
