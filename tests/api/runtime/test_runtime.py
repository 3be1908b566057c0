"""Two applications in one process have nothing in common, whoever asks which of them and when."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from api import create_app
from api.db.databases import db, execute
from api.db.migrate import migrate
from api.publishing import content_type
from api.runtime import runtime
from api.runtime.config import config
from api.runtime.runtime import Part, Runtime
from api.settings import Settings
from api.syndication import snapshots
from tests.api.publishing.kinds import MemoType
from tests.factories import NOON, make_article, make_site

COMMUNES = ("yen-hoa", "dong-thanh")


@pytest.fixture
def apps(settings: Settings, tmp_path: Path) -> Iterator[dict[str, Flask]]:
    """An application of each commune: the second is one on SQLite, beside the live one."""
    made = {}
    for slug, changes in zip(COMMUNES, ({}, _elsewhere(tmp_path / "second")), strict=True):
        own = replace(settings, **changes, base_url=f"http://{slug}.test")
        made[slug] = create_app(own)
        migrate()
        make_article(make_site(slug), f"Tin của {slug}")
    yield made
    for each in runtimes(made):
        each.close()
    runtime.begin()


def _elsewhere(folder: Path) -> dict[str, object]:
    return {
        "database_url": f"sqlite:///{folder}/congxa.db",
        "media_dir": folder / "media",
        "state_dir": folder / "state",
    }


def runtimes(apps: dict[str, Flask]) -> list[Runtime]:
    return [app.extensions["runtime"] for app in apps.values()]


def said(app: Flask, path: str, host: str) -> tuple[int, str]:
    answer = app.test_client().get(path, headers={"Host": host})
    return answer.status_code, answer.text


def test_each_answers_to_its_own_name_for_its_own_commune(apps: dict[str, Flask]) -> None:
    for slug, other in (COMMUNES, COMMUNES[::-1], COMMUNES):
        status, text = said(apps[slug], "/v1/articles", f"{slug}.test")

        assert status == 200
        assert f"Tin của {slug}" in text
        assert f"http://{slug}.test/" in text
        assert other not in text
        assert said(apps[slug], "/v1/articles", f"{other}.test")[0] == 400
        assert said(apps[slug], "/", f"{slug}.test")[0] == 200


def test_each_answers_for_itself_when_both_are_asked_at_once(apps: dict[str, Flask]) -> None:
    def ask(limit: int) -> bool:
        slug = COMMUNES[limit % 2]
        status, text = said(apps[slug], f"/v1/articles?limit={limit}", f"{slug}.test")
        return status == 200 and f"Tin của {slug}" in text

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(1, 41)))


def test_a_change_in_one_is_no_news_in_the_other(apps: dict[str, Flask]) -> None:
    before = [said(apps[slug], "/v1/articles", f"{slug}.test") for slug in COMMUNES]

    make_article(make_site("tan-lap", at=NOON), "Tin mới")  # In the newest, outside of requests.

    first, second = [said(apps[slug], "/v1/articles", f"{slug}.test") for slug in COMMUNES]
    assert first == before[0]
    assert "Tin mới" in second[1]


def test_state_is_that_of_whoever_runs() -> None:
    numbers = Part[list[int]](list)
    first, second = Runtime(), Runtime()
    seen = []

    for each, number in ((first, 1), (second, 2), (first, 3)):
        with each.entered():
            numbers.get().append(number)
    seen = [each.bound(numbers.get)() for each in (first, second)]

    assert seen == [[1, 3], [2]]
    assert numbers.get() == []


def test_no_two_make_a_part_at_once_nor_twice_for_one_application() -> None:
    making: list[int] = []
    most = []

    def make() -> object:
        making.append(1)
        most.append(len(making))
        threading.Event().wait(0.02)
        making.pop()
        return object()

    part = Part(make)
    first, second = Runtime(), Runtime()
    asks = [each.bound(part.get) for each in (first, second) for _ in range(4)]
    with ThreadPoolExecutor(len(asks)) as pool:
        values = list(pool.map(lambda ask: ask(), asks))

    assert most == [1, 1]
    assert len({id(value) for value in values}) == 2


def test_a_snapshot_of_one_holds_up_none_of_the_other(apps: dict[str, Flask]) -> None:
    busy, _ = runtimes(apps)
    with busy.bound(snapshots._one_at_a_time.get)():
        statuses = [
            apps[slug]
            .test_client()
            .get("/v1/snapshot.ndjson.gz", headers={"Host": f"{slug}.test"})
            .status
            for slug in COMMUNES
        ]

    assert [status[:3] for status in statuses] == ["503", "200"]


def test_a_thread_runs_where_it_was_bound(apps: dict[str, Flask]) -> None:
    heard = []
    with Runtime().entered():
        bound = runtime.current().bound(lambda: heard.append(config().base_url))
    for run in (lambda: heard.append(config().base_url), bound):
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    assert heard == [f"http://{COMMUNES[1]}.test", "http://127.0.0.1:8000"]


def test_what_is_registered_in_one_is_unknown_in_the_other(apps: dict[str, Flask]) -> None:
    content_type.register(MemoType())

    assert ["memo" in names for names in map(_type_names, runtimes(apps))] == [False, True]


def _type_names(each: Runtime) -> set[str]:
    return {known.name for known in each.bound(content_type.content_types)()}


def test_a_forked_process_has_connections_of_its_own_in_each(apps: dict[str, Flask]) -> None:
    before = {each: each.bound(lambda: db.obj)() for each in runtimes(apps)}
    child = os.fork()
    if child == 0:
        is_right = False
        try:
            is_right = all(each.bound(_is_new)(was) for each, was in before.items())
        finally:
            os._exit(not is_right)  # Whatever happens: it must not go on with the tests.

    assert os.waitpid(child, 0)[1] == 0


def _is_new(was: Any) -> bool:
    """Whether the connection is another than `was`, and reads."""
    return db.obj is not was and execute("SELECT count(*) FROM article").fetchone()[0] == 1
