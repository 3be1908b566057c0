"""Makes a golden database by the program of the commit that ended with the first schema."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.golden import MADE_AGAIN, written

COMMIT = "a16490a19c865fd7147ec7ec527a52c82c8c3789"
_RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from api.cli import main; main()"
_WORDS = ("xã", "họp", "dân", "bàn", "việc", "làm", "đường", "nước", "sạch", "trường", "học", "chợ",
          "phiên", "lễ", "hội", "mùa", "vụ")  # fmt: skip
_DATED = {"published_at": "2026-07-03T08:00:00+07:00", "updated_at": "2026-07-03T08:00:00+07:00"}
_SITE = {"slug": "hoa-lac", "name": "Xã Hòa Lạc", "organisation": "Ủy ban nhân dân xã Hòa Lạc",
         "province": "Tỉnh Lam Giang", "languages": ["vi"], "timezone": "Asia/Ho_Chi_Minh",
         "two_person_rule": False}  # fmt: skip


def make(articles: int, file: Path) -> None:
    """Write a golden database with so many articles."""
    with tempfile.TemporaryDirectory(prefix="congxa-golden-") as scratch:
        folder = Path(scratch)
        _unpack(folder / "program")
        _bundle(folder / "bundle", articles)
        _run(folder, "import", str(folder / "bundle"))
        with gzip.GzipFile(file, "wb", mtime=0) as out:
            for is_views, name in ((False, "congxa.db"), (True, "congxa-views.db")):
                out.write(_told(folder / name, is_views=is_views).encode())


def _unpack(folder: Path) -> None:
    folder.mkdir()
    told = subprocess.run(["git", "archive", COMMIT, "api"], check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", folder], input=told.stdout, check=True)


def _run(folder: Path, *arguments: str) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "CONGXA_CONFIG": "/dev/null",
        "CONGXA_DATABASE_URL": f"sqlite:///{folder}/congxa.db",
        "CONGXA_MEDIA_DIR": str(folder / "media"),
        "CONGXA_STATE_DIR": str(folder / "state"),
    }
    command = [sys.executable, "-P", "-c", _RUN, folder / "program", *arguments]
    subprocess.run(command, env=environ, cwd=folder, check=True)


def _bundle(folder: Path, articles: int) -> None:
    folder.mkdir()
    (folder / "site.json").write_text(json.dumps({**_DATED, **_SITE}), "utf-8")
    _write(folder / "categories.jsonl", [{"key": "tin", "name": "Tin tức", "slug": "tin-tuc"}])
    _write(folder / "articles.jsonl", [_article(each) for each in range(articles)])
    notices = [{"key": f"tb-{each}", "title": f"Thông báo {each}", "number": f"{each}/TB-UBND",
                "body_html": "<p>Thứ Năm hằng tuần.</p>", "urgency": "normal"}
               for each in range(1, articles // 20 + 1)]  # fmt: skip
    _write(folder / "notices.jsonl", notices)


def _article(number: int) -> dict[str, object]:
    words = [_WORDS[(number * 7 + each * each) % len(_WORDS)] for each in range(60)]
    return {
        "key": f"bai-{number}",
        "title": f"Tin số {number}: {' '.join(words[:6])}",
        "slug": f"tin-so-{number}",
        "lead": " ".join(words[6:20]),
        "body_html": f"<p>{' '.join(words[20:])}</p>",
        "category": "tin",
        "tags": [words[0]],
        "views": number,
    }


def _write(file: Path, lines: list[dict[str, object]]) -> None:
    text = "".join(f"{json.dumps({**_DATED, **line}, ensure_ascii=False)}\n" for line in lines)
    file.write_text(text, "utf-8")


def _told(file: Path, *, is_views: bool) -> str:
    database = sqlite3.connect(file)
    database.row_factory = sqlite3.Row
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in found if not name.startswith((*MADE_AGAIN, "sqlite_"))]
    lines = []
    for name in names:
        for row in database.execute(f'SELECT * FROM "{name}"'):
            values = {column: written(row[column]) for column in row.keys()}  # noqa: SIM118
            lines.append(json.dumps([is_views, name, values], ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
