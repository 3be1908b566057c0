"""A home page in one call: everything on it, for one site or for the one that is named."""

from uuid import UUID

import orjson
import pytest
import time_machine

from api.banners.schemas import PLACEMENTS
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.views import commands as viewcounts
from tests.api.banners.making import make_banner
from tests.api.delivery.world import at, revise
from tests.factories import NOON, make, make_article


@pytest.fixture
def portal(reader, site):
    """A commune with something of everything; the clock stands at noon."""
    with time_machine.travel(NOON, tick=False):
        official = make("official", site, name="Lê Văn Phúc", position="Chủ tịch")
        for number in range(14):
            make_article(site, f"Bài {number}", at=at(number), featured=number % 2 == 0)
        make("notice", site, title="Lịch tiếp dân", number="15/TB-UBND")
        make("notice", site, title="Bão", urgency="emergency", at=at(-5))
        make("calendar_entry", site, date="2026-07-10", title="Họp", chair=str(official.id))
        make_banner(site, "Đầu trang", "header")
        make_banner(site, "Bên", "sidebar")
        yield site


def home(reader, site) -> dict:
    answer = reader.get(f"/v1/home?site={site.slug}")
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)


def titles(objects: list[dict]) -> list[str]:
    return [each["title"] for each in objects]


def test_everything_is_there(reader, portal) -> None:
    found = home(reader, portal)

    assert [*found] == [
        "site", "banners", "calendar", "notices", "featured", "articles", "most_read", "today"
    ]  # fmt: skip
    assert found["site"] == reader.get(f"/v1/sites/{portal.slug}").json
    banners = {name: [each["label"] for each in found["banners"][name]] for name in PLACEMENTS}
    assert banners == {"header": ["Đầu trang"], "sidebar": ["Bên"]}
    assert titles(found["featured"]) == [f"Bài {number}" for number in (12, 10, 8, 6, 4)]
    assert titles(found["articles"]) == [f"Bài {number}" for number in range(13, 1, -1)]
    assert titles(found["notices"]) == ["Bão", "Lịch tiếp dân"]
    week = reader.get(f"/v1/calendar/weeks/2026-W28?site={portal.slug}").json
    assert found["calendar"] == week
    assert titles(week["days"][4]["entries"]) == ["Họp"]
    assert found["most_read"] == []


def test_what_is_featured_leads_for_two_weeks_and_what_is_pinned_until_it_is_not(
    reader, site
) -> None:
    for title, days, chosen in (
        ("Ghim cũ", -90, {"pinned": True}), ("Vừa hết", -14, {"featured": True}),
        ("Còn một giây", -14 + 1 / 86_400, {"featured": True}), ("Thường", 0, {}),
        ("Nổi bật", -1, {"featured": True}),
        ("Ghim nổi bật", -30, {"featured": True, "pinned": True}),
    ):  # fmt: skip
        make_article(site, title, at=at(24 * days), **chosen)

    with time_machine.travel(NOON, tick=False):
        found = titles(home(reader, site)["featured"])

    assert found == ["Ghim nổi bật", "Ghim cũ", "Nổi bật", "Còn một giây"]


def test_today_has_the_notices_that_begin_or_end_on_it_and_holidays_to_come(reader, site) -> None:
    made = {
        "Bắt đầu": {"effective_on": "2026-07-11"},
        "Kết thúc": {"expires_at": "2026-07-11T20:00:00+07:00"},
        "Hết ngày": {"expires_at": "2026-07-12T00:00:00+07:00"},
        "Mai": {"effective_on": "2026-07-12", "expires_at": "2026-07-12T00:00:01+07:00"},
        "Hôm qua": {"effective_on": "2026-07-10"},
    }
    for number, (title, content) in enumerate(made.items()):
        make("notice", site, title=title, at=at(-number), **content)

    with time_machine.travel(NOON, tick=False) as clock:
        today = home(reader, site)["today"]
        clock.move_to("2026-08-25T05:00:00Z")
        later = reader.get(f"/v1/home?site={site.slug}&").json["today"]

    assert titles(today["notices"]) == ["Bắt đầu", "Kết thúc", "Hết ngày"]
    assert (today["date"], today["holidays"]) == ("2026-07-11", [])
    assert [each["date"] for each in later["holidays"]] == [
        "2026-08-31",
        "2026-09-01",
        "2026-09-02",
    ]
    assert later["notices"] == []


def test_its_objects_are_those_of_the_lists(reader, portal) -> None:
    found = home(reader, portal)

    for name, path in (("articles", "articles"), ("notices", "notices")):
        listed = reader.get(f"/v1/{path}?site={portal.slug}&limit=12").json["items"]
        assert found[name] == listed


def test_views_are_told_and_leave_the_validator_alone(reader, portal) -> None:
    articles = reader.get(f"/v1/articles?site={portal.slug}&sort=title").json["items"]
    notice = reader.get(f"/v1/notices?site={portal.slug}&number=15/TB-UBND").json["items"][0]
    address = f"/v1/home?site={portal.slug}"
    some, many, few = (UUID(each["id"]) for each in (articles[0], articles[1], notice))

    viewcounts.start_from({some: 30, many: 300})
    before = reader.get(address)
    viewcounts.start_from({few: 7})
    after = reader.get(f"{address}&")  # kept by nobody yet

    counted = orjson.loads(after.data)
    assert titles(counted["most_read"]) == [articles[1]["title"], articles[0]["title"]]
    assert [each["views"] for each in counted["most_read"]] == [300, 30]
    assert [each["views"] for each in counted["notices"]] == [0, 7]
    assert after.data != before.data
    tag = before.headers["ETag"]
    assert after.headers["ETag"] == tag
    assert reader.get(f"{address}&", headers={"If-None-Match": tag}).status_code == 304


def test_an_empty_site_has_an_empty_home(reader, site) -> None:
    found = home(reader, site)

    assert found["banners"] == {"header": [], "sidebar": []}
    assert not any(found[name] for name in ("featured", "articles", "notices", "most_read"))
    assert [each["entries"] for each in found["calendar"]["days"]] == [[]] * 7


def test_the_week_turns_at_midnight_in_vietnam(reader, site) -> None:
    with time_machine.travel("2026-07-12T16:59:59Z", tick=False) as clock:
        before = home(reader, site)["calendar"]["week"]
        clock.move_to("2026-07-12T17:00:00Z")
        after = reader.get(f"/v1/home?site={site.slug}&").json["calendar"]["week"]

    assert (before, after) == ("2026-W28", "2026-W29")


CHANGES = {
    "article": lambda site: make_article(site, "Mới", at=at(20)),
    "notice": lambda site: make("notice", site, title="Mới"),
    "banner": lambda site: make_banner(site, "Mới"),
    "calendar_entry": lambda site: make("calendar_entry", site, date="2026-07-10", title="Mới"),
    "site": lambda site: revise(get_document(site.id), at(1), name="Mới"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_of_any_kind_is_seen_at_once(reader, portal, kind) -> None:
    address = f"/v1/home?site={portal.slug}"
    before = reader.get(address)
    assert "Mới".encode() not in before.data

    CHANGES[kind](portal)

    after = reader.get(address)
    assert "Mới".encode() in after.data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_it_says_which_changes_make_it_stale(reader, portal) -> None:
    slug = portal.slug
    keys = reader.get(f"/v1/home?site={slug}").headers["Surrogate-Key"].split()

    assert keys == [f"site:{slug}", *(
        f"list:{each}:{slug}" for each in ("article", "notice", "banner", "calendar_entry")
    )]  # fmt: skip


def test_what_is_withdrawn_leaves_it(reader, portal) -> None:
    (entry,) = home(reader, portal)["calendar"]["days"][4]["entries"]
    newest = home(reader, portal)["articles"][0]

    for each in (entry["id"], newest["id"]):
        commands.withdraw(get_document(each), OPERATOR, at(20), Withdrawal("error"))

    found = home(reader, portal)
    assert found["calendar"]["days"][4]["entries"] == []
    assert titles(found["articles"])[0] == "Bài 12"


def test_what_it_does_not_know_is_named(reader, site) -> None:
    answer = reader.get(f"/v1/home?site={site.slug}&limit=3")

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (400, "limit")
