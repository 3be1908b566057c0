"""Files as phones, offices and old portals have them: taken, and what is not right is told."""

from pathlib import Path

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
