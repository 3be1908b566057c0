"""The filled page shows the pictures that its scripts will show, and before those come."""

import re

from tests.factories import make, make_article, make_category

SCRIPT = r'<script defer src="/(joined/[0-9a-z-]+\.[0-9a-f]{16}\.js)" crossorigin></script>'
HELD = re.compile(rf"<template data-scripts>\s*{SCRIPT}\s*</template>")


def test_scripts_are_held_where_the_page_looks_the_same_without_them(visit, site) -> None:
    make("page", site, title="Giới thiệu")
    make("notice", site, title="Cắt nước")
    make_article(site, "Khánh thành cầu", category=str(make_category(site, "Tin xã").id))

    for path in ("/", "/bai-viet/khanh-thanh-cau", "/chuyen-muc/tin-xa", "/trang/gioi-thieu",
                 "/thong-bao/cat-nuoc", "/thong-bao", "/lien-he", "/tim-kiem",
                 "/lich-lam-viec"):  # fmt: skip
        html = visit(path).html
        (script,) = HELD.findall(html)
        assert re.findall(SCRIPT, html) == [script]
        assert f'<link rel="preload" as="script" href="/{script}" crossorigin>' in html
    for path in ("/bai-viet/khong-co", "/khong-co"):
        html = visit(path).html
        assert "<template" not in html
        assert len(re.findall(SCRIPT, html)) == 1


def test_a_page_that_is_not_filled_has_its_scripts_at_once(client) -> None:
    html = client.get("/index.html").get_data(as_text=True)

    assert "<template" not in html
    assert '<script type="module"' in html
