"""A field that is accepted acts: what would do nothing, or what nobody meant, is told."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from api.banners.models import Banner
from api.publishing import queries
from api.publishing.cli import withdraw
from api.publishing.models import Document
from api.runtime.clock import local, now
from tests.api.bundles.bundles import SITE, article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import faults_of, live, summary
from tests.api.media import documents

PAST = "2026-07-01T08:00:00+07:00"
BASE = "https://xa.example.vn"


def write(folder: Path, **files: list[dict[str, Any]]) -> None:
    for name, rows in files.items():
        lines = (json.dumps(each, ensure_ascii=False) for each in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_a_line_of_the_future_stands_first_nowhere_before_its_time(
    congxa_import: Import, tmp_path: Path, app
) -> None:
    early = article("a", slug="a", published_at="2099-01-01T08:00:00+07:00")
    folder = write_bundle(tmp_path / "bundle", [early])
    congxa_import(folder)
    first = live("a")["published_at"]
    dates = {"published_at": local(now() - timedelta(seconds=1)), "updated_at": PAST}
    later = article("b", slug="b", **dates)
    changed = {**early, "lead": "Mới.", "updated_at": "2098-01-01T08:00:00+07:00"}
    congxa_import(write_bundle(folder, [changed, later]))
    come = {**changed, "published_at": local(now() + timedelta(minutes=30))}
    with time_machine.travel(now() + timedelta(hours=1)):
        # By now its own date has come.
        congxa_import(write_bundle(folder, [come, later]))

    client = app.test_client()
    shown = client.get("/v1/articles").json["items"]
    found = {each["slug"]: each for each in shown}
    assert found["a"]["published_at"] == first
    assert found["a"]["updated_at"] < local(now() + timedelta(hours=2))
    assert all(each["published_at"] <= each["updated_at"] for each in shown)
    assert shown == sorted(shown, key=lambda each: each["published_at"], reverse=True)
    asked = client.get("/v1/articles?published_after=2097-01-01T00:00:00Z").json
    assert asked["items"] == []


def test_what_cannot_act_as_it_is_written_is_a_fault(congxa_import: Import, tmp_path: Path) -> None:
    hours = [
        {"weekdays": [1], "intervals": [{"opens": "11:30", "closes": "07:30"}]},
        {"weekdays": [2], "intervals": [{"opens": "07:30", "closes": "07:30"}]},
        {
            "weekdays": [3],
            "intervals": [
                {"opens": "13:30", "closes": "17:00"},
                {"opens": "07:30", "closes": "11:30"},
            ],
        },
        {
            "weekdays": [4],
            "intervals": [{"opens": "07:30", "closes": "11:30"}],
            "valid_from": "2026-10-01",
            "valid_to": "2026-04-01",
        },
        {"weekdays": [], "intervals": []},
    ]
    ahead = [{"at": PAST, "note": "Đã sửa"}, {"at": "2099-01-01T00:00:00Z", "note": "Sẽ sửa"}]
    rows = [
        article("a", unpublish_at=PAST),
        article("b", state="draft", unpublish_at=PAST),
        article("c", corrections=ahead),
    ]
    folder = write_bundle(tmp_path / "bundle", rows, site={**SITE, "opening_hours": hours})
    hours_of_a_day = {"all_day": True, "start_time": "08:00", "end_time": "09:00"}
    entry = {"key": "a", "date": "2026-07-01", "title": "Họp"}
    write(folder, calendar=[{**entry, **hours_of_a_day}, {**entry, "key": "b", "all_day": True}])

    assert faults_of(congxa_import(folder)) == [
        "site.json:1: /opening_hours/0/intervals/0/closes: Must be later than opens.",
        "site.json:1: /opening_hours/1/intervals/0/closes: Must be later than opens.",
        "site.json:1: /opening_hours/2/intervals: Each must begin when the one before has ended.",
        "site.json:1: /opening_hours/3/valid_to: Must not be earlier than valid_from.",
        "site.json:1: /opening_hours/4/weekdays: Must not be empty.",
        "articles.jsonl:1: /unpublish_at: lies in the past; what is public no more is a line with"
        ' "state": "withdrawn", "reason": "expired"',
        "articles.jsonl:3: /corrections/1/at: lies in the future; a correction tells what was done",
        "calendar.jsonl:1: /start_time: Not together with all_day.",
    ]


def test_words_of_a_content_system_are_none(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    body = (
        '<figure><img src="media/a.jpg" alt="Cầu"><figcaption>Anh-tin-bai</figcaption></figure>'
        '<figure><img src="media/a.jpg" alt="Cầu"><figcaption>Cầu mới</figcaption></figure>'
        '<figure><img src="media/a.jpg" alt="Cầu"><figcaption>IMG_2034.JPG</figcaption></figure>'
    )
    said = {"caption": "anh-tin-bai (1).jpg", "credit": "Anh-tin-bai"}
    cover = {"file": "media/a.jpg", "alt": "Ảnh", **said}
    write_bundle(folder, [article("a", slug="a", cover=cover, body_html=body)])
    picture = {"file": "media/a.jpg", "alt": "banner"}
    titled = {"file": "media/a.jpg", "alt": "Chào mừng 2/9", "caption": "image advertisement"}
    banner = {"placement": "header", "image": picture}
    write(folder, banners=[{**banner, "key": "a"}, {**banner, "key": "b", "image": titled}])

    tried, done = congxa_import(folder, "--dry-run"), congxa_import(folder)

    said = done.stderr.splitlines()
    assert tried.stderr == done.stderr
    assert all(
        summary(each).endswith("2 images without alternative text.") for each in (tried, done)
    )
    missing = "This image has no alternative text."
    assert said == [
        "warning: articles.jsonl:1: /body_html: 2 captions dropped that a content system wrote by"
        " itself: “Anh-tin-bai”, “IMG_2034.JPG”",
        f"warning: articles.jsonl:1: /cover/alt: {missing}",
        f"warning: banners.jsonl:1: /image/alt: {missing}",
    ]
    found = live("a")
    assert [found["cover"][name] for name in ("alt", "caption", "credit")] == [None] * 3
    assert [each["caption"] for each in found["images"]] == [None, "Cầu mới", None]
    assert "tin-bai" not in found["body"]["html"]
    images = [json.loads(bytes(each.whole))["image"] for each in Banner.select()]
    assert {each["caption"] for each in images} == {None}
    assert {each["alt"] for each in images} == {None, "Chào mừng 2/9"}


def test_who_takes_something_away_is_told_what_links_to_it(
    congxa_import: Import, tmp_path: Path, runner
) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    goal = article("dich", slug="dich", title="Đích", old_urls=["/tin.php?id=9"])
    links = [f"{BASE}/bai-viet/dich?lang=en", f"{BASE}/tin.php?id=9&amp;fbclid=x",
             f"{BASE}/bai-viet/dich-khac", "https://khac.vn/bai-viet/dich", f"{BASE}/tin.php?id=10",
             f"{BASE}/tin.php"]  # fmt: skip
    rows = [
        article(str(number), title=f"Bài {number}", body_html=f'<p><a href="{link}">x</a></p>')
        for number, link in enumerate(links)
    ]
    site = {**SITE, "base_url": BASE}
    write_bundle(folder, [goal, *rows], site=site)
    picture = {"file": "media/a.jpg", "alt": "Chào"}
    banner = {"key": "a", "placement": "header", "image": picture, "label": "Xem"}
    write(folder, banners=[{**banner, "link": f"{BASE}/bai-viet/dich/"}])
    congxa_import(folder)
    said = [
        f"the article “Bài 0” ({BASE}/bai-viet/bai-0) links to it",
        f"the article “Bài 1” ({BASE}/bai-viet/bai-1) links to it",
        "the banner “Xem” links to it",
    ]

    gone = {**goal, "state": "withdrawn", "reason": "error"}
    done = congxa_import(write_bundle(folder, [gone, *rows], site=site))
    assert done.stderr.splitlines() == [
        f"warning: articles.jsonl:1: /state: {each}" for each in said
    ]

    congxa_import(write_bundle(folder, [goal, *rows], site=site), "--overwrite")
    document = Document.get(Document.slug == "dich")
    done = runner.invoke(withdraw, [str(document.id), "--reason", "error"])
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [f"warning: {each}" for each in said]


def test_a_draft_has_no_end(congxa_import: Import, tmp_path: Path) -> None:
    row = article("b", state="draft", unpublish_at="2099-01-01T08:00:00+07:00")
    folder = write_bundle(tmp_path / "bundle", [row])
    for done in (congxa_import(folder, "--dry-run"), congxa_import(folder)):
        assert done.stderr == (
            "warning: articles.jsonl:1: /unpublish_at: a draft is not public, so this ends"
            " nothing\n"
        )
    assert not queries.due(datetime(2100, 1, 1, tzinfo=UTC))


def test_a_page_has_files_beside_its_text(congxa_import: Import, tmp_path: Path, app) -> None:
    folder = write_bundle(tmp_path / "bundle")
    (folder / "media").mkdir()
    (folder / "media" / "a.pdf").write_bytes(documents.text_pdf(b"Noi quy tiep dan"))
    (folder / "media" / "b.pdf").write_bytes(documents.text_pdf(b"hai"))
    files = [{"file": "media/a.pdf", "name": "Nội quy.pdf"}]
    linked = '<p><a href="media/b.pdf">tải</a></p>'
    write(folder, pages=[{"key": "a", "title": "Tiếp dân", "body_html": linked,
                          "attachments": files}])  # fmt: skip
    assert summary(congxa_import(folder)).startswith("Imported: 3 created")
    client = app.test_client()

    page = client.get("/v1/sites/yen-hoa/pages/tiep-dan").json
    assert [each["name"] for each in page["attachments"]] == ["Nội quy.pdf", "b.pdf"]
    assert client.get(page["attachments"][0]["url"]).status_code == 200
    shown = client.get("/trang/tiep-dan", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert 'class="attachment-list"' in shown
    assert "Nội quy.pdf" in shown
    assert client.get("/v1/search?q=noi+quy+tiep+dan").json["items"][0]["slug"] == "tiep-dan"

    runner = app.test_cli_runner()
    runner.invoke(withdraw, [page["id"], "--reason", "error"])
    assert client.get(page["attachments"][0]["url"]).status_code == 404
