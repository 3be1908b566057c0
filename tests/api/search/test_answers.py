"""How the search answers: its shape, filters, pages, refusals and cache tags."""

import pytest

from api.db.unit_of_work import transaction
from api.search.words.highlights import best_place, whole
from api.search.words.query_parser import ask
from tests.api.delivery.world import at
from tests.api.search.corpus import DOCUMENTS
from tests.api.search.portal import Portal
from tests.factories import make_article, make_site


def test_a_hit_says_what_it_is_and_where_it_stands(portal: Portal) -> None:
    hit = portal.ask("giao ban").get_json()["items"][0]

    assert hit["type"] == "calendar_entry"
    assert hit["site"] == {"slug": "yen-hoa", "name": "Xã Yên Hòa"}
    assert hit["slug"] is None
    assert hit["url"] == "http://portal.test/lich-lam-viec/2026-W29"
    assert hit["highlights"] == {
        "title": "<mark>Giao</mark> <mark>ban</mark> đầu tuần",
        "lead": None,
        "body": None,
    }


def test_matches_are_marked_and_everything_else_is_escaped(portal: Portal) -> None:
    by_title = portal.ask("giá ngoặc").get_json()["items"][0]["highlights"]
    by_lead = portal.ask("thu hai ho so").get_json()["items"][0]["highlights"]
    by_body = portal.ask('"hồ sơ đất"').get_json()["items"][2]["highlights"]

    assert by_title["title"] == ("<mark>Giá</mark> &lt;b&gt; &amp; &quot;<mark>ngoặc</mark>&quot;")
    assert by_lead["lead"] == (
        "<mark>Hồ</mark> <mark>sơ</mark> đất đai được nhận vào <mark>thứ</mark> <mark>hai</mark>."
    )
    assert by_body["body"] == "Người dân hỏi về <mark>hồ sơ đất</mark> đai."


def test_what_is_typed_with_accents_is_marked_with_these_alone(portal: Portal) -> None:
    exact = portal.ask("hoà bình").get_json()["items"][0]["highlights"]
    folded = portal.ask("duong lien").get_json()["items"][0]["highlights"]

    assert exact["title"] == "Xã <mark>Hòa</mark> <mark>Bình</mark> đón nông thôn mới"
    assert folded["title"] == "Làm <mark>đường</mark> <mark>liên</mark> thôn"


@pytest.mark.parametrize("facts", DOCUMENTS.values(), ids=DOCUMENTS.keys())
@pytest.mark.parametrize("q", ["ho so dat dai", "duong lien", "uy ban", "h mong", "y e a i u o"])
def test_a_letter_of_another_script_changes_nothing_of_what_is_marked(
    facts: dict[str, str], q: str
) -> None:
    question = ask(q)
    text = f"{facts['title']} – Ỷ, Ễ, Ẫ, Ị, Ự, Ợ…"

    marked = whole(text, question, question.levels()[-1])

    assert whole(f"{text} Ж", question, question.levels()[-1]) == f"{marked} Ж"
    assert "<mark>Ỷ</mark>" in whole(text, ask("y zz"), (1, 1))


def test_a_body_is_shown_where_its_words_stand_together() -> None:
    question = ask("lịch tiếp dân")
    text = f"Lịch sử xã. {'Bà con ra đồng. ' * 150}Lịch tiếp dân ở đình."

    shown = best_place(text, question, question.levels()[0])

    assert shown is not None
    assert shown.endswith("<mark>Lịch</mark> <mark>tiếp</mark> <mark>dân</mark> ở đình.")


def test_pages_show_every_hit_once_and_in_order(portal: Portal) -> None:
    whole = portal.found("ho so dat dai")
    seen, address = [], "/v1/search?q=ho+so+dat+dai&limit=2"

    while address:
        page = portal.client.get(address).get_json()
        seen += [portal.names[each["id"]] for each in page["items"]]
        address = page["next"]

    assert seen == whole
    assert len(whole) == 6


def test_the_total_counts_what_is_found_everywhere(portal: Portal) -> None:
    assert portal.ask("ho so dat dai", limit="1", total="true").get_json()["total"] == 6
    assert portal.ask('"ho so dat dai"', limit="1", total="true").get_json()["total"] == 5
    assert portal.ask("%%", total="true").get_json() == {"items": [], "next": None, "total": 0}
    assert portal.ask("ho so").get_json()["total"] is None


def test_it_is_filtered_by_type_site_and_day(portal: Portal) -> None:
    assert portal.found("15/TB-UBND", type="notice,page") == ["n1", "n4"]
    assert portal.found("15/TB-UBND", type="article") == []
    assert portal.found("lúa", site="yen-hoa") == ["e2", "e1"]
    assert portal.found("hồ sơ đất đai", to="2026-07-10") == []
    # a1 to a5 were published on the 11th in Vietnam, a6 on the 12th.
    assert portal.found("hồ sơ đất đai", to="2026-07-11") == ["a1", "a2", "a3", "a4", "a5"]
    assert portal.found("hồ sơ đất đai", **{"from": "2026-07-12"}) == ["a6"]
    assert portal.found("lúa", **{"from": "0001-01-01", "to": "9999-12-31"}) == ["e2", "e1"]


def test_another_site_is_found_by_its_slug(portal: Portal) -> None:
    with transaction():
        other = make_site("dong-thanh", name="Xã Đông Thành")
    make_article(other, "Chợ phiên vùng cao", at=at(100))

    assert portal.ask("phiên vùng", site="dong-thanh").get_json()["items"]
    assert portal.found("phiên vùng", site="yen-hoa") == []
    assert portal.ask("lúa", site="khong-co").status_code == 404


@pytest.mark.parametrize(
    ("more", "parameter"),
    [
        ({"q": "a"}, "q"),
        ({"q": "x" * 101}, "q"),
        ({"q": "%" * 60_000}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "lúa", "type": "banner"}, "type"),
        ({"q": "lúa", "from": "13/07/2026"}, "from"),
        ({"q": "lúa", "to": "2026-02-30"}, "to"),
        ({"q": "lúa", "limit": "0"}, "limit"),
        ({"q": "lúa", "cursor": "abc"}, "cursor"),
        ({"q": "lúa", "sort": "score"}, "sort"),
    ],
)
def test_t57_a_bad_parameter_is_refused_by_its_name(
    portal: Portal, more: dict[str, str], parameter: str
) -> None:
    answer = portal.client.get("/v1/search", query_string=more)

    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.get_json()["errors"]] == [parameter]


@pytest.mark.parametrize("address", ["/v1/search", "/v1/search?q=", "/v1/search?q=%20%E2%80%8B"])
def test_nothing_asked_is_nothing_found(portal: Portal, address: str) -> None:
    answer = portal.client.get(address)

    assert answer.get_json() == {"items": [], "next": None, "total": None}


def test_a_cursor_is_bound_to_its_question(portal: Portal) -> None:
    following = portal.ask("ho so dat dai", limit="2").get_json()["next"]
    cursor = following.partition("cursor=")[2]

    assert portal.client.get(f"/v1/search?q=lua&cursor={cursor}").status_code == 400
    assert portal.client.get(following).status_code == 200


def test_caches_are_told_what_changes_the_answer(portal: Portal) -> None:
    everywhere = portal.ask("lúa nếp").headers["Surrogate-Key"]
    here = portal.ask("lúa nếp", site="yen-hoa", type="notice").headers["Surrogate-Key"]

    assert (
        everywhere == "list:article list:notice list:calendar_entry list:page list:legal_document"
    )
    assert here == "site:yen-hoa list:notice:yen-hoa"
