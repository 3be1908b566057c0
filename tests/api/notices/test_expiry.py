"""A notice stops being active at its moment, by itself, and stays where it is."""

from datetime import datetime, timedelta

import pytest
import time_machine

from api.publishing import queries
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.schedule import perform_due
from tests.api.delivery.world import revise
from tests.api.notices.making import item, make_notice, titles
from tests.factories import NOON, make_article

END = NOON + timedelta(minutes=2)
SECOND = timedelta(seconds=1)
FULL = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"


@pytest.fixture
def clock():
    """Time stands still at noon until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def notice(site):
    """A notice that holds for two minutes."""
    return make_notice(site, "Cúp điện", expires_at=END.isoformat())


def newest_change(document) -> Change:
    return Change.select().where(Change.document == document.id).order_by(Change.seq.desc()).get()


def test_it_is_active_until_the_moment_and_not_at_it(reader, site, notice) -> None:
    assert perform_due(END - SECOND) == 0
    assert titles(reader, site=site.slug) == ["Cúp điện"]
    assert item(reader, notice)["active"] is True

    assert perform_due(END) == 1

    assert titles(reader, site=site.slug) == []
    assert titles(reader, site=site.slug, active="false") == ["Cúp điện"]
    assert item(reader, notice)["active"] is False
    by_slug = reader.get(f"/v1/sites/{site.slug}/notices/cup-dien")
    assert (by_slug.status_code, b'"active":false' in by_slug.data) == (200, True)


def test_a_hit_of_the_search_says_whether_it_still_holds(reader, site, notice) -> None:
    make_article(site, "Cúp điện cả ngày")
    make_notice(site, "Cúp điện không hạn")
    found = f"/v1/search?q=cup+dien&site={site.slug}"
    before = {each["title"]: each["active"] for each in reader.get(found).json["items"]}
    perform_due(END)
    after = {each["title"]: each["active"] for each in reader.get(found).json["items"]}

    assert before == {"Cúp điện": True, "Cúp điện cả ngày": None, "Cúp điện không hạn": True}
    assert after == {**before, "Cúp điện": False}


def test_its_end_is_an_upsert_for_mirrors_and_keeps_its_version(reader, site, notice) -> None:
    before, seq = item(reader, notice), queries.head_seq()

    perform_due(END)

    change = newest_change(notice)
    assert (change.op, change.type, change.at) == (Op.UPSERT, "notice", END)
    assert change.seq == queries.head_seq() == seq + 1
    assert item(reader, notice) == {**before, "active": False}


def test_caches_are_told_of_the_end_beforehand(reader, site, notice, clock) -> None:
    slug = site.slug
    addresses = (f"/v1/notices?site={slug}", f"/v1/notices/{notice.id}",
                 f"/v1/sites/{slug}/notices/cup-dien", f"/v1/home?site={slug}")  # fmt: skip
    found = {}
    for left in (75, 74, 15, 4, 0.5):
        clock.move_to(END - timedelta(seconds=left))
        found[left] = {reader.get(each).headers["Cache-Control"] for each in addresses}

    assert found == {
        75: {FULL},
        74: {"public, max-age=15"},
        15: {"public, max-age=15"},
        4: {"public, max-age=4"},
        0.5: {"public, max-age=0"},
    }
    clock.move_to(END)
    perform_due(END)
    assert {reader.get(each).headers["Cache-Control"] for each in addresses} == {FULL}


def test_the_end_gives_another_validator(reader, site, notice) -> None:
    address = f"/v1/notices/{notice.id}"
    tag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304

    perform_due(END)

    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_longer_time_brings_it_back(reader, site, notice) -> None:
    perform_due(END)
    later = END + timedelta(days=1)

    revise(get_document(notice.id), END + SECOND, expires_at=later.isoformat())

    assert titles(reader, site=site.slug) == ["Cúp điện"]
    assert perform_due(later - SECOND) == 0
    assert perform_due(later) == 1
    assert titles(reader, site=site.slug) == []


def test_one_without_an_end_never_ends(reader, site) -> None:
    make_notice(site, "Mãi mãi")

    assert perform_due(datetime.max.replace(tzinfo=NOON.tzinfo) - timedelta(days=2)) == 0
    assert titles(reader, site=site.slug) == ["Mãi mãi"]


def test_one_that_had_ended_before_it_went_out_is_there_and_not_active(reader, site) -> None:
    past = make_notice(site, "Đã qua", expires_at=(NOON - SECOND).isoformat())

    assert item(reader, past)["active"] is False
    assert titles(reader, site=site.slug) == []
    assert datetime.fromisoformat(item(reader, past)["expires_at"]) == NOON - SECOND


def test_an_offset_is_only_another_way_to_write_a_moment(reader, site) -> None:
    make_notice(site, "Giờ khác", expires_at="2026-07-11T19:02:00+07:00")

    assert perform_due(END - SECOND) == 0
    assert perform_due(END) == 1
