"""Standing pages: the order of the menu, the page above, and what stands at their addresses."""

import orjson
import pytest

from api.pages.schemas import NOT_IN_SUMMARY
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.content_type import content_type
from api.publishing.live import rendering
from api.publishing.models import Change, Op
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at, rename
from tests.factories import make, make_site


def make_page(site, title: str = "Giới thiệu", **content):
    return make("page", site, title=title, **content)


def listed(reader, site, field: str = "title") -> list[str | None]:
    answer = reader.get(f"/v1/pages?site={site.slug}")
    assert answer.status_code == 200, answer.data
    return [each[field] for each in orjson.loads(answer.data)["items"]]


@pytest.fixture
def pages(site) -> str:
    """Where the pages of the commune stand."""
    return f"/v1/sites/{site.slug}/pages"


def test_they_stand_in_the_order_of_the_menu(reader, site) -> None:
    for title, order in (("Liên hệ", 9), ("Đề án", 2), ("Dân số", 2), ("Giới thiệu", -1),
                         ("Ấp", 2), ("An ninh", 2)):  # fmt: skip
        make_page(site, title, menu_order=order)
    make("page", site, title="Nháp", published=False)

    expected = ["Giới thiệu", "An ninh", "Ấp", "Dân số", "Đề án", "Liên hệ"]
    assert listed(reader, site) == expected
    assert listed(reader, site, "menu_order") == [-1, 2, 2, 2, 2, 9]


def test_a_whole_page_and_its_summary_are_as_the_contract_says(reader, site, pages) -> None:
    page = make_page(site, body_html="<h2>Lịch sử</h2><p>Xã <b>nhà</b>.</p>", menu_order=1)

    found = reader.get(f"/v1/pages/{page.id}").json
    (summary,) = reader.get(f"/v1/pages?site={site.slug}").json["items"]

    assert found == {
        "id": str(page.id), "type": "page", "site": {"slug": site.slug, "name": "Xã Yên Hòa"},
        "slug": "gioi-thieu", "url": "http://portal.test/trang/gioi-thieu", "title": "Giới thiệu",
        "parent": None, "menu_title": None, "menu_order": 1, "images": [], "attachments": [],
        "version": page.version,
        "published_at": "2026-07-11T19:00:00+07:00", "updated_at": "2026-07-11T19:00:00+07:00",
        "body": {"format": "html", "html": "<h2>Lịch sử</h2><p>Xã <strong>nhà</strong>.</p>"},
    }  # fmt: skip
    assert summary == {name: found[name] for name in found if name not in NOT_IN_SUMMARY}
    assert reader.get(f"{pages}/gioi-thieu").json == found


def test_a_body_comes_in_the_form_that_is_asked_for(reader, site) -> None:
    page = make_page(site, body_html="<p>Xã <b>nhà</b>.</p>")
    bodies = {each: reader.get(f"/v1/pages/{page.id}?body={each}").json.get("body")
              for each in ("text", "blocks", "none")}  # fmt: skip

    assert bodies["text"] == {"format": "text", "text": "Xã nhà."}
    assert [each["type"] for each in bodies["blocks"]["blocks"]] == ["paragraph"]
    assert bodies["none"] is None
    assert reader.get(f"/v1/pages/{page.id}?body=x").status_code == 400


def test_a_page_names_the_one_above_it_by_its_slug(reader, site) -> None:
    above = make_page(site, menu_order=1)
    below = make_page(site, "Lịch sử", parent=str(above.id), menu_order=2)
    assert listed(reader, site, "parent") == [None, "gioi-thieu"]

    rename(get_document(above.id), "ve-xa", at(1))
    rendering.render_all_stale(at(1))

    assert listed(reader, site, "parent") == [None, "ve-xa"]
    assert reader.get(f"/v1/pages/{below.id}").json["parent"] == "ve-xa"


def test_a_page_whose_parent_leaves_stands_alone_until_it_is_back(reader, site) -> None:
    above = make_page(site)
    below = make_page(site, "Lịch sử", parent=str(above.id))

    commands.withdraw(get_document(above.id), OPERATOR, at(1), Withdrawal("other"))
    rendering.render_all_stale(at(1))

    assert reader.get(f"/v1/pages/{below.id}").json["parent"] is None
    commands.publish(get_document(above.id), OPERATOR, at(2))
    rendering.render_all_stale(at(2))
    assert reader.get(f"/v1/pages/{below.id}").json["parent"] == "gioi-thieu"


def test_a_page_may_come_before_the_one_above_it(reader, site) -> None:
    above = make("page", site, title="Giới thiệu", published=False)
    below = make_page(site, "Lịch sử", parent=str(above.id))
    assert reader.get(f"/v1/pages/{below.id}").json["parent"] is None

    commands.publish(above, OPERATOR, at(1))
    rendering.render_all_stale(at(1))

    assert reader.get(f"/v1/pages/{below.id}").json["parent"] == "gioi-thieu"


def test_pages_that_name_each_other_still_stand(reader, site) -> None:
    first = make_page(site, "Một")
    second = make_page(site, "Hai", parent=str(first.id))

    # Of two editors who save at once, neither can see what the other writes.
    circle = content_type("page").load({"title": "Một", "parent": str(second.id)})
    circle.is_resolved = True
    commands.save(get_document(first.id), circle, OPERATOR, at(1))
    commands.publish(get_document(first.id), OPERATOR, at(1))
    rendering.render_all_stale(at(1))

    assert sorted(listed(reader, site, "parent")) == ["hai", "mot"]


def test_an_old_slug_moves_and_a_withdrawn_page_says_why(reader, site, pages) -> None:
    page = make_page(site)
    rename(page, "ve-xa", at(1))
    moved = reader.get(f"{pages}/gioi-thieu?body=none")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{pages}/ve-xa?body=none")

    why = Withdrawal("error", "Sai số liệu.")
    commands.withdraw(get_document(page.id), OPERATOR, at(2), why)

    for address in (f"/v1/pages/{page.id}", f"{pages}/ve-xa", f"{pages}/gioi-thieu"):
        gone = reader.get(address)
        assert (gone.status_code, gone.json["code"]) == (410, "page_withdrawn"), address
        assert (gone.json["reason"], gone.json["public_note"]) == ("error", "Sai số liệu.")
    assert listed(reader, site) == []
    change = Change.select().where(Change.document == page.id).order_by(Change.seq.desc()).get()
    assert change.op == Op.WITHDRAW


def test_any_other_address_is_404(reader, site, pages) -> None:
    draft = make("page", site, title="Nháp", published=False)

    for address in (f"/v1/pages/{draft.id}", f"{pages}/nhap", f"{pages}/gioi",
                    f"/v1/pages/{site.id}", "/v1/pages/x", "/v1/pages?site=khong-co"):  # fmt: skip
        assert reader.get(address).status_code == 404, address


def test_a_list_of_all_sites_holds_those_of_each(reader, site) -> None:
    other = make_site(f"{site.slug}-ban")
    make_page(site, "Một")
    make_page(other, "Hai")

    sites = [each["site"]["slug"] for each in reader.get("/v1/pages?limit=100").json["items"]]

    assert sites == sorted(sites)
    assert {site.slug, other.slug} <= set(sites)
