"""How long an answer may be kept elsewhere: never past the moment when it changes by itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.schedule import perform_due
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, rename
from tests.factories import NOON, make_article, make_category, make_site

FULL = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400"


def seconds(count: float) -> datetime:
    return NOON + timedelta(seconds=count)


@pytest.fixture
def clock():
    """Time stands still at noon until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def commune(client, clock):
    """Two communes; in the first an article waits for two minutes past noon."""
    site, other = make_site(), make_site("dong-thanh")
    make_category(site, "Tin tức")
    make_article(site, "Bài", at=at(-1))
    make_article(other, "Bài xã bạn", at=at(-1))
    draft = make_article(site, "Sắp đăng", published=False, at=at(-1))
    commands.schedule(draft, OPERATOR, at(-1), publish_at=seconds(120))
    return site


HERE = ("/v1/articles?site=yen-hoa", "/v1/sites/yen-hoa/articles/bai", "/v1/sites/yen-hoa",
        "/v1/tags?site=yen-hoa", "/v1/categories?site=yen-hoa")  # fmt: skip
EVERYWHERE = ("/v1/articles", "/v1/tags", "/v1/categories", "/v1/sites", "/v1")
ELSEWHERE = ("/v1/articles?site=dong-thanh", "/v1/sites/dong-thanh/articles/bai-xa-ban",
             "/v1/sites/dong-thanh")  # fmt: skip


def control(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.data)
    return answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", [*HERE, *EVERYWHERE])
def test_an_answer_is_kept_until_its_site_changes_by_itself(
    client, commune, clock, address
) -> None:
    found = {}
    for now in (0, 45, 46, 104, 105, 105.5, 110, 119.2, 120, 125):
        clock.move_to(seconds(now))
        found[now] = control(client, address)

    assert found == {
        0: FULL,
        45: FULL,
        46: "public, max-age=15",
        104: "public, max-age=15",
        105: "public, max-age=15",
        105.5: "public, max-age=14",
        110: "public, max-age=10",
        119.2: "public, max-age=0",
        120: "public, max-age=0",
        125: "public, max-age=0",
    }


@pytest.mark.parametrize("address", ELSEWHERE)
def test_what_is_due_in_one_commune_does_not_hurry_another(client, commune, clock, address) -> None:
    clock.move_to(seconds(115))

    assert control(client, address) == FULL


def test_what_was_due_is_new_and_long_lived_once_it_is_done(client, commune, clock) -> None:
    clock.move_to(seconds(119))
    assert b"S\xe1\xba\xafp" not in client.get(HERE[0]).data

    clock.move_to(seconds(120))
    perform_due(seconds(120))

    assert b"S\xe1\xba\xafp" in client.get(HERE[0]).data
    assert control(client, HERE[0]) == FULL


def test_a_schedule_made_after_an_answer_was_kept_shortens_it(client, commune, clock) -> None:
    perform_due(seconds(120))
    clock.move_to(seconds(200))
    assert control(client, HERE[0]) == FULL
    draft = make_article(commune, "Gấp", published=False, at=seconds(200))

    commands.schedule(draft, OPERATOR, seconds(200), publish_at=seconds(203))

    assert control(client, HERE[0]) == "public, max-age=3"


def test_a_304_says_how_long_too(client, commune, clock) -> None:
    tag = client.get(HERE[0]).headers["ETag"]
    clock.move_to(seconds(111))

    held = client.get(HERE[0], headers={"If-None-Match": tag})

    assert held.status_code == 304
    assert held.headers["Cache-Control"] == "public, max-age=9"


def test_a_move_is_kept_as_long_as_what_it_leads_to(client, commune, clock) -> None:
    rename(make_article(commune, "Tên cũ", at=at(-1)), "ten-moi", at(-1))
    address = "/v1/sites/yen-hoa/articles/ten-cu"

    assert control(client, address, 301) == FULL
    clock.move_to(seconds(112))
    assert control(client, address, 301) == "public, max-age=8"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/sites/yen-hoa/articles/khong-co", 404),
        ("/v1/articles/0197f6a0-0000-7000-8000-000000000001", 404),
        ("/v1/articles?site=khong-co", 404),
        ("/v1/khong-co", 404),
        ("/v1/sites/yen-hoa/articles/da-go", 410),
    ],
)
def test_a_refusal_is_kept_but_never_stale(client, commune, clock, address, status) -> None:
    gone = make_article(commune, "Đã gỡ", at=at(-1))
    commands.withdraw(gone, OPERATOR, at(-1), Withdrawal("error"))

    assert control(client, address, status) == "public, max-age=15"
    clock.move_to(seconds(118))
    assert control(client, address, status) == "public, max-age=2"


def test_what_is_wrong_with_a_request_is_not_kept(client, commune) -> None:
    assert control(client, "/v1/articles?limit=0", 400) == "no-store"
    assert client.post("/v1/articles").headers["Cache-Control"] == "no-store"
    assert client.options("/v1/articles").headers["Cache-Control"] == "no-store"
    assert control(client, f"/media/{'0' * 40}.jpg", 404) == "no-store"
    assert control(client, "/healthz") == "no-store"


def test_the_keys_of_an_answer_are_those_of_the_contract(client, commune) -> None:
    article = make_article(commune, "Thêm", at=at(-1))
    keys = {
        f"/v1/articles/{article.id}": f"{article.id} site:yen-hoa",
        "/v1/sites/yen-hoa/articles/them": f"{article.id} site:yen-hoa",
        "/v1/sites/yen-hoa": f"{commune.id} site:yen-hoa",
        "/v1/articles?site=yen-hoa": "site:yen-hoa list:article:yen-hoa",
        f"/v1/articles/{article.id}/related": "site:yen-hoa list:article:yen-hoa",
        "/v1/tags?site=yen-hoa": "site:yen-hoa list:article:yen-hoa",
        "/v1/categories?site=yen-hoa": "site:yen-hoa list:category:yen-hoa list:article:yen-hoa",
        "/v1/articles": "list:article",
        "/v1/tags": "list:article",
        "/v1/categories": "list:category list:article",
        "/v1/sites": "list:site",
        "/v1": "list:site",
        "/.well-known/portal.json": "list:site",
    }

    assert {each: client.get(each).headers["Surrogate-Key"] for each in keys} == keys


def test_midnight_in_vietnam_is_a_due_time_of_all(client, clock) -> None:
    draft = make_article(make_site(), "Ngày kia", published=False)
    commands.schedule(draft, OPERATOR, at(-1), publish_at=at(48))
    midnight = datetime(2026, 7, 11, 17, tzinfo=UTC)
    found = {}
    for left in (75, 74, 10, 0):
        clock.move_to(midnight - timedelta(seconds=left))
        found[left] = control(client, "/v1/home")

    assert found == {
        75: FULL,
        74: "public, max-age=15",
        10: "public, max-age=10",
        0: FULL,
    }


def test_what_was_answered_yesterday_is_not_kept_for_today(client, clock) -> None:
    make_site()
    midnight = datetime(2026, 7, 12, 17, tzinfo=UTC)  # a Sunday's end
    weeks = []
    for moment in (midnight - timedelta(seconds=1), midnight):
        clock.move_to(moment)
        weeks.append(client.get("/v1/home").json["calendar"]["week"])

    assert weeks == ["2026-W28", "2026-W29"]
