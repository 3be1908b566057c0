"""PDFs and office files for the tests, and the parts to build broken and hostile ones from."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

LIMIT = 20_000_000
OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{OFFICE}.wordprocessingml.document"
XLSX = f"{OFFICE}.spreadsheetml.sheet"
PPTX = f"{OFFICE}.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
CORE = (
    b'<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>%b</dc:creator></cp:coreProperties>'
)

Parts = Mapping[str, bytes]


def content_types(main: str, part: str, extra: str = "") -> bytes:
    """What an office file says of the types of its parts."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/>{extra}</Types>'
    ).encode()


DOCX_PARTS: Parts = {
    "[Content_Types].xml": content_types(f"{DOCX}.main+xml", "word/document.xml"),
    "_rels/.rels": b"<Relationships/>",
    "word/document.xml": b"<w:document><w:body><w:p/></w:body></w:document>",
}
XLSX_PARTS: Parts = {
    "[Content_Types].xml": content_types(f"{XLSX}.main+xml", "xl/workbook.xml"),
    "_rels/.rels": b"<Relationships/>",
    "xl/workbook.xml": b"<workbook><sheets/></workbook>",
}
PPTX_PARTS: Parts = {
    "[Content_Types].xml": content_types(f"{PPTX}.main+xml", "ppt/presentation.xml"),
    "_rels/.rels": b"<Relationships/>",
    "ppt/presentation.xml": b"<p:presentation/>",
}
ODT_PARTS: Parts = {
    "content.xml": b"<office:document-content/>",
    "META-INF/manifest.xml": b"<manifest:manifest/>",
}


def zipped(parts: Parts) -> bytes:
    """A zip file as a program writes it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx(extra: Parts | None = None) -> bytes:
    return zipped({**DOCX_PARTS, **(extra or {})})


def xlsx(extra: Parts | None = None) -> bytes:
    return zipped({**XLSX_PARTS, **(extra or {})})


def pptx(extra: Parts | None = None) -> bytes:
    return zipped({**PPTX_PARTS, **(extra or {})})


def odt(extra: Parts | None = None, mimetype: str = ODT, method: int = zipfile.ZIP_STORED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, method)
        for name, data in {**ODT_PARTS, **(extra or {})}.items():
            archive.writestr(name, data)
    return file.getvalue()


@dataclass(frozen=True)
class Part:
    """One member of an archive about which anything may be untrue; None means the truth.

    One with a `header` is only listed, and lies where that says. Flag 8 puts the sizes elsewhere.
    """

    name: str
    data: bytes = b"x"
    packed: bytes | None = None
    method: int = 8
    flags: int = 0x800
    mode: int = 0o100644
    size: int | None = None
    crc: int | None = None
    local_name: str | None = None
    local_size: int | None = None
    local_flags: int | None = None
    header: int | None = None
    packed_size: int | None = None

    @property
    def content(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return deflated(self.data) if self.method == 8 else self.data

    def facts(self, size: int | None) -> bytes:
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        real = len(self.data) if size is None else size
        packed = len(self.content) if self.packed_size is None else self.packed_size
        return struct.pack("<3L", crc, packed, real)


def truthful(parts: Parts) -> list[Part]:
    return [Part(name, data) for name, data in parts.items()]


def archived(
    parts: Sequence[Part],
    *,
    prefix: bytes = b"",
    gap: bytes = b"",
    end_gap: bytes = b"",
    comment: bytes = b"",
    count: int | None = None,
) -> bytes:
    """A zip file with these members, whatever they claim."""
    body, listed = bytearray(prefix), bytearray()
    for part in parts:
        header = len(body) if part.header is None else part.header
        if part.header is None:
            body += _local(part) + part.content + gap
        listed += _listed(part, header)
    begin, number = len(body), len(parts) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(listed), begin, len(comment))
    return bytes(body) + bytes(listed) + end_gap + end + comment


def hostile(*parts: Part, **options: object) -> bytes:
    """A docx with more in it."""
    return archived([*truthful(DOCX_PARTS), *parts], **options)  # type: ignore[arg-type]


def _local(part: Part) -> bytes:
    name = (part.name if part.local_name is None else part.local_name).encode()
    facts = part.facts(part.size if part.local_size is None else part.local_size)
    flags = part.flags if part.local_flags is None else part.local_flags
    facts = bytes(12) if flags & 8 else facts
    start = struct.pack("<4s5H", b"PK\3\4", 20, flags, part.method, 0, 33)
    return start + facts + struct.pack("<2H", len(name), 0) + name


def _listed(part: Part, header: int) -> bytes:
    name = part.name.encode()
    start = struct.pack("<4s6H", b"PK\1\2", 0x314, 20, part.flags, part.method, 0, 33)
    rest = struct.pack("<5H2L", len(name), 0, 0, 0, 0, part.mode << 16, header)
    return start + part.facts(part.size) + rest + name


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def endless_zeros(wbits: int = zlib.MAX_WBITS) -> bytes:
    """Four thousand million zeros, packed; the end is missing, as nobody should get there."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    begin = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return begin + block * 4_000


# PDF: objects are numbered from 1; the first is the catalog, the second its pages.

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%b>>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects with a true table of where they are."""
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return bytes(data) + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(data))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def shown(text: bytes) -> bytes:
    """What a page contains that shows a line of text."""
    return b"BT /F 12 Tf 50 700 Td (%b) Tj ET" % text


def pages(
    contents: Sequence[bytes], *, catalog: bytes = b"", font: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A PDF of pages with these streams; `font` is object 3, a page and its stream follow."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
        b"/Resources<</Font<</F 3 0 R>>>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(contents)),
        FONT % font,
    ]
    for number, content in zip(numbers, contents, strict=True):
        objects += [page % (number + 1), content]
    return pdf(objects, trailer)


def text_pdf(*lines: bytes, trailer: bytes = b"", catalog: bytes = b"") -> bytes:
    """A PDF with a line on each of its pages."""
    return pages([stream(shown(each)) for each in lines], catalog=catalog, trailer=trailer)
