"""The loop on the page for aggregators does what the page says: it is pasted from there and run."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from api.publishing.live.digest import term
from api.runtime.canonical import hash_of
from tests import serving

PAGE = Path(__file__).parents[3] / "docs" / "integrate" / "aggregator.md"
SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}
KEPT, GONE = ({"key": key, "title": f"Bài {key}"} for key in ("giữ", "gỡ"))


def write(folder: Path, *articles: dict[str, Any]) -> Path:
    """A bundle of a site and these articles."""
    folder.mkdir(exist_ok=True)
    (folder / "site.json").write_text(json.dumps(SITE), "utf-8")
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    return folder


def follow(folder: Path, url: str) -> set[str]:
    """Run the loop once; the titles that its copy holds then."""
    (source,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (folder / "follow.py").write_text(source, "utf-8")
    command = [sys.executable, "follow.py", url, "copy.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    held = copy_of(folder).values()
    return {each["object"]["title"] for each in held if "title" in each["object"]}


def copy_of(folder: Path) -> dict[str, Any]:
    """What the loop holds, by name."""
    held: dict[str, Any] = json.loads((folder / "copy.json").read_text("utf-8"))["objects"]
    return held


def test_the_loop_keeps_an_identical_copy(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    serving.congxa(environ, "import", str(write(tmp_path / "b", KEPT, GONE)))
    withdrawn = {**GONE, "state": "withdrawn", "reason": "personal_data"}

    with serving.serving(environ) as server:
        first = follow(tmp_path, server.url)
        bundle = write(tmp_path / "b", {**KEPT, "title": "Bài sửa"}, withdrawn)
        serving.congxa(environ, "import", str(bundle))
        second = follow(tmp_path, server.url)

    assert (first, second) == ({"Bài giữ", "Bài gỡ"}, {"Bài sửa"})


def test_the_vector_on_the_page_is_right() -> None:
    text = PAGE.read_text("utf-8")
    pattern = (
        r"the object `(\{.*?\})` has the hash\s+`([0-9a-f]{32})`, and as the only one,"
        r" `article/([0-9a-f-]{36})` of `seq` (\d+), it makes\s+`(\{.*?\})`"
    )
    (value, told, identity, seq, digest) = re.search(pattern, text).groups()  # type: ignore[union-attr]

    found = term("article", UUID(identity), int(seq), told)

    assert hash_of(json.loads(value)) == told
    assert json.loads(digest) == {"count": 1, "hash": f"{found:032x}"}
