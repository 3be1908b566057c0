"""Cursors of the change feed: each is followed, or refused with the reason."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import Any

import orjson
import pytest
import time_machine
from flask.testing import FlaskClient

from api.publishing.models import Document
from api.runtime.clock import now
from api.syndication.schemas import TYPES
from tests.api.delivery.world import at, revise
from tests.api.syndication.mirror import Mirror
from tests.factories import NOON, make_article


@pytest.fixture
def mirror(reader: FlaskClient, site: Document) -> Mirror:
    """A mirror of this test's commune, with one article."""
    make_article(site, "Bài")
    mirror = Mirror(reader, {"site": site.slug})
    mirror.sync()
    return mirror


def refused(mirror: Mirror, cursor: str, more: str = "") -> tuple[int, dict[str, Any]]:
    answer = mirror.client.get(f"/v1/changes?site={mirror.query['site']}&cursor={cursor}{more}")
    return answer.status_code, orjson.loads(answer.data)


def changed(cursor: str, **places: Any) -> str:
    """The cursor with some of its five parts replaced."""
    names = ("form", "epoch", "scope", "seq", "first")
    parts = dict(zip(names, orjson.loads(urlsafe_b64decode(cursor + "==")), strict=True))
    packed = orjson.dumps(list({**parts, **places}.values()))
    return urlsafe_b64encode(packed).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor", ["x", "", "!!", "bnVsbA", "WzFd", "W10", "%F0%9F%98%80", "e30", "WyJhIiwiYiIsLTEsMF0"]
)
def test_what_never_was_a_cursor_is_a_bad_parameter(mirror, cursor: str) -> None:
    status, problem = refused(mirror, cursor)

    assert (status, problem["errors"][0]["parameter"]) == (400, "cursor")


def test_who_begins_now_hears_what_changes_from_here_on(mirror, site) -> None:
    address = f"/v1/changes?site={site.slug}&types=article"
    begun = orjson.loads(mirror.client.get(f"{address}&cursor=now").data)
    later = make_article(site, "Bài sau")

    told = orjson.loads(mirror.client.get(f"{address}&cursor={begun['cursor']}").data)

    assert (begun["items"], begun["more"], begun["digest"]["count"]) == ([], False, 1)
    assert [each["id"] for each in told["items"]] == [str(later.id)]


def test_a_cursor_for_other_filters_is_a_bad_parameter(mirror) -> None:
    status, problem = refused(mirror, mirror.cursor, "&types=article")

    assert (status, problem["errors"][0]["parameter"]) == (400, "cursor")


def test_a_cursor_of_another_life_of_the_portal_is_gone(mirror) -> None:
    status, problem = refused(mirror, changed(mirror.cursor, epoch="0" * 16))

    assert (status, problem["code"]) == (410, "cursor_gone")
    assert problem["restart"] == f"/v1/changes?site={mirror.query['site']}"


def test_f35_a_cursor_of_before_objects_had_hashes_is_gone_and_says_so(mirror) -> None:
    _form, *rest = orjson.loads(urlsafe_b64decode(mirror.cursor + "=="))
    first_form = urlsafe_b64encode(orjson.dumps(rest)).decode().rstrip("=")

    status, problem = refused(mirror, first_form)

    assert (status, problem["code"]) == (410, "cursor_gone")
    assert "older than the hashes of objects" in problem["detail"]


def test_all_types_are_another_scope_than_those_of_today(reader, site, mirror) -> None:
    status, problem = refused(mirror, mirror.cursor, f"&types={','.join(TYPES())}")

    assert (status, problem["errors"][0]["parameter"]) == (400, "cursor")


@pytest.mark.parametrize("place", ["seq", "first"])
def test_a_cursor_beyond_the_head_is_gone(mirror, place: str) -> None:
    status, problem = refused(mirror, changed(mirror.cursor, **{place: 2**62}))

    assert (status, problem["code"]) == (410, "cursor_gone")


@pytest.mark.parametrize(("days", "status"), [(399, 200), (401, 410)])
def test_a_cursor_is_gone_when_tombstones_after_it_may_be(
    mirror, site, days: int, status: int
) -> None:
    revise(Document.get(Document.type == "article", Document.site == site.id), NOON, title="Sửa")

    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        answer = refused(mirror, mirror.cursor)

    assert answer[0] == status


def test_a_cursor_grows_old_only_by_what_it_has_missed(mirror) -> None:
    with time_machine.travel(now() + timedelta(days=4000), tick=False):
        assert mirror.sync() == []


def test_a_first_sync_may_pass_over_what_is_old(reader, site) -> None:
    for number in range(3):
        make_article(site, f"Bài {number}", at=at(-24 * 1000))
    mirror = Mirror(reader, {"site": site.slug})

    with time_machine.travel(NOON + timedelta(days=900), tick=False):
        rows = mirror.sync(limit=1)

    assert len(rows) == 4


def test_a_cursor_is_good_for_ever_where_nothing_changed(mirror) -> None:
    before = mirror.cursor

    assert mirror.page()["items"] == []
    assert mirror.cursor == before
