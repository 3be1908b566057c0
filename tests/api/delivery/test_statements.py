"""How many SQL statements an answer costs: few, and the same for one row as for a hundred."""

import pytest

from api.db.unit_of_work import transaction
from api.publishing import commands
from api.publishing.workflow import OPERATOR
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import World, asking, at, operations
from tests.factories import NOON, make, make_article, make_category, make_site

ITEMS = {
    "get_descriptor": 1,
    "get_portal": 1,
    "get_site": 1,
    "get_article": 2,
    "get_article_by_slug": 2,
    "get_media": 0,
    "get_health": 0,
    "get_home": 12,
    "get_notice": 2,
    "get_notice_by_slug": 2,
    "get_notice_qr": 1,
    "get_link_preview": 3,
    "get_legal_document": 2,
    "get_legal_document_by_slug": 2,
    "get_page": 1,
    "get_page_by_slug": 1,
    "get_calendar_week": 2,
    "get_calendar_ics": 2,
    "list_views": 1,
    "list_view_totals": 3,
    "get_snapshot": 8,
    "get_rss_feed": 5,
    "get_atom_feed": 5,
    "get_json_feed": 5,
}
LISTS = {
    "list_sites": 1,
    "list_articles": 2,
    "list_related_articles": 4,
    "list_categories": 2,
    "list_tags": 1,
    "list_notices": 2,
    "list_legal_documents": 2,
    "list_pages": 1,
    "list_banners": 2,
    "list_calendar_entries": 2,
    "list_officials": 2,
    "list_most_read_articles": 2,
    "list_changes": 3,
}
# A page asks for as many tiers of the order as it needs: of one word there are six, for each of
# which SQLite may be asked what begins so; then the texts.
AT_MOST = {"search_content": 13}
# Asks both databases whether they answer and which migrations they have seen.
UNBOUNDED = {"get_readiness"}


@pytest.fixture(scope="module")
def full(standing_app, world: World) -> World:
    """A world with more than a hundred of everything that a list can hold."""
    with transaction():
        for number in range(110):
            category = make_category(world.site, f"Mục {number}")
            make("notice", world.site, title=f"Thông báo {number}")
            make("legal_document", world.site, title=f"Quyết định {number}")
            make("page", world.site, title=f"Trang {number}")
            make("official", world.site, name=f"Cán bộ {number}")
            make("calendar_entry", world.site, date="2026-07-14", title=f"Việc {number}")
            make_article(
                world.site,
                f"Bài {number}",
                tags=["Cầu đường", f"Nhãn {number}"],
                category=str(category.id),
            )
    return world


def cost(reader, address: str) -> int:
    """The statements of one answer that no cache holds yet, in a process that is warm."""
    reader.get("/v1/articles?fields=id&limit=1")
    with recorded() as statements:
        answer = reader.get(address)
    assert answer.status_code < 500, answer.data
    return len(statements)


def test_every_operation_has_its_number() -> None:
    assert {
        each.name for each in operations()
    } == ITEMS.keys() | LISTS.keys() | AT_MOST.keys() | UNBOUNDED


def test_an_item_costs_what_it_costs(reader, full: World) -> None:
    found = {name: cost(reader, full.addresses[name]) for name in ITEMS}

    assert found == ITEMS


@pytest.mark.parametrize("limit", [1, 100])
def test_a_list_costs_the_same_whatever_it_holds(reader, full: World, limit: int) -> None:
    found = {name: cost(reader, asking(full.addresses[name], f"limit={limit}")) for name in LISTS}

    assert found == LISTS


@pytest.mark.parametrize("limit", [1, 100])
def test_a_search_costs_no_more_than_its_tiers(reader, full: World, limit: int) -> None:
    found = {n: cost(reader, asking(full.addresses[n], f"limit={limit}")) for n in AT_MOST}

    assert {name: min(found[name], most) for name, most in AT_MOST.items()} == found


@pytest.mark.parametrize(
    ("more", "statements"),
    [
        ("site=yen-hoa", 3),
        ("total=true", 3),
        ("site=yen-hoa&total=true&tag=cau-duong&sort=title&featured=false", 4),
        ("category=tin-tuc&tag=xa-hoi&author=t%C3%A2n&updated_after=2026-01-01T00:00:00Z", 1),
        ("ids=0197f6a0-0000-7000-8000-000000000001", 1),
    ],
)
def test_filters_cost_one_statement_for_the_site_and_one_for_the_total(
    reader, full: World, more: str, statements: int
) -> None:
    assert cost(reader, f"/v1/articles?{more}") == statements


@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/v1/articles/0197f6a0-0000-7000-8000-000000000001", 2),
        ("/v1/articles/{withdrawn}", 2),
        ("/v1/sites/yen-hoa/articles/bai-da-go", 3),
        ("/v1/sites/yen-hoa/articles/ten-cu", 3),
        ("/v1/sites/yen-hoa/articles/khong-co", 3),
        ("/v1/sites/khong-co/articles/khong-co", 3),
        ("/v1/sites/khong-co", 3),
        ("/v1/articles?site=khong-co", 1),
        ("/v1/articles?limit=0", 0),
        ("/v1/khong-co", 0),
    ],
)
def test_a_refusal_costs_little_too(reader, full: World, address: str, statements: int) -> None:
    assert cost(reader, address.replace("{withdrawn}", str(full.withdrawn.id))) == statements


def test_what_is_due_is_asked_for_all_sites_at_once(reader, full: World) -> None:
    for number in range(4):
        site = make_site(f"co-hen-{number}")
        draft = make_article(site, "Sắp đăng", published=False)
        commands.schedule(draft, OPERATOR, NOON, publish_at=at(1_000_000))

    with recorded() as statements:
        reader.get("/v1/articles?limit=3")

    assert len([each for each in statements if '"due"' in each.sql]) == 1
    assert len(statements) == 5  # the log, what is due, the sites, a page, its views


def test_what_is_kept_costs_nothing(reader, full: World) -> None:
    for name in ("get_article", "list_articles", "get_descriptor"):
        reader.get(full.addresses[name])
        assert cost(reader, full.addresses[name]) == 0
