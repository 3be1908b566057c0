"""What a notice is like: all that it can say, and nothing but a title."""

import orjson

from api.media import attachments
from api.media import commands as media
from api.runtime.jsons import loads
from tests.api.media.documents import text_pdf
from tests.api.notices.making import item, make_notice
from tests.factories import NOON

SUMMARY = {
    "id", "type", "site", "slug", "url", "title", "lead", "number", "number_parts", "kind",
    "issuer", "signer", "signer_title", "issued_on", "effective_on", "expires_at", "urgency",
    "pinned", "active", "areas", "published_at", "updated_at", "version", "language",
    "reading_minutes", "views",
}  # fmt: skip


def test_everything_but_the_title_may_be_unknown(reader, site) -> None:
    notice = make_notice(site, "Lịch tiếp dân")

    found = item(reader, notice)

    assert found == {
        "id": str(notice.id),
        "type": "notice",
        "site": {"slug": site.slug, "name": "Xã Yên Hòa"}, "slug": "lich-tiep-dan",
        "url": "http://portal.test/thong-bao/lich-tiep-dan",
        "title": "Lịch tiếp dân",
        **dict.fromkeys(("published_at", "updated_at"), "2026-07-11T19:00:00+07:00"),
        "version": notice.version, "language": "vi", "reading_minutes": 1,
        "urgency": "normal", "pinned": False, "active": True, "views": 0,
        "body": {"format": "html", "html": ""},
        **dict.fromkeys(
            ("lead", "number", "number_parts", "kind", "issuer", "signer", "signer_title",
             "issued_on", "effective_on", "expires_at")
        ),
        **{name: [] for name in ("areas", "images", "attachments", "corrections")},
    }  # fmt: skip


def test_all_that_it_says_is_served(reader, site) -> None:
    facts = {
        "number": "15/TB-UBND", "kind": "Thông báo", "issuer": "UBND xã Yên Hòa",
        "signer": "Lê Văn Phúc", "signer_title": "KT. CHỦ TỊCH", "issued_on": "2026-07-10",
        "effective_on": "2026-07-15", "expires_at": "2027-01-01T00:00:00+07:00",
        "urgency": "important", "pinned": True, "areas": ["Thôn Đông", "Thôn Đoài"],
    }  # fmt: skip

    found = item(reader, make_notice(site, body_html="<p>Kính gửi</p>", **facts))

    assert {name: found[name] for name in facts} == facts
    assert found["body"] == {"format": "html", "html": "<p>Kính gửi</p>"}


def test_a_list_shows_the_summary(reader, site) -> None:
    make_notice(site, body_html="<p>Kín</p>")

    (found,) = orjson.loads(reader.get(f"/v1/notices?site={site.slug}").data)["items"]

    assert set(found) == SUMMARY


def test_a_body_comes_in_the_form_that_is_asked_for(reader, site) -> None:
    notice = make_notice(site, body_html="<p>Kính <b>gửi</b></p>")

    bodies = {each: item(reader, notice, f"?body={each}").get("body")
              for each in ("html", "text", "blocks", "none")}  # fmt: skip

    assert bodies["html"]["html"] == "<p>Kính <strong>gửi</strong></p>"
    assert bodies["text"] == {"format": "text", "text": "Kính gửi"}
    assert bodies["blocks"]["blocks"][0]["type"] == "paragraph"
    assert bodies["none"] is None
    assert reader.get(f"/v1/notices/{notice.id}?body=pdf").status_code == 400


def test_a_file_is_told_with_its_size_and_pages(reader, site, standing_app) -> None:
    prepared = attachments.prepare(text_pdf(b"15"), max_bytes=100_000)
    kept = media.keep_attachment(prepared, "15.pdf", NOON)
    listed = [{"media": kept.id, "name": "Thông báo 15.pdf"}]

    (found,) = item(reader, make_notice(site, attachments=listed))["attachments"]

    assert found == {
        "url": f"http://portal.test/media/{kept.key}",
        "name": "Thông báo 15.pdf",
        "bytes": prepared.bytes,
        "media_type": "application/pdf",
        "pages": prepared.pages,
        "sha256": prepared.sha256,
        "preview": {
            "url": f"http://portal.test/media/{prepared.preview.key}",
            "width": prepared.preview.width,
            "height": prepared.preview.height,
            "bytes": len(prepared.preview.data),
        },
        "text": "15",
        "is_scan": False,
    }
    assert reader.get(f"/media/{kept.key}").status_code == 200
    assert loads(reader.get(f"/v1/notices?site={site.slug}").data)["items"][0].get(
        "attachments"
    ) is None  # fmt: skip
