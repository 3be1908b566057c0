"""Which banners a list holds, in which order, and what each of them is like."""

import orjson
import pytest

from api.runtime.errors import InvalidContent
from tests.api.banners.making import labels, make_banner, photo
from tests.factories import make, make_site


def test_they_stand_in_their_order_header_first(reader, site) -> None:
    for label, placement, order in (("S2", "sidebar", 2), ("H2", "header", 2),
                                    ("S1", "sidebar", 1), ("H1", "header", 1),
                                    ("S2b", "sidebar", 2), ("S0", "sidebar", -5)):  # fmt: skip
        make_banner(site, label, placement, order=order)

    assert labels(reader, site) == ["H1", "H2", "S0", "S1", "S2", "S2b"]
    assert labels(reader, site, placement="header") == ["H1", "H2"]
    assert labels(reader, site, placement="sidebar") == ["S0", "S1", "S2", "S2b"]
    shown = orjson.loads(reader.get(f"/v1/home?site={site.slug}").data)["banners"]
    assert [each["label"] for each in shown["header"]] == ["H1", "H2"]
    assert [each["label"] for each in shown["sidebar"]] == ["S0", "S1", "S2", "S2b"]


def test_editors_know_it_by_its_label_or_by_what_its_picture_shows(site) -> None:
    named = make_banner(site, "Hiến máu", "header")
    image = {"media": photo(), "alt": "Sông Hòa"}
    bare = make("banner", site, placement="header", image=image)

    assert (named.label, bare.label) == ("Hiến máu", "Sông Hòa")


def test_it_has_the_fields_of_the_contract(reader, site) -> None:
    media = photo()
    banner = make_banner(
        site, "Hiến máu", "header", media=media, link="https://yenhoa.test/hien-mau", order=3,
        starts_at="2026-07-11T00:00:00+07:00",
    )  # fmt: skip

    (found,) = orjson.loads(reader.get(f"/v1/banners?site={site.slug}").data)["items"]

    image = found.pop("image")
    assert found == {
        "id": str(banner.id), "site": site.slug, "placement": "header", "label": "Hiến máu",
        "link": "https://yenhoa.test/hien-mau", "order": 3,
        "starts_at": "2026-07-11T00:00:00+07:00", "ends_at": None,
    }  # fmt: skip
    assert (image["id"], image["alt"]) == (media, "Hiến máu")
    assert {each["format"] for each in image["renditions"]} == {"avif", "webp", "jpeg"}
    for each in image["renditions"]:
        path = each["url"].removeprefix("http://portal.test")
        assert reader.get(path).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("placement=footer", "placement"), ("placement=", "placement"), ("active=any", "active")],
)
def test_a_parameter_that_is_wrong_is_named(reader, site, query, parameter) -> None:
    answer = reader.get(f"/v1/banners?site={site.slug}&{query}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in orjson.loads(answer.data)["errors"]] == [parameter]


def test_with_several_sites_it_must_be_said_which(reader, site) -> None:
    make_site(f"{site.slug}-ban")

    answer = reader.get("/v1/banners")

    assert (answer.status_code, orjson.loads(answer.data)["code"]) == (400, "site_required")
    assert reader.get("/v1/banners?site=khong-co").status_code == 404


def test_one_site_does_not_show_the_banners_of_another(reader, site) -> None:
    make_banner(make_site(f"{site.slug}-ban"), "Của bạn")

    assert labels(reader, site) == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.test", "/tuong-doi",
                                  "https://a:b@evil.test/", "data:text/html,x"])  # fmt: skip
def test_t01_a_link_leads_to_the_web_alone(site, link) -> None:
    with pytest.raises(InvalidContent):
        make("banner", site, placement="header", image={"media": "0" * 40, "alt": "x"}, link=link)
