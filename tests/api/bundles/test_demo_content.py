"""The demo bundle shows a whole commune: enough of everything, each thing once in every state."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from api.bundles.demo.dates import place
from api.bundles.transfers import DEMO_BUNDLE
from demo.draw import MEDIA, SCENES
from demo.papers import PAPERS
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import summary

Line = dict[str, Any]
WIDEST, LARGEST_FOLDER = 1280, 6_000_000
# The day before that and the day of loading share a month and an ISO week.
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
IMG = re.compile(r'<img src="([^"]+)" alt="([^"]*)">')


def lines(name: str) -> list[Line]:
    text = (DEMO_BUNDLE / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def live_articles() -> list[Line]:
    return [each for each in lines("articles") if each.get("state", "live") == "live"]


def pictures() -> Iterator[tuple[str, str]]:
    """Every file that is shown as a picture, with what is said of it."""
    for name in ("articles", "notices", "pages"):
        for each in lines(name):
            yield from IMG.findall(each["body_html"])
    shown = [each.get("cover") for each in lines("articles")]
    shown += [each["image"] for each in lines("banners")]
    shown += [each.get("photo") for each in lines("officials")]
    yield from ((each["file"], each["alt"]) for each in shown if each)


def papers() -> list[str]:
    texts = [*lines("articles"), *lines("notices")]
    return [each["file"] for text in texts for each in text.get("attachments", [])]


def words(article: Line) -> int:
    return len(re.sub(r"<[^>]+>", " ", article["body_html"]).split())


def test_it_has_enough_of_everything() -> None:
    found = {name: len(lines(name)) for name in ("categories", "officials", "banners", "pages")}

    assert len(live_articles()) >= 32
    assert found["categories"] == found["officials"] == 6
    assert found["banners"] >= 8
    assert found["pages"] >= 5
    assert any("parent" in each for each in lines("pages"))


def test_every_category_has_news() -> None:
    of_category = Counter(each["category"] for each in live_articles())

    assert of_category.keys() == {each["key"] for each in lines("categories")}
    assert min(of_category.values()) >= 4


def test_five_articles_are_long_and_have_all_that_a_text_may_have() -> None:
    parts = ("<table>", "<h2>", "<blockquote>", "<li>", "<figcaption>")
    rich = [
        each
        for each in live_articles()
        if 900 <= words(each) <= 1500
        and all(part in each["body_html"] for part in parts)
        and each["cover"]["caption"]
    ]

    assert len(rich) >= 5


def test_notices_are_of_many_kinds() -> None:
    notices = lines("notices")

    urgencies = Counter(each.get("urgency", "normal") for each in notices)
    kinds = {each["kind"] for each in notices if "kind" in each}
    assert len(notices) >= 12
    assert urgencies["emergency"] == 1
    assert urgencies["important"] >= 2
    assert kinds >= {"Mời họp", "Niêm yết", "Lấy ý kiến", "Đấu giá", "Tuyển dụng"}
    assert kinds >= {"Cắt điện", "Tiêm chủng", "Cảnh báo"}
    assert sum("attachments" in each for each in notices) == 3


def test_articles_show_all_that_an_article_may_have() -> None:
    articles = live_articles()

    assert sum("attachments" in each for each in articles) == 2
    assert sum("corrections" in each for each in articles) == 1
    assert sum("url" in each.get("source", {}) for each in articles) >= 2
    assert all(each["byline"] and len(each["tags"]) >= 2 for each in articles)
    assert 2 <= sum(each.get("featured", False) for each in articles) <= 5
    assert all("cover" in each for each in articles)
    assert len({each["cover"]["file"] for each in articles}) >= 30


def test_one_article_is_withdrawn_with_its_reason() -> None:
    withdrawn = [each for each in lines("articles") if each.get("state") == "withdrawn"]

    assert [each["reason"] for each in withdrawn] == ["error"]
    assert withdrawn[0]["public_note"]
    assert withdrawn[0]["withdrawn_at"] > withdrawn[0]["published_at"]


def test_titles_and_leads_are_of_many_lengths() -> None:
    articles = live_articles()

    lengths = [len(each["title"]) for each in articles]
    sentences = [len(re.findall(r"[.?!](?:\s|$)", each["lead"])) for each in articles]
    assert min(lengths) < 30
    assert max(lengths) > 85
    assert set(sentences) == {1, 2, 3}


def test_views_look_like_those_of_a_commune() -> None:
    views = [each["views"] for each in live_articles()]

    older = sorted(live_articles(), key=lambda each: each["published_at"])[:10]
    assert (min(views), max(views)) == (12, 3986)
    assert len(set(views)) == len(views)
    assert min(each["views"] for each in older) > 800


def test_every_picture_says_what_is_seen() -> None:
    alts = [alt for _, alt in pictures()]

    assert len(alts) > 60
    assert all(len(alt) >= 25 and " " in alt for alt in alts)
    assert not [alt for alt in alts if re.match(r"(?i)(ảnh|hình ảnh|image|picture)\b", alt)]


def test_every_photo_in_a_text_has_a_caption() -> None:
    texts = [each["body_html"] for name in ("articles", "pages") for each in lines(name)]

    assert sum(text.count("<img ") for text in texts) >= 20
    assert all(text.count("<img ") == text.count("<figcaption>") for text in texts)


def test_the_folder_of_pictures_is_what_the_scripts_make_and_the_lines_use() -> None:
    named = {Path(file).name for file, _ in pictures()} | {Path(file).name for file in papers()}

    there = {each.name for each in MEDIA.iterdir()}
    assert there == named
    assert there == SCENES.keys() | PAPERS.keys()


def test_pictures_are_small_enough_for_a_repository() -> None:
    sizes = {}
    for each in (each for each in MEDIA.iterdir() if each.suffix != ".pdf"):
        with Image.open(each) as picture:
            sizes[each.name] = max(picture.size)

    assert max(sizes.values()) <= WIDEST
    assert sum(each.stat().st_size for each in MEDIA.iterdir()) < LARGEST_FOLDER


def test_it_loads_without_a_warning_and_a_second_load_changes_nothing(
    congxa_import: Import, tmp_path: Path
) -> None:
    bundle = with_tiny_pictures(tmp_path / "bundle")
    place(bundle, tmp_path / "placed", TODAY)

    first = congxa_import(tmp_path / "placed", "--site", "yen-hoa")
    place(bundle, tmp_path / "placed", TOMORROW)
    second = congxa_import(tmp_path / "placed", "--site", "yen-hoa")

    assert first.stderr == second.stderr == ""
    assert "0 updated, 0 unchanged" in summary(first)
    assert "0 created, 0 updated" in summary(second)


def with_tiny_pictures(folder: Path) -> Path:
    """The bundle with a small picture of its own in the place of each, quick to read."""
    shutil.copytree(DEMO_BUNDLE, folder)
    for i, each in enumerate(sorted((folder / "media").iterdir())):
        if each.suffix != ".pdf":
            Image.new("RGB", (16 + i, 10), (i, 90, 120)).save(each)
    return folder
