"""The documents as others' tools read them: Spectral, and Ajv with the answers of the demo."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from api.content_types import CONTENT_TYPES
from tests import node
from tests.api.delivery.world import Operation, asking, document, operations
from tests.serving import LiveServer

AJV = Path(__file__).parent / "ajv.mjs"
RULES = Path(__file__).parent / "spectral.yaml"
JSON = ("application/json", "application/feed+json")
WEEKS = 6


class Answer(NamedTuple):
    """A live answer, and the place of its schema in the document."""

    address: str
    place: str
    body: Any


@pytest.mark.parametrize("name", ["delivery", "authoring"])
def test_spectral_finds_nothing(name: str, tmp_path: Path) -> None:
    node.need("@stoplight/spectral-cli")

    found = spectral(document(name), tmp_path)

    assert found == []


BROKEN = {
    "a pattern that Python alone reads": {"type": "string", "pattern": "^a\\Z"},
    "a type that there is not": {"type": "text"},
}


@pytest.mark.parametrize("schema", BROKEN.values(), ids=BROKEN)
def test_both_see_what_is_broken(schema: dict[str, Any], tmp_path: Path) -> None:
    node.need("@stoplight/spectral-cli")
    broken = json.loads(json.dumps(document()))
    broken["components"]["schemas"]["Problem"]["properties"]["title"] = schema

    assert spectral(broken, tmp_path) != []
    assert node.told(AJV, {"document": broken, "answers": []})["faults"] != []


@pytest.mark.parametrize(
    "schema", [{"type": "string", "example": "a"}, {"format": "day"}, {"maximum": "1"}]
)
def test_ajv_is_strict(schema: dict[str, Any]) -> None:
    node.need("ajv")
    odd = {"components": {"schemas": {"Odd": schema}}}

    told = node.told(AJV, {"document": odd, "answers": []})

    assert told["faults"] != []


def test_ajv_refuses_what_a_schema_does_not_say() -> None:
    node.need("ajv")
    place = "#/components/schemas/Problem"

    told = node.told(AJV, {"document": document(), "answers": [Answer("x", place, {})._asdict()]})

    assert [each.partition(":")[0] for each in told["faults"]] == ["x"]


def test_ajv_reads_every_schema_and_every_answer_of_the_demo(live_server: LiveServer) -> None:
    node.need("ajv-formats")
    answers = [*every_answer(live_server.url)]

    told = node.told(AJV, {"document": document(), "answers": [each._asdict() for each in answers]})

    assert told["faults"] == []
    assert told["logged"] == []
    assert told["schemas"] > 100
    assert told["answers"] == len(answers) > 400
    assert {each.place for each in answers} == {place_of(each) for each in read_as_json()}


def spectral(found: dict[str, Any], folder: Path) -> list[str]:
    """What Spectral says of a document, hints included."""
    written = folder / "document.json"
    written.write_text(json.dumps(found), "utf-8")
    command = [node.MODULES / ".bin" / "spectral", "lint", "--ruleset", RULES, "--format", "json",
               "--quiet", "--fail-severity", "hint", written]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [f"{each['code']}: {each['message']} {each['path']}" for each in json.loads(done.stdout)]


def read_as_json() -> list[Operation]:
    return [each for each in operations() if kind_of(each) in JSON]


def kind_of(operation: Operation) -> str:
    (kind,) = operation.responses["200"]["content"]
    return str(kind)


def place_of(operation: Operation) -> str:
    parts = ("paths", operation.path, "get", "responses", "200", "content", kind_of(operation))
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in (*parts, "schema"))
    return "#/" + "/".join(escaped)


def every_answer(url: str) -> Iterator[Answer]:
    """All that the demo has to say: every list page by page in every way, and every object."""
    world = Demo(url)
    for operation in read_as_json():
        for start in world.starts(operation):
            yield from (Answer(*each) for each in world.pages(start, place_of(operation)))


class Demo:
    """The addresses of a running demo."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.site = self.read("/v1/sites")["items"][0]["slug"]
        more = {"notice": "&active=any"}
        self.items = {
            each.name: self.all(f"/v1/{each.collection}?limit=100{more.get(each.name, '')}")
            for each in CONTENT_TYPES
            if each.folder
        }

    def read(self, address: str) -> Any:
        with urlopen(self.url + address) as answer:
            return json.load(answer)

    def all(self, address: str) -> list[dict[str, Any]]:
        return [each for _, _, page in self.pages(address, "") for each in page["items"]]

    def pages(self, address: str, place: str) -> Iterator[tuple[str, str, Any]]:
        following: str | None = address
        while following:
            body = self.read(following)
            yield following, place, body
            following = body.get("next") if "items" in body else None

    def starts(self, operation: Operation) -> Iterator[str]:
        for address in self.addresses(operation):
            yield address
            for name, parameter in operation.query.items():
                schema = parameter["schema"]
                choices = schema.get("enum") or schema.get("items", {}).get("enum") or ()
                # Only the whole is described.
                for choice in () if name == "fields" else choices:
                    yield asking(address, f"{name}={choice}")
            if "total" in operation.query:
                yield asking(address, "total=true&limit=7")

    def addresses(self, operation: Operation) -> list[str]:
        """The address of each object that an operation reads, or the only one it has."""
        kind = next((each for each in self.items if f"{{{each}_id}}" in operation.path), "")
        if kind:
            items = self.items[kind]
            return [operation.path.replace(f"{{{kind}_id}}", each["id"]) for each in items]
        site = operation.path.replace("{site}", self.site)
        if "{slug}" in site:
            collection = site.split("/")[-2]
            kind = next(each.name for each in CONTENT_TYPES if each.collection == collection)
            return [site.replace("{slug}", each["slug"]) for each in self.items[kind]]
        if "{week}" in site:
            return self.weeks(site)
        if operation.name == "get_json_feed":
            fed = [each.collection for each in CONTENT_TYPES if each.feed]
            return [site.replace("{collection}", each) for each in fed]
        more = {"search_content": f"?q={quote('xã')}", "list_views": f"?ids={self.ids()}"}
        return [site + more.get(operation.name, "")]

    def ids(self) -> str:
        return ",".join(each["id"] for each in self.items["article"][:20])

    def weeks(self, path: str) -> list[str]:
        week = self.read("/v1/home")["calendar"]["week"]
        found: list[str] = []
        for _ in range(WEEKS):
            found.append(path.replace("{week}", week))
            week = self.read(found[-1])["prev"]
        return found
