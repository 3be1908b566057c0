"""The portals of an installation: the identity of each, and their list."""

import orjson
import pytest

from api.publishing.content_type import content_type
from api.publishing.queries import get_document
from api.runtime.errors import InvalidContent
from api.sites.schemas import SiteSchema
from tests.api.delivery.world import at, revise
from tests.factories import make_site

FOOTER = {
    "name": "Cổng thông tin xã Yên Trung",
    "name_en": "Yen Trung Commune Portal",
    "organisation": "UBND xã Yên Trung",
    "responsible_person": {"name": "Nguyễn Văn A", "title": "Chủ tịch UBND xã"},
    "phone": "0238 123 456",
    "social": [{"name": "Zalo", "url": "https://zalo.me/yentrung"}],
    "links": [{"name": "Cổng tỉnh", "url": "http://tinh.example.vn/cong"}],
    "former_units": [{"name": "Xã Yên Thượng", "until": "2025-06-30"}],
    "opening_hours": [
        {"weekdays": [1, 2, 3, 4, 5], "intervals": [{"opens": "07:30", "closes": "11:30"}]}
    ],
    "areas": ["Xóm 1", "Khe Cát"],
    "tasks": [
        {"kind": "apply", "label": "Nộp hồ sơ", "url": "https://dichvucong.gov.vn"},
        {"kind": "procedures", "label": "Thủ tục", "url": "/trang/thu-tuc"},
        {"kind": "hotline", "label": "Đường dây nóng", "url": "tel:19001234"},
    ],
    "base_url": "https://yentrung.example.vn/",
}


def read(reader, address: str) -> dict:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)


def test_a_site_says_everything_the_contract_names(reader) -> None:
    made = make_site("yen-trung", **FOOTER)

    site = read(reader, "/v1/sites/yen-trung")

    assert site == {
        "id": str(made.id),
        "slug": "yen-trung",
        "name": "Cổng thông tin xã Yên Trung",
        "name_en": "Yen Trung Commune Portal",
        "organisation": "UBND xã Yên Trung",
        "organisation_en": None,
        "province": None,
        "responsible_person": {"name": "Nguyễn Văn A", "title": "Chủ tịch UBND xã"},
        "address": None,
        "address_en": None,
        "phone": "0238 123 456",
        "fax": None,
        "email": None,
        "hotline": None,
        "logo": None,
        "base_url": "https://yentrung.example.vn",
        "timezone": "Asia/Ho_Chi_Minh",
        "languages": ["vi"],
        "social": [{"name": "Zalo", "url": "https://zalo.me/yentrung"}],
        "links": [{"name": "Cổng tỉnh", "url": "http://tinh.example.vn/cong"}],
        "former_units": [{"name": "Xã Yên Thượng", "until": "2025-06-30"}],
        "opening_hours": [
            {
                "weekdays": [1, 2, 3, 4, 5],
                "intervals": [{"opens": "07:30", "closes": "11:30"}],
                "valid_from": None,
                "valid_to": None,
            }
        ],
        "areas": FOOTER["areas"],
        "tasks": FOOTER["tasks"],
        "licence": None,
        "measurement": None,
    }
    assert list(site)[:3] == ["id", "slug", "name"]


def test_how_the_commune_works_inside_is_not_told(reader, site) -> None:
    assert "two_person_rule" not in read(reader, f"/v1/sites/{site.slug}")
    assert reader.get(f"/v1/sites/{site.slug}?fields=two_person_rule").status_code == 400


def test_fields_choose_members(reader, site) -> None:
    assert list(read(reader, f"/v1/sites/{site.slug}?fields=email,name")) == ["email", "name"]


def test_sites_are_listed_by_name_in_pages(reader) -> None:
    for slug, name in (("s-a", "Áa"), ("s-b", "Ăa"), ("s-c", "Đa"), ("s-d", "Da")):
        make_site(slug, name=f"1 {name}")
    names: list[str] = []
    address: str | None = "/v1/sites?limit=2&fields=name,slug"

    while address and len(names) < 4:
        page = read(reader, address)
        names += [each["slug"] for each in page["items"]]
        address = page["next"]

    assert names == ["s-a", "s-b", "s-d", "s-c"]
    assert read(reader, "/v1/sites?total=true&limit=1")["total"] >= 4


def test_an_old_slug_moves_and_keeps_the_query(reader, site) -> None:
    revise(get_document(site.id), at(1), slug=f"{site.slug}-moi")

    moved = reader.get(f"/v1/sites/{site.slug}?fields=name")

    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/v1/sites/{site.slug}-moi?fields=name"
    assert read(reader, moved.headers["Location"]) == {"name": "Xã Yên Hòa"}


def test_every_member_of_a_site_is_documented_as_always_there() -> None:
    assert all(field.required for field in SiteSchema().fields.values())


@pytest.mark.parametrize(
    "task",
    [
        {"kind": "other", "label": "Nộp", "url": "https://a.vn"},
        {"kind": "apply", "label": "", "url": "https://a.vn"},
        {"kind": "apply", "label": "Nộp", "url": "javascript:alert(1)"},
        {"kind": "apply", "label": "Nộp", "url": "//evil.example"},
        {"kind": "hotline", "label": "Gọi", "url": "tel:một"},
        {"kind": "procedures", "label": "Thủ tục", "url": "/trang/thủ tục"},
    ],
)
def test_a_task_leads_to_the_web_to_a_telephone_or_into_the_portal(standing_app, task) -> None:
    with pytest.raises(InvalidContent):
        content_type("site").load({"slug": "yen-hoa", "name": "Yên Hòa", "tasks": [task]})
