"""The snapshot: what a first sync gives, in one file, of one moment."""

import gzip
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from api.syndication import queries, snapshots
from api.syndication.queries import Scope
from tests.api.delivery.world import at, revise
from tests.api.publishing.crowd import at_once
from tests.api.syndication.mirror import Mirror
from tests.factories import make, make_article

ADDRESS = "/v1/snapshot.ndjson.gz"


def read(client: FlaskClient) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The lines of a snapshot, and its end."""
    answer = client.get(ADDRESS)
    assert answer.status_code == 200, answer.data
    *lines, end = map(orjson.loads, gzip.decompress(answer.data).splitlines())
    return lines, end


def test_it_holds_what_a_first_sync_gives_and_where_to_go_on(reader, site) -> None:
    article = make_article(site, "Bài")
    make("notice", site, title="Thông báo")
    mirror = Mirror(reader)
    mirror.sync()

    lines, end = read(reader)

    assert lines == list(mirror.held.values())
    assert end == {"cursor": mirror.cursor, "digest": mirror.own_digest()}
    revise(article, at(1), title="Bài sửa")
    other = Mirror(reader, cursor=end["cursor"])
    assert [each["object"]["title"] for each in other.sync()] == ["Bài sửa"]


def test_it_is_made_once_for_each_state(reader, site) -> None:
    first = reader.get(ADDRESS)
    again = reader.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    make_article(site, "Bài")
    later = reader.get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, later.status_code) == (304, 200)
    assert later.headers["ETag"] != first.headers["ETag"]
    assert len(list(snapshots.current(Scope()).parent.iterdir())) == 1


def test_it_shows_one_moment_whatever_is_written_meanwhile(reader, site, monkeypatch) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    articles = [make_article(site, f"Bài {number}") for number in range(6)]
    pages = queries.everything(Scope())
    seen = list(next(pages).rows)
    head = queries.standing()[1]

    at_once([lambda: [revise(each, at(1), title="Sau") for each in articles]])
    for page in pages:
        seen += page.rows

    assert max(row.change.seq for row in seen) <= head
    assert not any(b'"Sau"' in (row.object or b"") for row in seen)
    assert page.position.seq == head
    assert (page.digest and page.digest.count) == len(seen)


def test_while_one_is_made_others_are_asked_to_come_again(reader, site) -> None:
    make_article(site, "Bài")

    with snapshots._one_at_a_time.get():
        answer = reader.get(ADDRESS)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("first", [0, 100])
def test_a_broken_download_goes_on_where_it_broke(reader, site, first: int) -> None:
    whole = reader.get(ADDRESS)

    part = reader.get(ADDRESS, headers={"Range": f"bytes={first}-"})

    assert part.status_code == 206
    assert whole.data[:first] + part.data == whole.data
