"""The search without JavaScript: filled like any page, found by nobody, and honest when refused."""

import pytest

from api.runtime.allowances import Allowance
from api.search import paging, rate_limit
from tests.api.delivery.world import at
from tests.factories import make, make_article

FRAME = 4


@pytest.fixture
def articles(site):
    """More than a page of them."""
    titles = [f"Đất đai bài {number}" for number in range(12)]
    return [make_article(site, each, at=at(number)) for number, each in enumerate(titles)]


def test_it_finds_without_accents_and_marks_what_it_found(visit, articles) -> None:
    page = visit("/tim-kiem?q=dat+dai")

    assert page.status == 200
    assert page.title == "Tìm kiếm – Xã Yên Hòa"
    assert "Tìm thấy 12 kết quả." in page.part("main")
    title = "<mark>Đất</mark> <mark>đai</mark> bài 11"
    assert f'<a href="/bai-viet/dat-dai-bai-11">{title}</a>' in page.part("main")
    assert 'value="dat dai"' in page.part("main")


def test_a_notice_that_holds_no_more_is_marked(visit, site) -> None:
    for title, expires_at in (("Cắt điện", at(-5).isoformat()), ("Mất điện", None)):
        make("notice", site, title=title, expires_at=expires_at)

    assert visit("/tim-kiem?q=dien").part("main").count("Đã hết hạn</strong>") == 1


def test_it_hands_what_the_page_would_ask(visit, client, articles) -> None:
    page = visit("/tim-kiem?loai=article&q=+%C4%91%E1%BA%A5t+~&den=2031-01-02&tu=&utm_source=zalo")

    asked = (
        "/v1/search?site=yen-hoa&q=%C4%91%E1%BA%A5t+%7E&limit=10&total=true"
        "&type=article&to=2031-01-02"
    )
    assert next(iter(page.handed["answers"])) == asked
    assert page.handed["answers"][asked]["body"] == client.get(asked).json


@pytest.mark.parametrize("query", ["", "?q=", "?q=+a+", "?loai=article", "?q=%00"])
def test_where_nothing_is_looked_for_nothing_is_asked(visit, site, query) -> None:
    page = visit(f"/tim-kiem{query}")

    assert page.status == 200
    assert len(page.handed["answers"]) == FRAME
    assert "Gõ ít nhất hai chữ cái" in page.part("main")


def test_its_results_go_on(visit, articles) -> None:
    first = visit("/tim-kiem?q=dat+dai")
    following = first.part("main").partition('rel="next" href="')[2].partition('"')[0]

    later = visit(following.replace("&amp;", "&"))

    assert later.part("main").count('<li class="hit">') == 2
    assert "bài 0</a>" in later.part("main")
    assert 'href="/tim-kiem?q=dat+dai">Về đầu kết quả' in later.part("main")
    assert later.links["canonical"] == "http://portal.test/tim-kiem"


def test_t62_no_search_is_indexed(visit, articles) -> None:
    for query in ("", "?q=dat+dai", "?q=casino-8xbet"):
        page = visit(f"/tim-kiem{query}")
        assert page.meta["robots"] == page.headers["X-Robots-Tag"] == "noindex"
        assert "casino" not in page.part("head")


def test_t07_a_question_and_what_it_finds_are_text(visit, site) -> None:
    make_article(site, "Alert </script><script>alert(1)</script> & <b>", lead="<mark>x")

    page = visit("/tim-kiem?q=%22%3E%3Cscript%3Ealert")

    assert page.html.count("<script") == page.html.count("</script>")
    assert 'value="&quot;&gt;&lt;script&gt;alert"' in page.part("main")
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)" in page.part("main")
    assert "<script" not in page.part("main")
    assert "<b>" not in page.part("main")


def test_an_entry_of_the_calendar_leads_to_its_week(visit, site) -> None:
    make("calendar_entry", site, date="2026-07-14", title="Tiếp công dân")

    page = visit("/tim-kiem?q=tiep+cong+dan")

    assert "Tuần 29, năm 2026" in page.part("main")
    assert 'href="/lich-lam-viec/2026-W29"><mark>Tiếp</mark>' in page.part("main")


def test_what_cannot_be_asked_is_told_beside_the_form(visit, articles) -> None:
    for query in ("?q=dat&cursor=khong-co", "?q=dat&tu=2026-02-31", "?q=" + "x" * 101):
        page = visit(f"/tim-kiem{query}")
        assert page.status == 400
        assert "Hãy xem lại từ và ngày" in page.part("main")
        assert 'name="q"' in page.part("main")
        assert page.meta["robots"] == "noindex"


def test_each_visitor_has_an_allowance_of_their_own(client, articles) -> None:
    rate_limit.use(Allowance(rate_limit.AT_ONCE, rate_limit.A_SECOND, lambda: 0.0))

    def asked(number: int, address: str):
        where = {"REMOTE_ADDR": address}
        return client.get(f"/tim-kiem?q=dat+{number}", environ_overrides=where)

    for number in range(rate_limit.AT_ONCE):
        assert asked(number, "192.0.2.1").status_code == 200
    refused = asked(100, "192.0.2.1")
    other = asked(100, "192.0.2.2")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.headers["Cache-Control"] == "no-store"
    assert "quá nhiều lượt tìm" in refused.get_data(as_text=True)
    assert other.status_code == 200


def test_a_phrase_of_common_words_is_looked_for_from_page_to_page(
    visit, articles, monkeypatch
) -> None:
    monkeypatch.setattr(paging, "MOST_LOOKED_AT", 4)

    page = visit("/tim-kiem?q=%22dat+bai%22").part("main")

    assert "Chưa thấy trong những tin mới hơn. Hãy xem thêm." in page
    assert 'rel="next" href="/tim-kiem?q=%22dat+bai%22&amp;cursor=' in page
    assert "Thử bớt từ" not in page
