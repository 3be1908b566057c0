"""A 200 shows counts of views at most a minute old; a 304 may confirm a body with older ones."""

from types import SimpleNamespace

import orjson
import pytest

from api.cache.middleware import ResponseCache
from api.views import commands as viewcounts
from tests.factories import make_article


@pytest.fixture
def time(standing_app, monkeypatch) -> SimpleNamespace:
    """Time for the cache of the application, which passes only when told."""
    passing = SimpleNamespace(now=0.0)
    fresh = ResponseCache(standing_app.extensions["cache"].app, seconds=lambda: passing.now)
    monkeypatch.setattr(standing_app, "wsgi_app", fresh)
    return passing


@pytest.mark.parametrize("kind", ["item", "list"])
def test_a_count_is_a_minute_old_at_most(reader, site, time, kind) -> None:
    article = make_article(site, "Bài")
    address = {"item": f"/v1/articles/{article.id}", "list": f"/v1/articles?site={site.slug}"}[kind]
    before = reader.get(address)
    tag = before.headers["ETag"]

    viewcounts.start_from({article.id: 7})

    time.now = 29.0
    assert reader.get(address).data == before.data
    time.now = 31.0
    after = reader.get(address)
    assert b'"views":7' in after.data
    assert after.headers["ETag"] == tag
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert orjson.loads(after.data) != orjson.loads(before.data)
