"""Documents beside a text: what a bundle may bring, and what readers are told of it."""

import hashlib
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.media.models import Attachment
from tests.api.media import samples
from tests.api.media.documents import DOCX, docx, endless_zeros, text_pdf
from tests.api.operations.bundles import article, write_bundle
from tests.api.operations.conftest import Import

PDF = text_pdf(b"mot", b"hai", b"ba")
WORD = docx()


def bundle(folder: Path, files: dict[str, bytes], **members: Any) -> Path:
    """A bundle of one article and these files."""
    (folder / "media").mkdir(parents=True)
    for name, data in files.items():
        (folder / "media" / name).write_bytes(data)
    return write_bundle(folder, [article(**members)])


def test_it_tells_what_each_file_is(app, client, congxa_import: Import, tmp_path: Path) -> None:
    attached = [
        {"file": "media/kh.pdf", "name": "Kế hoạch số 15"},
        {"file": "media/mau.docx"},
    ]
    files = {"kh.pdf": PDF, "mau.docx": WORD}

    done = congxa_import(bundle(tmp_path / "b", files, attachments=attached))

    assert (done.exit_code, done.stderr) == (0, "")
    address = client.get("/v1/articles").json["items"][0]["slug"]
    found = client.get(f"/v1/sites/yen-hoa/articles/{address}").json["attachments"]
    assert found == [
        told(PDF, "Kế hoạch số 15.pdf", "application/pdf", 3),
        told(WORD, "mau.docx", DOCX, None),
    ]
    for each, data in zip(found, (PDF, WORD), strict=True):
        served = client.get(each["url"].removeprefix("http://portal.test"))
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
    }


IMAGE = samples.encoded(samples.picture(), "PNG")
BOMB = docx({"word/media/a.bin": bytes(30_000_000)})
WRONG: dict[str, tuple[bytes, str]] = {
    "an image": (IMAGE, "PDF, docx, xlsx or odt"),
    "a zip bomb": (BOMB, "a.bin"),
    "a program": (b"MZ\x90\x00" + bytes(200), "a.bin"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "a.bin"),
    "nothing": (b"", "a.bin"),
    "zeros without end": (endless_zeros(31)[:100_000], "a.bin"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_t51_another_kind_is_a_fault(congxa_import: Import, tmp_path: Path, kind: str) -> None:
    data, said = WRONG[kind]

    done = congxa_import(
        bundle(tmp_path / "b", {"a.bin": data}, attachments=[{"file": "media/a.bin"}])
    )

    assert done.exit_code == 1
    assert done.stderr.startswith("articles.jsonl:1: /attachments: “media/a.bin”")
    assert said in done.stderr
    assert done.stderr.endswith("1 fault; nothing was changed\n")
    assert not Attachment.select().exists()


@pytest.mark.parametrize("data", [PDF, WORD], ids=["pdf", "docx"])
def test_t51_a_document_is_no_picture(congxa_import: Import, tmp_path: Path, data: bytes) -> None:
    cover, body = {"file": "media/a.bin", "alt": "Cầu"}, '<img src="media/a.bin" alt="Cầu">'

    done = congxa_import(bundle(tmp_path / "b", {"a.bin": data}, cover=cover, body_html=body))

    assert done.stderr.splitlines() == [
        "articles.jsonl:1: /cover: “media/a.bin” is not an image",
        "articles.jsonl:1: /body_html: “media/a.bin” is not an image",
        "congxa: 2 faults; nothing was changed",
    ]


@pytest.mark.parametrize(
    "attached",
    [[{"name": "a"}], [{"file": 7}], ["media/a.bin"], {"file": "media/a.bin"}, "media/a.bin"],
    ids=str,
)
def test_what_is_no_list_of_files_is_a_fault(
    congxa_import: Import, tmp_path: Path, attached: object
) -> None:
    done = congxa_import(bundle(tmp_path / "b", {"a.bin": PDF}, attachments=attached))

    assert done.exit_code == 1
    assert "articles.jsonl:1: /attachments" in done.stderr


NAMES = {
    '"><img src=x>.jpg': "img src=x.pdf",
    "../../etc/passwd": "passwd.pdf",
    "CON": "_CON.pdf",
}
HOSTILE_FILES = {'"><img src=x>.jpg': "x.pdf", "a\r\nSet-Cookie:x": "a Set-Cookiex.pdf"}


@pytest.mark.parametrize(("given", "shown"), NAMES.items())
def test_t04_a_name_in_a_line_is_made_safe(
    app, client, congxa_import: Import, tmp_path: Path, given: str, shown: str
) -> None:
    attached = [{"file": "media/a.pdf", "name": given}]

    assert (
        congxa_import(bundle(tmp_path / "b", {"a.pdf": PDF}, attachments=attached)).exit_code == 0
    )

    item = client.get(f"/v1/articles/{client.get('/v1/articles').json['items'][0]['id']}").json
    assert [each["name"] for each in item["attachments"]] == [shown]
    header = client.get(f"/media/{Attachment.get().key}").headers["Content-Disposition"]
    assert shown.replace('"', "") in header
    assert header.isascii()
    assert header.isprintable()


@pytest.mark.parametrize("given", ["ảnh\u202egpj.exe", "a\r\nSet-Cookie:x", "x" * 300])
def test_t04_a_name_that_is_no_line_of_text_is_a_fault(
    congxa_import: Import, tmp_path: Path, given: str
) -> None:
    attached = [{"file": "media/a.pdf", "name": given}]

    done = congxa_import(bundle(tmp_path / "b", {"a.pdf": PDF}, attachments=attached))

    assert done.exit_code == 1
    assert "articles.jsonl:1: /attachments/0/name: " in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    "file", ['"><img src=x>.jpg', "a\nSet-Cookie:x", "CON", "x" * 120, "Kế hoạch.pdf"]
)
def test_t04_a_file_may_have_any_name_in_the_bundle(
    app, client, congxa_import: Import, tmp_path: Path, file: str
) -> None:
    attached = [{"file": f"media/{file}", "name": "Kế hoạch"}]

    done = congxa_import(bundle(tmp_path / "b", {file: PDF}, attachments=attached))

    assert done.exit_code == 0, done.stderr
    assert Attachment.get().name == "Kế hoạch.pdf"


def test_a_second_import_changes_nothing(congxa_import: Import, tmp_path: Path) -> None:
    folder = bundle(tmp_path / "b", {"a.pdf": PDF}, attachments=[{"file": "media/a.pdf"}])
    congxa_import(folder)

    again = congxa_import(folder)

    assert again.stdout == "Imported: 0 created, 0 updated, 3 unchanged.\n"


def test_another_name_is_another_edition(
    app, client, congxa_import: Import, tmp_path: Path
) -> None:
    attached = [{"file": "media/a.pdf", "name": "Cũ"}]
    congxa_import(bundle(tmp_path / "b", {"a.pdf": PDF}, attachments=attached))
    attached = [{"file": "media/a.pdf", "name": "Mới"}]

    congxa_import(bundle(tmp_path / "c", {"a.pdf": PDF}, attachments=attached))

    item = client.get(f"/v1/articles/{client.get('/v1/articles').json['items'][0]['id']}").json
    assert [each["name"] for each in orjson.loads(orjson.dumps(item["attachments"]))] == ["Mới.pdf"]
