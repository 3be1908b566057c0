"""A file of a text is what its bytes say, and is kept as it came under a name of ours."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from api.media.attachments import PreparedAttachment, prepare
from api.media.errors import AttachmentTooLarge, AttachmentTooLong, UnsupportedAttachment
from api.media.inspect.notes import Note
from api.media.names import content_disposition, display_name
from api.media.store import MediaStore
from tests.api.media.documents import (
    CORE,
    DOCX,
    LIMIT,
    ODT,
    PPTX,
    XLSX,
    docx,
    odt,
    pptx,
    text_pdf,
    xlsx,
)
from tests.api.media.samples import EVERY_KIND

KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "pdf": (lambda: text_pdf(b"x"), "application/pdf"),
    "docx": (docx, DOCX),
    "xlsx": (xlsx, XLSX),
    "pptx": (pptx, PPTX),
    "odt": (odt, ODT),
}


def prepared(data: bytes) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT)


@pytest.mark.parametrize("extension", KINDS)
def test_it_knows_the_kind_from_the_bytes(extension: str) -> None:
    make, media_type = KINDS[extension]
    data = make()

    found = prepared(data)

    assert (found.extension, found.media_type) == (extension, media_type)
    assert (found.data, found.bytes) == (data, len(data))
    assert found.media_id == hashlib.blake2b(data, digest_size=20).hexdigest()
    assert found.key == f"{found.media_id}.{extension}"
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.notes == ()
    assert found.pages == (1 if extension == "pdf" else None)


@pytest.mark.parametrize("extension", KINDS)
def test_the_store_keeps_and_publishes_it(tmp_path: Path, extension: str) -> None:
    found = prepared(KINDS[extension][0]())
    media = MediaStore(tmp_path / "media")

    media.write_private(found.key, found.data)
    media.publish([found.key])

    path = media.public_path(found.key)
    assert path is not None
    assert path.read_bytes() == found.data


HOSTILE_NAMES = (
    *('"><img src=x>.jpg', "a\r\nSet-Cookie:x", "../../etc/passwd", "CON", "ảnh\u202egpj.exe"),
    "x" * 300,
)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_t04_a_name_decides_nothing(tmp_path: Path, name: str) -> None:
    found = prepared(text_pdf(b"x"))
    media = MediaStore(tmp_path / "media")

    media.write_private(found.key, found.data)
    shown = display_name(name, found.extension)

    path = media.private_path(found.key)
    assert path is not None
    assert path.is_relative_to(media.root)
    assert shown.endswith(".pdf")
    assert len(content_disposition(shown).splitlines()) == 1


SCRIPTED = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
POLYGLOTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a pdf with javascript": (lambda: text_pdf(b"x", catalog=SCRIPTED), "pdf"),
    "a pdf with html": (lambda: b"%PDF-1.7\n<script>alert(1)</script>" + text_pdf(b"x"), "pdf"),
    "a pdf behind an empty line": (lambda: b"\r\n\r\n" + text_pdf(b"x"), "pdf"),
    "a pdf behind a byte order mark": (lambda: b"\xef\xbb\xbf" + text_pdf(b"x"), "pdf"),
    "a pdf behind orders for a printer": (
        lambda: b"\x1b%-12345X@PJL SET COPIES=1\n" + text_pdf(b"x"),
        "pdf",
    ),
    "a pdf behind what a portal sent": (
        lambda: b"<br />\n<b>Notice</b>: in a.php\n" + text_pdf(b"x"),
        "pdf",
    ),
    "a pdf as far as it may begin": (lambda: b" " * 1_019 + text_pdf(b"x"), "pdf"),
    "a pdf that ends as a docx": (lambda: text_pdf(b"x") + docx(), "pdf"),
    "a docx with html in it": (lambda: docx({"a.html": b"<script>alert(1)</script>"}), "docx"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_t03_it_is_served_as_what_it_begins_with(name: str) -> None:
    make, extension = POLYGLOTS[name]

    found = prepared(make())

    assert found.extension == extension
    assert found.media_type == KINDS[extension][1]
    assert found.key.endswith(f".{extension}")


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_t03_a_picture_is_no_attachment(kind: str) -> None:
    with pytest.raises(UnsupportedAttachment):
        prepared(EVERY_KIND[kind]())


def test_it_tells_of_its_limit() -> None:
    data = docx()

    with pytest.raises(AttachmentTooLong) as refusal:
        prepare(data, max_bytes=len(data) - 1)

    assert prepare(data, max_bytes=len(data)).bytes == len(data)
    assert (refusal.value.status, refusal.value.code) == (413, "attachment_too_large")
    assert isinstance(refusal.value, AttachmentTooLarge)
    assert str(len(data) - 1) in refusal.value.say("vi")


CORE_OF_A = {"docProps/core.xml": CORE % b"Nguyen Van A"}
LAST = CORE.replace(b"dc:creator", b"cp:lastModifiedBy") % b" A"
NAMED: dict[str, tuple[bytes, str]] = {
    "docx": (docx(CORE_OF_A), "creator"),
    "pptx": (pptx(CORE_OF_A), "creator"),
    "xlsx": (xlsx({"docProps/core.xml": LAST}), "lastModifiedBy"),
    "its manager": (docx({"docProps/app.xml": b"<a:Manager>B</a:Manager>"}), "Manager"),
    "odt": (
        odt({"meta.xml": b"<meta:initial-creator>A</meta:initial-creator><dc:creator>B</dc:x>"}),
        "initial-creator, creator",
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_t71_an_author_is_told_of(name: str) -> None:
    data, fields = NAMED[name]

    assert prepared(data).notes == (Note("file_author", fields),)


CITIZEN = b"038090<w:t>001234</w:t>"
PERSONAL: dict[str, bytes] = {
    "docx": docx({"word/document.xml": b"<w:p><w:r>" + CITIZEN + b"</w:r></w:p>"}),
    "a footer": docx({"word/footer1.xml": b"<w:p>" + CITIZEN + b"</w:p><w:p>7</w:p>"}),
    "xlsx": xlsx({"xl/sharedStrings.xml": b"<si><t>038090001234</t></si><si><t>1</t></si>"}),
    "pptx": pptx({"ppt/slides/slide1.xml": b"<a:p><a:t>038090&#48;01234</a:t></a:p>"}),
    "odt": odt({"content.xml": b"<text:p>038090<text:s/>001234</text:p>"}),
}


@pytest.mark.parametrize("name", PERSONAL)
def test_t71_personal_data_in_office_files_is_told_of(name: str) -> None:
    assert prepared(PERSONAL[name]).notes == (Note("personal_data", "038•••••••34"),)


@pytest.mark.parametrize("author", [b"", b" \n "])
def test_t71_no_author_is_told_of_where_none_is(author: bytes) -> None:
    assert prepared(docx({"docProps/core.xml": CORE % author})).notes == ()
    assert prepared(odt({"meta.xml": b"<dc:creator/><dc:date>2024</dc:date>"})).notes == ()
