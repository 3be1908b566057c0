"""`congxa export` writes a whole bundle or nothing, and only where there is nothing yet."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.bundles.cli import export
from api.bundles.exporting import Exporter
from api.db.batches import MOST_AT_ONCE
from api.media import queries as media
from api.media.models import Media
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.media import samples
from tests.factories import make, make_article, make_site

Export = Callable[..., Result]


@pytest.fixture
def congxa_export(database: str) -> Export:
    """Runs `congxa export` on the connected database."""

    def run(path: Path, *options: str) -> Result:
        return CliRunner().invoke(export, [str(path), *options], catch_exceptions=False)

    return run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder to export into."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def is_refused(done: Result, why: str) -> bool:
    return done.exit_code == 1 and why in done.stderr and "nothing was changed" in done.stderr


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_it_writes_one_site(congxa_export: Export, place: Path) -> None:
    for slug in ("yen-hoa", "dong-thanh"):
        make_article(make_site(slug), f"Tin của {slug}")

    done = congxa_export(place / "b", "--site", "dong-thanh")

    assert done.stdout == "Exported: 2 lines.\n"
    assert [each["title"] for each in lines(place / "b" / "articles.jsonl")] == [
        "Tin của dong-thanh"
    ]
    assert lines(place / "b" / "site.json")[0]["slug"] == "dong-thanh"


def test_with_several_sites_it_must_be_told_which(congxa_export: Export, place: Path) -> None:
    make_site("yen-hoa")
    make_site("dong-thanh")

    assert is_refused(congxa_export(place / "b"), "--site")
    assert is_refused(congxa_export(place / "b", "--site", "khac"), "no site “khac”")
    assert list(place.iterdir()) == []


def test_with_one_site_it_need_not_be_told(congxa_export: Export, place: Path) -> None:
    make_site("yen-hoa")

    assert congxa_export(place / "b").exit_code == 0


@pytest.mark.parametrize("name", ["b", "b.zip"])
@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_it_overwrites_nothing(congxa_export: Export, place: Path, name: str, kind: str) -> None:
    make_site()
    path = place / name
    if kind == "folder":
        path.mkdir()
    elif kind == "file":
        path.write_text("của tôi", encoding="utf-8")
    else:
        path.symlink_to(place / "nowhere")

    assert is_refused(congxa_export(path), "is there already")
    assert [each.name for each in place.iterdir()] == [name]


def test_there_must_be_a_folder_to_put_it_into(congxa_export: Export, place: Path) -> None:
    make_site()

    assert is_refused(congxa_export(place / "khong" / "b"), "no folder")


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_one_that_fails_leaves_nothing(
    congxa_export: Export, place: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(make_site())
    really = Exporter._lines

    def fail(self: Exporter, *args: object) -> object:
        yield from really(self, *args)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Exporter, "_lines", fail)

    with pytest.raises(OSError, match="No space"):
        congxa_export(place / name)

    assert list(place.iterdir()) == []


# What `congxa export` does, killed at a moment.
DYING = """
import os, signal, sys, zipfile
from pathlib import Path
from api.bundles.files import archives

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

with archives.made(Path(sys.argv[1])) as folder:
    (folder / "site.json").write_text("{}")
    if sys.argv[2] == "writing":
        die()
    (folder / "articles.jsonl").write_text("{}")
    zipfile.ZipFile.close = os.rename = die
"""


@pytest.mark.parametrize("moment", ["writing", "packing"])
@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_one_that_is_killed_half_way_never_stands_at_its_path(
    congxa_export: Export, place: Path, name: str, moment: str
) -> None:
    make_site()

    command = [sys.executable, "-c", DYING, str(place / name), moment]
    ended = subprocess.run(command, capture_output=True, check=False)

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert not os.path.lexists(place / name)
    assert [each.name for each in place.iterdir() if not each.name.startswith(".")] == []
    assert congxa_export(place / name).exit_code == 0


def test_its_lines_are_in_the_order_of_their_ids(
    congxa_import: Import, congxa_export: Export, place: Path, tmp_path: Path
) -> None:
    # More than fit into one statement, the newest first; then the first ones are written anew.
    ids = [f"0197f6a0-0000-7000-8000-{number:012x}" for number in range(MOST_AT_ONCE + 60)]
    officials = [{"key": each[-9:], "name": "Lê Văn Phúc", "id": each} for each in ids]
    folder = write_bundle(tmp_path / "bundle", categories=())
    for told in (officials[::-1], [{**each, "position": "Công chức"} for each in officials[:9]]):
        (folder / "officials.jsonl").write_text("\n".join(map(json.dumps, told)))
        assert congxa_import(folder).exit_code == 0

    congxa_export(place / "b")

    assert [each["id"] for each in lines(place / "b" / "officials.jsonl")] == ids


def test_a_lost_file_is_told_of(
    congxa_import: Import, congxa_export: Export, place: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a.png").write_bytes(samples.encoded(samples.picture(), "PNG"))
    line = article(cover={"file": "media/a.png", "alt": "Cầu"})
    congxa_import(write_bundle(folder, [line]))
    key = Media.get().key
    kept = media.store().private_path(key)
    assert kept is not None
    kept.unlink()

    assert is_refused(congxa_export(place / "b"), key)
    assert list(place.iterdir()) == []


def test_it_can_be_imported_where_it_came_from(
    congxa_import: Import, congxa_export: Export, place: Path
) -> None:
    make("official", make_site(), name="Lê Văn Phúc")
    congxa_export(place / "b")

    again = congxa_import(place / "b", "--overwrite")

    assert again.exit_code == 0, again.stderr


def test_an_import_for_a_site_refuses_the_bundle_of_another(
    congxa_import: Import, congxa_export: Export, place: Path
) -> None:
    make_site("yen-hoa")
    make_site("dong-thanh")
    congxa_export(place / "b", "--site", "yen-hoa")

    done = congxa_import(place / "b", "--site", "dong-thanh")

    assert is_refused(done, "site.json:1: /slug: “yen-hoa” is not the site “dong-thanh”")
