"""Which notices a list holds, and in which order."""

from datetime import timedelta

import orjson
import pytest

from api.notices.models import NoticeArea
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.schedule import perform_due
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, revise
from tests.api.notices.making import make_notice, titles
from tests.factories import NOON, make_site


def hours(count: float) -> str:
    return (NOON + timedelta(hours=count)).isoformat()


@pytest.fixture(scope="module")
def board(standing_app):
    """Notices of every urgency in one commune, one that has expired, and one of another."""
    site, other = make_site(), make_site("dong-thanh", name="Xã Đông Thành")
    make_notice(site, "Thường cũ", at=at(1), kind="Thông báo", issued_on="2026-07-01")
    make_notice(site, "Quan trọng", at=at(2), urgency="important", kind="Thông báo",
                areas=["Xóm 3", "xóm 3", "Chợ Yên Hạ"])  # fmt: skip
    make_notice(site, "Ghim", at=at(3), pinned=True, kind="Lịch", issued_on="2026-07-10")
    make_notice(site, "Khẩn", at=at(4), urgency="emergency", number="15/TB-UBND")
    make_notice(site, "Thường mới", at=at(5), issued_on="2026-07-11")
    make_notice(site, "Khẩn ghim", at=at(3.5), urgency="emergency", pinned=True)
    make_notice(site, "Hết hạn", at=at(6), expires_at=hours(7), pinned=True)
    make_notice(site, "Nháp", at=at(6), published=False)
    make_notice(other, "Khác", at=at(0.5))
    perform_due(at(7))
    return site


ACTIVE = ["Khẩn", "Khẩn ghim", "Ghim", "Quan trọng", "Thường mới", "Thường cũ", "Khác"]


def test_emergencies_come_first_then_pinned_important_and_the_newest(reader, board) -> None:
    assert titles(reader) == ACTIVE


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"site": "yen-hoa"}, ACTIVE[:-1]),
        ({"site": "dong-thanh"}, ["Khác"]),
        ({"active": "true"}, ACTIVE),
        ({"active": "false"}, ["Hết hạn"]),
        ({"active": "any"}, [*ACTIVE[:2], "Hết hạn", *ACTIVE[2:]]),
        ({"active": "false", "site": "dong-thanh"}, []),
        ({"urgency": "emergency"}, ["Khẩn", "Khẩn ghim"]),
        ({"urgency": "important"}, ["Quan trọng"]),
        ({"urgency": "normal", "site": "yen-hoa"}, ["Ghim", "Thường mới", "Thường cũ"]),
        ({"kind": "Thông báo"}, ["Quan trọng", "Thường cũ"]),
        ({"kind": "THÔNG BÁO"}, ["Quan trọng", "Thường cũ"]),
        ({"kind": "Thông"}, []),
        ({"number": "15/TB-UBND"}, ["Khẩn"]),
        ({"area": "xóm  3"}, ["Quan trọng"]),
        ({"area": "CHỢ YÊN HẠ", "urgency": "important"}, ["Quan trọng"]),
        ({"area": "Xóm 33"}, []),
        ({"area": ""}, []),
        ({"kind": ""}, []),
        ({"number": "16/TB-UBND"}, []),
        ({"number": ""}, []),
        ({"issued_from": "2026-07-10"}, ["Ghim", "Thường mới"]),
        ({"issued_to": "2026-07-10"}, ["Ghim", "Thường cũ"]),
        ({"issued_from": "2026-07-10", "issued_to": "2026-07-10"}, ["Ghim"]),
        ({"published_after": hours(4)}, ["Thường mới"]),
        ({"published_before": hours(1)}, ["Khác"]),
        ({"updated_after": hours(4), "active": "any"}, ["Hết hạn", "Thường mới"]),
        ({"urgency": "normal", "kind": "lịch", "site": "yen-hoa"}, ["Ghim"]),
    ],
)
def test_every_filter_alone_and_with_others(reader, board, query, expected) -> None:
    assert titles(reader, **query) == expected


def test_pages_of_one_hold_what_one_page_does(reader, board) -> None:
    found, address = [], "/v1/notices?limit=1&active=any&total=true"
    while address:
        page = orjson.loads(reader.get(address).data)
        assert page["total"] == 8
        found += [each["title"] for each in page["items"]]
        address = page["next"]

    assert found == titles(reader, active="any")


@pytest.mark.parametrize(
    "query",
    ["active=yes", "active=", "urgency=high", "issued_from=2026-13-01", "issued_to=1/7/2026",
     "published_after=2026-07-11", "updated_after=now", "published_before=x",
     "sort=title", "limit=0", "limit=101"],
)  # fmt: skip
def test_a_filter_that_is_wrong_is_named(reader, board, query) -> None:
    answer = reader.get(f"/v1/notices?{query}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in orjson.loads(answer.data)["errors"]] == [
        query.split("=")[0]
    ]


def test_an_unknown_site_is_404(reader, board) -> None:
    assert reader.get("/v1/notices?site=khong-co").status_code == 404


def test_a_notice_leaves_the_areas_that_it_names_no_more(reader, site) -> None:
    notice = make_notice(site, "Cắt nước", areas=["Xóm 1", "Xóm 2"])
    here = {"site": site.slug}
    assert titles(reader, **here, area="Xóm 2") == ["Cắt nước"]

    revise(notice, at(1), areas=["Xóm 1"])

    assert titles(reader, **here, area="Xóm 2") == []
    assert titles(reader, **here, area="Xóm 1") == ["Cắt nước"]
    commands.withdraw(get_document(notice.id), OPERATOR, NOON, Withdrawal("error"))
    assert not NoticeArea.select().where(NoticeArea.notice == notice.id).exists()
