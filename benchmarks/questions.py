"""What is asked of each server, R1 to R8: the addresses, found by asking the server itself."""

import json
import urllib.request
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

QUESTIONS = {
    "R1": "an article, all in turn",
    "R1hot": "the same article",
    "R2": "newest 20",
    "R3": "20 at nine tenths",
    "R4": "newest 20 of a category",
    "R5": "search, with accents",
    "R5b": "search, without",
    "R6": "the same article, unchanged (304)",
    "R8": "100 changed since",
}
SEARCHES = {"R5": "hồ sơ đất đai", "R5b": "ho so dat dai"}
_LONG_AGO = "2020-01-01T00:00:00Z"


class Question(NamedTuple):
    """Addresses that are asked for in turn, and with which headers."""

    paths: list[str]
    headers: Mapping[str, str] = {}


def of_congxa(url: str) -> dict[str, Question]:
    """What `/v1` is asked."""
    ids, path, deep = [], "/v1/articles?limit=100", ""
    total = _get(f"{url}/v1/articles?limit=1&total=true")["total"]
    while path:
        page = _get(url + path)
        ids += [each["id"] for each in page["items"]]
        path = page["next"] or ""
        if not deep and len(ids) >= total * 9 // 10:
            deep = path.replace("limit=100", "limit=20")
    paths = [f"/v1/articles/{each}" for each in ids]
    category = _get(f"{url}/v1/categories?limit=1")["items"][0]["slug"]
    return {
        "R1": Question(paths),
        "R2": Question(["/v1/articles?limit=20"]),
        "R3": Question([deep or "/v1/articles?limit=20&sort=title"]),
        "R4": Question([f"/v1/articles?category={category}&limit=20"]),
        **{name: Question([f"/v1/search?q={quote(said)}"]) for name, said in SEARCHES.items()},
        "R8": Question([f"/v1/articles?updated_after={_LONG_AGO}&limit=100"]),
        **_hot(url, paths[0]),
    }


def of_plain(url: str) -> dict[str, Question]:
    """What the plain application is asked."""
    total = _get(f"{url}/articles?limit=1")[0]["id"]
    return {
        "R1": Question([f"/articles/{number}" for number in range(1, total + 1)]),
        "R2": Question(["/articles?limit=20"]),
        "R3": Question([f"/articles?limit=20&offset={total * 9 // 10}"]),
        "R4": Question(["/articles?limit=20&category=c3"]),
        **{name: Question([f"/articles?q={quote(said)}"]) for name, said in SEARCHES.items()},
        "R8": Question([f"/articles?updated_after={_LONG_AGO}&limit=100"]),
        **_hot(url, f"/articles/{total}"),
    }


def of_wagtail(url: str) -> dict[str, Question]:
    """What Wagtail's API is asked; what changed since it knows as newest changes first.

    Its search is left out: among 10,000 pages on SQLite one takes it more than a minute.
    """
    pages = "/api/v2/pages/?type=peer.ArticlePage"
    first = _get(f"{url}{pages}&order=id&limit=1")
    least, total = first["items"][0]["id"], first["meta"]["total_count"]
    listed = f"{pages}&fields=lead,byline,category,published_at"
    newest = f"{listed}&order=-published_at&limit=20"
    return {
        "R1": Question([f"/api/v2/pages/{least + number}/" for number in range(total)]),
        "R2": Question([newest]),
        "R3": Question([f"{newest}&offset={total * 9 // 10}"]),
        "R4": Question([f"{newest}&category=c3"]),
        "R8": Question([f"{listed},last_published_at&order=-last_published_at&limit=100"]),
        **_hot(url, f"/api/v2/pages/{least + total - 1}/"),
    }


def etag_of(address: str) -> str:
    """The validator that is sent with an answer."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        return str(answer.headers["ETag"])


def _hot(url: str, path: str) -> dict[str, Question]:
    held = {"If-None-Match": etag_of(url + path)}
    return {"R1hot": Question([path]), "R6": Question([path], held)}


def _get(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        return json.loads(answer.read())
