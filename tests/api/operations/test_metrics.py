"""Figures for Prometheus: for who may have them, and right over workers that are killed."""

import os
import re
import signal
import sys
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db.databases import is_sqlite
from api.http.watched import tally
from api.http.watched.tally import Tally
from api.settings import Settings
from tests import applications, serving
from tests.api.server.processes import eventually, workers
from tests.factories import make_article, make_site

TOKEN = "metrics-0123456789"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
STATUSES = 8
"""No operation answers with more of them."""


def client_of(settings: Settings, **more: object) -> FlaskClient:
    return applications.opened(replace(settings, **more)).test_client()  # type: ignore[arg-type]


def figures(text: str) -> dict[str, float]:
    lines = re.findall(r"^(congxa_\S+) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in lines}


def test_without_a_setting_there_is_nothing(client: FlaskClient) -> None:
    assert client.get("/metrics", headers=BEARER).status_code == 404


def test_they_are_given_to_the_token_and_to_the_address_alone(settings: Settings) -> None:
    by_token = client_of(settings, metrics_token=TOKEN)
    asked = [None, "Bearer wrong", f"Basic {TOKEN}", "Bearer", f"bearer {TOKEN}"]
    answers = [
        by_token.get("/metrics", headers={"Authorization": each} if each else {}) for each in asked
    ]
    assert [each.status_code for each in answers] == [401, 401, 401, 401, 200]
    assert answers[0].headers["WWW-Authenticate"] == "Bearer"

    by_address = client_of(settings, metrics_address=("10.0.0.0/8",))
    for address, status in (("10.1.2.3", 200), ("127.0.0.1", 404), ("::1", 404)):
        answer = by_address.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=BEARER)
        assert answer.status_code == status
    by_address.application.extensions["runtime"].close()


def test_each_request_is_counted_once_by_operation_and_status(settings: Settings) -> None:
    client = client_of(settings, metrics_token=TOKEN)
    make_article(make_site())
    tag = client.get("/v1/articles").headers["ETag"]
    client.get("/v1/articles")
    client.head("/v1/articles", headers={"If-None-Match": tag})
    client.get("/v1/articles?limit=0")
    client.get("/v1/nothing")
    client.get("/")

    found = figures(client.get("/metrics", headers=BEARER).text)

    requests = {
        name: value for name, value in found.items() if name.startswith("congxa_requests_total")
    }
    of_articles = {
        f'congxa_requests_total{{operation="list_articles",status="{status}"}}': times
        for status, times in (("200", 2.0), ("304", 1.0), ("400", 1.0))
    }
    assert of_articles.items() <= requests.items()
    assert requests['congxa_requests_total{operation="none",status="404"}'] == 1
    assert sum(requests.values()) == 6  # A page asks the API inside; that is nobody's request.
    assert found['congxa_cache_hits_total{operation="list_articles"}'] == 2
    assert found['congxa_request_seconds_count{operation="list_articles"}'] == 2
    wanted = ("views_waiting", "ticker_lag_seconds", "due_jobs", "failed_jobs", "database_bytes")
    assert {f"congxa_{name}" for name in wanted} <= set(found)
    assert found.get("congxa_backup_age_seconds") == (inf if is_sqlite() else None)


def test_a_process_goes_on_where_a_dead_one_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "requests"
    first, second = Tally(folder), Tally(folder)
    for each in (first, second):
        each.add(each.row("a", "200"), None)
    first.add(first.row("a", "404"), 0.02)
    first.close()

    third = Tally(folder)
    third.add(third.row("a", "200"), None)

    assert len([*folder.iterdir()]) == 2
    assert dict(tally.sums(folder).requests) == {("a", "200"): 3, ("a", "404"): 1}
    assert tally.sums(folder).ready == {"a": 3}
    assert sum(tally.sums(folder).seconds["a"][:-1]) == 1
    assert tally.sums(folder).seconds["a"][-1] == 0.02
    second.close()
    third.close()
    tally.begin_anew(folder)
    assert tally.sums(folder) == tally.Totals(Counter(), Counter(), {})


def test_threads_count_each_answer_once(tmp_path: Path) -> None:
    counting = Tally(tmp_path / "requests")
    sys.setswitchinterval(1e-6)

    def count(number: int) -> None:
        for each in range(2_000):
            counting.add(counting.row("a", str(200 + number % 2)), None if each % 2 else 0.001)

    try:
        with ThreadPoolExecutor(8) as threads:
            [*threads.map(count, range(8))]
    finally:
        sys.setswitchinterval(0.005)

    totals = tally.sums(counting.folder)
    counting.close()
    assert totals.requests == {("a", "200"): 8_000, ("a", "201"): 8_000}
    assert (totals.ready["a"], totals.seconds["a"][0]) == (8_000, 8_000)


def test_every_operation_has_a_row_with_every_status(app: Flask) -> None:
    operations = {str(each.endpoint).rpartition(".")[2] for each in app.url_map.iter_rules()}

    assert len(operations) * STATUSES <= tally.ROWS
    assert max(len(f"200 {name}") for name in operations) <= tally.LONGEST_NAME


def test_they_are_right_over_workers_that_are_killed(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_METRICS_TOKEN=TOKEN)
    name = 'congxa_requests_total{operation="list_sites",status="200"}'
    with serving.serving(environ) as server:

        def counted() -> float:
            request = urllib.request.Request(f"{server.url}/metrics", headers=BEARER)
            with urllib.request.urlopen(request, timeout=10) as answer:
                return figures(answer.read().decode()).get(name, 0)

        def ask() -> None:
            urllib.request.urlopen(f"{server.url}/v1/sites", timeout=10).close()

        for _ in range(20):
            ask()
        before = workers(server.process.pid)
        for pid in before:  # At once: what was answered a moment ago counts as well.
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: not {*before} & {*workers(server.process.pid)})
        eventually(lambda: counted() == 20)
        for _ in range(10):
            ask()
        assert counted() == 30


@pytest.fixture(autouse=True)
def closed() -> object:
    yield
    applications.runtime.current().close()
    applications.runtime.begin()
