"""Imports a bundle into a fresh database and measures what every list, filter and item costs."""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

ROUNDS = 15


def main() -> None:
    """Read the command line, import, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        client = client_of(Path(folder), asked.postgres)
        import_bundle(asked.bundle)
        print(f"{'address':<72}{'statements':>10}{'ms':>8}{'bytes':>9}")
        for path in _addresses(client):
            _measure(client, path)


def client_of(folder: Path, postgres: str | None) -> FlaskClient:
    from api import create_app
    from api.db import migrate
    from api.settings import load

    settings = load(
        {
            "CONGXA_DATABASE_URL": postgres or f"sqlite:///{folder}/congxa.db",
            "CONGXA_MEDIA_DIR": f"{folder}/media",
            "CONGXA_STATE_DIR": str(folder),
            "CONGXA_LOG_LEVEL": "error",
            "CONGXA_RATE_LIMITS": "0",
        }
    )
    os.umask(0o077)
    from api import preparation

    preparation.prepare(settings)
    migrate.migrate()
    return create_app(settings).test_client()


def import_bundle(bundle: Path) -> None:
    from click.testing import CliRunner

    from api.bundles.cli import import_

    start = time.perf_counter()
    result = CliRunner().invoke(import_, [str(bundle)], catch_exceptions=False)
    seconds = time.perf_counter() - start
    lines = sum(1 for path in bundle.glob("*.jsonl") for _ in path.open("rb"))
    print(f"{result.stdout.strip()} {lines / seconds:,.0f} lines a second")


def _addresses(client: FlaskClient) -> Iterator[str]:
    document = client.get("/v1/openapi.json").get_json()
    simple = [path for path in document["paths"] if path.startswith("/v1/") and "{" not in path]
    yield from simple
    yield from _articles(client)
    if "/v1/notices" in document["paths"]:
        yield from (f"/v1/notices?{query}" for query in _NOTICES)


def _articles(client: FlaskClient) -> Iterator[str]:
    deep = client.get("/v1/articles?limit=100").get_json()
    for _ in range(20):
        deep = client.get(deep["next"]).get_json() if deep["next"] else deep
    one = deep["items"][0]
    yield f"/v1/articles/{one['id']}"
    yield f"/v1/articles/{one['id']}?body=blocks"
    yield f"/v1/articles/{one['id']}/related"
    yield f"/v1/sites/{one['site']['slug']}/articles/{one['slug']}"
    if deep["next"]:
        yield deep["next"]
    yield from (f"/v1/articles?{query}" for query in _ARTICLES)


_ARTICLES = (
    "site=do-luong&limit=20",
    "category=chuyen-muc-3",
    "tag=ruong",
    "author=T%C3%A1c%20gi%E1%BA%A3%203",
    "featured=true",
    "sort=title",
    "sort=published_at",
    "updated_after=2026-10-01T00:00:00Z",
    "published_after=2024-01-01T00:00:00Z&published_before=2024-02-01T00:00:00Z",
    "category=chuyen-muc-3&tag=ruong&sort=title",
    "total=true",
)
_NOTICES = (
    "active=any",
    "urgency=important",
    "kind=M%E1%BB%9Di%20h%E1%BB%8Dp",
    "number=15/TB-UBND",
)


def _measure(client: FlaskClient, path: str) -> None:
    from api.db.databases import db

    with uncached(client), _counting(db) as statements:
        response = client.get(path)
        count = len(statements)
        times = [_seconds(client, path) for _ in range(ROUNDS)]
    milliseconds = statistics.median(times) * 1000
    shown = path if len(path) < 70 else path[:67] + "..."
    size = len(response.data)
    print(f"{shown:<72}{count:>10}{milliseconds:>8.2f}{size:>9}  {response.status_code}")


def _seconds(client: FlaskClient, path: str) -> float:
    start = time.perf_counter()
    client.get(path)
    return time.perf_counter() - start


@contextmanager
def uncached(client: FlaskClient) -> Iterator[None]:
    """Ask Flask itself, behind the cache of responses."""
    cache: Any = client.application.extensions["cache"]
    client.application.wsgi_app = cache.app  # type: ignore[method-assign]
    yield
    client.application.wsgi_app = cache  # type: ignore[method-assign]


@contextmanager
def _counting(database: Any) -> Iterator[list[str]]:
    """Every statement that is executed, on the content database."""
    seen: list[str] = []
    target = database.obj
    execute = target.execute_sql

    def counted(sql: str, params: Any = None) -> Any:
        seen.append(sql)
        return execute(sql, params)

    target.execute_sql = counted
    yield seen
    target.execute_sql = execute


if __name__ == "__main__":
    main()
