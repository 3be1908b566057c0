"""SQL sent as the value of every parameter reaches the database as a value, or not at all."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
from flask.testing import FlaskClient

from tests.api.delivery.standing import reader, standing_app  # noqa: F401 - fixtures
from tests.api.delivery.statements import recorded
from tests.api.delivery.world import World, asking, operations
from tests.sizes import SIZES

# What begins one in a feed or a calendar.
ITEM = re.compile(rb"<item>|<entry>|BEGIN:VEVENT")
CORPUS = json.loads((Path(__file__).parent / "sql.json").read_text("utf-8"))
PAYLOADS = CORPUS[: SIZES["T28"].items]


@pytest.fixture(scope="module")
def world(standing_app) -> World:  # noqa: F811 - the fixture of that name
    """Something at every address."""
    return World()


def targets(world: World) -> list[tuple[str, str]]:
    """Every parameter of every operation, as an address that lacks its value."""
    found = []
    for each in operations():
        base = world.addresses[each.name]
        found += [(f"{each.name}?{name}", asking(base, f"{name}=%s")) for name in each.query]
        for parameter in each.parameters:
            if parameter["in"] == "path":
                name = parameter["name"]
                holes = {p["name"]: "yen-hoa" for p in each.parameters} | {name: "%s"}
                found.append((f"{each.name}/{name}", each.path.format_map(holes)))
    return found


def content(answer) -> object:
    """What an answer shows, but for what tells which payload it is about."""
    if not answer.is_json:
        return {"items": len(ITEM.findall(answer.data))}
    body = orjson.loads(answer.data)
    if answer.status_code != 200:
        return answer.status_code, body["code"]
    # A feed says at its head what was asked for.
    return {"items": body["items"]} if "feed_url" in body else body


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(set(CORPUS)) == len(CORPUS) == 300
    assert len(PAYLOADS) >= 15


def test_t28_no_value_of_a_parameter_is_read_as_sql(reader: FlaskClient, world: World) -> None:  # noqa: F811
    for name, address in targets(world):
        answers, shapes = {}, set()
        for payload in PAYLOADS:
            with recorded() as statements:
                answer = reader.get(address % quote(payload, safe=""))
            assert answer.status_code in {200, 400, 404}, (name, payload, answer.data)
            answers[payload] = content(answer)
            shapes |= {statement.sql for statement in statements}
            for statement in statements:
                assert payload not in statement.sql or payload in TRIVIAL, (name, payload)
        # Whatever a value says, the same rows (mostly none) come of it and the same SQL is run.
        found = {repr(each) for each in answers.values() if isinstance(each, dict)}
        assert len(found) <= 1, (name, answers)
        assert len(shapes) <= 6, (name, shapes)


# Too short to tell whether SQL of ours holds them by chance.
TRIVIAL = {each for each in CORPUS if len(each) < 6}


def test_t28_nothing_is_written_whatever_is_asked(reader: FlaskClient, world: World) -> None:  # noqa: F811
    for _name, address in targets(world):
        for payload in PAYLOADS[:5]:
            with recorded() as statements:
                reader.get(address % quote(payload, safe=""))
            assert all(s.sql.startswith("SELECT") for s in statements), statements


def test_t28_a_value_that_holds_sql_is_found_as_text(reader: FlaskClient, world: World) -> None:  # noqa: F811
    from tests.factories import make_article

    for number, payload in enumerate(p for p in PAYLOADS if not set(p) & set("<\\\u202e")):
        made = make_article(world.site, f"Bài {number}", byline=payload)
        found = reader.get(f"/v1/articles?author={quote(payload, safe='')}&fields=id")
        ids = [each["id"] for each in orjson.loads(found.data)["items"]]
        assert str(made.id) in ids, payload
