"""Writes content bundles for tests."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.api.media import samples

Row = Mapping[str, Any]

SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}
CATEGORY = {"key": "tin", "name": "Tin tức"}


def article(key: str = "cau", **members: Any) -> dict[str, Any]:
    """A line of an article; None leaves a member out."""
    line = {"key": key, "title": f"Khánh thành cầu {key}", "published_at": AT, **members}
    return {name: value for name, value in line.items() if value is not None}


AT = "2026-07-11T08:30:00+07:00"


def write_bundle(
    folder: Path,
    articles: Iterable[Row | str | bytes] = (),
    *,
    site: Row | str | None = SITE,
    categories: Iterable[Row | str | bytes] = (CATEGORY,),
) -> Path:
    """A bundle of these lines; a text or bytes stand there as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    if site is not None:
        (folder / "site.json").write_bytes(_line(site))
    for name, lines in (("categories", categories), ("articles", articles)):
        packed = [_line(each) for each in lines]
        if packed:
            (folder / f"{name}.jsonl").write_bytes(b"\n".join(packed) + b"\n")
    return folder


def write_photo(folder: Path, name: str, width: int = 97) -> None:
    (folder / "media").mkdir(parents=True, exist_ok=True)
    photo = samples.encoded(samples.picture(width), "JPEG")
    (folder / "media" / name).write_bytes(photo)


def zipped(folder: Path, target: Path, *, below: str = "") -> Path:
    """The same bundle as a zip, its files below a folder when asked."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, Path(below) / path.relative_to(folder))
    return target


def _line(value: Row | str | bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode()
