"""The benchmarks still ask what is answered, and write what the README shows; no time is held."""

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from api.publishing.models import Role
from benchmarks import compare, plain, profiling, publishes
from benchmarks.make_bundle import make
from benchmarks.questions import QUESTIONS, Question, of_congxa, of_plain
from benchmarks.servers import NAMES
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site


@pytest.fixture(scope="module")
def plain_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("plain")
    make(folder / "bundle", 40)
    plain.load(folder / "bundle", folder / "plain.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAIN_DATABASE", str(folder / "plain.db"))
        server = make_server("127.0.0.1", 0, plain.create_app())
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def answered(url: str, question: Question) -> int:
    asked = urllib.request.Request(url + question.paths[-1], headers=dict(question.headers))
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_plain_application_is_asked_what_it_answers(plain_url: str) -> None:
    found = of_plain(plain_url)

    said = {name: answered(plain_url, found[name]) for name in QUESTIONS}
    assert said == {name: 304 if name == "R6" else 200 for name in QUESTIONS}


def test_ours_is_asked_what_it_answers(live_server) -> None:
    found = of_congxa(live_server.url)

    said = {name: answered(live_server.url, found[name]) for name in QUESTIONS}
    assert said == {name: 304 if name == "R6" else 200 for name in QUESTIONS}


def test_of_whom_is_slow_no_crowd_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "LONGEST_REST", 0)
    asked: list[tuple[str, int]] = []

    def ask(url: str, _question: Question, _seconds: int, clients: int) -> float:
        asked.append((url, clients))
        return {"/slow": 2.0, "/fast": 900.0}[url]

    said = compare.by_turns(
        [("Fast", "/fast", Question([])), ("Slow", "/slow", Question([]))], (2, 0), ask
    )

    assert said == {"Fast": 900.0, "Slow": 2.0}
    assert asked == [("/fast", 2), ("/slow", 2), ("/slow", 2), ("/fast", 32), ("/fast", 32)]


def test_results_are_a_table_and_a_chart_that_the_readme_shows(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("![x](benchmarks/results/2020-01-01.svg)")
    rates = {name: dict.fromkeys(NAMES, 1_000.0) for name in QUESTIONS}
    rates["R5"]["nginx, files"] = None

    compare.show(compare.write(rates, "40 articles", 200, tmp_path / "results"), readme)

    table, chart = sorted((tmp_path / "results").iterdir())
    assert table.read_text().count("\n| R") == len(QUESTIONS)
    bars = re.findall(r'<rect x="150"[^>]* height="10"', chart.read_text())
    assert len(bars) == len(QUESTIONS) * len(NAMES) - 1
    assert chart.name in readme.read_text()


def test_what_is_published_while_it_is_measured_is_public(client) -> None:
    desk = Desk(client, make_site(slug=publishes.SITE, two_person_rule=False), Role.PUBLISHER)

    def call(method: str, path: str, said: object, headers: dict[str, str]) -> dict[str, object]:
        answer = desk.call(method, path, said, **headers)
        assert answer.status_code < 300, answer.text
        return answer.json

    publishes.publish(call)
    publishes.publish(call)

    listed = client.get("/v1/articles?fields=title").json["items"]
    assert [each["title"][:7] for each in listed] == ["Bài đọc", "Bài đọc"]


def test_a_profile_tells_in_which_functions_time_ends() -> None:
    stacks = ("serve;answer;get (a.py:1) 30", "serve;answer;send (b.py:2) 60", "get (a.py:5) 10")

    assert profiling.table(stacks).splitlines() == [" 60.0%  send (b.py)", " 40.0%  get (a.py)"]
