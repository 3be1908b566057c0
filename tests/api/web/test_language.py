"""A page in English: at an address of its own, around content in the language it was written in."""

from urllib.parse import quote

from tests.factories import make, make_article, make_category

ADDRESS = "http://portal.test/bai-viet/cau-da"


def test_a_page_is_filled_in_the_language_that_its_address_names(visit, site) -> None:
    make_article(site, "Cầu Đá", category=str(make_category(site, "Tin xã").id))

    page = visit("/bai-viet/cau-da?lang=en&utm_source=zalo")

    assert page.status == 200
    assert '<html lang="en">' in page.html
    assert '<h1 class="article__title" lang="vi">Cầu Đá</h1>' in page.html
    assert 'href="/lich-lam-viec?lang=en"' in page.part("header")
    assert 'href="/chuyen-muc/tin-xa?lang=en"' in page.part("main")
    assert 'href="/bai-viet/cau-da?lang=vi" hreflang="vi"' in page.part("header")
    assert '<input type="hidden" name="lang" value="en">' in page.part("header")
    assert page.meta["og:locale"] == "en_US"


def test_each_language_names_the_others_and_is_its_own_canonical_address(visit, site) -> None:
    make_article(site, "Cầu Đá")
    languages = {"vi": ADDRESS, "en": f"{ADDRESS}?lang=en", "x-default": ADDRESS}

    for address, canonical in (("", ADDRESS), ("?lang=vi", ADDRESS), ("?lang=fr", ADDRESS)):
        page = visit(f"/bai-viet/cau-da{address}")
        assert page.links["canonical"] == page.meta["og:url"] == canonical
        assert page.languages == languages
        assert '<html lang="vi">' in page.html
    english = visit("/bai-viet/cau-da?lang=en")
    assert english.links["canonical"] == english.meta["og:url"] == f"{ADDRESS}?lang=en"
    assert english.languages == languages


def test_a_choice_stays_in_its_language_and_is_not_indexed_for_it(visit, site) -> None:
    make("notice", site, title="Cắt nước")

    assert "robots" not in visit("/thong-bao?lang=en").meta
    chosen = visit("/thong-bao?muc-do=normal&lang=en")
    assert chosen.meta["robots"] == "noindex"
    assert chosen.languages == {}
    assert "/thong-bao?tinh-trang=da-het-han&amp;muc-do=normal&amp;lang=en" in chosen.html


def test_what_is_nowhere_is_said_in_english_wherever_it_was_looked_for(visit, site) -> None:
    for path in ("/bai-viet/khong-co", "/khong-co", "/thu-muc/trang cu.html"):
        page, address = visit(f"{path}?lang=en"), quote(path)

        assert page.status == 404
        assert '<html lang="en">' in page.html
        assert "Page not found" in page.part("main")
        assert 'href="/?lang=en"' in page.part("main")
        assert f'href="{address}?lang=vi" hreflang="vi"' in page.part("header")
        usual = visit(path)
        assert '<html lang="vi">' in usual.html
        assert f'href="{address}?lang=en" hreflang="en"' in usual.part("header")


def test_other_sites_are_left_alone(visit, site) -> None:
    body = '<p><a href="https://example.vn/x">x</a></p>'
    make_article(site, "Cầu Đá", body_html=body)

    assert 'href="https://example.vn/x"' in visit("/bai-viet/cau-da?lang=en").part("main")
