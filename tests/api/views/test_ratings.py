"""Readers rate an item once a day, in secrecy; who writes for the portal is told the totals."""

from datetime import timedelta
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.db.databases import execute, views_db
from api.publishing.models import Document, Role
from api.views import commands, journal
from api.views.journal import Journal
from tests.api.publishing.authoring.desk import Desk
from tests.api.views.beacons import CHROME, fold, views_of
from tests.factories import NOON, make, make_article, make_site
from tests.sizes import SIZES

TOTALS = "/statistics/ratings?site=yen-hoa"


def rate(
    client: FlaskClient,
    document: Document,
    useful: object = True,
    address: str = "203.113.0.1",
    headers: dict[str, str] | None = None,
    **more: object,
) -> TestResponse:
    """One vote, as a page sends it."""
    said = {"type": document.type, "id": str(document.id), "useful": useful, **more}
    return client.post(
        "/v1/ratings",
        data=orjson.dumps(said),
        content_type="text/plain;charset=UTF-8",
        headers={"User-Agent": CHROME, **(headers or {})},
        environ_base={"REMOTE_ADDR": address},
    )


def totals(client: FlaskClient, path: str = TOTALS) -> Any:
    """What the desk shows, once all is counted."""
    fold()
    return Desk(client, None, Role.AUTHOR).get(path)["items"]


def last_counts(client: FlaskClient, document: Document) -> tuple[int, int]:
    for each in totals(client):
        if each["id"] == str(document.id):
            return each["useful"], each["not_useful"]
    return 0, 0


def test_each_item_tells_how_many_found_it_useful(client, clock) -> None:
    site, there = make_site(), make_site("tan-lap")
    article, page = make_article(site), make("page", site, title="Giới thiệu")
    answers = [rate(client, article), rate(client, article, False, "203.113.1.1")]
    rate(client, article, False, "203.113.2.1", reason="unclear")
    rate(client, page, reason="unclear")
    rate(client, make_article(there))

    found = totals(client)

    assert {(each.status_code, each.data) for each in answers} == {(204, b"")}
    assert found == [
        {"id": str(article.id), "useful": 1, "not_useful": 2},
        {"id": str(page.id), "useful": 1, "not_useful": 0},
    ]
    reasons = {"unclear": 1, "incomplete": 0, "outdated": 0, "incorrect": 0}
    assert totals(client, f"{TOTALS}&reasons=true")[0]["reasons"] == reasons
    assert views_of(article) == 0
    author = Desk(client, there, Role.AUTHOR)
    assert len(author.get("/statistics/ratings")["items"]) == 1
    assert author.call("GET", TOTALS).status_code == 404
    assert client.get("/v1/ratings").status_code == 405


@pytest.mark.parametrize(
    "note",
    [b"{}", b'{"type":"article","id":"%s"}', b'{"type":"article","id":"%s","useful":1}',
     b'{"type":"category","id":"%s","useful":true}', b'{"type":"article","id":"1","useful":true}',
     b'{"type":"article","id":"%s","useful":false,"reason":"ugly"}',
     b'{"type":"article","id":"%s","useful":false,"text":"..."}'],
)  # fmt: skip
def test_it_refuses_what_is_no_vote(client, article, note) -> None:
    said = note.replace(b"%s", str(article.id).encode())
    answer = client.post("/v1/ratings", data=said, content_type="application/json",
                         headers={"User-Agent": CHROME})  # fmt: skip

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_content")
    assert last_counts(client, article) == (0, 0)


def test_t76_of_a_visitor_the_last_vote_of_a_day_counts(client, article, clock) -> None:
    for minutes, useful in ((0, True), (1, False), (2, False), (3, True), (4, False)):
        clock.move_to(NOON + timedelta(minutes=minutes))
        rate(client, article, useful)
        if minutes % 2:
            fold()
    today = last_counts(client, article)
    # 12:00 in UTC is 19:00 in Viet Nam.
    clock.move_to(NOON + timedelta(hours=5))
    rate(client, article, True)

    assert today == (0, 1)
    assert last_counts(client, article) == (1, 1)


def test_t76_the_last_vote_counts_whichever_process_took_it(client, article, clock) -> None:
    own = journal.current()
    other = Journal(own.folder, 10_000)
    journal.use(other)
    clock.move_to(NOON + timedelta(milliseconds=20))
    rate(client, article, False)
    fold()
    clock.move_to(NOON)
    rate(client, article, True)

    assert last_counts(client, article) == (0, 1)


def test_t76_of_one_neighbourhood_ten_votes_a_day_count(app, article, clock) -> None:
    client = app.test_client()
    for number in range(SIZES["T76"].items):
        agent = {"User-Agent": f"{CHROME} {number}"}
        rate(client, article, False, f"203.113.0.{number % 256}", agent)
        if number == 5:
            fold()
    stuffed = last_counts(client, article)
    rate(client, article, True, "203.113.1.1")
    for number in range(12):
        rate(client, article, True, f"2402:800:1:{number:x}::1")

    assert stuffed == (0, 10)
    assert last_counts(client, article) == (11, 10)


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}, 1),
        ({"Origin": "http://portal.test", "Sec-Fetch-Site": "same-site"}, 1),
        ({"Origin": "https://evil.test"}, 0),
        ({"Origin": "null"}, 0),
        ({"Origin": "https://portal.test.evil.test", "Sec-Fetch-Site": "same-site"}, 0),
        ({"Sec-Fetch-Site": "cross-site"}, 0),
        ({"Origin": "http://portal.test", "Sec-Fetch-Site": "cross-site"}, 0),
        ({"User-Agent": "curl/8.5.0"}, 0),
    ],
)
def test_t76_a_vote_from_a_page_of_others_counts_nothing(client, article, headers, counted) -> None:
    answer = rate(client, article, True, headers=headers)

    assert (answer.status_code, answer.data) == (204, b"")
    assert last_counts(client, article) == (counted, 0)


def test_votes_on_what_is_not_public_count_nothing(client, article) -> None:
    draft = make_article(make_site("tan-lap"), published=False)
    mistaken = {"type": "notice", "id": str(article.id), "useful": True}

    rate(client, draft)
    client.post("/v1/ratings", json=mistaken, headers={"User-Agent": CHROME})

    assert totals(client, "/statistics/ratings") == []


def test_t76_nobody_is_found_in_what_is_kept_and_it_is_gone_after_the_day(
    client, article, clock
) -> None:
    rate(client, article, False, "203.113.0.9")
    fold()
    kept = repr(execute('SELECT * FROM "rating_vote"', on=views_db).fetchall())
    commands.forget(NOON + timedelta(hours=5, minutes=10))
    waits = execute('SELECT COUNT(*) FROM "rating_vote"', on=views_db).fetchone()
    commands.forget(NOON + timedelta(hours=5, minutes=31))

    assert "203.113" not in kept
    assert "Chrome" not in kept
    assert waits == (1,)
    assert execute('SELECT COUNT(*) FROM "rating_vote"', on=views_db).fetchone() == (0,)
    assert last_counts(client, article) == (0, 1)
