"""Who sees what is not public, by id and in lists, and that nobody else learns of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.accounts.commands import Scope
from api.publishing import schedule
from api.publishing.models import Document, Role
from api.runtime import clock
from tests.api.publishing.authoring.desk import Desk
from tests.factories import make_site


@pytest.fixture
def people(client, site: Document) -> dict[str, Desk]:
    elsewhere = make_site("tan-lap")
    return {
        "nobody": Desk(client, None, None),
        "own": Desk(client, site, Role.AUTHOR),
        "another author": Desk(client, site, Role.AUTHOR),
        "editor": Desk(client, site, Role.EDITOR),
        "publisher": Desk(client, site, Role.PUBLISHER),
        "admin": Desk(client, site, Role.ADMIN),
        "admin of another site": Desk(client, elsewhere, Role.ADMIN),
        "admin of all sites": Desk(client, None, Role.ADMIN),
        "who reads for an editor": Desk(client, site, Role.EDITOR, Scope(role=0)),
        "an editor with a token of another site": Desk(
            client, site, Role.EDITOR, Scope(site=elsewhere.id)
        ),
    }


SEE_ALL = {"editor", "publisher", "admin", "admin of all sites", "who reads for an editor"}


def test_t20_what_one_may_not_see_is_the_404_of_an_id_that_nobody_has(people) -> None:
    own = people["own"]
    memo = own.create("/memos", {"title": "Chưa ai biết", "site": "yen-hoa"}).json
    trashed = own.create("/memos", {"title": "Bỏ đi", "site": "yen-hoa"}).json
    own.write("DELETE", f"/memos/{trashed['id']}", trashed)

    seen: dict[str, Any] = {}
    for name, who in people.items():
        unknown = who.call("GET", f"/memos/{uuid4()}").get_data()
        answers = [who.call("GET", f"/memos/{each['id']}") for each in (memo, trashed)]
        assert {each.get_data() == unknown for each in answers} <= {name not in {*SEE_ALL, "own"}}
        seen[name] = [each.status_code for each in answers]

    assert {name for name, codes in seen.items() if codes == [200, 200]} == {*SEE_ALL, "own"}
    assert {tuple(codes) for name, codes in seen.items() if name not in {*SEE_ALL, "own"}} == {
        (404, 404)
    }
    # Nor is it there under the address of another type.
    assert own.call("GET", f"/placards/{memo['id']}").status_code == 404


def test_t29_lists_show_what_the_loader_shows(people) -> None:
    made = [
        people["own"].create("/memos", {"title": "Một", "site": "yen-hoa"}).json,
        people["editor"].create("/memos", {"title": "Hai", "site": "yen-hoa"}).json,
        people["admin of another site"].create("/memos", {"title": "Ba"}).json,
        people["editor"].create("/labels", {"name": "Bốn", "site": "yen-hoa"}).json,
    ]

    for who in people.values():
        paths = {each["id"]: f"/{each['type']}s/{each['id']}" for each in made}
        by_id = {id_ for id_, path in paths.items() if who.call("GET", path).status_code == 200}
        listed = {each["id"] for each in who.get("/documents?limit=100")["items"]}
        assert listed & {each["id"] for each in made} == by_id


def test_a_list_is_newest_save_first_and_pages_stay_right(editor: Desk) -> None:
    memos = [editor.create("/memos", {"title": f"Số {number}"}).json for number in range(5)]
    editor.write("PATCH", f"/memos/{memos[1]['id']}", memos[1], {"text": "mới"})

    found, following = [], "/memos?limit=2&total=true"
    while following:
        page = editor.get(following.removeprefix("/authoring/v1"))
        found += [each["label"] for each in page["items"]]
        following = page["next"]

    assert (found, page["total"]) == (["Số 1", "Số 4", "Số 3", "Số 2", "Số 0"], 5)


def test_filters_are_joined_by_and(editor: Desk, publisher: Desk, site: Document) -> None:
    memo = editor.create("/memos", {"title": "Khánh thành cầu Yên Hòa"}).json
    other = publisher.create("/memos", {"title": "Hội nghị tổng kết 50%_ kế hoạch"}).json
    editor.write("POST", f"/memos/{memo['id']}/submission", memo)

    def found(query: str) -> set[str]:
        return {each["id"] for each in editor.get(f"/documents?type=memo&{query}")["items"]}

    both = {memo["id"], other["id"]}
    assert found("site=yen-hoa") == both
    assert found("stage=in_review") == {memo["id"]}
    assert found("public=none") == both
    assert found("public=live") == set()
    assert found("mine=true") == {memo["id"]}
    assert found("text=cau+yen+hoa") == found("text=Yên HÒA") == {memo["id"]}
    assert found("text=50%25_") == {other["id"]}
    assert found(f"ids={memo['id']}") == {memo["id"]}
    assert found("text=%25") == both
    assert found("text=hoa&mine=true&stage=draft") == set()


def test_what_waits_is_what_this_person_can_do_next(author, editor, publisher) -> None:
    draft, review, returned = (
        author.create("/memos", {"title": title}).json for title in ("Nháp", "Chờ", "Trả")
    )
    author.write("POST", f"/memos/{review['id']}/submission", review)
    sent = author.write("POST", f"/memos/{returned['id']}/submission", returned)
    editor.write("POST", f"/memos/{returned['id']}/return", sent, {"comment": "Sửa lại."})

    def waiting(who: Desk) -> dict[str, str]:
        items = who.get("/documents?waiting=me")["items"]
        assert {each["waiting"] for each in items}.isdisjoint({None})
        all_of_them = who.get("/documents")["items"]
        assert {each["id"] for each in items} == {
            each["id"] for each in all_of_them if each["waiting"]
        }
        return {each["label"]: each["waiting"] for each in items}

    assert draft["stage"] == "draft"
    assert waiting(author) == {"Nháp": "draft", "Trả": "return"}
    assert waiting(editor) == waiting(publisher) == {"Chờ": "review"}


def test_every_list_names_its_next_page_in_a_header_too(people) -> None:
    admin = people["admin"]
    for title in ("A", "B"):
        admin.create("/memos", {"title": title})

    for path in ("/documents", "/memos", "/audit", "/users"):
        answer = admin.call("GET", f"{path}?limit=1")
        assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"', path
    assert "Link" not in admin.call("GET", "/media?limit=1").headers


def test_a_site_that_is_none_or_beyond_reach_is_404_in_every_list(people) -> None:
    admin = people["admin"]
    lists = ("/documents", "/memos", "/media", "/audit", "/statistics/published", "/completeness")

    for path in lists:
        unknown, foreign = (admin.call("GET", f"{path}?site={s}") for s in ("khong-co", "tan-lap"))
        assert (unknown.status_code, unknown.json["code"]) == (404, "site_not_found"), path
        assert foreign.get_data() == unknown.get_data(), path


def test_a_write_takes_no_parameter_that_it_does_not_know(people) -> None:
    editor = people["editor"]
    memo = editor.create("/memos", {"title": "A"}).json
    at = f"/memos/{memo['id']}"

    refused = [
        editor.create("/memos?id=1abc", {"title": "B"}),
        editor.call("PATCH", f"{at}?id[]=1", {"title": "B"}, version=1),
        editor.call("POST", f"{at}/submission?x=1", {}, version=1),
        editor.call("PATCH", "/me?name=B", {"name": "B"}),
    ]

    assert {(each.status_code, each.json["code"]) for each in refused} == {
        (400, "invalid_parameter")
    }
    assert [each["id"] for each in editor.get("/memos")["items"]] == [memo["id"]]
    assert editor.get(at) == memo


def test_a_refused_schedule_waits_for_its_author_whatever_became_of_later_words(
    author, editor, publisher
) -> None:
    begin = clock.now()
    memo = author.create("/memos", {"title": "Hẹn"}).json
    at = f"/memos/{memo['id']}"
    times = {"publish_at": begin + timedelta(hours=1), "unpublish_at": begin + timedelta(hours=2)}
    said = {name: time.isoformat() for name, time in times.items()}
    memo = publisher.write("PUT", f"{at}/publication", memo, said)
    memo = author.write("PATCH", at, memo, {"title": "Hẹn khác"})
    author.write("POST", f"{at}/submission", memo)
    schedule.perform_due(begin + timedelta(hours=3))

    (mine,), (theirs,) = (who.get("/documents?waiting=me")["items"] for who in (author, editor))
    seen = author.get(at)

    assert (mine["id"], mine["waiting"]) == (memo["id"], "refusal")
    assert theirs["waiting"] == "review"
    assert (seen["refusal"], seen["stage"]) == ("ends_too_early", "in_review")


def test_a_program_that_only_reads_changes_nothing(people) -> None:
    reader, editor = people["who reads for an editor"], people["editor"]
    memo = editor.create("/memos", {"title": "A"}).json

    refused = reader.call("PATCH", f"/memos/{memo['id']}", {"title": "B"}, version=1)
    made = reader.create("/memos", {"title": "B"})

    assert {(each.status_code, each.json["code"]) for each in (refused, made)} == {
        (403, "read_only")
    }


def test_a_site_is_made_by_who_administers_all_of_them(people) -> None:
    said = {"slug": "moi", "name": "Xã Mới"}

    codes = {name: who.create("/sites", said).status_code for name, who in people.items()}

    assert {name for name, code in codes.items() if code == 201} == {"admin of all sites"}
    assert {code for name, code in codes.items() if name != "admin of all sites"} == {403}


def test_whoever_writes_for_several_sites_says_for_which(people) -> None:
    everywhere = people["admin of all sites"]

    unsaid = everywhere.create("/memos", {"title": "A"})
    unknown = everywhere.create("/memos", {"title": "A", "site": "khong-co"})
    said = everywhere.create("/memos", {"title": "A", "site": "tan-lap"})
    foreign = people["editor"].create("/memos", {"title": "A", "site": "tan-lap"})

    assert [(each["pointer"], each["code"]) for each in unsaid.json["errors"]] == [
        ("/site", "required")
    ]
    assert [each["code"] for each in unknown.json["errors"]] == ["unknown_reference"]
    assert said.json["site"] == "tan-lap"
    assert (foreign.status_code, foreign.json["code"]) == (403, "role_required")
