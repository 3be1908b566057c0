"""Whatever way an id or an address is written, it is found; and nobody is led away from here."""

from urllib.parse import quote, unquote

import orjson
import pytest
from flask.testing import FlaskClient

from api.http.schemas.formats import meant_slug
from api.publishing import editions
from tests.api.delivery.world import World, operations, rename
from tests.factories import NOON, make, make_article

SPELLINGS = [str.upper, str.title, lambda text: text[:20].upper() + text[20:]]


@pytest.mark.parametrize("spelt", SPELLINGS)
def test_t26_an_id_may_be_written_in_capitals(reader: FlaskClient, world: World, spelt) -> None:
    article, notice, page = world.article, world.notice, world.page
    addresses = [f"/v1/articles/{{}}?body={body}" for body in ("html", "none")]
    addresses += ["/v1/articles/{}/related", "/v1/articles?ids={}", "/v1/views?ids={}"]
    asked = [(each, str(article.id)) for each in addresses]
    asked += [("/v1/notices/{}", str(notice.id)), ("/v1/pages/{}", str(page.id))]

    for address, id_ in asked:
        usual, other = reader.get(address.format(id_)), reader.get(address.format(spelt(id_)))
        assert (other.status_code, other.data) == (200, usual.data), address
        assert other.headers["ETag"] == usual.headers["ETag"]


@pytest.mark.parametrize("spelt", SPELLINGS)
def test_t26_an_official_is_found_by_any_spelling(reader: FlaskClient, site, spelt) -> None:
    chair = make("official", site, name="Lê Văn Phúc")
    make("calendar_entry", site, date="2026-07-13", title="Họp", chair=str(chair.id))
    for address in ("/v1/calendar/entries?from=2026-07-13&", "/v1/calendar/weeks/2026-W29?"):
        found = reader.get(f"{address}site={site.slug}&official={spelt(str(chair.id))}")
        assert "Họp".encode() in found.data


def test_t26_an_id_of_content_is_kept_in_small_letters(reader: FlaskClient, site) -> None:
    category = make("category", site, name="Tin xã")
    official = make("official", site, name="Lê Văn Phúc")
    entry = {"officials": [str(official.id).upper()], "date": "2026-07-13", "title": "Họp"}
    make("calendar_entry", site, **entry, chair=str(official.id).upper())
    article = make_article(site, "Bài", category=str(category.id).upper())

    shown = reader.get(f"/v1/articles/{article.id}").json
    (told,) = reader.get(f"/v1/calendar/entries?site={site.slug}&from=2026-07-13").json["items"]

    kept = editions.content(article, editions.live(article))
    assert kept["category"] == str(category.id)
    assert shown["category"]["slug"] == "tin-xa"
    assert [told["chair"]["id"], told["officials"][0]["id"]] == [str(official.id)] * 2


RIGHT = {
    "/v1/": "/v1",
    "/v1/articles/?limit=2&total=true": "/v1/articles?limit=2&total=true",
    "/v1/sites/": "/v1/sites",
    "/healthz/": "/healthz",
    "/docs/": "/docs",
    "/feeds/articles.rss/?site=yen-hoa": "/feeds/articles.rss?site=yen-hoa",
    "/feeds/Articles.rss": "/feeds/articles.rss",
    "/v1/calendar/weeks/2026-W29/?site=yen-hoa": "/v1/calendar/weeks/2026-W29?site=yen-hoa",
    "/v1/calendar/weeks/2026-w29?site=yen-hoa": "/v1/calendar/weeks/2026-W29?site=yen-hoa",
    "/v1/calendar/weeks/2026w9/?site=yen-hoa": "/v1/calendar/weeks/2026-W09?site=yen-hoa",
    "//v1/articles": "/v1/articles",
    "/v1/sites/YEN-HOA": "/v1/sites/yen-hoa",
    "/v1/sites/Y%C3%AAn-H%C3%B2a/": "/v1/sites/yen-hoa",
    "/v1/sites/Yen-Hoa/articles/Kh%C3%A1nh-Th%C3%A0nh-C%E1%BA%A7u-%C4%90%C3%A1?body=text":
        "/v1/sites/yen-hoa/articles/khanh-thanh-cau-da?body=text",
    "/v1/sites/yen-hoa/notices/Lich-Tiep-Dan/": "/v1/sites/yen-hoa/notices/lich-tiep-dan",
    "/v1/sites/yen-hoa/pages/gi\u01a1\u0301i-thi\u00ea\u0323u":
        "/v1/sites/yen-hoa/pages/gioi-thieu",
}  # fmt: skip


@pytest.mark.parametrize(("written", "right"), RIGHT.items())
def test_another_spelling_of_an_address_leads_to_the_right_one(
    reader: FlaskClient, world: World, written: str, right: str
) -> None:
    path, _, query = written.partition("?")
    raw = {"PATH_INFO": wsgi(unquote(path)), "QUERY_STRING": query}
    for method in ("GET", "HEAD"):
        answer = reader.open("/", method=method, environ_overrides=raw)
        assert (answer.status_code, answer.headers["Location"]) == (308, right)
        assert answer.data == b""
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        assert "Content-Type" not in answer.headers
    assert reader.get(right).status_code == 200


def test_every_operation_is_found_behind_a_slash(reader: FlaskClient, world: World) -> None:
    for each in operations():
        path, _, query = world.addresses[each.name].partition("?")
        answer = reader.get(f"{path}/?{query}")
        assert answer.status_code == 308, each.name
        assert answer.headers["Location"] == f"{path}?{query}".rstrip("?")


def test_an_id_in_capitals_behind_a_slash_leads_to_its_one_form(
    reader: FlaskClient, world: World
) -> None:
    answer = reader.get(f"/v1/articles/{str(world.article.id).upper()}/related/")

    assert answer.headers["Location"] == f"/v1/articles/{world.article.id}/related"


def test_what_is_sent_is_sent_on_with_its_method(reader: FlaskClient, world: World) -> None:
    note = orjson.dumps({"type": "article", "id": str(world.article.id).upper()})

    sent_on = reader.post("/v1/views/", data=note, content_type="text/plain")
    taken = reader.post("/v1/views", data=note, content_type="text/plain")

    assert (sent_on.status_code, sent_on.headers["Location"]) == (308, "/v1/views")
    assert taken.status_code == 204


def test_an_old_slug_in_capitals_arrives_too(reader: FlaskClient, site) -> None:
    rename(make_article(site, "Tên cũ"), "ten-moi", NOON)
    home = f"/v1/sites/{site.slug}/articles"

    answer = reader.get(f"{home}/T%C3%AAn-C%C5%A9?fields=id", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.request.path == f"{home}/ten-moi"


NOWHERE = ["/v1//", "/v1/articles//", "//v1//articles", "/v1/Articles", "/V1/articles", "/v1/.",
           "/v1/sites/yen_hoa", "/v1/sites/yen hoa", "/v1/sites/-", "/v1/sites/yen--hoa",
           "/v1/sites/yen-hoa-", "/v1/sites/\u5b89\u6e05", "/v1/sites/x\u0661",
           "/khong-co/", "/v1/articles/1/", "/v1/articles/%00/"]  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_no_spelling_of_an_address_is_404(reader, world: World, path: str) -> None:
    answer = reader.get("/", environ_overrides={"PATH_INFO": wsgi(path)})

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert "Location" not in answer.headers


ELSEWHERE = [
    "//evil.vn/", "//evil.vn", "///evil.vn/", "/\\evil.vn/", "\\\\evil.vn/", "/%5cevil.vn/",
    "/%2f%2fevil.vn/", "/https:evil.vn/", "/https://evil.vn/", "//evil.vn/v1/articles/",
    "/v1/articles//evil.vn/", "/v1/articles/%2f%2fevil.vn/", "/%0d%0aLocation:%20//evil.vn/",
    "/media///evil.vn/", "/media/%2f%2fevil.vn/", "/media/\\evil.vn/", "/media/%0d%0aSet-Cookie:a/",
    "/media/..%2f..%2f/", "/v1/sites/%0d%0aSet-Cookie:a=b/", "/v1/sites/evil.vn/",
    "/v1/sites/\\evil.vn/", "/v1/calendar/weeks/%0d%0aa:b/", "/v1/calendar/weeks/\\\\evil.vn/",
    "/v1/calendar/weeks/%2f%2fevil.vn/", "/@evil.vn/", "/v1@evil.vn/", "/;//evil.vn/",
    "/.//evil.vn/", "//media/evil.vn", "//media//evil.vn", "///media/\\evil.vn",
    "//bai-viet/evil.vn", "/media/../", "/media/./", "/media/..evil.vn/", "/media/a%20b/",
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
@pytest.mark.parametrize("query", ["", "next=//evil.vn", "a=%0d%0aSet-Cookie:b=c", "\\\\evil.vn"])
def test_t48_a_right_spelling_is_one_of_ours(
    reader: FlaskClient, world: World, path: str, query: str
) -> None:
    raw = {"PATH_INFO": unquote(path, "latin-1"), "QUERY_STRING": query}

    answer = reader.get("/", environ_overrides=raw)

    assert answer.status_code in (308, 404), path
    assert "Set-Cookie" not in answer.headers
    location = answer.headers.get("Location", "/")
    assert location[0] == "/"
    assert location[1:2] not in ("/", "\\")
    assert location.isascii()
    assert location.isprintable()
    assert "\\" not in location


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("KHANH-THANH", "khanh-thanh"),
        ("Khánh-Thành-Cầu-Đá", "khanh-thanh-cau-da"),
        ("kha\u0301nh", "khanh"),
        ("Ủy-ban-2026", "uy-ban-2026"),
        ("khanh-thanh", "khanh-thanh"),
        ("a b", None), ("a_b", None), ("a--b", None), ("-a", None), ("a-", None), ("", None),
        ("a'b", None), ("a.b", None), ("a/b", None), ("文", None), ("a文", None), ("a文b", None),
        ("a\u0661", None), ("a²", None), ("a\u200b", None), ("\u0301", None), ("a" * 81, None),
    ],
)  # fmt: skip
def test_a_slug_is_known_letter_by_letter(written: str, slug: str | None) -> None:
    assert meant_slug(written) == slug


def wsgi(path: str) -> str:
    """A path as WSGI holds it: a letter for each byte."""
    return path.encode().decode("latin-1")


def test_pages_lead_to_their_right_spelling_too(reader: FlaskClient, site) -> None:
    make_article(site, "Khánh thành cầu Đá")
    right = "/bai-viet/khanh-thanh-cau-da"

    accented = "/bai-viet/" + quote("Khánh-Thành-Cầu-Đá")
    for written in (f"{right}/", "/bai-viet/KHANH-THANH-CAU-DA", accented, f"{accented}/"):
        answer = reader.get(f"{written}?lang=en&next=//evil.vn", headers={"Accept": "text/html"})
        assert answer.status_code == 308, written
        assert answer.headers["Location"] == f"{right}?lang=en&next=//evil.vn"
    week = reader.get("/lich-lam-viec/2026w7", headers={"Accept": "text/html"})
    assert (week.status_code, week.headers["Location"]) == (308, "/lich-lam-viec/2026-W07")
