"""Who is counted: people in the browsers of Viet Nam, no programs, and nobody thirty times over."""

import dataclasses
import json
from pathlib import Path

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA
from werkzeug.test import Client, TestResponse

from api.db import databases
from api.views import crawlers, recording
from tests import applications
from tests.api.views.beacons import CHROME, address, body, fold, view, views_of
from tests.sizes import SIZES

HOSTILE = Path(__file__).parents[2] / "hostile"
PEOPLE = json.loads((HOSTILE / "people.json").read_text("utf-8"))
LISTED = [each for each in CRAWLER_USER_AGENTS_DATA if not crawlers.is_of_people(each["pattern"])]
CRAWLERS = [agent for each in LISTED for agent in each["instances"]]
MANY = SIZES["V05"].items


def test_v05_one_address_is_counted_thirty_times_whatever_it_calls_itself(
    app, article, clock
) -> None:
    beacon = Client(app.extensions["cache"].app, TestResponse)

    answers = {plain(view(beacon, article, agent=f"{CHROME} {n}")) for n in range(MANY)}
    fold()

    assert views_of(article) == 30
    assert len(answers) == 1


def test_v05_the_cap_holds_over_folds_and_over_an_ipv6_network(app, article, clock) -> None:
    for number in range(90):
        view(app.test_client(), article, f"2001:db8::{number:x}", f"{CHROME} {number}")
        if number % 20 == 0:
            fold()
    fold()

    assert views_of(article) == 30


@pytest.mark.parametrize("hops", [0, 1, 2])
def test_v05_a_forged_address_is_no_address(settings, article, clock, hops) -> None:
    databases.close()
    app = applications.opened(dataclasses.replace(settings, proxy_hops=hops))
    beacon = Client(app.extensions["cache"].app, TestResponse)
    seen_by_proxies = ["203.113.0.7"] * hops

    answers = set()
    for number in range(MANY // 2):
        forwarded = ", ".join([address(number), *seen_by_proxies])
        headers = {"X-Forwarded-For": forwarded, "Forwarded": f"for={address(number)}"}
        answers.add(plain(view(beacon, article, agent=f"{CHROME} {number}", headers=headers)))
    fold()

    assert views_of(article) == 30
    assert len(answers) == 1


def plain(answer: TestResponse) -> tuple:
    headers = [each for each in answer.headers if each[0] != "X-Request-Id"]
    return answer.status_code, answer.data, tuple(headers)


def test_v06_programs_are_not_counted() -> None:
    missed = [agent for agent in CRAWLERS if recording.is_person({}, agent)]

    assert len(CRAWLERS) >= 2_100
    assert len(missed) <= len(CRAWLERS) / 100
    assert missed == []


def test_v06_of_the_list_only_what_people_use_is_left_out() -> None:
    left_out = {each["pattern"] for each in CRAWLER_USER_AGENTS_DATA} - {
        each["pattern"] for each in LISTED
    }

    assert left_out == {"MetaIAB Facebook", "okhttp", "axios"}


@pytest.mark.parametrize(
    "agent",
    ["Mozilla/5.0 (compatible; Googlebot/2.1) okhttp/4.12.0", "axios/1.7.9 python-requests/2.32",
     "SemrushBot CFNetwork/1490.0.4 Darwin/23.2.0", "curl/8.5.0 Dart/3.5 (dart:io)"],
)  # fmt: skip
def test_v06_a_program_stays_one_whatever_it_speaks_http_by(agent: str) -> None:
    assert not recording.is_person({}, agent)


def test_v06_people_in_viet_nam_are_counted() -> None:
    ids = {each["id"] for each in PEOPLE}
    refused = [each["id"] for each in PEOPLE if not recording.is_person({}, each["input"])]

    assert len(PEOPLE) == len(ids) >= 200
    assert {each["expected"] for each in PEOPLE} == {"person"}
    assert refused == []


def test_v06_a_quick_look_finds_what_each_pattern_would() -> None:
    import re

    patterns = [each["pattern"] for each in LISTED]
    whole = re.compile("|".join(patterns))
    agents = [*CRAWLERS[::7], *(each["input"] for each in PEOPLE), "", "abc", "Mozilla/5.0"]

    differing = [each for each in agents if crawlers.is_crawler(each) != bool(whole.search(each))]

    assert differing == []


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({}, 1),
        ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}, 1),
        ({"Sec-Fetch-Mode": "same-origin", "Sec-Fetch-Site": "same-origin"}, 1),
        ({"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site"}, 1),
        ({"Sec-Fetch-Site": "same-site"}, 1),
        ({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 0),
        ({"Sec-Fetch-Dest": "image"}, 0),
        ({"Sec-Fetch-Site": "none"}, 0),
        ({"Sec-Fetch-Mode": ""}, 0),
        ({"Sec-Purpose": "prefetch"}, 0),
        ({"Sec-Purpose": "prefetch;prerender"}, 0),
        ({"Purpose": "prefetch"}, 0),
        ({"User-Agent": ""}, 0),
        ({"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}, 0),
        ({"User-Agent": "curl/8.5.0"}, 0),
        ({"User-Agent": "okhttp/4.12.0"}, 1),
        ({"User-Agent": "XaYenHoa/12 CFNetwork/1490.0.4 Darwin/23.2.0"}, 1),
        ({"Cookie": "seen=1"}, 1),
    ],
)  # fmt: skip
def test_v09_what_a_browser_says_decides_and_is_never_answered(
    client, article, headers, counted
) -> None:
    usual = plain(view(client, article, "203.113.9.9"))
    fold()
    before = views_of(article)

    answer = client.post(
        "/v1/views",
        data=body(article),
        content_type="text/plain",
        headers={"User-Agent": CHROME, **headers},
    )
    fold()

    assert views_of(article) - before == counted
    assert plain(answer) == usual
