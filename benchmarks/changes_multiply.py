"""Multiplies the articles of a database to a number, row by row, for `benchmarks.changes`.

Prints how many live rows there are then, and the seconds that reading their bytes takes: by the
clock, and of the processor.
"""

import os
import sys
import time
from typing import Any

from api import preparation
from api.articles.models import Article
from api.db.databases import execute
from api.db.unit_of_work import transaction
from api.publishing.live import digest
from api.publishing.live.digest import Move
from api.publishing.models import Change, Counter, Document
from api.runtime.canonical import hash_of
from api.runtime.ids import new_id
from api.runtime.jsons import loads
from api.settings import load

BATCH = 500
Row = dict[str, Any]


def main(articles: int) -> None:
    """Multiply, then read it all."""
    preparation.prepare(load(dict(os.environ)))
    templates = [_with_log(row) for row in Article.select().dicts()]
    for first in range(len(templates), articles, BATCH):
        with transaction():
            _add(templates, range(first, min(first + BATCH, articles)))
    start, before = time.perf_counter(), time.process_time()
    count = sum(1 for _ in execute('SELECT "whole" FROM "article" ORDER BY "id"'))
    print(count, time.perf_counter() - start, time.process_time() - before)


def _with_log(article: Row) -> tuple[Row, Row, Row]:
    document = Document.select().where(Document.id == article["id"]).dicts().get()
    return article, document, Change.select().where(Change.seq == document["seq"]).dicts().get()


def _add(templates: list[tuple[Row, Row, Row]], numbers: range) -> None:
    counter = Counter.get()
    made = [
        _copied(templates[number % len(templates)], number, seq)
        for seq, number in enumerate(numbers, counter.seq + 1)
    ]
    for model, rows in zip((Article, Document, Change), zip(*made, strict=True), strict=True):
        model.insert_many(rows).execute()
    digest.keep(
        Move(Document(**each), (0, None), (each["seq"], each["live_hash"])) for _, each, _ in made
    )
    Counter.update(seq=counter.seq + len(made)).execute()


def _copied(template: tuple[Row, Row, Row], number: int, seq: int) -> tuple[Row, Row, Row]:
    article, document, change = template
    identity = new_id()
    old, new = str(article["id"]).encode(), str(identity).encode()
    slug = f"{article['slug'][:60]}-{number}"
    facts = {"id": identity, "slug": slug, "whole": bytes(article["whole"]).replace(old, new)}
    live_hash = hash_of(loads(facts["whole"]))
    return (
        {**article, **facts},
        {**document, "id": identity, "slug": slug, "seq": seq, "live_hash": live_hash},
        {**change, "document": identity, "seq": seq},
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
