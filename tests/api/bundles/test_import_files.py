"""Files as phones, offices and old portals have them: taken, and what is not right is told."""

import unicodedata
from io import BytesIO
from pathlib import Path

from flask.testing import FlaskClient
from PIL import ImageOps

from api.media.models import Attachment
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import live, summary
from tests.api.media.documents import CORE, docx, text_pdf, zipped
from tests.api.media.heic_samples import heic
from tests.api.media.old_samples import CSV, DOC, PPT, RTF, XLS, ZIP, ole
from tests.api.media.samples import encoded, picture

FILES = Path(__file__).parent / "files"


def bundle(folder: Path, files: dict[str, bytes], *articles: dict[str, object]) -> Path:
    """A bundle of these articles and files."""
    (folder / "media").mkdir(parents=True)
    for name, data in files.items():
        (folder / "media" / name).write_bytes(data)
    return write_bundle(folder, articles)


def kept(name: str) -> bytes:
    """A file that real programs wrote."""
    return (FILES / name).read_bytes()


def moving(kind: str) -> bytes:
    """Three pictures, one after the other."""
    out = BytesIO()
    first = picture(40, 30)
    rest = [first.rotate(180), ImageOps.invert(first)]
    first.save(out, kind, save_all=True, append_images=rest)
    return out.getvalue()


def test_t79_photos_are_taken_as_browsers_take_them(congxa_import: Import, tmp_path: Path) -> None:
    photo = encoded(picture(300, 200), "JPEG")
    files = {
        "thieu-hai-byte-cuoi.jpg": kept("thieu-hai-byte-cuoi.jpg"),
        "toan-canh-16382.jpg": kept("toan-canh-16382.jpg"),
        "IMG_0001.HEIC": heic(7_168, 6_144),
        "cut.jpg": photo[: -len(photo) // 20],
        "cut2.jpg": photo[: -len(photo) // 18],
        "still.gif": encoded(picture(30), "GIF"),
        **{f"chay.{kind}": moving(kind) for kind in ("avif", "gif", "png", "webp")},
    }
    body = "".join(f'<img src="media/{name}" alt="Cầu">' for name in (*files, "cut.jpg"))
    cover = {"file": "media/toan-canh-16382.jpg", "alt": "Cánh đồng"}

    done = congxa_import(
        bundle(tmp_path / "b", files, article(slug="a", body_html=body, cover=cover))
    )

    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"warning: articles.jsonl:1: /body_html: {each}"
        for each in (
            "1 photo kept at half its size: “media/IMG_0001.HEIC (7168 × 6144 became 3584 × 3072)”",
            "4 moving pictures of which only the first picture is kept: “media/chay.avif”,"
            " “media/chay.gif”, “media/chay.png”, “media/chay.webp”",
            "2 photos are cut off, their ends are missing: “media/cut.jpg (the last 12 %)”,"
            " “media/cut2.jpg (the last 12 %)”",
        )
    ]
    assert "1 photo kept at half its size, 4 moving pictures" in summary(done)
    found = live("a")
    assert found["cover"]["width"] == 16_382
    assert {(each["width"], each["height"]) for each in found["images"]} >= {(3_584, 3_072)}


SPELT = {
    "ảnh cầu.jpg": [
        unicodedata.normalize("NFD", "media/ảnh cầu.jpg"),
        "media/%E1%BA%A3nh%20c%E1%BA%A7u.jpg",
        "/media/ảnh cầu.jpg",
        "media\\ảnh cầu.jpg",
        "Media/Ảnh cầu.JPG",
        "media/ảnh cầu.jpg?w=300&amp;h=200",
        "./media/ảnh%20cầu.jpg#a",
    ],
    unicodedata.normalize("NFD", "sông Ngàn.jpg"): [
        "media/sông Ngàn.jpg",
        "media/s%C3%B4ng Ngàn.jpg",
    ],
    "100%25 #1?.jpg": ["media/100%25 #1?.jpg", "media/100%2525%20%231%3F.jpg"],
}


def test_files_are_found_however_their_names_are_spelt(
    congxa_import: Import, tmp_path: Path
) -> None:
    files = {name: encoded(picture(40 + n), "JPEG") for n, name in enumerate(SPELT)}
    files["ke hoach.pdf"] = text_pdf(b"mot")
    body = "".join(f'<img src="{each}" alt="x">' for some in SPELT.values() for each in some)
    links = "".join(
        f'<a href="{each}">y</a>' for each in ("/media/ke%20hoach.pdf", "media/ke hoach.pdf")
    )
    cover = {"file": SPELT["ảnh cầu.jpg"][0], "alt": "x"}
    line = article(slug="a", body_html=f"<p>{body}{links}</p>", cover=cover)

    done = congxa_import(bundle(tmp_path / "b", files, line))

    assert done.exit_code == 0, done.stderr
    found = live("a")
    widths = [each["width"] for each in found["images"]]
    assert widths == [40 + n for n, some in enumerate(SPELT.values()) for _ in some]
    assert [each["name"] for each in found["attachments"]] == ["ke hoach.pdf"]


def test_of_names_that_differ_in_capitals_only_the_very_one_is_meant(
    congxa_import: Import, tmp_path: Path
) -> None:
    files = {"A.jpg": encoded(picture(40), "JPEG"), "a.jpg": encoded(picture(41), "JPEG")}
    names = ("media/A.jpg", "media/a.jpg", "media/a.JPG")
    lines = [article(name, cover={"file": name, "alt": "x"}) for name in names]

    done = congxa_import(bundle(tmp_path / "b", files, *lines), "--keep-going")

    assert done.stderr.splitlines()[:-1] == [
        "articles.jsonl:3: /cover: there is no file “media/a.JPG” in the bundle"
    ]


NAMED = {
    "Quyết định số 12/QĐ-UBND ngày 01/7/2026": "Quyết định số 12-QĐ-UBND ngày 01-7-2026.pdf",
    "Thông báo 102/TB-UBND": "Thông báo 102-TB-UBND.pdf",
}


def test_a_name_with_a_number_is_kept_whole(congxa_import: Import, tmp_path: Path) -> None:
    files = {f"{n}.pdf": text_pdf(name.encode()) for n, name in enumerate(NAMED)}
    attached = [{"file": f"media/{n}.pdf", "name": name} for n, name in enumerate(NAMED)]

    congxa_import(bundle(tmp_path / "b", files, article(slug="a", attachments=attached)))

    assert [each["name"] for each in live("a")["attachments"]] == list(NAMED.values())
    assert [row.name for row in Attachment.select().order_by(Attachment.name)] == [*NAMED.values()]


def test_t79_what_is_odd_about_a_file_is_told_at_its_line(
    congxa_import: Import, tmp_path: Path
) -> None:
    names = [f"{kind}-{user}.pdf" for kind in ("aes256", "rc4") for user in ("user", "empty-user")]
    named = docx({"docProps/core.xml": CORE % "Nguyễn Văn A".encode()})
    files = {
        **{name: kept(name) for name in (*names, "cut-off.pdf", "dau.pdf")},
        "to-trinh.docx": named,
    }
    lines = [
        article(name, slug=name.split(".")[0], attachments=[{"file": f"media/{name}"}])
        for name in files
    ]

    done = congxa_import(bundle(tmp_path / "b", files, *lines))

    locked = "1 encrypted file that opens with a password only"
    open_ = "1 encrypted file, which opens without a password and may forbid copying"
    broken = "1 broken file that cannot be read here, nor perhaps by readers"
    author = "1 file that names its author in its metadata: “media/to-trinh.docx (creator)”"
    assert done.stderr.splitlines() == [
        f"warning: articles.jsonl:1: /attachments: {locked}: “media/aes256-user.pdf”",
        f"warning: articles.jsonl:2: /attachments: {open_}: “media/aes256-empty-user.pdf”",
        f"warning: articles.jsonl:3: /attachments: {locked}: “media/rc4-user.pdf”",
        f"warning: articles.jsonl:4: /attachments: {open_}: “media/rc4-empty-user.pdf”",
        f"warning: articles.jsonl:5: /attachments: {broken}: “media/cut-off.pdf”",
        f"warning: articles.jsonl:7: /attachments: {author}",
    ]
    assert [live(slug)["attachments"][0]["pages"] for slug in ("aes256-empty-user", "dau")] == [
        1,
        1,
    ]


OLD = {
    "to-trinh.DOC": DOC,
    "bieu.xls": XLS,
    "tap-huan.ppt": PPT,
    "a.rtf": RTF,
    "ds.csv": CSV,
    "ds.txt": CSV,
    "ho-so.zip": ZIP,
    "cu.rar": b"Rar!\x1a\x07\x00" + bytes(60),
    "to-trinh.doc": kept("to-trinh.doc"),
}


def test_t03_what_nobody_can_look_into_is_taken_told_and_only_saved(
    congxa_import: Import, client: FlaskClient, tmp_path: Path
) -> None:
    attached = [{"file": f"media/{name}"} for name in OLD]

    done = congxa_import(bundle(tmp_path / "b", OLD, article(slug="a", attachments=attached)))

    told = done.stderr.splitlines()
    assert told[0].startswith(
        "warning: articles.jsonl:1: /attachments: 9 files taken that cannot be looked into: “media/"
    )
    assert told[1].endswith("readers: “media/to-trinh.doc”")
    found = live("a")["attachments"]
    assert [each["name"].rpartition(".")[2] for each in found] == [
        *("doc", "xls", "ppt", "rtf", "csv"),
        # A text under two names is one file, saved as what was read first.
        *("csv", "zip", "rar", "doc"),
    ]
    for each in found:
        served = client.get(each["url"].removeprefix("http://portal.test"), buffered=True)
        assert served.headers["Content-Type"] == each["media_type"]
        assert "html" not in each["media_type"]
        assert served.headers["Content-Disposition"].startswith("attachment; ")
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_t51_why_a_file_is_not_taken_is_said_with_its_name(
    congxa_import: Import, tmp_path: Path
) -> None:
    program = b"MZ\x90" + bytes(99)
    files = {
        "tai-ve.pdf": kept("tai-ve.pdf"),
        "a.exe": program,
        "b.doc": program,
        "c.doc": XLS,
        "d.doc": ole("WordDocument", "Macros"),
        "e.zip": zipped({"a/cai.exe": b"x"}),
        "f.txt": RTF,
        "f.rtf": RTF,
    }
    lines = [article(name, attachments=[{"file": f"media/{name}"}]) for name in files]

    done = congxa_import(bundle(tmp_path / "b", files, *lines))

    *faults, _last = done.stderr.splitlines()
    said = [each.partition(": /attachments: ")[2] for each in faults]
    expected = [
        "“media/tai-ve.pdf”: The file is a web page, whatever its name says.",
        "“media/a.exe”: Files are accepted as PDF, docx, xlsx, pptx, odt, doc, xls, ppt, rtf, csv,",
        "“media/b.doc”: Files are accepted as PDF, docx, xlsx, pptx, odt, doc, xls, ppt, rtf, csv,",
        "“media/c.doc”: The file is of the kind xls, so its name must end in .xls.",
        "“media/d.doc”: The file holds macros or other things that run when it is opened.",
        "“media/e.zip”: The zip holds “a/cai.exe”, and may not hold programs, scripts, pages,",
        "“media/f.txt”: The file is of the kind rtf, so its name must end in .rtf.",
    ]
    assert [each[: len(start)] for each, start in zip(said, expected, strict=True)] == expected
