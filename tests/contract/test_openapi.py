"""The OpenAPI documents: valid, committed as they are served, and true of what is sent."""

import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.application import documents
from api.content_types import CONTENT_TYPES
from api.http.openapi import LEAVES_OUT
from api.richtext.blocks import BLOCKS
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.world import World, asking, document, operations

COMMITTED = Path(__file__).parents[2] / "openapi"
SERVED = {"delivery": "/v1/openapi.json", "authoring": "/authoring/v1/openapi.json"}


@pytest.fixture(scope="module")
def world(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """Something at every address."""
    return World()


@pytest.mark.parametrize("name", SERVED)
def test_the_committed_document_is_the_one_that_is_served(reader: FlaskClient, name: str) -> None:  # noqa: F811
    committed = (COMMITTED / f"{name}.json").read_bytes()

    assert reader.get(SERVED[name]).data == committed, "run `make openapi`"


@pytest.mark.parametrize("name", SERVED)
def test_a_document_is_valid_openapi(name: str) -> None:
    found = document(name)

    OpenAPIV31SpecValidator(found).validate()
    assert found["openapi"] == "3.1.0"
    assert list(found)[:2] == ["openapi", "info"]


def test_the_same_program_makes_the_same_bytes() -> None:
    assert documents() == documents()


def test_every_operation_says_what_it_is() -> None:
    named = [each.name for each in operations()]

    assert len(set(named)) == len(named)
    for each in operations():
        assert re.fullmatch(r"(get|list|find|search)_[a-z_]+", each.name)
        assert re.fullmatch(r"[A-Z].{10,}\.", each.summary), each.name
        assert each.tags, each.name


def test_what_takes_a_key_says_what_becomes_of_none_and_of_one_at_work() -> None:
    posts = [each["post"] for each in document("authoring")["paths"].values() if "post" in each]
    keyed = [
        each
        for each in posts
        if any(given.get("name") == "Idempotency-Key" for given in each.get("parameters", ()))
    ]

    assert len(keyed) > len(CONTENT_TYPES)
    assert [
        each["operationId"] for each in keyed if not {"400", "409"} <= set(each["responses"])
    ] == []


def test_every_operation_documents_its_refusals_as_problems() -> None:
    for each in operations():
        assert "400" in each.responses, each.name
        if "{" in each.path or "site" in each.query:
            assert "404" in each.responses, each.name
        for status, response in each.responses.items():
            if status == "default" or status.startswith("4"):
                content = resolved(response)["content"]
                assert list(content) == ["application/problem+json"], (each.name, status)
                schema = content["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


def test_every_operation_documents_what_every_200_can_do() -> None:
    for each in operations():
        assert "304" in each.responses, each.name
        assert "ETag" in each.responses["200"]["headers"], each.name
        assert "422" not in each.responses, each.name


def test_what_is_neither_json_nor_called_text_is_bytes_to_generated_clients() -> None:
    contents = [each.responses["200"].get("content", {}) for each in operations()]
    texts = [
        kind
        for content in contents
        for kind, said in content.items()
        if not re.search(r"^text/|json$", kind) and said["schema"].get("format") != "binary"
    ]

    assert texts == []


def test_no_parameter_of_an_address_may_be_null() -> None:
    for each in operations():
        for name, parameter in each.query.items():
            assert isinstance(parameter["schema"]["type"], str), (each.name, name)
            assert parameter["schema"].get("default", ...) is not None, (each.name, name)
            assert parameter["required"] is False or "default" not in parameter["schema"]


def test_a_choice_that_may_be_null_is_one_type_in_generated_clients() -> None:
    schemas = document()["components"]["schemas"]
    members = [each for one in schemas.values() for each in one.get("properties", {}).values()]

    assert [each for each in members if None in each.get("enum", ())] == []
    assert any({"type": "null"} in each.get("anyOf", ()) for each in members)


def resolved(response: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in response:
        return document()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return response


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document()["components"]})


def variants(world: World, name: str, query: dict[str, Any]) -> list[str]:
    """Addresses of one operation, each with another of its parameters."""
    address = world.addresses[name]
    found = [address]
    for parameter, described in query.items():
        schema = described["schema"]
        choices = schema.get("enum") or schema.get("items", {}).get("enum") or ()
        # What is described is the whole.
        choices = () if parameter == "fields" else choices
        found += [asking(address, f"{parameter}={each}") for each in choices]
    if "total" in query:
        found += [asking(address, "total=true"), asking(address, "limit=1")]
    return found


def test_no_object_holds_a_number_with_a_fraction() -> None:
    """So that the hash of an object takes no more than sorted members, as aggregators are told."""
    found = orjson.dumps(document("delivery")["components"]["schemas"])

    assert b'"number"' not in re.findall(rb'"type":("[a-z]+")', found)


@pytest.mark.parametrize("name", SERVED)
def test_a_document_says_what_leads_on_from_a_list(name: str) -> None:
    schemas = document(name)["components"]["schemas"]
    lists = {key: each["properties"]["next"] for key, each in schemas.items()
             if "next" in each.get("properties", {}) and "items" in each["properties"]}  # fmt: skip

    assert len(lists) >= 5
    assert [
        key for key, each in lists.items() if "cursor=" not in each.get("description", "")
    ] == []


def test_every_body_is_what_its_document_says(reader: FlaskClient, world: World) -> None:  # noqa: F811
    for each in operations():
        for address in variants(world, each.name, each.query):
            answer = reader.get(address)
            content = each.responses["200"]["content"]
            if "application/json" not in content:
                continue
            assert answer.status_code == 200, address
            check = validator(content["application/json"]["schema"])
            errors = [error.message for error in check.iter_errors(orjson.loads(answer.data))]
            assert errors == [], address


def test_fields_leave_members_out_and_change_none(reader: FlaskClient, world: World) -> None:  # noqa: F811
    asked = [each for each in operations() if "fields" in each.query]
    assert len(asked) > 15

    for each in asked:
        assert LEAVES_OUT in each.description
        address = world.addresses[each.name]
        whole = orjson.loads(reader.get(address).data)
        for name in each.query["fields"]["schema"]["items"]["enum"]:
            part = orjson.loads(reader.get(asking(address, f"fields={name}")).data)
            for had, left in zip(objects(whole), objects(part), strict=True):
                assert left == {key: had[key] for key in had if key == name}, (each.name, name)


def objects(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.get("items", [answer])
    return found


def test_answers_may_grow_and_what_is_sent_to_us_may_not() -> None:
    schemas = document()["components"]["schemas"]

    closed = {name for name, each in schemas.items() if each.get("additionalProperties") is False}

    assert closed == {"PushEndpoint", "PushKeys", "PushSubscription", "Rating", "View"}


def test_no_answer_is_described_as_the_whole_or_a_part() -> None:
    for each in operations():
        for content in each.responses["200"]["content"].values():
            assert "anyOf" not in content["schema"], each.name
    assert [name for name in document()["components"]["schemas"] if name.endswith("Part")] == []


def test_every_refusal_is_what_its_document_says(reader: FlaskClient, world: World) -> None:  # noqa: F811
    check = validator({"$ref": "#/components/schemas/Problem"})
    asked = [f"/v1/articles/{world.withdrawn.id}", "/v1/sites/yen-hoa/articles/bai-da-go"]
    asked += [address for each in operations() for address in (each.nowhere, f"{each.nowhere}?x=1")]

    for address in asked:
        answer = reader.get(address, headers={"Accept-Language": "vi"})
        if answer.status_code >= 400:
            assert [e.message for e in check.iter_errors(orjson.loads(answer.data))] == [], address


def test_a_status_that_is_sent_is_documented_by_its_number(
    reader: FlaskClient,  # noqa: F811
    world: World,
) -> None:
    sent = {
        "get_article": f"/v1/articles/{world.withdrawn.id}",
        "get_article_by_slug": "/v1/sites/yen-hoa/articles/ten-cu",
        "list_related_articles": f"/v1/articles/{world.withdrawn.id}/related",
    }
    for each in operations():
        for address in (each.nowhere, f"{each.nowhere}?x=1", sent.get(each.name, each.nowhere)):
            status = str(reader.get(address).status_code)
            assert status in each.responses, (each.name, address)


CHOICES = {
    "Change": [each.name for each in CONTENT_TYPES],
    "Block": re.findall(r"^- `([a-z]+)`:", BLOCKS, re.MULTILINE),
}


@pytest.mark.parametrize(("name", "kinds"), CHOICES.items())
def test_kinds_are_told_apart_by_a_type_that_each_must_have(name: str, kinds: list[str]) -> None:
    schemas = document()["components"]["schemas"]
    mapping = schemas[name]["discriminator"]["mapping"]

    assert schemas[name]["discriminator"]["propertyName"] == "type"
    assert list(mapping) == list(kinds)
    assert [each["$ref"] for each in schemas[name]["oneOf"]] == list(mapping.values())
    for kind, reference in mapping.items():
        schema = schemas[reference.rpartition("/")[2]]
        assert schema["properties"]["type"]["const"] == kind
        assert "type" in schema["required"]
