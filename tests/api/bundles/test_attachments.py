"""Documents beside a text: what a bundle may bring, and what readers are told of it."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.media.errors import (
    AttachmentTooCostly,
    BadAttachment,
    PageAttachment,
    UnsupportedAttachment,
    UnsupportedImage,
)
from api.media.models import Attachment
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.copies import brought_in
from tests.api.media import samples
from tests.api.media.documents import DOCX, docx, endless_zeros, text_pdf

PDF = text_pdf(b"mot", b"hai", b"ba")
WORD = docx()


def bundle(folder: Path, files: dict[str, bytes], *articles: dict[str, Any]) -> Path:
    """A bundle of these articles and files."""
    (folder / "media").mkdir(parents=True)
    for name, data in files.items():
        (folder / "media" / name).write_bytes(data)
    return write_bundle(folder, articles)


def attaching(*attached: object, key: str = "cau") -> dict[str, Any]:
    """An article with these attachments."""
    return article(key, attachments=list(attached))


def shown(client: FlaskClient) -> list[dict[str, Any]]:
    """The attachments of the only article."""
    (found,) = client.get("/v1/articles").json["items"]
    return client.get(f"/v1/articles/{found['id']}").json["attachments"]


def test_it_tells_what_each_file_is(client: FlaskClient, tmp_path: Path) -> None:
    line = attaching(
        {"file": "media/kh.pdf", "name": "Kế hoạch số 15"}, {"file": "media/mau.docx", "name": " "}
    )

    done = brought_in(bundle(tmp_path / "b", {"kh.pdf": PDF, "mau.docx": WORD}, line))

    assert (done.exit_code, done.stderr) == (0, "")
    found = shown(client)
    pages = [each.pop("preview") for each in found]
    assert [bool(each) for each in pages] == [True, False]
    assert [bool(each.pop("text")) for each in found] == [True, False]
    page = client.get(pages[0]["url"].removeprefix("http://portal.test"), buffered=True)
    assert (page.mimetype, len(page.data)) == ("image/jpeg", pages[0]["bytes"])
    assert found == [
        told(PDF, "Kế hoạch số 15.pdf", "application/pdf", 3),
        told(WORD, "mau.docx", DOCX, None),
    ]
    for each, data in zip(found, (PDF, WORD), strict=True):
        served = client.get(each["url"].removeprefix("http://portal.test"), buffered=True)
        assert served.data == data
        assert served.mimetype == each["media_type"]


def told(data: bytes, name: str, media_type: str, pages: int | None) -> dict[str, Any]:
    """An attachment as the API must tell of it."""
    key = f"{hashlib.blake2b(data, digest_size=20).hexdigest()}.{name.rpartition('.')[2]}"
    return {
        "url": f"http://portal.test/media/{key}",
        "name": name,
        "bytes": len(data),
        "media_type": media_type,
        "pages": pages,
        "sha256": hashlib.sha256(data).hexdigest(),
        "is_scan": False,
    }


WRONG = {
    "image.pdf": samples.encoded(samples.picture(), "PNG"),
    "bomb.docx": docx({"word/media/a.bin": bytes(30_000_000)}),
    "program.pdf": b"MZ\x90\x00" + bytes(200),
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "empty.pdf": b"",
    "zeros.odt": endless_zeros(31)[:100_000],
    "same.pdf": b"",
}
WRONG_REASONS = [
    (" is an image. ", UnsupportedAttachment),
    (": ", AttachmentTooCostly),
    (": ", UnsupportedAttachment),
    (": ", PageAttachment),
    (": ", BadAttachment),
    (": ", UnsupportedAttachment),
    (": ", BadAttachment),
]


def test_t51_another_kind_is_a_fault(congxa_import: Import, tmp_path: Path) -> None:
    lines = [attaching({"file": f"media/{name}"}, key=name) for name in WRONG]

    done = congxa_import(bundle(tmp_path / "b", WRONG, *lines))

    assert done.exit_code == 1
    *faults, last = done.stderr.splitlines()
    for number, (name, fault) in enumerate(zip(WRONG, faults, strict=True), start=1):
        assert fault.startswith(f"articles.jsonl:{number}: /attachments: “media/{name}”")
    assert last == "congxa: 7 faults; nothing was changed"
    reasons = [fault.partition("”")[2] for fault in faults]
    assert reasons == [f"{head}{each.detail}" for head, each in WRONG_REASONS]
    assert not Attachment.select().exists()


def test_t51_a_document_is_no_picture(congxa_import: Import, tmp_path: Path) -> None:
    files = {"a.jpg": PDF, "b.jpg": WORD}
    cover = {"file": "media/a.jpg", "alt": "Cầu"}
    line = article(cover=cover, body_html='<img src="media/b.jpg" alt="Cầu">')

    done = congxa_import(bundle(tmp_path / "b", files, line))

    assert done.stderr.splitlines() == [
        f"articles.jsonl:1: /cover: “media/a.jpg” is a document. {UnsupportedImage.detail}",
        f"articles.jsonl:1: /body_html: “media/b.jpg” is a document. {UnsupportedImage.detail}",
        "congxa: 2 faults; nothing was changed",
    ]


NO_LISTS: list[object] = [
    [{"name": "a"}],
    [{"file": 7}],
    ["media/a.pdf"],
    {"file": "media/a.pdf"},
    "media/a.pdf",
    [{"file": "media/khong.pdf"}],
    [{"file": "../a.pdf"}],
    [{"file": "media/a.pdf", "name": "ảnh\u202egpj.exe"}],
    [{"file": "media/a.pdf", "name": "x" * 300}],
    [{"file": "media/a.pdf", "name": ["a"]}],
    [{"file": "media/a.pdf", "pages": 3}],
]


def test_t04_what_is_no_list_of_files_is_a_fault(congxa_import: Import, tmp_path: Path) -> None:
    lines = [article(str(n), attachments=each) for n, each in enumerate(NO_LISTS)]

    done = congxa_import(bundle(tmp_path / "b", {"a.pdf": PDF}, *lines))

    assert done.exit_code == 1
    faulty = {int(each.split(":")[1]) for each in done.stderr.splitlines()[:-1]}
    assert faulty == {*range(1, len(NO_LISTS) + 1)}
    assert all(": /attachments" in each for each in done.stderr.splitlines()[:-1])


NAMES = {
    '"><img src=x>.jpg': "img src=x.pdf",
    "a\r\nSet-Cookie:x": "a Set-Cookiex.pdf",
    "../../etc/passwd": "passwd.pdf",
    "CON": "_CON.pdf",
    "Kế hoạch.exe": "Kế hoạch.pdf",
}


def test_t04_a_name_in_a_line_is_made_safe(client: FlaskClient, tmp_path: Path) -> None:
    line = attaching(*({"file": "media/a.pdf", "name": each} for each in NAMES))

    assert brought_in(bundle(tmp_path / "b", {"a.pdf": PDF}, line)).exit_code == 0

    assert [each["name"] for each in shown(client)] == [*NAMES.values()]


HOSTILE_FILES = ('"><img src=x>.jpg', "a\nSet-Cookie:x", "CON", "x" * 150, "Kế hoạch.exe")


def test_t04_a_file_may_have_any_name_in_the_bundle(client: FlaskClient, tmp_path: Path) -> None:
    files = {name: text_pdf(b"%d" % n) for n, name in enumerate(HOSTILE_FILES)}
    line = attaching(*({"file": f"media/{each}"} for each in HOSTILE_FILES))

    done = brought_in(bundle(tmp_path / "b", files, line))

    assert done.exit_code == 0, done.stderr
    for each in shown(client):
        served = client.get(each["url"].removeprefix("http://portal.test"), buffered=True)
        header = served.headers["Content-Disposition"]
        assert served.mimetype == "application/pdf"
        assert header.startswith('inline; filename="')
        assert header.isascii()
        assert header.isprintable()
        assert "Set-Cookie" not in served.headers


def test_it_is_saved_under_the_name_that_readers_see(client: FlaskClient, tmp_path: Path) -> None:
    line = attaching({"file": "media/kh.pdf", "name": "Kế hoạch"})
    brought_in(bundle(tmp_path / "b", {"kh.pdf": PDF}, line))

    served = client.head(f"/media/{Attachment.get().key}")

    assert served.headers["Content-Disposition"] == (
        "inline; filename=\"Ke hoach.pdf\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf"
    )


def test_a_second_import_changes_nothing(congxa_import: Import, tmp_path: Path) -> None:
    folder = bundle(tmp_path / "b", {"a.pdf": PDF}, attaching({"file": "media/a.pdf"}))
    congxa_import(folder)

    again = congxa_import(folder)

    assert again.stdout == "Imported: 0 created, 0 updated, 3 unchanged.\n"


@pytest.mark.parametrize("change", [{"name": "Mới"}, {"file": "media/b.pdf"}], ids=str)
def test_another_name_or_file_is_another_edition(
    client: FlaskClient, tmp_path: Path, change: dict[str, str]
) -> None:
    attached = {"file": "media/a.pdf", "name": "Cũ"}
    files = {"a.pdf": PDF, "b.pdf": text_pdf(b"khac")}
    brought_in(bundle(tmp_path / "b", files, attaching(attached)))

    done = brought_in(bundle(tmp_path / "c", files, attaching({**attached, **change})))

    assert "1 updated" in done.stdout
    (found,) = shown(client)
    assert found["name"] == f"{change.get('name', 'Cũ')}.pdf"
    assert (found["pages"] == 1) == ("file" in change)
