"""What readers are told while the database is away: 503 and when to come back, nothing else."""

from datetime import timedelta
from types import SimpleNamespace

import apsw
import orjson
import psycopg
import pytest
import time_machine
from werkzeug.test import Client

from api.cache.middleware import ResponseCache
from api.db import connections, databases
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from api.runtime import change_signal
from tests.api.delivery.world import at
from tests.api.server.processes import eventually
from tests.factories import NOON, make_article, make_site

ASKED = ("/v1", "/v1/articles", "/v1/articles?limit=5", "/v1/sites/yen-hoa", "/v1/tags",
         "/v1/categories", "/v1/articles/0197f6a0-0000-7000-8000-000000000001")  # fmt: skip
FULL = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"


class Outage:
    """Takes the database away from the application, and gives it back."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.lock: apsw.Connection | None = None

    def begin(self) -> None:
        databases.close()
        if self.url.startswith("sqlite"):
            # A connection that needs the file for itself, as a restore does.
            self.lock = apsw.Connection(self.url.removeprefix("sqlite:///"))
            self.lock.execute("PRAGMA locking_mode = EXCLUSIVE")
            self.lock.execute("BEGIN EXCLUSIVE")
            self.lock.execute("CREATE TABLE held (x)")
        else:
            self._ask("ALLOW_CONNECTIONS false")

    def end(self) -> None:
        if self.lock is not None:
            self.lock.execute("ROLLBACK")
            self.lock.close()
            self.lock = None
        else:
            self._ask("ALLOW_CONNECTIONS true")

    def _ask(self, option: str) -> None:
        server, _, name = self.url.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" {option}'.encode())
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@pytest.fixture(autouse=True)
def _impatient(database_url, monkeypatch):
    """Waits for a locked file not nearly as long as a server does."""
    if database_url.startswith("sqlite"):
        monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)


@pytest.fixture
def outage(app, database_url):
    """An outage that is over when the test is."""
    away = Outage(database_url)
    yield away
    databases.close()
    if away.lock is not None or not database_url.startswith("sqlite"):
        away.end()


def test_every_question_gets_503_and_a_time_to_come_back(client, outage) -> None:
    make_site()
    outage.begin()

    for address in ASKED:
        answer = client.get(address, headers={"Accept-Language": "vi"})
        assert answer.status_code == 503, (address, answer.data)
        assert answer.content_type == "application/problem+json"
        assert answer.headers["Retry-After"] == "2"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        problem = orjson.loads(answer.data)
        assert (problem["code"], problem["title"]) == ("unavailable", "Tạm ngừng phục vụ")


def test_what_all_of_them_meet_is_told_once(client, outage, caplog) -> None:
    make_site()
    outage.begin()

    for address in (*ASKED, "/", "/thong-bao", "/lich-lam-viec"):
        assert client.get(address).status_code == 503, address

    told = [each.getMessage().partition(":")[0] for each in caplog.records]
    assert len(told) == len(set(told))


def test_the_next_question_after_an_outage_is_answered(client, outage) -> None:
    make_site()
    assert client.get("/v1/articles").status_code == 200
    outage.begin()
    assert client.get("/v1/articles?limit=1").status_code == 503

    outage.end()

    assert client.get("/v1/articles?limit=1").status_code == 200


def test_what_is_kept_is_still_answered(client, outage) -> None:
    make_site()
    before = client.get("/v1/articles")
    outage.begin()

    assert client.get("/v1/articles").data == before.data


def test_what_changed_before_an_outage_is_not_answered_from_what_was_kept(client, outage) -> None:
    article = make_article(make_site(), "Bài")
    address = f"/v1/articles/{article.id}"
    client.get(address)
    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))
    outage.begin()

    assert client.get(address).status_code == 503

    outage.end()
    assert client.get(address).status_code == 410


def test_the_process_lives_and_says_that_it_is_not_ready(client, outage) -> None:
    outage.begin()

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/v1/openapi.json").status_code == 200


def test_people_get_the_page_as_it_stands_and_a_time_to_come_back(client, outage) -> None:
    outage.begin()

    answer = client.get("/")

    assert (answer.status_code, answer.content_type) == (503, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Retry-After" in answer.headers
    assert b"data-fallback" in answer.data


def test_who_is_asked_for_is_unknown_until_the_database_has_told(client, outage) -> None:
    make_site(base_url="https://yenhoa.example.vn")
    outage.begin()
    paths = ("/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/.well-known/security.txt", "/")
    for host in ("yenhoa.example.vn", "evil.example"):
        for path in paths:
            answer = client.get(path, headers={"Host": host})
            assert (answer.status_code, path) == (503, path)
            assert answer.headers["Retry-After"]
    assert client.get("/sitemap.xml").status_code == 503

    outage.end()

    ours = {"Host": "yenhoa.example.vn"}
    eventually(lambda: client.get("/sitemap.xml", headers=ours).status_code == 200)
    assert client.get("/sitemap.xml", headers={"Host": "evil.example"}).status_code == 400


def test_a_refusal_that_needs_no_database_stays_what_it_is(client, outage) -> None:
    outage.begin()

    assert client.get("/v1/articles?limit=0").status_code == 400
    assert client.get("/v1/khong-co").status_code == 404
    assert client.post("/v1/articles").status_code == 405


@pytest.fixture
def time(app, monkeypatch) -> SimpleNamespace:
    """Time that passes for the cache only when told, while the day stands still at noon."""
    passing = SimpleNamespace(now=0.0)
    cache = ResponseCache(app.extensions["cache"].app, seconds=lambda: passing.now)
    monkeypatch.setattr(app, "wsgi_app", cache)
    with time_machine.travel(NOON, tick=False) as passing.day:
        yield passing


def test_f08_what_was_public_is_shown_for_a_day_of_outage(client, outage, time) -> None:
    article = make_article(make_site(), "Bài", at=at(-1))
    item = f"/v1/articles/{article.id}"
    addresses = ["/v1/home", "/v1/articles", "/v1/tags", item, "/bai-viet/bai"]
    before = {address: client.get(address) for address in addresses}
    outage.begin()

    for time.now in (60.0, 86_000.0):
        for address, answer in before.items():
            shown = client.get(address)
            assert (shown.status_code, shown.data) == (200, answer.data), address
            assert shown.headers["ETag"] == answer.headers["ETag"]
            assert shown.headers["Cache-Control"] == "public, max-age=0"
            tag = {"If-None-Match": answer.headers["ETag"]}
            assert client.get(address, headers=tag).status_code == 304
    time.now = 87_000.0
    assert {client.get(address).status_code for address in addresses} == {503}

    outage.end()
    assert client.get("/v1/home").headers["Cache-Control"] != "public, max-age=0"


def test_f08_what_is_due_meanwhile_is_not_shown_as_it_was(client, outage, time) -> None:
    site = make_site()
    make_article(site, "Bài", at=at(-1))
    draft = make_article(site, "Sắp đăng", published=False, at=at(-1))
    commands.schedule(draft, OPERATOR, at(-1), publish_at=NOON + timedelta(minutes=10))
    assert client.get("/v1/articles").status_code == 200
    outage.begin()

    time.now = 300.0
    time.day.shift(timedelta(minutes=5))
    assert client.get("/v1/articles").status_code == 200
    time.now = 660.0
    time.day.shift(timedelta(minutes=6))
    assert client.get("/v1/articles").status_code == 503


def test_f08_counts_and_what_changed_are_not_shown_as_they_were(client, outage, time) -> None:
    article = make_article(make_site(), "Bài", at=at(-1))
    address = f"/v1/articles/{article.id}"
    for each in ("/v1/views/totals", address):
        client.get(each)
    commands.withdraw(article, OPERATOR, at(1), Withdrawal("error"))
    outage.begin()

    time.now = 60.0
    assert client.get("/v1/views/totals").status_code == 503
    assert client.get(address).status_code == 503


def test_f08_what_a_change_may_have_touched_is_not_shown_as_it_was(outage) -> None:
    statuses = ["503 SERVICE UNAVAILABLE", "503 SERVICE UNAVAILABLE", "200 OK"]
    headers = [("Surrogate-Key", "one"), ("ETag", 'W/"1"'), ("Cache-Control", FULL)]

    def app(environ, start_response):
        start_response(statuses.pop(), headers)
        return (b"{}",)

    passing = SimpleNamespace(now=0.0)
    reader = Client(ResponseCache(app, seconds=lambda: passing.now))
    assert reader.get("/").status_code == 200
    outage.begin()

    passing.now = 60.0
    assert reader.get("/").status_code == 200
    change_signal.announce(change_signal.state().seq + 1, "0" * 32)
    assert reader.get("/").status_code == 503
