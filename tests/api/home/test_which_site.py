"""Whose home page it is: that of the only site, or of the one that is named."""

from tests.factories import make_site


def test_one_site_need_not_be_named(client) -> None:
    make_site()

    assert client.get("/v1/home").json["site"]["slug"] == "yen-hoa"
    make_site("dong-thanh")
    refused = client.get("/v1/home")
    assert (refused.status_code, refused.json["code"]) == (400, "site_required")
    assert client.get("/v1/home?site=dong-thanh").json["site"]["slug"] == "dong-thanh"
    assert client.get("/v1/home?site=khong-co").status_code == 404


def test_an_installation_without_a_site_has_no_home(client) -> None:
    assert client.get("/v1/home").status_code in (400, 404)
