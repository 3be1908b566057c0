"""What proves something is never an older state: no cache may keep it, and ours asks each time."""

import gzip
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from api.articles.models import Article
from api.db.unit_of_work import transaction
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live import digest
from api.publishing.live.digest import Move
from api.publishing.models import Document
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime import change_signal
from api.runtime.canonical import hash_of
from tests.api.cache.test_following import is_kept
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import at
from tests.factories import make_article

FEED, SNAPSHOT = "/v1/changes", "/v1/snapshot.ndjson.gz"


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets another node commit: nobody tells this one."""

    def commit(document: Document) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(change_signal, "attached", lambda: None)
            commands.withdraw(document, OPERATOR, at(1), Withdrawal("personal_data"))

    return commit


@pytest.mark.parametrize("address", [FEED, f"{FEED}?limit=1", SNAPSHOT])
def test_f35_whoever_keeps_a_proof_asks_before_each_use(reader, site, address: str) -> None:
    first, again = reader.get(address), reader.get(address)
    tag = {"If-None-Match": first.headers["ETag"]}
    answers = [first, again, reader.head(address), reader.get(address, headers=tag)]

    assert [each.status_code for each in answers] == [200, 200, 200, 304]
    assert {each.headers["Cache-Control"] for each in answers} == {"no-cache"}


def test_f35_no_cache_remembers_that_a_cursor_is_gone(reader, site) -> None:
    make_article(site, "Bài")
    answer = reader.get(f"{FEED}?cursor=WyJhIiwiYiIsMSwwXQ")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-cache")


def test_f35_a_kept_page_is_not_given_once_another_node_has_committed(
    reader: FlaskClient, site: Document, elsewhere: Any
) -> None:
    article, address = make_article(site, "Bài"), f"{FEED}?site={site.slug}"
    before = orjson.loads(reader.get(address).data)

    elsewhere(article)
    after = orjson.loads(reader.get(address).data)

    assert [each["type"] for each in before["items"]] == ["site", "article"]
    assert [each["type"] for each in after["items"]] == ["site"]
    assert after["digest"]["count"] == 1


def test_a_page_that_still_holds_costs_one_question(reader, site) -> None:
    make_article(site, "Bài")
    address = f"{FEED}?site={site.slug}"
    reader.get(address)

    assert not is_kept(reader, address)
    with recorded() as statements:
        reader.get(address)
    (asked,) = statements
    assert asked.sql.startswith('SELECT "seq" FROM "counter"')


def test_f35_a_snapshot_of_before_a_restore_is_not_given_for_the_same_number(reader, site) -> None:
    article = get_document(make_article(site, "Đã rút").id)
    first = reader.get(SNAPSHOT)
    rewrite(article, "Đã rút", "Ở lại")

    second = reader.get(SNAPSHOT, headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200
    text = gzip.decompress(second.data).decode()
    assert "Ở lại" in text
    assert "Đã rút" not in text


def rewrite(document: Document, old: str, new: str) -> None:
    """Other words under the same number, as when a database is put back and changed otherwise."""
    row = Article.get_by_id(document.id)
    whole = row.whole.replace(old.encode(), new.encode())
    live_hash = hash_of(orjson.loads(whole))
    with transaction():
        Article.update(whole=whole).where(Article.id == row.id).execute()
        Document.update(live_hash=live_hash).where(Document.id == document.id).execute()
        states = (document.seq, document.live_hash), (document.seq, live_hash)
        digest.keep([Move(document, *states)])


@pytest.mark.parametrize(
    "since", ["Sat, 01 Jan 2050 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_f35_the_age_of_a_file_says_nothing_of_a_snapshot(reader, site, since: str) -> None:
    answer = reader.get(SNAPSHOT, headers={"If-Modified-Since": since})

    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers
