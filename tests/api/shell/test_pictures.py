"""The filled page shows the pictures that its scripts will show, and before those come."""

import re
from pathlib import Path

import pytest

from api.shell import pictures
from tests.factories import make, make_article, make_category

COMPONENTS = Path(__file__).parents[3] / "frontend/components"
HELD = '<template data-scripts>\n    <script type="module"'


@pytest.mark.parametrize(
    ("file", "name", "sizes"),
    [
        ("article-body", "SIZES", pictures.BODY_SIZES),
        ("article", "COVER_SIZES", pictures.BODY_SIZES),
        ("article-card", "SIZES", pictures.CARD_SIZES),
        ("article-card", "LEAD_SIZES", pictures.LEAD_SIZES),
        ("banner-list", "HEADER_SIZES", pictures.BANNER_SIZES),
        ("banner-list", "SIDE_SIZES", pictures.SIDE_SIZES),
        ("contact", "PHOTO_SIZES", pictures.OFFICIAL_SIZES),
    ],
)
def test_a_picture_is_as_wide_as_in_the_pages_own_view(file, name, sizes) -> None:
    source = (COMPONENTS / file / f"{file}.js").read_text("utf-8")

    assert f'const {name} = "{sizes}";' in source


def test_what_is_seen_first_is_fetched_first() -> None:
    file = {"url": "https://a.example/1.jpg", "format": "jpeg", "width": 640, "height": 400}
    image = {"alt": "Cầu", "width": 640, "height": 400, "renditions": [file]}

    assert 'fetchpriority="high" decoding' in pictures.picture(image, eager=True)
    assert 'loading="lazy" decoding' in pictures.picture(image)


def test_scripts_are_held_where_the_page_looks_the_same_without_them(visit, site) -> None:
    make("page", site, title="Giới thiệu")
    make("notice", site, title="Cắt nước")
    make_article(site, "Khánh thành cầu", category=str(make_category(site, "Tin xã").id))

    for path in ("/", "/bai-viet/khanh-thanh-cau", "/chuyen-muc/tin-xa", "/trang/gioi-thieu",
                 "/thong-bao/cat-nuoc", "/thong-bao", "/lien-he", "/tim-kiem"):  # fmt: skip
        html = visit(path).html
        assert HELD in html
        assert len(re.findall('<script type="module"', html)) == 1
    for path in ("/lich-lam-viec", "/bai-viet/khong-co", "/khong-co"):
        html = visit(path).html
        assert "<template" not in html
        assert '<script type="module"' in html


def test_a_page_that_is_not_filled_has_its_scripts_at_once(client) -> None:
    html = client.get("/index.html").get_data(as_text=True)

    assert "<template" not in html
    assert '<script type="module"' in html
