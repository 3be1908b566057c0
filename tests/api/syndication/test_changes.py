"""The change feed: all that is live once, then what changed, each time provably the same."""

from typing import Any
from uuid import UUID

import orjson
import pytest
from flask.testing import FlaskClient

from api.publishing import commands, schedule
from api.publishing.commands import Withdrawal
from api.publishing.live import rendering
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.banners.making import make_banner
from tests.api.delivery.world import at, revise
from tests.api.syndication.mirror import Mirror, own_hash
from tests.factories import make, make_article, make_category, make_site


@pytest.fixture
def mirror(reader: FlaskClient, site: Document) -> Mirror:
    """A mirror of this test's commune alone."""
    return Mirror(reader, {"site": site.slug})


def ops(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["op"], each["type"]) for each in rows]


def test_the_first_time_it_gives_all_that_is_live_in_the_order_of_the_log(mirror, site) -> None:
    category = make_category(site, "Tin tức")
    article = make_article(site, "Bài", category=str(category.id))
    make_article(site, "Nháp", published=False)
    gone = make_article(site, "Đã gỡ")
    commands.withdraw(gone, OPERATOR, at(1), Withdrawal("error"))
    make("notice", site, title="Thông báo")

    rows = mirror.sync()

    assert [each["type"] for each in rows] == ["site", "category", "article", "notice"]
    assert [each["seq"] for each in rows] == sorted(each["seq"] for each in rows)
    assert {each["op"] for each in rows} == {"upsert"}
    assert rows[2]["id"] == str(article.id)
    assert mirror.digest == mirror.own_digest()


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_pages_of_any_size_lead_to_the_same(reader, site, limit: int) -> None:
    for number in range(5):
        make_article(site, f"Bài {number}")
    small, whole = (Mirror(reader, {"site": site.slug}) for _ in range(2))

    small.sync(limit=limit)
    whole.sync()

    assert small.held == whole.held
    assert small.digest == whole.digest == small.own_digest()


def test_an_object_is_what_its_address_gives_without_counts(reader, mirror, site) -> None:
    article = make_article(site, "Bài", body_html="<p>Nội dung</p>")
    mirror.sync()

    read = orjson.loads(reader.get(f"/v1/articles/{article.id}").data)
    held = mirror.held["article", str(article.id)]

    views = read.pop("views")
    assert held["object"] == read
    assert views == 0
    assert (held["version"], held["site"]) == (read["version"], site.slug)


def test_later_it_gives_what_changed_and_each_object_once(mirror, site) -> None:
    article, other = make_article(site, "Bài"), make_article(site, "Bài khác")
    mirror.sync()
    revise(article, at(1), title="Bài sửa một lần")
    revise(article, at(2), title="Bài sửa hai lần")
    why = Withdrawal("superseded", "Đã có bài mới.", article.id)
    commands.withdraw(other, OPERATOR, at(3), why)

    changed, gone = mirror.sync()

    assert (changed["op"], changed["object"]["title"]) == ("upsert", "Bài sửa hai lần")
    assert (gone["op"], gone["object"], gone["reason"]) == ("withdraw", None, "superseded")
    assert gone["superseded_by"] == str(article.id)
    assert mirror.sync() == []
    assert mirror.digest == mirror.own_digest()


def test_what_leaves_without_a_stub_is_a_delete(mirror, site) -> None:
    category = make_category(site, "Tin tức")
    banner = make_banner(site, "Hiến máu", ends_at=at(2))
    page = make("page", site, title="Giới thiệu")
    commands.withdraw(page, OPERATOR, at(1), Withdrawal("other"))
    mirror.sync()

    commands.withdraw(category, OPERATOR, at(1), Withdrawal("other"))
    schedule.perform_due(at(2))
    commands.trash(page, OPERATOR, at(3))
    commands.purge(page, OPERATOR, at(3))

    rows = mirror.sync()
    assert ops(rows) == [("delete", "category"), ("delete", "banner"), ("delete", "page")]
    assert [each["id"] for each in rows] == [str(category.id), str(banner.id), str(page.id)]


def test_a_notice_that_expires_stays_and_says_so(mirror, site) -> None:
    make("notice", site, title="Cắt điện", expires_at=at(1).isoformat())
    mirror.sync()

    schedule.perform_due(at(1))

    (row,) = mirror.sync()
    assert (row["op"], row["object"]["active"]) == ("upsert", False)


def test_a_rename_brings_what_shows_the_name_again(mirror, site) -> None:
    category = make_category(site, "Tin tức")
    make_article(site, "Bài", category=str(category.id))
    mirror.sync()

    commands.save(category, {"name": "Tin mới"}, OPERATOR, at(1))
    rendering.render_all_stale(at(1))

    assert ops(mirror.sync()) == [("upsert", "category"), ("upsert", "article")]
    assert mirror.digest == mirror.own_digest()


def test_what_changes_during_a_first_sync_is_neither_lost_nor_doubled(mirror, site) -> None:
    early, middle, late = (make_article(site, title) for title in ("Một", "Hai", "Ba"))
    first = mirror.page(limit=2)  # the site and the first article
    revise(early, at(1), title="Một, sửa")
    commands.withdraw(middle, OPERATOR, at(1), Withdrawal("error"))
    make_article(site, "Bốn")

    rows = mirror.sync(limit=2)

    assert [each["id"] for each in first["items"]] == [str(site.id), str(early.id)]
    titles = [each["object"]["title"] for each in rows if each["op"] == "upsert"]
    assert titles == ["Ba", "Một, sửa", "Bốn"]
    assert ("article", str(middle.id)) not in mirror.held
    assert ("article", str(late.id)) in mirror.held
    assert mirror.digest == mirror.own_digest()


def test_it_follows_some_types_alone(reader, site) -> None:
    make_article(site, "Bài")
    make("notice", site, title="Thông báo")
    mirror = Mirror(reader, {"site": site.slug, "types": "notice,site"})

    assert ops(mirror.sync()) == [("upsert", "site"), ("upsert", "notice")]
    assert mirror.digest == mirror.own_digest()


def test_it_follows_one_site_or_all(reader, site) -> None:
    other = make_site(f"{site.slug}-ban")
    make_article(other, "Bài xã bạn")
    here, everywhere = Mirror(reader, {"site": site.slug}), Mirror(reader)

    here.sync()
    everywhere.sync()

    assert {each["site"] for each in here.held.values()} == {site.slug}
    assert {site.slug, other.slug} <= {each["site"] for each in everywhere.held.values()}
    assert everywhere.digest == everywhere.own_digest()


def test_an_unknown_site_is_not_found(reader, site) -> None:
    assert reader.get("/v1/changes?site=khong-co").status_code == 404


def test_the_hash_of_one_object_is_the_one_of_the_contract() -> None:
    mirror = Mirror(None)  # type: ignore[arg-type]
    identity = str(UUID("0197f6a0-0000-7000-8000-000000000001"))
    mirror.held["article", identity] = {"seq": 812, "object": {"title": "Bài"}}

    assert mirror.own_digest() == {"count": 1, "hash": "3c63df8c15cb243f01b568fe8211b38b"}


def test_each_row_has_the_hash_of_its_object_and_none_without_one(mirror, site) -> None:
    article = make_article(
        site, "“Bài” 🌾", body_html='<p>Số 1.50 <a href="https://a.vn">\\</a></p>'
    )
    make("notice", site, title="Thông báo")
    first = mirror.sync()
    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))
    (gone,) = mirror.sync()

    assert [each["hash"] for each in first] == [own_hash(each["object"]) for each in first]
    assert (gone["hash"], gone["object"]) == (None, None)
