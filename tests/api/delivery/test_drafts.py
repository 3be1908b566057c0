"""What editors are still writing leaves no trace: no count, no validator, no row of the feed."""

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from api.publishing import commands
from api.publishing.workflow import OPERATOR
from tests.factories import NOON, make_article, make_site

ADDRESSES = (
    "/v1/articles?total=true",
    "/v1/articles/{}",
    "/v1/categories",
    "/v1/changes",
    "/v1/home",
    "/v1/search?q=cau&total=true",
    "/v1/sites/yen-hoa",
    "/v1/tags?total=true",
    "/v1/views?ids={}",
    "/feeds/articles.atom",
    "/sitemap.xml",
)


def test_t73_drafts_change_neither_counts_nor_validators(app: Flask) -> None:
    # Behind the cache of responses, which would give the answers of before.
    client = Client(app.extensions["cache"].app, TestResponse)
    site = make_site()
    article = make_article(site, "Khánh thành cầu", tags=["cầu"])

    def seen() -> list[tuple[int, str | None, bytes]]:
        answers = [client.get(each.format(article.id)) for each in ADDRESSES]
        return [(each.status_code, each.headers.get("ETag"), each.data) for each in answers]

    before = seen()
    commands.save(article, {"title": "Khánh thành cầu mới", "tags": ["mới"]}, OPERATOR, NOON)
    make_article(site, "Cầu nữa", published=False, tags=["cầu"])

    assert seen() == before
    assert {status for status, *_ in before} == {200}


def test_what_goes_out_is_seen(client: FlaskClient) -> None:
    site = make_site()
    before = client.get("/v1/articles?total=true")

    make_article(site)

    assert client.get("/v1/articles?total=true").headers["ETag"] != before.headers["ETag"]
