"""Every public address of the kept portal, by subject: an address, or `METHOD address | header`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

API = "https://api.yenhoa.example"
SITE = "https://yenhoa.example"
FOLDERS = {"articles": "bai-viet", "notices": "thong-bao", "pages": "trang"}
VI, EN = "Accept-Language: vi", "Accept-Language: en"
NOBODY = "01a2256a-0000-7000-8000-000000000000"

_PORTAL = """
/v1  /.well-known/portal.json  /v1/sites  /v1/sites/yen-hoa  /v1/sites/yen-hoa?fields=name,logo
/v1/home  /v1/home?site=yen-hoa  /v1/categories  /v1/tags  /v1/officials  /v1/banners
/v1/banners?placement=header  /v1/openapi.json  /authoring/v1/openapi.json  /docs  /healthz
"""
_LISTS = """
/v1/articles?limit=4&total=true  /v1/articles?fields=id,title,cover&sort=title
/v1/articles?category=cai-cach-hanh-chinh&fields=slug  /v1/articles?tag=English
/v1/articles?author=Lan%20Chi&fields=byline  /v1/articles?featured=true&fields=title
/v1/articles?published_after=2026-10-01T00:00:00%2B07:00&fields=title,published_at
/v1/articles?published_before=2026-07-01T00:00:00Z&sort=published_at&fields=title,published_at
/v1/articles?updated_after=2026-11-01T00:00:00Z&fields=title  /v1/articles?category=khong-co
/v1/articles/most-read?window=all&limit=3&fields=title  /v1/articles/most-read?window=day
/v1/notices  /v1/notices?active=any&limit=2&total=true&fields=title  /v1/notices?active=false
/v1/notices?urgency=emergency&fields=title  /v1/notices?number=30/TB-UBND&fields=number
/v1/notices?issued_from=2026-10-01&fields=title,issued_on  /v1/pages  /v1/views/totals
/v1/legal-documents  /v1/legal-documents?status=in_force&form=QD
"""
_CALENDAR = """
/v1/calendar/entries  /v1/calendar/entries?from=2026-11-16&to=2026-12-31&limit=5
/v1/calendar/weeks/2026-W48  /v1/calendar/weeks/2026-W49?site=yen-hoa  /v1/calendar/weeks/2026-W53
/v1/calendar/weeks/2027-W01  /v1/calendar.ics  /v1/calendar.ics?site=yen-hoa
"""
_SEARCH = """
/v1/search?q=dat%20dai&total=true  /v1/search?q=%C4%91%E1%BA%A5t%20%C4%91ai
/v1/search?q=%22m%E1%BB%99t%20c%E1%BB%ADa%22  /v1/search?q=31/TB-UBND  /v1/search?q=ho&prefix=true
/v1/search?q=h%E1%BB%8Dp&type=calendar_entry  /v1/search?q=x%C3%A3&limit=3
/v1/search?q=xa&from=2026-10-01&to=2026-10-31  /v1/search?q=khongdau
"""
_FEEDS = """
/feeds/articles.rss  /feeds/articles.atom  /feeds/articles.json  /feeds/notices.rss
/feeds/notices.atom  /feeds/notices.json  /feeds/articles.atom?category=y-te-giao-duc
/feeds/articles.rss?site=yen-hoa&utm_source=x
"""
_CHANGES = """
/v1/changes?limit=40  /v1/changes?types=notice,page&site=yen-hoa  /v1/snapshot.ndjson.gz
"""
_CRAWLERS = """
/sitemap.xml  /sitemap-home-1.xml  /sitemap-articles-1.xml  /sitemap-notices-1.xml
/sitemap-pages-1.xml  /sitemap-news.xml  /sitemap-articles-9.xml  /robots.txt
/.well-known/security.txt
"""
_REFUSED = """
/v1/nothing  /v1/articles/none  /v1/sites/nowhere  /v1/sites/yen-hoa/articles/khong-co
/v1/articles?limit=0  /v1/articles?limt=3  /v1/articles?fields=nothing  /v1/articles?sort=size
/v1/articles?cursor=abc  /v1/articles?site=nowhere  /v1/articles?limit=2&limit=3
/v1/articles?published_after=yesterday  /v1/articles?ids=none  /v1/notices?active=perhaps
/v1/calendar/weeks/2026-W60  /v1/calendar/entries?from=2026-01-01&to=2026-12-31  /v1/search
/v1/search?q=%22  /v1/search?q=xa&type=banner  /v1/changes?cursor=abc  /v1/changes?types=none
/v1/legal-documents/none  /v1/sites/yen-hoa/legal-documents/khong-co
/v1/legal-documents?status=none
/feeds/banners.rss  /feeds/articles.rss?site=nowhere  /media/none.jpg  /v1/views?ids=none
"""
_PAGES = """
/  /thong-bao  /thong-bao?tinh-trang=da-het-han  /thong-bao?muc-do=emergency  /lich-lam-viec
/lich-lam-viec/2026-W49  /lich-lam-viec/2026-W10  /lich-lam-viec/2026-W99  /lien-he  /lanh-dao
/so-do-cong  /tin-theo-thang/2026-11  /tin-theo-thang/2026-13
/tim-kiem  /tim-kiem?q=dat%20dai  /tim-kiem?q=%22  /tim-kiem?q=khongdau
/chuyen-muc/cai-cach-hanh-chinh  /chuyen-muc/khong-co  /tu-khoa/nuoc-sach  /tu-khoa/khong-co
/bai-viet/khong-co  /thong-bao/khong-co
/trang/khong-co  /van-ban  /van-ban/khong-co
"""
_TWO = """
/v1  /v1/sites  /v1/home  /v1/home?site=hoa-lac  /v1/banners  /v1/officials  /v1/calendar/entries
/v1/calendar/weeks/2026-W48  /v1/calendar.ics  /v1/articles?limit=3&fields=title,site&total=true
/v1/articles?site=hoa-lac  /v1/categories?site=hoa-lac  /v1/tags  /v1/search?q=dat%20dai
/v1/search?q=31/TB-UBND&site=hoa-lac  /v1/views/totals  /v1/sites/hoa-lac/articles/huong-dan-cu
/v1/sites/yen-hoa/articles/huong-dan-cu  /v1/changes?site=hoa-lac
/feeds/articles.atom?site=hoa-lac  /feeds/notices.json?site=hoa-lac
"""
_TWO_PAGES = """
/  /bai-viet/huong-dan-cu  /bai-viet/khanh-thanh-cau-da  /tin/3.html  /sitemap.xml  /robots.txt
"""
_NEIGHBOUR = "Host: hoalac.example"
_METHODS = (
    "HEAD /v1/articles?limit=2",
    "HEAD /feeds/articles.rss",
    "OPTIONS /v1/articles",
    "POST /v1/articles",
    "DELETE /v1/sites/yen-hoa",
    f"/v1/nothing | {VI}",
    f"/v1/articles?limit=0 | {VI}",
    f"/v1/search?q=%22 | {VI}",
)


def of_two_communes(neighbour: Path) -> dict[str, list[str]]:
    """What a portal with a second commune answers otherwise, and what of that one alone."""
    [first, *_] = _lines(neighbour / "articles.jsonl")
    return {
        "two-communes": [*_TWO.split(), f"/v1/articles/{first['id']}"],
        "two-communes-pages": [
            *(f"{path} | {_NEIGHBOUR}" for path in _TWO_PAGES.split()),
            *_TWO_PAGES.split(),
            "/ | Host: nobody.example",
            "/v1 | Host: nobody.example",
            "/healthz | Host: nobody.example",
        ],
    }


def questions(bundle: Path) -> dict[str, list[str]]:
    """What to ask about each subject, in order."""
    lines = {name: _lines(bundle / f"{name}.jsonl") for name in FOLDERS}
    return {
        "portal": [*_PORTAL.split()],
        "lists": [*_LISTS.split(), *_chosen(lines)],
        **{name: [*_items(name, lines[name])] for name in FOLDERS},
        "calendar": [*_CALENDAR.split()],
        "search": [*_SEARCH.split()],
        "feeds": [*_FEEDS.split()],
        "changes": [*_CHANGES.split()],
        "crawlers": [*_CRAWLERS.split()],
        "refused": [*_REFUSED.split(), *_METHODS],
        "pages-of-the-site": [*_PAGES.split(), f"/ | {EN}", "/?lang=en", "HEAD /"],
        **{f"pages-of-{name}": [*_shown(name, lines[name])] for name in FOLDERS},
        "old-addresses": [*_old(lines)],
        "media": [],
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _chosen(lines: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    ids = [each["id"] for each in lines["articles"]]
    yield f"/v1/articles?ids={','.join(ids[:3])},{NOBODY}&fields=title"
    yield f"/v1/views?ids={','.join(ids)},{NOBODY}"


def _items(name: str, lines: list[dict[str, Any]]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"/v1/{name}/{line['id']}"
        for slug in (line.get("slug"), *line.get("old_slugs", ())):
            if slug:
                yield f"/v1/sites/yen-hoa/{name}/{slug}?fields=id,title"
        if number < 3:
            for form in ("text", "blocks", "none"):
                yield f"/v1/{name}/{line['id']}?body={form}&fields=body"
        if name == "articles":
            yield f"/v1/articles/{line['id']}/related?fields=title"
    if name == "notices":
        yield f"/v1/notices/{lines[0]['id']}/qr.svg"
        yield f"/v1/link-previews/{lines[0]['id']}.jpg"
    yield f"/v1/{name}/{NOBODY}"


def _shown(name: str, lines: list[dict[str, Any]]) -> Iterator[str]:
    for line in lines:
        for slug in (line.get("slug"), *line.get("old_slugs", ())):
            if slug:
                yield f"/{FOLDERS[name]}/{slug}"


def _old(lines: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for name in FOLDERS:
        for line in lines[name]:
            yield from line.get("old_urls", ())
    yield "/Default.aspx?ItemID=10"
