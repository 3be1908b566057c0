"""What was read most: of one site or all, in a window, live articles alone; and whole sites."""

from datetime import timedelta

import pytest
import time_machine

from api.db.databases import execute, views_db
from api.publishing import commands as publishing
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.views import commands, recording
from api.views.recording import Item
from tests.api.views.beacons import CHROME, address, fold, views_of
from tests.factories import NOON, make, make_article, make_site

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(clock):
    """The time stands still at noon."""
    return clock


def read(document: Document, times: int, ago: timedelta = timedelta()) -> None:
    """So many people read it, so long ago."""
    for number in range(times):
        environ = {"HTTP_USER_AGENT": CHROME, "REMOTE_ADDR": address(number)}
        recording.record(Item(document.type, document.id), environ, NOON - ago)
    fold(NOON)


def asked(client, query: str = "") -> list[tuple[str, int]]:
    answer = client.get(f"/v1/articles/most-read?{query}")
    assert answer.status_code == 200, answer.data
    return [(each["title"], each["views"]) for each in answer.json["items"]]


def test_it_lists_the_most_read_first_with_the_views_of_the_window(client) -> None:
    site = make_site()
    old, new = (make_article(site, title) for title in ("Cũ", "Mới"))
    read(old, 5, 10 * 24 * HOUR)
    read(old, 1, 30 * HOUR)
    read(new, 3)

    assert asked(client, "window=day") == [("Mới", 3)]
    assert asked(client) == asked(client, "window=week") == [("Mới", 3), ("Cũ", 1)]
    assert asked(client, "window=month") == [("Cũ", 6), ("Mới", 3)]
    assert asked(client, "window=all&limit=1") == [("Cũ", 6)]
    assert client.get("/v1/articles/most-read").json["window"] == "week"


def test_a_small_commune_beside_a_busy_one_has_a_full_list(client) -> None:
    busy, small = make_site("ban-ron"), make_site("nho")
    commands.start_from(
        {make_article(busy, f"Ồn {n}").id: 1_000 + n for n in range(210)}
        | {make_article(small, f"Nhỏ {n}").id: n + 1 for n in range(6)}
    )

    shown = client.get("/v1/home?site=nho").json["most_read"]

    assert [each["title"] for each in shown] == [f"Nhỏ {n}" for n in (5, 4, 3, 2, 1)]
    assert asked(client, "window=all&site=nho&limit=2") == [("Nhỏ 5", 6), ("Nhỏ 4", 5)]
    assert [title for title, _ in asked(client, "window=all&limit=2")] == ["Ồn 209", "Ồn 208"]


def test_what_was_withdrawn_leaves_its_place_to_the_next(client) -> None:
    site = make_site()
    articles = [make_article(site, f"Bài {n}") for n in range(30)]
    commands.start_from({each.id: 100 - n for n, each in enumerate(articles)})
    for each in articles[:25]:
        publishing.withdraw(each, OPERATOR, NOON, Withdrawal("error"))

    assert asked(client, "window=all&limit=3") == [("Bài 25", 75), ("Bài 26", 74), ("Bài 27", 73)]


def test_notices_are_in_no_list_of_articles(client) -> None:
    site = make_site()
    notice = make("notice", site, title="Lịch tiếp dân")
    read(notice, 3)

    assert asked(client, "window=all") == asked(client) == []
    assert client.get("/v1/views/totals").json == {"items": [{"site": "yen-hoa", "today": 3,
                                                              "all": 3}]}  # fmt: skip


def test_totals_of_sites_are_those_of_today_and_of_all_time(client) -> None:
    site = make_site()
    make_site("vang", name="Xã Vắng")
    article = make_article(site)
    commands.start_from({article.id: 100})
    read(article, 2)  # 19:00 in Viet Nam
    read(article, 3, 18 * HOUR)  # at one in the morning there
    read(article, 4, 20 * HOUR)  # the evening before

    assert client.get("/v1/views/totals").json["items"] == [
        {"site": "vang", "today": 0, "all": 0},
        {"site": "yen-hoa", "today": 5, "all": 109},
    ]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("window=year", "window"), ("limit=101", "limit"), ("fields=body", "fields"), ("x=1", "x")],
)
def test_a_parameter_that_is_wrong_is_named(client, query, parameter) -> None:
    answer = client.get(f"/v1/articles/most-read?{query}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json["errors"]] == [parameter]
    assert client.get("/v1/articles/most-read?site=khong-co").status_code == 404


def test_fields_choose_what_is_sent(client) -> None:
    article = make_article(make_site())
    read(article, 1)

    found = client.get("/v1/articles/most-read?fields=title").json["items"]
    assert found == [{"title": "Khánh thành cầu Yên Hòa"}]


@pytest.mark.parametrize("address", ["/v1/articles/most-read", "/v1/views/totals", "/v1/views"])
def test_counts_are_kept_for_five_seconds_here_and_there(client, address) -> None:
    from types import SimpleNamespace

    from api.cache.middleware import ResponseCache

    passing = SimpleNamespace(now=0.0)
    app = client.application
    app.wsgi_app = ResponseCache(app.extensions["cache"].app, seconds=lambda: passing.now)
    article = make_article(make_site())
    asked_for = f"{address}?ids={article.id}" if address == "/v1/views" else address
    read(article, 1)
    before = client.get(asked_for)

    read(article, 2)
    passing.now = 4.9
    kept = client.get(asked_for)
    passing.now = 5.1
    after = client.get(asked_for)

    assert before.headers["Cache-Control"] == "public, max-age=5"
    assert (before.data, before.headers["ETag"]) == (kept.data, kept.headers["ETag"])
    assert after.data != before.data
    assert after.headers["ETag"] != before.headers["ETag"]


def test_hours_become_days_after_ninety_days(database) -> None:
    article, other = (make_article(make_site(slug)) for slug in ("mot", "hai"))
    long_ago = NOON - timedelta(days=92)
    for hours in range(40):
        with time_machine.travel(long_ago + hours * HOUR, tick=False):
            read(article, 1, NOON - (long_ago + hours * HOUR))
    read(other, 2, timedelta(days=89))

    for _twice in range(2):
        commands.forget(NOON)

    rows = execute('SELECT "hour", "views" FROM "view_hour" ORDER BY "hour"', on=views_db)
    # From 19:00 in Viet Nam: five hours, a day, and eleven hours of a third that is not old yet.
    found = [((hour + 7) % 24, views) for hour, views in rows.fetchall()]
    assert found == [(0, 5), (0, 24), *((hour, 1) for hour in range(11)), (19, 2)]
    assert views_of(article, other) == [40, 2]
