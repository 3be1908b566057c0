"""Reads a portal by the client that openapi-generator makes for Python, and prints what it read.

python read.py URL [CURSOR]
"""

import json
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import openapi_client as portal


def main(url: str, cursor: str | None = None) -> None:
    """Read all articles in pages, one as a whole, a few by their ids, and what has changed."""
    with portal.ApiClient(portal.Configuration(host=url)) as client:
        articles = portal.ArticlesApi(client)
        found = list(every_article(articles))
        whole = articles.get_article(found[0].id)
        as_blocks = articles.get_article(found[0].id, body="blocks")
        asked = [each.id for each in found[:3]]
        some = articles.list_articles(ids=asked)
        changes, cursor = follow(portal.SyndicationApi(client), cursor)
    read = {
        "titles": [each.title for each in found],
        "article": [whole.title, whole.body.html, int(whole.published_at.timestamp() * 1000)],
        "blocks": [each.actual_instance.type for each in as_blocks.body.blocks],
        "batch": [asked == [each.id for each in some.items], len(asked)],
        "changes": [[each.type, each.op, each.object is None] for each in changes],
        "cursor": cursor,
    }
    print(json.dumps(read))


def every_article(articles: portal.ArticlesApi) -> Iterator[portal.ArticleItem]:
    page = articles.list_articles(limit=10)
    yield from page.items
    while page.next:
        cursor = parse_qs(urlsplit(page.next).query)["cursor"][0]
        page = articles.list_articles(limit=10, cursor=cursor)
        yield from page.items


def follow(feed: portal.SyndicationApi, cursor: str | None) -> tuple[list, str]:
    changes, more = [], True
    while more:
        page = feed.list_changes(limit=10, cursor=cursor)
        changes += [each.actual_instance for each in page.items]
        cursor, more = page.cursor, page.more
    return changes, cursor


main(*sys.argv[1:])
