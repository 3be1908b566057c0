"""Writes a bundle of generated Vietnamese text: the content of the measurements, no images."""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SYLLABLES = [
    *("xã", "thôn", "đường", "ruộng", "nước", "lúa", "trường", "trạm", "họp", "dân", "cán", "bộ"),
    *("hồ", "sơ", "đất", "đai", "nhà", "mới", "làng", "chợ", "cầu", "mưa", "bão", "sông", "đồng"),
    *("vụ", "mùa", "thu", "hoạch", "học", "sinh", "giáo", "viên", "tiêm", "chủng", "sức", "khỏe"),
    *("người", "cao", "tuổi", "trẻ", "em", "thanh", "niên", "phụ", "nữ", "văn", "hóa", "lễ", "hội"),
    *("môi", "cây", "xanh", "điện", "sáng", "an", "ninh", "trật", "tự", "số", "trực", "tuyến"),
]
CATEGORIES = 12
YEARS = 3


def main() -> None:
    """Read the command line and write the bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--notices", type=int, default=0)
    asked = parser.parse_args()
    make(asked.folder, asked.articles, asked.notices)


def make(folder: Path, articles: int, notices: int = 0) -> None:
    """Write the bundle; the same one each time."""
    folder.mkdir(parents=True, exist_ok=True)
    random.seed(20_261_124)
    site = {"slug": "do-luong", "name": "Xã Đo Lường", "two_person_rule": True}
    (folder / "site.json").write_text(json.dumps(site, ensure_ascii=False))
    _write(folder / "categories.jsonl", _categories())
    _write(folder / "articles.jsonl", _articles(articles))
    if notices:
        _write(folder / "notices.jsonl", _notices(notices))


def _write(path: Path, lines: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _categories() -> Iterator[dict[str, object]]:
    for number in range(CATEGORIES):
        yield {"key": f"c{number}", "name": f"Chuyên mục {number + 1}", "order": number}


def _articles(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {
            "key": f"a{number}",
            "title": _words(20).capitalize(),
            "lead": _words(60).capitalize() + ".",
            "body_html": "".join(f"<p>{_words(80).capitalize()}.</p>" for _ in range(10)),
            "byline": f"Tác giả {number % 25}",
            "category": f"c{number % CATEGORIES}",
            "tags": random.sample(SYLLABLES, 3),
            "featured": number % 50 == 0,
            "views": number % 997,
            "published_at": _time(number, count),
        }


def _notices(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {
            "key": f"n{number}",
            "title": _words(15).capitalize(),
            "body_html": f"<p>{_words(80).capitalize()}.</p>",
            "number": f"{number + 1}/TB-UBND",
            "kind": ("Tuyển dụng", "Mời họp", "Cắt điện")[number % 3],
            "urgency": ("normal", "normal", "important")[number % 3],
            "pinned": number % 100 == 0,
            "published_at": _time(number, count),
            "expires_at": _time(number, count, later=timedelta(days=400)),
        }


def _words(count: int) -> str:
    return " ".join(random.choices(SYLLABLES, k=count))  # noqa: S311 - text, not secrets


def _time(number: int, count: int, later: timedelta = timedelta(0)) -> str:
    step = timedelta(days=365 * YEARS) / max(count, 1)
    return (datetime(2023, 11, 1, tzinfo=UTC) + step * number + later).isoformat()


if __name__ == "__main__":
    main()
