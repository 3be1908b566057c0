"""Caches in front are told what has changed, each until it has taken it."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from api.cache.purging import Epoch, Front, NotTaken
from api.jobs import JOBS, jobs
from api.publishing import commands, log, queries
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.reasons import PERSONAL_DATA
from api.publishing.workflow import OPERATOR
from api.runtime.config import config, configure
from api.ticker import Ticker
from tests import applications
from tests.api.delivery.world import at, rename
from tests.factories import make_article, make_site


class Cache(ThreadingHTTPServer):
    """Takes what it is told while `status` is a good one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[tuple[str, str, str]] = []
        self.status = 404
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Cache

    def do_PURGE(self) -> None:
        kind = f"{self.headers['Accept-Encoding']} {self.headers['Accept-Language']}"
        self.server.told.append((self.headers["Host"], self.path, kind))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def caches(database: str) -> Iterator[list[Cache]]:
    """Two caches, which the settings name."""
    two = [Cache(), Cache()]
    configure(replace(config(), purge_urls=tuple(each.url for each in two)))
    yield two
    for each in two:
        each.shutdown()
        each.server_close()


def ticker() -> Callable[[datetime], None]:
    """What one that was just started tells of."""
    works = [Epoch().run, *(Front(url).run for url in config().purge_urls)]

    def run(when: datetime) -> None:
        failures = []
        for work in works:
            try:
                work(when)
            except NotTaken as error:
                failures.append(error)
        if failures:
            raise failures[0]

    return run


def withdraw(article) -> None:
    commands.withdraw(get_document(article.id), OPERATOR, at(1), Withdrawal("error"))


def test_every_kind_of_reader_loses_every_address_twice(caches: list[Cache]) -> None:
    site = make_site("yen-hoa", base_url="https://yenhoa.example.vn")
    article = make_article(site, "Khánh thành cầu")
    rename(article, "cau-da", at(0))
    told = ticker()
    told(at(0))  # Of what was before it knows nothing.
    withdraw(article)

    told(at(1))
    first = list(caches[0].told)
    told(at(1) + timedelta(seconds=1))

    ours = urlsplit(config().base_url).netloc
    assert {host + path for host, path, _kind in first} == {
        f"{ours}/v1/articles/{article.id}",
        f"{ours}/v1/sites/yen-hoa/articles/khanh-thanh-cau",
        f"{ours}/v1/sites/yen-hoa/articles/cau-da",
        "yenhoa.example.vn/bai-viet/khanh-thanh-cau",
        "yenhoa.example.vn/bai-viet/khanh-thanh-cau?lang=en",
        "yenhoa.example.vn/bai-viet/cau-da",
        "yenhoa.example.vn/bai-viet/cau-da?lang=en",
    }
    kinds = {f"{coding} {language}" for coding in ("br", "zstd", "gzip", "identity")
             for language in ("vi", "en")}  # fmt: skip
    assert {kind for *_, kind in first} == kinds
    assert len(first) == 7 * len(kinds)
    assert caches[0].told == caches[1].told == first * 2


def test_who_refuses_is_told_again_ever_later_and_keeps_no_other_waiting(
    caches: list[Cache],
) -> None:
    site = make_site()
    article = make_article(site)
    ticker()(at(0))
    withdraw(article)
    caches[0].status = 500
    told = ticker()  # of a ticker that was started again
    tries = []

    for seconds in range(8):
        before = len(caches[0].told)
        with contextlib.suppress(NotTaken):
            told(at(1) + timedelta(seconds=seconds))
        tries.append(len(caches[0].told) - before)
    caches[0].status = 200
    told(at(1) + timedelta(seconds=15))
    ticker()(at(2))

    assert tries == [1, 1, 0, 1, 0, 0, 0, 1]
    assert set(caches[1].told) == set(caches[0].told)
    assert len(caches[0].told) == 4 + len(set(caches[1].told))


def test_f16_a_cache_that_hangs_delays_no_other(caches: list[Cache]) -> None:
    article = make_article(make_site())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = f"http://127.0.0.1:{silent.getsockname()[1]}"
        configure(replace(config(), purge_urls=(hanging, caches[1].url)))
        telling = Ticker(job for job in jobs() if job not in JOBS)
        telling.tick(at(0))
        telling.wait()
        withdraw(article)

        telling.tick(at(1))
        first, second = (running.thread for running in telling._running)
        assert second is not None
        second.join()

        assert first is not None
        assert first.is_alive()
        assert caches[1].told
    telling.wait()


def test_f16_while_one_cache_is_away_the_one_here_reads_another_log(caches: list[Cache]) -> None:
    article = make_article(make_site())
    ticker()(at(0))
    named = config().state_dir / "epoch.map"
    before = named.read_text()
    for cache in caches:
        cache.status = 500
    commands.withdraw(article, OPERATOR, at(1), Withdrawal(PERSONAL_DATA))

    with contextlib.suppress(NotTaken):
        ticker()(at(1))

    assert named.read_text() == f"epoch {queries.head()[0]}-{queries.head()[1]};\n" != before


def test_another_log_is_another_cache(caches: list[Cache]) -> None:
    make_article(make_site())
    named = config().state_dir / "epoch.map"
    told = ticker()
    told(at(0))
    before, written = named.read_text(), named.stat().st_ino

    ticker()(at(1))
    make_article(make_site("hoa-binh"))
    told(at(2))
    unchanged = named.stat().st_ino
    log.renew_epoch(at(3))
    told(at(4))

    assert unchanged == written
    assert named.read_text() == f"epoch {queries.head()[0]}-0;\n" != before


def test_t78_after_personal_data_was_taken_away_no_list_of_before_is_shown(
    caches: list[Cache],
) -> None:
    site, named = make_site(), config().state_dir / "epoch.map"
    reasons = ("error", PERSONAL_DATA, "other")
    articles = [make_article(site, f"Bài {reason}") for reason in reasons]
    ticker()(at(0))
    keys = [named.read_text()]
    for number, (article, reason) in enumerate(zip(articles, reasons, strict=True), 1):
        commands.withdraw(article, OPERATOR, at(number), Withdrawal(reason))
        ticker()(at(number))
        keys.append(named.read_text())

    # As it was, another one, and that is kept.
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_t78_in_another_log_the_same_number_is_another_withdrawal(caches: list[Cache]) -> None:
    article, named = make_article(make_site()), config().state_dir / "epoch.map"
    told = ticker()
    commands.withdraw(article, OPERATOR, at(1), Withdrawal(PERSONAL_DATA))
    told(at(1))
    before = named.read_text()
    log.renew_epoch(at(2))

    told(at(2))

    # Else the log of a restore, which goes back, would come to that number with nothing forgotten.
    assert named.read_text() == f"epoch {queries.head()[0]}-{queries.head()[1]};\n" != before


def test_lists_are_kept_for_a_second_where_caches_are_told(app, settings) -> None:
    site = make_site()
    article = make_article(site)
    paths = {
        f"/v1/articles/{article.id}": False,
        f"/v1/sites/{site.slug}/articles/{article.slug}": False,
        f"/v1/articles/{article.id}?fields=id": True,
        f"/v1/articles/{article.id}/related": True,
        f"/v1/sites/{site.slug}": True,
        "/v1/articles": True,
        f"/bai-viet/{article.slug}": True,
        "/": True,
    }
    plain = {path: app.test_client().get(path) for path in paths}
    fronted = applications.opened(replace(settings, purge_urls=("http://127.0.0.1:8001",)))
    told = {path: fronted.test_client().get(path) for path in paths}

    assert not [path for path, answer in plain.items() if "X-Accel-Expires" in answer.headers]
    assert {path: "X-Accel-Expires" in answer.headers for path, answer in told.items()} == paths
    # nginx reads nothing of a Cache-Control that comes after it.
    names = list(told["/v1/articles"].headers.keys())
    assert names.index("X-Accel-Expires") > names.index("Cache-Control")
