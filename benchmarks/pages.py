"""Fills each kind of page from a bundle: what one costs that no cache held."""

import argparse
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.reads import client_of, import_bundle

ROUNDS = 300


def main() -> None:
    """Read the command line, import, and print milliseconds of processor time by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        client = client_of(Path(folder), asked.postgres)
        import_bundle(asked.bundle)
        app = client.application
        costs = {kind: _cost(app, paths) for kind, paths in _paths(client).items() if paths}
        print(json.dumps(costs))


def _paths(client: FlaskClient) -> Mapping[str, Sequence[str]]:
    def slugs(folder: str, collection: str) -> list[str]:
        items = client.get(f"/v1/{collection}").get_json()["items"]
        return [f"/{folder}/{each['slug']}" for each in items[:10]]

    return {
        "home": ["/"],
        "article": slugs("bai-viet", "articles"),
        "notice": slugs("thong-bao", "notices"),
        "notices": ["/thong-bao"],
        "category": slugs("chuyen-muc", "categories"),
        "page": slugs("trang", "pages"),
        "calendar": ["/lich-lam-viec"],
        "contact": ["/lien-he"],
        "search": ["/tim-kiem?q=thong+bao"],
    }


def _cost(app: Flask, paths: Sequence[str]) -> float:
    """The cheapest fifth's last: a machine that others use only ever adds."""
    times = []
    for number in range(ROUNDS):
        with app.test_request_context(paths[number % len(paths)], headers={"Accept": "text/html"}):
            start = time.thread_time()
            answer = app.full_dispatch_request()
            times.append(time.thread_time() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{paths[number % len(paths)]}: {answer.status}")
    return round(sorted(times)[ROUNDS // 5] * 1000, 3)


if __name__ == "__main__":
    main()
