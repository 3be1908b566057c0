"""Programs find the feeds and the calendar from the head of every page."""

from tests.factories import make, make_article, make_category

FEEDS = [
    ("application/rss+xml", "RSS", "rss"),
    ("application/atom+xml", "Atom", "atom"),
    ("application/feed+json", "JSON Feed", "json"),
]


def feeds(collection: str, title: str, query: str) -> list[tuple[str, str, str]]:
    return [
        (kind, f"{title} ({form})", f"http://portal.test/feeds/{collection}.{ending}?{query}")
        for kind, form, ending in FEEDS
    ]


NEWS = feeds("articles", "Tin bài – Xã Yên Hòa", "site=yen-hoa")
NOTICES = feeds("notices", "Thông báo – Xã Yên Hòa", "site=yen-hoa")


def test_every_page_leads_to_the_news(visit, site) -> None:
    for address in ("/", "/lien-he", "/tim-kiem", "/bai-viet/khong-co", "/khong-co"):
        assert visit(address).alternates == NEWS


def test_a_part_of_the_portal_has_its_own_feed_first(visit, site) -> None:
    make("notice", site, title="Cắt nước")
    make_article(site, "Bài", category=str(make_category(site, 'Tin "xã" <mới>').id))

    category = visit("/chuyen-muc/tin-xa-moi")

    own = 'Tin "xã" <mới> – Xã Yên Hòa', "site=yen-hoa&category=tin-xa-moi"
    assert category.alternates == [*feeds("articles", *own), *NEWS]
    assert visit("/thong-bao").alternates == [*NOTICES, *NEWS]
    assert visit("/thong-bao/cat-nuoc").alternates == [*NOTICES, *NEWS]


def test_what_they_lead_to_is_there(visit, client, site) -> None:
    make_category(site, "Tin xã")

    for address in ("/chuyen-muc/tin-xa", "/thong-bao", "/lich-lam-viec"):
        for kind, _, url in visit(address).alternates:
            answer = client.get(url.removeprefix("http://portal.test"))
            assert answer.status_code == 200
            assert answer.content_type.partition(";")[0] == kind


def test_the_calendar_can_be_followed_by_all_and_by_official(visit, site) -> None:
    official = make("official", site, name="Lê Văn Phúc")
    file = "//portal.test/v1/calendar.ics?site=yen-hoa"

    page = visit(f"/lich-lam-viec?lanh-dao={official.id}")

    assert ("text/calendar", "Lịch làm việc – Xã Yên Hòa", f"http:{file}") in page.alternates
    main = " ".join(page.part("main").replace("&amp;", "&").split())
    assert f'Tất cả lãnh đạo:</span> <a href="webcal:{file}">Đăng ký lịch</a>' in main
    assert f'<a href="http:{file}&official={official.id}">Tải tệp lịch</a>' in main
    assert main.count("webcal:") == 2
    assert visit("/lich-lam-viec").part("main").count("webcal:") == 1
