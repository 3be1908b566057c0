"""What every operation of the delivery API does alike. Operations come from the OpenAPI document.

Each test asks all of them and shows those that differ, so a new operation is held to this too.
"""

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.delivery.world import TOLERANT, Operation, World, asking, operations

OTHER_METHODS = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"}


def is_problem(response: TestResponse, status: int) -> bool:
    problem = orjson.loads(response.data) if response.data else {}
    return (
        response.status_code == status
        and response.content_type == "application/problem+json"
        and problem.keys() >= {"type", "title", "status", "detail", "code"}
        and problem["status"] == status
    )


def strict() -> list[Operation]:
    return [each for each in operations() if each.name not in TOLERANT]


def names(response: TestResponse, parameter: str) -> bool:
    findings = orjson.loads(response.data).get("errors", [])
    return is_problem(response, 400) and [e.get("parameter") for e in findings] == [parameter]


def test_every_operation_has_an_address_that_answers(reader: FlaskClient, world: World) -> None:
    answers = {each.name: reader.get(world.addresses[each.name]) for each in operations()}

    assert {name: r.status_code for name, r in answers.items() if r.status_code != 200} == {}


def test_every_operation_names_an_unknown_parameter(reader: FlaskClient, world: World) -> None:
    asked = {each.name: reader.get(f"{each.nowhere}?utm_source=zalo") for each in operations()}

    accepting = {name for name, answer in asked.items() if not names(answer, "utm_source")}
    assert accepting == TOLERANT


def test_every_operation_refuses_a_repeated_parameter(reader: FlaskClient, world: World) -> None:
    asked = {
        (each.name, name): reader.get(f"{each.nowhere}?{name}=1&{name}=1")
        for each in operations()
        for name in each.query
    }

    assert [key for key, answer in asked.items() if not names(answer, key[1])] == []


@pytest.mark.parametrize(
    "id_",
    ["1", "0197f6a0-0000-7000-8000-00000000000g", "{%22$ne%22:0}", "%EF%BC%91",
     "0197f6a0000070008000000000000001", "%D9%A1", "%00", "..%2f"],
)  # fmt: skip
def test_t26_what_is_no_id_is_no_address(reader: FlaskClient, world: World, id_: str) -> None:
    asked = {
        each.name: reader.get(each.path.format_map({p["name"]: id_ for p in each.parameters}))
        for each in operations()
        if any(p["in"] == "path" and p["name"] != "week" for p in each.parameters)
    }

    assert [name for name, answer in asked.items() if not is_problem(answer, 404)] == []


@pytest.mark.parametrize(
    "spelt",
    [lambda text: text.replace("-", ""), "{{{}}}".format, "urn:uuid:{}".format, " {}".format,
     "{}%0a".format, "{}%CC%81".format, lambda text: text.replace("-", "%E2%80%91")],
)  # fmt: skip
def test_t26_an_id_has_hyphens_and_nothing_else(reader: FlaskClient, world: World, spelt) -> None:
    id_ = str(world.article.id)

    assert reader.get(f"/v1/articles/{id_}").status_code == 200
    assert is_problem(reader.get(f"/v1/articles/{spelt(id_)}"), 404)


def test_t26_an_id_in_the_query_is_refused(reader: FlaskClient, world: World) -> None:
    for each in strict():
        for name in ("id", "id[]", "id[$ne]", "article_id"):
            assert names(reader.get(f"{each.nowhere}?{name}=1abc"), name), each.name


@pytest.mark.parametrize("limit", ["0", "501", "-1", "1.5", "1e1", "", "ten", "true", "null",
                                   "%D9%A1%D9%A2", "%EF%BC%91", "9999999999999999999999", "1_0",
                                   "%201", "1%00"])  # fmt: skip
def test_t56_t58_a_limit_is_a_number_in_range(
    reader: FlaskClient, world: World, limit: str
) -> None:
    asked = {
        each.name: reader.get(asking(world.addresses[each.name], f"limit={limit}"))
        for each in operations()
        if "limit" in each.query
    }

    assert asked
    assert [name for name, answer in asked.items() if not names(answer, "limit")] == []


def test_t56_a_page_holds_a_hundred_at_most_and_one_of_the_change_feed_five_hundred() -> None:
    most = {
        each.query["limit"]["schema"]["maximum"]: each.name == "list_changes"
        for each in operations()
        if "limit" in each.query
    }

    assert most == {100: False, 500: True}


def test_every_answer_has_a_tag_that_revalidates_it(reader: FlaskClient, world: World) -> None:
    for each in operations():
        address = world.addresses[each.name]
        tag = reader.get(address).headers["ETag"]
        opaque = tag.removeprefix("W/")
        for held in (tag, opaque, f'W/"other", {tag}', f'"x",{opaque}', "*"):
            answer = reader.get(address, headers={"If-None-Match": held})
            assert answer.status_code == 304, (each.name, held)
            assert answer.data == b""
            assert answer.headers["ETag"] == tag
            assert "Content-Type" not in answer.headers
        for stale in ('W/"other"', '"*"', 'W/"other", "x"', ""):
            answer = reader.get(address, headers={"If-None-Match": stale})
            assert answer.status_code == 200, (each.name, stale)


def test_tags_are_weak_but_for_media(reader: FlaskClient, world: World) -> None:
    tags = {each.name: reader.get(world.addresses[each.name]).headers["ETag"]
            for each in operations()}  # fmt: skip

    strong = {name for name, tag in tags.items() if not tag.startswith('W/"')}

    assert strong == {"get_media"}


def test_head_says_what_get_says(reader: FlaskClient, world: World) -> None:
    for each in operations():
        for address in (world.addresses[each.name], each.nowhere, f"{each.nowhere}?x=1"):
            got, head = reader.get(address), reader.head(address)
            assert head.status_code == got.status_code, address
            assert without_id(head) == without_id(got), address
            assert head.data == b""


def without_id(response: TestResponse) -> list[tuple[str, str]]:
    changing = {"X-Request-Id", "Date"}
    return sorted((name, value) for name, value in response.headers if name not in changing)


def test_options_says_what_is_allowed(reader: FlaskClient, world: World) -> None:
    for each in operations():
        answer = reader.options(each.nowhere)
        assert answer.status_code == 200
        assert set(answer.headers["Allow"].split(", ")) == each.allowed
        assert answer.data == b""
        assert "Content-Type" not in answer.headers


def test_other_methods_are_refused_with_what_is_allowed(reader: FlaskClient, world: World) -> None:
    for each in operations():
        for method in OTHER_METHODS - each.allowed:
            answer = reader.open(each.nowhere, method=method)
            assert is_problem(answer, 405), (each.name, method)
            assert set(answer.headers["Allow"].split(", ")) == each.allowed


def test_t27_a_get_stays_a_get_whatever_headers_say(reader: FlaskClient, world: World) -> None:
    names_of_old = ("X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method")
    overriding = dict.fromkeys(names_of_old, "DELETE")
    for each in operations():
        address = world.addresses[each.name]
        assert reader.get(address, headers=overriding).data == reader.get(address).data
    for each in strict():
        assert names(reader.get(f"{each.nowhere}?_method=DELETE", headers=overriding), "_method")


def test_no_answer_holds_an_escaped_letter(reader: FlaskClient, world: World) -> None:
    answers = {each.name: reader.get(world.addresses[each.name]) for each in operations()}
    bodies = {name: each.data for name, each in answers.items() if each.is_json}

    assert [name for name, body in bodies.items() if rb"\u" in body] == []
    assert "Khánh thành cầu Đá".encode() in bodies["get_article"]


def test_every_operation_documents_a_refusal() -> None:
    silent = [
        each.name
        for each in operations()
        if not any(status.startswith("4") for status in each.responses)
    ]

    assert silent == []
