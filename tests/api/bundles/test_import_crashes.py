"""An import that is killed, at whatever moment, is finished by running it again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api import preparation
from api.db import databases
from api.media import showing as media
from api.runtime import runtime
from api.settings import load
from tests import postgres as postgres_server
from tests.api.bundles import crashing
from tests.api.bundles.bundles import AT, article, write_bundle
from tests.api.bundles.dumps import files
from tests.api.media import samples

ROOT = Path(__file__).parents[3]
LATER = datetime.now(UTC) + timedelta(hours=1)
# Each leaves a little more behind, so that the next one dies further on.
MOMENTS = [
    "decoded:1",
    "file-written:1",
    "file-written:5",
    "before-media-row:1",
    "before-commit:1",
    "linked:1",
    "before-views:2",
    "committed:1",
    "before-commit:1",
    "linked:1",
    "before-views:2",
    "before-commit:2",
    "before-rendering:1",
]
# Some of these kill the process that others work for, some one of those.
MOMENTS_OF_MANY = [
    "told:4",
    "told:9",
    "before-commit:2",
    "before-commit:3",
    "committed:1",
    "before-views:2",
    "told:12",
    "interrupted:10",
    "before-commit:1",
    "before-rendering:1",
]
# All but when something was made, and numbers that only tell the order of making.
STATE = {
    "article": 'SELECT * FROM "article" ORDER BY "id"',
    "article_term": 'SELECT * FROM "article_term" ORDER BY 1, 2, 3',
    "category": 'SELECT * FROM "category" ORDER BY "id"',
    "site": 'SELECT * FROM "site" ORDER BY "id"',
    "media": 'SELECT "id", "key", "placeholder", "renditions" FROM "media" ORDER BY "id"',
    "media_file": 'SELECT * FROM "media_file" ORDER BY 1, 2',
    "media_use": 'SELECT * FROM "media_use" ORDER BY 1, 2',
    "slug": 'SELECT "site", "type", "slug", "document" FROM "slug" ORDER BY 1, 2, 3',
    "document": 'SELECT "id", "version", "public", "public_version" FROM "document" ORDER BY "id"',
    "imported_line": 'SELECT "key", "digest", "state", "version" FROM "imported_line" ORDER BY 1',
    "change": 'SELECT "seq", "op", "type", "document", "version" FROM "change" ORDER BY "seq"',
    "audit_event": 'SELECT "action", COUNT(*) FROM "audit_event" GROUP BY 1 ORDER BY 1',
}
VIEWS = 'SELECT * FROM "view_count" ORDER BY "item"'


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of several batches, with photos, a withdrawn article and views."""
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "media").mkdir()
    for number in range(2):
        photo = samples.encoded(samples.picture(40 + number), "JPEG")
        (folder / "media" / f"{number}.jpg").write_bytes(photo)
    lines = [
        article(
            f"{n:02}",
            id=f"01980000-0000-7000-8000-{n:012}",
            views=n,
            version=3,
            category="tin",
            cover={"file": f"media/{n % 2}.jpg", "alt": "Cầu"} if n % 3 else None,
            **({"state": "withdrawn", "reason": "error", "withdrawn_at": AT} if n == 7 else {}),
        )
        for n in range(1, 24)
    ]
    ids = {
        "site": "01980000-0000-7000-8000-000000000100",
        "tin": "01980000-0000-7000-8000-000000000101",
    }
    site = {"slug": "yen-hoa", "name": "Xã Yên Hòa", "id": ids["site"], "published_at": AT}
    category = {"key": "tin", "name": "Tin tức", "id": ids["tin"], "published_at": AT}
    return write_bundle(folder, lines, site=site, categories=[category])


@pytest.fixture(params=["sqlite", "postgresql"])
def environs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[dict[str, str]]]:
    """Settings of two empty installations on databases of the same kind."""
    homes = [tmp_path / "killed", tmp_path / "whole"]
    for home in homes:
        home.mkdir()
    urls = [f"sqlite:///{home}/congxa.db" for home in homes]
    if request.param == "postgresql":
        server: postgres_server.Server = request.getfixturevalue("postgres")
        urls = [server.create() for _ in homes]
    yield [
        {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "CONGXA_DATABASE_URL": url,
            "CONGXA_STATE_DIR": str(home / "state"),
            "CONGXA_MEDIA_DIR": str(home / "media"),
            "CONGXA_BASE_URL": "http://portal.test",
        }
        for home, url in zip(homes, urls, strict=True)
    ]
    runtime.current().close()
    runtime.begin()


def run(environ: dict[str, str], bundle: Path, *moments: str, few: int = 100) -> list[str]:
    """What became of each of these imports."""
    command = [sys.executable, crashing.__file__, str(bundle), str(few), *moments]
    done = subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, start_new_session=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def state(environ: dict[str, str]) -> dict[str, Any]:
    """What the installation shows and keeps."""
    databases.close()
    preparation.prepare(load({k: v for k, v in environ.items() if k.startswith("CONGXA_")}))
    found = {name: databases.execute(sql).fetchall() for name, sql in STATE.items()}
    return {**found, "view_count": databases.execute(VIEWS, on=databases.views_db).fetchall()}


def kept_files() -> dict[str, str]:
    return {name: each for name, each in files().items() if name != ".lock"}


def test_an_import_killed_again_and_again_ends_complete(
    environs: list[dict[str, str]], bundle: Path
) -> None:
    killed, whole = environs
    assert run(whole, bundle, "none") == ["none 0"]
    expected, expected_files = state(whole), kept_files()

    told = run(killed, bundle, *MOMENTS, "none", "none")

    assert told == [*(f"{moment} killed" for moment in MOMENTS), "none 0", "none 0"]
    assert state(killed) == expected
    assert (len(expected["imported_line"]), len(expected["view_count"])) == (25, 23)
    for second in range(media.FOLDERS):
        media.sweep(LATER + timedelta(seconds=second))
    assert kept_files() == expected_files


def test_an_import_by_many_processes_survives_the_death_of_each(
    environs: list[dict[str, str]], bundle: Path
) -> None:
    killed, whole = environs
    assert run(whole, bundle, "none") == ["none 0"]
    expected, expected_files = state(whole), kept_files()

    told = run(killed, bundle, *MOMENTS_OF_MANY, "none", "none", few=1)

    ends = [each.split()[1] for each in told]
    assert set(ends[:-2]) == {"killed", "1"}
    assert ends[-2:] == ["0", "0"]
    assert state(killed) == expected
    for second in range(media.FOLDERS):
        media.sweep(LATER + timedelta(seconds=second))
    assert kept_files() == expected_files
