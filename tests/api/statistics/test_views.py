"""How often a portal was read, day by day, for those whose roles reach it."""

from datetime import datetime, timedelta

from flask.testing import FlaskClient

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document, Role
from api.publishing.workflow import OPERATOR
from api.views.models import ViewHour
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make, make_article, make_site

DAYS = "/statistics/views?from=2026-07-10&to=2026-07-12"


def read(document: Document, times: int, at: datetime = NOON) -> None:
    """So many views in the hour of `at`."""
    ViewHour.insert(
        item=document.id, hour=int(at.timestamp()) // 3_600, kind=document.type,
        site=document.site, views=times,
    ).execute()  # fmt: skip


def test_it_counts_by_day_type_and_site_within_reach(client: FlaskClient) -> None:
    here, there = make_site(), make_site("tan-lap")
    article, notice = make_article(here), make("notice", here, title="Cúp điện")
    read(article, 5, NOON.replace(hour=16))
    read(article, 2, NOON.replace(hour=17))
    read(notice, 3)
    read(make_article(there, "Của bạn"), 100)
    read(article, 50, NOON - timedelta(days=9))
    author, everywhere = Desk(client, here, Role.AUTHOR), Desk(client, None, Role.ADMIN)

    found = author.get(DAYS)

    assert found["views"] == 10
    assert [(each["date"], each["views"]) for each in found["days"]] == [
        ("2026-07-10", 0), ("2026-07-11", 8), ("2026-07-12", 2)]  # fmt: skip
    assert found["types"] == [{"type": "article", "views": 7}, {"type": "notice", "views": 3}]
    assert found["sites"] == [{"site": "yen-hoa", "views": 10}]
    assert [(each["id"], each["views"]) for each in found["most_read"]] == [
        (str(article.id), 7), (str(notice.id), 3)]  # fmt: skip
    assert found["most_read"][0]["url"] == "http://portal.test/bai-viet/khanh-thanh-cau-yen-hoa"
    assert author.get(f"{DAYS}&type=notice")["views"] == 3
    assert everywhere.get(DAYS)["views"] == 110
    assert everywhere.get(f"{DAYS}&site=tan-lap")["views"] == 100
    assert author.call("GET", f"{DAYS}&site=tan-lap").status_code == 404
    assert Desk(client, None, None).get(DAYS)["views"] == 0
    assert author.call("GET", f"{DAYS}&type=category").status_code == 400


def test_what_was_withdrawn_was_read_and_is_named_no_more(client: FlaskClient) -> None:
    site = make_site()
    article = make_article(site, "Có tên người bệnh")
    read(article, 4)
    commands.withdraw(article, OPERATOR, NOON, Withdrawal("personal_data"))

    found = Desk(client, site, Role.AUTHOR).call("GET", DAYS)

    assert (found.json["views"], found.json["most_read"]) == (4, [])
    assert "người bệnh" not in found.text
