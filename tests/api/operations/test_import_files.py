"""Files as phones, offices and old portals have them: taken, and what is not right is told."""

from pathlib import Path

from tests.api.media.documents import CORE, docx
from tests.api.media.heic_samples import heic
from tests.api.media.samples import encoded, picture
from tests.api.operations.bundles import article, write_bundle
from tests.api.operations.conftest import Import
from tests.api.operations.outcomes import live, summary

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


def test_photos_are_taken_as_browsers_take_them(congxa_import: Import, tmp_path: Path) -> None:
    photo = encoded(picture(300, 200), "JPEG")
    files = {
        "thieu-hai-byte-cuoi.jpg": kept("thieu-hai-byte-cuoi.jpg"),
        "toan-canh-16382.jpg": kept("toan-canh-16382.jpg"),
        "IMG_0001.HEIC": heic(7_168, 6_144),
        "cut.jpg": photo[: -len(photo) // 20],
        "cut2.jpg": photo[: -len(photo) // 18],
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
            "2 photos are cut off, their ends are missing: “media/cut.jpg (the last 12 %)”,"
            " “media/cut2.jpg (the last 12 %)”",
        )
    ]
    assert "1 photo kept at half its size, 2 photos are cut off" in summary(done)
    found = live("a")
    assert found["cover"]["width"] == 16_382
    assert {(each["width"], each["height"]) for each in found["images"]} >= {(3_584, 3_072)}


def test_what_is_odd_about_a_file_is_told_at_its_line(
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
