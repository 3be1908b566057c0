"""A portal whose data were put back, and every program that follows it by its change feed."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import serving
from tests.postgres import Server

PAGES = Path(__file__).parents[3] / "docs" / "integrate"
SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}
WITHDRAWN, RIGHT = "Lời đã rút lại", "Lời đúng"


def say(environ: dict[str, str], title: str) -> None:
    """Publish the one article under this title."""
    bundle = Path(environ["HOME"]) / "bundle"
    bundle.mkdir(exist_ok=True)
    (bundle / "site.json").write_text(json.dumps(SITE), "utf-8")
    line = json.dumps({"key": "1", "title": title})
    (bundle / "articles.jsonl").write_text(line, "utf-8")
    serving.quick(environ, "import", str(bundle))


def mirror(folder: Path, url: str) -> str:
    """`congxa mirror`; all that its copy holds."""
    for _ in range(2):  # It exits with 1 when it had to mend the copy.
        done = serving.quick({"PATH": ""}, "mirror", url, str(folder / "copy"), check=False)
    assert done.stdout.startswith("Identical: "), done.stderr
    return " ".join(path.read_text("utf-8") for path in (folder / "copy").glob("*/*.json"))


def loop(folder: Path, url: str) -> str:
    """The loop on the page for aggregators."""
    (source,) = re.findall(r"```python\n(.*?)```", (PAGES / "aggregator.md").read_text(), re.DOTALL)
    (folder / "follow.py").write_text(source, "utf-8")
    command = [sys.executable, str(folder / "follow.py"), url, str(folder / "copy.txt")]
    subprocess.run(command, check=True)
    return (folder / "copy.txt").read_text("utf-8")


def app(folder: Path, url: str) -> str:
    """The program on the page for apps."""
    sources = re.findall(r"```js\n(.*?)```", (PAGES / "mobile.md").read_text("utf-8"), re.DOTALL)
    for name, source in zip(("app.mjs", "blake2b.mjs"), sources, strict=False):
        (folder / name).write_text(source, "utf-8")
    subprocess.run(["node", folder / "app.mjs", url, folder / "state.txt"], check=True)
    return (folder / "state.txt").read_text("utf-8")


@pytest.mark.parametrize("what", ["all of var", "the database alone"])
@pytest.mark.parametrize("follow", [mirror, loop, app])
def test_f35_data_that_are_put_back_and_changed_otherwise_fool_no_mirror(
    tmp_path: Path, follow: Callable[[Path, str], str], what: str
) -> None:
    (tmp_path / "var").mkdir()
    environ = serving.environment(tmp_path / "var") | {"HOME": str(tmp_path)}
    environ["CONGXA_WORKERS"] = "1"
    say(environ, "Lời đầu")
    pattern = "*" if what == "all of var" else "congxa.db*"
    backup, var = tmp_path / "backup", tmp_path / "var"
    shutil.copytree(var, backup)
    say(environ, WITHDRAWN)
    with serving.serving(environ) as server:
        assert WITHDRAWN in follow(tmp_path, server.url)

    for path in var.glob(pattern):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in backup.glob(pattern):
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        copy(path, var / path.name)
    say(environ, RIGHT)

    with serving.serving(environ) as server:
        held = follow(tmp_path, server.url)
    assert RIGHT in held
    assert WITHDRAWN not in held


def test_f35_a_postgresql_that_is_restored_fools_no_mirror(
    tmp_path: Path, postgres: Server
) -> None:
    url = postgres.create()
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=url, CONGXA_WORKERS="1")
    say(environ, "Lời đầu")
    backup = postgres.create(template=url.rpartition("/")[2])
    say(environ, WITHDRAWN)
    with serving.serving(environ) as server:
        assert WITHDRAWN in mirror(tmp_path, server.url)

    postgres.drop(url)
    postgres.rename(backup, url)
    say(environ, RIGHT)

    with serving.serving(environ) as server:
        held = mirror(tmp_path, server.url)
    assert RIGHT in held
    assert WITHDRAWN not in held
