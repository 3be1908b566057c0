"""Of office files only documents without macros and without a password are accepted (T51)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from api.media.attachments import PreparedAttachment, prepare
from api.media.errors import UnsupportedAttachment
from tests.api.media.documents import (
    DOCX,
    DOCX_PARTS,
    LIMIT,
    ODT,
    ODT_PARTS,
    XLSX,
    XLSX_PARTS,
    Part,
    archived,
    content_types,
    docx,
    hostile,
    odt,
    pptx,
    text_pdf,
    truthful,
    xlsx,
    zipped,
)


def prepared(data: bytes) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT)


def with_types(main: str, part: str = "word/document.xml", extra: str = "") -> bytes:
    return zipped(dict(DOCX_PARTS) | {"[Content_Types].xml": content_types(main, part, extra)})


WORD = "application/vnd.ms-word"
ENCRYPTED = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
UNSUPPORTED: dict[str, Callable[[], bytes]] = {
    "text": lambda: b"Thong bao",
    "html": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "html that mentions a pdf": lambda: b"<!--\n" + text_pdf(b"x"),
    "a pdf too far behind": lambda: b" " * 1_020 + text_pdf(b"x"),
    "a program that holds a pdf": lambda: b"MZ\x90\0" + text_pdf(b"x"),
    "a script that holds a pdf": lambda: b"#!/bin/sh\n" + text_pdf(b"x"),
    "a page that holds a pdf": lambda: b"\n<html><pre>" + text_pdf(b"x"),
    "a mail that holds a pdf": lambda: b"MIME-Version: 1.0\n\n" + text_pdf(b"x"),
    "a picture that holds a pdf": lambda: b"GIF89a" + text_pdf(b"x"),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "rtf": lambda: b"{\\rtf1 Thong bao}",
    "exe": lambda: b"MZ\x90\0" + bytes(60) + docx(),
    "elf": lambda: b"\x7fELF\2\1\1" + bytes(60),
    "script": lambda: b"#!/bin/sh\nrm -rf /\n",
    "rar": lambda: b"Rar!\x1a\x07\x01\0" + bytes(60),
    "7z": lambda: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(60),
    "gzip": lambda: b"\x1f\x8b\x08\0" + bytes(60),
    "an empty zip": lambda: zipped({}),
    "a zip": lambda: zipped({"a.txt": b"x"}),
    "a zip of zips": lambda: zipped(
        {f"lib {n}.zip": zipped({"0": bytes(9_999)}) for n in range(16)}
    ),
    "a jar": lambda: zipped({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"}),
    "an epub": lambda: odt(mimetype="application/epub+zip"),
    "an ods": lambda: odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "an ott": lambda: odt(mimetype=f"{ODT}-template"),
    "an odt whose type is packed": lambda: odt(method=8),
    "an odt whose type is not first": lambda: zipped(
        {"content.xml": b"", "mimetype": ODT.encode()}
    ),
    "an odt whose type has another name": lambda: archived(
        [Part("mimetyp", ODT.encode(), method=0), *truthful(ODT_PARTS)]
    ),
    "an odt without text": lambda: archived([Part("mimetype", ODT.encode(), method=0)]),
    "a docx and an odt": lambda: odt(DOCX_PARTS),
    "a docx and an xlsx": lambda: docx(
        {
            "xl/workbook.xml": b"x",
            "[Content_Types].xml": content_types(
                f"{DOCX}.main+xml", "a", f'<Override ContentType="{XLSX}.main+xml"/>'
            ),
        }
    ),
    "a docx of no type": lambda: with_types("application/xml"),
    "a docx of types in a comment": lambda: with_types(
        "a", extra=f'<!--ContentType="{DOCX}.main+xml"-->'
    ),
    "a docx of types in references": lambda: with_types(
        f"{DOCX}.main+xml", extra="<a ContentType='&#109;'/>"
    ),
    "a docx without text": lambda: zipped(
        {"[Content_Types].xml": DOCX_PARTS["[Content_Types].xml"]}
    ),
    "a docx with its text elsewhere": lambda: with_types(
        f"{DOCX}.main+xml", "evil/document.xml"
    ).replace(b"word/document.xml", b"evil/document.xml"),
    "a slide show that plays itself": lambda: with_types(
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"
    ),
    "a pptm": lambda: pptx({"ppt/vbaProject.bin": b"x"}),
    "a template": lambda: with_types(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
    # T51 and what runs: macros.
    "a docm": lambda: with_types(f"{WORD}.document.macroEnabled.main+xml"),
    "a docm that is also a docx": lambda: with_types(
        f"{DOCX}.main+xml", extra=f'<Override ContentType="{WORD}.document.MACROENABLED.main+xml"/>'
    ),
    "a docx with a macro": lambda: docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "a docx with a macro in capitals": lambda: docx({"word/VBAPROJECT.BIN": b"x"}),
    "a docx with a macro of another name": lambda: with_types(
        f"{DOCX}.main+xml", extra='<Override ContentType="application/vnd.ms-office.vbaProject"/>'
    ),
    "an xlsx with a macro": lambda: xlsx({"xl/vbaProject.bin": b"x"}),
    "an xlsx with an old macro": lambda: xlsx({"xl/macrosheets/sheet1.xml": b"x"}),
    "an xlsm within a docx": lambda: docx(
        {"word/embeddings/a.xlsx": xlsx({"xl/vbaProject.bin": b""})}
    ),
    "an odt with a macro": lambda: odt({"Basic/Standard/Module1.xml": b"x"}),
    "an odt with a script": lambda: odt({"Scripts/python/a.py": b"x"}),
    # Encrypted.
    "an old or encrypted office file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an encrypted odt": lambda: odt({"META-INF/manifest.xml": ENCRYPTED}),
    "a docx with an encrypted part": lambda: archived(
        [*truthful(DOCX_PARTS), Part("word/a.xml", flags=0x801)]
    ),
    "a docx encrypted as a zip": lambda: archived(
        [replace(each, flags=0x801) for each in truthful(DOCX_PARTS)]
    ),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_t51_it_refuses_every_other_kind(name: str) -> None:
    with pytest.raises(UnsupportedAttachment) as refusal:
        prepared(UNSUPPORTED[name]())

    assert refusal.value.status == 415


GOOD: dict[str, Callable[[], bytes]] = {
    "as many parts as there may be": lambda: docx({f"word/{each}": b"" for each in range(997)}),
    "a repetitive table under a megabyte": lambda: docx({"word/a.xml": b"<c/>" * 200_000}),
    "a table within": lambda: docx({"word/embeddings/a.xlsx": xlsx()}),
    "a text within": lambda: docx({"word/embeddings/a.odt": odt()}),
    "a compressed drawing": lambda: docx({"word/media/a.emz": b"\x1f\x8b\x08\0" + bytes(60)}),
    "folders": lambda: hostile(Part("word/", b"", packed=b"", method=0, mode=0o040755)),
    "members in another order": lambda: archived(truthful(DOCX_PARTS)[::-1]),
    "a short comment": lambda: hostile(comment=b"Thong bao"),
    "checksums after the members": lambda: archived(
        [replace(each, flags=0x808) for each in truthful(DOCX_PARTS)], gap=bytes(16)
    ),
    "a wider form of the end": lambda: hostile(end_gap=bytes(76)),
    "flags that do not matter": lambda: hostile(Part("a", local_flags=6)),
    "sizes in a wider field": lambda: hostile(Part("a", local_size=0xFFFFFFFF)),
    "names with backslashes": lambda: hostile(Part("word\\media\\a.png")),
    "names in Vietnamese": lambda: hostile(Part("word/media/ảnh.png")),
    "a text edited online": lambda: zipped(
        {
            "[Content_Types].xml": content_types(f"{DOCX}.main+xml", "word/document2.xml"),
            "word/document2.xml": b"x",
        }
    ),
    "single quotes": lambda: docx(
        {"[Content_Types].xml": DOCX_PARTS["[Content_Types].xml"].replace(b'"', b"'")}
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_it_accepts_what_office_programs_write(name: str) -> None:
    assert prepared(GOOD[name]()).extension == "docx"


def test_xlsx_parts_alone_make_no_docx() -> None:
    assert prepared(zipped({**XLSX_PARTS, "word/document.xml": b"x"})).extension == "xlsx"
