"""A bundle with something of everything that a bundle can hold, and life after its import."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.bundles.models import ImportedLine
from api.publishing import commands, editions
from api.publishing.commands import Withdrawal
from api.publishing.live.rendering import render_all_stale
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.bundles.bundles import AT
from tests.api.delivery.world import rename, revise
from tests.api.media import old_samples, samples
from tests.api.media.documents import docx, odt, text_pdf, xlsx

DAY = datetime(2026, 7, 20, 2, 0, 0, 123456, tzinfo=UTC)
PHOTO = {"file": "media/a.jpg", "alt": "Cầu mới", "caption": "Toàn cảnh", "credit": "UBND xã"}
FIGURE = (
    '<figure><img src="media/b.png" alt="Lễ &amp; hội"><figcaption>Đông vui</figcaption></figure>'
)
ORNAMENT = '<img src="media/a.jpg" alt="" role="presentation">'

SITE: dict[str, Any] = {
    "slug": "yen-hoa",
    "name": "Xã Yên Hòa",
    "name_en": "Yen Hoa",
    "responsible_person": {"name": "Nguyễn Văn A", "title": "Chủ tịch"},
    "email": "ubnd@yenhoa.vn",
    "logo": {"file": "media/a.jpg", "alt": "Biểu trưng"},
    "base_url": "https://yenhoa.vn",
    "languages": ["vi", "en"],
    "social": [{"name": "Zalo", "url": "https://zalo.me/1"}],
    "links": [{"name": "Dịch vụ công", "url": "https://dichvucong.gov.vn"}],
    "former_units": [{"name": "Xã Yên Thượng", "until": "2025-06-30"}],
    "opening_hours": [
        {"weekdays": [1, 5], "intervals": [{"opens": "07:30", "closes": "11:30"}]},
    ],
    "areas": ["Xóm 3", "Khe Cát"],
    "tasks": [{"kind": "track", "label": "Tra hồ sơ", "url": "https://dvc.vn/tra-cuu"}],
    "measurement": {"label": "Bộ TTTT"},
    "two_person_rule": False,
}

LINES: dict[str, list[dict[str, Any]]] = {
    "categories": [
        {"key": "con", "name": "Thể thao", "parent": "tin", "order": 2, "menu_title": "Sân"},
        {"key": "tin", "name": "Tin tức", "slug": "tin"},
        {"key": "bo", "name": "Sẽ bỏ"},
    ],
    "officials": [
        {
            "key": "phuc",
            "name": "Lê Văn Phúc",
            "position": "Chủ tịch",
            "unit": "Ủy ban nhân dân",
            "term": "2021–2026",
            "duties": "Phụ trách chung.\nTiếp dân.",
            "biography": "Kỹ sư.",
            "order": 1,
            "phone": "0238 1",
            "email": "phuc@yenhoa.vn",
            "photo": {"file": "media/b.png", "alt": "Ông Phúc"},
        },
        {
            "key": "hue",
            "name": "Trần Thị Huệ",
            "photo": {"file": "media/b.png", "decorative": True},
        },
        {"key": "nghi", "name": "Người đã nghỉ"},
    ],
    "articles": [
        {
            "key": "cau",
            "title": "Khánh thành cầu",
            "lead": "Sáng nay.",
            "body_html": f"<h2>Mở đầu</h2><p>Cầu <b>mới</b></p>{FIGURE}{ORNAMENT}",
            "byline": "Minh Anh",
            "category": "con",
            "tags": ["Giao thông", "Cầu"],
            "cover": PHOTO,
            "featured": True,
            "pinned": True,
            "source": {"name": "Báo", "url": "https://bao.vn/1"},
            "licence": "CC BY",
            "language": "vi",
            "attachments": [
                {"file": "media/ke-hoach.pdf", "name": "Kế hoạch số 15.pdf"},
                {"file": "media/bang.xlsx"},
            ],
            "views": 30,
            "corrections": [{"at": AT, "note": "Sửa tên."}],
            "published_at": "2026-07-11T08:30:00.654321+07:00",
            "updated_at": "2026-07-12T08:30:00+07:00",
            "unpublish_at": "2096-07-11T08:30:00+07:00",
            "version": 7,
            "old_slugs": ["cau-xua", "cau-cu", "cau_xua.html"],
            "old_urls": ["/?tabid=77&id=9", "/2024/05/bai-1/"],
        },
        {"key": "nhap", "title": "Bản nháp", "state": "draft", "views": 2, "old_urls": ["/nhap"]},
        {"key": "sua", "title": "Sẽ được sửa", "category": "bo"},
        {"key": "moi", "title": "Có bản thảo mới hơn"},
        {"key": "doi", "title": "Tên cũ"},
        {"key": "thay", "title": "Bị thay"},
        {
            "key": "go",
            "title": "Đã gỡ",
            "state": "withdrawn",
            "reason": "personal_data",
            "public_note": "Có thông tin riêng.",
            "withdrawn_at": "2026-07-13T08:30:00+07:00",
            "attachments": [{"file": "media/mat.odt"}],
            "old_urls": ["/?tabid=77&id=10"],
            "views": 5,
        },
    ],
    "notices": [
        {
            "key": "15",
            "title": "Lịch tiếp dân",
            "number": "15/TB-UBND",
            "kind": "Thông báo",
            "issuer": "UBND xã",
            "signer": "Lê Văn Phúc",
            "signer_title": "Chủ tịch",
            "issued_on": "2026-07-01",
            "effective_on": "2026-07-05",
            "expires_at": "2096-01-01T00:00:00+07:00",
            "term": {"from": "2026-07-01", "until": "2096-02-01", "erase": True},
            "urgency": "important",
            "pinned": True,
            "areas": ["Xóm 1", "Xóm 2"],
            "body_html": f"<p>Kính báo.</p>{FIGURE}",
            "attachments": [
                {"file": "media/ke-hoach.pdf", "name": "Bản chính.pdf"},
                {"file": "media/mau.docx", "name": "Mẫu đơn"},
                {"file": "media/cu.DOC", "name": "Tờ trình"},
                {"file": "media/ds.csv"},
            ],
            "views": 9,
        },
        {"key": "het", "title": "Hết hạn", "expires_at": "2020-01-01T00:00:00+07:00"},
        {"key": "bo", "title": "Đã gỡ", "state": "withdrawn", "reason": "expired"},
        {"key": "thao", "title": "Thông báo nháp", "state": "draft"},
    ],
    "banners": [
        {
            "key": "dau",
            "placement": "header",
            "image": {"file": "media/b.png", "alt": "Chào"},
            "link": "https://yenhoa.vn/a",
            "label": "Chào mừng",
            "order": 3,
            "starts_at": "2020-01-01T00:00:00+07:00",
            "ends_at": "2096-01-01T00:00:00+07:00",
        },
        {"key": "ben", "placement": "sidebar", "image": {"file": "media/a.jpg", "alt": "Cầu"}},
        {
            "key": "qua",
            "placement": "sidebar",
            "image": {"file": "media/c.jpg", "alt": "Đã qua"},
            "ends_at": "2020-01-01T00:00:00+07:00",
        },
        {
            "key": "sau",
            "placement": "sidebar",
            "image": {"file": "media/c.jpg", "alt": "Chưa tới"},
            "starts_at": "2096-01-01T00:00:00+07:00",
        },
    ],
    "calendar": [
        {
            "key": "lui",
            "date": "2026-07-14",
            "title": "Họp lại",
            "supersedes": "hop",
            "chair": "Phó Chủ tịch phụ trách",
            "status": "added",
            "all_day": True,
        },
        {
            "key": "hop",
            "date": "2026-07-13",
            "title": "Họp",
            "start_time": "07:30",
            "end_time": "09:00",
            "location": "Hội trường",
            "chair": "phuc",
            "officials": ["hue", "phuc", "nghi"],
            "attendees": "Các ban",
            "prepared_by": "Văn phòng",
            "status": "postponed",
            "status_note": "Bận bão",
            "note": "Mang tài liệu",
            "internal_note": "Chỉ nội bộ",
            "replaces_invitation": True,
        },
        {"key": "chieu", "date": "2026-07-13", "title": "Tiếp dân", "session": "afternoon"},
        {"key": "nghi", "date": "2026-07-15", "title": "Chia tay", "chair": "nghi"},
    ],
    "pages": [
        {"key": "nv", "title": "Nhiệm vụ", "parent": "gt", "menu_order": 2, "menu_title": "Việc"},
        {
            "key": "gt",
            "title": "Giới thiệu",
            "body_html": FIGURE,
            "menu_order": 1,
            "attachments": [{"file": "media/mau.docx", "name": "Mẫu đơn"}],
        },
        {"key": "cu", "title": "Trang cũ", "state": "withdrawn", "reason": "superseded"},
    ],
    "legal_documents": [
        {
            "key": "moi",
            "title": "Quy chế mới",
            "number": "03/2026/QĐ-UBND",
            "form": "Quyết định",
            "issuer": "UBND xã",
            "signer": "Lê Văn Phúc",
            "signer_title": "Chủ tịch",
            "issued_on": "2026-07-01",
            "effective_on": "2026-07-02",
            "expired_on": "2096-01-01",
            "status": "partly",
            "replaces": ["cu"],
            "amends": ["cu", "nhap"],
            "field": "Nội vụ",
            "scope": "commune",
            "external_url": "https://vbpl.vn/x",
            "body_html": FIGURE,
            "attachments": [{"file": "media/ke-hoach.pdf", "name": "Bản chính.pdf"}],
            "old_urls": ["/?tabid=90&id=3"],
            "views": 4,
        },
        {"key": "cu", "title": "Quy chế cũ", "number": "Số: 12/QĐ–UBND"},
        {"key": "nhap", "title": "Quy chế nháp", "state": "draft"},
        {"key": "go", "title": "Đã gỡ", "state": "withdrawn", "reason": "error"},
    ],
}


def write_portal(folder: Path) -> Path:
    """The bundle, with photos and documents."""
    (folder / "media").mkdir(parents=True)
    for name, data in _media().items():
        (folder / "media" / name).write_bytes(data)
    (folder / "site.json").write_text(json.dumps(SITE), encoding="utf-8")
    for name, lines in LINES.items():
        given = [{"published_at": AT, **each} for each in lines]
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in given)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def live_on() -> None:
    """What editors do after the import."""
    revise(named("article", "sua"), DAY, lead="Đã sửa ở đây.")
    draft = named("article", "moi")
    content = editions.content(draft, editions.head(draft)) | {"title": "Bản thảo chưa đăng"}
    commands.save(draft, content, OPERATOR, DAY)
    rename(named("article", "doi"), "ten-moi", DAY)
    gone = Withdrawal("superseded", "Xem bài mới.", named("article", "cau").id)
    commands.withdraw(named("article", "thay"), OPERATOR, DAY, gone)
    for each in (named("category", "bo"), named("official", "nghi")):
        commands.withdraw(each, OPERATOR, DAY, Withdrawal("other"))
        commands.trash(each, OPERATOR, DAY)
    site = named("site", "site").id
    commands.create("official", site, {"name": "Người mới"}, (OPERATOR, DAY))
    render_all_stale(DAY)


def named(type_name: str, key: str) -> Document:
    """The document that was imported under a key."""
    line = ImportedLine.get(ImportedLine.type == type_name, ImportedLine.key == key)
    return Document.get_by_id(line.document)


def _media() -> dict[str, bytes]:
    return {
        "a.jpg": samples.encoded(samples.picture(400), "JPEG"),
        "b.png": samples.encoded(samples.picture(90, mode="RGBA"), "PNG"),
        "c.jpg": samples.encoded(samples.picture(80), "JPEG"),
        "ke-hoach.pdf": text_pdf(b"mot", b"hai"),
        "bang.xlsx": xlsx(),
        "mau.docx": docx(),
        "mat.odt": odt(),
        "cu.DOC": old_samples.DOC,
        "ds.csv": old_samples.CSV,
    }
