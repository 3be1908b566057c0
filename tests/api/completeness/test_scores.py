"""How complete portals are is kept by day: what has moved, and several portals at a glance."""

from datetime import timedelta

import pytest
import time_machine

from api.completeness import scores
from api.completeness.models import SiteScore
from api.publishing.models import Role
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk
from tests.factories import NOON, make, make_article, make_site

ROLES = (Role.AUTHOR, Role.EDITOR, Role.PUBLISHER, Role.ADMIN)


def kept(at) -> None:
    """One night of the ticker."""
    while scores.keep_one(at):
        pass


def test_each_portal_is_looked_at_once_a_day_and_old_days_go(database: str) -> None:
    sites = {make_site().id, make_site("hoa-lac").id}

    kept(NOON)
    kept(NOON + timedelta(hours=1))
    assert {each.site for each in SiteScore.select()} == sites
    assert SiteScore.select().count() == 2
    kept(NOON + timedelta(days=1))
    assert SiteScore.select().count() == 4
    kept(NOON + timedelta(days=500))

    scores.keep_one(NOON + timedelta(days=500))

    assert {each.day for each in SiteScore.select()} == {"2027-11-23"}


def test_what_was_gained_and_lost_since_a_month_ago_is_told(client) -> None:
    site = make_site()
    make_article(site, "Bài cũ")
    desk = Desk(client, site, Role.EDITOR)
    with time_machine.travel(NOON, tick=False):
        assert desk.get("/completeness")["moved"] is None
        kept(NOON)
    kept(NOON + timedelta(days=20))
    make("official", site, name="Lê Văn Phúc", position="Chủ tịch")

    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        moved = desk.get("/completeness")["moved"]

    assert moved["day"] == "2026-07-11"
    assert {"leaders", "leaders-positions"} & set(moved["gained"]) == {"leaders"}
    assert "up-to-date" in moved["lost"]


@pytest.mark.parametrize("role", ROLES)
def test_editors_see_their_portals_at_a_glance_in_order(client, role: Role) -> None:
    first = make_site("hoa-lac", name="Xã Hòa Lạc")
    make_site("an-hoa", name="Xã An Hòa")
    kept(clock.now())
    author = Desk(client, first, Role.AUTHOR)
    article = author.create("/articles", {"title": "Chờ duyệt"}).json
    author.write("POST", f"/articles/{article['id']}/submission", article)

    own = Desk(client, first, role).get("/completeness/sites")["items"]
    everywhere = Desk(client, None, role).get("/completeness/sites")["items"]

    if role < Role.EDITOR:
        assert own == everywhere == []
        return
    assert [each["site"]["name"] for each in own] == ["Xã Hòa Lạc"]
    assert [each["site"]["name"] for each in everywhere] == ["Xã An Hòa", "Xã Hòa Lạc"]
    quiet, busy = everywhere
    assert (busy["in_review"], busy["unconfirmed"], busy["refused"]) == (1, 0, 0)
    assert (quiet["in_review"], quiet["active"], quiet["active_at"]) == (0, None, None)
    assert busy["active"]["id"] == author.id
    assert (quiet["score"], quiet["missing"] > 0) == (0, True)
