"""Two communes in one installation, alike to the last address: neither sees the other's."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.media import commands as media
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, revise
from tests.api.media import samples
from tests.factories import NOON, make, make_category, make_site

COMMUNES = ("yen-hoa", "dong-thanh")
ALONE = ("home", "banners", "calendar/entries?from=2026-07-13", "officials")
SHARED = ("articles", "notices", "pages", "categories", "tags")
WEEK = "calendar/weeks/2026-W29"


@dataclass
class Twins:
    """What each commune has, by its slug and then by type."""

    documents: dict[str, dict[str, Document]]


@pytest.fixture(scope="module")
def twins(standing_app) -> Twins:
    """Two communes with the same of everything under the same titles."""
    photo = {"media": media.keep_image(samples.encoded(samples.picture(), "PNG"), NOON).id}
    return Twins({slug: _commune(slug, {**photo, "alt": "Chào"}) for slug in COMMUNES})


def _commune(slug: str, photo: dict[str, str]) -> dict[str, Document]:
    site = make_site(slug, name=f"Xã {slug}")
    category = make_category(site, "Tin tức")
    official = make("official", site, name="Lê Văn Phúc", position=f"Chủ tịch {slug}")
    news = {"title": "Tin", "lead": slug, "tags": ["Cầu"], "category": str(category.id)}
    entry = {"date": "2026-07-13", "title": f"Họp {slug}", "chair": str(official.id)}
    return {
        "site": site,
        "official": official,
        "article": make("article", site, **news),
        "notice": make("notice", site, title="Thông báo", number="15/TB-UBND", issuer=slug),
        "page": make("page", site, title="Giới thiệu", body_html=f"<p>{slug}</p>"),
        "banner": make("banner", site, placement="header", image=photo, label=slug),
        "calendar_entry": make("calendar_entry", site, **entry),
    }


def read(reader: FlaskClient, address: str) -> Any:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.data
    return answer.json


def of(address: str, slug: str) -> str:
    return f"/v1/{address}{'&' if '?' in address else '?'}site={slug}"


def ids(listed: Any) -> list[str]:
    return [each["id"] for each in listed["items"]]


@pytest.mark.parametrize("slug", COMMUNES)
@pytest.mark.parametrize("kind", ["article", "notice", "page"])
def test_each_has_its_own_at_the_same_address(reader, twins: Twins, slug: str, kind: str) -> None:
    mine = twins.documents[slug][kind]

    found = read(reader, f"/v1/sites/{slug}/{kind}s/{mine.slug}")

    assert {each[kind].slug for each in twins.documents.values()} == {mine.slug}
    assert found["id"] == str(mine.id)
    assert found["site"] == {"slug": slug, "name": f"Xã {slug}"}


@pytest.mark.parametrize("slug", COMMUNES)
@pytest.mark.parametrize("address", [*SHARED, *ALONE, WEEK])
def test_a_list_of_one_shows_nothing_of_the_other(reader, twins, address: str, slug: str) -> None:
    other = COMMUNES[slug == COMMUNES[0]]
    answer = reader.get(of(address, slug))

    assert answer.status_code == 200
    assert slug.encode() in answer.data
    assert other.encode() not in answer.data
    for each in twins.documents[other].values():
        assert str(each.id).encode() not in answer.data


@pytest.mark.parametrize("address", [*ALONE, WEEK])
def test_what_is_of_one_site_asks_which(reader, twins: Twins, address: str) -> None:
    answer = reader.get(f"/v1/{address}")

    assert (answer.status_code, answer.json["code"]) == (400, "site_required")
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize("address", SHARED)
def test_what_may_be_of_all_sites_shows_all(reader, twins: Twins, address: str) -> None:
    items = read(reader, f"/v1/{address}")["items"]

    shown = [each["site"]["slug"] if address in SHARED[:3] else each["site"] for each in items]
    assert sorted(shown) == sorted(COMMUNES)


@pytest.mark.parametrize("address", [*SHARED, *ALONE, WEEK])
def test_an_unknown_site_is_refused(reader, twins: Twins, address: str) -> None:
    answer = reader.get(of(address, "khong-co"))

    assert (answer.status_code, answer.json["code"]) == (404, "site_not_found")


@pytest.mark.parametrize("slug", COMMUNES)
def test_home_is_of_one(reader, twins: Twins, slug: str) -> None:
    mine = twins.documents[slug]

    home = read(reader, of("home", slug))

    assert home["site"]["slug"] == slug
    assert [each["id"] for each in home["articles"]] == [str(mine["article"].id)]
    assert [each["id"] for each in home["notices"]] == [str(mine["notice"].id)]
    assert [each["id"] for each in home["banners"]["header"]] == [str(mine["banner"].id)]
    assert home["calendar"]["site"] == slug


def test_a_filter_by_an_official_of_another_finds_nothing(reader, twins: Twins) -> None:
    theirs = twins.documents["dong-thanh"]["official"].id
    address = f"{ALONE[2]}&official={theirs}"

    assert ids(read(reader, of(address, "yen-hoa"))) == []
    assert len(ids(read(reader, of(address, "dong-thanh")))) == 1


@pytest.mark.parametrize("slug", COMMUNES)
def test_cache_tags_name_the_site(reader, twins: Twins, slug: str) -> None:
    def tags(address: str) -> list[str]:
        return reader.get(address).headers["Surrogate-Key"].split()

    article = twins.documents[slug]["article"].id
    assert tags(f"/v1/articles/{article}") == [str(article), f"site:{slug}"]
    assert f"list:notice:{slug}" in tags(of("notices", slug))
    assert {f"list:article:{slug}", f"list:banner:{slug}"} <= {*tags(of("home", slug))}
    for address in (*SHARED, *ALONE, WEEK):
        assert COMMUNES[slug == COMMUNES[0]] not in " ".join(tags(of(address, slug)))
    assert "list:article" in tags("/v1/articles")


def test_a_change_of_one_leaves_the_answers_of_the_other(reader, twins: Twins) -> None:
    mine, theirs = (twins.documents[slug] for slug in COMMUNES)
    addresses = [of(each, COMMUNES[1]) for each in (*SHARED, *ALONE, WEEK)]
    before = [reader.get(each).headers["ETag"] for each in addresses]

    revise(mine["article"], at(2), lead="Sửa")
    gone = make("article", mine["site"], title="Tin", at=at(1))
    commands.withdraw(gone, OPERATOR, at(2), Withdrawal("error"))

    assert [reader.get(each).headers["ETag"] for each in addresses] == before
    assert gone.slug == "tin-2"
    assert reader.get("/v1/sites/yen-hoa/articles/tin-2").status_code == 410
    assert reader.get("/v1/sites/dong-thanh/articles/tin-2").status_code == 404
    assert read(reader, "/v1/sites/dong-thanh/articles/tin")["id"] == str(theirs["article"].id)
