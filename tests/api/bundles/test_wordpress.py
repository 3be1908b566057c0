"""A portal of WordPress moves: its posts come in whole, and what they lose is told."""

import re
from pathlib import Path

from tests.api.bundles.bundles import SITE, article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import live, summary
from tests.api.media.documents import text_pdf
from tests.api.richtext.test_pasted import LOST, SOURCES

POSTS = {path.stem: path for path in SOURCES if path.parent.name == "wordpress"}
UPLOADED = re.compile(r'src="https://cu\.example\.vn/[^"]*\.jpg"')
IN_THE_BUNDLE = {1 + [*POSTS].index("gallery-block")}
TITLES = {
    "ky-hieu-la-va-100": "Ký hiệu lạ: “ngoặc” & <b>? – 100 %",
    "bieu-tuong": "Biểu tượng 🎉👨‍👩‍👧",
    "mot-tu-rat-dai": f"Một từ rất dài {'a' * 150}",
}


def test_t79_its_posts_come_in_and_what_they_lose_is_told(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    write_photo(folder, "a.jpg")
    (folder / "media" / "a.pdf").write_bytes(text_pdf(b"x"))
    lines = [
        *(article(name, slug=name, body_html=_body(path)) for name, path in POSTS.items()),
        *(article(slug, title=title, body_html="<p>x</p>") for slug, title in TITLES.items()),
        article("ghim", slug="ghim", featured=True, body_html="Một\n\nHai"),
        article("mat-khau", state="draft", body_html="<p>x</p>"),
    ]

    done = congxa_import(
        write_bundle(folder, lines, site={**SITE, "old_base_url": "https://cu.example.vn/"})
    )

    assert done.exit_code == 0, done.stderr
    assert summary(done).startswith(f"Imported: {len(lines) + 2} created, ")
    told = {_number(each) for each in done.stderr.splitlines() if ": /body_html: " in each}
    assert told == {n for n, name in enumerate(POSTS, 1) if name in LOST} - IN_THE_BUNDLE
    assert live("ghim")["featured"]
    assert live("ghim")["body"]["html"] == "<p>Một</p><p>Hai</p>"
    assert live("caption-shortcode")["images"][0]["caption"] == "Cầu Đá ngày khánh thành"
    gallery = live("gallery-block")
    assert [each["caption"] for each in gallery["images"]] == ["Rước kiệu", None]
    assert "Hai tấm ảnh" in gallery["body"]["html"]
    assert [each["name"] for each in live("file-block")["attachments"]] == ["a.pdf"]


def _body(path: Path) -> str:
    """A post whose pictures whoever exported it has put into the bundle."""
    return UPLOADED.sub('src="media/a.jpg"', path.read_text("utf-8"))


def _number(told: str) -> int:
    return int(told.split("jsonl:")[1].split(":")[0])
