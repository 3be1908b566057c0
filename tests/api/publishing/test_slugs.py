"""Addresses: one document each, and its own for good once it was public."""

from typing import Any

import pytest

from api.publishing import commands, queries
from api.publishing.live import slugs
from api.publishing.live.models import Slug
from api.publishing.live.projection import Origin, Release
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.publishing.crowd import at_once
from tests.api.publishing.people import ERROR, make_label, make_live_memo, make_memo, publisher
from tests.factories import NOON, make_article, make_site


def rename(memo: Document, slug: str) -> None:
    commands.save(memo, {"title": "Lịch họp", "slug": slug}, OPERATOR, NOON)
    commands.publish(memo, OPERATOR, NOON)


def test_it_is_made_of_the_title(site: Document) -> None:
    memo = make_live_memo(site, "Đường Hồ Chí Minh qua xã: thông xe")

    assert memo.slug == "duong-ho-chi-minh-qua-xa-thong-xe"


def test_a_title_of_no_letters_gives_the_name_of_the_type(site: Document) -> None:
    assert make_live_memo(site, "???").slug == "memo"


def test_the_next_free_number_keeps_namesakes_apart(site: Document) -> None:
    memos = [make_live_memo(site, "Thông báo") for _ in range(4)]
    make_live_memo(site, "Thông báo 5")

    found = [memo.slug for memo in [*memos, make_live_memo(site, "Thông báo")]]

    assert found == ["thong-bao", "thong-bao-2", "thong-bao-3", "thong-bao-4", "thong-bao-6"]


def test_a_thousand_namesakes_are_no_trouble(site: Document) -> None:
    taken = ["hop-giao-ban", *(f"hop-giao-ban-{number}" for number in range(2, 1_201))]
    rows = [{"site": site.id, "type": "memo", "slug": slug, "document": site.id} for slug in taken]
    Slug.insert_many(rows).execute()

    assert make_live_memo(site, "Họp giao ban").slug == "hop-giao-ban-1201"


def test_sites_and_types_do_not_share_addresses(site: Document) -> None:
    elsewhere = make_site("tan-lap")
    make_live_memo(site, "Tin tức")

    assert make_label(site, "Tin tức").slug == "tin-tuc"
    assert make_live_memo(elsewhere, "Tin tức").slug == "tin-tuc"


def test_two_sites_never_share_an_address(site: Document) -> None:
    content = {"slug": "yen-hoa", "name": "Xã Yên Hòa khác"}
    other = commands.create("site", None, content, (OPERATOR, NOON))
    commands.publish(other, OPERATOR, NOON)

    assert other.slug == "yen-hoa-2"


def test_a_draft_reserves_nothing(site: Document) -> None:
    draft = make_memo(site, "Lịch họp")

    assert make_live_memo(site, "Lịch họp").slug == "lich-hop"
    commands.publish(draft, publisher(site), NOON)
    assert draft.slug == "lich-hop-2"


def test_it_stays_when_the_title_changes(site: Document) -> None:
    memo = make_live_memo(site, "Lịch họp")

    commands.save(memo, {"title": "Lịch họp mới"}, OPERATOR, NOON)
    commands.publish(memo, OPERATOR, NOON)

    assert memo.slug == "lich-hop"


def test_an_old_one_stays_its_documents(site: Document) -> None:
    memo = make_live_memo(site, "Lịch họp")
    rename(memo, "lich-hop-thang-7")
    rename(memo, "lich-hop-thang-8")

    assert slugs.old_slugs(memo) == ["lich-hop", "lich-hop-thang-7"]
    for old in ("lich-hop", "lich-hop-thang-7", "lich-hop-thang-8"):
        holder = queries.tombstone_at(site.id, "memo", old)
        assert holder is not None
        assert (holder.id, holder.slug) == (memo.id, "lich-hop-thang-8")
    assert make_live_memo(site, "Lịch họp").slug == "lich-hop-2"


def test_a_document_may_go_back_to_an_old_one(site: Document) -> None:
    memo = make_live_memo(site, "Lịch họp")
    rename(memo, "lich-hop-thang-7")
    rename(memo, "lich-hop")

    assert (memo.slug, slugs.old_slugs(memo)) == ("lich-hop", ["lich-hop-thang-7"])


@pytest.mark.parametrize("how", ["withdrawn", "trashed", "purged"])
def test_it_is_reserved_for_good(site: Document, how: str) -> None:
    memo = make_live_memo(site, "Lịch họp")
    commands.withdraw(memo, OPERATOR, NOON, ERROR)
    if how != "withdrawn":
        commands.trash(memo, OPERATOR, NOON)
    if how == "purged":
        commands.purge(memo, OPERATOR, NOON)

    assert make_live_memo(site, "Lịch họp").slug == "lich-hop-2"


def test_what_never_was_public_gives_its_address_back(site: Document) -> None:
    draft = make_memo(site, "Lịch họp")
    commands.trash(draft, OPERATOR, NOON)
    commands.purge(draft, OPERATOR, NOON)

    assert make_live_memo(site, "Lịch họp").slug == "lich-hop"


def test_an_import_keeps_addresses_old_and_new(database: str) -> None:
    site = make_site()
    origin = Origin(slug="cau-yen-hoa", old_slugs=("tin-1", "tin-2"), version=9)

    article = make_article(site, origin=origin)

    assert (article.slug, slugs.old_slugs(article)) == ("cau-yen-hoa", ["tin-1", "tin-2"])


def test_a_version_never_comes_twice(site: Document) -> None:
    memo = make_live_memo(site)
    commands.save(memo, {"title": "Lịch họp"}, OPERATOR, NOON)
    assert memo.version == 3

    commands.publish(memo, OPERATOR, NOON, Release(origin=Origin(version=2)))

    assert (memo.version, memo.public_version) == (4, 4)


def test_rivals_for_one_address_get_one_each(site: Document) -> None:
    memos = [make_memo(site, "Thông báo") for _ in range(6)]

    def publish(memo: Document) -> Any:
        return commands.publish(memo, publisher(site), NOON)

    outcomes = at_once([lambda memo=memo: publish(memo) for memo in memos])

    assert outcomes == [[]] * 6
    numbered = ["thong-bao", *(f"thong-bao-{number}" for number in range(2, 7))]
    assert sorted(str(memo.slug) for memo in memos) == numbered
