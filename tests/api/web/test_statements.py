"""How many SQL statements a page costs: few, the same however much is on it, and none once kept."""

import pytest

from api.db.unit_of_work import transaction
from tests.api.delivery.statements import recorded
from tests.factories import make, make_article, make_category

# In this order: what a page before it has asked is kept, so that the frame costs once, and so does
# what stands beside an article.
COSTS = {
    "/": 21,
    "/bai-viet/bai-0": 11,
    "/bai-viet/bai-nua": 4,
    "/chuyen-muc/muc-0": 2,
    "/thong-bao": 3,
    "/thong-bao/thong-bao-0": 2,
    "/lich-lam-viec/2026-W29": 4,
    "/trang/trang-0": 1,
    "/lien-he": 0,
    "/lanh-dao": 0,
    "/so-do-cong": 0,
}


@pytest.mark.parametrize("count", [1, 40])
def test_a_page_costs_the_same_whatever_it_holds(client, site, count: int) -> None:
    _fill(site, count)
    client.get("/v1/articles?limit=1")
    found = {}
    for address in COSTS:
        with recorded() as statements:
            answer = client.get(address)
        assert answer.status_code == 200
        found[address] = len(statements)

    assert found == COSTS


def test_what_is_kept_costs_nothing(client, site) -> None:
    _fill(site, 1)
    for address in COSTS:
        client.get(address)
        with recorded() as statements:
            client.get(address)
        assert list(statements) == []


def _fill(site, count: int) -> None:
    with transaction():
        make_article(site, "Bài nữa")
        for number in range(count):
            category = make_category(site, f"Mục {number}")
            make("notice", site, title=f"Thông báo {number}", urgency="emergency")
            make("page", site, title=f"Trang {number}")
            make("official", site, name=f"Cán bộ {number}")
            make("calendar_entry", site, date="2026-07-14", title=f"Việc {number}")
            make_article(site, f"Bài {number}", category=str(category.id))
