"""What an installation says of itself, to people who look at `/v1` and to aggregators."""

import orjson
import pytest

from api.publishing.queries import get_document
from api.runtime.version import VERSION
from tests.api.delivery.world import at, revise
from tests.factories import make_site


def test_the_descriptor_says_what_there_is(client) -> None:
    make_site(name="Cổng xã Yên Hòa", base_url="https://yenhoa.example.vn")

    found = orjson.loads(client.get("/v1").data)

    assert found["name"] == "Cổng xã Yên Hòa"
    assert (found["software"], found["version"], found["api_version"]) == ("congxa", VERSION, "v1")
    assert found["sites"] == [
        {
            "slug": "yen-hoa",
            "name": "Cổng xã Yên Hòa",
            "url": "https://yenhoa.example.vn/",
            "api": "http://portal.test/v1/sites/yen-hoa",
        }
    ]
    assert set(found["capabilities"]) >= {"articles", "categories", "tags", "media"}
    assert client.get("/.well-known/portal.json").data == client.get("/v1").data


def test_every_link_of_the_descriptor_leads_somewhere(client) -> None:
    make_site()

    found = orjson.loads(client.get("/v1").data)

    for link in [*found["links"].values(), *(each["api"] for each in found["sites"])]:
        assert link.startswith("http://portal.test/")
        answer = client.get(link.removeprefix("http://portal.test"), buffered=True)
        assert answer.status_code == 200, link


def test_an_installation_without_a_site_describes_itself(client) -> None:
    found = orjson.loads(client.get("/v1").data)

    assert (found["name"], found["sites"]) == ("Cổng Xã", [])


@pytest.mark.parametrize("changed", [{"name": "Xã Yên Hòa mới"}, {"slug": "yen-hoa-moi"}])
def test_a_change_of_the_site_shows_at_once(client, changed) -> None:
    site = make_site()
    before = client.get("/v1").data

    revise(get_document(site.id), at(1), **changed)

    after = client.get("/v1").data
    assert after != before
    assert next(iter(changed.values())).encode() in after
