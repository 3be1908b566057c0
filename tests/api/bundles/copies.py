"""Installations one after the other in one process, and all that each shows to the public."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from api.bundles.cli import export, import_
from api.db.databases import execute, views_db
from api.publishing import due
from api.publishing.live.models import OldUrl, Slug
from api.publishing.models import Document, Due
from api.settings import load
from tests import applications
from tests.api.bundles.dumps import files
from tests.conftest import SECRET_KEY, _release

Request = Callable[[str], Any]
COLLECTIONS = {"article": "articles", "notice": "notices", "page": "pages"}
LISTS = (
    "/v1",
    "/v1/sites",
    "/v1/sites/yen-hoa",
    "/v1/home",
    "/v1/articles?limit=100&total=true",
    "/v1/articles?category=tin",
    "/v1/categories",
    "/v1/tags",
    "/v1/pages",
    "/v1/notices",
    "/v1/notices?active=any",
    "/v1/banners",
    "/v1/officials",
    "/v1/calendar/entries?from=2026-07-01&to=2026-07-31",
    "/v1/calendar/weeks/2026-W29",
    "/v1/calendar/weeks/2026-W30",
)


@contextmanager
def installation(folder: Path, kind: str, fixture: Request) -> Iterator[FlaskClient]:
    """A whole application on a fresh database of a kind, and a reader of it."""
    folder.mkdir()
    url = f"sqlite:///{folder}/congxa.db"
    if kind == "sqlite":
        shutil.copytree(fixture("sqlite_template"), folder, dirs_exist_ok=True)
    else:
        url = fixture("postgres").create(template=fixture("postgres_template"))
    settings = {
        "CONGXA_DATABASE_URL": url,
        "CONGXA_MEDIA_DIR": str(folder / "media"),
        "CONGXA_STATE_DIR": str(folder / "state"),
        "CONGXA_BASE_URL": "http://portal.test",
        "CONGXA_SECRET_KEY": SECRET_KEY,
    }
    try:
        yield applications.opened(load(settings)).test_client()
    finally:
        _release()
        if kind == "postgresql":
            fixture("postgres").drop(url)


def brought_in(path: Path, *options: str) -> Result:
    """Run `congxa import`."""
    return CliRunner().invoke(import_, [str(path), *options], catch_exceptions=False)


def taken_out(path: Path, *options: str) -> Result:
    """Run `congxa export`."""
    return CliRunner().invoke(export, [str(path), *options], catch_exceptions=False)


def shown(reader: FlaskClient) -> dict[str, Any]:
    """All that the public can see, now or later: every answer, the files, the counts."""
    answers = {address: _answer(reader, address) for address in addresses()}
    public = {name: digest for name, digest in files().items() if name.startswith("public/")}
    saved = {name: _saved_as(reader, f"/media/{Path(name).name}") for name in public}
    sql = 'SELECT "item", "views" FROM "view_count"'
    views = {UUID(str(item)): count for item, count in execute(sql, on=views_db).fetchall()}
    return {"answers": answers, "files": public, "saved": saved, "views": views, "due": _due()}


def addresses() -> Iterator[str]:
    """Every list, and every address that any document has or had, public or not."""
    yield from LISTS
    for document in Document.select().where(Document.type.in_([*COLLECTIONS])):
        item = f"/v1/{COLLECTIONS[document.type]}/{document.id}"
        yield from (item, f"{item}?body=text", f"{item}?body=blocks")
        if document.type == "article":
            yield f"{item}/related"
    for slug in Slug.select().where(Slug.type.in_([*COLLECTIONS])):
        yield f"/v1/sites/yen-hoa/{COLLECTIONS[slug.type]}/{slug.slug}"
    yield from (each.url for each in OldUrl.select())


def written(folder: Path) -> dict[str, bytes]:
    """Every file of a bundle."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _due() -> list[tuple[UUID, str, datetime]]:
    """What will happen by itself to what a bundle carries: of the trash it knows nothing."""
    left = Due.select().where(Due.action != due.PURGE)
    return sorted((each.document, each.action, each.at) for each in left)


def _answer(reader: FlaskClient, address: str) -> tuple[int, str | None, bytes]:
    answer = reader.get(address, buffered=True)
    return answer.status_code, answer.headers.get("Location"), answer.data


def _saved_as(reader: FlaskClient, address: str) -> tuple[int, str | None]:
    answer = reader.get(address, buffered=True)
    return answer.status_code, answer.headers.get("Content-Disposition")
