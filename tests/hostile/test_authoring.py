"""Values that break programs, as every parameter and every member that an editor can send."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from api.publishing.models import Role
from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import NAMES, World, document
from tests.api.publishing.authoring.desk import Desk, new_key
from tests.sizes import SIZES

ROOT = "/authoring/v1"
HERE = Path(__file__).parent
SQL = json.loads((HERE / "sql.json").read_text("utf-8"))[: SIZES["T28"].items]
XSS = json.loads((HERE / "xss.json").read_text("utf-8"))
# JSON as it is sent: what is no JSON at all, and what Python or a database chokes on.
RAW = [
    "null", "true", "[]", "{}", "[[]]", '[{"a":{}}]', "0", "-1", "9223372036854775808", "1e999",
    "NaN", "1.5", "9" * 5_000, '""', '" "', '"\\u0000"', '"\\ud800"', '"\\ufeff"', '"\\u202e"',
    '"{}[]%s%(a)s$${x}"', json.dumps("a" * 70_000), json.dumps("ệ" * 3_000), "[" * 100 + "]" * 100,
    '{"$ne": 0}', '["' + "x" * 300 + '"]', '"2026-02-30"', '"9999-12-31T23:59:60Z"', '"0000-00-00"',
    '"00000000-0000-0000-0000-000000000000"', '"../../etc/passwd"', '"javascript:alert(1)"',
]  # fmt: skip
PAYLOADS = [*RAW, *map(json.dumps, SQL), *map(json.dumps, XSS[: SIZES["T01"].items])]


@pytest.fixture(scope="module")
def world(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """Something of every kind that is written."""
    return World()


@pytest.fixture
def desk(reader: FlaskClient, world: World) -> Desk:  # noqa: F811
    """Somebody who may do everything."""
    return Desk(reader, None, Role.ADMIN)


def test_t28_no_parameter_of_the_editors_api_is_read_as_sql(desk: Desk) -> None:
    for path, query in parameters():
        for payload in SQL:
            with recorded() as statements:
                answer = desk.call("GET", f"{path}?{query}={quote(payload, safe='')}")
            assert answer.status_code in {200, 400, 404}, (path, query, payload, answer.text)
            told = [each for each in statements if len(payload) > 5 and payload in each.sql]
            assert told == [], (path, query)


def parameters() -> Iterator[tuple[str, str]]:
    for path, item in document("authoring")["paths"].items():
        if "get" in item and "{" not in path:
            for each in item["get"].get("parameters", []):
                if each["in"] == "query":
                    yield path.removeprefix(ROOT), each["name"]


def test_t52_no_value_of_any_member_breaks_a_write(desk: Desk, world: World) -> None:
    statuses, values = Counter[int](), cycle(PAYLOADS)
    for method, path, members in writes():
        for name in members:
            for raw in [next(values) for _ in range(SIZES["T52"].items)]:
                status = sent(desk, method, path, f"{{{json.dumps(name)}: {raw}}}")
                assert status < 500, (method, path, name, raw)
                statuses[status] += 1
    assert statuses[422] > statuses.total() / 2
    assert statuses[200] + statuses[201]


def writes() -> Iterator[tuple[str, str, list[str]]]:
    """Every operation that is sent something, and what that has for members."""
    found = document("authoring")
    for path, item in found["paths"].items():
        for method in item.keys() & {"post", "put", "patch"}:
            said = item[method].get("requestBody", {}).get("content", {}).get("application/json")
            if said:
                schema = found["components"]["schemas"][said["schema"]["$ref"].rpartition("/")[2]]
                yield method, path, [*schema.get("properties", {}), "unknown"]


def sent(desk: Desk, method: str, path: str, body: str) -> int:
    """The status of a write with this body, on a document of that kind where there is one."""
    collection = path.removeprefix(ROOT).partition("/{")[0]
    item = document("authoring")["paths"].get(f"{ROOT}{collection}", {})
    listed = desk.get(collection)["items"] if "{" in path and "get" in item else []
    one = listed[0] if listed else {"id": NAMES["uuid"], "version": 1}
    answer = desk.call(
        method.upper(), re.sub(r"\{\w+\}", one["id"], path.removeprefix(ROOT)), data=body,
        version=one.get("version", 1), Idempotency_Key=new_key(), Content_Type="application/json",
    )  # fmt: skip
    return answer.status_code
