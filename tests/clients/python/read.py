"""Reads a portal by the client generated from its OpenAPI document, and prints what it read.

python read.py URL [CURSOR]
"""

import json
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from portal_client import Client
from portal_client.api.articles import get_article, list_articles
from portal_client.api.syndication import list_changes
from portal_client.models import Article, ArticleChange, ArticleItem, ArticleList, ChangeList
from portal_client.types import UNSET


def main(url: str, cursor: str | None = None) -> None:
    """Read all articles in pages, one as a whole, a few by their ids, and what has changed."""
    with Client(base_url=url) as client:
        articles = list(every_article(client))
        whole = get_article.sync(articles[0].id, client=client)
        assert isinstance(whole, Article)
        asked = [each.id for each in articles[:3]]
        some = list_articles.sync(client=client, ids=asked)
        assert isinstance(some, ArticleList)
        changes, cursor = follow(client, cursor)
    read = {
        "titles": [each.title for each in articles],
        "article": [whole.title, whole.body.html, whole.published_at.isoformat()],
        "batch": [asked == [each.id for each in some.items], len(asked)],
        "changes": [[each.type_, each.op, each.object_ is None] for each in changes],
        "cursor": cursor,
    }
    print(json.dumps(read))


def every_article(client: Client) -> Iterator[ArticleItem]:
    cursor = UNSET
    while cursor is not None:
        page = list_articles.sync(client=client, limit=10, cursor=cursor)
        assert isinstance(page, ArticleList)
        yield from page.items
        cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0] if page.next_ else None


def follow(client: Client, cursor: str | None) -> tuple[list[ArticleChange], str]:
    changes, more = [], True
    while more:
        page = list_changes.sync(client=client, limit=10, cursor=cursor or UNSET)
        assert isinstance(page, ChangeList)
        changes += page.items
        cursor, more = page.cursor, page.more
    return changes, cursor


main(*sys.argv[1:])
