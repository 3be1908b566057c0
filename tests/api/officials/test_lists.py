"""The officials of a commune: their order, their facts, their photo, and their coming and going."""

import orjson
import pytest

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from tests.api.banners.making import photo
from tests.api.delivery.world import at
from tests.factories import make, make_site

UNKNOWN = ("position", "unit", "term", "duties", "biography", "phone", "email", "photo")


def listed(reader, site, query: str = "") -> list[dict]:
    answer = reader.get(f"/v1/officials?site={site.slug}{query}")
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)["items"]


def test_they_stand_in_their_order_then_by_the_vietnamese_alphabet(reader, site) -> None:
    for name, order in (("Đặng Văn Đức", 2), ("Dương Thị Ánh", 2), ("Ân Văn Bé", 2),
                        ("An Thị Cúc", 2), ("Phó", 1), ("Trưởng", 0)):  # fmt: skip
        make("official", site, name=name, order=order)

    names = [each["name"] for each in listed(reader, site)]

    assert names == ["Trưởng", "Phó", "An Thị Cúc", "Ân Văn Bé", "Dương Thị Ánh", "Đặng Văn Đức"]
    first = reader.get(f"/v1/officials?site={site.slug}&limit=4").json
    rest = reader.get(first["next"]).json
    assert [each["name"] for each in first["items"] + rest["items"]] == names


def test_one_has_the_fields_of_the_contract(reader, site) -> None:
    media = photo()
    facts = {"name": "Lê Văn Phúc", "position": "Chủ tịch UBND", "order": 1,
             "unit": "Ủy ban nhân dân xã", "term": "2021–2026", "duties": "Phụ trách\nchung.",
             "biography": "Sinh năm 1975.\nKỹ sư nông nghiệp.",
             "phone": "0238 3861 001", "email": "phuc@yenhoa.test"}  # fmt: skip
    official = make("official", site, photo={"media": media, "alt": "Chân dung"}, **facts)

    (found,) = listed(reader, site)

    image = found.pop("photo")
    assert found == {"id": str(official.id), "site": site.slug, **facts}
    assert (image["id"], image["alt"]) == (media, "Chân dung")
    path = image["renditions"][0]["url"].removeprefix("http://portal.test")
    assert reader.get(path).status_code == 200


def test_what_is_not_known_is_null(reader, site) -> None:
    official = make("official", site, name="Lê Văn Phúc")

    assert listed(reader, site) == [
        {"id": str(official.id), "site": site.slug, "name": "Lê Văn Phúc", "order": 0,
         **dict.fromkeys(UNKNOWN)}
    ]  # fmt: skip
    assert listed(reader, site, "&fields=name,photo") == [{"name": "Lê Văn Phúc", "photo": None}]


def test_a_save_is_public_at_once_and_a_removal_too(reader, site) -> None:
    official = make("official", site, name="Lê Văn Phúc")
    commands.save(get_document(official.id), {"name": "Trần Thị Mai"}, OPERATOR, at(1))
    assert [each["name"] for each in listed(reader, site)] == ["Trần Thị Mai"]

    commands.withdraw(get_document(official.id), OPERATOR, at(2), Withdrawal("other"))

    assert listed(reader, site) == []
    changes = Change.select().where(Change.document == official.id).order_by(Change.seq)
    assert [each.op for each in changes] == [Op.UPSERT, Op.UPSERT, Op.DELETE]


def test_with_several_sites_it_must_be_said_which(reader, site) -> None:
    make("official", make_site(f"{site.slug}-ban"), name="Của bạn")

    assert reader.get("/v1/officials").json["code"] == "site_required"
    assert reader.get("/v1/officials?site=khong-co").status_code == 404
    assert listed(reader, site) == []


@pytest.mark.parametrize(
    "facts",
    [{"name": ""}, {"email": "phuc"}, {"order": 1.5}, {"home_address": "Xóm 3"}, {"order": 10**7}],
)
def test_what_is_not_a_fact_of_the_office_is_refused(site, facts) -> None:
    with pytest.raises(InvalidContent):
        make("official", site, **{"name": "Lê Văn Phúc", **facts})
